"""What people hand in: the filled forms that `review/` takes and `exchange/` reads from files.

They carry words and days, no ids of their own and no checks: `review/` checks who acts and what is
missing, so that a file, a screen and a script meet the same rules. Fields left out are empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from conference.law.audience import Mark
from conference.law.when import UNKNOWN, When
from conference.views import (
    ActionFacts,
    AgencyKind,
    AgencyRole,
    ApplicantPart,
    ApplicationFacts,
    DecisionKind,
    FollowUpKind,
    Grade,
    IncidentFacts,
    PartyFacts,
    ReportFacts,
    RequestState,
    RiskBand,
    RiskMoment,
    Visibility,
)


@dataclass(frozen=True)
class NewParty(PartyFacts):
    """A person outside the agencies, as handed in."""


@dataclass(frozen=True)
class NewReport(ReportFacts):
    """One telling of an incident (in an application: of the incident it stands under)."""


@dataclass(frozen=True)
class NewIncident(IncidentFacts):
    """Behaviour that was suffered, with the reports of it."""

    reports: tuple[NewReport, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NewApplication(ApplicationFacts):
    """An application for a review."""

    applicant: NewParty
    others: tuple[NewParty, ...] = ()
    """Victim, members of a group, somebody acting, witnesses, alleged perpetrators."""
    incidents: tuple[NewIncident, ...] = ()


class RowKind(StrEnum):
    """What a row of a chronology tells."""

    INCIDENT = "incident"
    REPORT = "report"
    ACTION = "action"
    CONTACT = "contact"
    DECISION = "decision"


@dataclass(frozen=True)
class ChronologyRow:
    """One row of a chronology as an agency would send it."""

    line: int
    kind: RowKind
    when: When
    summary: str
    agency: str = ""
    told_to: str = ""
    reported: When = UNKNOWN
    reference: str = ""
    outcome: str = ""
    note: str = ""
    digest: str = ""
    """SHA-256 of the row's content: a row already in the case is not added again."""


@dataclass(frozen=True)
class Chronology:
    """The good rows of one file, and where they came from."""

    file_name: str
    digest: str
    rows: tuple[ChronologyRow, ...]


@dataclass(frozen=True)
class Disclosure:
    """Who may be told an entry."""

    mark: Mark = Mark.PANEL
    summary_wording: str = ""
    named_agencies: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewRequest:
    """What an agency is asked."""

    agency_id: str
    asked: str
    period_from: date | None = None
    period_to: date | None = None
    due_on: date | None = None
    """None: by the procedure, where it publishes a time."""


@dataclass(frozen=True)
class RequestAnswer:
    """How an agency answers as a whole."""

    state: RequestState
    note: str = ""
    """For a refusal: its ground."""


@dataclass(frozen=True)
class NewAction(ActionFacts):
    """What an agency did, as handed in."""

    agency_id: str = field(kw_only=True)
    report_id: str | None = None
    keyed_for: str = ""
    """The agency it is typed for by somebody of another."""
    disclosure: Disclosure = Disclosure()
    grade: Grade = Grade.AGENCY_RECORD


@dataclass(frozen=True)
class ThresholdForm:
    """The decision on the threshold. Reasons are needed either way."""

    met: bool
    reasons: str
    persistence: str = ""
    harm: str = ""
    adequacy: str = ""
    discretionary: bool = False
    """Not met, but a review is held anyway."""
    refusal_ground: str = ""
    senior_sign_off: str = ""
    """Who signed off, needed to refuse where s.104(4) says the threshold is met."""
    decider: str = "council"


@dataclass(frozen=True)
class MeetingPlan:
    """Where and when the panel meets, and who chairs it."""

    planned_for: date | None
    starts_at: time | None = None
    place: str = ""
    link: str = ""
    chair_id: str | None = None
    chair_independence: str = ""
    booked_minutes: int = 120


@dataclass(frozen=True)
class NewAttendance:
    """Somebody expected at the meeting."""

    name: str
    agency_id: str | None = None
    capacity: str = "representative"
    substitute_for: str = ""
    apologies: bool = False
    conflict: str = ""


@dataclass(frozen=True)
class ApplicantHeard:
    """How the applicant takes part; for "not invited", the written reason."""

    part: ApplicantPart
    words: str = ""
    reason: str = ""
    wants: str = ""
    """The outcome they want, in their words."""


@dataclass(frozen=True)
class NewItem:
    """An item of a meeting's agenda."""

    title: str
    minutes: int = 0
    visibility: Visibility = Visibility.PANEL
    owner: str = ""
    """Who leads it, by name."""
    after: str | None = None
    """The id of the item that it follows; None: at the end. A change leaves it where it is."""


@dataclass(frozen=True)
class NewDecision:
    """Something the panel decides."""

    kind: DecisionKind
    what: str
    outcome: str
    reason: str
    agency_id: str | None = None
    disclosure: Disclosure = Disclosure(Mark.APPLICANT)
    agenda_item_id: str | None = None
    """The item it was taken under."""


@dataclass(frozen=True)
class NewRecommendation:
    """What the panel recommends, to whom, owned by whom, by when."""

    to_body: str
    what: str
    owner: str
    due_on: date | None
    agency_id: str | None = None
    power: str = ""
    why: str = ""
    how_known: str = ""
    disclosure: Disclosure = Disclosure(Mark.APPLICANT)


@dataclass(frozen=True)
class NewRisk:
    """How high a risk of harm somebody found, by the area's own questions, and why."""

    moment: RiskMoment
    answers: Mapping[str, str]
    """By the key of the question; what was not answered is left out or empty."""
    band: RiskBand | None
    """None: not chosen yet, which is refused. No score chooses it."""
    why: str
    review_on: date | None = None
    assessed_on: date | None = None
    """None: today."""


@dataclass(frozen=True)
class NewAppeal:
    """An appeal as it was lodged: Schedule 4 paragraph 3."""

    against: str
    """What it is made against: "threshold" or "review"."""
    ground: str
    """In the appellant's words, or the ground of the procedure they name."""
    lodged_on: date | None = None
    """The day it reached the council; None: today."""
    lodged_by: str = ""
    """Empty for the applicant."""
    note: str = ""
    """For those inside."""


@dataclass(frozen=True)
class NewAgency:
    """An agency of the area."""

    name: str
    kind: AgencyKind
    role: AgencyRole
    email: str = ""
    phone: str = ""
    escalation: str = ""


@dataclass(frozen=True)
class NewPerson:
    """Somebody who works on reviews."""

    name: str
    title: str = ""
    roles: tuple[str, ...] = ()
    """Values of `law.access.Role`."""
    agency_id: str | None = None
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class NewCouncil:
    """The council that runs the reviews."""

    name: str
    code: str
    department: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    practice: bool = False
    source: str = ""


@dataclass(frozen=True)
class NewPublishedYear:
    """An earlier reporting period's figures as they were published."""

    period_from: date
    period_to: date
    received: int
    not_met: int
    reviews: int
    with_recommendations: int
    appeals: int | None = None
    note: str = ""
    source: str = ""
    """Where they were published."""
    shown: int | None = None
    """The version that was shown, where an earlier entry is replaced."""


@dataclass(frozen=True)
class NewFollowUp:
    """Something promised after the letter."""

    kind: FollowUpKind
    due_on: date
    words: str


@dataclass(frozen=True)
class FollowUpDone:
    """How a follow-up went."""

    happened: str
    stopped: str = ""
    """For a review: "yes", "partly" or "no"."""
    applicant_view: str = ""
    """For a review: what they say, or how they were asked."""
    on: date | None = None
    letter_id: str | None = None
    """The letter that told the applicant, where one did."""
    shown: int | None = None
