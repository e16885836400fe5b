"""The threshold test: the statute's answer beside the local procedure's, explained.

Section 104(4) of the Anti-social Behaviour, Crime and Policing Act 2014: where at least three
qualifying complaints were made about the behaviour, the relevant bodies must decide that the
threshold is met. Below that they decide under s.104(5) and their procedures. Nothing here decides
for a person: what the dates leave open is borderline, and says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache

from conference.errors import BadInput, Problem
from conference.law.conditions import ON_REPORTS, read_condition
from conference.law.counting import Count, SameIncidents, Told, complaints
from conference.law.counting import incidents as distinct_incidents
from conference.law.differences import warnings
from conference.law.facts import (
    Assessment,
    CaseFacts,
    ConditionReading,
    IncidentFact,
    Outcome,
    ReportFact,
    ReportReading,
    Result,
    Verdict,
)
from conference.law.limbs import limb_outcome, limb_words, outcome_of
from conference.law.procedure import Counted, Limb, Period, Procedure
from conference.law.qualifying import STATUTE, local_clock
from conference.law.reading import Heard, Test, hear

__all__ = [
    "STATUTORY_NUMBER",
    "Assessment",
    "CaseFacts",
    "ConditionReading",
    "IncidentFact",
    "Outcome",
    "ReportFact",
    "ReportReading",
    "Result",
    "Verdict",
    "assess",
]

STATUTORY_NUMBER = 3
_ORDER = (Outcome.NOT_MET, Outcome.BORDERLINE, Outcome.MET)


def assess(
    incidents: Sequence[IncidentFact],
    reports: Sequence[ReportFact],
    *,
    applied: date,
    procedure: Procedure,
    case: CaseFacts | None = None,
) -> Assessment:
    """The threshold on the day of application, by the statute and by the procedure.

    Raises BadInput with a Problem for each report that is certainly dated before its incident,
    names an incident that is not given, or shares its key with another.
    """
    check(incidents, reports)
    facts = _Facts(incidents, reports, applied, procedure, case or CaseFacts())
    statute, local = facts.statute(), facts.local()
    return Assessment(
        applied=applied,
        procedure=procedure.key,
        statute=statute,
        local=local,
        differs=statute.outcome is not local.outcome,
        warnings=warnings(statute, local, facts.by_statute.told, facts.incidents),
        reports=facts.by_statute.readings,
        local_reports=facts.by_procedure.readings,
    )


def check(incidents: Sequence[IncidentFact], reports: Sequence[ReportFact]) -> None:
    """Raise BadInput where the facts contradict themselves, with a Problem for each fault."""
    known = {incident.key: incident for incident in incidents}
    problems = _repeated("incident", [incident.key for incident in incidents])
    problems += _repeated("report", [report.key for report in reports])
    for incident in incidents:
        named = (incident.one, *incident.perhaps_same_as)
        problems += _unknown(f"incident {incident.key}", named, known)
    for report in reports:
        problems += _unknown(f"report {report.key}", report.incidents, known)
        problems += (
            Problem(
                f"report {report.key}",
                f"The report is dated before its incident: reported {report.when}, "
                f"and the incident was {known[key].when}.",
            )
            for key in report.incidents
            if key in known and _precedes(report, known[key])
        )
    if problems:
        raise BadInput("The threshold cannot be worked out from these dates.", tuple(problems))


def _repeated(what: str, keys: Sequence[str]) -> list[Problem]:
    repeated = sorted(key for key, times in Counter(keys).items() if times > 1)
    return [Problem(f"{what} {key}", f"There is more than one {what} {key}.") for key in repeated]


def _unknown(where: str, keys: Sequence[str], known: dict[str, IncidentFact]) -> list[Problem]:
    return [Problem(where, f"There is no incident {key}.") for key in keys if key not in known]


def _precedes(report: ReportFact, incident: IncidentFact) -> bool:
    """Whether the report is certainly dated before the incident."""
    reported, happened = report.when.span, incident.when.span
    return reported is not None and happened is not None and reported[1] < happened[0]


class _Facts:
    """One case's facts, read by both tests."""

    def __init__(
        self,
        incidents: Sequence[IncidentFact],
        reports: Sequence[ReportFact],
        applied: date,
        procedure: Procedure,
        case: CaseFacts,
    ) -> None:
        self.incidents = {incident.key: incident for incident in incidents}
        self._hate = {incident.one: incident for incident in incidents if incident.hate}
        self._reports = reports
        self._applied = applied
        self._threshold = procedure.threshold
        self._case = case
        self._same = SameIncidents(incidents)
        self._hear = cache(self._hear_by)
        kinds = {condition.kind for condition in self._threshold.conditions}
        self._excluding = ON_REPORTS & kinds
        self.by_statute = self._hear(Test(applied, STATUTE))
        self.by_procedure = self._hear(self._local_test(None))

    def _hear_by(self, test: Test) -> Heard:
        return hear(self.incidents, self._reports, test)

    def _local_test(self, apply_within: Period | None) -> Test:
        clock = local_clock(self._threshold, apply_within)
        return Test(self._applied, clock, self._excluding)

    def statute(self) -> Result:
        """Section 104(4) with the periods of s.104(11), whatever the procedure says."""
        count = complaints(self.by_statute.told, self._same)
        outcome = outcome_of(count, STATUTORY_NUMBER)
        return Result(outcome, count.best, count.worst, STATUTORY_NUMBER)

    def local(self) -> Result:
        """The procedure's own number or one of its limbs, and then its conditions."""
        count, needed = self._local_count(), self._threshold.complaints_needed
        limbs = [(limb, self._limb(limb)) for limb in self._threshold.limbs]
        reached = max(
            (outcome_of(count, needed), *(outcome for _, outcome in limbs)), key=_ORDER.index
        )
        conditions = self._conditions(reached)
        words = (limb_words(limb, outcome, self._case) for limb, outcome in limbs)
        return Result(
            _with(conditions, reached),
            count.best,
            count.worst,
            needed,
            tuple(word for word in words if word),
            conditions,
        )

    def _local_count(self) -> Count:
        count = distinct_incidents if self._threshold.counted is Counted.INCIDENTS else complaints
        return count(self.by_procedure.told, self._same)

    def _limb(self, limb: Limb) -> Outcome:
        return limb_outcome(limb, self._told, self._same, self._hate, self._case)

    def _told(self, apply_within: Period | None) -> tuple[Told, ...]:
        return self._hear(self._local_test(apply_within)).told

    def _conditions(self, reached: Outcome) -> tuple[ConditionReading, ...]:
        """Each condition read; one that leaves reports out holds where enough others remain."""
        return tuple(
            ConditionReading(condition.kind, condition.words, True)
            if condition.kind in ON_REPORTS and reached is not Outcome.NOT_MET
            else read_condition(
                condition, self.incidents.values(), self._reports, self._applied, self._case
            )
            for condition in self._threshold.conditions
        )


def _with(conditions: tuple[ConditionReading, ...], reached: Outcome) -> Outcome:
    """What the local test says once its conditions are asked."""
    answers = {condition.holds for condition in conditions}
    if False in answers:
        return Outcome.NOT_MET
    return Outcome.BORDERLINE if reached is Outcome.MET and None in answers else reached
