"""Risk then beside risk now: which assessments are compared, and what changed between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from conference.law.when import uk_day
from conference.text import one_line
from conference.views import RiskBand, RiskMoment, RiskView

_HEIGHT = {RiskBand.LOW: 0, RiskBand.MEDIUM: 1, RiskBand.HIGH: 2}


@dataclass(frozen=True)
class RiskCompared:
    """The newest assessment of the time of the application, and the newest of what came later."""

    then: RiskView | None
    now: RiskView | None
    changed: tuple[str, ...] = ()
    """A sentence for each question that was answered differently."""
    same: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    """What was answered in one of the two only."""

    @property
    def newest(self) -> RiskView | None:
        """The assessment that holds now."""
        return self.now or self.then

    @property
    def difference(self) -> str:
        """Whether it is found higher, lower or the same; empty where one of the two is missing."""
        if self.then is None or self.now is None:
            return ""
        height = _HEIGHT[self.now.band] - _HEIGHT[self.then.band]
        words = "higher than" if height > 0 else "lower than" if height < 0 else "the same as"
        return f"It is found {words} then."

    @property
    def lists(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(title, sentences) of each list that holds anything, what changed first."""
        once = "Answered once only" if self.then and self.now else "What was answered"
        lists = (
            ("What changed", self.changed),
            ("What did not change", self.same),
            (once, self.once),
        )
        return tuple((title, lines) for title, lines in lists if lines)


def compared(risks: Iterable[RiskView], questions: Mapping[str, str]) -> RiskCompared:
    """Then beside now. risks: oldest first. questions: the words of each by its key."""
    kept = tuple(risks)
    then = next((one for one in reversed(kept) if one.moment is RiskMoment.THEN), None)
    now = next((one for one in reversed(kept) if one.moment is not RiskMoment.THEN), None)
    changed, same, once = list[str](), list[str](), list[str]()
    for key, words in _asked(questions, then, now).items():
        before, after = _answer(then, key), _answer(now, key)
        if before and after and before != after:
            changed.append(f"{words} Then: {before}. Now: {after}.")
        elif before and after:
            same.append(f"{words} {after}")
        elif before or after:
            side = "" if then is None or now is None else " (then)" if before else " (now)"
            once.append(f"{words} {before or after}{side}")
    return RiskCompared(then, now, tuple(changed), tuple(same), tuple(once))


def _answer(risk: RiskView | None, key: str) -> str:
    return one_line(risk.answers.get(key, "")) if risk else ""


def _asked(
    questions: Mapping[str, str], then: RiskView | None, now: RiskView | None
) -> dict[str, str]:
    """Words of each question by key; one that is asked no more is named by its key."""
    asked = {key: one_line(words) for key, words in questions.items()}
    for risk in (then, now):
        for key in risk.answers if risk else ():
            asked.setdefault(key, f"{one_line(key).replace('-', ' ')}:")
    return asked


def look_again(risk: RiskView, today: date) -> str:
    """When an assessment is looked at again, and how long that has been due."""
    if risk.review_on is None:
        return "no day is set"
    late = (today - risk.review_on).days
    if late <= 0:
        return uk_day(risk.review_on)
    return f"{uk_day(risk.review_on)}, {late} day{'' if late == 1 else 's'} overdue"
