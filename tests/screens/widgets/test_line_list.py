"""The long list, as somebody moves through it while others change it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import on
from textual.app import App, ComposeResult

from screens.terminal import PlainText
from screens.widgets.line_list import Cell, Column, LineList, Row, RowList, column_widths
from tests.screens.helpers import matches_golden, screen_text

GOLDENS = Path(__file__).parent / "goldens"
COLUMNS = (
    Column("Reference", 13),
    Column("Applicant"),
    Column("Next step", share=2),
    Column("Days", 5, align="right", hide_below=60),
)


def rows(*keys: str) -> RowList:
    return RowList(
        Row(key, (f"ER-{key}", "Mx Šimůnek", Cell("Decide", "error"), "3")) for key in keys
    )


class Listing(App[None]):
    """One list, and what it told."""

    def __init__(self, shown: RowList) -> None:
        super().__init__()
        self.shown = shown
        self.highlighted: list[str] = []
        self.selected: list[str] = []

    def get_line_filters(self) -> list[PlainText]:  # type: ignore[override]
        """What the application itself filters."""
        return [PlainText()]

    def compose(self) -> ComposeResult:
        yield LineList(COLUMNS, self.shown, empty="No case is open.")

    @on(LineList.Highlighted)
    def came_to(self, event: LineList.Highlighted) -> None:
        self.highlighted.append(event.key)

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        self.selected.append(event.key)

    @property
    def list(self) -> LineList:
        return self.query_one(LineList)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_list_is_legible_at_this_size(size: tuple[int, int]) -> None:
    wide = Row(
        "w", ("ER-2026-0009", "日本語の名前がとても長い人" * 3, Cell("x" * 200, "warning"), "12")
    )
    app = Listing(RowList([*(rows("a", "b")[n] for n in range(2)), wide]))
    async with app.run_test(size=size) as pilot:
        await pilot.press("down")
        shown = screen_text(app)
    assert matches_golden(shown, GOLDENS / f"line_list_{size[0]}x{size[1]}.txt")


async def test_the_cursor_has_a_marker_beside_its_colour() -> None:
    app = Listing(rows("a", "b"))
    async with app.run_test() as pilot:
        await pilot.press("down")
        lines = screen_text(app).split("\n")
        assert lines[2].startswith("> ER-b")
        assert lines[1].startswith("  ER-a")


async def test_keys_go_by_row_by_page_and_to_the_ends() -> None:
    app = Listing(rows(*(str(n) for n in range(100))))
    async with app.run_test(size=(80, 24)) as pilot:
        for key, row in (
            ("down", "1"),
            ("pagedown", "24"),
            ("pageup", "1"),
            ("up", "0"),
            ("up", "0"),
            ("end", "99"),
            ("down", "99"),
            ("home", "0"),
        ):
            await pilot.press(key)
            assert app.list.key == row
            assert f"> ER-{row} " in screen_text(app)
        await pilot.press("enter")
        assert app.selected == ["0"]
        assert len(app.highlighted) == 7, "opening a row is no move"


async def test_a_refresh_keeps_the_cursor_on_its_record_and_says_nothing() -> None:
    app = Listing(rows("a", "b", "c"))
    async with app.run_test() as pilot:
        await pilot.press("down")
        app.list.update(rows("new", "other", "a", "b"))
        await pilot.pause()
        assert (app.list.key, app.highlighted) == ("b", ["a", "b"])
        assert "> ER-b" in screen_text(app)


async def test_when_the_record_is_gone_the_new_one_under_the_cursor_is_told() -> None:
    app = Listing(rows("a", "b", "c"))
    async with app.run_test() as pilot:
        await pilot.press("end")
        app.list.update(rows("a", "b"))
        await pilot.pause()
        assert (app.list.key, app.highlighted[-1]) == ("b", "b")


async def test_an_empty_list_says_so_and_selects_nothing() -> None:
    app = Listing(rows())
    async with app.run_test() as pilot:
        await pilot.press("down", "up", "end", "home", "pagedown", "enter")
        assert "No case is open." in screen_text(app)
        assert (app.list.key, app.selected, app.highlighted) == (None, [], [])
        app.list.update(rows("a"))
        await pilot.pause()
        assert app.highlighted == ["a"]
        app.list.update(rows(), empty="Nothing is left.")
        assert "Nothing is left." in screen_text(app)


async def test_the_first_click_highlights_and_the_second_opens() -> None:
    app = Listing(rows("a", "b", "c"))
    async with app.run_test() as pilot:
        await pilot.click(LineList, offset=(5, 3))
        assert (app.list.key, app.selected) == ("c", [])
        await pilot.click(LineList, offset=(5, 3))
        assert app.selected == ["c"]
        await pilot.click(LineList, offset=(5, 0))
        await pilot.click(LineList, offset=(5, 20))
        assert app.selected == ["c"]


async def test_a_source_is_asked_only_for_what_is_seen() -> None:
    class Counting(RowList):
        asked = 0

        def __len__(self) -> int:
            return 50_000

        def __getitem__(self, index: int) -> Row:
            type(self).asked += 1
            return Row(str(index), (str(index), "", "", ""))

        def place(self, key: str) -> int | None:
            return int(key)

    app = Listing(Counting())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end", "pageup", "down")
        assert app.list.key == "49977"
        assert Counting.asked < 300


async def test_words_of_people_are_drawn_literally(hostile: list[str]) -> None:
    app = Listing(RowList(Row(str(n), ("x", text, "", "")) for n, text in enumerate(hostile)))
    async with app.run_test(size=(200, 90)):
        drawn = screen_text(app)
        for text in ("[bold red]x[/] [@click=app.bell]c[/] [/]", "**not bold** _not em_"):
            assert text in drawn
        assert not any((ord(c) < 32 and c != "\n") or c in "\x7f\x9b\u202e" for c in drawn)


@given(st.integers(40, 300))
def test_columns_fill_the_width_exactly(width: int) -> None:
    shown = column_widths(COLUMNS, width)
    assert sum(cells for _, cells in shown) + len(shown) - 1 == width
    assert (3 in [index for index, _ in shown]) is (width >= 60)
