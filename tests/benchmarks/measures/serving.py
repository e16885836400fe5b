"""Served sessions: ours, and the same application behind stock textual-serve, in turns.

First data: from knocking until the caseload of 41 cases is shown (nobody is asked for a name: one
person does everything), for one session alone and for twelve that come at once. Memory: of each of
the twelve, what is its own and shared with nobody, and its share of everything. At the cap: two
hundred come at once to a server that takes twenty.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, AsyncExitStack, ExitStack
from dataclasses import dataclass, field

from tests.benchmarks import browsers, records, terminal
from tests.benchmarks.apps.stock_serve import MODULE
from tests.benchmarks.figures import Figure, Goal, Run, in_turns, median

TOGETHER = 12
_QUIET = 4.0
"""Seconds without a word before memory is looked at: what is imported later is there then."""
CAP, COMING = 20, 200
_OWN, _SHARE = "Private_", "Pss:"


@dataclass
class Kind:
    """One way of serving."""

    served: browsers.Served
    own: list[float] = field(default_factory=list)
    share: list[float] = field(default_factory=list)


def seconds(run: Run) -> float:
    """How long this may take."""
    return 420


def measure(run: Run) -> list[Figure]:
    """Alone, at once, their memory, and at the cap."""
    place = records.of_one_person(run.folder / "alone.db")
    with ExitStack() as stack:
        ours = Kind(stack.enter_context(_ours(run, place, "ours", 100)))
        stock = Kind(stack.enter_context(_stock(run, place)))
        for one in (ours, stock):
            _begin(one)
        alone = in_turns(run.rounds(9, 2), *(lambda one=one: _alone(one) for one in (ours, stock)))
        together = in_turns(
            run.rounds(3, 1), *(lambda one=one: _together(one) for one in (ours, stock))
        )
    return [*_figures(ours, stock, alone, together), *_at_the_cap(run, place)]


def _ours(run: Run, place: str, name: str, most: int) -> AbstractContextManager[browsers.Served]:
    port = browsers.free_port()
    command = terminal.module("conference", "serve", "--port", str(port), "--sessions", str(most))
    more = {"CONFERENCE_DATABASE": place}
    return browsers.server(command, port, more, run.folder / name)


def _stock(run: Run, place: str) -> AbstractContextManager[browsers.Served]:
    port = browsers.free_port()
    command = terminal.module(MODULE, "serve", str(port), place)
    return browsers.server(command, port, {}, run.folder / "stock")


def _begin(kind: Kind) -> None:
    """Wait until it serves: the first to come waits for what is made ready once."""

    async def visit() -> None:
        async with browsers.visiting(kind.served) as visitor:
            await visitor.sees(records.APPLICANT)

    asyncio.run(visit())
    time.sleep(2)
    kind.served.rests()


def _alone(kind: Kind) -> float:
    """Milliseconds until the caseload is shown."""

    async def visit() -> float:
        async with browsers.visiting(kind.served) as visitor:
            return await visitor.sees(records.APPLICANT)

    took = asyncio.run(visit())
    _until_gone(kind)
    return took


def _together(kind: Kind) -> float:
    """Milliseconds until the last of them has data; then what each takes."""

    async def visit() -> float:
        async with AsyncExitStack() as stack:
            began = time.perf_counter()
            knocking = (browsers.visiting(kind.served) for _ in range(TOGETHER))
            visitors = await asyncio.gather(*map(stack.enter_async_context, knocking))
            await asyncio.gather(*(one.sees(records.APPLICANT) for one in visitors))
            took = (time.perf_counter() - began) * 1000
            await asyncio.gather(*(one.settles(_QUIET) for one in visitors))
            kind.own += kind.served.memory(_OWN)
            kind.share += kind.served.memory(_SHARE)
            return took

    took = asyncio.run(visit())
    _until_gone(kind)
    return took


def _until_gone(kind: Kind, patience: float = 20) -> None:
    """Wait until the sessions have ended: they would take the next one's time."""
    deadline = time.monotonic() + patience
    while kind.served.is_busy and time.monotonic() < deadline:
        time.sleep(0.1)


def _figures(
    ours: Kind, stock: Kind, alone: list[list[float]], together: list[list[float]]
) -> Iterator[Figure]:
    against = "stock textual-serve"
    why = (
        "the caseload waits for the first connection and the first statements of a database library"
    )
    yield Figure(
        "served session, first data",
        median(alone[0]),
        median(alone[1]),
        against,
        Goal(0.3),
        why,
    )
    what = f"- {TOGETHER} at once, all with data"
    yield Figure(what, median(together[0]), median(together[1]), against)
    if ours.own and stock.own:
        mine, theirs = median(ours.own), median(stock.own)
        largest = f"the largest {max(ours.own):.0f} MB; {len(ours.own)} sessions looked at"
        yield Figure("- memory of its own, MB", mine, theirs, against, Goal(26, "MB"), why=largest)
        shares = median(ours.share), median(stock.share)
        yield Figure("- with its share of all, MB", *shares, against, note=largest)


def _at_the_cap(run: Run, place: str) -> list[Figure]:
    """Two hundred at once: as many as there are places stay, the others are told why not."""
    with _ours(run, place, "cap", CAP) as served:
        return asyncio.run(_all_knock(served))


async def _all_knock(served: browsers.Served) -> list[Figure]:
    async with AsyncExitStack() as stack:
        began = time.perf_counter()
        knocking = (browsers.visiting(served) for _ in range(COMING))
        visitors = await asyncio.gather(*map(stack.enter_async_context, knocking))
        outcomes = await asyncio.gather(*(_outcome(one, began) for one in visitors))
        health = await asyncio.to_thread(served.health)
    words = Counter(why for why, _ in outcomes)
    polite = sum(count for why, count in words.items() if "full" in why or "room" in why)
    inside, most = words[""], CAP + CAP // 4  # A quarter more may be at sign-in.
    wrong = COMING - inside - polite + max(0, CAP - inside) + max(0, inside - most)
    told = "; ".join(f"{count} x {why or 'let in'}" for why, count in words.items())
    note = f"{told}; meanwhile its health says {' '.join(health.split())!r}"
    turned_away = [took for why, took in outcomes if why]
    named = f"{COMING} at once where {CAP} fit: not as agreed"
    return [
        Figure(named, float(wrong), goal=Goal(0, "lines"), why=note, note=note),
        Figure("- the last is turned away after", max(turned_away, default=None)),
    ]


async def _outcome(visitor: browsers.Visitor, began: float) -> tuple[str, float]:
    """Why it was turned away, or nothing; and when, in milliseconds."""
    try:
        await visitor.sees(records.APPLICANT)
        why = ""
    except terminal.TooLong:
        why = visitor.turned_away
    return why, (time.perf_counter() - began) * 1000
