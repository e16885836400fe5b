"""Whether an appeal came in time, in words: by the last day as the letter told it."""

from __future__ import annotations

from conference.law.calendar import WorkingCalendar
from conference.law.procedure import Procedure
from conference.law.when import uk_day
from conference.views import AppealView

AGAINST = {
    "threshold": "the threshold: how the application was dealt with",
    "review": "the review: how it was carried out",
}
"""What an appeal can be made against: Schedule 4 paragraph 3(a) and (b)."""


def time_words(appeal: AppealView, procedure: Procedure) -> str:
    """In time, or out of time by how much, in a sentence or two.

    No rule was found that moves a last day which is not a working day; an appeal by the next
    working day is for a person to decide, and the words say so.
    """
    if appeal.last_day is None:
        return "No last day to appeal was told, so nobody can say that it is late."
    last = uk_day(appeal.last_day)
    late = (appeal.lodged_on - appeal.last_day).days
    if late <= 0:
        left = "on the last day" if late == 0 else _days(-late, "before the last day")
        return f"In time: lodged {left}, {last}."
    words = f"Out of time by {_days(late, '')}: the last day was {last}.".replace(" :", ":")
    calendar = WorkingCalendar(procedure.closure_days)
    if calendar.is_working(appeal.last_day):
        return words
    following = calendar.next_working(appeal.last_day)
    return f"{words} That was not a working day; the next one was {uk_day(following)}."


def time_mark(appeal: AppealView) -> str:
    """The same in a few words, for a list: "in time", "3 days late"."""
    if appeal.last_day is None:
        return "no last day told"
    late = (appeal.lodged_on - appeal.last_day).days
    return f"{_days(late, 'late')}" if late > 0 else "in time"


def _days(number: int, after: str) -> str:
    return f"{number} day{'' if number == 1 else 's'} {after}".strip()
