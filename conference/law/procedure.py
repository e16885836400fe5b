"""One area's published ASB case review procedure, as dated settings.

Section 104(2) of the Anti-social Behaviour, Crime and Policing Act 2014 has the relevant bodies
make and publish review procedures; Schedule 4 says what they must cover. Nearly every number a
person meets (days, windows, contacts) is in the procedure and not in the Act. What an area has not
published is `NOT_PUBLISHED`: a legal value, shown as a gap, never filled with a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Final, Literal


class Gap(Enum):
    """The type of the one value `NOT_PUBLISHED`."""

    NOT_PUBLISHED = "not published"

    def __str__(self) -> str:
        return self.value


NOT_PUBLISHED: Final = Gap.NOT_PUBLISHED
NotPublished = Literal[Gap.NOT_PUBLISHED]


class Nation(StrEnum):
    """Where the procedure applies: it decides the health body, the ombudsman and the languages."""

    ENGLAND = "England"
    WALES = "Wales"


class Counted(StrEnum):
    """What the area counts towards its number of complaints."""

    REPORTS = "reports"
    """Every report, whoever it was made to."""
    INCIDENTS = "incidents"
    """Distinct incidents that were reported: the same incident told to several bodies is one."""


class Unit(StrEnum):
    """What a number of days is a number of."""

    WORKING_DAYS = "working days"
    CALENDAR_DAYS = "calendar days"
    WEEKS = "weeks"
    MONTHS = "months"


def count_of(number: int, unit: Unit) -> str:
    """A number of a unit in words: "1 week", "5 working days"."""
    return f"{number} {unit.value.removesuffix('s') if number == 1 else unit}"


@dataclass(frozen=True)
class Period:
    """A length of time that begins with a day, as s.104(11) measures: that day is its first."""

    number: int
    unit: Literal[Unit.CALENDAR_DAYS, Unit.WEEKS, Unit.MONTHS]

    def __str__(self) -> str:
        return count_of(self.number, self.unit).replace("calendar ", "")


class Event(StrEnum):
    """What a step's days are counted from."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    THRESHOLD_DECIDED = "threshold decided"
    AGENCIES_ASKED = "agencies asked"
    MEETING = "meeting"
    LETTER_SENT = "letter sent"
    LETTER_RECEIVED = "letter received"


class Step(StrEnum):
    """The dated steps of a review, in order. A procedure sets days for those it publishes."""

    ACKNOWLEDGE = "acknowledge"
    THRESHOLD = "threshold"
    AGENCY_RETURNS = "agency returns"
    PANEL_PAPERS = "panel papers"
    MEETING = "meeting"
    OUTCOME = "outcome"


@dataclass(frozen=True)
class StepTime:
    """How long a step may take: `number` of `unit` after an event, or `before` it."""

    number: int
    unit: Unit
    event: Event
    before: bool = False

    def __str__(self) -> str:
        side = "before" if self.before else "after"
        return f"{count_of(self.number, self.unit)} {side} {self.event}"


class LimbKind(StrEnum):
    """Ways beside the number of complaints in which a procedure lets the threshold be met."""

    HATE = "hate"
    """At least `number` reported hate incidents."""
    PEOPLE = "people"
    """Reports by at least `number` different people."""
    SAFEGUARDING = "safeguarding"
    """A senior manager decides that a vulnerable person must be safeguarded."""


@dataclass(frozen=True)
class Limb:
    """One further way to meet the threshold."""

    kind: LimbKind
    number: int
    words: str
    """The limb as the area puts it, in the words of this program."""
    same_incident: bool = False
    """For PEOPLE: whether they must speak of the same incident."""
    within: Period | None = None


class ConditionKind(StrEnum):
    """Local hurdles that s.104(4) leaves no room for once enough qualifying complaints exist."""

    RECENT_REPORT = "recent report"
    """The newest incident or report must lie within `within` of the application."""
    CASE_CLOSED = "case closed"
    """Agencies must have closed the case, or a complaints procedure must be over."""
    RESPONSE_DEADLINE_PASSED = "response deadline passed"
    """The agency's own time to respond must have run out."""
    NO_ACTION_TAKEN = "no action taken"
    FORMALLY_REPORTED = "formally reported"
    """Diary sheets and talks on site do not count unless formally reported."""
    NOT_ANONYMOUS = "not anonymous"


@dataclass(frozen=True)
class LocalCondition:
    """A local hurdle that goes beyond the statute. Off unless the area publishes it."""

    kind: ConditionKind
    words: str
    within: Period | None = None


@dataclass(frozen=True)
class Contact:
    """How to reach somebody. Any part may be not published."""

    name: str
    address: tuple[str, ...] = ()
    phone: str | NotPublished = NOT_PUBLISHED
    email: str | NotPublished = NOT_PUBLISHED
    web: str | NotPublished = NOT_PUBLISHED


@dataclass(frozen=True)
class Window:
    """How long there is to appeal, counted from an event: the day after it is day 1."""

    number: int
    unit: Unit
    event: Event | NotPublished
    """NOT_PUBLISHED where the area gives the days but not what they run from."""

    def __str__(self) -> str:
        if self.event is NOT_PUBLISHED:
            return f"{count_of(self.number, self.unit)}, from a day that is not published"
        return f"{count_of(self.number, self.unit)} after {self.event}"


@dataclass(frozen=True)
class AppealRoute:
    """What Schedule 4 paragraph 3 asks for: what a dissatisfied applicant may do."""

    body: str | NotPublished
    contact: Contact | NotPublished
    window: Window | NotPublished
    grounds: tuple[str, ...] | NotPublished
    against: tuple[Literal["threshold", "review"], ...] = ("threshold", "review")
    notes: tuple[str, ...] = ()


class Decider(StrEnum):
    """Who took a decision: which ombudsman can look at it depends on it."""

    COUNCIL = "council"
    PARTNERSHIP = "partnership"
    LANDLORD = "landlord"
    POLICE = "police"
    HEALTH = "health"


@dataclass(frozen=True)
class Signpost:
    """Where a complaint about a decider's own conduct can go."""

    decider: Decider
    contact: Contact
    words: str
    """One plain sentence for the letter."""


@dataclass(frozen=True)
class Threshold:
    """The area's own test. The statute's stands beside it whatever this says."""

    complaints_needed: int = 3
    counted: Counted = Counted.REPORTS
    report_within: Period = Period(1, Unit.MONTHS)
    apply_within: Period = Period(6, Unit.MONTHS)
    apply_measured_from: Literal["report", "incident"] = "report"
    limbs: tuple[Limb, ...] = ()
    conditions: tuple[LocalCondition, ...] = ()


@dataclass(frozen=True)
class Procedure:
    """One published procedure, in force from `effective_from` until a later one of its area."""

    key: str
    """Short name of the file: "erewash"."""
    name: str
    area: str
    nation: Nation
    lead_body: str
    effective_from: date
    threshold: Threshold
    steps: dict[Step, StepTime | NotPublished]
    """Every Step is a key."""
    appeal: AppealRoute
    contact: Contact
    """Where to apply and ask: the published point of contact of s.104(3)."""
    signposts: tuple[Signpost, ...] = ()
    chair: str | NotPublished = NOT_PUBLISHED
    """Who chairs, and how independent they must be."""
    quorum: int | NotPublished = NOT_PUBLISHED
    """The least number of different services present."""
    third_party_consent: str | NotPublished = NOT_PUBLISHED
    """Whether somebody acting for the applicant must send written consent with the form."""
    refusal_grounds: tuple[str, ...] | NotPublished = NOT_PUBLISHED
    closure_days: tuple[date, ...] = ()
    """Working days on which the council is closed."""
    languages: tuple[str, ...] = ("en",)
    sources: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    """What a reader of this procedure must be told, e.g. a number above three."""
    text: str = ""
    """The TOML it was read from; a case keeps it."""

    def gaps(self) -> tuple[str, ...]:
        """What the area has not published, in words, for the set-up and the letters' warnings."""
        steps = (f"days to {step}" for step, time in self.steps.items() if time is NOT_PUBLISHED)
        parts: dict[str, object] = {
            "who chairs": self.chair,
            "quorum": self.quorum,
            "appeal body": self.appeal.body,
            "appeal contact": self.appeal.contact,
            "appeal window": self.appeal.window,
            "appeal grounds": self.appeal.grounds,
        }
        if self.appeal.window is not NOT_PUBLISHED:
            parts["day the appeal window runs from"] = self.appeal.window.event
        return (*steps, *(name for name, value in parts.items() if value is NOT_PUBLISHED))
