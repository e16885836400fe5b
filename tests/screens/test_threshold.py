"""The threshold on the screen: both answers, each report's, a ruling, the decision."""

from __future__ import annotations

from pathlib import Path

from conference.forms import NewIncident, NewReport
from conference.law.when import in_month
from conference.review import intake, reading
from tests.office import Office
from tests.screens.shell import Seat, both_sizes, seat_in_case


async def _decide(one: Seat, *, met: bool, **words: str) -> None:
    await one.press("d")
    await one.comes_to("Entry")
    one.app.screen.query_one("#field-met").value = "yes" if met else "no"
    await one.fills(**words)
    await one.press("ctrl+s")


@both_sizes
async def test_the_threshold_is_decided_by_keys(office: Office, file: Path, size: tuple[int, int]):
    case_id = office.receive()
    intake.acknowledge(office.officer, case_id)
    async with seat_in_case(file, case_id, size=size) as one:
        await one.press("2")
        await one.reads("3 qualifying complaints; 3 are")
        await one.press("d")
        await one.comes_to("Entry")
        await one.press("enter", "down", "enter", "tab", "tab")
        await one.types("Three reports in a month.")
        await one.press("ctrl+s")
        await one.reads("DECIDED on 2 November 2026: MET, under s.104(4)")
        await one.reads("Next: ask the agencies")
    case = reading.read_case(office.officer, case_id)
    assert case.threshold is not None and case.threshold.met


async def test_three_qualifying_complaints_cannot_be_refused_without_a_sign_off(
    office: Office, file: Path
):
    case_id = office.receive()
    async with seat_in_case(file, case_id) as one:
        await one.press("2")
        await one.reads("3 qualifying complaints")
        await _decide(one, met=False, reasons="We would rather not.")
        await one.reads("with no discretion")
        await one.press("enter")
        await one.reads("We would rather not.")
    assert reading.read_case(office.officer, case_id).threshold is None


async def test_below_the_number_persistence_harm_and_adequacy_are_asked_for(
    office: Office, file: Path
):
    case_id = office.receive(incidents=(office.incident(14),))
    async with seat_in_case(file, case_id) as one:
        await one.press("2")
        await one.reads("1 qualifying complaint;")
        await _decide(one, met=False, reasons="One report.")
        await one.reads("say what was found")
        await one.fills(persistence="Once.", harm="Little.", adequacy="Visited at once.")
        await one.press("ctrl+s")
        await one.reads("NOT MET, under s.104(5)")


async def test_each_report_is_explained_with_the_dates_that_decide_it(office: Office, file: Path):
    case_id = office.receive(incidents=(office.incident(90, after=80), office.incident(14)))
    async with seat_in_case(file, case_id, size=(120, 40)) as one:
        await one.press("2")
        await one.reads("does not")
        await one.reads("Last day to report")


async def test_a_borderline_report_is_ruled_on_by_a_person(office: Office, file: Path):
    roughly = NewIncident(
        in_month(office.clock.today.replace(month=9, day=1)),
        "Shouting some time in September",
        reports=(NewReport(office.day(14), told_to="police"),),
    )
    case_id = office.receive(incidents=(roughly, office.incident(21), office.incident(14)))
    async with seat_in_case(file, case_id, size=(120, 40)) as one:
        await one.press("2")
        await one.reads("borderline")
        reports = one.app.screen.query_one("#weighed")
        place = next(n for n, row in enumerate(reports.rows) if row.cells[2].words == "borderline")
        reports.action_go(place)
        await one.press("b")
        await one.comes_to("Entry")
        one.app.screen.query_one("#field-counts").value = "yes"
        await one.fills(why="The diary says it was the 20th.")
        await one.press("ctrl+s")
        await one.until(lambda: one.at == "CaseScreen" and "borderline" not in one.sees)
        await one.reads("3 qualifying complaints")


async def test_the_cursor_stays_on_its_report_when_another_person_adds_one(
    office: Office, file: Path
):
    case_id = office.receive()
    async with seat_in_case(file, case_id) as one:
        await one.press("2")
        await one.reads("3 qualifying complaints")
        await one.press("down")
        before = one.app.screen.query_one("#weighed").key
        intake.acknowledge(office.officer, case_id)
        await one.reads("Stage: threshold")
        assert one.app.screen.query_one("#weighed").key == before
