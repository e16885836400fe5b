"""Returns from agencies without an account: a form goes out, and comes back filled in.

What came back is previewed, confirmed once, and taken in as a whole or not at all. Only a form that
was made from a request of the record passes: `exchange/return_check.py` says how that is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from sqlmodel import Session, select

from conference.casefile import open_case
from conference.errors import BadInput, NotFound, Refused
from conference.exchange.return_check import ReturnKey
from conference.exchange.return_pages import ReturnForm
from conference.exchange.return_reading import ReadReturn
from conference.exchange.return_rows import ReturnRow
from conference.exchange.tools_and_powers import tools_and_powers
from conference.forms import Disclosure, NewAction
from conference.law.access import Operation
from conference.law.audience import Mark, agency
from conference.record.tables import Action, Agency, InformationRequest, Source
from conference.review.columns import columns_of, disclosed
from conference.review.desk import Desk, Work, find_case
from conference.review.evidence import moment_of
from conference.review.return_preview import ReturnPreview, compare
from conference.text import one_line
from conference.views import Grade, RequestState


def make(
    desk: Desk,
    case_id: str,
    agency_id: str,
    *,
    request_id: str | None = None,
    kinds: Sequence[str] | None = None,
) -> ReturnForm:
    """What a return form for the agency is made from; the history says that it was made.

    request_id: which request, where it is not the latest one. kinds: the words to choose from, by
    default the council's list. Raises Refused where the agency is not asked.
    """
    offered = kinds or [tool.label for tool in tools_and_powers(desk.templates)]
    with desk.acting(Operation.MAKE_RETURN, case_id, entry_agency=agency_id) as work:
        name = work.find(Agency, agency_id).name
        seen = open_case(work.session, work.case, agency(agency_id), work.today)
        asked = [one for one in seen.requests if one.state is not RequestState.WITHDRAWN]
        if request_id is not None:
            asked = [one for one in asked if one.id == request_id]
        if not asked:
            raise Refused(f"{name} is not asked for anything.", next="Ask it first.")
        row = work.find(InformationRequest, asked[-1].id)
        work.note(f"made a return form for {name}", row)
        return ReturnForm(seen, asked[-1], tuple(offered))


def preview(desk: Desk, read: ReadReturn, *, case_id: str | None = None) -> ReturnPreview:
    """What the return would add. case_id: the case it has to be for, where one is open.

    Raises BadInput for a form that was altered, or that no request of the case stands behind.
    """
    with _taking(desk, read, case_id) as (work, request):
        return compare(work, read, request)


def take(desk: Desk, read: ReadReturn, *, case_id: str | None = None) -> ReturnPreview:
    """Take the return in, all of it or nothing; a second time it changes nothing.

    Its good rows become the agency's actions, and the request gets its answer.
    """
    with _taking(desk, read, case_id) as (work, request):
        found = compare(work, read, request)
        if read.bad and not read.rows:
            raise BadInput("No row of the form can be used.", read.bad)
        if found.changes:
            _take(work, read, request, found)
        return found


@contextmanager
def _taking(
    desk: Desk, read: ReadReturn, case_id: str | None
) -> Iterator[tuple[Work, InformationRequest]]:
    """The act on the case that the form names, and the request that it answers."""
    whose = _whose(desk, read)
    with desk.acting(Operation.TAKE_RETURN, read.reference, entry_agency=whose) as work:
        if case_id is not None and case_id not in (work.case.id, work.case.reference):
            raise BadInput(
                f"{read.file_name} is a return for another case ({work.case.reference}).",
                next="Open that case, and read the return there.",
            )
        yield work, _request(work, read)


def _whose(desk: Desk, read: ReadReturn) -> str | None:
    """The agency whose request the form answers; None where the case has no such request."""
    with desk.store.reading() as session:
        try:
            case = find_case(session, desk, read.reference)
        except NotFound:
            return None
        found = _numbered(session, case.id, read.number)
        return found.agency_id if found else None


def _numbered(session: Session, case_id: str, number: str) -> InformationRequest | None:
    """The request of the case whose forms have that number."""
    rows = session.exec(select(InformationRequest).where(InformationRequest.case_id == case_id))
    return next((row for row in rows if _key(row).number == number), None)


def _key(row: InformationRequest) -> ReturnKey:
    return ReturnKey(
        row.council_id,
        row.case_id,
        row.agency_id,
        row.id,
        row.asked,
        row.period_from,
        row.period_to,
    )


def _request(work: Work, read: ReadReturn) -> InformationRequest:
    """The request that the form was made for. Raises BadInput where the form is not as it was."""
    request = _numbered(work.session, work.case.id, read.number)
    again = "Make a new form for this request, have the answers copied over, and read that one."
    if request is None:
        raise BadInput(
            f"{read.file_name} was not made for {work.case.reference}: no agency of this case was "
            f"asked with a form of the number {read.number}.",
            next="Check that the form's case, agency and number are as they were. " + again,
        )
    if _key(request).check(read.fixed) != read.check:
        raise BadInput(
            f"{read.file_name} is not as it was sent out: something outside the white cells was "
            "changed, and the check value does not fit any more.",
            next=again,
        )
    if request.state is RequestState.WITHDRAWN:
        raise Refused(
            f"The request that {read.file_name} answers was withdrawn.",
            safe="Nothing was changed.",
            next="Ask the agency again, and send it a form for the new request.",
        )
    return request


def _take(work: Work, read: ReadReturn, request: InformationRequest, found: ReturnPreview) -> None:
    source = work.new(
        Source,
        file_name=read.file_name,
        digest=read.digest,
        imported_at=work.now,
        imported_by=work.actor,
    )
    work.did(f"took in a return of {found.agency}", source, rows=len(found.new))
    for row in found.new:
        action = _action(work, read, request.agency_id, row, source)
        work.did(f"logged what {found.agency} did", action)
    request.state, request.note = found.state, found.note
    request.answered_on = None if found.state.outstanding else work.today
    work.did(f"recorded an agency's answer: {found.state}", request)


def _action(work: Work, read: ReadReturn, agency_id: str, row: ReturnRow, source: Source) -> Action:
    form = row.action
    return work.new(
        Action,
        **columns_of(form),
        **disclosed(_told(form, agency_id)),
        agency_id=agency_id,
        grade=Grade.AGENCY_RECORD,
        source_id=source.id,
        source_line=row.line,
        source_digest=row.digest,
        entered_by=work.actor,
        entered_at=work.now,
        moment=moment_of(work),
        keyed_by=work.actor,
        keyed_for=one_line(read.author),
    )


def _told(form: NewAction, agency_id: str) -> Disclosure:
    """Who may be told; "only us" names the agency whose form it is."""
    if form.disclosure.mark is not Mark.NAMED:
        return form.disclosure
    return replace(form.disclosure, named_agencies=(agency_id,))
