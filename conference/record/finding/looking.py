"""Looking words up: where all of them can be, the newest case first, a part at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, cast, func, select, text

from conference.record.finding.tables import ENTRY, FULL_TEXT, GRAM
from conference.record.finding.writing import SECOND, grams, runs_of

_AT_ONCE = 400
_NEWEST, _NEWEST_AMONG = 4_000, 12_000
"""So many entries of the newest cases a server looks at one by one before its index is asked: a
word that stands in every twentieth of them has then been found often enough. More of them where
only some of the cases are worth looking at."""
Among = Callable[[Any], Any]
"""From the column of case ids to the condition that a case is worth looking at."""


@dataclass(frozen=True)
class Found:
    """Where all the words can be. at: as in `tables.ENTRY`."""

    at: int
    case_id: str
    kind: str
    entry_id: str


def look(
    connection: Connection,
    council_id: str,
    words: Sequence[str],
    *,
    among: Among | None = None,
    within: Sequence[str] | None = None,
) -> Iterator[list[Found]]:
    """Every entry that holds all the words somewhere, in parts, the newest case first.

    words: folded, without spaces. A part never ends within the cases of one instant. among: what
    else has to hold of a case. within: the ids of the few cases that are looked through.
    """
    held = _Held(connection.dialect.name == "sqlite", council_id, words, among)
    if within is not None:
        few = held.all_of(ENTRY.c.case_id.in_(within)).order_by(ENTRY.c.at)
        return _by_instant(_streamed(connection, few), 1)
    if held.on_file:
        return _by_instant(_streamed(connection, _on_file(held)), SECOND)
    return _on_server(connection, held)


@dataclass(frozen=True)
class _Held:
    """What has to hold of every entry that is found."""

    on_file: bool
    council_id: str
    words: Sequence[str]
    among: Among | None

    @property
    def runs(self) -> list[str]:
        """The runs of letters in the words that are long enough to have one."""
        return sorted({run for word in self.words for run in runs_of(word)})

    def all_of(self, *more: Any) -> Select[Any]:
        """The entries that hold."""
        where = [ENTRY.c.council_id == self.council_id, *more, *map(self._stands, self.words)]
        if self.among is not None:
            where.append(self.among(ENTRY.c.case_id))
        return select(ENTRY.c.at, ENTRY.c.case_id, ENTRY.c.kind, ENTRY.c.entry_id).where(*where)

    def _stands(self, word: str) -> Any:
        position = func.instr if self.on_file else func.strpos
        return position(ENTRY.c.words, word) > 0


def _on_file(held: _Held) -> Select[Any]:
    """The full-text table gives entries in the order of their numbers, one as it is asked for."""
    runs = held.runs
    if not runs:
        return held.all_of().order_by(ENTRY.c.number)
    asked = " AND ".join(f'"{run.replace(chr(34), chr(34) * 2)}"' for run in runs)
    return (
        held.all_of(text("found_gram MATCH :asked").bindparams(asked=asked))
        .join_from(FULL_TEXT, ENTRY, ENTRY.c.number == FULL_TEXT.c.rowid)
        .order_by(FULL_TEXT.c.rowid)
    )


def _streamed(connection: Connection, found: Select[Any]) -> Iterator[Found]:
    """The entries found, read while they are wanted."""
    rows = connection.execute(found, execution_options={"yield_per": _AT_ONCE})
    try:
        for row in rows:
            yield Found(*row)
    finally:
        rows.close()


def _by_instant(found: Iterator[Found], instant: int) -> Iterator[list[Found]]:
    """The entries in parts, none of which ends within the cases of one instant."""
    part: list[Found] = []
    for _at, together in groupby(found, key=lambda one: one.at // instant):
        part += together
        if len(part) >= _AT_ONCE:
            yield part
            part = []
    if part:
        yield part


def _on_server(connection: Connection, held: _Held) -> Iterator[list[Found]]:
    """The newest cases are looked through one by one; then what the index has, so many at once."""
    edge = connection.execute(
        select(ENTRY.c.at)
        .where(ENTRY.c.council_id == held.council_id)
        .order_by(ENTRY.c.at)
        .offset(_NEWEST if held.among is None else _NEWEST_AMONG)
        .limit(1)
    ).scalar()
    if edge is None:
        yield from _looked_through(connection, held)
        return
    yield from _looked_through(connection, held, ENTRY.c.at < edge)
    if numbers := grams(held.runs, held.council_id):
        yield from _indexed(connection, held, numbers, edge - 1)
    else:
        yield from _looked_through(connection, held, after=edge - 1)


def _looked_through(
    connection: Connection, held: _Held, *more: Any, after: int = -1
) -> Iterator[list[Found]]:
    """The entries after a moment, part by part, with all of one instant in one part."""
    while True:
        asked = held.all_of(*more, ENTRY.c.at > after).order_by(ENTRY.c.at)
        part = [Found(*row) for row in connection.execute(asked.fetch(_AT_ONCE, with_ties=True))]
        if part:
            yield part
        if len(part) < _AT_ONCE:
            return
        after = part[-1].at


def _indexed(
    connection: Connection, held: _Held, numbers: Sequence[int], after: int
) -> Iterator[list[Found]]:
    """The same by the index alone; then the rows it leads to.

    The index has to look at all it has each time, so that each part is larger than the one before.
    """
    wanted = cast(numbers, GRAM.c.grams.type)
    several = _AT_ONCE
    while True:
        asked = (
            select(GRAM.c.number, GRAM.c.at)
            .where(GRAM.c.grams.contains(wanted), GRAM.c.at > after)
            .order_by(GRAM.c.at)
            .fetch(several, with_ties=True)
        )
        rows = connection.execute(asked).all()
        if rows:
            mine = held.all_of(ENTRY.c.number.in_([number for number, _at in rows]))
            yield [Found(*row) for row in connection.execute(mine.order_by(ENTRY.c.at))]
        if len(rows) < several:
            return
        after, several = rows[-1][1], several * 4
