"""The first run, by keyboard, from nothing to an empty caseload."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference.record.store import Store
from conference.review import people
from tests.screens.shell import SMALL, Seat, both_sizes, seat


@pytest.fixture(scope="session")
def prepared_empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with its tables and nothing in them, to be copied."""
    file = tmp_path_factory.mktemp("empty") / "empty.db"
    store = Store(str(file))
    store.prepare()
    store.close()
    return file


@pytest.fixture
def empty(prepared_empty: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "first.db"
    copy.write_bytes(prepared_empty.read_bytes())
    return copy


async def _name_the_council(one: Seat) -> None:
    await one.comes_to("SetUpScreen")
    await one.types("Erewash Borough Council")
    await one.press("tab")
    await one.types("er")
    await one.press("ctrl+s")
    await one.reads("Step 2 of 5")


async def _add_olive(one: Seat) -> None:
    await one.press("a")
    await one.comes_to("Entry")
    await one.types("Olive Officer")
    await one.press("tab", "tab", "space", "down", "space", "ctrl+s")
    await one.reads("officer, chair")


@pytest.mark.long
@both_sizes
async def test_a_first_run_leads_by_keys_alone_to_an_empty_caseload(
    empty: Path, size: tuple[int, int]
):
    async with seat(empty, None, size=size) as one:
        await _name_the_council(one)
        await one.reads("> Erewash")
        await one.reads("Not published")
        await one.press("ctrl+s")
        await one.reads("Adult social care")
        await one.press("ctrl+s")
        await _add_olive(one)
        await one.press("ctrl+s")
        await one.reads("References begin: ER")
        await one.press("ctrl+s")
        await one.reads("Set Erewash Borough Council up?")
        await one.press("y")
        await one.comes_to("Caseload")
        await one.reads("There is no case yet.")
        assert "You are Olive Officer" in one.sees
    store = Store(str(empty))
    council = people.only_council(store)
    assert council is not None
    names = [person.name for person in people.people(store, council)]
    assert names == ["Olive Officer", "Room display"]
    store.close()


async def test_going_back_loses_nothing(empty: Path):
    async with seat(empty, None, size=SMALL) as one:
        await _name_the_council(one)
        await one.press("down", "ctrl+s", "d", "ctrl+s")
        await _add_olive(one)
        await one.press("escape", "escape", "escape")
        await one.reads("Erewash Borough Council")
        await one.press("ctrl+s")
        await one.reads("> Ashfield")
        await one.press("ctrl+s")
        assert "Police" not in one.sees
        await one.press("ctrl+s")
        await one.reads("Olive Officer")


async def test_without_a_chair_it_does_not_go_on(empty: Path):
    async with seat(empty, None) as one:
        await _name_the_council(one)
        await one.press("ctrl+s", "ctrl+s", "ctrl+s")
        await one.reads("Somebody must be officer and")
        assert "Step 4 of 5" in one.sees


async def test_letters_of_the_references_must_be_letters(empty: Path):
    async with seat(empty, None) as one:
        await one.comes_to("SetUpScreen")
        await one.types("Erewash")
        await one.press("tab", "1", "2", "ctrl+s")
        await one.reads("Only letters, such as ER.")


async def test_a_representative_needs_an_agency(empty: Path):
    async with seat(empty, None) as one:
        await _name_the_council(one)
        await one.press("ctrl+s", "ctrl+s", "a")
        await one.comes_to("Entry")
        await one.types("Pete Police")
        await one.press("tab", "tab", "down", "down", "space", "ctrl+s")
        await one.reads("A representative answers for an agency: choose it.")


async def test_people_keep_their_agency_when_it_is_renamed(empty: Path):
    async with seat(empty, None) as one:
        await _name_the_council(one)
        await one.press("ctrl+s", "ctrl+s")
        screen = one.app.screen
        screen.people.items = [{"name": "Pete", "agency": "Police", "roles": "representative"}]
        await one.press("escape", "c")
        await one.comes_to("Entry")
        await one.fills(name="Derbyshire Constabulary")
        await one.press("ctrl+s")
        await one.reads("Derbyshire Constabulary")
        await one.press("ctrl+s")
        await one.reads("Pete")
        assert screen.people.items[0]["agency"] == "Derbyshire Constabulary"
