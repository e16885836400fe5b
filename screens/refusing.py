"""Saying no before somebody fills in a form for nothing; `review/` refuses in any case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from conference.law import access
from conference.law.access import Operation, Role, Standing
from conference.views import CaseFile

if TYPE_CHECKING:
    from conference.review.desk import Desk


def may_in_council(node: Widget, desk: Desk, operation: Operation) -> bool:
    """Whether the person at the desk may do it apart from any case; if not, it is said."""
    roles = frozenset(Role(role) for role in desk.person.roles)
    if access.may(Standing(roles, desk.person.agency_id), operation):
        return True
    say_no(node, operation)
    return False


def say_no(node: Widget, operation: Operation) -> None:
    """Say that an operation is for others, and for whom."""
    words = f"You may not {operation}. This is for {access.roles_for(operation)}."
    node.notify(words, severity="warning", markup=False)


def may_on_case(node: Widget, desk: Desk, case: CaseFile, operation: Operation) -> bool:
    """Whether the person at the desk may do it to this case; if not, it is said."""
    from screens.rights import may

    allowed = may(desk, case, operation)
    if not allowed:
        say_no(node, operation)
    return allowed
