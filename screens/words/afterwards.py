"""What comes after the letter, in words: promises, looks whether it stopped, appeals, the close."""

from __future__ import annotations

from textual.content import Content

from conference.case.facts import told
from conference.law.when import uk_day
from conference.views import AppealView, CaseFile, FollowUpKind, FollowUpView, HoldView
from screens.widgets.line_list import Cell, Row, RowList
from screens.words.appeal import appeal_words
from screens.words.parts import labelled, paragraphs, short_day

NOTHING = (
    "Nothing is promised yet. The u key plans what is usual: an update to the applicant, and a "
    "look after three and six months whether it stopped."
)


def afterwards_rows(case: CaseFile) -> RowList:
    """A row for each promise, each appeal and each hold, by day, and one for the close."""
    rows = [(one.due_on, _promise(one)) for one in case.follow_ups]
    rows += [(one.lodged_on, _appeal(one)) for one in case.appeals]
    rows += [(one.placed_on, _hold(one)) for one in case.holds]
    listed = [row for _, row in sorted(rows, key=lambda row: row[0])]
    if case.closed_on is not None:
        listed.append(Row("closed", ("Closed", short_day(case.closed_on), "", case.closed_why)))
    return RowList(listed)


def _promise(one: FollowUpView) -> Row:
    what = "Look whether it stopped" if one.kind is FollowUpKind.REVIEW else "Update"
    return Row(one.id, (what, short_day(one.due_on), _state(one), one.words))


def _state(one: FollowUpView) -> Cell:
    if one.done_on is not None:
        return Cell(f"done {short_day(one.done_on)}", "success")
    return Cell("OVERDUE", "error") if one.overdue else Cell("to come")


def _appeal(one: AppealView) -> Row:
    result = one.result.value if one.result else "no result yet"
    return Row(one.id, ("Appeal", short_day(one.lodged_on), Cell(result), one.ground))


def _hold(one: HoldView) -> Row:
    state = f"lifted {short_day(one.lifted_on)}" if one.lifted_on else "HELD"
    return Row(one.id, (f"Hold: {one.kind}", short_day(one.placed_on), Cell(state), one.why))


def chosen_words(case: CaseFile, key: str | None) -> Content:
    """What the cursor is on, in full."""
    promise = next((one for one in case.follow_ups if one.id == key), None)
    appeal = next((one for one in case.appeals if one.id == key), None)
    if promise is not None:
        return _promise_words(promise)
    if appeal is not None:
        return paragraphs(appeal_words(appeal, case), "The a key opens the appeals of the case.")
    hold = next((one for one in case.holds if one.id == key), None)
    return _hold_words(hold) if hold is not None else _close_words(case)


def _promise_words(one: FollowUpView) -> Content:
    title = Content.assemble((one.kind.value.capitalize(), "bold"))
    return paragraphs(title, labelled(*told(one, ("kind",))))


def _hold_words(one: HoldView) -> Content:
    return paragraphs(
        Content.assemble((f"The case is kept: {one.kind}", "bold")),
        labelled(*told(one, ("kind",))),
        "R on the caseload places and lifts holds.",
    )


def _close_words(case: CaseFile) -> Content:
    if case.closed_on is None:
        return Content("" if case.follow_ups or case.appeals else NOTHING)
    return paragraphs(
        Content.assemble(("The case is closed", "bold")),
        labelled(
            ("Closed", uk_day(case.closed_on)),
            ("Why", case.closed_why),
            ("The applicant's view", case.closed_view),
        ),
    )
