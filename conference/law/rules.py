"""Why a report counts, does not count, or is for a person to decide: sentences with their dates."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from conference.law.calendar import Reading
from conference.law.facts import ReportFact, Verdict
from conference.law.qualifying import Telling
from conference.law.when import When, uk_day

NOT_FORMAL = "It was not formally reported: a diary sheet or a talk on site."
ANONYMOUS = "It was made anonymously."
OTHER_ROUTE = "The same complaint was made in time in another report, and counts by that one."


def doubts_about(report: ReportFact) -> tuple[str, ...]:
    """What, beside its dates, leaves open whether a report is a complaint; empty if nothing."""
    return (
        *((NOT_FORMAL,) if not report.formal else ()),
        *((ANONYMOUS,) if report.anonymous else ()),
    )


def decided_by(verdict: Verdict, ruling: bool | None) -> str:
    """Who settles a report that the dates leave open."""
    if verdict is Verdict.BORDERLINE:
        return "A person decides."
    return f"A person decided that it {'counts' if ruling else 'does not count'}."


def rule(telling: Telling) -> str:
    """What decided a telling, or left it open, naming the dates: s.104(11)."""
    match telling.verdict:
        case Verdict.QUALIFIES:
            return f"{_reported(telling)} {_applied(telling)}"
        case Verdict.DOES_NOT:
            return _why_not(telling)
        case Verdict.BORDERLINE:
            return " ".join(_doubts(telling))


def _why_not(telling: Telling) -> str:
    if not telling.made_possibly:
        return f"Reported {telling.report}, after the application of {_written(telling.applied)}."
    if not telling.reported_possibly:
        return _reported(telling)
    if not telling.applied_possibly:
        return _applied(telling)
    return (
        f"{_reported(telling)} {_applied(telling)} No day of those is in time both to have "
        "reported and to have applied."
    )


def _doubts(telling: Telling) -> list[str]:
    """What is not certain, one sentence each."""
    doubts = []
    if telling.report.known and not telling.made_certainly:
        applied = _written(telling.applied)
        doubts.append(f"Reported {telling.report}, perhaps after the application of {applied}.")
    if not telling.reported_certainly:
        doubts.append(_reported(telling))
    if not telling.applied_certainly:
        doubts.append(_applied(telling))
    return doubts


def _reported(telling: Telling) -> str:
    """The limb of one month from the incident to the report."""
    if not telling.incident.known:
        return (
            f"{_told(telling.report)} The day of the incident is not known, so neither is the last "
            "day to report it."
        )
    last = _last(telling.incident, telling.report_by)
    if not telling.report.known:
        return (
            "The day of the report is not known; the last day for an incident of "
            f"{telling.incident} {last}."
        )
    return f"Reported {telling.report}; the last day for an incident of {telling.incident} {last}."


def _applied(telling: Telling) -> str:
    """The limb of six months from the report to the application."""
    start, name = (
        (telling.incident, "an incident")
        if telling.clock.from_incident
        else (telling.report, "a report")
    )
    applied = f"Applied {_written(telling.applied)}"
    if not start.known:
        return f"{applied}; the last day to apply on {name} of unknown date is not known."
    return (
        f"{applied}; the last day to apply on {name} of {start} {_last(start, telling.apply_by)}."
    )


def _told(report: When) -> str:
    return f"Reported {report}." if report.known else "The day of the report is not known."


def _last(start: When, readings: tuple[Reading, Reading]) -> str:
    """When the last day was: one day, two readings of it, or a range."""
    strict, generous = readings[0].strict, readings[1].generous
    if strict == generous:
        return f"was {_written(strict)}"
    if start.exact:
        return f"is read as {_written(strict)} or {_written(generous)}"
    return f"lay between {_written(strict)} and {_written(generous)}"


@lru_cache(maxsize=8192)
def _written(day: date) -> str:
    return uk_day(day)
