"""Complaints told apart, and incidents that may be one: held against the plainest way to count."""

from __future__ import annotations

from datetime import date
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from conference.law.counting import (
    Count,
    SameIncidents,
    Told,
    complaints,
    incidents,
    people,
    people_on_one_incident,
    told_apart,
)
from conference.law.facts import IncidentFact, ReportFact, Verdict
from conference.law.when import on

DAY = on(date(2025, 4, 1))
KEYS = "abcde"
PAIRS = [(("named", person), incident) for person in ("", "Ann") for incident in "abc"]


def test_any_four_reports_of_two_things_each_are_told_apart_as_far_as_can_be() -> None:
    pairs = [(("named", ""), key) for key in KEYS]
    for reports in product([set(two) for two in combinations(pairs, 2)], repeat=4):
        assert told_apart(reports) == max(len(set(choice)) for choice in product(*reports))


@given(st.lists(st.sets(st.sampled_from(PAIRS), max_size=4), max_size=6))
def test_as_many_complaints_are_told_apart_as_any_choice_of_theirs_tells(
    reports: list[set[tuple[tuple[str, ...], str]]],
) -> None:
    choices = product(*(report for report in reports if report))
    assert told_apart(reports) == max(len(set(choice)) for choice in choices)


@given(st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)), max_size=6))
def test_incidents_are_in_one_group_where_a_chain_of_perhaps_the_same_joins_them(
    joined: list[tuple[str, str]],
) -> None:
    groups = [{key} for key in KEYS]
    for one, other in joined:
        both = [group for group in groups if group & {one, other}]
        groups = [group for group in groups if group not in both] + [set().union(*both)]
    same = SameIncidents(
        IncidentFact(key, DAY, perhaps_same_as=tuple(b for a, b in joined if a == key))
        for key in KEYS
    )
    found = {key: {other for other in KEYS if same.group(other) == same.group(key)} for key in KEYS}
    assert all(found[key] == group for group in groups for key in group)


def told(key: str, *verdicts: tuple[str, Verdict], by: str = "", anonymous: bool = False) -> Told:
    report = ReportFact(key, tuple(one for one, _ in verdicts), DAY, by=by, anonymous=anonymous)
    return Told(report, dict(verdicts))


YES, PERHAPS, NO = Verdict.QUALIFIES, Verdict.BORDERLINE, Verdict.DOES_NOT
APART = SameIncidents([])
REPORTS = [
    told("1", ("a", YES), by="Ann  Lee"),
    told("2", ("a", PERHAPS), ("d", PERHAPS), by="ann lee"),
    told("3", ("a", YES), ("b", PERHAPS), by="Bob"),
    told("4", ("c", NO), by="Cay"),
    told("5", ("b", YES), anonymous=True),
    told("6", ("b", YES), anonymous=True),
    told("7", ("b", YES), anonymous=True),
    told("8", ("b", PERHAPS), by="Dee", anonymous=True),
]
"""Of a: Ann twice, Bob. Of b: perhaps Bob, three unnamed, perhaps Dee. Of c, too late: Cay.
Perhaps of d: Ann."""


def test_what_was_told_in_time_is_counted_at_best_and_at_worst() -> None:
    assert complaints(REPORTS, APART) == Count(best=8, worst=3)
    assert incidents(REPORTS, APART) == Count(best=3, worst=2)
    assert people(REPORTS) == Count(best=6, worst=3)
    assert people_on_one_incident(REPORTS, APART) == Count(best=5, worst=2)
    nothing = [complaints([], APART), incidents([], APART), people([])]
    assert {*nothing, people_on_one_incident([], APART)} == {Count(0, 0)}


def test_incidents_that_may_be_one_are_one_at_worst_and_have_all_their_people_at_best() -> None:
    same = SameIncidents([IncidentFact("b", DAY, perhaps_same_as=("a",))])
    assert complaints(REPORTS, same) == Count(best=8, worst=3)
    assert incidents(REPORTS, same) == Count(best=3, worst=1)
    assert people_on_one_incident(REPORTS, same) == Count(best=6, worst=2)
