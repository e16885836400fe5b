"""The record of a case: everything that was done, and that nothing was altered."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from conference.review import intake
from tests.office import Office
from tests.screens.shell import both_sizes, seat_in_case


@both_sizes
async def test_the_newest_entry_stands_first_with_who_did_it(
    office: Office, file: Path, size: tuple[int, int]
):
    case_id = office.receive()
    intake.acknowledge(office.officer, case_id)
    async with seat_in_case(file, case_id, "Carol Chair", size=size) as one:
        await one.press("9")
        await one.reads("acknowledged the application")
        history = one.app.screen.query_one("#history")
        await one.until(lambda: "read the case" in history.rows[0].cells)
        assert "Carol Chair" in history.rows[0].cells


async def test_an_unaltered_history_is_confirmed(office: Office, file: Path):
    case_id = office.receive()
    async with seat_in_case(file, case_id) as one:
        await one.press("9")
        await one.press("end")
        await one.reads("took the application in")
        await one.press("v")
        await one.reads("Nothing was altered")


async def test_an_altered_history_is_found_out(office: Office, file: Path):
    case_id = office.receive()
    with office.store.writing() as session:
        session.execute(text("UPDATE history SET act = 'nothing' WHERE act LIKE 'took%'"))
    async with seat_in_case(file, case_id) as one:
        await one.press("9")
        await one.press("end")
        await one.reads("named a person")
        await one.press("v")
        await one.reads("The history has been altered")
