"""The yearly figures on the screen."""

from __future__ import annotations

from pathlib import Path

from conference.review import annual
from tests.office import Office
from tests.review.test_annual import EREWASH_2019
from tests.screens.shell import both_sizes, seat


@both_sizes
async def test_a_number_opens_the_cases_behind_it(
    office: Office, file: Path, size: tuple[int, int]
):
    case_id = office.receive()
    async with seat(file, size=size) as one:
        await one.comes_to("Caseload")
        await one.press("y")
        await one.comes_to("AnnualScreen")
        await one.reads("Applications for an ASB case review received")
        await one.reads("1 April 2026 to 31 March 2027")
        await one.press("enter")
        await one.comes_to("Choose")
        await one.press("enter")
        await one.comes_to("CaseScreen")
        await one.reads(office.case(case_id).reference)
        await one.press("escape")
        await one.comes_to("AnnualScreen")


async def test_another_year_and_another_way_of_counting_are_a_key_away(office: Office, file: Path):
    office.receive()
    async with seat(file) as one:
        await one.comes_to("Caseload")
        await one.press("y")
        await one.comes_to("AnnualScreen")
        await one.press("left")
        await one.reads("1 April 2025 to 31 March 2026")
        await one.press("enter")
        await one.reads("No case is counted here.")
        await one.press("right", "b")
        await one.reads("counted by the day of the application")


async def test_an_earlier_year_is_entered_and_doubted_where_it_cannot_be(
    office: Office, file: Path
):
    async with seat(file, size=(120, 40)) as one:
        await one.comes_to("Caseload")
        await one.press("y")
        await one.comes_to("AnnualScreen")
        await one.press("e")
        await one.comes_to("Entry")
        await one.press("tab", "tab")
        for number in ("4", "4", "4", "0"):
            await one.types(number)
            await one.press("tab")
        await one.press("ctrl+s")
        await one.comes_to("Confirm")
        await one.reads("More reviews were carried out")
        await one.press("escape")
        await one.comes_to("Entry")


async def test_what_erewash_published_stands_below(office: Office, file: Path):
    annual.enter_year(office.officer, EREWASH_2019)
    async with seat(file, size=(120, 40)) as one:
        await one.comes_to("Caseload")
        await one.press("y")
        await one.comes_to("AnnualScreen")
        await one.reads("1 April 2019 to 31 March 2020: 4 received, 3 not met, 1 reviews")


async def test_a_representative_is_told_whose_the_figures_are(office: Office, file: Path):
    office.in_evidence()
    async with seat(file, person="Pete Police") as one:
        await one.comes_to("Caseload")
        await one.press("y")
        await one.reads("You may not read the yearly figures")
