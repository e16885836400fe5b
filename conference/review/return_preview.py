"""What a return that came back would change in its case, told before anything is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import select

from conference.errors import Problem
from conference.exchange.return_reading import ReadReturn
from conference.exchange.return_rows import ReturnRow
from conference.law.when import uk_day
from conference.record.tables import Action, Agency, InformationRequest, Source
from conference.review.desk import Work
from conference.review.evidence import first_incident
from conference.text import clean
from conference.views import RequestState


@dataclass(frozen=True)
class ReturnPreview:
    """What taking the return in would do; nothing has been changed."""

    case_id: str
    reference: str
    agency: str
    state: RequestState
    """How far the agency's answer will have come."""
    note: str
    """What the request will say of the answer."""
    new: tuple[ReturnRow, ...]
    already_there: tuple[ReturnRow, ...]
    bad: tuple[Problem, ...]
    notices: tuple[str, ...]
    """What to look at before saying yes."""
    read_before: bool
    """Whether this very file was taken in before."""
    changes: bool
    """Whether anything would be added or changed."""


def compare(work: Work, read: ReadReturn, request: InformationRequest) -> ReturnPreview:
    """Hold a return against what the case has of the agency already."""
    name = work.find(Agency, request.agency_id).name
    present = {row.source_digest: row for row in _actions(work, request.agency_id)}
    new = tuple(row for row in read.rows if row.digest not in present)
    there = tuple(row for row in read.rows if row.digest in present)
    state, note = _state(read), _note(read)
    read_before = _read_before(work, read)
    answered = (request.state, request.note) == (state, note)
    return ReturnPreview(
        case_id=work.case.id,
        reference=work.case.reference,
        agency=name,
        state=state,
        note=note,
        new=new,
        already_there=there,
        bad=read.bad,
        notices=(
            *read.taken_out,
            *_early(work, new),
            *filter(None, (_unlike(row, present[row.digest]) for row in there)),
            *_contradicted(read, name, len(present)),
        ),
        read_before=read_before,
        changes=bool(new) or not (answered or read_before),
    )


def _actions(work: Work, agency_id: str) -> list[Action]:
    """What the case holds of the agency already."""
    mine = select(Action).where(Action.case_id == work.case.id, Action.agency_id == agency_id)
    return list(work.session.exec(mine))


def _read_before(work: Work, read: ReadReturn) -> bool:
    same = select(Source.id).where(Source.case_id == work.case.id, Source.digest == read.digest)
    return work.session.exec(same).first() is not None


def _state(read: ReadReturn) -> RequestState:
    """Rows that had to be left out are still to come, whatever the form says."""
    if read.nil:
        return RequestState.NIL
    incomplete = bool(read.bad) or bool(read.to_come.strip())
    return RequestState.PART_ANSWERED if incomplete else RequestState.ANSWERED


def _note(read: ReadReturn) -> str:
    """What the agency said apart from its actions, with who said it."""
    who = ", ".join(part for part in (read.author, read.job) if part)
    on = f" (on {read.searched_on})" if read.searched_on.known else ""
    left_out = f"{len(read.bad)}, which could not be read" if read.bad else ""
    parts = (
        ("Return by", who),
        (f"Records searched{on}", read.searched),
        ("Rows left out", left_out),
        ("Still to come", read.to_come),
        ("Risk and vulnerability", read.risk),
        ("What more could be done", read.more),
    )
    return clean("\n".join(f"{label}: {words}" for label, words in parts if words.strip()))


def _early(work: Work, rows: Sequence[ReturnRow]) -> Iterator[str]:
    first = first_incident(work)
    for row in rows:
        when = row.action.when
        if first and when.latest and when.latest < first:
            yield f"line {row.line}: {when} is before the first incident ({uk_day(first)})"


def _unlike(row: ReturnRow, kept: Action) -> str:
    """What to say where an entry that is there already has become another; else nothing."""
    form = row.action
    said = (clean(form.outcome), form.contact_with, form.still_open, clean(form.more_could_be_done))
    has = (kept.outcome, kept.contact_with, kept.still_open, kept.more_could_be_done)
    marked = (form.disclosure.mark, clean(form.disclosure.summary_wording))
    if said == has and marked == (kept.mark, kept.summary_wording):
        return ""
    return f"line {row.line}: the case holds this with other details, and they stay as they are"


def _contradicted(read: ReadReturn, name: str, held: int) -> Iterator[str]:
    if read.nil and held:
        yield f"it is a nil return, and the case holds actions of {name} already: {held}"
