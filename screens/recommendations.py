"""The recommendations of a case: made, answered, and followed up."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.widgets import Static

from conference.law.access import Operation
from conference.review.desk import Desk
from conference.views import CaseFile, RecommendationView
from screens.entries.recommendations import answer_form, progress_form, recommendation_form
from screens.reader import Reader
from screens.rights import ActingPane
from screens.widgets.line_list import Column, LineList
from screens.words.recommendations import recommendation_rows, recommendation_words


class RecommendationsPane(ActingPane):
    """The list above, the recommendation under its cursor in words below."""

    ABOUT: ClassVar[str] = (
        "What the panel recommends, to whom, who answers for it and by when. Bodies that exercise "
        "public functions must have regard to it: section 104(7) of the 2014 Act. Their answers "
        "and what became of each are recorded here too."
    )
    DEFAULT_CSS = """
    RecommendationsPane { height: 1fr; }
    RecommendationsPane LineList { height: 1fr; min-height: 5; }
    RecommendationsPane > VerticalScroll {
        height: 1fr; padding: 0 1; border-top: solid $primary;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New", tooltip="Record a recommendation"),
        Binding("e", "correct", "Correct", tooltip="Correct this recommendation"),
        Binding("a", "answer", "Answer", tooltip="What its addressee answered"),
        Binding("g", "progress", "Progress", tooltip="What became of it"),
    ]
    RIGHTS: ClassVar = {
        "new": Operation.RECOMMEND,
        "correct": Operation.RECOMMEND,
        "answer": Operation.ANSWER_RECOMMENDATION,
        "progress": Operation.REPORT_PROGRESS,
    }

    made = query_one(LineList)
    """The recommendations."""
    words = query_one("#recommendation", Static)
    """The one under the cursor."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, id="recommendations")

    def compose(self) -> ComposeResult:
        """The list and the words."""
        yield LineList(
            [
                Column("No", 2, align="right"),
                Column("To whom", 16),
                Column("What is recommended", share=2),
                Column("Who", 16, hide_below=100),
                Column("By when", 11),
                Column("Answer", 10, hide_below=86),
                Column("State", 15),
            ],
            empty="No recommendation is recorded yet. The n key records one.",
        )
        with VerticalScroll(can_focus=False):
            yield Static("", markup=False, id="recommendation")

    def show(self, case: CaseFile) -> None:
        """Show the list anew; the cursor stays on its recommendation."""
        super().show(case)
        self.made.update(recommendation_rows(case))
        self._tell()

    def _chosen(self) -> RecommendationView | None:
        made = self.case.recommendations if self.case else ()
        return next((one for one in made if one.id == self.made.key), None)

    def _tell(self) -> None:
        one = self._chosen()
        if self.case is not None:
            self.words.update(recommendation_words(self.case, one) if one else "")

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Say what the cursor is on."""
        event.stop()
        self._tell()

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Read it in full."""
        event.stop()
        if (one := self._chosen()) is not None and self.case is not None:
            self.app.push_screen(
                Reader(f"Recommendation {one.number}", recommendation_words(self.case, one))
            )

    def action_new(self) -> None:
        """Record a recommendation."""
        if self.case is not None:
            self.fill_in(recommendation_form(self.desk, self.case), "Recorded.")

    def action_correct(self) -> None:
        """Correct the one under the cursor."""
        if (one := self._of_the_cursor()) is not None and self.case is not None:
            self.fill_in(recommendation_form(self.desk, self.case, one), "Corrected.")

    def action_answer(self) -> None:
        """Record the addressee's answer."""
        if (one := self._of_the_cursor()) is not None and self.case is not None:
            self.fill_in(answer_form(self.desk, self.case, one), "The answer was recorded.")

    def action_progress(self) -> None:
        """Record what became of it."""
        if (one := self._of_the_cursor()) is not None and self.case is not None:
            self.fill_in(progress_form(self.desk, self.case, one), "Progress was recorded.")

    def _of_the_cursor(self) -> RecommendationView | None:
        one = self._chosen()
        if one is None:
            self.notify("No recommendation is recorded yet.", markup=False)
        return one
