"""Which keys a stage offers: a courtesy only, since what is recorded is refused by `review/`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from conference.law import access
from conference.law.access import Operation, Role, Standing
from conference.review.desk import Desk
from conference.views import CaseFile
from screens.stage import StagePane

WIDE = 106
"""Cells from which a stage lays its parts side by side: a terminal of 110, less its margins."""
TALL = 26
"""Lines from which a stage shows what is one key away on a smaller terminal."""


def standing(desk: Desk, case: CaseFile) -> Standing:
    """What the person at the desk is to the case, as far as the case itself tells."""
    roles = {Role(role) for role in desk.person.roles}
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


class ActingPane(StagePane):
    """A stage whose keys are left out of the footer for those who may not use them."""

    RIGHTS: ClassVar[Mapping[str, Operation]] = {}
    """The operation behind each action of the pane."""

    def show(self, case: CaseFile) -> None:
        """Show the case, and the keys that fit who is looking."""
        super().show(case)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what the table of access does not allow."""
        operation = self.RIGHTS.get(action)
        if operation is not None and (
            self.case is None or not may(self.desk, self.case, operation)
        ):
            return False
        return super().check_action(action, parameters)

    def on_resize(self) -> None:
        """Know whether there is room for more."""
        self.set_class(self.size.width >= WIDE, "-wide")
        self.set_class(self.size.height >= TALL, "-tall")
