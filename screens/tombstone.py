"""What is left to show of a case that was disposed of."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.getters import query_one
from textual.widgets import Static

from conference.account import disposed_lines
from conference.review.desk import Desk
from conference.text import clean
from conference.views import CaseFile
from screens.stage import StagePane


class TombstonePane(StagePane):
    """When a case was disposed of, by whom and why: in the place of every stage but the record."""

    ABOUT: ClassVar[str] = (
        "This case was disposed of when its time had run: what people wrote in it is gone, and "
        "nothing more can be recorded. 9 shows its history, which can still be verified."
    )
    DEFAULT_CSS = """
    TombstonePane { height: 1fr; padding: 1 2; }
    TombstonePane Static { height: auto; }
    """
    words = query_one("#tombstone-words", Static)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, id="tombstone")

    def compose(self) -> ComposeResult:
        """The words."""
        yield Static("", markup=False, id="tombstone-words")

    def show(self, case: CaseFile) -> None:
        """Say what became of it."""
        super().show(case)
        if case.disposed is not None:
            self.words.update(clean("\n".join(disposed_lines(case.disposed))))
