"""Checking a letter and beginning any kind of letter, by keyboard alone."""

from __future__ import annotations

import pytest

from conference.review import outcome
from conference.views import LetterKind, LetterState
from screens.letter_check import LetterChecker
from screens.letters import LettersPane
from screens.words.letter_kinds import kind_choices
from tests.office import Office
from tests.screens.stage_host import SIZES, TRAPS, WIDE, at

FLAGGED = {"opening": "Please ring 07700 900123 at any hour."}


@pytest.mark.parametrize("size", SIZES)
async def test_a_flag_gets_its_reason_and_the_letter_is_checked(
    office: Office, size: tuple[int, int]
) -> None:
    case_id = office.after_meeting()
    outcome.draft(office.officer, case_id, LetterKind.OUTCOME, paragraphs=FLAGGED)
    async with at(LettersPane, office.officer, case_id, size) as hand:
        await hand.press("c")
        await hand.until(lambda: isinstance(hand.host.screen, LetterChecker))
        await hand.sees("Nothing is missing.")
        await hand.sees("the telephone number")
        await hand.save()
        assert isinstance(hand.host.screen, LetterChecker)
        await hand.fill(flag0="It is the night line.")
        await hand.save()
        await hand.sees("The letter is checked.")
    (letter,) = office.case(case_id).letters
    assert (letter.state, letter.checked_by) == (LetterState.CHECKED, "Olive Officer")
    assert [one.reason for one in letter.overrides] == ["It is the night line."]


async def test_every_decision_stands_beside_what_tells_it(office: Office) -> None:
    case_id = office.after_meeting()
    office.outcome_letter(case_id, approved=False)
    async with at(LettersPane, office.officer, case_id, WIDE) as hand:
        await hand.press("c")
        await hand.until(lambda: isinstance(hand.host.screen, LetterChecker))
        await hand.sees("Recommendation 1: told under")
        await hand.sees("of 100)")
        await hand.save()
        await hand.sees("The letter is checked.")


async def test_reasons_that_were_typed_come_back(office: Office) -> None:
    case_id = office.after_meeting()
    outcome.draft(office.officer, case_id, LetterKind.OUTCOME, paragraphs=FLAGGED)
    async with at(LettersPane, office.officer, case_id) as hand:
        await hand.press("c")
        await hand.until(lambda: isinstance(hand.host.screen, LetterChecker))
        await hand.fill(flag0="Half a rea")
        await hand.press("escape")
        await hand.sees("The reasons you typed are kept")
        await hand.press("y")
        await hand.until(lambda: not isinstance(hand.host.screen, LetterChecker))
        await hand.press("c")
        await hand.until(lambda: isinstance(hand.host.screen, LetterChecker))
        await hand.sees("Half a rea")


async def test_what_is_missing_is_told_and_nothing_is_checked(office: Office) -> None:
    case_id = office.in_evidence()
    outcome.draft(office.officer, case_id, LetterKind.OUTCOME)
    async with at(LettersPane, office.officer, case_id) as hand:
        await hand.press("c")
        await hand.until(lambda: isinstance(hand.host.screen, LetterChecker))
        await hand.sees("Missing before it can go out")
        await hand.save()
        assert isinstance(hand.host.screen, LetterChecker)
    assert office.case(case_id).letters[0].state is LetterState.DRAFT


async def test_words_of_a_flag_are_literal(office: Office) -> None:
    case_id = office.after_meeting()
    words = {"opening": f"{TRAPS[0]} 07700 900123"}
    outcome.draft(office.officer, case_id, LetterKind.OUTCOME, paragraphs=words)
    async with at(LettersPane, office.officer, case_id) as hand:
        await hand.press("c")
        await hand.until(lambda: isinstance(hand.host.screen, LetterChecker))
        await hand.sees("07700 900123")


async def test_who_does_not_check_letters_is_offered_no_key_for_it(office: Office) -> None:
    case_id = office.after_meeting()
    office.outcome_letter(case_id)
    async with at(LettersPane, office.observer, case_id) as hand:
        await hand.press("c")
        assert not isinstance(hand.host.screen, LetterChecker)


def first(office: Office, case_id: str) -> list[str]:
    return [words for _, words in kind_choices(office.case(case_id)) if "not usual" not in words]


def test_what_fits_the_stage_is_offered_first_and_nothing_is_left_out(office: Office) -> None:
    case_id = office.receive()
    assert first(office, case_id)[0] == "Acknowledgement of the application"
    assert len(kind_choices(office.case(case_id))) == len(LetterKind)
    case_id = office.in_evidence()
    assert first(office, case_id)[0] == "Threshold met"
    office.plan(case_id)
    assert first(office, case_id)[:2] == ["Invitation to the applicant", "Invitation to the panel"]
    case_id = office.after_meeting()
    assert first(office, case_id)[0] == "Outcome of the review"
