"""A return form that came back is read: named, looked at, confirmed once, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from conference.exchange.return_reading import ReadReturn, read_return
from conference.exchange.return_rows import ReturnRow
from conference.review import returns
from conference.review.desk import Desk
from conference.review.return_preview import ReturnPreview
from conference.text import one_line
from conference.views import CaseFile
from screens.acting import attempt
from screens.dialogs.confirm import Confirm
from screens.file_dialog import given_file
from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import Cell, Column, LineList, Row, RowList
from screens.words.parts import counted, labelled

_COLUMNS = (
    Column("Line", width=5, align="right"),
    Column("State", width=13),
    Column("When", width=17),
    Column("Kind", width=18, hide_below=90),
    Column("What, or what is wrong"),
)


async def read_return_form(node: Widget, desk: Desk, case: CaseFile) -> bool:
    """Take in a form that came back, after a look at it; whether anything was taken in."""
    async with given_file(node, "Which file is the form that came back?", (".xlsx",)) as path:
        if path is None:
            return False
        read = await attempt(node, partial(read_return, path, today=desk.today))
    if read is None:
        return False
    found = await attempt(node, partial(returns.preview, desk, read, case_id=case.id))
    if found is None:
        return False
    return await node.app.push_screen_wait(ReturnImport(desk, read, found))


class ReturnImport(Screen[bool]):
    """What a return would add to its case; answered with whether it was taken in."""

    CSS_PATH = "return_import.tcss"
    AUTO_FOCUS = "LineList"
    ABOUT: ClassVar[str] = (
        "This is what the agency sent. New rows become its actions, rows already in the case are "
        "not added again, and bad rows are left out with the reason; the request gets its answer. "
        "ctrl+s takes it in: all of the new rows, or none."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take_in", "Take in", tooltip="Take the return in"),
        Binding("escape", "leave", "Leave", tooltip="Leave it; nothing is taken in"),
    ]
    rows = query_one("#rows", LineList)

    def __init__(self, desk: Desk, read: ReadReturn, found: ReturnPreview) -> None:
        super().__init__()
        self._desk = desk
        self._read = read
        self._found = found

    def compose(self) -> ComposeResult:
        """Whose return it is, what it would do, its rows, and the one under the cursor in full."""
        found = self._found
        title = f"Return of {found.agency} for {found.reference} · {self._read.file_name}"
        yield Static(one_line(title), classes="title", markup=False)
        yield Static(self._counts(), id="counts", markup=False)
        notices = Static("\n".join(self._notices()), id="notices", classes="warning", markup=False)
        notices.display = bool(found.notices or found.read_before)
        yield notices
        with VerticalScroll(id="answer"):
            yield Static(found.note, id="note", markup=False)
        yield LineList(_COLUMNS, RowList(self._lines()), id="rows", empty="The form has no rows.")
        with VerticalScroll(id="row"):
            yield Static("", id="row-words")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Tell of the first row."""
        self._tell_row()

    def _counts(self) -> str:
        found = self._found
        return (
            f"{str(found.state).capitalize()}: {counted(len(found.new), 'new row')} to add, "
            f"{len(found.already_there)} already in the case, "
            f"{counted(len(found.bad), 'bad row')}."
        )

    def _notices(self) -> Iterator[str]:
        if self._found.read_before:
            yield "! This very file was taken in before."
        for notice in self._found.notices:
            yield f"! {one_line(notice)}"

    def _lines(self) -> Iterator[Row]:
        for number, problem in enumerate(self._found.bad):
            line = problem.where.removeprefix("line ")
            wrong = Cell(problem.what, "error")
            yield Row(f"bad {number}", (line, Cell("bad", "error"), "", "", wrong))
        new = {row.line for row in self._found.new}
        for row in self._read.rows:
            is_new = row.line in new
            state = Cell("new", "success") if is_new else Cell("already there", "muted")
            form = row.action
            cells = (str(row.line), state, str(form.when), form.kind, form.summary)
            yield Row(f"row {row.line}", cells)

    def on_line_list_highlighted(self) -> None:
        """Tell of the row under the cursor."""
        self._tell_row()

    def _tell_row(self) -> None:
        self.query_one("#row-words", Static).update(self._row_words(self.rows.key or ""))

    def _row_words(self, key: str) -> Content:
        if key.startswith("bad "):
            problem = self._found.bad[int(key.removeprefix("bad "))]
            return labelled((problem.where, problem.what), ("So", "this row is left out"))
        row = next((one for one in self._read.rows if f"row {one.line}" == key), None)
        return labelled(*_facts(row)) if row else Content("")

    def action_leave(self) -> None:
        """Leave it; nothing was taken in."""
        self.dismiss(False)

    @work(exclusive=True, group="take in")
    async def action_take_in(self) -> None:
        """Take it in, after one confirmation."""
        found = self._found
        if not found.changes:
            self.notify("There is nothing new to add.", severity="warning", markup=False)
            return
        question = Confirm(
            f"Take in the return of {found.agency}?",
            f"{counted(len(found.new), 'action')} added, answer: {found.state}. Bad rows that are "
            f"left out: {len(found.bad)}. Either all of it is taken in, or nothing.",
            yes="Take it in",
            no="Go on looking",
        )
        if not await self.app.push_screen_wait(question):
            return
        act = partial(returns.take, self._desk, self._read, case_id=found.case_id)
        done = await attempt(self, act)
        if done is not None:
            words = f"{done.agency}: {done.state}, {counted(len(done.new), 'action')} added."
            self.notify(words, markup=False)
            self.dismiss(True)


def _facts(row: ReturnRow) -> tuple[tuple[str, object], ...]:
    form = row.action
    return (
        (f"Line {row.line}, {one_line(form.kind)}", form.when),
        ("What", form.summary),
        ("Outcome", form.outcome),
        ("Contact with", form.contact_with),
        ("Still open", "yes" if form.still_open else ""),
        ("More could be done", form.more_could_be_done),
        ("Reference", form.reference),
        ("Who may be told", form.disclosure.mark),
        ("Words for the applicant", form.disclosure.summary_wording),
    )
