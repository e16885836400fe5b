"""A session in a browser: files leave as downloads and come in through a page."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from conference.errors import BadInput
from conference.exchange.files import MOST_BYTES
from conference.review import evidence, outcome, reading, sign_in
from screens.app import ConferenceApp
from screens.inbox import arrived, taken
from screens.served import Served
from tests.office import Office
from tests.screens.shell import LARGE, Seat, both_sizes, seat, seat_in_case

SCREENS = Path(__file__).parents[2] / "screens"
REAL = Path(__file__).parents[1] / "fixtures" / "cases" / "hos-202421397.csv"
ADA, OLIVE = "lamp otter bridge", "seven grey herons"
WRONG = "The name or the password is not right."


@dataclass
class Browser:
    """What a browser was given, and the folder in which what it sends arrives."""

    served: Served
    saved: dict[str, bytes] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)

    def sends(self, name: str, content: bytes) -> None:
        """A file arrives as the server has it arrive: written beside, then moved."""
        beside = self.served.inbox / ".coming"
        beside.write_bytes(content)
        beside.rename(self.served.inbox / name)


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A browser; whatever would be written elsewhere on the server is a fault."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    one = Browser(Served(inbox, "http://127.0.0.1/send/a-long-secret"))

    def saved(_app: object, file: io.BytesIO, *, save_filename: str, **how: object) -> None:
        assert how == {"open_method": "download", "mime_type": "application/octet-stream"}
        one.saved[save_filename] = file.read()

    monkeypatch.setattr(ConferenceApp, "deliver_binary", saved)
    monkeypatch.setattr(ConferenceApp, "open_url", lambda _app, url, **_: one.opened.append(url))
    monkeypatch.setattr(
        "screens.save_dialog.save_files", lambda *_, **__: pytest.fail("written on the server")
    )
    return one


async def sees_sent(one: Seat, browser: Browser) -> tuple[str, bytes]:
    """The one file the browser was given, after the words that tell so."""
    await one.until(lambda: browser.saved)
    await one.reads("Sent to your browser")
    assert one.at != "Ask"
    ((name, content),) = browser.saved.items()
    return name, content


def asked_for_an_answer(office: Office) -> None:
    """The police have a week to answer."""
    due = office.clock.today + timedelta(days=7)
    evidence.ask(office.officer, office.receive(), replace(office.wanted(), due_on=due))


# What leaves


async def test_the_files_of_a_letter_are_downloaded_as_one_zip(
    office: Office, file: Path, browser: Browser
) -> None:
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id)
    outcome.issue(office.officer, case_id, letter_id, channel=outcome.Channel.POST)
    async with seat_in_case(file, case_id, size=LARGE, served=browser.served) as one:
        await one.press("7")
        await one.reads("[7")
        await one.until(lambda: "issued" in one.sees and one.app.focused is not None)
        await one.press("o")
        name, content = await sees_sent(one, browser)
    assert name.startswith("ER-2026-0001")
    assert name.endswith(".zip")
    with ZipFile(io.BytesIO(content)) as archive:
        kinds = {one.rpartition(".")[2] for one in archive.namelist()}
        pdf = next(one for one in archive.namelist() if one.endswith(".pdf"))
        assert archive.read(pdf).startswith(b"%PDF")
    assert {"pdf", "docx", "html"} <= kinds


async def test_a_calendar_of_deadlines_is_downloaded(
    office: Office, file: Path, browser: Browser
) -> None:
    asked_for_an_answer(office)
    async with seat(file, served=browser.served) as one:
        await one.comes_to("Caseload")
        await one.press("d")
        await one.comes_to("DeadlinesScreen")
        await one.reads("ER-2026-0001")
        await one.press("s")
        name, content = await sees_sent(one, browser)
    assert name.endswith(".ics")
    assert content.startswith(b"BEGIN:VCALENDAR")


async def test_the_yearly_figures_are_downloaded(
    office: Office, file: Path, browser: Browser
) -> None:
    office.receive()
    async with seat(file, size=LARGE, served=browser.served) as one:
        await one.comes_to("Caseload")
        await one.press("y")
        await one.comes_to("AnnualScreen")
        await one.until(lambda: one.app.screen.report)
        await one.press("s")
        await one.until(lambda: browser.saved or one.at == "Confirm")
        if one.at == "Confirm":
            await one.press("y")
        name, _ = await sees_sent(one, browser)
    assert name.endswith(".zip")


async def test_the_text_of_a_chase_is_downloaded(
    office: Office, file: Path, browser: Browser
) -> None:
    asked_for_an_answer(office)
    office.clock.tick(days=20)
    async with seat(file, clock=office.clock, served=browser.served) as one:
        await one.comes_to("Caseload")
        await one.press("c")
        await one.comes_to("ChaseScreen")
        await one.until(lambda: one.app.screen._text)
        await one.press("s")
        name, content = await sees_sent(one, browser)
    assert name.startswith("ER-2026-0001-police-")
    assert b"ER-2026-0001" in content


async def test_the_papers_of_a_meeting_are_downloaded(
    office: Office, file: Path, browser: Browser
) -> None:
    case_id = office.in_evidence()
    office.plan(case_id)
    async with seat_in_case(file, case_id, "Carol Chair", size=LARGE, served=browser.served) as one:
        await one.press("5")
        await one.reads("[5")
        await one.until(lambda: one.app.focused is not None)
        await one.press("P")
        await one.comes_to("Choose")
        await one.press("enter")
        name, content = await sees_sent(one, browser)
    assert name.startswith("ER-2026-0001")
    assert content


# What comes in


async def asks_for_chronology(one: Seat) -> None:
    await one.press("i")
    await one.comes_to("SendFile")


@both_sizes
async def test_a_chronology_is_sent_through_the_page_and_brought_in(
    office: Office, file: Path, browser: Browser, size: tuple[int, int]
) -> None:
    case_id = office.receive()
    async with seat_in_case(file, case_id, size=size, served=browser.served) as one:
        await asks_for_chronology(one)
        await one.until(lambda: browser.opened == [browser.served.send_url])
        assert browser.served.send_url in one.sees
        await one.reads("Waiting for the file…")
        browser.sends("the flat above.csv", REAL.read_bytes())
        await one.comes_to("ImportPreview")
        await one.reads("the flat above.csv")
        await one.reads("9 new rows to add")
        await one.press("ctrl+s")
        await one.reads("Add 9 rows")
        await one.press("y")
        await one.comes_to("CaseScreen")
        await one.until(lambda: not arrived(browser.served.inbox))
    assert len(reading.read_case(office.officer, case_id).actions) == 8


async def test_an_application_is_sent_through_the_page(
    office: Office, file: Path, browser: Browser
) -> None:
    async with seat(file, served=browser.served) as one:
        await one.comes_to("Caseload")
        await one.press("o")
        await one.comes_to("SendFile")
        await one.until(lambda: browser.opened)
        browser.sends("form.json", b"{not json")
        await one.comes_to("Message")
        await one.press("escape")
        await one.comes_to("Caseload")
    assert not arrived(browser.served.inbox)


async def test_whoever_thinks_better_of_it_goes_back_and_what_comes_late_is_not_taken(
    office: Office, file: Path, browser: Browser
) -> None:
    case_id = office.receive()
    async with seat_in_case(file, case_id, served=browser.served) as one:
        await asks_for_chronology(one)
        await one.press("escape")
        await one.comes_to("CaseScreen")
        browser.sends("late.csv", REAL.read_bytes())
        await asks_for_chronology(one)
        await one.until(lambda: len(browser.opened) == 2 and not arrived(browser.served.inbox))
        await one.pilot.pause(0.6)
        assert one.at == "SendFile"
        await one.press("o")
        await one.until(lambda: len(browser.opened) == 3)
        await one.press("escape")
        await one.comes_to("CaseScreen")
    assert reading.read_case(office.officer, case_id).actions == ()


async def test_another_kind_of_file_is_refused_and_the_right_one_is_still_awaited(
    office: Office, file: Path, browser: Browser
) -> None:
    case_id = office.receive()
    async with seat_in_case(file, case_id, served=browser.served) as one:
        await asks_for_chronology(one)
        await one.until(lambda: browser.opened)
        browser.sends("holiday[b].png", b"\x89PNG")
        await one.reads("holiday[b].png is another kind of file. Send CSV or XLSX.")
        await one.until(lambda: not arrived(browser.served.inbox))
        browser.sends("right.csv", REAL.read_bytes())
        await one.comes_to("ImportPreview")
        await one.press("escape")
        await one.comes_to("CaseScreen")


async def test_a_file_that_is_too_large_is_refused(
    office: Office, file: Path, browser: Browser
) -> None:
    case_id = office.receive()
    async with seat_in_case(file, case_id, served=browser.served) as one:
        await asks_for_chronology(one)
        await one.until(lambda: browser.opened)
        browser.sends("long.csv", b"x" * (MOST_BYTES + 1))
        await one.reads("long.csv is larger than 20 MB.")
        await one.until(lambda: not arrived(browser.served.inbox))
        await one.press("escape")


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_link_in_the_inbox_leads_nowhere(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (tmp_path / "secret.csv").write_text("secret")
    (inbox / "link.csv").symlink_to(tmp_path / "secret.csv")
    (inbox / ".half.csv").write_text("half")
    (inbox / "folder.csv").mkdir()
    assert taken(inbox, (".csv",)) is None
    assert taken(tmp_path / "gone", (".csv",)) is None


def test_of_several_files_at_once_none_is_guessed(tmp_path: Path) -> None:
    for name in ("may.csv", "june.csv"):
        (tmp_path / name).write_text("date,kind\n")
    with pytest.raises(BadInput, match="Several files came at once"):
        taken(tmp_path, (".csv",))
    assert arrived(tmp_path) == []


# Who comes in


@pytest.fixture
def protected(office: Office) -> Office:
    """Ada and Olive have passwords."""
    give = office.store, office.council_id
    admin = sign_in.set_first_password(*give, office.administrator.person.id, ADA, office.clock)
    given = sign_in.reset_password(admin, office.officer.person.id)
    sign_in.change_password(*give, office.officer.person.id, given, OLIVE, office.clock)
    return office


Vouch = Callable[[str], Served]


@pytest.fixture
def vouched(tmp_path: Path) -> Vouch:
    return lambda person: Served(tmp_path, "http://127.0.0.1/send/a-long-secret", person)


async def test_whom_the_proxy_vouches_for_is_asked_for_their_password_alone(
    file: Path, protected: Office, vouched: Vouch
) -> None:
    async with seat(file, None, served=vouched("olive officer")) as one:
        await one.comes_to("TypedSignIn")
        await one.reads("You come as olive officer.")
        assert "Your name" not in one.sees
        await one.types(OLIVE)
        await one.press("enter")
        await one.reads("You are Olive Officer")
        await one.comes_to("Caseload")
        await one.press("ctrl+l")
        await one.comes_to("LockScreen")
        await one.press("ctrl+o")
        await one.comes_to("TypedSignIn")
        await one.types(ADA)
        await one.press("enter")
        await one.reads(WRONG)
        assert "Ada Administrator" not in one.sees
        await one.press("escape")
        await one.comes_to("LockScreen")


async def test_whoever_the_proxy_does_not_know_here_is_told_what_everybody_is(
    file: Path, protected: Office, vouched: Vouch
) -> None:
    async with seat(file, None, served=vouched("mallory")) as one:
        await one.comes_to("TypedSignIn")
        await one.types(OLIVE)
        await one.press("enter")
        await one.reads(WRONG)
        assert "Olive Officer" not in one.sees


async def test_a_name_given_at_the_start_does_not_go_before_the_proxys(
    file: Path, protected: Office, vouched: Vouch
) -> None:
    async with seat(file, "Ada Administrator", served=vouched("Olive Officer")) as one:
        await one.reads("You come as Olive Officer.")
        await one.types(ADA)
        await one.press("enter")
        await one.reads(WRONG)


# Who is shown before anybody signed in


def names_in(office: Office) -> set[str]:
    """Every name, agency and role that there is."""
    people = [desk.person for desk in office.desks.values()]
    words = {word for one in people for word in (one.name, one.title, *one.roles)}
    # Whom to ask is no secret: "an administrator".
    return {one.casefold() for one in words | set(office.agencies) if one} - {"administrator"}


def named(one: Seat, office: Office) -> set[str]:
    return {name for name in names_in(office) if name in one.sees.casefold()}


@both_sizes
async def test_nobody_is_named_to_a_browser_before_they_sign_in(
    file: Path, protected: Office, browser: Browser, size: tuple[int, int]
) -> None:
    async with seat(file, None, size=size, served=browser.served) as one:
        await one.comes_to("TypedSignIn")
        assert named(one, protected) == set()
        await one.types("nobody atall")
        await one.press("enter")
        await one.types(OLIVE)
        await one.press("enter")
        await one.reads(WRONG)
        assert named(one, protected) == set()
        await one.fills(name="  OLIVE   officer", password=ADA)
        await one.press("ctrl+s")
        await one.until(lambda: "Looking" not in one.sees)
        assert WRONG in one.sees
        await one.fills(password=OLIVE)
        await one.press("enter")
        await one.reads("You are Olive Officer")


async def test_nobody_is_named_after_somebody_left_or_where_there_is_but_one(
    file: Path, protected: Office, browser: Browser
) -> None:
    async with seat(file, "Olive Officer", served=browser.served) as one:
        await one.comes_to("TypedSignIn")
        assert named(one, protected) == set()
        await one.fills(name="Olive Officer", password=OLIVE)
        await one.press("enter")
        await one.comes_to("Caseload")
        await one.press("p")
        await one.comes_to("TypedSignIn")
        assert named(one, protected) == set()


async def test_a_password_that_was_given_is_changed_in_a_browser_too(
    file: Path, protected: Office, browser: Browser
) -> None:
    admin = sign_in.sign_in(
        protected.store,
        protected.council_id,
        protected.administrator.person.id,
        ADA,
        protected.clock,
    )
    sign_in.reset_password(admin, protected.police.person.id, "given to a sergeant")
    async with seat(file, None, served=browser.served) as one:
        await one.comes_to("TypedSignIn")
        await one.fills(name="Pete Police", password="given to a sergeant")
        await one.press("enter")
        await one.comes_to("Entry")
        await one.fills(password="three odd sheep", again="three odd sheep")
        await one.press("ctrl+s")
        await one.reads("You are Pete Police")


async def test_the_first_password_is_chosen_in_a_browser_without_naming_anybody(
    office: Office, file: Path, browser: Browser
) -> None:
    async with seat(file, None, served=browser.served, first_password=True) as one:
        await one.comes_to("TypedSignIn")
        await one.reads("No password is set here yet.")
        assert named(one, office) == set()
        await one.types("Olive Officer")
        await one.press("enter")
        await one.reads("The first password is an administrator's.")
        assert "Ada" not in one.sees
        await one.fills(name="ada administrator")
        await one.press("enter")
        await one.comes_to("Entry")


# What a browser keeps for itself


def test_no_key_of_ours_is_one_that_a_browser_never_gives_away() -> None:
    for source in sorted(SCREENS.rglob("*.py")):
        bound = re.findall(r'Binding\(\s*"([^"]+)"', source.read_text(encoding="utf-8"))
        keys = {key for keys in bound for key in keys.split(",")}
        assert not keys & {"ctrl+n", "ctrl+t", "ctrl+w", "f11", "f12"}, source.name


async def test_the_help_in_a_browser_tells_of_its_keys(
    office: Office, file: Path, browser: Browser
) -> None:
    async with seat(file, size=LARGE, served=browser.served) as one:
        await one.comes_to("Caseload")
        await one.press("f1", "end")
        await one.reads("ctrl+w would close this page")
    async with seat(file, size=LARGE) as one:
        await one.comes_to("Caseload")
        await one.press("f1", "end")
        await one.reads("Everywhere:")
        assert "ctrl+w" not in one.sees


async def test_no_picture_of_a_case_is_written_anywhere(
    office: Office, file: Path, browser: Browser, tmp_path: Path
) -> None:
    async with seat(file, served=browser.served) as one:
        await one.comes_to("Caseload")
        await one.app.run_action(f"screenshot('x.svg', '{tmp_path}')")
        await one.pilot.pause()
    assert not list(tmp_path.glob("*.svg"))
    assert browser.saved == {}
