"""A review that was referred back on appeal: the same application looked at again, as a new case.

It has its own reference and points at the earlier one. The person, the application and the
chronology are carried over, each entry saying where it came from; what agencies were asked, the
meeting, its decisions and the letters belong to the earlier review and stay there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any, TypeVar

from sqlmodel import col, select

from conference.law.procedure import NOT_PUBLISHED, Event, Step
from conference.record.facts import latest_decision
from conference.record.references import next_reference
from conference.record.tables import (
    Action,
    Appeal,
    Application,
    Case,
    CaseRow,
    Chain,
    ClockStop,
    Incident,
    IncidentGroup,
    Party,
    Report,
    ReportedIncident,
    Ruling,
    Source,
)
from conference.review.desk import Work, council_of
from conference.views import Moment

_Of = TypeVar("_Of", bound=CaseRow)


def open_again(earlier: Work, appeal: Appeal, day: date) -> Case:
    """Open the linked review for an appeal that was upheld.

    It keeps the day the application was received and its procedure: what qualifies under section
    104(11) is counted from the application. An appeal against the review keeps the decision that
    the threshold was met; one against the threshold has it decided anew. Nobody chairs it yet.
    """
    new = _case(earlier)
    earlier.session.add(new)
    earlier.session.flush()
    earlier.session.add(Chain(id=new.id, council_id=new.council_id))
    earlier.session.flush()
    work = Work(earlier.desk, earlier.session, new)
    work.note(
        f"opened the review again after an appeal in {earlier.case.reference} was upheld",
        details={"appeal": appeal.id, "earlier case": earlier.case.reference},
    )
    _carry_people(earlier, work)
    reports = _carry_chronology(earlier, work)
    decided = appeal.against == "review" and _carry_threshold(earlier, work, reports)
    if not decided and appeal.against == "review":
        work.note("has no decision on the threshold to carry over")
    _restart_clocks(work, day)
    work.finish()
    return new


def _case(earlier: Work) -> Case:
    old = earlier.case
    council = council_of(earlier.session, earlier.desk)
    return Case(
        council_id=old.council_id,
        reference=next_reference(earlier.session, council, earlier.today.year),
        procedure_id=old.procedure_id,
        received_on=old.received_on,
        received_at=earlier.now,
        applicant_name=old.applicant_name,
        spoc_id=old.spoc_id,
        acknowledged_on=old.acknowledged_on,
        linked_case_id=old.id,
    )


def _carry_people(earlier: Work, work: Work) -> None:
    for application in _rows(earlier, Application):
        again = _copy(application, work, withdrawn_on=None, withdrawn_why="")
        work.did("carried the application over", again)
    for party in _rows(earlier, Party):
        work.did("carried a person over", _copy(party, work))


def _carry_chronology(earlier: Work, work: Work) -> dict[str, str]:
    """Copy every entry with where it came from; the new ids of the reports by their old ones."""
    sources = _Sources(earlier, work)
    groups = {}
    for group in _rows(earlier, IncidentGroup):
        kept = _copy(group, work)
        work.did("carried a grouping of incidents over", kept)
        groups[group.id] = kept.id
    incidents, reports = {}, {}
    for incident in _rows(earlier, Incident, col(Incident.entered_at)):
        copy = _copy(incident, work, group_id=groups.get(incident.group_id or ""))
        sources.tell(incident, copy)
        work.did("carried an incident over", copy)
        incidents[incident.id] = copy.id
    for report in _rows(earlier, Report, col(Report.entered_at)):
        told = _copy(report, work)
        sources.tell(report, told)
        work.did("carried a report over", told)
        reports[report.id] = told.id
    for pair in _pairs(earlier):
        if pair.report_id in reports and pair.incident_id in incidents:
            joined = work.new(
                ReportedIncident,
                report_id=reports[pair.report_id],
                incident_id=incidents[pair.incident_id],
            )
            work.did("joined a report to an incident", joined)
    for action in _rows(earlier, Action, col(Action.entered_at)):
        # For the review that looks again, all of it was before its meeting.
        done = _copy(
            action, work, report_id=reports.get(action.report_id or ""), moment=Moment.BEFORE
        )
        sources.tell(action, done)
        work.did("carried an action over", done)
    return reports


class _Sources:
    """Where a copied entry came from: the earlier review, and the file and line it had there."""

    def __init__(self, earlier: Work, work: Work) -> None:
        self._work = work
        self._reference = earlier.case.reference
        self._old = {row.id: row for row in _rows(earlier, Source)}
        self._new: dict[str, Source] = {}
        self._line = 0

    def tell(self, old: Any, copy: Any) -> None:
        """Put the source into the copy. An entry that came from no file is numbered."""
        copy.source_id = self._source(old.source_id).id
        if old.source_id not in self._old:
            self._line += 1
            copy.source_line = self._line

    def _source(self, old_id: str | None) -> Source:
        old = self._old.get(old_id or "")
        key = old.id if old else ""
        if key not in self._new:
            name = f"{self._reference}: {old.file_name}" if old else self._reference
            digest = old.digest if old else sha256(self._reference.encode()).hexdigest()
            row = self._work.new(
                Source,
                file_name=name,
                digest=digest,
                imported_at=self._work.now,
                imported_by=self._work.actor,
            )
            self._work.did("noted where entries came from", row)
            self._new[key] = row
        return self._new[key]


def _carry_threshold(earlier: Work, work: Work, reports: dict[str, str]) -> bool:
    """Copy the decision in force, and the rulings on reports it rests on; whether there is one."""
    decision = latest_decision(earlier.session, earlier.case.id)
    if decision is None:
        return False
    for ruling in _rows(earlier, Ruling, col(Ruling.ruled_at)):
        if ruling.report_id in reports:
            kept = _copy(ruling, work, report_id=reports[ruling.report_id])
            work.did("carried a ruling over", kept)
    work.did("carried the threshold decision over", _copy(decision, work))
    return True


def _restart_clocks(work: Work, day: date) -> None:
    """Times that run from an event of the earlier review begin anew on the day it came back."""
    decision = latest_decision(work.session, work.case.id)
    began = {
        Event.RECEIVED: work.case.received_on,
        Event.ACKNOWLEDGED: work.case.acknowledged_on,
        Event.THRESHOLD_DECIDED: decision.decided_on if decision else None,
    }
    over = {Step.ACKNOWLEDGE, *([Step.THRESHOLD] if decision else [])}
    for step, rule in work.procedure.steps.items():
        since = None if rule is NOT_PUBLISHED else began.get(rule.event)
        if since is not None and since < day and step not in over:
            stop = work.new(
                ClockStop,
                step=step,
                stopped_on=since,
                why="referred back on appeal",
                stopped_by=work.actor,
                resumed_on=day,
                resumed_by=work.actor,
            )
            work.did("restarted a deadline's clock", stop)


def _rows(work: Work, table: type[_Of], *order: Any) -> list[_Of]:
    found = select(table).where(table.case_id == work.case.id)
    return list(work.session.exec(found.order_by(*order, col(table.id))))


def _pairs(earlier: Work) -> Iterator[ReportedIncident]:
    yield from earlier.session.exec(
        select(ReportedIncident)
        .join(Report, col(Report.id) == ReportedIncident.report_id)
        .where(Report.case_id == earlier.case.id)
        .order_by(col(ReportedIncident.id))
    )


def _copy(row: _Of, work: Work, **changed: Any) -> _Of:
    """The same words as a row of the new case; not yet kept."""
    values = row.model_dump(exclude={"id", "version", "case_id", "council_id"})
    return work.new(type(row), **{**values, **changed})
