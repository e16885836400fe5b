"""The minutes: begun from the record, worded, approved by the chair and locked with a digest.

Approved minutes never change. A correction is a new edition with its reason, and both are kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from conference.casefile import open_case
from conference.documents.letters import Document
from conference.documents.papers_minutes import Edition, compose_minutes, wording_places
from conference.documents.writing import FORMATS
from conference.documents.writing import write as written
from conference.errors import BadInput, NotFound, Problem, Refused
from conference.law import access
from conference.law.access import Operation
from conference.law.audience import PANEL
from conference.record.history import READ_FILE, printed_head
from conference.record.tables import Chain, History, Meeting, Minutes, MinutesFile
from conference.review.desk import (
    Desk,
    Work,
    find_case,
    not_yours,
    note_read,
    refused,
    required,
    standing_in,
)
from conference.review.outcome import letterhead_of
from conference.text import clean, one_line
from conference.views import CaseFile, MeetingState, MeetingView

OPENED, ADJOURNED, CLOSED = "opened the meeting", "adjourned the meeting", "closed the meeting"
"""The acts of the history by which the sittings of a meeting are known."""
FROZE = "froze a file of the minutes"
_WORTH_WRITING = (
    MeetingState.OPEN,
    MeetingState.ADJOURNED,
    MeetingState.CLOSED,
    MeetingState.MINUTES_APPROVED,
)


def begin(desk: Desk, case_id: str, meeting_id: str) -> str:
    """Begin the minutes of a meeting that was opened; return their id.

    Where somebody began them already it is theirs: nobody's wording is left behind.
    """
    with desk.acting(Operation.WRITE_MINUTES, case_id) as work:
        meeting = work.find(Meeting, meeting_id)
        _must_have_been_opened(meeting)
        editions = _editions(work, meeting.id)
        if editions and editions[-1].approved_at is not None:
            raise _locked()
        if editions:
            return editions[-1].id
        minutes = work.new(Minutes, meeting_id=meeting.id, edition=1)
        work.did("began the minutes", minutes)
        return minutes.id


def _must_have_been_opened(meeting: Meeting) -> None:
    if meeting.state not in _WORTH_WRITING:
        raise Refused(
            f"The meeting is {meeting.state}: there is nothing to minute.",
            safe="Nothing was changed.",
            next="Minutes can be begun once the meeting is opened.",
        )


def _editions(work: Work, meeting_id: str) -> list[Minutes]:
    """The editions of a meeting's minutes, oldest first."""
    found = select(Minutes).where(Minutes.case_id == work.case.id, Minutes.meeting_id == meeting_id)
    return list(work.session.exec(found.order_by(col(Minutes.edition))))


def _locked() -> Refused:
    return Refused(
        "The minutes are approved, and approved minutes do not change.",
        safe="Nothing was changed.",
        next="Correct them in a new edition, with the reason.",
    )


def write(
    desk: Desk,
    case_id: str,
    minutes_id: str,
    paragraphs: Mapping[str, str],
    shown: int | None = None,
) -> None:
    """Change the wording over what the record says.

    paragraphs: by the key of its place (`places`); what is left out stays as it is. Raises
    BadInput where words are for a place that the minutes do not have, Refused once they are
    approved, Conflict where somebody changed them after `shown`.
    """
    with desk.acting(Operation.WRITE_MINUTES, case_id) as work:
        minutes = _draft(work, minutes_id, shown=shown)
        _, meeting = _seen(work, minutes)
        given = {one_line(key): clean(words) for key, words in paragraphs.items()}
        _refuse_lost_words(given, meeting)
        minutes.paragraphs = {**minutes.paragraphs, **given}
        work.did("worded the minutes", minutes)


def _draft(work: Work, minutes_id: str, *, shown: int | None = None) -> Minutes:
    """The edition, which is not approved yet."""
    minutes = work.find(Minutes, minutes_id)
    if minutes.approved_at is not None:
        raise _locked()
    return work.find(Minutes, minutes_id, shown=shown)


def _seen(work: Work, minutes: Minutes) -> tuple[CaseFile, MeetingView]:
    case = open_case(work.session, work.case, PANEL, work.today)
    return case, _meeting_of(case, minutes.meeting_id)


def _meeting_of(case: CaseFile, meeting_id: str) -> MeetingView:
    found = next((one for one in case.meetings if one.id == meeting_id), None)
    if found is None:
        raise NotFound("There is no such meeting.", next="Open the case again.")
    return found


def _refuse_lost_words(given: Mapping[str, str], meeting: MeetingView) -> None:
    places = {place.key for place in wording_places(meeting)}
    lost = [key for key, words in given.items() if words.strip() and key not in places]
    if lost:
        raise BadInput(
            "The minutes have no place for words that were written.",
            tuple(Problem(key, "there is no such place") for key in lost),
            next="Write them in another place.",
        )


def preview(
    desk: Desk, case_id: str, minutes_id: str, *, paragraphs: Mapping[str, str] | None = None
) -> Document:
    """The minutes as they would be approved now; with `paragraphs`, as with that wording.

    Of an approved edition it is how the record would be told today, not what was approved: that
    is in its files.
    """
    with _reading(desk, case_id) as work:
        minutes = work.find(Minutes, minutes_id)
        if paragraphs is not None:
            paragraphs = {**minutes.paragraphs, **paragraphs}
        seen, meeting = _seen(work, minutes)
        sittings = _sittings(work, meeting)
        edition = _edition(minutes, minutes.paragraphs if paragraphs is None else paragraphs)
    return compose_minutes(
        seen, meeting, edition, sittings=sittings, templates=desk.own_templates("papers")
    )


def _edition(minutes: Minutes, paragraphs: Mapping[str, str]) -> Edition:
    return Edition(minutes.edition, dict(paragraphs), why=minutes.why)


def _sittings(work: Work, meeting: MeetingView) -> tuple[tuple[datetime, datetime | None], ...]:
    """When the meeting was opened and ended, stretch by stretch, as the history has it."""
    told = select(History.at, History.act).where(
        History.chain_id == work.case.id,
        History.subject_id == meeting.id,
        col(History.act).in_((OPENED, ADJOURNED, CLOSED)),
    )
    sittings: list[tuple[datetime, datetime | None]] = []
    for at, act in work.session.exec(told.order_by(col(History.number))):
        if act == OPENED:
            sittings.append((at, None))
        elif sittings:
            sittings[-1] = (sittings[-1][0], at)
    return tuple(sittings)


@dataclass(frozen=True)
class _Head:
    """The end of the case's history: its last digest, and how many entries there are."""

    digest: str
    entries: int


def approve(desk: Desk, case_id: str, minutes_id: str, *, shown: int | None = None) -> None:
    """The chair approves the minutes: text and files are frozen, and the meeting is done with.

    The record is read, the files are made and everything is written in one transaction, so that
    what is frozen is what the record said at that moment. shown: the version that was read.
    """
    with desk.acting(Operation.APPROVE_MINUTES, case_id) as work:
        minutes = _draft(work, minutes_id, shown=shown)
        meeting = work.find(Meeting, minutes.meeting_id)
        _must_be_over(meeting)
        head = _head(work)
        document, case = _as_approved(work, minutes, head)
        files = {
            kind: written(
                document,
                kind,
                council=case.council,
                reference=case.reference,
                letterhead=letterhead_of(desk),
                record=printed_head(work.session, work.case.council_id),
            )
            for kind in FORMATS
        }
        for kind, content in files.items():
            work.did(FROZE, _file(work, minutes, kind, content))
        minutes.text = files["txt"].decode()
        minutes.digest, minutes.head = _digest(files["txt"]), head.digest
        minutes.approved_at, minutes.approved_by = work.now, work.actor
        work.did("approved the minutes", minutes)
        if meeting.state is not MeetingState.MINUTES_APPROVED:
            meeting.state = MeetingState.MINUTES_APPROVED
            # Nothing that a letter tells of changes by it: the history calls it by another name.
            work.did("finished with the meeting", meeting, about="Minutes")


def _must_be_over(meeting: Meeting) -> None:
    if meeting.state not in (MeetingState.CLOSED, MeetingState.MINUTES_APPROVED):
        raise Refused(
            f"The meeting is {meeting.state}.",
            safe="The minutes stay a draft.",
            next="Close the meeting first: then its minutes can be approved.",
        )


def _head(work: Work) -> _Head:
    """The end of the history, held until the transaction ends."""
    chain = work.session.get(Chain, work.case.id, with_for_update=True)
    return _Head(chain.head, chain.length) if chain else _Head("", 0)


def _as_approved(work: Work, minutes: Minutes, head: _Head) -> tuple[Document, CaseFile]:
    case, meeting = _seen(work, minutes)
    edition = Edition(
        number=minutes.edition,
        paragraphs=dict(minutes.paragraphs),
        why=minutes.why,
        approved_by=work.actor,
        approved_at=work.now,
        head=head.digest,
        entries=head.entries,
    )
    document = compose_minutes(
        case,
        meeting,
        edition,
        sittings=_sittings(work, meeting),
        templates=work.desk.own_templates("papers"),
    )
    return document, case


def _file(work: Work, minutes: Minutes, kind: str, content: bytes) -> MinutesFile:
    return work.new(
        MinutesFile,
        minutes_id=minutes.id,
        format=kind,
        content=content,
        size=len(content),
        digest=_digest(content),
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def correct(desk: Desk, case_id: str, minutes_id: str, *, why: str) -> str:
    """Begin a new edition that corrects approved minutes; return its id.

    It starts with their wording. The approved edition stays as it is.
    """
    required(why=why)
    with desk.acting(Operation.WRITE_MINUTES, case_id) as work:
        minutes = work.find(Minutes, minutes_id)
        latest = _editions(work, minutes.meeting_id)[-1]
        if latest.approved_at is None:
            raise Refused(
                f"Edition {latest.edition} is a draft.",
                safe="Nothing was changed.",
                next="Word it as it should be; only approved minutes are corrected.",
            )
        edition = work.new(
            Minutes,
            meeting_id=minutes.meeting_id,
            edition=latest.edition + 1,
            paragraphs=dict(latest.paragraphs),
            why=clean(why).strip(),
        )
        work.did("began a corrected edition of the minutes", edition)
        return edition.id


def read_minutes_file(desk: Desk, case_id: str, file_id: str) -> bytes:
    """The frozen bytes of approved minutes, for the chair and the officer."""
    with _reading(desk, case_id) as work:
        file = work.find(MinutesFile, file_id)
        content = file.content
    if not content:  # It was disposed of with the case.
        raise NotFound("There is no such file.", next="Open the case again.")
    note_read(desk, work.case, READ_FILE, file=f"minutes ({file.format})")
    return content


@contextmanager
def _reading(desk: Desk, case_id: str) -> Iterator[Work]:
    """The case's minutes read by somebody who may write them; nothing is changed."""
    with desk.store.reading() as session:
        case = find_case(session, desk, case_id)
        standing = standing_in(session, desk, case)
        if not access.may_know_of_case(standing):
            raise not_yours(desk, Operation.WRITE_MINUTES, case)
        if not access.may(standing, Operation.WRITE_MINUTES):
            raise refused(desk, Operation.WRITE_MINUTES, case)
        yield Work(desk, session, case)
