"""Risk then beside risk now: every answer is told once, and a person's judgement is not changed."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from conference.risks import compared, look_again
from conference.views import RiskBand, RiskMoment, RiskView

DAY = date(2026, 11, 2)
KEYS = ("frequency", "children", "asked-no-more")
QUESTIONS = {"frequency": "How often?", "children": "Are there children?"}
ANSWERS = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["yes", "no", "not known"]))


def assessed(
    moment: RiskMoment, answers: dict[str, str], band: RiskBand = RiskBand.LOW
) -> RiskView:
    return RiskView("id", 1, moment, DAY, "Olive Officer", answers, band, "So.", None)


@given(then=ANSWERS, now=ANSWERS)
def test_each_answered_question_is_told_in_one_list_and_no_other(
    then: dict[str, str], now: dict[str, str]
) -> None:
    both = compared(
        (assessed(RiskMoment.THEN, then), assessed(RiskMoment.NOW, now)),
        QUESTIONS,
    )
    told = (*both.changed, *both.same, *both.once)
    assert len(told) == len(set(then) | set(now))
    assert len(both.changed) == sum(then[key] != now[key] for key in set(then) & set(now))
    assert len(both.once) == len(set(then) ^ set(now))
    for key in set(then) | set(now):
        words = QUESTIONS.get(key, "asked no more:")
        assert sum(line.startswith(words) for line in told) == 1


@given(then=st.sampled_from(RiskBand), now=st.sampled_from(RiskBand), answers=ANSWERS)
def test_higher_or_lower_follows_the_judgement_and_never_the_answers(
    then: RiskBand, now: RiskBand, answers: dict[str, str]
) -> None:
    both = compared(
        (assessed(RiskMoment.THEN, {}, then), assessed(RiskMoment.LATER, answers, now)), QUESTIONS
    )
    order = [RiskBand.LOW, RiskBand.MEDIUM, RiskBand.HIGH]
    words = (
        "higher than"
        if order.index(now) > order.index(then)
        else "lower than"
        if order.index(now) < order.index(then)
        else "the same as"
    )
    assert both.difference == f"It is found {words} then."


def test_the_newest_of_each_moment_is_compared() -> None:
    first, second = (assessed(RiskMoment.THEN, {"frequency": a}) for a in ("yes", "no"))
    later = assessed(RiskMoment.LATER, {"frequency": "no"})
    both = compared((first, second, later), QUESTIONS)
    assert (both.then, both.now, both.newest) == (second, later, later)
    assert both.same == ("How often? no",)
    alone = compared((first,), QUESTIONS)
    assert (alone.difference, alone.lists) == ("", (("What was answered", ("How often? yes",)),))


def test_a_look_that_is_late_says_by_how_much() -> None:
    def due(day: date | None) -> RiskView:
        return RiskView("id", 1, RiskMoment.NOW, DAY, "Olive Officer", {}, RiskBand.LOW, "So.", day)

    assert look_again(due(None), DAY) == "no day is set"
    assert look_again(due(DAY), DAY) == "2 November 2026"
    assert look_again(due(DAY - timedelta(days=1)), DAY) == "1 November 2026, 1 day overdue"
