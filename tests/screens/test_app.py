"""The first picture, the way in, and the end."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from textual.theme import BUILTIN_THEMES

from conference.errors import ConferenceError
from conference.exchange.procedures import procedure_named
from conference.forms import NewCouncil, NewPerson
from conference.record.store import Store
from conference.review import daily_check, people
from screens.app import ConferenceApp
from screens.faults import fault_words
from screens.themes import HIGH_CONTRAST, THEMES
from tests.office import Clock, Office
from tests.record.test_wholeness import damage_an_index
from tests.screens.shell import both_sizes, seat


@pytest.mark.parametrize("module", ["screens.app", "screens.caseload", "screens.sign_in"])
def test_the_first_picture_waits_for_no_database_library(module: str):
    program = (
        f"import sys, {module}; print([m for m in ('sqlmodel', 'sqlalchemy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("module", ["screens.app", "conference.review.opening"])
def test_what_checks_passwords_is_loaded_when_one_is_checked_and_not_before(module: str):
    slow = ("argon2", "pyotp", "keyring")
    program = f"import sys, {module}; print([m for m in {slow} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


async def test_the_frame_is_there_before_the_record_is_open(file: Path):
    async with seat(file) as one:
        assert "Opening the record" in one.sees
        await one.comes_to("Caseload")


async def test_a_file_that_is_no_record_is_told_in_words_and_ends_the_application(tmp_path: Path):
    place = tmp_path / "letter.db"
    place.write_text("Dear Sir or Madam, " * 50)
    async with seat(place) as one:
        await one.reads("This file is not a Case Conference database.")
        await one.press("enter")
        await one.until(lambda: one.app.return_code == 1)


async def test_whoever_is_named_at_the_start_is_not_asked_again(file: Path):
    async with seat(file, "carol chair") as one:
        await one.reads("You are Carol Chair (chair)")


async def test_a_name_nobody_has_is_told_and_asked_for(file: Path):
    async with seat(file, "Nobody Known") as one:
        await one.comes_to("SignIn")
        await one.reads("Nobody called Nobody Known works here.")


@both_sizes
async def test_the_people_are_shown_with_agency_and_roles_to_choose_from(
    file: Path, size: tuple[int, int]
):
    async with seat(file, None, size=size) as one:
        await one.comes_to("SignIn")
        await one.reads("Pete Police")
        await one.reads("representative")
        # The display of the meeting room comes last, after everybody who works here.
        one.app.screen.query_one("LineList").action_go(-1)
        await one.press("up", "enter")
        await one.reads("You are Pete Police (representative)")


async def test_whoever_signs_in_as_the_room_display_comes_to_it(file: Path):
    async with seat(file, None) as one:
        await one.comes_to("SignIn")
        await one.reads("Room display")
        one.app.screen.query_one("LineList").action_go(-1)
        await one.press("enter")
        await one.until(lambda: one.at == "RoomScreen")


async def test_the_only_person_goes_straight_in_although_there_is_a_display(tmp_path: Path):
    store = Store(str(tmp_path / "one.db"))
    store.prepare()
    one_person = NewPerson("Only One", roles=("officer", "chair"))
    form = people.SetUp(
        NewCouncil("Small Council", "SC"), procedure_named("erewash"), (), (one_person,)
    )
    people.set_up(store, Clock(), form)
    store.close()
    async with seat(tmp_path / "one.db", None) as one:
        await one.reads("You are Only One")
        await one.press("p")
        await one.reads("Nobody else works here yet.")


async def test_somebody_else_can_sit_down(file: Path):
    async with seat(file) as one:
        await one.comes_to("Caseload")
        await one.press("p")
        await one.comes_to("SignIn")


async def test_high_contrast_is_reached_by_keys(file: Path):
    async with seat(file) as one:
        await one.comes_to("Caseload")
        await one.press("f8", "f8")
        assert one.app.theme == HIGH_CONTRAST.name


def test_no_theme_is_offered_whose_contrast_was_not_measured(file: Path):
    offered = ConferenceApp(str(file)).available_themes
    assert set(offered) == {theme.name for theme in THEMES}
    assert not set(offered) & set(BUILTIN_THEMES)


async def test_without_colours_everything_can_still_be_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("NO_COLOR", "1")
    async with seat(file) as one:
        await one.reads("There is no case yet.")


async def test_help_explains_the_screen_in_front_and_its_keys(file: Path):
    async with seat(file) as one:
        await one.comes_to("Caseload")
        await one.press("f1")
        await one.reads("Take in an application by filling in a form")
        await one.press("f1", "escape")
        await one.comes_to("Caseload")


async def test_help_works_in_front_of_a_form_too(file: Path, office: Office):
    async with seat(file) as one:
        await one.comes_to("Caseload")
        await one.press("n")
        await one.comes_to("NewApplicationScreen")
        await one.press("f1")
        await one.reads("Check the form and save it")


async def test_the_command_palette_lists_what_can_be_done_here(file: Path):
    async with seat(file) as one:
        await one.comes_to("Caseload")
        await one.press("ctrl+p")
        await one.reads("Take in an application from a file")
        await one.types("high")
        await one.reads("Colours: high contrast")


async def test_quitting_asks_only_where_something_typed_would_be_left(file: Path):
    async with seat(file) as one:
        await one.comes_to("Caseload")
        await one.press("n")
        await one.comes_to("NewApplicationScreen")
        await one.types("Mrs")
        await one.press("ctrl+q")
        await one.reads("Quit Case Conference?")
        await one.press("n")
        await one.comes_to("NewApplicationScreen")
        assert one.app.is_running


async def test_a_fault_in_the_program_shows_no_word_of_a_case(file: Path):
    class Broken(ConferenceApp):
        told = ""

        def panic(self, *renderables: object) -> None:
            self.told = "".join(map(str, renderables))
            super().panic(*renderables)

    app = Broken(str(file), clock=Clock())
    with pytest.raises(KeyError):
        async with app.run_test() as pilot:
            await pilot.pause()
            app._handle_exception(KeyError("Mrs A. Sample of 1 High Street"))
            await pilot.pause()
    assert "Case Conference had to stop" in app.told
    assert "Sample" not in app.told


async def test_a_fault_over_a_damaged_record_is_told_as_damage(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    """The whole file is read for it: beside the event loop, and not on it."""

    class Broken(ConferenceApp):
        told = ""

        def _print_error_renderables(self) -> None:
            self.told = self.told or "".join(map(str, self._exit_renderables))
            super()._print_error_renderables()

    threads: list[threading.Thread] = []
    real = daily_check.damage_behind

    def behind(place: str) -> ConferenceError | None:
        threads.append(threading.current_thread())
        return real(place)

    monkeypatch.setattr(daily_check, "damage_behind", behind)
    app = Broken(str(file), clock=Clock())
    with pytest.raises(LookupError):
        async with app.run_test() as pilot:
            await pilot.pause()
            damage_an_index(file)
            app._handle_exception(LookupError("Mrs A. Sample of 1 High Street"))
    assert "The database file is damaged." in app.told
    assert "a fault in the program" not in app.told
    assert threads
    assert threading.main_thread() not in threads


def test_a_fault_is_told_by_its_kind_and_place():
    try:
        raise ValueError("the applicant's name")
    except ValueError as error:
        words = fault_words(error)
    assert "ValueError, test_app.py line" in words
    assert "applicant" not in words
