"""Very long lines, pasted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.app import App, ComposeResult

from screens.widgets.long_lines import LONGEST, LongLineArea, broken, joined

pieces = st.text(st.sampled_from("ab \n日"), max_size=30)


@given(st.lists(st.tuples(pieces, st.integers(1, 60)), max_size=5))
def test_text_comes_out_as_it_went_in(parts: list[tuple[str, int]]) -> None:
    text = "".join(piece * times for piece, times in parts)
    assert joined(broken(text)) == text
    assert all(len(line) <= LONGEST + 1 for line in broken(text).split("\n"))


class Writing(App[None]):
    def compose(self) -> ComposeResult:
        yield LongLineArea("first ")


async def test_a_pasted_line_of_a_hundred_thousand_characters_is_kept_whole() -> None:
    app = Writing()
    line = "neighbour " * 10_000
    async with app.run_test() as pilot:
        area = app.query_one(LongLineArea)
        await pilot.press("end")
        app.post_message(events.Paste(line))
        await pilot.pause()
        await pilot.press("x")
        assert area.words == f"first {line}x"
        assert max(map(len, area.text.split("\n"))) <= LONGEST + len("first ") + 2
