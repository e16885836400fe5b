"""What the person at the desk may do: a courtesy before a form is filled in for nothing.

Whatever a screen thinks, `review/` decides, and refuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from conference.law import access
from conference.law.access import Operation, Role, Standing
from conference.views import CaseFile

if TYPE_CHECKING:
    from conference.review.desk import Desk


def standing(desk: Desk, case: CaseFile | None = None) -> Standing:
    """What the person at the desk is in the council, and to a case as far as it tells."""
    roles = {Role(role) for role in desk.person.roles}
    if case is None:
        return Standing(frozenset(roles), desk.person.agency_id)
    if case.chair is not None and case.chair.id == desk.person.id:
        roles.add(Role.CHAIR)
    if case.spoc is not None and case.spoc.id == desk.person.id:
        roles.add(Role.OFFICER)
    return Standing(frozenset(roles), desk.person.agency_id, asked=True)


def may(
    desk: Desk, case: CaseFile, operation: Operation, *, entry_agency: str | None = None
) -> bool:
    """Whether the table of access allows it to the person at the desk."""
    return access.may(standing(desk, case), operation, entry_agency=entry_agency)


def own_agency(desk: Desk, case: CaseFile, operation: Operation) -> str | None:
    """The id of the one agency somebody may do this for; None for those who may for any."""
    theirs = desk.person.agency_id
    return theirs if theirs and not may(desk, case, operation, entry_agency="") else None


def may_in_council(node: Widget, desk: Desk, operation: Operation) -> bool:
    """Whether the person at the desk may do it apart from any case; if not, it is said."""
    return _or_say_no(node, operation, access.may(standing(desk), operation))


def may_on_case(node: Widget, desk: Desk, case: CaseFile, operation: Operation) -> bool:
    """Whether the person at the desk may do it to this case; if not, it is said."""
    return _or_say_no(node, operation, may(desk, case, operation))


def _or_say_no(node: Widget, operation: Operation, allowed: bool) -> bool:
    if not allowed:
        words = f"You may not {operation}. This is for {access.roles_for(operation)}."
        node.notify(words, severity="warning", markup=False)
    return allowed
