"""The caseload: what is next, by when, and who has not answered."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

from conference.record.store import Store
from conference.review import intake
from conference.views import CaseLine, Stage
from screens.caseload_rows import CaseRows, chosen_words
from screens.words.standing import due_words
from tests.office import Office
from tests.screens.shell import LARGE, SMALL, both_sizes, seat

TODAY = date(2026, 11, 2)


def test_days_are_said_as_people_say_them():
    said = [due_words(TODAY.replace(day=day), TODAY) for day in (1, 2, 3, 5)]
    assert said == ["overdue 1 day", "today", "tomorrow", "in 3 days"]
    assert due_words(date(2026, 10, 30), TODAY) == "overdue 3 days"
    assert due_words(None, TODAY) == ""


def _line(**more: object) -> CaseLine:
    given = {
        "id": "1",
        "reference": "ER-2026-0001",
        "applicant": "Mrs A. Sample",
        "stage": Stage.EVIDENCE,
        "received_on": TODAY,
        "next_step": "agencies' answers",
        "next_due": date(2026, 10, 30),
        "overdue": True,
        "outstanding": ("Police", "Health"),
        "spoc": "Olive Officer",
    }
    return CaseLine(**{**given, **more})  # type: ignore[arg-type]


def test_an_overdue_case_says_so_in_words_and_not_by_colour_alone():
    row = CaseRows([_line().id], TODAY, [_line()])[0]
    assert "overdue 3 days" in [getattr(cell, "words", cell) for cell in row.cells]


def test_a_case_is_found_again_by_its_key():
    rows = CaseRows([_line().id, "2"], TODAY, [_line(), _line(id="2")])
    assert (rows.place("2"), rows.place("3"), len(rows)) == (1, None, 2)


def test_the_case_under_the_cursor_names_the_agencies_it_waits_for():
    assert "Waiting for: Police, Health." in chosen_words(_line())


@both_sizes
async def test_the_caseload_shows_what_is_due_and_who_is_outstanding(
    office: Office, file: Path, size: tuple[int, int]
):
    office.in_evidence()
    office.receive()
    async with seat(file, size=size) as one:
        await one.reads("ER-2026-0002")
        assert "acknowledge the application" in one.sees
        assert "in 7 days" in one.sees
        await one.press("down")
        await one.reads("Waiting for: Police.") if size == SMALL else await one.reads("Police")


async def test_a_name_that_looks_like_markup_is_shown_as_it_is(office: Office, file: Path):
    office.receive(applicant=_named("[b]Bold[/b] [@click=app.quit]x[/] \u202eesrever"))
    async with seat(file, size=(120, 40)) as one:
        await one.reads("[b]Bold[/b] [@click=app.quit]x[/]")
        assert "\u202e" not in one.sees
        await one.press("enter")
        await one.comes_to("CaseScreen")
        await one.reads("[b]Bold[/b] [@click=app.quit]x[/]")


def _named(name: str):
    from conference.forms import NewParty

    return NewParty(name)


async def test_searching_finds_by_part_of_a_name_and_escape_shows_all_again(
    office: Office, file: Path
):
    office.receive()
    office.receive(applicant=_named("Mr Zephaniah"))
    async with seat(file) as one:
        await one.reads("Zephaniah")
        await one.press("slash")
        await one.types("zeph")
        await one.until(lambda: "Sample" not in one.sees)
        await one.press("escape")
        await one.reads("Sample")


async def test_a_withdrawn_case_is_shown_only_when_asked_for(office: Office, file: Path):
    case_id = office.receive()
    intake.withdraw(office.officer, case_id, why="Moved away.")
    async with seat(file) as one:
        await one.reads("There is no case yet.")
        await one.press("e")
        await one.reads("ER-2026-0001")


async def test_what_another_person_records_appears_without_a_key_and_the_cursor_stays(
    office: Office, file: Path
):
    office.receive()
    second = office.receive(applicant=_named("Mr Second"))
    async with seat(file) as one:
        await one.reads("Second")
        await one.press("down")
        assert one.app.screen.cases.key == second
        office.clock.tick(days=0)
        office.receive(applicant=_named("Aaron Aardvark"), received_on=date(2026, 10, 1))
        await one.reads("Aardvark")
        assert one.app.screen.cases.key == second


async def test_while_the_record_is_restored_the_screen_says_so_and_comes_back_to_work_by_itself(
    office: Office, file: Path
):
    office.receive()
    async with seat(file) as one:
        await one.reads("acknowledge the application by")
        with closing(Store(str(file))) as store:
            with store.alone("The record is being restored by ICT, since 09:31."):
                await one.reads("being restored by ICT")
                assert "ER-2026-0001" in one.sees
            await one.until(lambda: "being restored" not in one.sees)
        await one.reads("acknowledge the application by")


async def test_a_representative_sees_only_the_cases_they_are_asked_on(office: Office, file: Path):
    office.receive(applicant=_named("Not Theirs"))
    office.in_evidence(applicant=_named("Theirs To Answer"))
    async with seat(file, "Pete Police") as one:
        await one.reads("ER-2026-0002")
        assert "ER-2026-0001" not in one.sees


async def test_a_representative_who_would_take_in_an_application_is_told_who_may(file: Path):
    async with seat(file, "Pete Police") as one:
        await one.comes_to("Caseload")
        await one.press("n")
        await one.reads("You may not take in an")
        assert one.at == "Caseload"


async def test_an_administrator_is_told_that_the_caseload_is_not_theirs(file: Path):
    async with seat(file, "Ada Administrator") as one:
        await one.reads("You may not see the caseload.")


async def test_a_practice_council_says_so_with_its_source(file: Path, office: Office):
    from conference.record.tables import Council

    with office.store.writing() as session:
        council = session.get_one(Council, office.council_id)
        council.practice, council.source = True, "Housing Ombudsman 202421397"
        session.add(council)
    async with seat(file) as one:
        await one.reads("PRACTICE")
        await one.reads("Housing Ombudsman 202421397")


def _many(office: Office, cases: int) -> None:
    """Copies of one case, with references and due days of their own."""
    from datetime import timedelta

    from conference.record.tables import Case

    first = office.receive()
    with office.store.writing() as session:
        one = session.get_one(Case, first).model_dump(exclude={"id", "version"})
        for number in range(2, cases + 1):
            own = {"reference": f"ER-2026-{number:04}", "applicant_name": f"Case {number}"}
            due = office.clock.today + timedelta(number)
            session.add(Case(**{**one, **own, "next_due": due}))


async def test_a_long_caseload_is_read_where_somebody_looks(office: Office, file: Path):
    _many(office, 450)
    async with seat(file) as one:
        await one.reads("ER-2026-0002")
        await one.press("end")
        await one.reads("ER-2026-0450")
        await one.reads("Case 450: ")
        assert "…" not in one.sees
        await one.press("home")
        await one.reads("ER-2026-0002")
        await one.press(*["pagedown"] * 6)
        await one.reads("ER-2026-0097")
        assert len(one.app.screen.cases.rows) == 450


async def test_the_cases_can_be_put_in_another_order_and_turned_round(office: Office, file: Path):
    _many(office, 30)
    async with seat(file, size=LARGE) as one:
        await one.reads("Due ↓")
        await one.press("t")
        await one.reads("Reference ↓")
        await one.press("home")
        await one.until(lambda: _first(one.sees) == "ER-2026-0001")
        await one.press("T")
        await one.reads("Reference ↑")
        await one.press("home")
        await one.until(lambda: _first(one.sees) == "ER-2026-0030")
        await one.press("t")
        await one.reads("By the applicant's name, backwards.")


def _first(seen: str) -> str:
    """The reference of the uppermost case."""
    return next(word for word in seen.split() if word.startswith("ER-2026-"))


async def test_a_case_that_goes_while_it_is_looked_for_is_said_to_be_gone():
    wanted = []
    rows = CaseRows(["1", "2"], TODAY, [_line()], lambda: wanted.append(True))
    assert rows[1].cells[0] == "…"
    assert rows.missing() == ["2"]
    assert wanted == [True]
    rows.put(["2"], [])
    assert "not there any more" in str(rows[1].cells)
    assert wanted == [True]
