"""Watching: whoever may know of a case, or see the caseload, is told when it is worked on."""

from __future__ import annotations

from collections.abc import Callable

from conference.law import access
from conference.law.access import Operation, Standing
from conference.record.changes import Notice, Watching
from conference.record.conflicts import conflicted_cases
from conference.review.desk import (
    Desk,
    council_standing,
    find_case,
    no_such_case,
    not_allowed,
    standing_in,
)

__all__ = ["Notice", "Watching", "watch"]


def watch(desk: Desk, case_id: str | None, told: Callable[[Notice], None]) -> Watching:
    """Have `told` called whenever something is recorded in the case, or None: in any they may see.

    CHANGED: read again. LOST: what is shown may be stale. BACK: read everything again. It is called
    from a thread, must return at once, and comes for one's own acts too. What was only read is no
    news. Raises NotFound for a case this person may not know of, Refused without any right to look.
    """
    with desk.store.reading() as session:
        if case_id is None:
            _may_look(council_standing(session, desk))
            chains, but = None, conflicted_cases(session, desk.person.id)
        else:
            case = find_case(session, desk, case_id)
            if not _may_watch(standing_in(session, desk, case)):
                raise no_such_case()
            chains, but = {case.id, desk.council_id}, frozenset()
    return desk.store.changes.watch(told, chains, but=but)


def _may_look(standing: Standing) -> None:
    """The room display follows whatever case the chair shows in it."""
    looking = (Operation.READ_CASELOAD, Operation.SHOW_ROOM)
    if not any(access.may(standing, operation) for operation in looking):
        raise not_allowed(Operation.READ_CASELOAD)


def _may_watch(standing: Standing) -> bool:
    shows = not standing.conflicted and access.may(standing, Operation.SHOW_ROOM)
    return access.may_know_of_case(standing) or shows
