"""What a person is told about two results that differ, are in doubt, or fall short."""

from datetime import date

import pytest

from conference.law.counting import Told
from conference.law.differences import warnings
from conference.law.facts import (
    ConditionReading,
    IncidentFact,
    Outcome,
    ReportFact,
    Result,
    Verdict,
)
from conference.law.procedure import ConditionKind
from conference.law.when import on

DAY = on(date(2025, 4, 1))
MET, NOT_MET, PERHAPS = Outcome.MET, Outcome.NOT_MET, Outcome.BORDERLINE
SEVERAL, SAME = "A report that tells of several", "Incidents that may be the same"
DIFFER, MUST, BEYOND = "The two tests differ", "3 qualifying complaints", "A local condition"
BETWEEN, STILL = "Between 2 and 3 complaints", "With fewer than 3 qualifying"


def result(outcome, best=3, worst=3, *holds):
    read = [ConditionReading(ConditionKind.CASE_CLOSED, "Closed.", one) for one in holds]
    return Result(outcome, best, worst, 3, (), tuple(read))


def told(*keys):
    return Told(ReportFact("r", keys, DAY), dict.fromkeys(keys, Verdict.QUALIFIES))


@pytest.mark.parametrize(
    ("statute", "local", "reports", "same", "begins"),
    [
        (result(MET), result(MET), [told("a")], (), []),
        (result(MET), result(MET, 3, 3, True), [told("a")], (), []),
        (result(MET), result(MET, 3, 3, None), [told("a")], (), [BEYOND]),
        (result(MET), result(NOT_MET, 3, 3, False), [], (), [DIFFER, MUST, BEYOND]),
        (result(PERHAPS, 3, 2), result(PERHAPS, 3, 2, False), [told("a")], (), [BETWEEN]),
        (result(PERHAPS, 3, 2), result(MET), [told("a")], (), [DIFFER, BETWEEN]),
        (result(PERHAPS, 3, 2), result(PERHAPS), [told("a", "b")], (), [BETWEEN, SEVERAL]),
        (result(PERHAPS, 3, 2), result(PERHAPS), [told("a")], ("b",), [BETWEEN, SAME]),
        (result(NOT_MET, 2, 2), result(NOT_MET), [told("a", "b")], ("b",), [STILL]),
        (result(NOT_MET, 2, 2), result(PERHAPS), [], (), [DIFFER, STILL]),
        (result(NOT_MET, 2, 2), result(MET), [], (), [DIFFER]),
    ],
)
def test_a_person_is_told_what_differs_what_is_in_doubt_and_what_may_still_be(
    statute, local, reports, same, begins
):
    incidents = {"a": IncidentFact("a", DAY, perhaps_same_as=same)}
    said = warnings(statute, local, reports, incidents)
    assert len(said) == len(begins)
    assert all(words.startswith(begin) for words, begin in zip(said, begins, strict=True))
