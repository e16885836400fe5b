"""The agenda pack and the response summary from the stages of a case."""

from __future__ import annotations

import stat
from pathlib import Path

from textual.widgets import Input

from tests.office import Office
from tests.screens.shell import seat_in_case


async def test_the_agenda_pack_is_saved_where_the_officer_says(
    office: Office, file: Path, tmp_path: Path
):
    case_id = office.in_evidence()
    office.plan(case_id)
    async with seat_in_case(file, case_id) as one:
        await one.press("5")
        await one.reads("P papers")
        await one.press("P")
        await one.reads("Agenda pack for the panel")
        await one.press("enter")
        await one.reads("Where should it go?")
        one.app.screen.query_one(Input).value = str(tmp_path / "packs")
        await one.press("enter")
        await one.reads("4 files are in")
    saved = sorted((tmp_path / "packs").iterdir())
    assert [path.suffix for path in saved] == [".docx", ".html", ".pdf", ".txt"]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in saved)
    assert "made the agenda pack" in office.acts(case_id)


async def test_a_representative_is_not_offered_the_pack(office: Office, file: Path):
    case_id = office.in_evidence()
    office.plan(case_id)
    async with seat_in_case(file, case_id, "Pete Police") as one:
        await one.press("5")
        await one.reads("planned")
        assert "papers" not in one.sees
        await one.press("P")
        assert "Papers of the meeting" not in one.sees


async def test_the_response_by_agency_is_read_in_sentences(office: Office, file: Path):
    case_id = office.in_evidence()
    async with seat_in_case(file, case_id) as one:
        await one.press("4")
        await one.reads("No action is logged")
        await one.press("S")
        await one.reads("Police: 3 reports received")
        await one.reads("3 reports were never acted on.")
        await one.press("escape")
        await one.comes_to("CaseScreen")
