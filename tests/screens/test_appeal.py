"""The appeals of a case, by keyboard alone: lodged, acknowledged, the bundle, sent, the result."""

from __future__ import annotations

import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from conference.law.audience import APPLICANT
from conference.review import appeals, bundles, reading
from conference.review.desk import Desk
from conference.text import clean
from conference.views import AppealResult, LetterKind
from screens.appeal import AppealScreen, appeal_rows
from screens.case import CaseScreen
from tests.office import Office
from tests.review.appeal_case import appeal, lodge, told_outcome
from tests.screens.shell import SMALL, Seat, both_sizes, seat
from tests.screens.stage_host import ALL_HOSTILE, HOSTILE


@pytest.fixture
def case_id(office: Office) -> str:
    """A case whose outcome was told three days ago."""
    found = told_outcome(office)
    office.clock.tick(days=3)
    return found


@asynccontextmanager
async def appeals_of(
    office: Office,
    file: Path,
    case_id: str,
    *,
    desk: Desk | None = None,
    size: tuple[int, int] = SMALL,
    viewed_as: str = "",
) -> AsyncIterator[Seat]:
    """Somebody in front of the appeals of a case."""
    who = desk or office.officer
    audience = APPLICANT if viewed_as else None
    case = reading.read_case(who, case_id, view_as=audience, again=True)
    async with seat(file, who.person.name, clock=office.clock, size=size) as one:
        await one.comes_to("Caseload")
        one.app.push_screen(AppealScreen(who, case, viewed_as=viewed_as))
        await one.comes_to("AppealScreen")
        yield one


@both_sizes
async def test_an_appeal_is_taken_down(
    office: Office, file: Path, case_id: str, size: tuple[int, int]
) -> None:
    async with appeals_of(office, file, case_id, size=size) as one:
        await one.reads("No appeal is recorded.")
        await one.reads("publishes no time to appeal")
        await one.press("n")
        await one.comes_to("Entry")
        await one.reads("Ground, as it was put")
        await one.fills(ground="Nobody looked at my diary.")
        await one.press("ctrl+s")
        await one.comes_to("AppealScreen")
        await one.reads("lodged, not acknowledged")
        await one.reads("Nobody looked at my diary.")
    assert appeal(office, case_id).against == "review"


@pytest.mark.long
async def test_it_goes_its_whole_way_by_key(
    office: Office, file: Path, case_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lodge(office, case_id)
    monkeypatch.setattr("screens.save_dialog.usual_folder", lambda: tmp_path / "papers")
    async with appeals_of(office, file, case_id, size=(120, 40)) as one:
        await one.press("k")
        await one.comes_to("Entry")
        await one.press("ctrl+s")
        await one.comes_to("AppealScreen")
        await one.reads("acknowledged, not sent")
        await one.press("b")
        await one.comes_to("Entry")
        await one.fills(also="Wayne")
        await one.press("ctrl+s")
        await one.comes_to("AppealScreen")
        await one.reads("appeal-bundle-1.pdf")
        await one.reads("SHA-256")
        await one.press("o")
        await one.comes_to("Ask")
        await one.press("enter")
        await one.until(lambda: len(list((tmp_path / "papers").glob("*bundle-1*"))) == 3)
        await one.comes_to("AppealScreen")
        await one.press("s")
        await one.comes_to("Entry")
        await one.reads("Derbyshire Police and Crime Commissioner")
        await one.press("ctrl+s")
        await one.comes_to("AppealScreen")
        await one.reads("sent 5 Nov 2026")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "papers").iterdir()}
    assert modes == {0o600}
    assert appeal(office, case_id).acknowledged_on is not None


async def test_an_upheld_appeal_names_the_review_that_looks_again(
    office: Office, file: Path, case_id: str
) -> None:
    lodge(office, case_id)
    async with appeals_of(office, file, case_id, size=(120, 40)) as one:
        await one.press("r")
        await one.comes_to("Entry")
        await one.fills(words="The diary was not looked at.")
        field = one.app.screen.query_one("#field-result")
        field.value = AppealResult.UPHELD.value  # type: ignore[attr-defined]
        await one.press("ctrl+s")
        await one.comes_to("AppealScreen")
        await one.reads("Referred back as: ER-2026-0002")
    assert appeal(office, case_id).result is AppealResult.UPHELD


async def test_a_letter_about_the_appeal_is_drafted(
    office: Office, file: Path, case_id: str
) -> None:
    appeal_id = lodge(office, case_id)
    async with appeals_of(office, file, case_id) as one:
        await one.press("l")
        await one.comes_to("Choose")
        await one.press("enter")
        await one.until(lambda: office.case(case_id).letters[-1].about_id == appeal_id)
    assert office.case(case_id).letters[-1].kind is LetterKind.APPEAL_ACKNOWLEDGEMENT


async def test_a_refusal_is_told_and_nothing_is_lost(
    office: Office, file: Path, case_id: str
) -> None:
    lodge(office, case_id)
    async with appeals_of(office, file, case_id) as one:
        await one.press("s")
        await one.comes_to("Entry")
        await one.press("ctrl+s")
        await one.reads("No bundle is made")
    assert appeal(office, case_id).sent_on is None


@pytest.mark.long
async def test_an_observer_reads_and_saves_and_records_nothing(
    office: Office, file: Path, case_id: str
) -> None:
    appeal_id = lodge(office, case_id, note="For us alone.")
    bundles.make_bundle(office.officer, case_id, appeal_id)
    async with appeals_of(office, file, case_id, desk=office.observer, size=(120, 40)) as one:
        await one.reads("appeal-bundle-1.zip")
        assert "key.txt" not in one.sees
        assert "For us alone." not in one.sees
        assert "Save files" in one.sees
        for words in ("New", "Acknowledge", "Bundle", "Result"):
            assert f" {words}" not in one.sees.splitlines()[-1]
        await one.press("n", "b", "r")
        assert one.at == "AppealScreen"


async def test_the_applicants_view_shows_their_appeal_without_papers(
    office: Office, file: Path, case_id: str
) -> None:
    appeal_id = lodge(office, case_id)
    bundles.make_bundle(office.officer, case_id, appeal_id)
    async with appeals_of(office, file, case_id, viewed_as="the applicant") as one:
        await one.reads("seen as the applicant")
        assert "bundle-1" not in one.sees
        await one.press("n", "o")
        assert one.at == "AppealScreen"


@both_sizes
async def test_hostile_words_are_shown_as_they_are(
    office: Office, file: Path, case_id: str, size: tuple[int, int]
) -> None:
    lodge(office, case_id, ground=ALL_HOSTILE, lodged_by="[@click=app.quit]x[/]")
    async with appeals_of(office, file, case_id, size=size) as one:
        await one.reads("Against")
        shown = " ".join(str(one.app.screen.query_one("#appeal-words").render()).split())
        for text in HOSTILE:
            assert " ".join(clean(text).split()) in shown
        assert "[@click=app.quit]x[/]" in shown


async def test_what_others_record_is_seen_without_a_key(
    office: Office, file: Path, case_id: str
) -> None:
    async with appeals_of(office, file, case_id) as one:
        await one.reads("No appeal is recorded.")
        lodge(office, case_id)
        await one.reads("lodged, not acknowledged")


async def test_many_appeals_keep_the_cursor_on_theirs(
    office: Office, file: Path, case_id: str
) -> None:
    for number in range(30):
        lodge(office, case_id, ground=f"Ground {number}")
    assert len(appeal_rows(office.case(case_id))) == 30
    async with appeals_of(office, file, case_id) as one:
        await one.press("end")
        screen = one.app.screen
        assert isinstance(screen, AppealScreen)
        chosen = screen.register.key
        lodge(office, case_id, ground="One more")
        await one.until(lambda: len(screen.case.appeals) == 31)
        assert screen.register.key == chosen


async def test_a_linked_review_names_the_earlier_one_at_its_head(
    office: Office, file: Path, case_id: str
) -> None:
    appeal_id = lodge(office, case_id)
    again = appeals.result(
        office.officer, case_id, appeal_id, AppealResult.UPHELD, "The diary was not looked at."
    )
    async with seat(file, clock=office.clock) as one:
        await one.comes_to("Caseload")
        one.app.push_screen(CaseScreen(office.officer, again))
        await one.reads("ER-2026-0002 (after ER-2026-0001)")
        await one.press("8")
        await one.reads("Nothing yet.")


async def test_appeals_are_reached_from_the_stage_that_comes_after_the_letter(
    office: Office, file: Path, case_id: str
) -> None:
    lodge(office, case_id)
    async with seat(file, clock=office.clock) as one:
        await one.comes_to("Caseload")
        one.app.push_screen(CaseScreen(office.officer, case_id, stage="afterwards"))
        await one.comes_to("CaseScreen")
        await one.press("a")
        await one.comes_to("AppealScreen")
        await one.reads("lodged, not acknowledged")
        await one.press("escape")
        await one.comes_to("CaseScreen")
