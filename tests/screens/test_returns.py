"""A form for an agency without an account goes out and comes back through the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference.exchange.return_form import make_return
from conference.review import evidence, returns
from conference.views import RequestState
from screens.evidence import EvidencePane
from tests.office import Office
from tests.returns import AUTHOR, VISIT, filled, make
from tests.screens.shell import Seat, both_sizes, seat_in_case
from tests.screens.stage_host import TRAPS, at

BAD = {**VISIT, "date": "31/2/2026"}


async def _read(one: Seat, path: Path) -> None:
    await one.press("4")
    await one.reads("Agency asked")
    await one.press("i")
    await one.comes_to("Ask")
    await one.fills(text=str(path))
    await one.press("enter")


def returned(office: Office, path: Path, case_id: str, *rows: dict[str, object], **more: object):
    filled(make(office, case_id), {**AUTHOR, **more}, rows).save(path)
    return path


@pytest.mark.long
@both_sizes
async def test_a_form_is_written_into_a_folder_and_asks_before_it_replaces_one(
    office: Office, file: Path, tmp_path: Path, size: tuple[int, int]
):
    case_id = office.in_evidence()
    path = tmp_path / "forms" / "er-2026-0001-police-return.xlsx"
    async with seat_in_case(file, case_id, size=size) as one:
        await one.press("4")
        await one.reads("Agency asked")
        for question in ("Where should the form for Police go?", "Replace the files"):
            await one.press("f")
            await one.comes_to("Ask")
            await one.fills(text=str(path.parent))
            await one.press("enter")
            await one.reads("forms" if question.startswith("Where") else question)
            await one.until(path.exists)
        assert one.at == "Confirm"
        await one.press("n")
        await one.comes_to("CaseScreen")
    assert path.stat().st_mode & 0o777 == 0o600
    form = returns.make(office.officer, case_id, office.police_id)
    assert form.key.number.encode() in _unzipped(path)


def _unzipped(path: Path) -> bytes:
    from zipfile import ZipFile

    with ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.long
@both_sizes
async def test_a_return_is_looked_at_confirmed_and_taken_in_once(
    office: Office, file: Path, tmp_path: Path, size: tuple[int, int]
):
    case_id = office.in_evidence()
    path = returned(office, tmp_path / "back.xlsx", case_id, VISIT, BAD, risk="Low")
    async with seat_in_case(file, case_id, size=size) as one:
        await _read(one, path)
        await one.comes_to("ReturnImport")
        await one.reads("Part answered: 1 new row to add, 0 already in the case, 1 bad row.")
        await one.reads("Return by: Sgt Jo Bloggs")
        await one.reads("Two officers called")
        await one.press("ctrl+s")
        await one.reads("Take in the return of Police?")
        await one.press("y")
        await one.comes_to("CaseScreen")
        await one.reads("Two officers called")
        await _read(one, path)
        await one.reads("no new rows to add, 1 already in the case")
        await one.reads("This very file was taken in before.")
        await one.press("ctrl+s")
        await one.reads("There is nothing new to add.")
    case = office.case(case_id)
    assert case.requests[0].state is RequestState.PART_ANSWERED
    assert len(case.actions) == 1


@pytest.mark.long
async def test_leaving_the_look_takes_nothing_in(office: Office, file: Path, tmp_path: Path):
    case_id = office.in_evidence()
    path = returned(office, tmp_path / "back.xlsx", case_id, VISIT)
    async with seat_in_case(file, case_id) as one:
        await _read(one, path)
        await one.comes_to("ReturnImport")
        await one.press("ctrl+s")
        await one.comes_to("Confirm")
        await one.press("n")
        await one.comes_to("ReturnImport")
        await one.press("escape")
        await one.comes_to("CaseScreen")
    assert office.case(case_id).actions == ()


@pytest.mark.long
async def test_the_return_of_another_case_is_refused_with_its_reference(
    office: Office, file: Path, tmp_path: Path
):
    case_id, other = office.in_evidence(), office.in_evidence()
    path = returned(office, tmp_path / "back.xlsx", case_id, VISIT)
    async with seat_in_case(file, other) as one:
        await _read(one, path)
        await one.comes_to("Message")
        await one.reads("ER-2026-0001")
        await one.press("enter")
        await one.comes_to("CaseScreen")
    assert office.case(other).actions == ()


async def test_a_file_that_is_no_form_is_refused_in_words(
    office: Office, file: Path, tmp_path: Path
):
    case_id = office.in_evidence()
    path = tmp_path / "notes.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    async with seat_in_case(file, case_id) as one:
        await _read(one, path)
        await one.comes_to("Message")
        await one.reads("notes.xlsx is a damaged spreadsheet.")


async def test_words_from_the_agency_are_words_on_the_screen(
    office: Office, file: Path, tmp_path: Path
):
    case_id = office.in_evidence()
    rows = [{**VISIT, "summary": words, "outcome": f"so: {words}"} for words in TRAPS]
    path = returned(office, tmp_path / "[b]x.xlsx", case_id, *rows, author="[red]Jo")
    async with seat_in_case(file, case_id, size=(120, 40)) as one:
        await _read(one, path)
        await one.reads("[b]x.xlsx")
        await one.reads("Return by: [red]Jo")
        for words in TRAPS:
            await one.reads(f"so: {words}")
            await one.press("down")


async def test_a_representative_writes_the_form_of_their_own_agency(
    office: Office, tmp_path: Path
) -> None:
    case_id = office.in_evidence()
    evidence.log_action(office.police, case_id, office.action())
    async with at(EvidencePane, office.police, case_id) as hand:
        await hand.press("f")
        await hand.sees("Where should the form for Police go?")
    form = returns.make(office.police, case_id, office.police_id)
    assert make_return(form)


@pytest.mark.parametrize("who", ["observer", "chair"])
async def test_whoever_may_not_is_offered_neither_key(office: Office, who: str) -> None:
    case_id = office.in_evidence()
    async with at(EvidencePane, office.desks[who], case_id, (120, 40)) as hand:
        for key in ("Form out", "Form in"):
            assert key not in hand.text
