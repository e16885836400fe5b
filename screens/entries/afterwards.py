"""Forms of what comes after the letter: a promise, how it went, a stopped clock, the close."""

from __future__ import annotations

from collections.abc import Callable

from conference.exchange.days import parse_day
from conference.forms import FollowUpDone, NewFollowUp
from conference.law.procedure import NOT_PUBLISHED, Step
from conference.review import clocks, follow_up
from conference.review.desk import Desk
from conference.views import CaseFile, FollowUpKind, FollowUpView
from screens.entries.days import day_in, day_text
from screens.entries.latest import Latest
from screens.entry import CONFIRMED, Entry
from screens.widgets.fields import AreaField, ChoiceField, DayField, TextField
from screens.widgets.form import Values


def promise_form(desk: Desk, case: CaseFile, now: FollowUpView | None = None) -> Entry:
    """Asks what was promised, and for when; with `now`, that promise is changed."""

    def save(values: Values) -> None:
        form = NewFollowUp(
            FollowUpKind(str(values["kind"])), parse_day(str(values["day"])), str(values["what"])
        )
        if latest is None:
            follow_up.promise(desk, case.id, form)
        else:
            shown = latest.now
            follow_up.change_promise(desk, case.id, shown.id, form, shown=shown.version)

    latest = Latest(desk, case, now, _finder(now.id), _values) if now else None
    kind = now.kind if now else FollowUpKind.UPDATE
    fields = [
        ChoiceField("kind", "What", [(one, one) for one in FollowUpKind], kind, required=True),
        DayField("day", "Day", day_text(now.due_on) if now else "", read=parse_day, required=True),
        AreaField("what", "What is promised", now.words if now else "", required=True, lines=3),
    ]
    return Entry(
        "Change what is promised" if now else "Promise something",
        fields,
        save,
        desk=desk,
        place=f"promise/{now.id if now else case.id}",
        case_id=case.id,
        theirs=latest.read if latest else None,
    )


def _finder(follow_up_id: str) -> Callable[[CaseFile], FollowUpView | None]:
    def find(case: CaseFile) -> FollowUpView | None:
        return next((one for one in case.follow_ups if one.id == follow_up_id), None)

    return find


def _values(one: FollowUpView) -> Values:
    return {"kind": one.kind, "day": day_text(one.due_on), "what": one.words}


def done_form(desk: Desk, case: CaseFile, one: FollowUpView) -> Entry:
    """Asks how a follow-up went; a look also whether it stopped, and what the applicant thinks."""

    def save(values: Values) -> None:
        form = FollowUpDone(
            happened=str(values["what_happened"]),
            stopped=str(values.get("stopped", "")),
            applicant_view=str(values.get("applicant_view", "")),
            on=day_in(values["day"]),
            shown=one.version,
        )
        follow_up.done(desk, case.id, one.id, form)

    look = [
        ChoiceField(
            "stopped", "Did it stop", [(word, word) for word in follow_up.STOPPED], required=True
        ),
        AreaField(
            "applicant_view",
            "What the applicant thinks",
            required=True,
            help="Or how they were asked, and that they did not answer",
            lines=3,
        ),
    ]
    fields = [
        DayField("day", "Day", day_text(case.taken_on), read=parse_day, required=True),
        AreaField("what_happened", "What happened", required=True, lines=3),
        *(look if one.kind is FollowUpKind.REVIEW else ()),
    ]
    return Entry(
        one.kind.value.capitalize(),
        fields,
        save,
        desk=desk,
        place=f"followed-up/{one.id}",
        case_id=case.id,
        about=one.words,
    )


def close_case_form(desk: Desk, case: CaseFile) -> Entry:
    """Asks why the case is closed, and what the applicant thinks of it."""

    def save(values: Values) -> None:
        follow_up.close_case(
            desk,
            case.id,
            why=str(values["why"]),
            applicant_view=str(values["applicant_view"]),
            confirmed=values.get(CONFIRMED) is True,
        )

    fields = [
        AreaField("why", "Why it is closed", required=True, lines=3),
        AreaField(
            "applicant_view",
            "What the applicant thinks",
            required=True,
            help="Or how they were asked, and that they did not answer",
            lines=3,
        ),
    ]
    return Entry(
        "Close the case",
        fields,
        save,
        desk=desk,
        place=f"close-case/{case.id}",
        case_id=case.id,
        save_words="Close the case",
    )


def clock_form(desk: Desk, case: CaseFile) -> Entry | None:
    """Asks which clock stops, and why; None where no step has a published time."""
    timed = [step for step in Step if case.procedure.steps.get(step) is not NOT_PUBLISHED]
    if not timed:
        return None

    def save(values: Values) -> None:
        clocks.stop_clock(
            desk,
            case.id,
            Step(str(values["step"])),
            why=str(values["why"]),
            on=day_in(values["on"]),
        )

    fields = [
        ChoiceField("step", "Which step", [(step, step) for step in timed], required=True),
        DayField("on", "From", day_text(case.taken_on), read=parse_day, required=True),
        TextField("why", "Why", required=True, help="It stands beside the deadline"),
    ]
    return Entry(
        "Stop a clock",
        fields,
        save,
        desk=desk,
        place=f"clock/{case.id}",
        case_id=case.id,
        about="The days until it runs again do not count. The law knows no such stop.",
    )
