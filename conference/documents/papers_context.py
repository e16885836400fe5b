"""What a template of the panel's papers can name: a frozen picture of the case, in plain words.

Days are already in words and what is not known is empty. Figures are words too, so that "not
known" can stand in their place.
"""

from __future__ import annotations

from dataclasses import dataclass

from conference.documents.context import Contact, Council


@dataclass(frozen=True)
class AgendaItem:
    """One item of the agenda."""

    number: int
    title: str
    minutes: str
    visibility: str
    """ "room", "panel" or "chair only"."""


@dataclass(frozen=True)
class Meeting:
    """The meeting the pack is for; every field is empty while none is planned."""

    day: str
    time: str
    place: str
    link: str
    chair: str
    minutes: str
    agenda: tuple[AgendaItem, ...]
    expected: tuple[str, ...]
    """Who is expected, each with the body they come for."""


@dataclass(frozen=True)
class Application:
    """What the applicant asks the panel to look at."""

    applicant: str
    address: str
    received_on: str
    problem: str
    location: str
    impact: str
    others_affected: str
    wanted_outcome: str
    adjustments: str
    heard: str
    """How the applicant takes part in the meeting."""
    heard_words: str
    """What they said or want said, in their words."""


@dataclass(frozen=True)
class Threshold:
    """The decision of s.104(4) or (5), and what the law makes of the reports."""

    decided: bool
    met: bool
    discretionary: bool
    decided_on: str
    decided_by: str
    basis: str
    reasons: str
    persistence: str
    harm: str
    adequacy: str
    statute: str
    """The statute's answer on the reports, in a sentence."""
    local: str
    """The area's own procedure's answer, in a sentence."""
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class ChronologyLine:
    """One entry of the chronology."""

    when: str
    who: str
    what: str
    told: str
    """Who may be told of it."""


@dataclass(frozen=True)
class Response:
    """One agency's line of the response summary."""

    agency: str
    reports: int
    median: str
    longest: str
    actions: int
    open: int
    never: int


@dataclass(frozen=True)
class Act:
    """One thing an agency did."""

    when: str
    what: str
    outcome: str
    more: str
    """What is still open, and what more could be done."""


@dataclass(frozen=True)
class Asked:
    """One request for information under Schedule 4 paragraph 7, and how far its answer has come."""

    asked: str
    asked_on: str
    due: str
    state: str
    note: str
    chased: str


@dataclass(frozen=True)
class Return:
    """What one agency was asked, answered and did."""

    agency: str
    asked: tuple[Asked, ...]
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Gaps:
    """What the panel does not know, and where nothing was done: each in a sentence."""

    unanswered: tuple[str, ...]
    never_acted: tuple[str, ...]
    silences: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True)
class Recommendation:
    """One recommendation under s.104(7) that has been carried so far."""

    number: int
    to: str
    what: str
    owner: str
    due: str
    state: str


@dataclass(frozen=True)
class PackContext:
    """Everything the template of the agenda pack can name at its top level."""

    council: Council
    reference: str
    date: str
    contact: Contact
    for_chair: bool
    """The chair's and the officer's own copy, with what is for named agencies alone."""
    left_out: int
    """How many entries are not in it because they are for named agencies alone."""
    meeting: Meeting
    application: Application
    threshold: Threshold
    timeline: bool
    """Whether there is a timeline to draw."""
    chronology: tuple[ChronologyLine, ...]
    undated: tuple[ChronologyLine, ...]
    responses: tuple[Response, ...]
    returns: tuple[Return, ...]
    gaps: Gaps
    recommendations: tuple[Recommendation, ...]
