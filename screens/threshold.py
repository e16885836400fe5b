"""The threshold explained: the statute's answer beside the area's, report by report."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.getters import query_one
from textual.widgets import Static

from conference.errors import ConferenceError
from conference.law.access import Operation
from conference.law.audience import AudienceKind
from conference.law.procedure import Counted
from conference.law.threshold import Assessment, ReportReading, Verdict
from conference.review import threshold
from conference.review.desk import Desk
from conference.review.reading import weigh_case
from conference.views import CaseFile, ReportView
from screens.entries import deciding as asks
from screens.entry import Entry
from screens.rights import may_on_case
from screens.stage import StagePane
from screens.widgets.line_list import Cell, Column, LineList, Row, RowList
from screens.words.threshold import (
    OUTCOMES,
    VERDICTS,
    decided_line,
    decision_words,
    report_words,
    result_words,
    warning_words,
)

_COLUMNS = (
    Column("Reported", width=17),
    Column("Told to", share=3),
    Column("Statute", width=11),
    Column("Local", width=11),
    Column("Of what", share=4),
)
_TONES = {Verdict.QUALIFIES: "success", Verdict.BORDERLINE: "warning", Verdict.DOES_NOT: "muted"}


class ThresholdPane(StagePane):
    """Both answers in words, the reports with their verdicts, the decision."""

    ABOUT: ClassVar[str] = (
        "Whether the threshold for a review is met: what the Act says (section 104(4): three "
        "qualifying complaints) beside what the area's procedure says, report by report. Where "
        "the dates leave a report open, b records a ruling; d records the decision."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "decide", "Decide", tooltip="Decide whether the threshold is met"),
        Binding("b", "rule", "Rule on report", tooltip="Decide whether a borderline report counts"),
    ]
    reports = query_one("#weighed", LineList)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, id="threshold")
        self._assessment: Assessment | None = None
        self._statute: dict[str, ReportReading] = {}
        self._local: dict[str, ReportReading] = {}

    def compose(self) -> ComposeResult:
        """The answers above, the reports below, and the one under the cursor in full."""
        yield Static("", id="decided", markup=False)
        with VerticalScroll(id="answers"):
            yield Static("", id="differing", classes="warning", markup=False)
            with Horizontal(id="sides"):
                yield Static("", id="by-statute")
                yield Static("", id="by-procedure")
            yield Static("", id="decision")
        yield LineList(_COLUMNS, id="weighed", empty="No report has been recorded yet.")
        with VerticalScroll(id="report"):
            yield Static("", id="report-words")

    # What it shows

    def show(self, case: CaseFile) -> None:
        """The decision at once; the weighing follows, for those who decide."""
        super().show(case)
        self.query_one("#decided", Static).update(decided_line(case.threshold))
        self.query_one("#decision", Static).update(decision_words(case.threshold))
        inside = case.audience.kind is AudienceKind.PANEL
        self.query_one("#sides").display = inside
        if inside:
            self._weigh(case)
        else:
            self._take(None)

    @work(exclusive=True, group="weigh")
    async def _weigh(self, case: CaseFile) -> None:
        try:
            assessment = await asyncio.to_thread(weigh_case, self.desk, case.id, again=True)
        except ConferenceError as error:
            self._take(None)
            self._warn(f"! {error}")
            return
        self._take(assessment)

    def _take(self, assessment: Assessment | None) -> None:
        if not self.query("#weighed"):
            return  # The case was left while the law was asked.
        self._assessment = assessment
        readings = (assessment.reports, assessment.local_reports) if assessment else ((), ())
        self._statute, self._local = ({one.key: one for one in side} for side in readings)
        if assessment is not None:
            self._tell_answers(assessment)
        else:
            self._warn("")
        self.reports.update(RowList(map(self._row, self._reports)))
        self._tell_report()

    @property
    def _reports(self) -> tuple[ReportView, ...]:
        return self.case.reports if self.case is not None else ()

    def _tell_answers(self, assessment: Assessment) -> None:
        case = self.case
        if case is None:
            return
        statute = result_words(
            "The statute, section 104(4)", assessment.statute, "qualifying complaint"
        )
        counted = case.procedure.threshold.counted
        noun = "reported incident" if counted is Counted.INCIDENTS else "report"
        local = result_words(case.procedure.name, assessment.local, noun)
        self.query_one("#by-statute", Static).update(statute)
        self.query_one("#by-procedure", Static).update(local)
        self._warn(warning_words(assessment))

    def _warn(self, words: str) -> None:
        line = self.query_one("#differing", Static)
        line.display = bool(words)
        line.update(words)

    def _row(self, report: ReportView) -> Row:
        told = {one.id: one.summary for one in (self.case.incidents if self.case else ())}
        of = "; ".join(told[key] for key in report.incident_ids if key in told)
        return Row(
            report.id,
            (
                str(report.when),
                report.told_to,
                self._verdict(self._statute.get(report.id)),
                self._verdict(self._local.get(report.id)),
                of or report.summary,
            ),
        )

    def _verdict(self, reading: ReportReading | None) -> Cell:
        if reading is None:
            return Cell("not weighed" if self._assessment else "", "muted")
        return Cell(VERDICTS[reading.verdict], _TONES[reading.verdict])

    @property
    def _chosen(self) -> ReportView | None:
        return next((one for one in self._reports if one.id == self.reports.key), None)

    def on_line_list_highlighted(self) -> None:
        """Tell of the report under the cursor."""
        self._tell_report()

    def on_line_list_selected(self) -> None:
        """Go into the report, to scroll through it."""
        self.query_one("#report").focus()

    def _tell_report(self) -> None:
        report, case = self._chosen, self.case
        words = self.query_one("#report-words", Static)
        if report is None or case is None:
            words.update("")
            return
        readings = (self._statute.get(report.id), self._local.get(report.id))
        words.update(report_words(report, case, readings if self._assessment else None))

    # Keys

    def _ready(self, operation: Operation) -> CaseFile | None:
        if self.case is None or self.only_looking():
            return None
        return self.case if may_on_case(self, self.desk, self.case, operation) else None

    def action_rule(self) -> None:
        """Record whether the report under the cursor counts."""
        case = self._ready(Operation.RULE_ON_REPORT)
        report = self._chosen
        if case is None or report is None:
            return
        sides = (self._statute.get(report.id), self._local.get(report.id))
        open_now = any(side and side.verdict is Verdict.BORDERLINE for side in sides)
        about = "" if open_now else "The dates leave nothing open here, or it was ruled on before. "
        entry = Entry(
            f"The report of {report.when} to {report.told_to}",
            asks.ruling_fields(),
            lambda values: threshold.rule_on_report(
                self.desk,
                case.id,
                report.id,
                counts=values["counts"] == asks.YES,
                why=str(values["why"]),
            ),
            desk=self.desk,
            place=f"ruling/{report.id}",
            about=f"{about}A ruling settles only what the dates leave open.",
            case_id=case.id,
        )
        self.fill_in(entry, "The ruling is recorded.")

    def action_decide(self) -> None:
        """Record whether the threshold is met, with the reasons."""
        case = self._ready(Operation.DECIDE_THRESHOLD)
        if case is None:
            return
        found = self._assessment
        about = (
            f"By the statute: {OUTCOMES[found.statute.outcome]}. "
            f"By the local procedure: {OUTCOMES[found.local.outcome]}."
            if found
            else ""
        )
        earlier = " A decision is recorded already; this one takes its place."
        entry = Entry(
            f"Decide the threshold of {case.reference}",
            asks.decision_fields(case.procedure),
            lambda values: threshold.decide(self.desk, case.id, asks.decision_in(values)),
            desk=self.desk,
            place=f"threshold/{case.id}",
            about=f"{about}{earlier if case.threshold else ''}",
            case_id=case.id,
            save_words="Decide",
        )
        self.fill_in(entry, "The decision is recorded.")
