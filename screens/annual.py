"""The yearly figures: each number with the cases behind it, and earlier years as published."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from conference.errors import ConferenceError
from conference.exchange.figures import PUBLISHED, WRITERS, file_name, lines
from conference.law.access import Operation
from conference.law.annual import CountedBy, ReportingPeriod, financial_year
from conference.review import annual
from conference.review.annual import YearReport
from conference.review.desk import Desk
from conference.text import one_line
from screens.dialogs.choose import Choose
from screens.dialogs.confirm import Confirm
from screens.entries.annual import period_form, year_form
from screens.rights import may_in_council
from screens.save_dialog import ask_where, hand_over
from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import Cell, Column, LineList, Row, RowList
from screens.words.annual import below

_COLUMNS = (Column("What is counted"), Column("Number", 8, align="right"), Column("For", 14))


class AnnualScreen(Screen[None]):
    """One period's figures above; below them what has to be told beside them."""

    ABOUT: ClassVar[str] = (
        "The figures that section 104(9) has the relevant bodies publish, with appeals, and what "
        "makes them reconcile. Enter on a line lists its cases, and opens one. The left and right "
        "keys go a year back or on; b changes how a case is put into a period. Earlier years can "
        "be entered as they were published, and are checked for what cannot be."
    )
    AUTO_FOCUS = "LineList"
    DEFAULT_CSS = """
    AnnualScreen #period { height: 1; padding: 0 2; text-style: bold; }
    AnnualScreen LineList { height: 12; margin: 0 1; }
    AnnualScreen VerticalScroll {
        height: 1fr; margin: 0 1; padding: 0 2; border-top: solid $border-blurred;
        scrollbar-size-vertical: 1;
    }
    AnnualScreen #below { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Year before", key_display="←", tooltip="The year before"),
        Binding("right", "step(1)", "Next year", key_display="→", tooltip="The year after"),
        Binding("d", "days", "Days", tooltip="Choose the period by its days"),
        Binding("b", "basis", "Counted by", tooltip="Count by event, or by application"),
        Binding("e", "enter", "Enter a year", tooltip="Enter an earlier year as it was published"),
        Binding("s", "save", "Save files", tooltip="Save the figures as text, HTML, CSV and JSON"),
        Binding("escape", "close", "Caseload", key_display="esc", tooltip="Back to the caseload"),
    ]
    figures = query_one("#figures", LineList)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.period = financial_year(desk.today)
        self.counted_by = CountedBy.EVENT
        self.report: YearReport | None = None

    def compose(self) -> ComposeResult:
        """The period, its lines, and what is told below them."""
        yield Static("Yearly figures", classes="title", markup=False)
        yield Static("", id="period", markup=False)
        yield LineList(_COLUMNS, id="figures", empty="Reading the cases…")
        with VerticalScroll():
            yield Static("", id="below", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Work the figures out."""
        self.read()

    def on_screen_resume(self) -> None:
        """Work them out again on coming back from a case."""
        if self.report is not None:
            self.read()

    @work(exclusive=True, group="figures")
    async def read(self) -> None:
        """Work the figures of the period out and show them."""
        try:
            report = await asyncio.to_thread(
                annual.read_figures, self.desk, self.period, self.counted_by
            )
        except ConferenceError as error:
            self.figures.update(RowList(), empty=error.what)
            return
        self.report = report
        self.query_one(".title", Static).update(f"Yearly figures · {one_line(report.council.name)}")
        self.query_one("#period", Static).update(f"{self.period} · counted {self.counted_by}")
        self.figures.update(
            RowList(
                Row(line.key, (line.words, Cell(str(line.number), "strong"), _mark(line.key)))
                for line in lines(report.figures)
            )
        )
        self.query_one("#below", Static).update(Content(below(report)))

    # The cases behind a number

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """List the cases of the line."""
        event.stop()
        self._open_one(event.key)

    @work(group="behind", exclusive=True)
    async def _open_one(self, key: str) -> None:
        if self.report is None:
            return
        line = next(line for line in lines(self.report.figures) if line.key == key)
        choices = [(reference, reference) for reference in dict.fromkeys(line.references)]
        if not choices:
            self.notify("No case is counted here.", markup=False)
            return
        chosen = await self.app.push_screen_wait(
            Choose(line.words, choices, question="Enter opens the case.")
        )
        if chosen is not None:
            from screens.case import CaseScreen

            self.app.push_screen(CaseScreen(self.desk, chosen))

    # Keys

    def action_step(self, years: int) -> None:
        """Go a year back, or on."""
        self.period = self.period.after if years > 0 else self.period.before
        self.read()

    def action_basis(self) -> None:
        """Count in the other way."""
        event = self.counted_by is CountedBy.EVENT
        self.counted_by = CountedBy.APPLICATION if event else CountedBy.EVENT
        self.notify(f"Counted {self.counted_by}.", markup=False)
        self.read()

    def action_days(self) -> None:
        """Ask for the period's days."""
        self.app.push_screen(period_form(self.period, self._show_period))

    def _show_period(self, period: ReportingPeriod) -> None:
        self.period = period
        self.app.call_later(self.read)

    @work
    async def action_enter(self) -> None:
        """Enter an earlier year as it was published."""
        if not may_in_council(self, self.desk, Operation.ENTER_FIGURES):
            return
        published = self.report.published if self.report else ()
        if await self.app.push_screen_wait(year_form(self.desk, self.period.before, published)):
            self.notify("The figures are kept.", markup=False)
            self.read()

    @work
    async def action_save(self) -> None:
        """Save the figures in every format, after a question where something is doubted."""
        report = self.report
        if report is None or not await self._goes_on(report):
            return
        where = await ask_where(self, "Where should the figures go?")
        if where is None:
            return
        name = report.council.name
        made = {
            file_name(report.figures.period, kind): partial(
                write, report.figures, name, report.published
            )
            for kind, write in WRITERS.items()
        }
        await hand_over(self, where, {file: make() for file, make in made.items()})

    async def _goes_on(self, report: YearReport) -> bool:
        if not report.doubts:
            return True
        question = Confirm(
            "Save the figures as they are?", "\n".join(report.doubts), yes="Save", no="Go back"
        )
        return await self.app.push_screen_wait(question)

    def action_close(self) -> None:
        """Back to the caseload."""
        self.dismiss(None)


def _mark(key: str) -> str:
    """What a line is for, in a word."""
    if key == "appeals":
        return "published"
    return "section 104(9)" if key in PUBLISHED else "to reconcile"
