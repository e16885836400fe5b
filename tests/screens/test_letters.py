"""Letters written, approved, issued and saved by keyboard alone."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import TextArea

from conference.forms import NewParty
from conference.review import evidence, outcome, recommendations
from conference.views import LetterKind, LetterState, LetterView
from screens.dialogs.message import Message
from screens.dialogs.two_versions import TwoVersions
from screens.letter_preview import LetterPreview
from screens.letter_reader import LetterReader
from screens.letter_writer import LetterWriter
from screens.letters import LettersPane
from tests.office import Office
from tests.screens.stage_host import (
    ALL_HOSTILE,
    NARROW,
    SIZES,
    TRAPS,
    WIDE,
    Hand,
    all_are_literal,
    at,
)


def letter(office: Office, case_id: str, place: int = 0) -> LetterView:
    return office.case(case_id).letters[place]


def preview_words(hand: Hand) -> str:
    """What the preview in front shows, as it is read."""
    preview = hand.host.screen.query_one(LetterPreview)
    blocks = preview.letter.query("*").results()
    return " ".join(str(block.render()) for block in blocks if not block.children)


async def begin(hand: Hand, kind: str = "Outcome") -> None:
    """Choose a kind of letter with the arrows."""
    await hand.press("n")
    for _ in range(6):
        if any(f"> {kind}" in line for line in hand.text.splitlines()):
            break
        await hand.press("down")
    await hand.press("enter")
    await hand.until(lambda: isinstance(hand.host.screen, LetterWriter))


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES)
async def test_the_outcome_letter_goes_from_a_draft_to_files_in_a_folder(
    office: Office, size: tuple[int, int], tmp_path: Path
) -> None:
    case_id = office.after_meeting()
    async with at(LettersPane, office.officer, case_id, size) as hand:
        assert "No letter is drafted yet" in hand.text
        await begin(hand)
        await hand.fill(opening="We are sorry about the noise.")
        await hand.save()
        await hand.until(lambda: letter(office, case_id).paragraphs.get("opening"))
        await hand.press("escape")
        await hand.press("i")
        await hand.choose("channel", "post")
        await hand.save()
        assert isinstance(hand.host.screen, Message)
        assert "the chair approves it" in hand.text
        assert letter(office, case_id).state is LetterState.DRAFT
    async with at(LettersPane, office.chair, case_id, size) as hand:
        await hand.press("p")
        await hand.paste("Well put.")
        await hand.press("ctrl+s")
        await hand.sees("The letter is approved.")
    async with at(LettersPane, office.officer, case_id, size) as hand:
        await hand.press("i")
        await hand.until(lambda: "How it is sent" in hand.text)
        await hand.choose("channel", "post")
        await hand.save()
        await hand.sees("The letter is issued.")
        await hand.press("o")
        await hand.press("ctrl+u")
        folder = tmp_path / "letters"
        await hand.paste(str(folder))
        await hand.press("ctrl+s")
        await hand.until(lambda: folder.is_dir() and len(list(folder.iterdir())) == 5)
    issued = letter(office, case_id)
    stem = issued.number.replace("/", "-")
    assert (issued.state, issued.approval_note) == (LetterState.ISSUED, "Well put.")
    assert (folder / f"{stem}.pdf").read_bytes().startswith(b"%PDF-")
    text = (folder / f"{stem}.txt").read_text(encoding="utf-8")
    assert "We are sorry about the noise." in text
    assert "Visit every week" in text
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


async def test_files_that_are_there_are_replaced_only_after_a_yes(
    office: Office, tmp_path: Path
) -> None:
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id)
    outcome.issue(office.officer, case_id, letter_id, channel=outcome.Channel.POST)
    stem = letter(office, case_id).number.replace("/", "-")
    mine = tmp_path / f"{stem}.txt"
    mine.write_text("mine")
    async with at(LettersPane, office.officer, case_id) as hand:
        for answer in ("n", "y"):
            assert mine.read_text() == "mine"
            await hand.press("o")
            await hand.press("ctrl+u")
            await hand.paste(str(tmp_path))
            await hand.press("ctrl+s")
            await hand.sees("Replace the files that are there?")
            await hand.press(answer)
        await hand.until(lambda: mine.read_text() != "mine")


async def test_what_a_letter_lacks_stands_in_words(office: Office) -> None:
    case_id = office.in_evidence()
    outcome.draft(office.officer, case_id, LetterKind.OUTCOME)
    async with at(LettersPane, office.officer, case_id) as hand:
        await hand.sees("meeting: the panel's meeting is not closed")
        assert "Missing before it can go out" in hand.text


async def test_a_letter_that_lacks_something_is_not_approved_and_says_why(office: Office) -> None:
    case_id = office.in_evidence()
    outcome.draft(office.officer, case_id, LetterKind.OUTCOME)
    async with at(LettersPane, office.chair, case_id) as hand:
        await hand.press("p", "ctrl+s")
        await hand.sees("The letter cannot be approved yet")
        assert letter(office, case_id).state is LetterState.DRAFT


@pytest.mark.long
async def test_the_preview_follows_the_typing_and_the_typing_stays_where_it_is(
    office: Office,
) -> None:
    case_id = office.after_meeting()
    outcome.draft(office.officer, case_id, LetterKind.OUTCOME)
    async with at(LettersPane, office.officer, case_id, WIDE) as hand:
        await hand.press("enter")
        await hand.until(lambda: "Dear Mrs A. Sample" in hand.text)
        await hand.type("We heard")
        await hand.until(lambda: "We heard" in preview_words(hand))
        area = hand.host.focused
        assert isinstance(area, TextArea)
        assert area.cursor_location == (0, 8)
        await hand.type(" you")
        await hand.until(lambda: "We heard you" in preview_words(hand))
        assert area.text == "We heard you"
        assert hand.host.focused is area


async def test_at_eighty_columns_a_key_goes_from_the_form_to_the_letter_and_back(
    office: Office,
) -> None:
    case_id = office.after_meeting()
    outcome.draft(office.officer, case_id, LetterKind.OUTCOME)
    async with at(LettersPane, office.officer, case_id, NARROW) as hand:
        await hand.press("enter")
        assert "Dear Mrs A. Sample" not in hand.text
        await hand.press("f2")
        await hand.sees("Dear Mrs A. Sample")
        await hand.press("f2")
        assert "Dear Mrs A. Sample" not in hand.text
        await hand.type("ok")
        assert isinstance(hand.host.focused, TextArea)
        assert hand.host.focused.text == "ok"


@pytest.mark.long
async def test_typed_words_come_back_after_a_crash(office: Office) -> None:
    case_id = office.after_meeting()
    outcome.draft(office.officer, case_id, LetterKind.OUTCOME)
    async with at(LettersPane, office.officer, case_id) as hand:
        await hand.press("enter")
        await hand.type("Half a sent")
        await hand.settle()
    async with at(LettersPane, office.officer, case_id) as hand:
        await hand.press("enter")
        await hand.sees("Half a sent")
        assert letter(office, case_id).paragraphs.get("opening", "") == ""


@pytest.mark.long
@pytest.mark.parametrize(("answer", "kept"), [("m", "Mine"), ("t", "Theirs")])
async def test_when_two_write_one_letter_both_texts_are_shown_and_the_person_chooses(
    office: Office, answer: str, kept: str
) -> None:
    case_id = office.after_meeting()
    letter_id = outcome.draft(office.officer, case_id, LetterKind.OUTCOME)
    async with at(LettersPane, office.officer, case_id) as hand:
        await hand.press("enter")
        await hand.fill(opening="Mine")
        outcome.write_paragraphs(
            office.officer, case_id, letter_id, paragraphs={"opening": "Theirs"}
        )
        await hand.save()
        await hand.until(lambda: isinstance(hand.host.screen, TwoVersions))
        assert "Mine" in hand.text
        assert "Theirs" in hand.text
        assert letter(office, case_id).paragraphs["opening"] == "Theirs"
        await hand.press(answer)
        await hand.until(lambda: letter(office, case_id).paragraphs["opening"] == kept)
        await hand.until(lambda: isinstance(hand.host.screen, LetterWriter))
        assert isinstance(hand.host.focused, TextArea)
        assert hand.host.focused.text == kept


@pytest.mark.long
async def test_a_draft_left_behind_never_hides_what_somebody_saved_since(office: Office) -> None:
    case_id = office.after_meeting()
    letter_id = outcome.draft(office.officer, case_id, LetterKind.OUTCOME)
    async with at(LettersPane, office.officer, case_id) as hand:
        await hand.press("enter")
        await hand.fill(opening="Mine")
        await hand.settle()
    words = {"opening": "Theirs"}
    outcome.write_paragraphs(office.officer, case_id, letter_id, paragraphs=words)
    async with at(LettersPane, office.officer, case_id) as hand:
        await hand.press("enter")
        await hand.until(lambda: isinstance(hand.host.screen, TwoVersions))
        assert "Theirs" in hand.text
        await hand.press("escape")
        await hand.sees("Mine")
        await hand.save()
        await hand.until(lambda: isinstance(hand.host.screen, TwoVersions))
        assert letter(office, case_id).paragraphs["opening"] == "Theirs"


async def test_the_chair_reads_a_draft_and_sends_it_back_with_a_note(office: Office) -> None:
    case_id = office.after_meeting()
    office.outcome_letter(case_id, approved=False)
    async with at(LettersPane, office.chair, case_id) as hand:
        await hand.press("enter")
        assert isinstance(hand.host.screen, LetterReader)
        await hand.sees("Dear Mrs A. Sample")
        await hand.press("escape", "b")
        await hand.paste("Say what the police will do.")
        await hand.press("ctrl+s")
        await hand.sees("sent back")
        assert "The chair's note: Say what the police will do." in hand.text


async def test_a_correction_is_a_new_letter_with_the_old_words(office: Office) -> None:
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id, approved=False)
    outcome.write_paragraphs(
        office.officer, case_id, letter_id, paragraphs={"opening": "We are sorry."}
    )
    outcome.approve(office.chair, case_id, letter_id)
    outcome.issue(office.officer, case_id, letter_id, channel=outcome.Channel.EMAIL)
    async with at(LettersPane, office.officer, case_id) as hand:
        await hand.press("u")
        await hand.until(lambda: isinstance(hand.host.screen, LetterWriter))
        assert "We are sorry." in hand.text
        new = letter(office, case_id, 1)
        outcome.approve(office.chair, case_id, new.id)
        outcome.issue(office.officer, case_id, new.id, channel=outcome.Channel.EMAIL)
        assert letter(office, case_id).state is LetterState.SUPERSEDED


async def test_a_request_goes_to_an_agency_that_is_chosen(office: Office) -> None:
    case_id = office.in_evidence()
    async with at(LettersPane, office.officer, case_id) as hand:
        await hand.press("n", "down", "enter")
        await hand.sees("The request goes to:")
        await hand.press("enter")
        await hand.until(lambda: isinstance(hand.host.screen, LetterWriter))
        await hand.press("f2")
        await hand.sees("Dear colleague")


async def test_an_issued_letter_is_read_as_it_went_out(office: Office) -> None:
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id)
    outcome.issue(office.officer, case_id, letter_id, channel=outcome.Channel.POST)
    form = office.recommendation(what="Something newer")
    recommendations.recommend(office.chair, case_id, form)
    async with at(LettersPane, office.officer, case_id) as hand:
        await hand.press("enter")
        await hand.sees("Dear Mrs A. Sample")
        text = str(hand.host.screen.query_one(LetterPreview).plain.content)
        assert "Visit every week" in text
        assert "Something newer" not in text


async def test_the_cursor_stays_on_its_letter(office: Office) -> None:
    case_id = office.after_meeting()
    for kind in (LetterKind.ACKNOWLEDGEMENT, LetterKind.OUTCOME):
        outcome.draft(office.officer, case_id, kind)
    async with at(LettersPane, office.officer, case_id) as hand:
        await hand.press("down")
        pane = hand.host.stage.pane
        assert isinstance(pane, LettersPane)
        key = pane.register.key
        outcome.draft(office.officer, case_id, LetterKind.THRESHOLD_MET)
        hand.host.stage.look_again()
        await hand.sees("Threshold met")
        assert pane.register.key == key


@pytest.mark.parametrize("who", ["police", "observer"])
async def test_who_does_not_write_letters_is_offered_no_key_for_it(
    office: Office, who: str
) -> None:
    case_id = office.after_meeting()
    office.outcome_letter(case_id)
    async with at(LettersPane, office.desks[who], case_id) as hand:
        footer = hand.text.splitlines()[-1]
        assert not any(key in footer for key in ("New", "Approve", "Issue"))
        assert "ER-2026-0001/1" not in hand.text


async def test_hostile_words_are_literal_in_the_preview_and_the_register(office: Office) -> None:
    name = "[@click=app.quit]Mrs[/] <b>Sample</b>"
    party = NewParty(name, address=("1 [red]High[/] St",), postcode="DE7 1AA")
    case_id = office.in_evidence(applicant=party)
    for words in (*TRAPS, ALL_HOSTILE):
        form = replace(office.recommendation(), what=words)
        recommendations.recommend(office.chair, case_id, form)
    letter_id = outcome.draft(
        office.officer, case_id, LetterKind.OUTCOME, paragraphs={"opening": "\n\n".join(TRAPS)}
    )
    outcome.send_back(office.chair, case_id, letter_id, note=TRAPS[0])
    evidence.log_action(office.police, case_id, office.action())
    async with at(LettersPane, office.officer, case_id, WIDE) as hand:
        await hand.sees(f"The chair's note: {TRAPS[0]}")
        await hand.until(lambda: f"Dear {name}" in preview_words(hand))
        assert all(words in preview_words(hand) for words in TRAPS)
        assert all_are_literal(preview_words(hand))
        await hand.press("enter")
        await hand.until(lambda: f"Dear {name}" in preview_words(hand))
        assert hand.host.is_running
