"""Searching: words in all the cases somebody may know of, and only in what they see of each."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlmodel import Session, col, select, union

from conference.casefile.found_words import words_of
from conference.casefile.searching import LIMIT, AudienceOf, search_cases
from conference.errors import BadInput, Problem
from conference.law import access
from conference.law.access import Operation, Role, Standing
from conference.law.audience import Audience
from conference.record import history
from conference.record.tables import Attendance, InformationRequest, RoleHeld
from conference.review.desk import Desk, council_standing, note_at, refused
from conference.review.reading import own_audience
from conference.views import Hit, RequestState

__all__ = ["LIMIT", "search"]


def search(desk: Desk, words: str) -> tuple[Hit, ...]:
    """The places in the cases that hold all the words, at most `LIMIT`, the newest case first.

    A place is a reference, a person, the application, or one entry. The history tells that somebody
    searched and in which cases something was found, not for what. Raises BadInput where there is
    too little to search for.
    """
    wanted = words_of(words)
    if sum(map(len, wanted)) < 2:
        raise BadInput(
            "That is too little to search for.",
            (Problem("words", "write at least two letters or figures"),),
            next="Write a name, a reference, a postcode, or words of an entry.",
        )
    with desk.store.reading() as session:
        standing = council_standing(session, desk)
        if not access.may(standing, Operation.READ_CASELOAD):
            raise refused(desk, Operation.READ_CASELOAD)
        hits = search_cases(
            session,
            desk.council_id,
            wanted,
            _audiences(session, desk),
            among=_own_cases(desk, standing),
        )
    references = sorted({hit.reference for hit in hits})
    with desk.store.writing() as session:
        note_at(session, desk, history.SEARCHED, details={"found": len(hits), "in": references})
    return hits


def _own_cases(desk: Desk, standing: Standing) -> Any:
    """The ids of the only cases that somebody can know of; None for those who know of all."""
    if standing.roles & {Role.OFFICER, Role.CHAIR, Role.OBSERVER}:
        return None
    return union(_asked(desk), _held(desk))


def _asked(desk: Desk) -> Any:
    return select(InformationRequest.case_id).where(
        InformationRequest.council_id == desk.council_id,
        InformationRequest.agency_id == desk.person.agency_id,
        InformationRequest.state != RequestState.WITHDRAWN,
    )


def _held(desk: Desk) -> Any:
    return select(RoleHeld.case_id).where(
        RoleHeld.person_id == desk.person.id, col(RoleHeld.case_id).is_not(None)
    )


def _audiences(session: Session, desk: Desk) -> AudienceOf:
    """What the person at the desk is to each case, as `standing_in` has it, all read at once."""
    roles: dict[str | None, set[Role]] = defaultdict(set)
    held = select(RoleHeld.case_id, RoleHeld.role).where(RoleHeld.person_id == desk.person.id)
    for case_id, role in session.exec(held):
        roles[case_id].add(Role(role))
    asked = set(session.exec(_asked(desk)))
    conflicted = set(
        session.exec(
            select(Attendance.case_id).where(
                Attendance.person_id == desk.person.id, Attendance.conflict != ""
            )
        )
    )

    def audience_of(case_id: str) -> Audience | None:
        standing = Standing(
            roles=frozenset(roles[None] | roles.get(case_id, set())),
            agency_id=desk.person.agency_id,
            asked=case_id in asked,
            conflicted=case_id in conflicted,
        )
        return own_audience(standing) if access.may_know_of_case(standing) else None

    return audience_of
