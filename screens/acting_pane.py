"""A stage of the case in which people act: its keys fit who is looking, its parts the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from conference.law.access import Operation
from conference.views import CaseFile
from screens.rights import may
from screens.stage import StagePane

WIDE = 106
"""Cells from which a stage lays its parts side by side: a terminal of 110, less its margins."""
TALL = 26
"""Lines from which a stage shows what is one key away on a smaller terminal."""


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
