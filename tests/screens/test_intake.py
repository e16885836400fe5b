"""An application is taken in: by keys, from a file, and not lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference.exchange.applications import read_application
from conference.review import reading
from tests.office import Office
from tests.screens.shell import Seat, both_sizes, seat

EXAMPLE = """
[applicant]
name = "Mr From File"
"""


async def _begin(one: Seat, name: str) -> None:
    await one.comes_to("Caseload")
    await one.press("n")
    await one.comes_to("NewApplicationScreen")
    await one.types(name)
    await one.press("ctrl+s")
    await one.reads("step 2 of 2")


async def _add_incident(one: Seat) -> None:
    await one.press("a")
    await one.comes_to("Entry")
    await one.fills(when="1/10/2026", summary="Loud music", told_to="police", told_on="2/10/2026")
    await one.press("ctrl+s")
    await one.reads("police, 2/10/2026")


@pytest.mark.long
@both_sizes
async def test_an_application_is_taken_in_by_keys_and_its_case_opens(
    file: Path, office: Office, size: tuple[int, int]
):
    async with seat(file, size=size) as one:
        await _begin(one, "Mrs B. New")
        await _add_incident(one)
        await one.press("r")
        await one.comes_to("Entry")
        await one.fills(told_to="council housing", told_on="3/10/2026")
        await one.press("ctrl+s")
        await one.until(lambda: one.at == "NewApplicationScreen")
        await one.press("ctrl+s")
        await one.comes_to("CaseScreen")
        await one.reads("ER-2026-0001 · Mrs B. New")
    (line,) = reading.read_caseload(office.officer)
    case = reading.read_case(office.officer, line.id)
    assert [report.told_to for report in case.reports] == ["Police", "Council housing"]
    assert len(case.incidents) == 1


@pytest.mark.long
async def test_what_was_typed_comes_back_after_the_application_is_left(file: Path):
    async with seat(file) as one:
        await _begin(one, "Mrs B. New")
        await _add_incident(one)
        await one.pilot.pause(0.3)
    async with seat(file) as one:
        await one.comes_to("Caseload")
        await one.press("n")
        await one.reads("Mrs B. New")
        await one.press("ctrl+s")
        await one.reads("police, 2/10/2026")


@pytest.mark.long
async def test_nothing_is_kept_of_a_report_dated_before_its_incident(file: Path, office: Office):
    async with seat(file) as one:
        await _begin(one, "Mrs B. New")
        await one.press("a")
        await one.comes_to("Entry")
        await one.fills(when="2/10/2026", summary="Noise", told_to="police", told_on="1/10/2026")
        await one.press("ctrl+s")
        await one.until(lambda: one.at == "NewApplicationScreen")
        await one.press("ctrl+s")
        await one.reads("before it happened")
    assert reading.read_caseload(office.officer) == ()


@pytest.mark.long
async def test_a_report_without_its_day_is_asked_for_it(file: Path):
    async with seat(file) as one:
        await _begin(one, "Mrs B. New")
        await one.press("a")
        await one.comes_to("Entry")
        await one.fills(when="2/10/2026", summary="Noise", told_to="police")
        await one.press("ctrl+s")
        await one.until(lambda: "Say when it was told" in one.sees)


async def test_an_application_from_a_file_is_looked_at_before_it_is_taken_in(
    file: Path, office: Office, tmp_path: Path
):
    source = tmp_path / "application.toml"
    source.write_text(EXAMPLE)
    assert read_application(source).applicant.name == "Mr From File"
    async with seat(file) as one:
        await one.comes_to("Caseload")
        await one.press("o")
        await one.comes_to("Ask")
        await one.types(str(source))
        await one.press("enter")
        await one.comes_to("ApplicationPreview")
        await one.reads("Applicant: Mr From File")
        assert reading.read_caseload(office.officer) == ()
        await one.press("ctrl+s")
        await one.comes_to("CaseScreen")
        await one.reads("Mr From File")


async def test_a_file_that_is_not_there_is_told_and_nothing_is_kept(file: Path, office: Office):
    async with seat(file) as one:
        await one.comes_to("Caseload")
        await one.press("o")
        await one.comes_to("Ask")
        await one.types("/no/such/file.toml")
        await one.press("enter")
        await one.comes_to("Message")
        await one.press("enter")
        await one.comes_to("Caseload")
    assert reading.read_caseload(office.officer) == ()
