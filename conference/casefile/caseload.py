"""The caseload: what is due next on every case, by columns and never by whole rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy
from sqlmodel import Session, col, or_, select

from conference.law.access import Role
from conference.record.tables import (
    Agency,
    Attendance,
    Case,
    InformationRequest,
    Person,
    RoleHeld,
)
from conference.views import CaseLine, RequestState, Stage

_ENDED = (Stage.CLOSED, Stage.WITHDRAWN)
_OUTSTANDING = tuple(state for state in RequestState if state.outstanding)
OWN_ANSWER = "say what your agency did"
"""What is next on a case for an agency whose answer is still to come."""


_COLUMNS: tuple[Any, ...] = (
    Case.id,
    Case.reference,
    Case.applicant_name,
    Case.stage,
    Case.received_on,
    Case.next_step,
    Case.next_due,
    Person.name,
)


@dataclass(frozen=True)
class CaseloadFilter:
    """Which cases are wanted. words: part of a reference or of an applicant's name."""

    words: str = ""
    ended: bool = False
    asked_agency: str | None = None
    """Only cases on which this agency is asked."""
    holds_role: str | None = None
    """Only those, and cases on which this person has a role of their own."""
    not_conflicted: str | None = None
    """Only cases in which this person has no conflict of interest."""


def caseload(
    session: Session, council_id: str, today: date, wanted: CaseloadFilter
) -> tuple[CaseLine, ...]:
    """The cases, the most urgent first; those without a due day after those with one."""
    found = (
        sqlalchemy.select(*_COLUMNS)
        .outerjoin(Person, col(Person.id) == Case.spoc_id)
        .where(col(Case.council_id) == council_id)
        .order_by(col(Case.next_due).is_(None), col(Case.next_due), col(Case.reference))
    )
    if not wanted.ended:
        found = found.where(col(Case.stage).not_in(_ENDED))
    if wanted.words.strip():
        words = wanted.words.strip()
        found = found.where(
            or_(
                col(Case.reference).icontains(words, autoescape=True),
                col(Case.applicant_name).icontains(words, autoescape=True),
            )
        )
    if wanted.asked_agency is not None or wanted.holds_role is not None:
        found = found.where(_asked_or_held(wanted))
    if wanted.not_conflicted is not None:
        conflicted = select(Attendance.case_id).where(
            Attendance.person_id == wanted.not_conflicted, Attendance.conflict != ""
        )
        found = found.where(col(Case.id).not_in(conflicted))
    outstanding = _outstanding(session, council_id, wanted.asked_agency)
    lines = tuple(
        CaseLine(
            id=case_id,
            reference=reference,
            applicant=applicant,
            stage=stage,
            received_on=received_on,
            next_step=next_step,
            next_due=next_due,
            overdue=next_due is not None and next_due < today,
            outstanding=tuple(outstanding[case_id]),
            spoc=spoc or "",
        )
        for (
            case_id,
            reference,
            applicant,
            stage,
            received_on,
            next_step,
            next_due,
            spoc,
        ) in session.execute(found)
    )
    if wanted.asked_agency is None:
        return lines
    return _for_agency(lines, _own_due(session, council_id, wanted.asked_agency), today)


def _asked_or_held(wanted: CaseloadFilter) -> Any:
    asked = select(InformationRequest.case_id).where(
        InformationRequest.agency_id == wanted.asked_agency,
        InformationRequest.state != RequestState.WITHDRAWN,
    )
    held = select(RoleHeld.case_id).where(
        RoleHeld.person_id == wanted.holds_role,
        col(RoleHeld.case_id).is_not(None),
        col(RoleHeld.role).in_((Role.OFFICER, Role.CHAIR, Role.OBSERVER)),
    )
    return or_(col(Case.id).in_(asked), col(Case.id).in_(held))


def _for_agency(
    lines: Iterable[CaseLine], due: dict[str, date | None], today: date
) -> tuple[CaseLine, ...]:
    """The cases by what is next for one agency: its own answer, where that is still to come."""
    told = [
        replace(
            line,
            next_step=OWN_ANSWER,
            next_due=(day := due[line.id]),
            overdue=day is not None and day < today,
        )
        if line.id in due
        else line
        for line in lines
    ]
    return tuple(sorted(told, key=lambda line: (line.next_due or date.max, line.reference)))


def _own_due(session: Session, council_id: str, agency_id: str) -> dict[str, date | None]:
    """By when an agency's first answer on each case is due, where one is still to come."""
    rows = session.exec(
        select(InformationRequest.case_id, col(InformationRequest.due_on)).where(
            InformationRequest.council_id == council_id,
            InformationRequest.agency_id == agency_id,
            col(InformationRequest.state).in_(_OUTSTANDING),
        )
    )
    due: dict[str, date | None] = {}
    for case_id, day in rows:
        due[case_id] = min(filter(None, (due.get(case_id), day)), default=None)
    return due


def _outstanding(
    session: Session, council_id: str, only: str | None = None
) -> dict[str, list[str]]:
    """The agencies each case still waits for; an agency is told of itself alone."""
    mine = [] if only is None else [Agency.id == only]
    rows = session.exec(
        select(InformationRequest.case_id, Agency.name)
        .join(Agency, col(Agency.id) == InformationRequest.agency_id)
        .where(
            InformationRequest.council_id == council_id,
            col(InformationRequest.state).in_(_OUTSTANDING),
            *mine,
        )
        .order_by(col(Agency.position))
    )
    names: dict[str, list[str]] = defaultdict(list)
    for case_id, name in rows:
        if name not in names[case_id]:
            names[case_id].append(name)
    return names
