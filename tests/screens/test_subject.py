"""What is held about one person, on the screen."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.office import Office
from tests.review.test_subject_access import action, case_of_two
from tests.screens.shell import Seat, both_sizes, seat_in_case


async def at_what_is_held(one: Seat) -> None:
    await one.press("9")
    await one.reads("Digest:")
    await one.press("x")
    await one.comes_to("Choose")
    await one.reads("Darren Oakes")
    await one.press("enter")
    await one.comes_to("SubjectScreen")


@both_sizes
async def test_an_officer_decides_and_hands_it_out(
    office: Office, file: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    case_id = case_of_two(office)
    action(office, case_id, "Spoke with Mrs Sample about Darren Oakes.")
    async with seat_in_case(file, case_id, size=size) as one:
        await at_what_is_held(one)
        await one.reads("2 to decide")
        await one.press("o")
        await one.reads("Decide about 2 entries first")
        await one.press("down", "w")
        await one.comes_to("Ask")
        await one.types("It names a neighbour")
        await one.press("ctrl+s")
        await one.comes_to("SubjectScreen")
        await one.reads("1 to decide")
        await one.reads("Withheld because: It names a neighbour")
        await one.press("r")
        await one.reads("0 to decide")
        await one.press("o")
        await one.comes_to("Ask")
        await one.fills(text=str(tmp_path / "out"))
        await one.press("ctrl+s")
        await one.until(lambda: list((tmp_path / "out").glob("*.zip")))
        await one.until(lambda: one.at == "SubjectScreen")
    (done,) = (tmp_path / "out").iterdir()
    with zipfile.ZipFile(done) as archive:
        told = archive.read("subject-access.json").decode()
    assert "It names a neighbour" in told
    assert "Oakes" not in told


@pytest.mark.long
async def test_a_further_case_of_that_name_is_told_and_taken_in(office: Office, file: Path) -> None:
    case_id, other = case_of_two(office), case_of_two(office)
    reference = office.case(other).reference
    async with seat_in_case(file, case_id) as one:
        await at_what_is_held(one)
        await one.reads(f"A person of that name is also in {reference} (i).")
        await one.press("i")
        await one.until(lambda: "is also in" not in one.sees)
        await one.press("end")
        await one.reads(reference)


async def test_the_chair_is_told_that_it_is_for_an_officer(office: Office, file: Path) -> None:
    case_id = case_of_two(office)
    async with seat_in_case(file, case_id, "Carol Chair") as one:
        await one.press("9")
        await one.reads("Digest:")
        await one.press("x")
        await one.reads("You may not gather")
