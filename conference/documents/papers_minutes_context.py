"""What the template of the minutes can name: the meeting as the record has it, in plain words.

Days and hours are in words and what is not known is empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from conference.documents.context import Council


@dataclass(frozen=True)
class Sitting:
    """One stretch of the meeting, from its opening to its adjournment or its close."""

    day: str
    opened: str
    ended: str
    """The hour; empty while it lasts."""
    adjourned: bool
    """Whether it ended with an adjournment, and not with the close of the meeting."""


@dataclass(frozen=True)
class Attended:
    """Somebody who was there."""

    name: str
    body: str
    """Whom they came for: an agency, or what they were at the table."""
    substitute_for: str
    times: str
    """When they came, left and returned, with why where the record has it."""


@dataclass(frozen=True)
class Presence:
    """Who was there, who sent apologies, who did not come."""

    came: tuple[Attended, ...]
    apologies: tuple[str, ...]
    absent: tuple[str, ...]
    conflicts: tuple[str, ...]
    """Each conflict of interest that was declared, in a sentence."""
    acknowledged: tuple[str, ...]
    """Who acknowledged the confidentiality notice."""
    not_acknowledged: tuple[str, ...]
    """Who came, and of whom no acknowledgement is recorded."""


@dataclass(frozen=True)
class Applicant:
    """How the applicant was heard, in their words."""

    part: str
    words: str
    wants: str
    reason: str


@dataclass(frozen=True)
class Item:
    """One item of the agenda."""

    number: int
    title: str
    led_by: str
    state: str
    """What became of it, and the time it took, in a sentence."""
    panel_alone: bool
    decisions: tuple[str, ...]
    """The numbers of the decisions taken under it."""
    wording: str


@dataclass(frozen=True)
class Decision:
    """Something the panel decided."""

    number: int
    about: str
    """The agency whose response it is about, or nothing."""
    what: str
    outcome: str
    reason: str
    at: str
    present: tuple[str, ...]
    only_for: str
    """The agencies it is for alone; empty where it is for everybody at the table."""


@dataclass(frozen=True)
class Decisions:
    """The decisions of one kind, in the order they were taken."""

    kind: str
    """ "response", "option" or "other"."""
    taken: tuple[Decision, ...]


@dataclass(frozen=True)
class Recommendation:
    """One recommendation under s.104(7), as it was carried."""

    number: int
    to: str
    what: str
    power: str
    why: str
    owner: str
    due: str
    how_known: str
    stances: tuple[str, ...]
    """How each agency stands to it, in its words."""
    carried_from: str
    """The number of the earlier recommendation it carries forward."""
    only_for: str


@dataclass(frozen=True)
class Risk:
    """One risk assessment."""

    moment: str
    on: str
    by: str
    band: str
    why: str
    review_on: str


@dataclass(frozen=True)
class Words:
    """The wording written over what the record says; what was not written is empty."""

    opening: str = ""
    presence: str = ""
    applicant: str = ""
    decisions: str = ""
    recommendations: str = ""
    risk: str = ""
    closing: str = ""


@dataclass(frozen=True)
class MinutesContext:
    """Everything the template of the minutes can name at its top level."""

    council: Council
    reference: str
    edition: int
    corrects: str
    """Why an earlier edition is corrected by this one; empty for a first edition."""
    approved_by: str
    """Empty while the minutes are a draft."""
    approved_on: str
    approved_at: str
    head: str
    """The head of the case's history when they were approved: its digest."""
    entries: int
    """How many entries that history had."""
    restricted: int
    """How many decisions and recommendations are for named agencies alone."""
    day: str
    place: str
    link: str
    sittings: tuple[Sitting, ...]
    booked: str
    closed: bool
    took: str
    """How long the meeting sat; empty while it lasts."""
    chair: str
    independence: str
    presence: Presence
    applicant: Applicant
    items: tuple[Item, ...]
    private_items: int
    """How many items are the chair's own and not told of."""
    decisions: tuple[Decisions, ...]
    """Was the response adequate, options considered, other: always these three."""
    recommendations: tuple[Recommendation, ...]
    risks: tuple[Risk, ...]
    review_on: str
    words: Words
