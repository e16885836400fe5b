"""What a letter template can name: a frozen picture for one reader, in the words of a letter.

Days are already in words, what is not known is empty, and nothing here holds more than the case's
own view for that reader. `words` are the officer's free paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace


@dataclass(frozen=True)
class Council:
    """The council that runs the review."""

    name: str
    department: str
    address: tuple[str, ...]
    phone: str
    email: str


@dataclass(frozen=True)
class Recipient:
    """Whom the letter goes to."""

    name: str
    address: tuple[str, ...]
    """Name and address as an envelope has them."""


@dataclass(frozen=True)
class Contact:
    """The single point of contact for the case."""

    name: str
    title: str
    phone: str
    email: str


@dataclass(frozen=True)
class Sender:
    """Who signs."""

    name: str
    title: str


@dataclass(frozen=True)
class Due:
    """The days by which the next steps are due; empty where no time is published."""

    threshold: str
    meeting: str
    outcome: str


@dataclass(frozen=True)
class Threshold:
    """The decision on the threshold."""

    met: bool
    decided_on: str
    decided_by: str
    """In words: "the council", "the partner agencies together", "your landlord" ..."""
    reasons: str
    discretionary: bool
    """Not met, but a review is held anyway."""


@dataclass(frozen=True)
class Meeting:
    """The panel's meeting."""

    planned_for: str
    time: str
    place: str
    link: str
    held_on: str
    """Empty until it is closed."""
    agencies: tuple[str, ...]
    """Whose representatives were there."""
    applicant_part: str
    """How the applicant was heard: "attends", "sends a representative" ..."""
    applicant_words: str
    not_invited_because: str
    chair: str = ""
    length: str = ""
    """How long it is planned to take: "2 hours"."""


@dataclass(frozen=True)
class Finding:
    """What the panel found about one agency's response."""

    about: str
    what: str
    verdict: str
    """ "adequate", "not adequate" or other words."""
    reason: str


@dataclass(frozen=True)
class Decision:
    """Something else the panel decided."""

    what: str
    outcome: str
    reason: str


@dataclass(frozen=True)
class Recommendation:
    """One recommendation under s.104(7)."""

    number: int
    what: str
    to: str
    owner: str
    """Who answers for it: a person or team, or else the body it is made to."""
    due: str
    why: str
    progress: tuple[str, ...]
    """What was done, as far as the applicant was told."""
    done_on: str = ""
    overdue: bool = False
    answer: str = ""
    """What the addressee said: "accepted", "declined" ..."""
    answer_reason: str = ""


@dataclass(frozen=True)
class Appeal:
    """What a dissatisfied applicant may do, as Schedule 4 paragraph 3 wants it told."""

    body: str
    """Empty where it is not published."""
    address: tuple[str, ...]
    phone: str
    email: str
    web: str
    grounds: tuple[str, ...]
    window: str
    """ "20 working days after you receive this letter"; empty where it is not published."""
    last_day: str
    last_day_is_working: bool
    next_working_day: str
    counted_from_letter: bool
    """Counted from the letter's date because the day that starts the window is not known."""
    start_published: bool
    """Whether the procedure says from which day the window runs."""
    notes: tuple[str, ...]
    """Further sentences the procedure has for the letter."""

    @property
    def contact(self) -> bool:
        """Whether there is any way to reach the body."""
        return bool(self.address or self.phone or self.email or self.web)


@dataclass(frozen=True)
class Signpost:
    """Where a complaint about whoever took the decision can go."""

    name: str
    words: str
    phone: str
    email: str
    web: str


@dataclass(frozen=True)
class Needs:
    """What the applicant asked for, to be able to use the letter."""

    adjustments: str
    language: str
    """Empty for English."""
    welsh: bool
    """The council writes in Welsh and English."""


@dataclass(frozen=True)
class Incident:
    """One incident, as the agency asked may be told of it."""

    when: str
    place: str
    summary: str


@dataclass(frozen=True)
class Request:
    """What an agency is asked under Schedule 4 paragraph 7."""

    agency: str
    asked: str
    period: str
    due: str
    legal_basis: str


@dataclass(frozen=True)
class Procedure:
    """The published procedure the case goes by."""

    name: str
    area: str
    consent: str
    """What it says of somebody who applies for another; empty where it says nothing."""


@dataclass(frozen=True)
class Refusal:
    """On what ground an application was refused."""

    ground: str
    grounds: tuple[str, ...]
    """Those the procedure names; empty where it names none."""


@dataclass(frozen=True)
class Late:
    """A step that is late."""

    what: str
    """What should have been done: "held the panel's meeting"."""
    due: str


@dataclass(frozen=True)
class Promise:
    """Something the applicant was promised, and is still to come."""

    words: str
    due: str


@dataclass(frozen=True)
class Invitee:
    """Who is invited to the panel."""

    name: str
    agency: str
    capacity: str
    substitute_for: str
    answered: bool
    """Whether their agency has answered all it was asked."""


@dataclass(frozen=True)
class Lodged:
    """An appeal that somebody has made."""

    lodged_on: str
    lodged_by: str
    ground: str
    threshold: bool
    """Against the decision on the application; otherwise about how the review was carried out."""
    last_day: str
    out_of_time: bool
    sent_on: str
    sent_to: str
    pages: int
    """Of the bundle that was made last; 0 where none was."""


class Words(SimpleNamespace):
    """The officer's free paragraphs, by the names the template gives them."""


@dataclass(frozen=True)
class LetterContext:
    """Everything a template can name at its top level."""

    council: Council
    reference: str
    number: str
    date: str
    received_on: str
    recipient: Recipient
    applicant: Recipient
    """In an agency's request, the person whom the review is about."""
    contact: Contact
    sender: Sender
    due: Due
    threshold: Threshold
    meeting: Meeting
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]
    recommendations: tuple[Recommendation, ...]
    review_on: str
    appeal: Appeal
    signposts: tuple[Signpost, ...]
    needs: Needs
    request: Request
    incidents: tuple[Incident, ...]
    procedure: Procedure
    refusal: Refusal
    late: tuple[Late, ...]
    promises: tuple[Promise, ...]
    invitee: Invitee
    lodged: Lodged
    closed_on: str
    words: Words
