"""Chasing agencies by keyboard alone: from the stage of a case, and from the list of today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import TextArea

from conference.forms import RequestAnswer
from conference.review import chasing, evidence
from conference.views import Channel, RequestState, RequestView, Rung
from screens.evidence import EvidencePane
from tests.office import Clock, Office
from tests.screens.shell import both_sizes, seat
from tests.screens.stage_host import ALL_HOSTILE, NARROW, SIZES, at

DUE = date(2026, 11, 9)


@pytest.fixture
def case_id(office: Office) -> str:
    """A case on which the police are asked, to answer in a week."""
    case_id = office.receive()
    evidence.ask(office.officer, case_id, replace(office.wanted(), due_on=DUE))
    return case_id


def newest(office: Office, case_id: str) -> RequestView:
    return office.case(case_id).requests[-1]


def later(office: Office, days: int) -> Clock:
    """The office's clock, moved on."""
    office.clock.tick(days=days)
    return office.clock


def remind(office: Office, case_id: str) -> None:
    chasing.chase(
        office.officer,
        case_id,
        newest(office, case_id).id,
        Rung.REMINDER,
        channel=Channel.EMAIL,
        sent_to="police@example.org",
        words="Please.",
    )


@pytest.mark.parametrize("size", SIZES)
async def test_a_reminder_is_read_changed_and_kept_as_proof(
    office: Office, case_id: str, size: tuple[int, int]
) -> None:
    later(office, 9)
    async with at(EvidencePane, office.officer, case_id, size) as hand:
        await hand.press("c")
        await hand.sees("reminder to the usual contact")
        await hand.press("enter")
        await hand.sees("Chase Police: reminder to the usual contact")
        await hand.sees("Subject: ER-2026-0001")
        await hand.save()
        await hand.sees("Sent to is needed")
        await hand.fill(sent_to="desk@police.example")
        await hand.field("words")
        await hand.paste("By hand. ")
        await hand.save()
        await hand.sees("reminded today")
    [chase] = newest(office, case_id).chases
    assert (chase.rung, chase.channel, chase.sent_to) == (
        Rung.REMINDER,
        "e-mail",
        "desk@police.example",
    )
    assert chase.words.startswith("By hand. Subject: ER-2026-0001: your answer was due on 9 Nov")


async def test_the_list_of_requests_says_when_an_agency_was_chased(
    office: Office, case_id: str
) -> None:
    later(office, 9)
    remind(office, case_id)
    later(office, 2)
    async with at(EvidencePane, office.officer, case_id) as hand:
        await hand.sees("asked, 4 days overdue")
        await hand.sees("reminded 2 days ago")
        await hand.press("enter")
        await hand.sees("Reminded on 11 November 2026")
        assert "By Olive Officer, e-mail to police@example.org" in hand.text


async def test_the_rung_that_is_due_is_offered_first_and_none_too_early(
    office: Office, case_id: str
) -> None:
    async with at(EvidencePane, office.officer, case_id) as hand:
        await hand.press("c")
        await hand.sees("reminder to the usual contact")
        assert "the panel goes on without it" not in hand.text
        await hand.press("escape")
        later(office, 9)
        remind(office, case_id)
        later(office, 5)
        hand.host.stage.look_again()
        await hand.press("c")
        await hand.sees("(reminded 5 days ago)")
        assert "overdue: the panel goes on without it" in hand.text
        await hand.press("enter")
        await hand.sees("Chase Police: to the escalation contact")


async def test_whoever_has_answered_is_not_chased(office: Office, case_id: str) -> None:
    answer = RequestAnswer(RequestState.ANSWERED)
    evidence.answer_request(office.police, case_id, newest(office, case_id).id, answer)
    async with at(EvidencePane, office.officer, case_id) as hand:
        await hand.press("c")
        await hand.sees("There is nothing")
        await hand.press("x")
        await hand.sees("That request is answered.")


async def test_an_agency_is_given_more_time_with_the_reason(office: Office, case_id: str) -> None:
    async with at(EvidencePane, office.officer, case_id) as hand:
        await hand.press("x")
        await hand.sees("Give Police more time")
        await hand.fill(answer_by="3/11/2026", why="Staff are ill.")
        await hand.save()
        await hand.sees("give a later day")
        await hand.field("answer_by")
        await hand.press("ctrl+u")
        await hand.paste("20/11/2026")
        await hand.save()
        await hand.sees("20 Nov 2026")
        await hand.press("enter")
        await hand.sees("First due: 9 November 2026")
    assert newest(office, case_id).extended_from == DUE


async def test_a_request_is_withdrawn_with_its_reason(office: Office, case_id: str) -> None:
    async with at(EvidencePane, office.officer, case_id) as hand:
        await hand.press("w")
        await hand.sees("no longer sees the case")
        await hand.paste("Asked in error")
        await hand.press("ctrl+s")
        await hand.sees("withdrawn")
        await hand.until(lambda: newest(office, case_id).state is RequestState.WITHDRAWN)
        await hand.press("w")
        await hand.sees("That request is withdrawn.")


async def test_an_agency_is_asked_again_and_the_earlier_request_is_kept(
    office: Office, case_id: str
) -> None:
    async with at(EvidencePane, office.officer, case_id) as hand:
        await hand.press("A")
        await hand.sees("Ask Police again")
        await hand.fill(why="The calls lack", answer_by="20/11/2026")
        await hand.save()
        await hand.until(lambda: len(office.case(case_id).requests) == 2)
    states = {one.state: one for one in office.case(case_id).requests}
    assert states[RequestState.WITHDRAWN].note == "The calls lack"
    assert states[RequestState.ASKED].asked == "All reports and what was done"


async def test_a_nil_return_asks_which_records_were_searched(office: Office, case_id: str) -> None:
    async with at(EvidencePane, office.police, case_id) as hand:
        await hand.press("g")
        await hand.choose("answer", "nil")
        await hand.save()
        await hand.sees("say which records were searched")
        await hand.fill(ground="The crime log since 2025")
        await hand.save()
        await hand.sees("nil return on 2 Nov 2026")


@pytest.mark.parametrize("size", SIZES)
async def test_a_representative_reads_first_what_they_are_asked_and_by_when(
    office: Office, case_id: str, size: tuple[int, int]
) -> None:
    async with at(EvidencePane, office.police, case_id, size) as hand:
        first = hand.text.splitlines()[0]
        assert "You are asked, by 9 November 2026: All reports and what was done" in first
        await hand.sees("seen")
        for words in ("Chase", "Extend", "Withdraw", "Ask again"):
            assert words not in hand.text.splitlines()[-1]
    assert newest(office, case_id).state is RequestState.SEEN
    async with at(EvidencePane, office.officer, case_id, size) as hand:
        assert "You are asked" not in hand.text


async def test_looking_with_their_eyes_does_not_make_it_seen(office: Office, case_id: str) -> None:
    async with at(EvidencePane, office.officer, case_id) as hand:
        await hand.settle()
    assert newest(office, case_id).state is RequestState.ASKED


async def test_every_key_of_the_officer_stands_in_the_footer_at_80_columns(
    office: Office, case_id: str
) -> None:
    async with at(EvidencePane, office.officer, case_id, NARROW) as hand:
        keys = "\n".join(hand.text.splitlines()[-2:])
        for words in ("k Ask", "g Its answer", "c Chase", "x Extend", "w Withdraw", "A Ask again"):
            assert words in keys


async def test_a_list_of_kinds_that_cannot_be_used_is_told_and_nothing_breaks(
    office: Office, case_id: str, tmp_path: Path
) -> None:
    (tmp_path / "tools-and-powers.toml").write_text('[[kind]]\nlabel = "visit"\n')
    desk = replace(office.officer, templates=tmp_path)
    async with at(EvidencePane, desk, case_id) as hand:
        await hand.press("l")
        await hand.sees("kind[1].group")
        await hand.press("escape", "l")
        await hand.sees("legal_power")


async def test_a_councils_own_kinds_are_offered(
    office: Office, case_id: str, tmp_path: Path
) -> None:
    kind = '[[kind]]\nlabel = "wheelie bin talk"\ngroup = "x"\nlegal_power = false\n'
    (tmp_path / "tools-and-powers.toml").write_text(kind)
    desk = replace(office.officer, templates=tmp_path)
    async with at(EvidencePane, desk, case_id) as hand:
        await hand.press("l")
        await hand.choose("kind", "whee")
        await hand.sees("wheelie bin talk")


# The list of today


@both_sizes
async def test_who_to_chase_today_is_a_key_away_with_its_text(
    office: Office, file: Path, case_id: str, size: tuple[int, int]
) -> None:
    async with seat(file, clock=later(office, 9), size=size) as one:
        await one.comes_to("Caseload")
        await one.press("c")
        await one.comes_to("ChaseScreen")
        await one.reads("2 days")
        await one.reads("Subject: ER-2026-0001: your answer was due on 9 November 2026")
        assert "Police" in one.sees
        assert "never" in one.sees
        assert "Reminder to the usual contact. Send it to: nobody is named" in one.sees


async def test_a_chase_recorded_from_the_list_leaves_it(
    office: Office, file: Path, case_id: str
) -> None:
    async with seat(file, clock=later(office, 9)) as one:
        await one.comes_to("Caseload")
        await one.press("c")
        await one.reads("Subject: ER-2026-0001")
        await one.press("c")
        await one.comes_to("Choose")
        await one.press("enter")
        await one.comes_to("Entry")
        await one.fills(sent_to="desk@police.example")
        await one.press("ctrl+s")
        await one.reads("Nobody is to be chased today.")
    [chase] = newest(office, case_id).chases
    assert chase.words.startswith("Subject:")


async def test_enter_opens_the_case_where_its_agencies_are(
    office: Office, file: Path, case_id: str
) -> None:
    async with seat(file, clock=later(office, 9)) as one:
        await one.comes_to("Caseload")
        await one.press("c")
        await one.reads("Subject: ER-2026-0001")
        await one.press("enter")
        await one.comes_to("CaseScreen")
        await one.reads("Agency asked")
        await one.press("escape")
        await one.comes_to("ChaseScreen")
        await one.press("escape")
        await one.comes_to("Caseload")


async def test_the_text_is_saved_as_a_file_only_its_owner_reads(
    office: Office, file: Path, case_id: str, tmp_path: Path
) -> None:
    folder = tmp_path / "chases"
    async with seat(file, clock=later(office, 9)) as one:
        await one.comes_to("Caseload")
        await one.press("c")
        await one.reads("Subject: ER-2026-0001")
        await one.press("s")
        await one.comes_to("Ask")
        await one.fills(text=str(folder))
        await one.press("enter")
        saved = folder / "ER-2026-0001-police-reminder.txt"
        await one.until(saved.exists)
    assert saved.read_text(encoding="utf-8").startswith("Subject: ER-2026-0001")
    assert saved.stat().st_mode & 0o777 == 0o600


async def test_a_representative_is_told_who_chases(
    office: Office, file: Path, case_id: str
) -> None:
    async with seat(file, "Pete Police") as one:
        await one.comes_to("Caseload")
        await one.press("c")
        await one.reads("You may not chase an agency")
        assert one.at == "Caseload"


async def test_a_representative_comes_straight_to_what_they_are_asked(
    office: Office, file: Path, case_id: str
) -> None:
    office.receive()
    async with seat(file, "Pete Police") as one:
        await one.comes_to("Caseload")
        await one.reads("say what your agency did")
        assert "ER-2026-0002" not in one.sees
        await one.press("enter")
        await one.comes_to("CaseScreen")
        await one.reads("You are asked, by 9 November 2026")
        await one.reads("seen")


async def test_hostile_words_in_what_was_asked_stay_words_in_the_text(
    office: Office, file: Path
) -> None:
    case_id = office.receive()
    asked = replace(office.wanted(), asked=f"[b]x[/] {ALL_HOSTILE}", due_on=DUE)
    evidence.ask(office.officer, case_id, asked)
    async with seat(file, clock=later(office, 9), size=(120, 40)) as one:
        await one.comes_to("Caseload")
        await one.press("c")
        await one.reads("[b]x[/]")
        await one.press("c", "enter")
        await one.comes_to("Entry")
        area = one.app.screen.query_one(TextArea)
        assert "[b]x[/]" in area.text
