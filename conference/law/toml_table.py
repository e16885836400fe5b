"""Reading one TOML table strictly: every fault is kept as a Problem, and reading goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from conference.errors import Problem
from conference.law.procedure import NOT_PUBLISHED, NotPublished
from conference.law.toml_lines import KeyPath, TomlLines, spoken

T = TypeVar("T")
Reader = Callable[[object], T]
"""Makes the value of one key from what the file holds; ValueError says in words what is wrong."""

# Stands where a fault was found. Nobody sees it: with any Problem the whole file is refused.
_FAULTY: Any = None


def is_gap(value: object) -> bool:
    """Whether the file says in so many words that something is not published."""
    return isinstance(value, str) and value.strip().casefold() == str(NOT_PUBLISHED)


class TomlTable:
    """One table, the keys of it that were asked for, and the faults found on the way."""

    def __init__(
        self, values: Mapping[str, object], path: KeyPath, lines: TomlLines, faults: list[Problem]
    ) -> None:
        self._values = values
        self._path = path
        self._lines = lines
        self._faults = faults
        self._asked: set[str] = set()

    def required(self, key: str, read: Reader[T]) -> T:
        """The value of a key that must be there and cannot be left unpublished."""
        if self.has(key) and is_gap(self._values[key]):
            self.fault(key, "cannot be left as not published.")
            return _FAULTY  # type: ignore[no-any-return]
        return self._read(key, read)

    def optional(self, key: str, read: Reader[T], default: T) -> T:
        """The value of a key, or the default where the file has no such key."""
        return self.required(key, read) if self.has(key) else default

    def published(self, key: str, read: Reader[T]) -> T | NotPublished:
        """The value of a key that must be there, be it as "not published"."""
        gap = self.has(key) and is_gap(self._values[key])
        return NOT_PUBLISHED if gap else self._read(key, read)

    def contact_part(self, key: str, read: Reader[T]) -> T | NotPublished:
        """The value of a key that may be left out: not published either way."""
        return self.published(key, read) if self.has(key) else NOT_PUBLISHED

    def table(self, key: str) -> TomlTable:
        """The table under a key; an empty one, with its fault kept, where there is none."""
        return self._inner(self._read(key, _a_table) or {}, (*self._path, key))

    def table_or_gap(self, key: str) -> TomlTable | NotPublished:
        """The table under a key that must be there, be it as "not published"."""
        gap = self.has(key) and is_gap(self._values[key])
        return NOT_PUBLISHED if gap else self.table(key)

    def gaps(self) -> tuple[str, ...]:
        """The keys that say "not published"."""
        return tuple(key for key, value in self._values.items() if is_gap(value))

    def tables(self, key: str) -> list[TomlTable]:
        """The tables of an array of tables; none where the key is left out."""
        found = self._read(key, _tables) if self.has(key) else []
        return [
            self._inner(values, (*self._path, key, place))
            for place, values in enumerate(found or [])
        ]

    def has(self, key: str) -> bool:
        """Whether the file has the key; asking makes it a known one."""
        self._asked.add(key)
        return key in self._values

    def close(self) -> None:
        """Keep a fault for every key that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                near = get_close_matches(key, self._asked)
                hint = f"; did you mean {near[0]}?" if near else "."
                self.fault(key, f"is not a key that is known here{hint}")

    def fault(self, key: str, what: str) -> None:
        """Keep a fault of one key, with its line."""
        path = (*self._path, key)
        self._faults.append(Problem(f"{spoken(path)} (line {self._lines.of(path)})", what))

    def _read(self, key: str, read: Reader[T]) -> T:
        if not self.has(key):
            place = f"[{spoken(self._path)}]" if self._path else "the file"
            self.fault(key, f"is missing from {place}.")
            return _FAULTY  # type: ignore[no-any-return]
        try:
            return read(self._values[key])
        except ValueError as wrong:
            self.fault(key, str(wrong))
            return _FAULTY  # type: ignore[no-any-return]

    def _inner(self, values: Mapping[str, object], path: KeyPath) -> TomlTable:
        return TomlTable(values, path, self._lines, self._faults)


def _a_table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ValueError("must be a table of its own.")
    return value


def _tables(value: object) -> list[Mapping[str, object]]:
    if not isinstance(value, list):
        raise ValueError("must be tables, each under a heading in double brackets.")
    return [_a_table(one) for one in value]
