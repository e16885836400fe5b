"""The recommendations of a case: made, answered, and followed up."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.widgets import Static

from conference.law.access import Operation
from conference.law.audience import Mark
from conference.review.desk import Desk
from conference.views import CaseFile, RecommendationView
from screens.acting_pane import ActingPane
from screens.entries.answering import answer_form, progress_form, stance_form, tell_form
from screens.entries.recommendations import carry_form, recommendation_form
from screens.entries.risk import risk_form
from screens.entry import Entry
from screens.reader import Reader
from screens.rights import may
from screens.widgets.line_list import Column, LineList
from screens.widgets.say import say
from screens.words.recommendations import recommendation_rows, recommendation_words

_ITS_OWN = ("answer", "progress")
"""What only those may do who act for its addressee."""


class RecommendationsPane(ActingPane):
    """The list above, the recommendation under its cursor in words below."""

    ABOUT: ClassVar[str] = (
        "What the panel recommends, to whom, who answers for it and by when. Bodies that exercise "
        "public functions must have regard to it: section 104(7) of the 2014 Act; they need not "
        "carry it out. How each agency stands to it, what was answered, what became of it and what "
        "the applicant was told are recorded here too. What is unfinished at the next meeting is "
        "carried forward to it."
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
        Binding("s", "stance", "Stance", tooltip="Whether an agency agrees, dissents or abstains"),
        Binding("a", "answer", "Answer", tooltip="What its addressee answered"),
        Binding("g", "progress", "Progress", tooltip="What became of it"),
        Binding("t", "tell", "Told", tooltip="What the applicant was told of it, and when"),
        Binding("c", "carry", "Carry on", tooltip="Carry it forward to the next meeting"),
        Binding("k", "risk", "Risk", tooltip="Assess the risk of harm to the applicant"),
    ]
    RIGHTS: ClassVar = {
        "new": Operation.RECOMMEND,
        "correct": Operation.RECOMMEND,
        "stance": Operation.TAKE_STANCE,
        "answer": Operation.ANSWER_RECOMMENDATION,
        "progress": Operation.REPORT_PROGRESS,
        "tell": Operation.TELL_APPLICANT,
        "carry": Operation.RECOMMEND,
        "risk": Operation.ASSESS_RISK,
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
                Column("Answer", 16, hide_below=96),
                Column("Stances", 21, hide_below=140),
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
            say(self.words, recommendation_words(self.case, one) if one else "")

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Say what the cursor is on."""
        event.stop()
        self._tell()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what cannot be done with the one under the cursor."""
        if action in _ITS_OWN and not self._is_its_own(self.RIGHTS[action]):
            return False
        one = self._chosen()
        if action == "carry" and (one is None or not self._can_be_carried(one)):
            return False
        if action == "tell" and (one is None or not _can_be_told(one)):
            return False
        return super().check_action(action, parameters)

    def _is_its_own(self, operation: Operation) -> bool:
        """Whether somebody may answer for its addressee."""
        one = self._chosen()
        if self.case is None or one is None:
            return False
        return may(self.desk, self.case, operation, entry_agency=one.agency_id or "")

    def _can_be_carried(self, one: RecommendationView) -> bool:
        """Whether a later meeting can take it up again."""
        meeting = self.case.meeting if self.case else None
        later = meeting is not None and meeting.id != one.meeting_id
        return later and one.done_on is None and one.carried_to is None

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
        self._fill(recommendation_form, "Corrected.")

    def action_stance(self) -> None:
        """Record how an agency stands to it."""
        self._fill(stance_form, "The stance was recorded.")

    def action_answer(self) -> None:
        """Record the addressee's answer."""
        self._fill(answer_form, "The answer was recorded.")

    def action_progress(self) -> None:
        """Record what became of it."""
        self._fill(progress_form, "Progress was recorded.")

    def action_tell(self) -> None:
        """Note what the applicant was told of it."""
        self._fill(tell_form, "It is noted that the applicant was told.")

    def action_carry(self) -> None:
        """Carry it forward to the next meeting."""
        self._fill(carry_form, "It was carried forward.")

    def action_risk(self) -> None:
        """Assess the risk."""
        if self.case is not None:
            self.fill_in(risk_form(self.desk, self.case), "The risk assessment was recorded.")

    def _fill(self, form: Callable[[Desk, CaseFile, RecommendationView], Entry], done: str) -> None:
        """Open a form about the one under the cursor."""
        if (one := self._of_the_cursor()) is not None and self.case is not None:
            self.fill_in(form(self.desk, self.case, one), done)

    def _of_the_cursor(self) -> RecommendationView | None:
        one = self._chosen()
        if one is None:
            self.notify("No recommendation is recorded yet.", markup=False)
        return one


def _can_be_told(one: RecommendationView) -> bool:
    """Whether there is progress that the applicant may be told and was not yet."""
    waiting = any(progress.applicant_told_on is None for progress in one.progress)
    return waiting and one.mark is Mark.APPLICANT
