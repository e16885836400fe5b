"""Long lists in a terminal: ready, one key, one page.

The swim-lane of 10,000 entries against the same entries as rows of a stock DataTable. Our list of
50,000 rows against a DataTable of 5,000: a DataTable of as many as ours takes many seconds, so the
peer has a tenth of the rows, and the ratio is to our disadvantage. Ready: from the moment the rows
are in hand (imports done) to the first of them on the terminal, so both include the start of
Textual itself. A key: from the key to the new place on the terminal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.benchmarks import terminal
from tests.benchmarks.apps import rows
from tests.benchmarks.figures import Figure, Goal, Run, in_turns, median, percentile, took
from tests.benchmarks.measures.beside import beside

ENTRIES = 10_000
OURS, THEIRS = 50_000, 5_000
FRAME = 16.7
"""Milliseconds of one frame at 60 Hz."""
_PAGE_DOWN = b"\x1b[6~"


@dataclass
class Kind:
    """One application that shows a list, and what its keys took."""

    module: str
    number: int
    step: bytes
    words: Callable[[int], str]
    """What is newly on the terminal once the cursor is on the row of that index."""
    keys: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)


def seconds(run: Run) -> float:
    """How long this may take."""
    return 420


def measure(run: Run) -> list[Figure]:
    """The swim-lane, the same beside whole programs, then the list."""
    return [*_timeline(run), *beside(run), *_list(run)]


def _timeline(run: Run) -> list[Figure]:
    ours = Kind("lane", ENTRIES, b"\x1b[C", lambda place: f" {place + 1} of {ENTRIES}")
    peer = Kind("lane_table", ENTRIES, b"\x1b[B", lambda place: f"#{place:06}")
    against = "same entries in a DataTable"
    ready, table = in_turns(run.rounds(4, 1), lambda: _show(run, ours), lambda: _show(run, peer))
    worked_out = median([took(lambda: rows.entries(ENTRIES)) for _ in range(3)])
    p95, table_p95 = percentile(ours.keys, 95), percentile(peer.keys, 95)
    why = "each step draws the whole swim-lane again, and the peer only two rows until it scrolls"
    return [
        Figure(
            "timeline of 10,000 ready",
            median(ready),
            median(table),
            against,
            Goal(0.25),
            why="the peer's rows come to the same start of Textual, which is most of ours",
            note=f"making the views and working the timeline out takes {worked_out:.0f} ms before",
        ),
        Figure("- one key, p50", median(ours.keys), median(peer.keys), against),
        Figure("- one key, p95", p95, table_p95, against, Goal(0.5), why=why),
        Figure("- one key, p95, in a frame", p95, None, "", Goal(FRAME, "ms"), why=why),
    ]


def _list(run: Run) -> list[Figure]:
    ours = Kind("line_list", OURS, b"\x1b[B", _reference)
    peer = Kind("data_table", THEIRS, b"\x1b[B", _reference)
    against = "DataTable of 5,000 rows"
    ready, table = in_turns(
        run.rounds(4, 1),
        lambda: _show(run, ours, pages=20),
        lambda: _show(run, peer, pages=20),
    )
    return [
        Figure("list of 50,000 ready", median(ready), median(table), against),
        Figure("- one key, p95", percentile(ours.keys, 95), percentile(peer.keys, 95), against),
        Figure(
            "- one page, p95",
            percentile(ours.pages, 95),
            percentile(peer.pages, 95),
            against,
            Goal(20, "ms"),
            why="a page is forty new lines, each measured and cut cell by cell",
        ),
    ]


def _reference(place: int) -> str:
    return f"ER-{place:06}"


def _show(run: Run, kind: Kind, keys: int = 60, pages: int = 0) -> float:
    """Start it; milliseconds until its first row. Its keys are gathered on the way."""
    module = f"tests.benchmarks.apps.{kind.module}"
    with terminal.python(run.home, "-m", module, str(kind.number)) as screen:
        begun = screen.wait_for(rows.IN_HAND)
        shown = screen.wait_for(kind.words(0))
        screen.settle()
        for place in range(1, keys + 1):
            kind.keys.append(_key(screen, kind.step, kind.words(place)))
        if pages:
            kind.pages += _pages(screen, kind, pages)
        return (shown - begun) * 1000


def _pages(screen: terminal.Terminal, kind: Kind, pages: int) -> list[float]:
    """Milliseconds of each page; how many rows a page is to this widget is learnt from two."""
    first, last = (_last_after_page(screen) for _ in range(2))
    lasts = range(last, last + pages * (last - first) + 1, last - first)[1:]
    return [_key(screen, _PAGE_DOWN, kind.words(place)) for place in lasts]


def _last_after_page(screen: terminal.Terminal) -> int:
    screen.press(_PAGE_DOWN)
    screen.settle()
    return max(int(number) for number in re.findall(r"ER-(\d{6})", screen.text))


def _key(screen: terminal.Terminal, key: bytes, words: str) -> float:
    """Milliseconds from a key to words; then a breath, so that nothing piles up."""
    pressed = screen.press(key)
    shown = screen.wait_for(words, seconds=20)
    screen.settle(0.01)
    return (shown - pressed) * 1000
