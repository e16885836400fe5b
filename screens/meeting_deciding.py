"""Keys of what is decided: findings, options, recommendations, risk, and the applicant's part."""

from __future__ import annotations

from functools import partial

from textual import work

from conference.text import one_line
from conference.views import AgendaItemView
from screens.acting import attempt
from screens.dialogs.choose import Choose
from screens.entries.answering import stance_form
from screens.entries.evidence import action_form
from screens.entries.meeting_applicant import applicant_form
from screens.entries.meeting_decisions import decision_form
from screens.entries.recommendations import recommendation_form
from screens.entries.risk import risk_form
from screens.meeting_base import MeetingBase
from screens.words.meeting_decided import decision_lines


class DecidingKeys(MeetingBase):
    """What the panel hears, finds, considers and recommends."""

    def action_applicant(self) -> None:
        """Record how the applicant is heard."""
        self.fill(applicant_form, "The applicant's part is recorded.")

    @work
    async def action_decide(self) -> None:
        """Record a decision, of the kind that belongs to the chosen item."""
        now, item = self.now(), self.item()
        if self.case is None or now is None or self.only_looking():
            return
        form = await attempt(self, partial(decision_form, self.desk, self.case, now, item))
        if form is not None:
            self.fill_in(form, "Decision recorded.")

    @work
    async def action_correct_decision(self) -> None:
        """Correct a decision: the only one, or one that is chosen."""
        now = self.now()
        if self.case is None or now is None or self.only_looking():
            return
        made = {one.id: one for one in now.decisions}
        if not made:
            self.notify("No decision is recorded yet. The d key records one.", markup=False)
            return
        lines = map(one_line, decision_lines(made.values()))
        choices = list(zip(made, lines, strict=True))
        key = await self.app.push_screen_wait(Choose("Correct a decision", choices))
        if key is None:
            return
        make = partial(decision_form, self.desk, self.case, now, None, made[key])
        if (form := await attempt(self, make)) is not None:
            self.fill_in(form, "The decision is corrected.")

    def action_recommend(self) -> None:
        """Record a recommendation."""
        self.fill(lambda desk, case, _now: recommendation_form(desk, case), "Recorded.")

    def action_risk(self) -> None:
        """Record a risk assessment."""
        self.fill(lambda desk, case, _now: risk_form(desk, case), "The assessment is recorded.")

    @work
    async def action_stance(self) -> None:
        """Record how an agency stands to a recommendation: the only one, or one that is chosen."""
        if self.case is None or self.only_looking():
            return
        made = {one.id: one for one in self.case.recommendations}
        if not made:
            self.notify("No recommendation is recorded yet.", markup=False)
            return
        choices = [(one.id, f"{one.number}. To {one.to_body}: {one.what}") for one in made.values()]
        asked = Choose("How an agency stands to", choices)
        key = await self.app.push_screen_wait(asked) if len(made) > 1 else choices[0][0]
        if key is not None:
            self.fill_in(stance_form(self.desk, self.case, made[key]), "The stance is recorded.")

    # A note becomes something

    def action_note_to_recommendation(self) -> None:
        """Make a recommendation of the chosen item's note."""
        if (item := self._with_note()) is not None:
            self.fill(
                lambda desk, case, _now: recommendation_form(desk, case, words=item.note),
                "The recommendation is recorded.",
            )

    @work
    async def action_note_to_action(self) -> None:
        """Make an action of the chosen item's note."""
        if (item := self._with_note()) is None or self.case is None or self.only_looking():
            return
        make = partial(action_form, self.desk, self.case, words=item.note)
        if (form := await attempt(self, make)) is not None:
            self.fill_in(form, "The action is logged.")

    def _with_note(self) -> AgendaItemView | None:
        item = self.item()
        if item is None or not item.note.strip():
            self.notify("This item has no note yet. The N key writes one.", markup=False)
            return None
        return item
