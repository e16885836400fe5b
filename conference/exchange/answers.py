"""The threshold's answer, for a program as JSON and for the telephone as plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from textwrap import wrap
from typing import Any

from conference.law.facts import (
    Assessment,
    ConditionReading,
    Outcome,
    ReportReading,
    Result,
    Verdict,
)
from conference.law.when import uk_day

WIDTH = 80
_OUTCOMES = {
    Outcome.MET: "MET",
    Outcome.NOT_MET: "NOT MET",
    Outcome.BORDERLINE: "BORDERLINE, a person decides",
}
_VERDICTS = {
    Verdict.QUALIFIES: "qualifies",
    Verdict.DOES_NOT: "does not qualify",
    Verdict.BORDERLINE: "borderline",
}
_HOLDS = {True: "holds", False: "does not hold", None: "is not known to hold"}


def as_json(assessment: Assessment, procedure: str = "") -> dict[str, Any]:
    """The assessment as the plain values that JSON has; days are ISO text, or None.

    procedure: how to name the procedure where its key will not do. Its keys are kept stable.
    """
    local = _result(assessment.local)
    local["conditions"] = [_condition(condition) for condition in assessment.local.conditions]
    return {
        "applied": assessment.applied.isoformat(),
        "procedure": procedure or assessment.procedure,
        "statute": _result(assessment.statute),
        "local": local,
        "differs": assessment.differs,
        "reports": [_report(reading) for reading in assessment.reports],
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "result": result.outcome.value,
        "count": result.count,
        "count_worst": result.count_worst,
        "needed": result.needed,
    }


def _condition(condition: ConditionReading) -> dict[str, Any]:
    return {"condition": condition.words, "holds": condition.holds, "beyond_statute": True}


def _report(reading: ReportReading) -> dict[str, Any]:
    return {
        "line": int(reading.key),
        "verdict": reading.verdict.value,
        "rule": reading.rule,
        "last_report_date": _iso(reading.last_report_date),
        "last_application_date": _iso(reading.last_application_date),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def as_lines(assessment: Assessment, procedure: str = "") -> list[str]:
    """The assessment as lines of at most 80 columns: the answer, each report, then the warnings.

    procedure: the procedure's name, where its key will not do.
    """
    name = procedure or assessment.procedure
    lines = [
        *_answer("By the statute, s.104(4)", assessment.statute),
        *_answer(f"By the local procedure, {name}", assessment.local),
        *_folded(f"Applied {uk_day(assessment.applied)}."),
        "",
        "Each report",
    ]
    for reading, local in zip(assessment.reports, assessment.local_reports, strict=True):
        lines += _reading(reading, local)
    if assessment.warnings:
        lines += ["", "Take care"]
        for warning in assessment.warnings:
            lines += _folded(warning, "  - ")
    return lines


def _answer(test: str, result: Result) -> Iterator[str]:
    yield from _folded(f"{test}: {_OUTCOMES[result.outcome]}. {_counted(result)}")
    for limb in result.limbs:
        yield from _folded(limb, "  - ")
    for condition in result.conditions:
        yield from _folded(
            f"Beyond the statute: “{condition.words}” This {_HOLDS[condition.holds]}.", "  - "
        )


def _counted(result: Result) -> str:
    if result.count == result.count_worst:
        return f"{result.count} counted, {result.needed} needed."
    return f"{result.count_worst} to {result.count} counted, {result.needed} needed."


def _reading(reading: ReportReading, local: ReportReading) -> Iterator[str]:
    yield from _folded(f"{_VERDICTS[reading.verdict]}. {reading.rule}", f"  Line {reading.key}: ")
    if (local.verdict, local.rule) != (reading.verdict, reading.rule):
        yield from _folded(
            f"{_VERDICTS[local.verdict]}. {local.rule}", "    By the local procedure: "
        )


def _folded(text: str, first: str = "") -> list[str]:
    """Text folded to the width, later lines set in a little further than the first."""
    later = " " * (len(first) - len(first.lstrip()) + 2 if first else 2)
    return wrap(first + text, WIDTH, subsequent_indent=later, break_long_words=True)
