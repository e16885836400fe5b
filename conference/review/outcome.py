"""Letters: drafted, checked, approved by the chair, issued by the officer and frozen then.

What is issued never changes. A correction is a new letter that supersedes the earlier one, and the
register keeps both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from sqlmodel import col, select

from conference.casefile import open_case
from conference.documents.check import gaps
from conference.documents.letters import Document, compose
from conference.documents.writing import FORMATS, write
from conference.errors import BadInput, Problem, Refused
from conference.law.access import Operation
from conference.law.audience import APPLICANT, PANEL, Audience
from conference.law.audience import agency as agency_audience
from conference.record.tables import Agency, History, Letter, LetterFile, Party
from conference.review.desk import Desk, Work, required
from conference.review.reading import read_case
from conference.text import clean, one_line
from conference.views import (
    CaseFile,
    Channel,
    LetterKind,
    LetterState,
    LetterView,
    PartyRole,
    PersonView,
)

APPROVED_BY_CHAIR = (LetterKind.THRESHOLD_NOT_MET, LetterKind.OUTCOME)
"""Letters that tell a decision somebody can appeal against: the chair approves them first."""
LARGE_PRINT = "large print"
_APPROVED = "approved the letter"
_TOLD_IN_LETTERS = ("Decision", "Meeting", "Recommendation", "ThresholdDecision")
"""Subjects of the history whose words a letter that needs approval tells."""


def draft(
    desk: Desk,
    case_id: str,
    kind: LetterKind,
    *,
    paragraphs: Mapping[str, str] | None = None,
    agency_id: str | None = None,
    supersedes: str | None = None,
) -> str:
    """Begin a letter; return its id.

    paragraphs: the officer's words for the template's free paragraphs. agency_id: for a request,
    the agency it goes to. supersedes: id of the issued letter that this one corrects.
    """
    with desk.acting(Operation.DRAFT_LETTER, case_id) as work:
        if kind is LetterKind.AGENCY_REQUEST:
            work.find(Agency, agency_id or "")
        if supersedes is not None:
            _must_be(work.find(Letter, supersedes), LetterState.ISSUED)
        letter = work.new(
            Letter,
            kind=kind,
            number=_next_number(work),
            title=kind.value.replace("-", " ").capitalize(),
            paragraphs=_cleaned(paragraphs or {}),
            agency_id=agency_id,
            drafted_by=work.actor,
            supersedes_id=supersedes,
        )
        work.did(f"drafted a letter: {kind}", letter)
        return letter.id


def _next_number(work: Work) -> int:
    newest = (
        select(Letter.number)
        .where(Letter.case_id == work.case.id)
        .order_by(col(Letter.number).desc())
    )
    return (work.session.exec(newest).first() or 0) + 1


def _cleaned(paragraphs: Mapping[str, str]) -> dict[str, str]:
    return {one_line(name): clean(words) for name, words in paragraphs.items()}


def write_paragraphs(
    desk: Desk,
    case_id: str,
    letter_id: str,
    *,
    paragraphs: Mapping[str, str],
    shown: int | None = None,
) -> None:
    """Change the officer's words. A letter that was approved has to be approved again."""
    with desk.acting(Operation.DRAFT_LETTER, case_id) as work:
        letter = work.find(Letter, letter_id, shown=shown)
        _must_be(letter, LetterState.DRAFT, LetterState.CHECKED, LetterState.APPROVED)
        letter.paragraphs = _cleaned(paragraphs)
        letter.state = LetterState.DRAFT
        letter.approved_by, letter.approved_at = "", None
        work.did("wrote the letter's paragraphs", letter)


def preview(
    desk: Desk,
    case_id: str,
    letter_id: str,
    *,
    paragraphs: Mapping[str, str] | None = None,
) -> Document:
    """The letter as it would go out today; with `paragraphs`, as it would with those words."""
    panel = read_case(desk, case_id, view_as=PANEL, again=True)
    letter = _letter_of(panel, letter_id)
    seen = read_case(desk, case_id, view_as=_reader_of(desk, letter_id), again=True)
    return compose(
        letter.kind,
        seen,
        paragraphs=letter.paragraphs if paragraphs is None else paragraphs,
        number=letter.number,
        letter_date=letter.letter_date or desk.today,
        signed_by=_signatory(panel, desk),
        templates=desk.own_templates("letters"),
    )


def missing(desk: Desk, case_id: str, letter_id: str) -> tuple[Problem, ...]:
    """What the letter may not be issued without; empty when nothing is missing."""
    panel = read_case(desk, case_id, view_as=PANEL, again=True)
    letter = _letter_of(panel, letter_id)
    seen = read_case(desk, case_id, view_as=_reader_of(desk, letter_id), again=True)
    return gaps(
        seen,
        letter.kind,
        paragraphs=letter.paragraphs,
        panel=panel,
        templates=desk.own_templates("letters"),
    )


def _letter_of(case: CaseFile, letter_id: str) -> LetterView:
    found = next((letter for letter in case.letters if letter.id == letter_id), None)
    if found is None:
        raise Refused("There is no such letter.", next="Open the case again.")
    return found


def _reader_of(desk: Desk, letter_id: str) -> Audience:
    with desk.store.reading() as session:
        letter = session.get(Letter, letter_id)
        return agency_audience(letter.agency_id) if letter and letter.agency_id else APPLICANT


def _signatory(case: CaseFile, desk: Desk) -> PersonView:
    """Who signs: the single point of contact, else whoever is at the desk."""
    return case.spoc or desk.person


def approve(desk: Desk, case_id: str, letter_id: str, *, note: str = "") -> None:
    """The chair approves the letter; refused while anything is missing in it."""
    with desk.acting(Operation.APPROVE_LETTER, case_id) as work:
        letter = work.find(Letter, letter_id)
        _must_be(letter, LetterState.DRAFT, LetterState.CHECKED)
        _refuse_gaps(_gaps(work, letter, *_seen(work, letter)), "approved")
        letter.state, letter.approved_by = LetterState.APPROVED, work.actor
        letter.approved_at, letter.approval_note = work.now, clean(note)
        work.did(_APPROVED, letter)


def send_back(desk: Desk, case_id: str, letter_id: str, *, note: str) -> None:
    """The chair sends the letter back to the officer with a note."""
    required(note=note)
    with desk.acting(Operation.APPROVE_LETTER, case_id) as work:
        letter = work.find(Letter, letter_id)
        _must_be(letter, LetterState.DRAFT, LetterState.CHECKED, LetterState.APPROVED)
        letter.state, letter.approval_note = LetterState.DRAFT, clean(note)
        letter.approved_by, letter.approved_at = "", None
        work.did("sent the letter back", letter)


def _refuse_gaps(problems: tuple[Problem, ...], what: str) -> None:
    if problems:
        raise BadInput(
            f"The letter cannot be {what} yet: something is missing.",
            problems,
            next="Record what is missing, then try again.",
        )


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
    what is frozen is what the record said at that moment.
    """
    with desk.acting(Operation.ISSUE_LETTER, case_id) as work:
        letter = work.find(Letter, letter_id)
        _may_go_out(letter)
        _still_as_approved(work, letter)
        letter.letter_date = work.today
        seen, panel = _seen(work, letter)
        _refuse_gaps(_gaps(work, letter, seen, panel), "issued")
        document = _composed(work, letter, seen, panel)
        for row in _files(work, letter, document, seen):
            work.did("froze a file of the letter", row)
        _register(work, letter, document, channel, sent_to)


def _gaps(work: Work, letter: Letter, seen: CaseFile, panel: CaseFile) -> tuple[Problem, ...]:
    return gaps(
        seen,
        letter.kind,
        paragraphs=letter.paragraphs,
        panel=panel,
        templates=work.desk.own_templates("letters"),
    )


def _may_go_out(letter: Letter) -> None:
    if letter.kind in APPROVED_BY_CHAIR and letter.state is not LetterState.APPROVED:
        raise Refused(
            f"This letter is {letter.state}: the chair approves it before it is issued.",
            safe="Nothing was sent.",
            next="Ask the chair to read and approve it.",
        )
    _must_be(letter, LetterState.DRAFT, LetterState.CHECKED, LetterState.APPROVED)


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


def _seen(work: Work, letter: Letter) -> tuple[CaseFile, CaseFile]:
    """The case as the letter's reader may see it, and as the panel does."""
    reader = agency_audience(letter.agency_id) if letter.agency_id else APPLICANT
    seen = open_case(work.session, work.case, reader, work.today)
    return seen, open_case(work.session, work.case, PANEL, work.today)


def _composed(work: Work, letter: Letter, seen: CaseFile, panel: CaseFile) -> Document:
    return compose(
        letter.kind,
        seen,
        paragraphs=letter.paragraphs,
        number=f"{work.case.reference}/{letter.number}",
        letter_date=work.today,
        signed_by=_signatory(panel, work.desk),
        templates=work.desk.own_templates("letters"),
    )


def letterhead_of(desk: Desk) -> Path | None:
    """The council's own letterhead; None for the one that is shipped."""
    own = desk.templates / "letterhead.docx" if desk.templates is not None else None
    return own if own is not None and own.is_file() else None


def _files(work: Work, letter: Letter, document: Document, seen: CaseFile) -> list[LetterFile]:
    """Every format of the letter, in large print where the applicant asked for it."""
    wants = seen.application.letter_format if seen.application else ""
    rows = []
    for kind in FORMATS:
        content = write(
            document,
            kind,
            council=seen.council,
            reference=document.number,
            letterhead=letterhead_of(work.desk),
            large_print=wants.casefold() == LARGE_PRINT,
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


def _register(
    work: Work, letter: Letter, document: Document, channel: Channel, sent_to: str
) -> None:
    letter.state, letter.title = LetterState.ISSUED, document.title
    letter.issued_by, letter.issued_at = work.actor, work.now
    letter.channel = channel.value
    letter.sent_to = one_line(sent_to) or _address(work, letter)
    letter.last_appeal_day = document.last_appeal_day
    work.did("issued the letter", letter)
    if letter.supersedes_id:
        earlier = work.find(Letter, letter.supersedes_id)
        _must_be(earlier, LetterState.ISSUED)
        earlier.state = LetterState.SUPERSEDED
        work.did("superseded the earlier letter", earlier)
    if letter.kind is LetterKind.ACKNOWLEDGEMENT and work.case.acknowledged_on is None:
        work.case.acknowledged_on = work.today
        work.did("acknowledged the application", work.case)


def _address(work: Work, letter: Letter) -> str:
    if letter.agency_id:
        return work.find(Agency, letter.agency_id).name
    applicant = work.session.exec(
        select(Party).where(Party.case_id == work.case.id, Party.role == PartyRole.APPLICANT)
    ).first()
    if applicant is None:
        return ""
    return ", ".join([applicant.name, *applicant.address, applicant.postcode]).strip(", ")


def _must_be(letter: Letter, *states: LetterState) -> None:
    if letter.state not in states:
        raise Refused(
            f"The letter is {letter.state}.",
            safe="Nothing was changed.",
            next="A letter that was issued is corrected by a new one that supersedes it."
            if letter.state is LetterState.ISSUED
            else f"This can be done with a letter that is {' or '.join(states)}.",
        )


def close_case(desk: Desk, case_id: str, *, why: str) -> None:
    """Close the case, once the applicant was told; what they think of it belongs in the reason."""
    required(why=why)
    with desk.acting(Operation.CLOSE_CASE, case_id) as work:
        told = work.session.exec(
            select(Letter.id).where(
                Letter.case_id == work.case.id,
                Letter.state == LetterState.ISSUED,
                col(Letter.kind).in_((LetterKind.OUTCOME, LetterKind.THRESHOLD_NOT_MET)),
            )
        ).first()
        if told is None:
            raise Refused(
                "The applicant has not been told the outcome.",
                safe="The case stays open.",
                next="Issue the letter first: section 104(6) and (8).",
            )
        work.case.closed_on, work.case.closed_why = work.today, clean(why)
        work.did("closed the case", work.case)
