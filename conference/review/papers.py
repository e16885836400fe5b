"""The panel's papers: agenda pack, agenda, action notices and the file for calendars.

They are made for the chair and the officer, who share them; the history says that they were made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from conference.casefile import open_case
from conference.documents.letters import Document
from conference.documents.papers import compose_pack
from conference.documents.papers_agenda import compose_agenda
from conference.documents.papers_notices import Addressee, addressees, compose_notice
from conference.documents.writing import Format, write
from conference.errors import NotFound, Refused
from conference.exchange.calendars import invitation
from conference.law.access import Operation
from conference.law.audience import PANEL, agency
from conference.record.weighing import weigh
from conference.review.desk import Desk, Work
from conference.review.outcome import letterhead_of
from conference.text import one_line
from conference.views import CaseFile, MeetingState, MeetingView, Visibility

PACK_FORMATS: tuple[Format, ...] = ("pdf", "docx", "html", "txt")


@dataclass(frozen=True)
class AgendaPack:
    """An agenda pack as files."""

    reference: str
    for_chair: bool
    files: dict[str, bytes]
    """Bytes by the name the file is saved under: ER-2026-0001-agenda-pack.pdf."""


def agenda_pack(
    desk: Desk,
    case_id: str,
    *,
    for_chair: bool = False,
    formats: Iterable[Format] = PACK_FORMATS,
) -> AgendaPack:
    """The agenda pack of the case as it is now; the history says that it was made.

    for_chair: with the entries for named agencies alone and the chair's own items, which the pack
    for everybody at the table leaves out. The council's own template and letterhead come before
    the shipped ones.
    """
    with desk.acting(Operation.MAKE_PACK, case_id) as work:
        case = open_case(work.session, work.case, PANEL, desk.today)
        assessment = weigh(work.session, work.case, work.procedure)
    # Setting the files takes a while: nobody else has to wait with their saving meanwhile.
    own = desk.own_templates("papers")
    document = compose_pack(case, assessment, for_chair=for_chair, templates=own)
    name = f"{case.reference}-agenda-pack{'-chair' if for_chair else ''}"
    files = _files(desk, document, case, name, formats)
    copy = "the chair's own copy" if for_chair else "for the panel"
    _made(desk, case_id, Operation.MAKE_PACK, "made the agenda pack", files, about=copy)
    return AgendaPack(case.reference, for_chair, files)


def agenda(
    desk: Desk,
    case_id: str,
    meeting_id: str,
    *,
    copy: Visibility = Visibility.ROOM,
    formats: Iterable[Format] = PACK_FORMATS,
) -> dict[str, bytes]:
    """The agenda of a meeting as files by name, with nothing of the case in it.

    copy: the room's (what everybody hears), the panel's, or the chair's with the chair's own items.
    """
    with desk.acting(Operation.MAKE_PAPER, case_id) as work:
        case = open_case(work.session, work.case, PANEL, desk.today)
        meeting = _meeting_of(case, meeting_id)
    document = compose_agenda(case, meeting, copy=copy, templates=desk.own_templates("papers"))
    name = f"{case.reference}-agenda-{_slug(copy.value)}"
    files = _files(desk, document, case, name, formats)
    about = f"the copy for: {copy.value}"
    _made(desk, case_id, Operation.MAKE_PAPER, "made the agenda", files, about=about)
    return files


@dataclass(frozen=True)
class ActionNotice:
    """The notice of one owner as files."""

    owner: str
    body: str
    files: dict[str, bytes]
    """Bytes by the name the file is saved under."""


def action_notices(
    desk: Desk,
    case_id: str,
    meeting_id: str,
    *,
    formats: Iterable[Format] = PACK_FORMATS,
) -> tuple[ActionNotice, ...]:
    """A paper for each owner, with what they have to do and nothing of what others have.

    Each is made from what the owner's own agency may see. Raises Refused where nobody has anything
    to do.
    """
    wanted = tuple(formats)
    with desk.acting(Operation.MAKE_PAPER, case_id) as work:
        case = open_case(work.session, work.case, PANEL, desk.today)
        meeting = _meeting_of(case, meeting_id)
        theirs = [(one, _seen_by(work, case, one)) for one in addressees(case, meeting)]
    if not theirs:
        raise Refused(
            "Nobody has anything to do after this meeting.",
            safe="No notice was made.",
            next="Record a recommendation with its owner first.",
        )
    notices = tuple(
        _notice(desk, number, one, (seen, meeting), wanted)
        for number, (one, seen) in enumerate(theirs, start=1)
    )
    files = {name: content for one in notices for name, content in one.files.items()}
    _made(desk, case_id, Operation.MAKE_PAPER, "made the action notices", files, about="each owner")
    return notices


def _seen_by(work: Work, case: CaseFile, addressee: Addressee) -> CaseFile:
    """The case as the owner's agency sees it; a body that is none of them gets its own words."""
    if addressee.agency_id is None:
        return case
    return open_case(work.session, work.case, agency(addressee.agency_id), work.today)


def _notice(
    desk: Desk,
    number: int,
    addressee: Addressee,
    seen: tuple[CaseFile, MeetingView],
    formats: Iterable[Format],
) -> ActionNotice:
    case, meeting = seen
    own = desk.own_templates("papers")
    document = compose_notice(case, meeting, addressee, templates=own)
    name = f"{case.reference}-action-notice-{number}-{_slug(addressee.owner)}".rstrip("-")
    files = _files(desk, document, case, name, formats)
    return ActionNotice(addressee.owner, addressee.body, files)


def invitation_file(desk: Desk, case_id: str, meeting_id: str, *, to: Iterable[str] = ()) -> bytes:
    """The meeting for calendars, or its cancellation where it was cancelled.

    to: the e-mail addresses of those who are invited.
    """
    with desk.acting(Operation.MAKE_PAPER, case_id) as work:
        case = open_case(work.session, work.case, PANEL, desk.today)
        meeting = _meeting_of(case, meeting_id)
        content = invitation(
            meeting,
            case,
            case.council,
            at=work.now,
            cancelled=meeting.state is MeetingState.CANCELLED,
            to=to,
        )
        name = invitation_name(case, meeting)
        work.note("made the invitation for calendars", details=_digests({name: content}))
    return content


def invitation_name(case: CaseFile, meeting: MeetingView) -> str:
    """What the file is saved under: ER-2026-0001-meeting.ics; another for a cancellation."""
    cancelled = meeting.state is MeetingState.CANCELLED
    return f"{case.reference}-meeting{'-cancelled' if cancelled else ''}.ics"


def _meeting_of(case: CaseFile, meeting_id: str) -> MeetingView:
    found = next((one for one in case.meetings if one.id == meeting_id), None)
    if found is None:
        raise NotFound("There is no such meeting.", next="Open the case again.")
    return found


def _files(
    desk: Desk, document: Document, case: CaseFile, name: str, formats: Iterable[Format]
) -> dict[str, bytes]:
    """The paper in each format, by file name."""
    return {
        f"{name}.{format}": write(
            document,
            format,
            council=case.council,
            reference=case.reference,
            letterhead=letterhead_of(desk),
        )
        for format in formats
    }


def _made(
    desk: Desk,
    case_id: str,
    operation: Operation,
    act: str,
    files: Mapping[str, bytes],
    *,
    about: str,
) -> None:
    """Say in the history which files were made, with their digests."""
    with desk.acting(operation, case_id) as work:
        work.note(act, details=_digests(files), about=about)


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: sha256(content).hexdigest() for name, content in files.items()}


def _slug(words: str) -> str:
    """Words for a file name that every system takes: small letters without marks, and digits."""
    plain = unicodedata.normalize("NFKD", one_line(words)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:40].rstrip("-")
