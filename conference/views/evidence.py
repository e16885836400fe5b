"""The chronology and what agencies were asked: incidents, reports, actions, requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from conference.case.facts import fact, text
from conference.law.audience import Mark
from conference.law.when import UNKNOWN, When
from conference.views.kinds import Grade, Moment, RequestState, Rung

WHEN_HELP = "A day (3/4/2025), a month, a range; empty if not known"


def _counts(counts: bool) -> str:
    return "counts" if counts else "does not count"


def _logged(formal: bool) -> str:
    return "" if formal else "no"


def _still_open(still: bool) -> str:
    return "still open" if still else ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What every entry about a case has in common."""

    id: str
    version: int
    when: Annotated[When, fact("When")]
    summary: Annotated[str, text("Summary")]
    """For an audience that gets only the summary wording, that wording and nothing else."""
    mark: Annotated[Mark, fact("May be told to", last=True)]
    summary_wording: Annotated[str, text("Summary wording", last=True)]
    named_agencies: tuple[str, ...]
    """Agency ids."""
    grade: Annotated[Grade, fact("Grade", last=True)]
    source: Annotated[str, fact("Source", last=True)]
    """The file or form it came from, with its line."""
    entered_by: Annotated[str, fact("Entered by", last=True)] = ""
    """Whoever typed it or brought it in, for those inside."""
    shortened: bool
    """True where this audience gets the summary wording in place of the entry."""


@dataclass(frozen=True)
class IncidentFacts:
    """Behaviour that was suffered."""

    when: Annotated[
        When,
        fact(
            "When", heading="date", also=("happened on", "date of incident", "on"), help=WHEN_HELP
        ),
    ] = UNKNOWN
    summary: Annotated[
        str,
        text("What happened", heading="details", also=("description", "brief details")),
    ] = ""
    time_words: Annotated[
        str,
        fact(
            "Time",
            heading="time",
            question="Time of day",
            help="As it was told, such as “from about 2 am”",
        ),
    ] = ""
    place: Annotated[
        str, fact("Place", heading="place", question="Where", also=("location", "where"))
    ] = ""
    hate: Annotated[
        bool,
        fact(
            "Hate incident",
            heading="hate",
            also=("hate incident", "hate crime"),
            help="As whoever suffered it, or anybody else, saw it",
        ),
    ] = False


@dataclass(frozen=True)
class IncidentView(IncidentFacts, Entry):
    """An incident, with what the record knows of it."""

    report_ids: tuple[str, ...] = ()
    about_applicant: Annotated[bool, fact("An allegation against the applicant")] = False
    """A counter-allegation: it is the applicant who is said to have done it."""
    group_id: str | None = None
    """Incidents of one group are one and the same, told apart by two bodies."""
    group_why: Annotated[str, text("Why it is one with others")] = ""
    group_made_by: Annotated[str, fact("Found to be one by")] = ""


@dataclass(frozen=True)
class RulingView:
    """A person's decision whether a borderline report counts."""

    counts: Annotated[bool, fact("Ruling", tell=_counts)]
    why: Annotated[str, text("Why")]
    ruled_by: Annotated[str, fact("Ruled by")]
    ruled_at: Annotated[datetime, fact("Ruled")]


@dataclass(frozen=True)
class ReportFacts:
    """One telling of an incident to a body."""

    when: Annotated[
        When,
        fact(
            "When",
            heading="reported on",
            question="When it was reported",
            also=("date reported", "reported", "date"),
            help=WHEN_HELP,
        ),
    ]
    told_to: Annotated[
        str,
        fact("Told to", heading="reported to", also=("told", "agency", "to")),
    ] = ""
    """The body, as written; matched to an agency of the council by name or kind."""
    reported_by: Annotated[
        str,
        fact("Reported by", heading="reported by", also=("by",), help="Empty for the applicant"),
    ] = ""
    """Empty for the applicant."""
    method: Annotated[
        str,
        fact(
            "How",
            heading="how reported",
            also=("reported how",),
            help="By telephone, e-mail, in person …",
        ),
    ] = ""
    reference: Annotated[
        str,
        fact(
            "Reference",
            heading="reference",
            question="Its reference there",
            also=("ref", "crime number", "crime no", "log number"),
        ),
    ] = ""
    taken_by: Annotated[
        str, fact("Taken by", heading="taken by", also=("spoke to", "name of person"))
    ] = ""
    """Whoever took the report there."""
    summary: Annotated[
        str,
        text(
            "What was said",
            heading="what was said",
            also=("report summary", "report details"),
            help="Empty: as the incidents say",
        ),
    ] = ""
    response: Annotated[
        str,
        text(
            "Response",
            heading="action promised",
            question="What was done or promised",
            also=("action taken or promised", "response"),
        ),
    ] = ""
    """What was done or promised, by whom, and what came of it."""
    formal: Annotated[
        bool,
        fact(
            "Logged as a report",
            heading="formally reported",
            also=("formal report",),
            help="Not a diary sheet or talk on site",
            tell=_logged,
        ),
    ] = True
    """False for diary sheets and talks on site that nobody logged."""


@dataclass(frozen=True)
class ReportView(ReportFacts, Entry):
    """A report, with what the record knows of it."""

    agency_id: str | None = None
    incident_ids: tuple[str, ...] = ()
    rulings: tuple[RulingView, ...] = ()
    """For those inside: every decision on whether it counts, oldest first."""


@dataclass(frozen=True)
class ActionFacts:
    """What an agency did."""

    when: Annotated[When, fact("When", help=WHEN_HELP)]
    kind: Annotated[str, fact("Kind", question="What kind")]
    summary: Annotated[str, text("What was done")]
    outcome: Annotated[str, text("Outcome", question="What came of it", lines=2)] = ""
    contact_with: Annotated[str, fact("Contact with")] = ""
    still_open: Annotated[bool, fact("State", question="Still open", tell=_still_open)] = False
    more_could_be_done: Annotated[
        str, text("More could be done", question="What more could be done", lines=2)
    ] = ""
    reference: Annotated[str, fact("Reference", question="The agency's reference")] = ""


@dataclass(frozen=True)
class ActionView(ActionFacts, Entry):
    """An action, with what the record knows of it."""

    agency_id: str | None = None
    agency_name: str = ""
    """For a body that is no agency of the council only its name is given."""
    moment: Annotated[Moment, fact("Logged", last=True)] = Moment.BEFORE
    report_id: str | None = None
    keyed_by: Annotated[str, fact("Logged by", last=True)] = ""
    keyed_for: Annotated[str, fact("Logged for", last=True)] = ""
    """The agency it was typed for by somebody of another."""


@dataclass(frozen=True)
class ChaseView:
    """One reminder that was sent: the proof that the agency was chased."""

    id: str
    rung: Annotated[Rung, fact("How pressing")]
    chased_on: Annotated[date, fact("Sent on")]
    chased_by: Annotated[str, fact("Sent by")]
    channel: Annotated[str, fact("How")]
    sent_to: Annotated[str, fact("Sent to")]
    words: Annotated[str, text("Words")]


@dataclass(frozen=True)
class RequestView:
    """What one agency was asked, and how far its answer has come."""

    id: str
    version: int
    agency_id: str
    agency_name: str
    asked: Annotated[str, text("What is asked", lines=6)]
    period_from: Annotated[date | None, fact("For the time from")]
    period_to: Annotated[date | None, fact("To")]
    legal_basis: Annotated[str, fact("Under")]
    asked_on: Annotated[date, fact("Asked on")]
    due_on: Annotated[date | None, fact("Answer by")]
    state: Annotated[RequestState, fact("Answer")]
    answered_on: Annotated[date | None, fact("Answered on")]
    note: Annotated[str, text("Note")]
    overdue: Annotated[bool, fact("Overdue")]
    extended_from: Annotated[date | None, fact("First due")] = None
    asked_again: Annotated[bool, fact("Asked again by a later request")] = False
    chases: tuple[ChaseView, ...] = ()


@dataclass(frozen=True)
class ToChase:
    """Somebody to chase today: an answer that is late, and the rung that is due."""

    case_id: str
    reference: str
    request_id: str
    agency_id: str
    agency_name: str
    due_on: date
    days_late: int
    rung: Rung
    last_rung: Rung | None
    last_chased: date | None
    contact: str
    """Whom this rung goes to, as far as the settings know: an address, a name or a number."""
