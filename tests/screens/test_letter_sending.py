"""An issued letter leaves by e-mail from the screen, and what became of it is told truly."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference.exchange.mail import PREFIX
from conference.forms import NewParty
from conference.review import outcome
from conference.views import Channel, DeliveryState
from tests.mail import SENDER, mail_server_here
from tests.office import Office
from tests.screens.shell import both_sizes, seat_in_case

ADDRESS = "mrs.sample@example.org"


def issued(office: Office) -> str:
    applicant = NewParty("Mrs A. Sample", address=("1 High St",), email=ADDRESS)
    case_id = office.after_meeting(applicant=applicant)
    letter_id = office.outcome_letter(case_id)
    outcome.issue(office.officer, case_id, letter_id, channel=Channel.EMAIL)
    return case_id


def settings(patch: pytest.MonkeyPatch, port: int) -> None:
    for key, value in {"HOST": "127.0.0.1", "PORT": port, "STARTTLS": "no", "FROM": SENDER}.items():
        patch.setenv(f"{PREFIX}{key}", str(value))


def state(office: Office, case_id: str) -> list[DeliveryState]:
    return [one.state for letter in office.case(case_id).letters for one in letter.deliveries]


@pytest.mark.long
@both_sizes
async def test_a_letter_is_sent_and_says_so(
    office: Office, file: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
):
    case_id = issued(office)
    with mail_server_here() as (box, server):
        settings(monkeypatch, server.port)
        async with seat_in_case(file, case_id, size=size) as one:
            await one.press("7", "m")
            await one.comes_to("Ask")
            await one.reads(ADDRESS)
            await one.press("enter")
            await one.reads("The letter was sent.")
            await one.reads(f"{ADDRESS}: sent")
    assert [message["To"] for message in box.messages] == [ADDRESS]
    assert state(office, case_id) == [DeliveryState.SENT]


async def test_one_that_failed_is_told_and_tried_again_after_a_question(
    office: Office, file: Path, monkeypatch: pytest.MonkeyPatch
):
    case_id = issued(office)
    with mail_server_here() as (box, server):
        settings(monkeypatch, server.port)
        box.refuses = ADDRESS
        async with seat_in_case(file, case_id, size=(120, 40)) as one:
            await one.press("7", "m")
            await one.comes_to("Ask")
            await one.press("enter")
            await one.reads("550 no such person here")
            await one.until(lambda: state(office, case_id) == [DeliveryState.FAILED])
            box.refuses = ""
            await one.reads(f"{ADDRESS}: failed")
            await one.press("m")
            await one.comes_to("Confirm")
            await one.press("y")
            await one.until(lambda: state(office, case_id) == [DeliveryState.SENT])
    assert len(box.messages) == 1


async def test_without_a_mail_server_the_officer_is_told_what_to_do(
    office: Office, file: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv(f"{PREFIX}HOST", raising=False)
    case_id = issued(office)
    async with seat_in_case(file, case_id, size=(120, 40)) as one:
        await one.press("7", "m")
        await one.comes_to("Ask")
        await one.press("enter")
        await one.comes_to("Message")
        await one.reads("No mail server is set")
    assert state(office, case_id) == []
