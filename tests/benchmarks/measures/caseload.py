"""The caseload of 50,000 cases, with a dozen entries each: any page, order and filter, and search.

As the screen does it: the ids in their order, and the lines of one page. The peer is plain sqlite3
fetching a page of the same cases. Words are searched as "Find words" does, over every entry. Then
whole programs on the same file: until the first cases are shown (ours: signed in to by a password,
what the person takes left out), and a jump to the other end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from conference.review.desk import Desk
from conference.review.reading import read_lines, read_order
from conference.review.searching import search
from conference.views import CaseOrder
from tests.benchmarks import arriving, many_words, peers, terminal
from tests.benchmarks.figures import Figure, Goal, Run, in_turns, median, percentile, took
from tests.benchmarks.measures.start import Program, left_out, signed_in_to
from tests.benchmarks.why import spent

CASES = 50_000
PAGE = 40
READ, FOUND = Goal(20, "ms"), Goal(50, "ms")
_AGAINST = "sqlite3, the same page"
_SQL = (
    "SELECT id, reference, applicant_name, stage, next_step, next_due FROM review_case "
    "WHERE stage NOT IN ('closed', 'withdrawn') "
    "AND (reference LIKE :words OR applicant_name LIKE :words) "
    "ORDER BY next_due IS NULL, next_due, reference LIMIT 40 OFFSET :first"
)
_FILTERS = (("one reference", "ER-2017-01234"), ("most references", "er-20"), ("one letter", "a"))
_HOME, _END = b"\x1b[H", b"\x1b[F"


def seconds(run: Run) -> float:
    """How long this may take: most of it makes the record."""
    return 600


def measure(run: Run) -> list[Figure]:
    """Pages, orders, filters, words; then whole programs."""
    cases = run.rounds(CASES, 5_000)
    office = many_words.of_many(run.folder, cases)
    desk, file = office.officer, run.folder / "words.db"
    named = f"{cases:,} cases"
    with closing(sqlite3.connect(file)) as connection:
        figures = [*_pages(run, desk, connection, named), *_words(run, desk)]
    ends = read_lines(desk, [read_order(desk)[place] for place in (0, -1)])
    office.store.close()
    arriving.make_real(str(file))
    return [*figures, *_programs(run, file, ends[0].applicant[:12], ends[1].applicant[:12], named)]


def _pages(run: Run, desk: Desk, connection: sqlite3.Connection, named: str) -> Iterator[Figure]:
    middle = len(read_order(desk)) // 2

    def page(first: int = 0, **more: object) -> None:
        ids = read_order(desk, **more)  # type: ignore[arg-type]
        read_lines(desk, ids[first : first + PAGE])

    def peer(first: int = 0, words: str = "") -> None:
        connection.execute(_SQL, {"words": f"%{words}%", "first": first}).fetchall()

    def figure(what: str, ours: Callable[[], None], theirs: Callable[[], None]) -> Figure:
        mine, other = in_turns(run.rounds(9, 3), lambda: took(ours), lambda: took(theirs))
        why = spent(ours, 3) if median(mine) > READ.most else ""
        return Figure(what, median(mine), median(other), _AGAINST, READ, why=why)

    yield figure(f"caseload of {named}: first page", page, peer)
    yield figure("- a page in the middle", partial(page, middle), partial(peer, middle))
    for by in list(CaseOrder)[1:]:
        yield figure(f"- in order of {by}", partial(page, by=by), peer)
    yield figure("- backwards", partial(page, backwards=True), peer)
    yield figure("- with ended ones", partial(page, ended=True), peer)
    for what, words in _FILTERS:
        yield figure(
            f"- those with {what}",
            partial(page, words=words),
            partial(peer, words=words),
        )


def _words(run: Run, desk: Desk) -> Iterator[Figure]:
    kinds = {
        "a rare word": many_words.RARE,
        "a usual word": many_words.USUAL,
        "a common word": many_words.COMMON,
        "two words": f"{many_words.COMMON} {many_words.USUAL}",
        "part of a reference": "er-2020-01",
    }
    for what, words in kinds.items():
        ours = partial(search, desk, words)
        times = [took(ours) for _ in range(run.rounds(10, 4))][1:]
        found = len(search(desk, words))
        why = spent(ours, 3) if median(times) > FOUND.most else ""
        note = f"{found} places shown"
        yield Figure(f"Find words: {what}", median(times), None, "", FOUND, why, note)


def _programs(run: Run, file: Path, first: str, last: str, named: str) -> Iterator[Figure]:
    ours = signed_in_to(file, first)
    others = list(_others(file, first))
    rounds = run.rounds(2, 1)
    in_turns(rounds, *(lambda one=one: one.safely(run) for one in (ours, *others)))
    mine = median(ours.datas[-rounds:])
    for one in others:
        if one.failed:
            yield left_out(one)
            continue
        shown = median((one.asked or one.datas)[-rounds:])
        yield Figure(f"names, then {named} shown", mine, shown, one.name)
        memory = median(ours.memories), median(one.memories)
        yield Figure("- memory, MB", *memory, one.name)
    yield Figure("- to the other end and back, p95", percentile(_jumps(run, file, first, last), 95))


def _jumps(run: Run, file: Path, first: str, last: str) -> list[float]:
    """Milliseconds from End or Home to the lines there."""
    place = {"CONFERENCE_DATABASE": str(file)}
    with terminal.python(run.home, "-m", "conference", **place) as screen:
        arriving.arrive(screen, first)
        arriving.rest(screen)
        for _ in range(10):
            # What is shown first are the first cases only; the others come a moment later.
            screen.press(_END)
            with suppress(terminal.TooLong):
                screen.wait_for(last, seconds=2)
                break
        screen.press(_HOME)
        screen.settle()
        times = []
        for number in range(run.rounds(20, 4)):
            key, words = (_HOME, first) if number % 2 else (_END, last)
            pressed = screen.press(key)
            times.append((screen.wait_for(words, seconds=10) - pressed) * 1000)
            screen.settle()
        return times


def _others(file: Path, first: str) -> Iterator[Program]:
    query = b"select reference, applicant_name, stage, next_step, next_due from review_case "
    asked = query + b"order by next_due is null, next_due, reference"
    if (program := peers.program("harlequin")) is not None:
        called, command = f"harlequin {peers.version('harlequin')}", [str(program)]
        arguments = ["-a", "sqlite", "-r", str(file)]
        yield Program(called, [*command, *arguments], "main", b"\x11", query=asked, answer=first)
    if (program := peers.program("visidata")) is not None:
        called, command = f"visidata {peers.version('visidata')}", [str(program)]
        arguments = ["-f", "sqlite", "+:review_case::", str(file)]
        yield Program(called, [*command, *arguments], "ER-2016-00001", b"gq")
