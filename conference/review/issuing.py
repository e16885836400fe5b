"""Letters approved by the chair, issued by the officer, and frozen then.

What is issued never changes. A correction is a new letter that supersedes the earlier one, and the
register keeps both.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from sqlmodel import col, select

from conference.documents.flags import wants_large_print
from conference.documents.letters import Document
from conference.documents.writing import FORMATS, write
from conference.errors import Refused
from conference.law.access import Operation
from conference.record.history import printed_head
from conference.record.tables import History, Letter, LetterFile
from conference.review.appeals import acknowledged_by
from conference.review.checking import made_in, refuse_unready
from conference.review.composing import Composing, compose_letter
from conference.review.desk import Desk, Work
from conference.review.follow_up import add_usual
from conference.review.letters import EDITABLE, must_be
from conference.text import clean, one_line
from conference.views import Channel, LetterKind, LetterState

APPROVED_BY_CHAIR = (
    LetterKind.THRESHOLD_NOT_MET,
    LetterKind.APPLICATION_REFUSED,
    LetterKind.NOT_INVITED,
    LetterKind.OUTCOME,
)
"""Letters that tell a decision: the chair approves them first."""
_APPROVED = "approved the letter"
_TOLD_IN_LETTERS = ("Decision", "Meeting", "Recommendation", "ThresholdDecision")
"""Subjects of the history whose words a letter that needs approval tells."""


def approve(desk: Desk, case_id: str, letter_id: str, *, note: str = "") -> None:
    """The chair approves the letter; refused while it lacks something or a flag has no reason."""
    with desk.acting(Operation.APPROVE_LETTER, case_id) as work:
        letter = work.find(Letter, letter_id)
        must_be(letter, LetterState.DRAFT, LetterState.CHECKED)
        refuse_unready(work, letter, "approved")
        letter.state, letter.approved_by = LetterState.APPROVED, work.actor
        letter.checked_by = letter.checked_by or work.actor
        letter.approved_at, letter.approval_note = work.now, clean(note)
        work.did(_APPROVED, letter)


def issue(
    desk: Desk,
    case_id: str,
    letter_id: str,
    *,
    channel: Channel,
    sent_to: str = "",
) -> None:
    """Issue the letter today: every format is made, frozen with its digest, and registered.

    The case is read, the files are made and the register is written in one transaction, so that
    what is frozen is what the record said at that moment. Sending it is an act of its own.
    """
    with desk.acting(Operation.ISSUE_LETTER, case_id) as work:
        letter = work.find(Letter, letter_id)
        _may_go_out(letter)
        _still_as_approved(work, letter)
        letter.letter_date = work.today
        refuse_unready(work, letter, "issued")
        made = made_in(work, letter, {})
        document = compose_letter(made)
        for row in _files(work, letter, document, made):
            work.did("froze a file of the letter", row)
        _register(
            work, letter, document, channel, one_line(sent_to) or _to(document, made, channel)
        )


def _may_go_out(letter: Letter) -> None:
    if letter.kind in APPROVED_BY_CHAIR and letter.state is not LetterState.APPROVED:
        raise Refused(
            f"This letter is {letter.state}: the chair approves it before it is issued.",
            safe="Nothing was sent.",
            next="Ask the chair to read and approve it.",
        )
    must_be(letter, *EDITABLE)


def _still_as_approved(work: Work, letter: Letter) -> None:
    """What the chair approved is what goes out: the letter is made from the record as it is now."""
    if letter.state is not LetterState.APPROVED:
        return
    of_case = select(History.number).where(History.chain_id == work.case.id)
    approvals = work.session.exec(
        of_case.where(History.subject_id == letter.id, History.act == _APPROVED)
    )
    later = of_case.where(
        History.number > max(approvals), col(History.subject).in_(_TOLD_IN_LETTERS)
    )
    if work.session.exec(later).first() is not None:
        raise Refused(
            "The record that the letter tells of was changed after the chair approved it.",
            safe="Nothing was sent.",
            next="Ask the chair to read the letter as it is now: send it back, and approve it.",
        )


def letterhead_of(desk: Desk) -> Path | None:
    """The council's own letterhead; None for the one that is shipped."""
    own = desk.templates / "letterhead.docx" if desk.templates is not None else None
    return own if own is not None and own.is_file() else None


def _files(work: Work, letter: Letter, document: Document, made: Composing) -> list[LetterFile]:
    """Every format of the letter, in large print where the applicant asked for it."""
    record = printed_head(work.session, work.case.council_id)
    rows = []
    for kind in FORMATS:
        content = write(
            document,
            kind,
            council=made.case.council,
            reference=document.number,
            letterhead=letterhead_of(work.desk),
            large_print=wants_large_print(made.case),
            record=record,
        )
        rows.append(
            work.new(
                LetterFile,
                letter_id=letter.id,
                format=kind,
                content=content,
                size=len(content),
                digest=hashlib.sha256(content).hexdigest(),
            )
        )
    return rows


def _to(document: Document, made: Composing, channel: Channel) -> str:
    """Where the letter goes: the reader's e-mail address for an e-mail, else the envelope's."""
    reader = made.case.applicant if document.kind not in _TO_OTHERS else None
    if channel is Channel.EMAIL and reader is not None and reader.email:
        return one_line(reader.email)
    return ", ".join(document.recipient)


_TO_OTHERS = (LetterKind.AGENCY_REQUEST, LetterKind.INVITATION_PANEL, LetterKind.APPEAL_BUNDLE)


def _register(
    work: Work, letter: Letter, document: Document, channel: Channel, sent_to: str
) -> None:
    letter.state, letter.title = LetterState.ISSUED, document.title
    letter.issued_by, letter.issued_at = work.actor, work.now
    letter.channel, letter.sent_to = channel.value, sent_to
    letter.last_appeal_day = document.last_appeal_day
    work.did("issued the letter", letter)
    if letter.supersedes_id:
        earlier = work.find(Letter, letter.supersedes_id)
        must_be(earlier, LetterState.ISSUED)
        earlier.state = LetterState.SUPERSEDED
        work.did("superseded the earlier letter", earlier)
    if letter.kind is LetterKind.ACKNOWLEDGEMENT and work.case.acknowledged_on is None:
        work.case.acknowledged_on = work.today
        work.did("acknowledged the application", work.case)
    if letter.kind is LetterKind.APPEAL_ACKNOWLEDGEMENT:
        acknowledged_by(work, letter)
    if letter.kind is LetterKind.OUTCOME and not letter.supersedes_id:
        add_usual(work, work.today)
