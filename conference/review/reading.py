"""Reading: the caseload and a case, for whoever sits at the desk, and never more than they may."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from sqlmodel import Session, col, select

from conference.casefile import history_of, make_ready, open_case
from conference.casefile.caseload import CaseloadFilter, case_lines, case_order, caseload
from conference.casefile.who import agency_view, council_view
from conference.errors import NotFound, Refused
from conference.law import access
from conference.law.access import Operation, Role, Standing
from conference.law.audience import COMMISSIONER, PANEL, Audience, AudienceKind, agency
from conference.law.threshold import Assessment
from conference.record import history
from conference.record.facts import kept_procedure, procedure_of
from conference.record.tables import Agency, Case, Letter, LetterFile, ProcedureText, RoleHeld
from conference.record.weighing import weigh
from conference.review.desk import (
    Desk,
    council_standing,
    find_case,
    not_yours,
    note_read,
    refused,
    standing_in,
)
from conference.review.requests import see
from conference.text import one_line
from conference.views import AgencyView, CaseFile, CaseLine, CaseOrder, CouncilView, HistoryLine


def read_caseload(desk: Desk, *, words: str = "", ended: bool = False) -> tuple[CaseLine, ...]:
    """The cases this person may know of, the most urgent first.

    words: part of a reference or of an applicant's name. ended: also closed and withdrawn cases.
    """
    with desk.store.reading() as session:
        wanted = _wanted(session, desk, words, ended=ended)
        return caseload(session, desk.council_id, desk.today, wanted)


def read_order(
    desk: Desk,
    *,
    words: str = "",
    ended: bool = False,
    by: CaseOrder = CaseOrder.DUE,
    backwards: bool = False,
) -> Sequence[str]:
    """The ids of the same cases in an order; `read_lines` reads as many of them as are shown."""
    with desk.store.reading() as session:
        wanted = _wanted(session, desk, words, ended=ended)
        return case_order(session, desk.council_id, wanted, by, backwards=backwards)


def read_shown(
    desk: Desk,
    choose: Callable[[Sequence[str]], Sequence[str]],
    *,
    words: str = "",
    ended: bool = False,
    by: CaseOrder = CaseOrder.DUE,
    backwards: bool = False,
) -> tuple[Sequence[str], tuple[CaseLine, ...]]:
    """The order, and the lines of those that `choose` takes of it, as they are at one moment."""
    with desk.store.reading() as session:
        wanted = _wanted(session, desk, words, ended=ended)
        ids = case_order(session, desk.council_id, wanted, by, backwards=backwards)
        return ids, case_lines(session, desk.council_id, desk.today, wanted, choose(ids))


def read_lines(desk: Desk, ids: Sequence[str]) -> tuple[CaseLine, ...]:
    """The cases with those ids, in their order; of those this person may know of still."""
    with desk.store.reading() as session:
        wanted = _wanted(session, desk, "", ended=True)
        return case_lines(session, desk.council_id, desk.today, wanted, ids)


def _wanted(session: Session, desk: Desk, words: str, *, ended: bool) -> CaseloadFilter:
    """Which cases this person may know of. Raises Refused for whom no caseload is."""
    standing = council_standing(session, desk)
    sees_all = _sees_all(standing)
    on_one = not sees_all and _has_case_of_own(session, desk)
    if not (on_one or access.may(standing, Operation.READ_CASELOAD)):
        raise refused(desk, Operation.READ_CASELOAD)
    represents = Role.REPRESENTATIVE in standing.roles or on_one
    only = desk.person.agency_id if represents and not sees_all else None
    return CaseloadFilter(
        words=one_line(words),
        ended=ended,
        asked_agency=only,
        holds_role=None if sees_all else desk.person.id,
        not_conflicted=desk.person.id,
    )


def _has_case_of_own(session: Session, desk: Desk) -> bool:
    """Whether somebody has a role on one case at least, beside those they have on all."""
    held = select(RoleHeld.id).where(
        RoleHeld.person_id == desk.person.id, col(RoleHeld.case_id).is_not(None)
    )
    return session.exec(held.limit(1)).first() is not None


def _sees_all(standing: Standing) -> bool:
    return bool(standing.roles & {Role.OFFICER, Role.CHAIR, Role.OBSERVER})


def read_case(
    desk: Desk,
    case_id: str,
    *,
    view_as: Audience | None = None,
    again: bool = False,
    with_history: bool = False,
) -> CaseFile:
    """The case, by id or reference, as this person may see it.

    view_as: another audience's case, for those who see everything. again: the same screen looks
    once more after a change; the history does not repeat that it was read. with_history: also what
    was done to it, which is left out otherwise.
    """
    noted = again or _see(desk, case_id)
    with desk.store.reading() as session:
        case, audience = _may_read_as(session, desk, case_id, view_as)
        seen = open_case(session, case, audience, desk.today, with_history=with_history)
    if not noted:
        note_read(desk, case)
    return seen


def get_ready(desk: Desk) -> None:
    """Work out what opening a case needs, while nobody waits for it. Nothing is read of any."""
    with desk.store.reading() as session, suppress(NotFound):
        make_ready(session, desk.council_id, desk.today)
        find_case(session, desk, "")


def read_history(
    desk: Desk, case_id: str, *, view_as: Audience | None = None
) -> tuple[HistoryLine, ...]:
    """What was done to the case and read of it, newest first; empty for whom it is not for.

    view_as: as for `read_case`.
    """
    with desk.store.reading() as session:
        case, audience = _may_read_as(session, desk, case_id, view_as)
        return history_of(session, case, audience, desk.today)


def _may_read_as(
    session: Session, desk: Desk, case_id: str, view_as: Audience | None
) -> tuple[Case, Audience]:
    """The case, and the audience it is read as: one's own where none is named."""
    case, own = _may_read(session, desk, case_id)
    if view_as is not None and view_as != own and own.kind is not AudienceKind.PANEL:
        note_read(desk, case, f"{history.REFUSED}: view the case as somebody else")
        raise Refused("Only the chair and the officer can view the case as somebody else.")
    return case, view_as or own


def _see(desk: Desk, case_id: str) -> bool:
    """Where a representative opens a case, what their agency is asked counts as seen.

    Whether that was noted, and with it that the case was read: both, or neither.
    """
    if desk.person.agency_id is None:
        return False
    with desk.store.reading() as session:
        case, own = _may_read(session, desk, case_id)
    return own.kind is AudienceKind.AGENCY and see(desk, case.id)


def _may_read(session: Session, desk: Desk, case_id: str) -> tuple[Case, Audience]:
    case = find_case(session, desk, case_id)
    standing = standing_in(session, desk, case)
    if not access.may_know_of_case(standing):
        raise not_yours(desk, Operation.READ_CASE, case)
    return case, own_audience(standing)


def own_audience(standing: Standing) -> Audience:
    """The audience somebody is by what they are to the case."""
    if standing.roles & {Role.OFFICER, Role.CHAIR}:
        return PANEL
    if Role.REPRESENTATIVE in standing.roles and standing.agency_id and standing.asked:
        return agency(standing.agency_id)
    return COMMISSIONER


def weigh_case(desk: Desk, case_id: str, *, again: bool = False) -> Assessment:
    """What the law makes of the case's reports, the statute's answer beside the area's.

    again: as for `read_case`.
    """
    with desk.store.reading() as session:
        case, own = _may_read(session, desk, case_id)
        if own.kind is not AudienceKind.PANEL:
            raise refused(desk, Operation.DECIDE_THRESHOLD, case)
        weighed = weigh(session, case, procedure_of(session, case))
    if not again:
        note_read(desk, case, history.WEIGHED)
    return weighed


def read_letter_file(desk: Desk, case_id: str, file_id: str) -> bytes:
    """The frozen bytes of an issued letter; the history tells that they were read."""
    with desk.store.reading() as session:
        case, own = _may_read(session, desk, case_id)
        row = session.get(LetterFile, file_id)
        of_case = row is not None and row.case_id == case.id
        # The bytes of a letter go when its case is disposed of.
        if row is None or not of_case or not row.content or own.kind is AudienceKind.AGENCY:
            raise NotFound("There is no such letter.", next="Open the case again.")
        letter = session.get_one(Letter, row.letter_id).number
    note_read(desk, case, history.READ_FILE, file=f"letter {letter} ({row.format})")
    return row.content


def history_faults(desk: Desk, case_id: str) -> list[str]:
    """What was altered in the case's record; empty when nothing was: see `proof.check_case`."""
    from conference.review.proof import check_case

    return list(check_case(desk, case_id).faults)


def read_council(desk: Desk) -> CouncilView:
    """The council this desk belongs to."""
    with desk.store.reading() as session:
        return council_view(session, desk.council_id)


def read_agencies(desk: Desk) -> tuple[AgencyView, ...]:
    """The agencies of the area, in their order."""
    with desk.store.reading() as session:
        rows = session.exec(
            select(Agency)
            .where(Agency.council_id == desk.council_id, Agency.active)
            .order_by(col(Agency.position))
        )
        return tuple(agency_view(row, inside=_chases(session, desk)) for row in rows)


def _chases(session: Session, desk: Desk) -> bool:
    """Whether somebody needs to know whom to ask above an agency's usual contact."""
    standing = council_standing(session, desk)
    return any(access.may(standing, needed) for needed in (Operation.CHASE, Operation.SET_UP))


def adopted_procedures(desk: Desk) -> tuple[tuple[str, str], ...]:
    """(name, in force from) of each procedure the council adopted, the newest first."""
    with desk.store.reading() as session:
        rows = session.exec(
            select(ProcedureText)
            .where(ProcedureText.council_id == desk.council_id)
            .order_by(
                col(ProcedureText.effective_from).desc(), col(ProcedureText.adopted_at).desc()
            )
        )
        return tuple(
            (kept_procedure(row.key, row.text).name, row.effective_from.isoformat()) for row in rows
        )
