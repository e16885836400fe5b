"""Letters begun and written: which one, about what, in whose words, and how it would look today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import col, select

from conference.casefile import open_case
from conference.documents.letters import Document
from conference.documents.readers import ABOUT, NEEDS_ABOUT, About, refuse_another_matter
from conference.documents.template import FreeParagraph
from conference.errors import NotFound, Refused
from conference.law.access import Operation
from conference.law.audience import APPLICANT, COMMISSIONER, PANEL, ROOM, Audience
from conference.law.audience import agency as agency_audience
from conference.record.tables import Agency, Letter
from conference.review.composing import Composing, compose_letter, places_of
from conference.review.desk import Desk, Work, required
from conference.review.reading import read_case
from conference.text import clean, one_line
from conference.views import (
    AppealView,
    AttendanceView,
    CaseFile,
    LetterKind,
    LetterState,
    LetterView,
)

EDITABLE = (LetterState.DRAFT, LetterState.CHECKED, LetterState.APPROVED)
"""States in which a letter can still change."""


@dataclass(frozen=True)
class Begun:
    """What a letter is about, and which agency it goes to."""

    about_id: str
    agency_id: str | None


def draft(
    desk: Desk,
    case_id: str,
    kind: LetterKind,
    *,
    paragraphs: Mapping[str, str] | None = None,
    agency_id: str | None = None,
    supersedes: str | None = None,
    about_id: str = "",
) -> str:
    """Begin a letter; return its id.

    paragraphs: the officer's words for the template's free paragraphs. agency_id: for a request,
    the agency it goes to. supersedes: id of the issued letter that this one corrects. about_id: of
    the meeting, the person invited, the appeal or the promise it is about; where there is no choice
    (one appeal, the case's meeting) it may be left out.
    """
    with desk.acting(Operation.DRAFT_LETTER, case_id) as work:
        if kind is LetterKind.AGENCY_REQUEST:
            work.find(Agency, agency_id or "")
        if supersedes is not None:
            must_be(work.find(Letter, supersedes), LetterState.ISSUED)
        begun = _begun(work, kind, about_id, agency_id)
        letter = work.new(
            Letter,
            kind=kind,
            number=_next_number(work),
            title=kind.value.replace("-", " ").capitalize(),
            paragraphs=_cleaned(paragraphs or {}),
            agency_id=begun.agency_id,
            about_id=begun.about_id,
            drafted_by=work.actor,
            supersedes_id=supersedes,
        )
        work.did(f"drafted a letter: {kind}", letter)
        return letter.id


def _begun(work: Work, kind: LetterKind, about_id: str, agency_id: str | None) -> Begun:
    """What the letter is about: BadInput where its kind needs to know, and nothing tells it."""
    if kind not in ABOUT:
        if about_id:
            raise NotFound("A letter of this kind is about the case itself, and nothing else.")
        return Begun("", agency_id)
    panel = open_case(work.session, work.case, PANEL, work.today)
    if not about_id and kind in NEEDS_ABOUT and ABOUT[kind] is AppealView and panel.appeals:
        about_id = panel.appeals[-1].id
    about = about_view(panel, about_id)
    refuse_another_matter(kind, about)
    return Begun(about_id, about.agency_id if isinstance(about, AttendanceView) else agency_id)


def about_view(case: CaseFile, about_id: str) -> About | None:
    """What of the case has that id; None for none. NotFound where the case has no such thing."""
    if not about_id:
        return None
    there: list[About] = [*case.meetings, *case.appeals, *case.follow_ups]
    there += [one for meeting in case.meetings for one in meeting.attendance]
    found = next((one for one in there if one.id == about_id), None)
    if found is None:
        raise NotFound("What the letter is about is no longer there.", next="Open the case again.")
    return found


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
    """Change the officer's words. A letter that was checked or approved is that no longer."""
    with desk.acting(Operation.DRAFT_LETTER, case_id) as work:
        letter = work.find(Letter, letter_id, shown=shown)
        must_be(letter, *EDITABLE)
        letter.paragraphs = _cleaned(paragraphs)
        back_to_draft(letter)
        work.did("wrote the letter's paragraphs", letter)


def send_back(desk: Desk, case_id: str, letter_id: str, *, note: str) -> None:
    """The chair sends the letter back to the officer with a note."""
    required(note=note)
    with desk.acting(Operation.SEND_LETTER_BACK, case_id) as work:
        letter = work.find(Letter, letter_id)
        must_be(letter, *EDITABLE)
        back_to_draft(letter)
        letter.approval_note = clean(note)
        work.did("sent the letter back", letter)


def back_to_draft(letter: Letter) -> None:
    """Whoever checked or approved it did so with other words; reasons that were given stay."""
    letter.state, letter.checked_by = LetterState.DRAFT, ""
    letter.approved_by, letter.approved_at = "", None


def preview(
    desk: Desk,
    case_id: str,
    letter_id: str,
    *,
    paragraphs: Mapping[str, str] | None = None,
) -> Document:
    """The letter as it would go out today; with `paragraphs`, as it would with those words."""
    return compose_letter(composing(desk, case_id, letter_id, paragraphs=paragraphs))


def places(desk: Desk, case_id: str, letter_id: str) -> tuple[FreeParagraph, ...]:
    """Where the officer may write in this letter, the Welsh of a bilingual one among them."""
    return places_of(composing(desk, case_id, letter_id))


def composing(
    desk: Desk, case_id: str, letter_id: str, *, paragraphs: Mapping[str, str] | None = None
) -> Composing:
    """All that a letter is made from, as the record has it now."""
    panel = read_case(desk, case_id, view_as=PANEL, again=True)
    letter = _letter_of(panel, letter_id)
    seen = read_case(desk, case_id, view_as=reader_of(letter.kind, letter.agency_id), again=True)
    return Composing(
        desk=desk,
        kind=letter.kind,
        case=seen,
        panel=panel,
        paragraphs=letter.paragraphs if paragraphs is None else paragraphs,
        number=letter.number,
        letter_date=letter.letter_date or desk.today,
        about=about_view(panel, letter.about_id),
        answered={one.flag: one.reason for one in letter.overrides},
    )


def _letter_of(case: CaseFile, letter_id: str) -> LetterView:
    found = next((letter for letter in case.letters if letter.id == letter_id), None)
    if found is None:
        raise Refused("There is no such letter.", next="Open the case again.")
    return found


def reader_of(kind: LetterKind, agency_id: str | None) -> Audience:
    """Whose view of the case the letter is made from."""
    if kind is LetterKind.APPEAL_BUNDLE:
        return COMMISSIONER
    if kind in (LetterKind.AGENCY_REQUEST, LetterKind.INVITATION_PANEL):
        return agency_audience(agency_id) if agency_id else ROOM
    return APPLICANT


def must_be(letter: Letter, *states: LetterState) -> None:
    """Refused for a letter that is in none of these states."""
    if letter.state not in states:
        raise Refused(
            f"The letter is {letter.state}.",
            safe="Nothing was changed.",
            next="A letter that was issued is corrected by a new one that supersedes it."
            if letter.state is LetterState.ISSUED
            else f"This can be done with a letter that is {' or '.join(states)}.",
        )
