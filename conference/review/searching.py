"""Searching: words in all the cases somebody may know of, and only in what they see of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import partial
from typing import Any

from sqlmodel import Session, col, or_, select, union

from conference.casefile.found_words import words_of
from conference.casefile.searching import LIMIT, search_cases
from conference.errors import BadInput, Problem
from conference.law import access
from conference.law.access import Operation, Role, Standing
from conference.law.audience import Audience
from conference.record import history
from conference.record.conflicts import conflicted_cases
from conference.record.finding import fill_anew
from conference.record.tables import InformationRequest, RoleHeld
from conference.review.desk import Desk, council_standing, note_at, refused, settling
from conference.review.reading import own_audience
from conference.views import Hit, RequestState

__all__ = ["LIMIT", "make_index_again", "search"]

_FEW_ON_FILE, _FEW_ON_SERVER = 2_000, 500
"""So many cases are looked through one by one; among more, the index is asked."""


def make_index_again(desk: Desk) -> None:
    """Make the index that finds words again from the record, for whoever sets up the council.

    The history tells that it was done. Raises Refused.
    """
    with settling(desk, long=True) as session:
        fill_anew(session.connection(), desk.council_id)
        note_at(session, desk, "made the search index again")


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
            partial(_audiences, session, desk),
            **_own_cases(session, desk, standing),
        )
    references = sorted({hit.reference for hit in hits})
    with desk.store.writing() as session:
        note_at(session, desk, history.SEARCHED, details={"found": len(hits), "in": references})
    return hits


def _own_cases(session: Session, desk: Desk, standing: Standing) -> dict[str, Any]:
    """Where to look for somebody who does not know of all cases: in a few, or among many."""
    if standing.roles & {Role.OFFICER, Role.CHAIR, Role.OBSERVER}:
        return {}
    most = _FEW_ON_FILE if desk.store.is_sqlite else _FEW_ON_SERVER
    mine = union(_asked(desk), _held(desk)).limit(most + 1)
    few = session.connection().execute(mine).scalars().all()
    return {"among": partial(_mine, desk)} if len(few) > most else {"within": few}


def _mine(desk: Desk, case_id: Any) -> Any:
    """The condition that a case is one of theirs."""
    asked = _asked(desk).where(InformationRequest.case_id == case_id)
    held = _held(desk).where(col(RoleHeld.case_id) == case_id)
    return or_(asked.exists(), held.exists())


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


def _audiences(
    session: Session, desk: Desk, case_ids: Collection[str]
) -> dict[str, Audience | None]:
    """What the person at the desk is to each of the cases, as `standing_in` has it."""
    roles: dict[str | None, set[Role]] = defaultdict(set)
    held = select(RoleHeld.case_id, RoleHeld.role).where(
        RoleHeld.person_id == desk.person.id,
        or_(col(RoleHeld.case_id).is_(None), col(RoleHeld.case_id).in_(case_ids)),
    )
    for case_id, role in session.exec(held):
        roles[case_id].add(Role(role))
    asked = set(
        session.exec(_asked(desk).where(col(InformationRequest.case_id).in_(case_ids)))
        if desk.person.agency_id is not None
        else ()
    )
    conflicted = conflicted_cases(session, desk.person.id)

    def audience_of(case_id: str) -> Audience | None:
        standing = Standing(
            roles=frozenset(roles[None] | roles.get(case_id, set())),
            agency_id=desk.person.agency_id,
            asked=case_id in asked,
            conflicted=case_id in conflicted,
        )
        return own_audience(standing) if access.may_know_of_case(standing) else None

    return {case_id: audience_of(case_id) for case_id in case_ids}
