"""The swim-lane, as somebody looks through it by key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.strip import Strip

from conference.law.audience import Mark
from conference.law.when import between, on
from conference.timeline import EntryKind, Timeline, timeline
from screens.terminal import PlainText
from screens.widgets.swim_lane import SwimLane, describe
from screens.widgets.swim_scale import Zoom
from tests.sample_case import LANDLORD, action, case, incident, report, sample_case
from tests.screens.helpers import matches_golden, screen_text

GOLDENS = Path(__file__).parent / "goldens"
DAY = date(2025, 1, 6)


class Looking(App[None]):
    """One swim-lane, and what it told."""

    def __init__(self, shown: Timeline) -> None:
        super().__init__()
        self.shown = shown
        self.highlighted: list[str] = []
        self.selected: list[str] = []
        self.emptied = 0

    def get_line_filters(self) -> list[PlainText]:  # type: ignore[override]
        """What the application itself filters."""
        return [PlainText()]

    def compose(self) -> ComposeResult:
        yield SwimLane(self.shown)

    def on_swim_lane_highlighted(self, event: SwimLane.Highlighted) -> None:
        self.highlighted.append(event.entry_id)

    def on_swim_lane_selected(self, event: SwimLane.Selected) -> None:
        self.selected.append(event.entry_id)

    def on_swim_lane_emptied(self) -> None:
        self.emptied += 1

    @property
    def lane(self) -> SwimLane:
        return self.query_one(SwimLane)

    @property
    def here(self) -> str:
        assert self.lane.current
        return self.lane.current.id


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_case_is_legible_whole_and_close_at_this_size(size: tuple[int, int]) -> None:
    app = Looking(timeline(sample_case()))
    async with app.run_test(size=size) as pilot:
        whole = screen_text(app)
        await pilot.press(*"nnnnnnn", "plus")
        close = screen_text(app)
    name = f"swim_lane_{size[0]}x{size[1]}.txt"
    assert matches_golden(f"{whole}\n{'=' * size[0]}\n{close}", GOLDENS / name)


async def test_right_goes_through_every_entry_in_time_and_left_goes_back() -> None:
    app = Looking(timeline(sample_case()))
    shown = [entry.id for entry in (*app.shown.entries, *app.shown.undated)]
    async with app.run_test() as pilot:
        await pilot.press(*["right"] * (len(shown) - 1))
        assert app.highlighted == shown
        await pilot.press("right", "p", "left")
        assert app.here == shown[-3]
        await pilot.press("home")
        assert app.here == shown[0]
        await pilot.press("end")
        assert app.here == shown[-1]


async def test_down_goes_to_the_entry_nearest_in_time_on_the_next_lane() -> None:
    app = Looking(timeline(sample_case()))
    async with app.run_test() as pilot:
        app.lane.go_to("i2")
        await pilot.press("down")
        assert app.here == "r2"
        await pilot.press("down", "down")
        assert app.here == "x6"
        await pilot.press("down", "down")
        assert app.here == "i3", "undated entries are the last lane"
        await pilot.press("up")
        assert app.here == "q1"


async def test_shift_and_right_stays_on_the_lane() -> None:
    app = Looking(timeline(sample_case()))
    async with app.run_test() as pilot:
        app.lane.go_to("r1")
        await pilot.press("shift+right")
        assert app.here == "r2"
        await pilot.press("shift+left")
        assert app.here == "r1"


async def test_zooming_keeps_the_entry_and_leaves_it_in_view() -> None:
    app = Looking(timeline(sample_case()))
    async with app.run_test() as pilot:
        app.lane.go_to("x7")
        for zoom in (Zoom.YEAR, Zoom.QUARTER, Zoom.MONTH, Zoom.WEEK):
            await pilot.press("plus")
            assert (app.lane.zoom, app.here) == (zoom, "x7")
            assert "□" in screen_text(app).split("\n")[7]
        await pilot.press("plus", *["minus"] * 6)
        assert app.lane.zoom is Zoom.CASE


async def test_a_step_wider_than_the_case_is_left_out() -> None:
    app = Looking(timeline(case(actions=(action("x", between(DAY, DAY + timedelta(60))),))))
    async with app.run_test() as pilot:
        await pilot.press("plus")
        assert app.lane.zoom is Zoom.MONTH


async def test_f_shows_one_lane_and_all_again() -> None:
    app = Looking(timeline(sample_case()))
    async with app.run_test() as pilot:
        app.lane.go_to("r1")
        await pilot.press("f")
        assert "only Reports" in screen_text(app)
        assert "Riverside" not in screen_text(app)
        await pilot.press("end")
        assert app.here == "r3"
        await pilot.press("f")
        assert app.here == "r3"
        assert "Riverside Homes" in screen_text(app)


async def test_the_entry_under_the_cursor_is_reversed_and_its_lane_marked() -> None:
    app = Looking(timeline(sample_case()))
    async with app.run_test():
        app.lane.go_to("x7")
        line = next(n for n in range(24) if app.lane.render_line(n).text.startswith(">"))
        strip = app.lane.render_line(line)
        reversed_text = [s.text for s in strip if s.style is not None and s.style.reverse]
        assert (strip.text[:18], reversed_text) == (">Derbyshire Police", ["□"])


async def test_a_newer_picture_keeps_the_cursor_on_its_entry_and_says_nothing() -> None:
    before = sample_case()
    app = Looking(timeline(before))
    async with app.run_test() as pilot:
        app.lane.go_to("x6")
        await pilot.pause()
        told = len(app.highlighted)
        app.lane.update(timeline(case(actions=(action("new", on(DAY)), *before.actions))))
        await pilot.pause()
        assert (app.here, len(app.highlighted)) == ("x6", told)


async def test_when_the_entry_is_gone_the_cursor_stays_near_and_says_where_it_is() -> None:
    app = Looking(timeline(case(actions=(action("x", on(DAY)), action("y", on(DAY))))))
    async with app.run_test() as pilot:
        await pilot.press("end")
        app.lane.update(timeline(case(actions=(action("x", on(DAY)),))))
        await pilot.pause()
        assert (app.here, app.highlighted[-1]) == ("x", "x")


async def test_enter_selects_and_a_second_click_selects() -> None:
    app = Looking(timeline(sample_case()))
    async with app.run_test() as pilot:
        await pilot.press("enter")
        assert app.selected == [app.here]
        await pilot.click(SwimLane, offset=(20, 10))
        assert (app.here, app.selected) == ("i3", ["x1"])
        await pilot.click(SwimLane, offset=(20, 10))
        assert app.selected == ["x1", "i3"]


@pytest.mark.parametrize("number", [2, 9, 10, 400])
async def test_several_in_one_cell_are_counted(number: int) -> None:
    far = report("far", on(DAY + timedelta(days=2000)))
    many = tuple(incident(f"i{n}", on(DAY)) for n in range(number))
    app = Looking(timeline(case(incidents=many, reports=(far,))))
    async with app.run_test():
        marks = screen_text(app).split("\n")[3].split("│")[1].strip()
        assert marks == (str(number) if number < 10 else "+")


async def test_a_silence_is_dotted_with_its_days_and_an_open_one_runs_to_today() -> None:
    reports = (report("r", on(DAY)), report("s", on(DAY + timedelta(days=50))))
    shown = case(
        reports=reports,
        actions=(action("x", on(DAY + timedelta(days=30))),),
        taken_on=DAY + timedelta(days=100),
    )
    app = Looking(timeline(shown))
    async with app.run_test():
        line = screen_text(app).split("\n")[6]
        assert "▲·······30········" in line
        assert "▲·············50+··············" in line


async def test_words_of_people_are_drawn_literally(hostile: list[str]) -> None:
    agencies = tuple(replace(LANDLORD, id=f"h{n}", name=text) for n, text in enumerate(hostile))
    actions = tuple(action(agency.id, on(DAY), agency, agency.name) for agency in agencies)
    shown = timeline(replace(case(actions=actions), agencies=agencies))
    app = Looking(shown)
    async with app.run_test(size=(200, len(hostile) + 10)):
        drawn = screen_text(app)
    assert not any((ord(c) < 32 and c != "\n") or c in "\x7f\x9b\u202e" for c in drawn)
    for text in ("**not bold** _n…", "[click me](http…", "{{ 7*7 }} {% fo…", "<b>not bold</b>…"):
        assert text[:12] in drawn
    for entry in shown.entries:
        assert describe(entry).plain.startswith(f"{entry.title}\n")


async def test_an_empty_case_says_so_and_takes_every_key() -> None:
    app = Looking(timeline(case()))
    async with app.run_test() as pilot:
        keys = ["right", "left", "up", "down", "home", "end", "pagedown", "plus", "minus", "f"]
        await pilot.press(*keys, "enter")
        assert "Nothing has been recorded yet." in screen_text(app)
        assert (app.highlighted, app.selected) == ([], [])


async def test_a_small_terminal_scrolls_to_the_lane_of_the_cursor() -> None:
    app = Looking(timeline(sample_case()))
    async with app.run_test(size=(60, 11)) as pilot:
        await pilot.press("end")
        assert ">Day not known" in screen_text(app)
        await pilot.resize_terminal(100, 30)
        assert ">Day not known" in screen_text(app)


async def test_ten_thousand_entries_are_drawn_without_walking_through_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    days = [DAY + timedelta(days=n % 2000) for n in range(10_000)]
    app = Looking(timeline(case(actions=tuple(action(f"x{n}", on(d)) for n, d in enumerate(days)))))

    async def walk(pilot: Pilot[None]) -> int:
        looked = 0
        original = type(app.shown.entries[0]).first.fget
        assert original

        def counted(entry: object) -> date | None:
            nonlocal looked
            looked += 1
            return original(entry)

        monkeypatch.setattr(type(app.shown.entries[0]), "first", property(counted))
        await pilot.press("right")
        app.lane.action_page(1)
        await pilot.pause()
        return looked

    async with app.run_test() as pilot:
        await pilot.press("plus")
        assert await walk(pilot) < 500


def lines_drawn(app: Looking, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lines of the swim-lane that are drawn from now on."""
    drawn: list[int] = []
    original = SwimLane.render_line

    def counted(lane: SwimLane, y: int) -> Strip:
        drawn.append(y)
        return original(lane, y)

    monkeypatch.setattr(SwimLane, "render_line", counted)
    return drawn


async def test_a_step_draws_the_status_line_and_the_two_lanes_concerned_and_no_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Looking(timeline(sample_case()))
    async with app.run_test() as pilot:
        app.lane.go_to("i2")
        await pilot.pause()
        drawn = lines_drawn(app, monkeypatch)
        await pilot.press("down")
        await pilot.pause()
        assert app.here == "r2"
        assert set(drawn) == {0, 3, 4}
        drawn.clear()
        await pilot.press("end")
        await pilot.pause()
        assert app.here == "i3"
        assert set(drawn) == {0, 4, 10}
        assert ">Day not known" in screen_text(app)


async def test_kinds_and_marks_are_gone_through_by_key_and_all_come_back_with_one() -> None:
    app = Looking(timeline(sample_case()))
    async with app.run_test(size=(100, 24)) as pilot:
        seen = []
        for _ in range(5):
            await pilot.press("k")
            seen.append(app.lane.only.kind)
        kinds = EntryKind
        assert seen == [kinds.INCIDENT, kinds.REPORT, kinds.ACTION, kinds.REQUEST, None]
        await pilot.press("k", "w")
        assert (app.lane.only.kind, app.lane.only.mark) == (kinds.INCIDENT, Mark.APPLICANT)
        assert "of 3 · only incidents, marked applicant (c: all)" in screen_text(app)
        await pilot.press("w")
        assert app.lane.current is None
        assert "No entry: only incidents, marked panel. Press c" in screen_text(app)
        assert app.emptied == 1
        await pilot.press("right", "down", "end", "plus", "enter", "f", "c")
        assert "of 14" in screen_text(app)
        assert "all lanes" in screen_text(app)


async def test_words_leave_only_the_entries_that_hold_them_and_the_arrows_go_between() -> None:
    app = Looking(timeline(sample_case()))
    async with app.run_test() as pilot:
        await pilot.press("slash", *"reports", "space", *"STAIRS", "enter")
        await pilot.pause()
        assert "with “reports STAIRS”" in screen_text(app)
        assert app.here == "r2"
        await pilot.press("right")
        assert app.here == "r2"
        await pilot.press("slash")
        await pilot.press(*["backspace"] * 20, *"land", "enter")
        await pilot.pause()
        shown = [app.here]
        await pilot.press("home")
        for _ in range(4):
            shown.append(app.here)
            await pilot.press("n")
        assert {"r1", "x6"} <= set(shown)
        await pilot.press("c")
        assert "of 14" in screen_text(app)


async def test_a_filter_stays_when_a_newer_picture_comes() -> None:
    before = sample_case()
    app = Looking(timeline(before))
    async with app.run_test() as pilot:
        await pilot.press("k", "k")
        more = replace(before, reports=(*before.reports, report("new", on(DAY))))
        app.lane.update(timeline(more))
        await pilot.pause()
        assert "of 4 · only reports" in screen_text(app)


async def test_an_allegation_against_the_applicant_has_a_character_and_a_word_of_its_own() -> None:
    shown = case(incidents=(incident("i", on(DAY), about_applicant=True, hate=True),))
    app = Looking(timeline(shown))
    async with app.run_test():
        assert "◇ against the applicant" in screen_text(app)
        assert "◇" in screen_text(app).split("\n")[3]


async def test_one_incident_of_two_accounts_is_drawn_once_and_found_by_either() -> None:
    pair = tuple(incident(key, on(DAY), group_id="g") for key in ("i", "j"))
    app = Looking(timeline(case(incidents=(*pair, incident("k", on(DAY + timedelta(9)))))))
    async with app.run_test() as pilot:
        assert "1 of 2" in screen_text(app)
        await pilot.press("end")
        assert app.lane.go_to("j")
        assert app.here == "i"
