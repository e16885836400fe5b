"""The read side: one case for one audience, and the caseload.

Whatever an audience may not see is removed here, once; screens and documents are made from what
comes out and from nothing else. `law/audience.py` says who may see which mark.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlmodel import Session

from conference.casefile import after, application, entries, meetings, outcome
from conference.casefile.reader import Reader
from conference.casefile.tombstone import tombstone
from conference.casefile.warnings import (
    warnings_about,
    warnings_of_appeals,
    warnings_of_application,
)
from conference.casefile.who import agency_view, council_view
from conference.law.audience import Audience
from conference.record.facts import case_dates, procedure_of
from conference.record.tables import Case
from conference.steps import due_steps
from conference.views import CaseFile, DueStep, HistoryLine


def open_case(
    session: Session, case: Case, audience: Audience, today: date, *, with_history: bool = False
) -> CaseFile:
    """The case as the audience may see it, as it stands in this transaction.

    with_history: also what was done to it, which is longer than all the rest and seldom wanted.
    """
    reader = Reader(session, case, audience, today)
    if case.disposed_on is not None:
        return tombstone(reader, with_history=with_history)
    procedure = procedure_of(session, case)
    held = meetings.meetings(reader)
    requests = application.requests(reader)
    asked_for = application.application(reader)
    people = application.parties(reader)
    appeals = after.appeals(reader)
    return CaseFile(
        id=case.id,
        version=case.version,
        reference=case.reference,
        audience=audience,
        council=council_view(session, case.council_id),
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
        steps=_steps(reader, due_steps(case_dates(session, case), procedure, today)),
        warnings=(
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
        linked_reference=after.reference_of(reader, case.linked_case_id),
    )


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
