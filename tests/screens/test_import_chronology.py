"""A chronology is brought in through the screen: looked at, confirmed, all or nothing."""

from __future__ import annotations

from pathlib import Path

from conference.review import reading
from tests.office import Office
from tests.screens.shell import Seat, both_sizes, seat_in_case

REAL = Path(__file__).parents[1] / "fixtures" / "cases" / "hos-202421397.csv"


async def _open(one: Seat, path: Path) -> None:
    await one.press("i")
    await one.comes_to("Ask")
    await one.fills(text=str(path))
    await one.press("enter")


@both_sizes
async def test_a_published_chronology_is_brought_in_and_a_second_time_adds_nothing(
    office: Office, file: Path, size: tuple[int, int]
):
    case_id = office.receive()
    async with seat_in_case(file, case_id, size=size) as one:
        await _open(one, REAL)
        await one.comes_to("ImportPreview")
        await one.reads("9 new rows to add, 0 already in the case, no bad rows.")
        await one.press("ctrl+s")
        await one.reads("Add 9 rows to ER-2026-0001?")
        await one.press("y")
        await one.comes_to("CaseScreen")
        await _open(one, REAL)
        await one.reads("no new rows to add, 9 already in the case")
        await one.press("ctrl+s")
        await one.reads("There is nothing new to add.")
    case = reading.read_case(office.officer, case_id)
    assert len(case.actions) == 8


async def test_a_bad_row_is_shown_with_its_line_and_its_reason(
    office: Office, file: Path, tmp_path: Path
):
    bad = tmp_path / "bad.csv"
    bad.write_text(
        "date,kind,agency,summary\n3/4/2026,action,Police,Visited\nlast week,action,Police,Rang\n"
    )
    case_id = office.receive()
    async with seat_in_case(file, case_id) as one:
        await _open(one, bad)
        await one.reads("1 new row to add, 0 already in the case, 1 bad row.")
        await one.reads("line 3")
        await one.press("escape")
        await one.comes_to("CaseScreen")
    assert reading.read_case(office.officer, case_id).actions == ()


async def test_a_body_the_council_does_not_know_is_given_its_meaning(
    office: Office, file: Path, tmp_path: Path
):
    source = tmp_path / "patrol.csv"
    source.write_text("date,kind,agency,summary\n3/4/2026,action,Night Patrol,Visited\n")
    case_id = office.receive()
    async with seat_in_case(file, case_id) as one:
        await _open(one, source)
        await one.reads("No agency of yours: Night Patrol")
        await one.press("m")
        await one.comes_to("Choose")
        await one.press("enter")
        await one.until(lambda: "No agency of yours" not in one.sees)
        await one.press("ctrl+s")
        await one.comes_to("Confirm")
        await one.press("y")
        await one.comes_to("CaseScreen")
    (action,) = reading.read_case(office.officer, case_id).actions
    assert action.agency_name == "Police"


async def test_columns_with_unusual_headings_are_named_by_the_person(
    office: Office, file: Path, tmp_path: Path
):
    source = tmp_path / "odd.csv"
    source.write_text("Tag,Was war\n3/4/2026,Visited the flat\n")
    case_id = office.receive()
    async with seat_in_case(file, case_id) as one:
        await _open(one, source)
        await one.reads("No column was found for: date")
        await one.press("h")
        await one.comes_to("Entry")
        form = one.app.screen
        form.query_one("#field-date").value = "Tag"
        form.query_one("#field-summary").value = "Was war"
        form.query_one("#field-default_kind").value = "action"
        await one.press("ctrl+s")
        await one.reads("1 new row to add")


async def test_a_file_that_is_no_table_changes_nothing(office: Office, file: Path, tmp_path: Path):
    source = tmp_path / "picture.csv"
    source.write_bytes(bytes(range(256)) * 10)
    case_id = office.receive()
    async with seat_in_case(file, case_id) as one:
        await _open(one, source)
        await one.comes_to("Message")
        await one.press("enter")
        await one.comes_to("CaseScreen")
    assert reading.read_case(office.officer, case_id).actions == ()
