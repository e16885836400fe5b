"""Letters in words."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from conference.case.facts import told
from conference.errors import Problem
from conference.review.outcome import LetterCheck
from conference.views import CaseFile, DeliveryView, LetterKind, LetterState, LetterView
from screens.widgets.line_list import Cell, Row, RowList
from screens.words.parts import headed, labelled, paragraphs, short_day

KINDS = {
    LetterKind.ACKNOWLEDGEMENT: "Acknowledgement of the application",
    LetterKind.CONSENT_REQUEST: "Asks for consent or more information",
    LetterKind.AGENCY_REQUEST: "Request to an agency",
    LetterKind.THRESHOLD_MET: "Threshold met",
    LetterKind.THRESHOLD_NOT_MET: "Threshold not met",
    LetterKind.APPLICATION_REFUSED: "Application refused",
    LetterKind.INVITATION_APPLICANT: "Invitation to the applicant",
    LetterKind.INVITATION_PANEL: "Invitation to the panel",
    LetterKind.NOT_INVITED: "Applicant not invited",
    LetterKind.DELAY: "Delay",
    LetterKind.OUTCOME: "Outcome of the review",
    LetterKind.ACTION_PLAN_UPDATE: "What has been done since",
    LetterKind.CLOSURE: "Closing the case",
    LetterKind.APPEAL_ACKNOWLEDGEMENT: "Acknowledgement of an appeal",
    LetterKind.APPEAL_BUNDLE: "Cover letter of the appeal bundle",
}
EDITABLE = (LetterState.DRAFT, LetterState.CHECKED, LetterState.APPROVED)
_TONES = {
    LetterState.APPROVED: "success",
    LetterState.ISSUED: "success",
    LetterState.SUPERSEDED: "muted",
}


def letter_rows(case: CaseFile) -> RowList:
    """A row for each letter."""
    return RowList(
        Row(
            letter.id,
            (
                letter.number,
                KINDS[letter.kind],
                Cell(state_words(letter), _TONES.get(letter.state, "warning")),
                short_day(letter.issued_on, "not sent"),
            ),
        )
        for letter in case.letters
    )


def state_words(letter: LetterView) -> str:
    """How far a letter has come; a draft with the chair's note was sent back."""
    if letter.state is LetterState.DRAFT and letter.approval_note:
        return "sent back"
    return str(letter.state)


def letter_words(letter: LetterView) -> Content:
    """What is known about a letter, beside its text."""
    files = ", ".join(f"{file.format} ({file.size / 1000:.0f} kB)" for file in letter.files)
    return paragraphs(
        headed(f"{letter.number}: {KINDS[letter.kind]}", state_words(letter)),
        labelled(
            ("By e-mail", delivery_words(letter)),
            *told(letter, ("state", "paragraphs")),
            ("Files", files),
        ),
    )


def delivery_words(letter: LetterView) -> str:
    """Where it was sent, and what became of it."""
    return "; ".join(map(_delivery, letter.deliveries))


def _delivery(one: DeliveryView) -> str:
    known = (f"{label}: {words}" for label, words in told(one, ("sent_to", "state", "problem")))
    return f"{one.sent_to}: {one.state} ({'; '.join(filter(None, (one.problem, *known)))})"


def missing_words(problems: Sequence[Problem]) -> Content:
    """What a letter may not be issued without."""
    if not problems:
        return Content.assemble(("Nothing is missing.", "bold"))
    lines = "\n".join(f"- {problem}" for problem in problems)
    return headed("Missing before it can go out:", lines)


def readiness_words(found: LetterCheck) -> Content:
    """What is missing, and how many things still need a reason."""
    count = len(found.open_flags)
    if not count:
        return missing_words(found.gaps)
    what = f"{count} thing{'s' * (count != 1)} to look at twice: the c key of the letters."
    return paragraphs(missing_words(found.gaps), what)
