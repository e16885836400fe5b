"""A chronology is brought into a case: named, looked at, confirmed once, all of it or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path
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

from conference.errors import ConferenceError
from conference.exchange.chronology import ReadChronology, read_chronology
from conference.forms import ChronologyRow, RowKind
from conference.review import imports
from conference.review.desk import Desk
from conference.review.imports import Preview
from conference.text import one_line
from conference.views import CaseFile
from screens.acting import attempt
from screens.dialogs.choose import Choose
from screens.dialogs.confirm import Confirm
from screens.dialogs.message import Message
from screens.entry import Entry
from screens.file_dialog import given_file
from screens.widgets.fields import ChoiceField, Field
from screens.widgets.form import Values
from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import Cell, Column, LineList, Row, RowList
from screens.words.parts import counted, labelled

_COLUMNS = (
    Column("Line", width=5, align="right"),
    Column("State", width=13),
    Column("When", width=17),
    Column("Kind", width=8),
    Column("Agency", width=14, hide_below=90),
    Column("What, or what is wrong"),
)
_FIELDS = ("date", "kind", "agency", "summary", "told_to", "reported", "reference", "outcome")


async def import_chronology(node: Widget, desk: Desk, case: CaseFile) -> bool:
    """Bring a file's rows into the case after a look at them; whether anything was brought in."""
    kinds = (".csv", ".xlsx")
    async with given_file(node, "Which file holds the chronology?", kinds) as path:
        if path is None:
            return False
        found = await attempt(node, lambda: read_chronology(path, today=desk.today))
        if found is None:
            return False
        return await node.app.push_screen_wait(ImportPreview(desk, case, path, found))


class ImportPreview(Screen[bool]):
    """What a file would add to the case; answered with whether it was brought in."""

    CSS_PATH = "import_chronology.tcss"
    AUTO_FOCUS = "LineList"
    ABOUT: ClassVar[str] = (
        "This is what the file would add. New rows are added, rows already in the case are not "
        "added again, and bad rows are left out with the reason. Where the file names a body that "
        "is no agency of yours, m says which agency is meant. ctrl+s brings it in: all of the new "
        "rows, or none."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "bring_in", "Bring in", tooltip="Add the new rows to the case"),
        Binding("m", "meaning", "Who is meant", tooltip="Say which agency a body is"),
        Binding("h", "headings", "Headings", tooltip="Say which column holds what"),
        Binding("escape", "leave", "Leave", tooltip="Leave it; nothing is added"),
    ]
    rows = query_one("#rows", LineList)

    def __init__(self, desk: Desk, case: CaseFile, path: Path, found: ReadChronology) -> None:
        super().__init__()
        self._desk = desk
        self._case = case
        self._path = path
        self._found = found
        self._meanings: dict[str, str] = {}
        self._preview: Preview | None = None
        self._default_kind: RowKind | None = None

    # What it shows

    def compose(self) -> ComposeResult:
        """What the file is, what it would do, its rows, and the one under the cursor in full."""
        title = f"Import into {self._case.reference} · {one_line(self._path.name)}"
        yield Static(title, classes="title", markup=False)
        yield Static("", id="counts", markup=False)
        yield Static("", id="bodies", classes="warning", markup=False)
        yield LineList(_COLUMNS, id="rows", empty="No row of this file can be read yet.")
        with VerticalScroll(id="row"):
            yield Static("", id="row-words")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Compare the file with the case."""
        self._compare()

    @work(exclusive=True, group="compare")
    async def _compare(self) -> None:
        try:
            self._preview = await asyncio.to_thread(
                imports.preview,
                self._desk,
                self._case.id,
                self._found.good,
                meanings=self._meanings,
            )
        except ConferenceError as error:
            self.app.push_screen(Message.of(error))
            return
        self._tell(self._preview)

    def _tell(self, preview: Preview) -> None:
        self.query_one("#counts", Static).update(self._counts(preview))
        bodies = self.query_one("#bodies", Static)
        bodies.update(self._open_questions(preview))
        bodies.display = bool(self._open_questions(preview))
        self.rows.update(RowList(self._lines(preview)))
        self._tell_row()

    def _counts(self, preview: Preview) -> str:
        return (
            f"{counted(len(preview.new), 'new row')} to add, "
            f"{len(preview.already_there)} already in the case, "
            f"{counted(len(self._found.bad), 'bad row')}."
        )

    def _open_questions(self, preview: Preview) -> str:
        lines = []
        if self._found.missing:
            needed = ", ".join(self._found.missing)
            lines.append(f"! No column was found for: {needed}. Press h to say which it is.")
        if preview.unmatched:
            bodies = one_line("; ".join(preview.unmatched))
            lines.append(f"! No agency of yours: {bodies}. Press m to say who is meant.")
        if self._found.unknown_headings:
            headings = one_line(", ".join(self._found.unknown_headings))
            lines.append(f"Columns that are not taken: {headings}.")
        if self._found.taken_out:
            lines.append(self._found.taken_out)
        return "\n".join(lines)

    def _lines(self, preview: Preview) -> Iterator[Row]:
        for number, problem in enumerate(self._found.bad):
            line, _, _ = problem.where.removeprefix("line ").partition(",")
            cells = (line, Cell("bad", "error"), "", "", "", Cell(problem.what, "error"))
            yield Row(f"bad {number}", cells)
        new = {(row.line, row.digest) for row in preview.new}
        for row in self._found.good.rows:
            state = "new" if (row.line, row.digest) in new else "already there"
            tone = "success" if state == "new" else "muted"
            yield Row(
                f"{row.line} {row.digest}",
                (
                    str(row.line),
                    Cell(state, tone),
                    str(row.when),
                    row.kind,
                    row.agency,
                    row.summary,
                ),
            )

    def on_line_list_highlighted(self) -> None:
        """Tell of the row under the cursor."""
        self._tell_row()

    def _tell_row(self) -> None:
        self.query_one("#row-words", Static).update(self._row_words(self.rows.key or ""))

    def _row_words(self, key: str) -> Content:
        if key.startswith("bad "):
            problem = self._found.bad[int(key.removeprefix("bad "))]
            return labelled((problem.where, problem.what), ("So", "this row is left out"))
        found = (row for row in self._found.good.rows if f"{row.line} {row.digest}" == key)
        row = next(found, None)
        return labelled(*_facts(row)) if row else Content("")

    # Keys

    def action_leave(self) -> None:
        """Leave it; nothing was added."""
        self.dismiss(False)

    @work
    async def action_meaning(self) -> None:
        """Say which agency a body of the file is."""
        bodies = self._preview.unmatched if self._preview else ()
        if not bodies:
            self.notify("Every body in the file is an agency of yours.", markup=False)
            return
        body: str | None = bodies[0]
        if len(bodies) > 1:
            body = await self.app.push_screen_wait(
                Choose("Which body?", [(name, name) for name in bodies])
            )
        if body is None:
            return
        agencies = [(one.name, one.name) for one in self._case.agencies]
        question = f"Which of your agencies does the file call “{one_line(body)}”?"
        agency = await self.app.push_screen_wait(
            Choose("Who is meant?", agencies, question=question)
        )
        if agency is not None:
            self._meanings[body] = agency
            self._compare()

    @work
    async def action_headings(self) -> None:
        """Say which column of the file holds what."""
        given: list[Values] = []
        entry = Entry(
            f"Columns of {one_line(self._path.name)}",
            list(_heading_fields(self._found, self._default_kind)),
            given.append,
            desk=None,
            about="Say which heading of the file stands for what.",
            save_words="Read it so",
        )
        if not await self.app.push_screen_wait(entry):
            return
        mapping = {key: str(given[0][key]) for key in _FIELDS if given[0][key]}
        kind = RowKind(str(given[0]["default_kind"])) if given[0]["default_kind"] else None
        found = await attempt(self, lambda: self._read(mapping, kind))
        if found is not None:
            self._found, self._default_kind = found, kind
            self._compare()

    def _read(self, mapping: Mapping[str, str], kind: RowKind | None) -> ReadChronology:
        return read_chronology(self._path, mapping, default_kind=kind, today=self._desk.today)

    @work(exclusive=True, group="bring in")
    async def action_bring_in(self) -> None:
        """Add every new row, after one confirmation."""
        preview = self._preview
        if preview is None or not preview.new:
            self.notify("There is nothing new to add.", severity="warning", markup=False)
            return
        question = Confirm(
            f"Add {counted(len(preview.new), 'row')} to {self._case.reference}?",
            f"Bad rows that are left out: {len(self._found.bad)}. Either all of the new rows are "
            "added, or none.",
            yes="Add them",
            no="Go on looking",
        )
        if not await self.app.push_screen_wait(question):
            return
        done = await attempt(
            self,
            lambda: imports.bring_in(
                self._desk, self._case.id, self._found.good, meanings=self._meanings
            ),
        )
        if done is not None:
            self.notify(f"{counted(len(done.new), 'row')} added.", markup=False)
            self.dismiss(True)


def _facts(row: ChronologyRow) -> tuple[tuple[str, object], ...]:
    return (
        (f"Line {row.line}, {row.kind}", row.when),
        ("Agency", row.agency),
        ("Told to", row.told_to),
        ("What", row.summary),
        ("Outcome", row.outcome),
        ("Reference", row.reference),
        ("Note", row.note),
    )


def _heading_fields(found: ReadChronology, kind: RowKind | None) -> Iterator[Field]:
    headings = [(one, one) for one in found.headings if one]
    for field in _FIELDS:
        now = found.mapping.get(field, "")
        yield ChoiceField(field, field.replace("_", " ").capitalize(), headings, now, prompt="None")
    yield ChoiceField(
        "default_kind",
        "Every row is",
        [(one.value, one.value) for one in RowKind],
        kind.value if kind else "",
        prompt="As its column says",
        help="Only where the file does not say what a row is",
    )
