"""Reading all reports by one clock: which count, and the sentence that says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from conference.law.counting import Told
from conference.law.facts import IncidentFact, ReportFact, ReportReading, Verdict
from conference.law.procedure import ConditionKind
from conference.law.qualifying import Clock, Telling
from conference.law.rules import OTHER_ROUTE, decided_by, doubts_about, rule
from conference.law.when import UNKNOWN

_RANK = {Verdict.QUALIFIES: 0, Verdict.BORDERLINE: 1, Verdict.DOES_NOT: 2}


@dataclass(frozen=True)
class Test:
    """By what the reports are read: the day of application, a clock, and local exclusions."""

    applied: date
    clock: Clock
    excluding: frozenset[ConditionKind] = frozenset()
    """FORMALLY_REPORTED or NOT_ANONYMOUS, where the area does not count such reports."""

    __test__ = False  # a test of the law, and none for pytest

    def excludes(self, report: ReportFact) -> str:
        """Why a report is left out whatever its dates, in one sentence; empty if it is not."""
        if not report.formal and ConditionKind.FORMALLY_REPORTED in self.excluding:
            return "It was not formally reported, and this procedure does not count it."
        if report.anonymous and ConditionKind.NOT_ANONYMOUS in self.excluding:
            return "It was made anonymously, and this procedure does not count it."
        return ""


@dataclass(frozen=True)
class Heard:
    """All reports under one test, in the order given."""

    told: tuple[Told, ...]
    readings: tuple[ReportReading, ...]


def hear(incidents: Mapping[str, IncidentFact], reports: Sequence[ReportFact], test: Test) -> Heard:
    """Every report read under one test; a report of no known incident has an undated one."""
    pairs = [_hear_one(incidents, report, test) for report in reports]
    told = tuple(pair[0] for pair in pairs)
    counted = {
        complaint for one in told for complaint in _complaints(one, one.incidents(certain=True))
    }
    readings = (
        _with_other_route(reading, one, counted)
        for one, (_, reading) in zip(told, pairs, strict=True)
    )
    return Heard(told, tuple(readings))


def _hear_one(
    incidents: Mapping[str, IncidentFact], report: ReportFact, test: Test
) -> tuple[Told, ReportReading]:
    tellings = {
        key: Telling(incidents[key].when, report.when, test.applied, test.clock)
        for key in report.incidents
    } or {f"report {report.key}": Telling(UNKNOWN, report.when, test.applied, test.clock)}
    excluded = test.excludes(report)
    verdicts = {
        key: Verdict.DOES_NOT if excluded else _settled(telling.verdict, report)
        for key, telling in tellings.items()
    }
    decisive = min(tellings, key=lambda key: _RANK[verdicts[key]])
    reading = _reading(tellings[decisive], verdicts[decisive], report, excluded)
    return Told(report, _by_one(incidents, verdicts)), reading


def _by_one(
    incidents: Mapping[str, IncidentFact], verdicts: Mapping[str, Verdict]
) -> dict[str, Verdict]:
    """The verdicts by the key each incident is counted under: of the same one, the best."""
    found: dict[str, Verdict] = {}
    for key, verdict in verdicts.items():
        one = incidents[key].one if key in incidents else key
        found[one] = min(verdict, found.get(one, verdict), key=_RANK.__getitem__)
    return found


def _settled(verdict: Verdict, report: ReportFact) -> Verdict:
    """What becomes of a verdict on dates once form, anonymity and a person's ruling are known."""
    if verdict is Verdict.QUALIFIES and doubts_about(report):
        verdict = Verdict.BORDERLINE
    if verdict is Verdict.BORDERLINE and report.ruling is not None:
        return Verdict.QUALIFIES if report.ruling else Verdict.DOES_NOT
    return verdict


def _reading(
    telling: Telling, verdict: Verdict, report: ReportFact, excluded: str
) -> ReportReading:
    by_dates = telling.verdict
    doubts = doubts_about(report)
    parts = [rule(telling)]
    if by_dates is not Verdict.DOES_NOT:
        if excluded:
            parts.append(excluded)
        elif doubts or by_dates is Verdict.BORDERLINE:
            parts += [*doubts, decided_by(verdict, report.ruling)]
    return ReportReading(
        report.key,
        verdict,
        " ".join(parts),
        telling.report_by[0].strict if telling.incident.known else None,
        telling.apply_by[0].strict if telling.apply_from_known else None,
    )


def _complaints(told: Told, incidents: Iterable[str]) -> set[tuple[tuple[str, ...], str]]:
    """Who told of each incident. Whether two unnamed reports are one person's is not known."""
    return {(told.person(certain=False), key) for key in incidents}


def _with_other_route(
    reading: ReportReading, told: Told, counted: set[tuple[tuple[str, ...], str]]
) -> ReportReading:
    """A late report of what the same person also reported in time says so."""
    late = reading.verdict is Verdict.DOES_NOT
    if late and not counted.isdisjoint(_complaints(told, told.verdicts)):
        return replace(reading, rule=f"{reading.rule} {OTHER_ROUTE}")
    return reading
