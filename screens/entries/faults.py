"""Refusals of `review/` told inside the form they belong to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conference.errors import BadInput, Problem
from screens.widgets.form import Values


def told_in_full(
    save: Callable[[Values], object], fields: Mapping[str, str]
) -> Callable[[Values], object]:
    """`save`, whose faults name what they are about where the form has no field for it.

    fields: keys of the form's fields that can be at fault, and what is to be said under each.
    """

    def saving(values: Values) -> object:
        try:
            return save(values)
        except BadInput as error:
            first = Problem("refused", f"{error.what} {error.next}".strip())
            told = (_told(problem, fields) for problem in error.problems)
            raise BadInput(error.what, (first, *told), next=error.next) from None

    return saving


def _told(problem: Problem, fields: Mapping[str, str]) -> Problem:
    if words := fields.get(problem.where.replace(" ", "_")):
        return Problem(problem.where, words)
    return Problem(problem.where or problem.what, f"- {problem}")
