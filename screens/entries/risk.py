"""The form of a risk assessment: the area's own questions, and a person's judgement."""

from __future__ import annotations

from collections.abc import Sequence

from conference.errors import BadInput
from conference.exchange.days import parse_day
from conference.exchange.risk_questions import RiskQuestion, prompts, risk_questions
from conference.forms import NewRisk
from conference.review import risk
from conference.review.desk import Desk
from conference.views import CaseFile, MeetingState, RiskBand, RiskMoment, RiskView
from screens.entries.days import day_in, day_text
from screens.entry import Entry
from screens.widgets.fields import AreaField, ChoiceField, DayField, Field
from screens.widgets.form import Values
from screens.words.risk import AT_ONCE

ASKED = "asked-"
"""What the key of a question's field begins with, apart from the form's other fields."""
ABOUT = "No score adds the answers up: weigh them, choose how high the risk is, and say why."


class RiskField(ChoiceField):
    """A question about risk. An answer that calls for safeguarding says at once what to do."""

    DEFAULT_CSS = """
    RiskField > .field--label { width: 1fr; }
    RiskField.-urgent > .field--help { color: $text-warning; text-style: bold; }
    """

    def __init__(self, question: RiskQuestion, *, last: str = "") -> None:
        """last: what was answered the last time, told beside the question."""
        told = (question.help, f"Last time: {last}" if last else "")
        usual = ". ".join(filter(None, told))
        super().__init__(
            f"{ASKED}{question.key}",
            question.words,
            [(answer, answer) for answer in question.answers],
            help=usual,
            prompt="not answered",
            wide=bool(question.safeguarding),
        )
        self._question = question
        self._usual = usual

    def on_mount(self) -> None:
        """Follow the answer, however it comes about: by a key or by a draft put back."""
        self.watch(self.control, "value", self._tell_at_once, init=False)

    def _tell_at_once(self) -> None:
        urgent = prompts(self._question, str(self.value))
        self.set_class(urgent, "-urgent")
        self.help = f"{AT_ONCE}: {self._question.safeguarding}" if urgent else self._usual
        if urgent and self.control.has_focus:
            self.call_after_refresh(self.scroll_visible, animate=False)


def risk_form(desk: Desk, case: CaseFile) -> Entry:
    """Asks the council's questions about risk, how high it is found, why, and when to look again.

    Where the council's own list cannot be used the form says so, and saving is refused.
    """
    try:
        questions, about = risk_questions(desk.templates), ABOUT
    except BadInput as error:
        questions, about = (), str(error)

    def save(values: Values) -> None:
        risk.assess(desk, case.id, _risk_in(questions, values))

    return Entry(
        "Assess the risk",
        _fields(case, questions),
        save,
        desk=desk,
        place=f"risk/{case.id}",
        case_id=case.id,
        about=about,
    )


def _fields(case: CaseFile, questions: Sequence[RiskQuestion]) -> list[Field]:
    last = case.risks[-1] if case.risks else None
    return [
        ChoiceField(
            "moment",
            "The risk as it was",
            [(one, one) for one in RiskMoment],
            proposed_moment(case, last),
            required=True,
        ),
        DayField("assessed_on", "Assessed on", day_text(case.taken_on), read=parse_day),
        *(RiskField(one, last=last.answers.get(one.key, "") if last else "") for one in questions),
        ChoiceField(
            "band",
            "How high is the risk?",
            [(band, band) for band in RiskBand],
            required=True,
            help="A judgement, not a sum",
        ),
        DayField("review_on", "When it is looked at again", read=parse_day),
        AreaField("why", "Why", required=True, lines=4, help="What weighed most, and what is done"),
    ]


def proposed_moment(case: CaseFile, last: RiskView | None) -> RiskMoment:
    """The moment that is most likely meant: by the meeting's state, and what is recorded."""
    meeting = case.meeting
    if meeting is not None and meeting.state in (MeetingState.OPEN, MeetingState.ADJOURNED):
        return RiskMoment.NOW
    if meeting is not None and meeting.closed_at is not None:
        return RiskMoment.LATER
    return RiskMoment.THEN if last is None else RiskMoment.NOW


def _risk_in(questions: Sequence[RiskQuestion], values: Values) -> NewRisk:
    return NewRisk(
        moment=RiskMoment(str(values["moment"])),
        answers={one.key: str(values[f"{ASKED}{one.key}"]) for one in questions},
        band=RiskBand(str(values["band"])),
        why=str(values["why"]),
        review_on=day_in(values["review_on"]),
        assessed_on=day_in(values["assessed_on"]),
    )
