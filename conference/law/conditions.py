"""Local conditions that go beyond the statute, and whether each of them holds.

Section 104(4) leaves no room for them: once enough qualifying complaints were made, the relevant
bodies must decide that the threshold is met. They are read so that the difference can be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from conference.law.calendar import last_day
from conference.law.facts import CaseFacts, ConditionReading, IncidentFact, ReportFact
from conference.law.procedure import ConditionKind, LocalCondition, Period, Unit
from conference.law.when import When

ON_REPORTS = frozenset({ConditionKind.FORMALLY_REPORTED, ConditionKind.NOT_ANONYMOUS})
"""Conditions that leave single reports out, where the others ask about the whole case."""

_A_MONTH = Period(1, Unit.MONTHS)


def read_condition(
    condition: LocalCondition,
    incidents: Iterable[IncidentFact],
    reports: Sequence[ReportFact],
    applied: date,
    case: CaseFacts,
) -> ConditionReading:
    """Whether a condition on the whole case holds; None where that is not known."""
    match condition.kind:
        case ConditionKind.RECENT_REPORT:
            events = _events(incidents, reports)
            holds = _any_recent(events, applied, condition.within or _A_MONTH)
        case ConditionKind.CASE_CLOSED:
            holds = _not(case.still_open)
        case ConditionKind.RESPONSE_DEADLINE_PASSED:
            holds = case.response_deadline_passed
        case ConditionKind.NO_ACTION_TAKEN:
            holds = _not(case.action_taken)
        case ConditionKind.FORMALLY_REPORTED:
            holds = all(report.formal for report in reports)
        case ConditionKind.NOT_ANONYMOUS:
            holds = not any(report.anonymous for report in reports)
    return ConditionReading(condition.kind, condition.words, holds)


def _not(known: bool | None) -> bool | None:
    return None if known is None else not known


def _events(incidents: Iterable[IncidentFact], reports: Sequence[ReportFact]) -> list[When]:
    """Every incident and report; an undated incident is no later than a report of it."""
    bounded = {key for report in reports for key in report.incidents}
    happened = [one.when for one in incidents if one.when.known or one.key not in bounded]
    return [*happened, *(report.when for report in reports)]


def _any_recent(events: Iterable[When], applied: date, within: Period) -> bool | None:
    """Whether any event lies within the period before the application."""
    answers = {_recent(when, applied, within) for when in events}
    if True in answers:
        return True
    return None if None in answers else False


def _recent(when: When, applied: date, within: Period) -> bool | None:
    first, last = when.span or (date.min, date.max)
    if last <= applied <= last_day(first, within).strict:
        return True
    latest = min(last, applied)
    possible = first <= latest and applied <= last_day(latest, within).generous
    return None if possible else False
