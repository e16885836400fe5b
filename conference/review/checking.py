"""The check before issue: what is missing, what needs a second look, and who looked."""

from __future__ import annotations

from collections.abc import Mapping

from conference.casefile import open_case
from conference.errors import BadInput, Problem
from conference.law.access import Operation
from conference.law.audience import PANEL
from conference.record.tables import Letter
from conference.review.composing import Composing, LetterCheck, gaps_of, look_over_letter
from conference.review.desk import Desk, Work
from conference.review.letters import about_view, composing, must_be, reader_of
from conference.text import clean
from conference.views import LetterState


def missing(desk: Desk, case_id: str, letter_id: str) -> tuple[Problem, ...]:
    """What the letter may not be issued without; empty when nothing is missing."""
    return gaps_of(composing(desk, case_id, letter_id))


def look_over(
    desk: Desk, case_id: str, letter_id: str, *, paragraphs: Mapping[str, str] | None = None
) -> LetterCheck:
    """What the check would find in the letter now; with `paragraphs`, with those words."""
    return look_over_letter(composing(desk, case_id, letter_id, paragraphs=paragraphs))


def check(
    desk: Desk, case_id: str, letter_id: str, overrides: Mapping[str, str] | None = None
) -> None:
    """Check the letter: from here it is CHECKED, with who checked it and why flags may stand.

    overrides: a reason for each flag, by its key; reasons given before are kept. BadInput while
    something is missing or a flag has no reason.
    """
    with desk.acting(Operation.CHECK_LETTER, case_id) as work:
        letter = work.find(Letter, letter_id)
        must_be(letter, LetterState.DRAFT, LetterState.CHECKED)
        refuse_unready(work, letter, "checked", overrides)
        letter.state, letter.checked_by = LetterState.CHECKED, work.actor
        work.did("checked the letter", letter)


def refuse_unready(
    work: Work, letter: Letter, what: str, overrides: Mapping[str, str] | None = None
) -> None:
    """BadInput while the letter lacks something or a flag has no reason; keeps the reasons."""
    given = {key: clean(reason).strip() for key, reason in (overrides or {}).items()}
    by = {one["flag"]: one for one in letter.overrides}
    for key, reason in given.items():
        by[key] = {"flag": key, "reason": reason, "by": work.actor}
    found = look_over_letter(made_in(work, letter, {key: by[key]["reason"] for key in by}))
    if found.gaps:
        raise BadInput(
            f"The letter cannot be {what} yet: something is missing.",
            found.gaps,
            next="Record what is missing, then try again.",
        )
    if found.open_flags:
        raise BadInput(
            f"The letter cannot be {what} yet: something in it needs a second look.",
            tuple(Problem(flag.place, flag.words) for flag in found.open_flags),
            next="Take it out of the letter, or give the reason why it may stay.",
        )
    # A new list: the record notices no change inside the old one.
    letter.overrides = [by[flag.key] for flag in found.flags]


def made_in(work: Work, letter: Letter, answered: Mapping[str, str]) -> Composing:
    """All that the letter is made from, as it stands in this transaction."""
    panel = open_case(work.session, work.case, PANEL, work.today)
    reader = reader_of(letter.kind, letter.agency_id)
    return Composing(
        desk=work.desk,
        kind=letter.kind,
        case=open_case(work.session, work.case, reader, work.today),
        panel=panel,
        paragraphs=letter.paragraphs,
        number=f"{work.case.reference}/{letter.number}",
        letter_date=work.today,
        about=about_view(panel, letter.about_id),
        answered=answered,
    )
