"""The read side: one case for one audience, and the caseload.

Whatever an audience may not see is removed here, once; screens and documents are made from what
comes out and from nothing else. `law/audience.py` says who may see which mark.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, select

from conference.casefile import after, application, entries, meetings, outcome, wanted
from conference.casefile.reader import Reader
from conference.casefile.tombstone import tombstone
from conference.casefile.warnings import (
    warnings_about,
    warnings_of_appeals,
    warnings_of_application,
    warnings_of_leavers,
)
from conference.casefile.who import agency_view, council_of
from conference.law.audience import Audience
from conference.law.calendar import bank_holidays
from conference.record.facts import DATED, dates_of, kept_procedure
from conference.record.tables import Case, ProcedureText
from conference.steps import due_steps
from conference.views import CaseFile, DueStep, HistoryLine

_NEWEST = 3
"""Procedures that cases which are opened are likely to be under."""


def open_case(
    session: Session, case: Case, audience: Audience, today: date, *, with_history: bool = False
) -> CaseFile:
    """The case as the audience may see it, as it stands in this transaction.

    with_history: also what was done to it, which is longer than all the rest and seldom wanted.
    """
    reader = Reader(session, case, audience, today)
    if case.disposed_on is not None:
        return tombstone(reader, with_history=with_history)
    reader.fetch((*wanted.FOR_EVERYBODY, *(wanted.FOR_SOME if reader.is_inside else ()), *DATED))
    procedure = reader.procedure
    held = meetings.meetings(reader)
    requests = application.requests(reader)
    asked_for = application.application(reader)
    people = application.parties(reader)
    appeals = after.appeals(reader)
    dates = dates_of(case, *map(reader.rows, DATED))
    return CaseFile(
        id=case.id,
        version=case.version,
        reference=case.reference,
        audience=audience,
        council=council_of(reader.rows(wanted.COUNCIL)[0]),
        procedure=procedure,
        stage=case.stage,
        received_on=case.received_on,
        taken_on=today,
        spoc=reader.person(case.spoc_id),
        chair=reader.person(case.chair_id),
        acknowledged_on=case.acknowledged_on,
        closed_on=case.closed_on,
        application=asked_for,
        parties=people,
        agencies=tuple(
            agency_view(row, inside=reader.is_inside) for row in reader.agencies.values()
        ),
        incidents=entries.incidents(reader),
        reports=entries.reports(reader),
        requests=requests,
        actions=entries.actions(reader),
        threshold=application.threshold(reader),
        meetings=held,
        recommendations=outcome.recommendations(reader),
        letters=outcome.letters(reader),
        history=outcome.history(reader) if with_history else (),
        steps=_steps(reader, due_steps(dates, procedure, today)),
        warnings=(
            *warnings_of_leavers(reader.left(case.spoc_id), reader.left(case.chair_id)),
            *warnings_about(procedure, held, requests),
            *warnings_of_application(procedure, asked_for, people),
            *warnings_of_appeals(procedure, appeals),
        )
        if reader.is_inside
        else (),
        next_step=case.next_step,
        next_due=case.next_due,
        closed_why=case.closed_why if reader.is_inside else "",
        closed_view=case.closed_view if reader.is_inside else "",
        risks=meetings.risks(reader),
        appeals=appeals,
        follow_ups=after.follow_ups(reader),
        clock_stops=after.clock_stops(reader),
        holds=after.holds(reader),
        linked_reference=reader.reference(case.linked_case_id),
    )


def make_ready(session: Session, council_id: str, today: date) -> None:
    """Work out once what every case needs, so that the first one opens as quickly as the next.

    That is what is asked of it, for this kind of database, the newest procedures, and the library
    of bank holidays, which is long to load.
    """
    for question in (*wanted.FOR_EVERYBODY, *wanted.FOR_SOME, *DATED):
        question.compiled(session.connection().dialect)
    for (row,) in session.execute(
        select(ProcedureText)
        .where(ProcedureText.council_id == council_id)
        .order_by(col(ProcedureText.effective_from).desc())
        .limit(_NEWEST)
    ):
        kept_procedure(row.key, row.text)
    bank_holidays(today.year)


def history_of(
    session: Session, case: Case, audience: Audience, today: date
) -> tuple[HistoryLine, ...]:
    """What was done to the case, newest first, as the audience may know it."""
    return outcome.history(Reader(session, case, audience, today))


def _steps(reader: Reader, steps: tuple[DueStep, ...]) -> tuple[DueStep, ...]:
    """The dated steps; why a clock is stopped is written for those inside alone."""
    if reader.is_inside:
        return steps
    return tuple(replace(one, stopped="stopped for now") if one.stopped else one for one in steps)
