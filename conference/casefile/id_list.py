"""Many ids in one text: a caseload of fifty thousand is put in order without a row for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

BETWEEN = "\n"
"""Stands between two ids where a database gives all of them as one text."""


class IdList(Sequence[str]):
    """Ids from one text, each `BETWEEN` the next; cut apart only where they are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text + BETWEEN
        self._step = self._text.index(BETWEEN) + 1
        number = self._text.count(BETWEEN)
        ends = self._text[self._step - 1 :: self._step]
        of_one_length = len(self._text) == number * self._step and not ends.strip(BETWEEN)
        self._ids = None if of_one_length else tuple(text.split(BETWEEN))

    def __len__(self) -> int:
        return len(self._text) // self._step if self._ids is None else len(self._ids)

    def __getitem__(self, index: Any) -> Any:
        if self._ids is not None:
            return self._ids[index]
        places = range(len(self))[index]
        return self._at(places) if isinstance(places, int) else tuple(map(self._at, places))

    def _at(self, place: int) -> str:
        start = place * self._step
        return self._text[start : start + self._step - 1]

    def index(self, value: str, start: int = 0, stop: int | None = None) -> int:
        """The place of an id; raises ValueError where it is not there."""
        if self._ids is not None:
            return self._ids.index(value, start, len(self) if stop is None else stop)
        at = self._text.find(value + BETWEEN, start * self._step) if value else -1
        place, off = divmod(at, self._step)
        if at < 0 or off or len(value) + 1 != self._step or (stop is not None and place >= stop):
            raise ValueError("no such id")
        return place

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IdList) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)
