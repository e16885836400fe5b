"""What a case is made of: every question that one look at it asks, each made once.

Whoever may see what is not decided here: `reader` and the modules that make the views do that.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy
from sqlalchemy import bindparam
from sqlmodel import col

from conference.record.bare import Question
from conference.record.facts import PROCEDURE
from conference.record.tables import (
    Action,
    Agency,
    AgendaItem,
    Appeal,
    AppealBundle,
    Application,
    Attendance,
    BundleFile,
    Case,
    CaseRow,
    Chase,
    ClockStop,
    Council,
    Decision,
    Delivery,
    FollowUp,
    Hold,
    Incident,
    IncidentGroup,
    InformationRequest,
    Letter,
    LetterFile,
    Meeting,
    Minutes,
    MinutesFile,
    Party,
    Person,
    Presence,
    Progress,
    Recommendation,
    RecommendationAnswer,
    Report,
    ReportedIncident,
    RiskAssessment,
    RoleHeld,
    Ruling,
    Source,
    Stance,
    ThresholdDecision,
)

_NOT_SHOWN = {
    *("council_id", "case_id", "content"),
    *("source_digest", "entered_at", "in_application"),
}
"""Columns that no view has; the bytes of a file are asked for when somebody opens it."""


def undated_last(column: Any) -> tuple[Any, Any]:
    """In order of the column, what has none at the end: databases differ in where they put it."""
    return col(column).is_(None), col(column)


def _of_case(table: type[CaseRow], *order: Any) -> Question:
    """The case's rows of a table, in this order; those that are equal in it as they were made."""
    bare = sqlalchemy.inspect(table).local_table
    columns = [column for column in bare.columns if column.key not in _NOT_SHOWN]
    found = sqlalchemy.select(*columns).where(bare.c.case_id == bindparam("case_id"))
    return Question(found.order_by(*order, bare.c.id))


def _by_day(table: Any) -> tuple[Any, ...]:
    """Oldest first, undated last; entries of one day as they were entered or stood in the file."""
    return *undated_last(table.when_from), col(table.entered_at), col(table.source_line)


def _links() -> Question:
    """(report_id, incident_id) for each incident that a report of the case tells of."""
    told = sqlalchemy.inspect(ReportedIncident).local_table
    report = sqlalchemy.inspect(Report).local_table
    found = sqlalchemy.select(told.c.report_id, told.c.incident_id).join(
        report, report.c.id == told.c.report_id
    )
    return Question(found.where(report.c.case_id == bindparam("case_id")))


def _of_council(table: type[Any], *order: Any) -> Question:
    bare = sqlalchemy.inspect(table).local_table
    mine = bare.c.council_id == bindparam("council_id")
    return Question(sqlalchemy.select(bare).where(mine).order_by(*order))


def _by_id(table: type[Any], parameter: str) -> Question:
    bare = sqlalchemy.inspect(table).local_table
    return Question(sqlalchemy.select(bare).where(bare.c.id == bindparam(parameter)))


def _people_ids(column: Any) -> Any:
    """Whether a column names the contact, the chair, or whoever chairs a meeting of the case."""
    meeting = sqlalchemy.inspect(Meeting).local_table
    chairs = sqlalchemy.select(meeting.c.chair_id).where(
        meeting.c.case_id == bindparam("case_id"), meeting.c.chair_id.is_not(None)
    )
    named = (column == bindparam("spoc_id"), column == bindparam("chair_id"))
    return sqlalchemy.or_(*named, column.in_(chairs))


def _people() -> Question:
    bare = sqlalchemy.inspect(Person).local_table
    return Question(sqlalchemy.select(bare).where(_people_ids(bare.c.id)))


def _roles() -> Question:
    """(person_id, role) of the same people, as far as they have it on every case."""
    bare = sqlalchemy.inspect(RoleHeld).local_table
    found = sqlalchemy.select(bare.c.person_id, bare.c.role)
    everywhere = found.where(_people_ids(bare.c.person_id), bare.c.case_id.is_(None))
    return Question(everywhere.order_by(bare.c.role))


def _other_cases() -> Question:
    """(id, reference) of the case it looks at again, and of those its appeals led to."""
    bare = sqlalchemy.inspect(Case).local_table
    appeal = sqlalchemy.inspect(Appeal).local_table
    led_to = sqlalchemy.select(appeal.c.referred_case_id).where(
        appeal.c.case_id == bindparam("case_id"), appeal.c.referred_case_id.is_not(None)
    )
    found = sqlalchemy.select(bare.c.id, bare.c.reference)
    named = sqlalchemy.or_(bare.c.id == bindparam("linked_case_id"), bare.c.id.in_(led_to))
    return Question(found.where(named))


COUNCIL = _by_id(Council, "council_id")
AGENCIES = _of_council(Agency, col(Agency.position))
PEOPLE, ROLES, OTHER_CASES = _people(), _roles(), _other_cases()
SOURCES = _of_case(Source)
APPLICATIONS = _of_case(Application)
PARTIES = _of_case(Party, col(Party.position))
DECISIONS_ON_THRESHOLD = _of_case(ThresholdDecision, col(ThresholdDecision.decided_at).desc())
REQUESTS = _of_case(InformationRequest)
CHASES = _of_case(Chase, col(Chase.chased_at))
INCIDENTS = _of_case(Incident, *_by_day(Incident))
REPORTS = _of_case(Report, *_by_day(Report))
ACTIONS = _of_case(Action, *_by_day(Action))
LINKS = _links()
GROUPS, RULINGS = _of_case(IncidentGroup), _of_case(Ruling, col(Ruling.ruled_at))
MEETINGS = _of_case(Meeting, *undated_last(Meeting.planned_for), col(Meeting.closed_at).is_(None))
ITEMS = _of_case(AgendaItem, col(AgendaItem.position))
ATTENDANCE = _of_case(Attendance, col(Attendance.name))
PRESENCE = _of_case(Presence, col(Presence.arrived_at))
DECISIONS = _of_case(Decision, col(Decision.decided_at))
MINUTES = _of_case(Minutes, col(Minutes.edition))
MINUTES_FILES = _of_case(MinutesFile)
RISKS = _of_case(RiskAssessment, col(RiskAssessment.assessed_at))
RECOMMENDATIONS = _of_case(Recommendation, col(Recommendation.number))
ANSWERS = _of_case(RecommendationAnswer)
PROGRESS = _of_case(Progress, col(Progress.noted_on), col(Progress.noted_at))
STANCES = _of_case(Stance)
LETTERS = _of_case(Letter, col(Letter.number))
LETTER_FILES = _of_case(LetterFile)
DELIVERIES = _of_case(Delivery)
APPEALS = _of_case(Appeal, col(Appeal.lodged_on))
BUNDLES = _of_case(AppealBundle, col(AppealBundle.made_at))
BUNDLE_FILES = _of_case(BundleFile, col(BundleFile.name))
FOLLOW_UPS = _of_case(FollowUp, col(FollowUp.due_on))
CLOCK_STOPS = _of_case(ClockStop, col(ClockStop.stopped_on))
HOLDS = _of_case(Hold, col(Hold.placed_on))

FOR_EVERYBODY = (
    *(COUNCIL, PROCEDURE, AGENCIES, PEOPLE, ROLES, OTHER_CASES, SOURCES),
    *(DECISIONS_ON_THRESHOLD, INCIDENTS, REPORTS, ACTIONS, LINKS, PARTIES),
    *(MEETINGS, ITEMS, ATTENDANCE, PRESENCE, DECISIONS),
    *(RECOMMENDATIONS, ANSWERS, PROGRESS, STANCES),
)
"""What is asked whoever looks; who gets what of it is decided when the views are made."""
FOR_SOME = (
    *(APPLICATIONS, GROUPS, RULINGS, REQUESTS, CHASES, MINUTES, MINUTES_FILES, RISKS),
    *(LETTERS, LETTER_FILES, DELIVERIES),
    *(APPEALS, BUNDLES, BUNDLE_FILES, FOLLOW_UPS, CLOCK_STOPS, HOLDS),
)
"""What is not even asked for an audience that gets nothing of it, but one by one."""
