"""On which line of a TOML text each key stands: the parser of the standard library does not say."""

from __future__ import annotations

import re

from conference.law.toml_text import DEEPEST

KeyPath = tuple[str | int, ...]
"""Names of tables and keys from the outside in; in an array of tables, which one, from 0."""

_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
# A key that is deeper is refused when it is read; only looking at all of it would take long.
_NAMES = rf"{_NAME}(?:\s*\.\s*{_NAME}){{0,{DEEPEST}}}"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_NAMES})\s*\]")
_KEY = re.compile(rf"\s*({_NAMES})\s*=")
_ONE_NAME = re.compile(_NAME)
_QUOTES = re.compile(r'"""|\'\'\'')


class TomlLines:
    """The lines of a text's keys and tables, as far as a scan of it can tell."""

    def __init__(self, text: str) -> None:
        self._lines: dict[KeyPath, int] = {}
        self._sizes: dict[KeyPath, int] = {}
        self._scan(text)

    def of(self, path: KeyPath) -> int:
        """The line of a key or table; of what it stands in where its own was not found."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def at(self, line: int) -> KeyPath | None:
        """The last key or table that begins on or before a line; None if there is none."""
        begun = [(begin, path) for path, begin in self._lines.items() if begin <= line]
        return max(begun)[1] if begun else None

    def _scan(self, text: str) -> None:
        table: KeyPath = ()
        quoted = False
        for number, line in enumerate(text.split("\n"), start=1):
            if not quoted:
                if header := _HEADER.match(line):
                    table = self._open(_names(header[2]), array=header[1] == "[[")
                    self._lines.setdefault(table, number)
                elif key := _KEY.match(line):
                    self._lines.setdefault((*table, *_names(key[1])), number)
            quoted ^= len(_QUOTES.findall(line)) % 2 == 1

    def _open(self, names: list[str], *, array: bool) -> KeyPath:
        """The path a header opens: inside arrays of tables, within the newest table."""
        path: KeyPath = ()
        for name in names[:-1]:
            path = (*path, name)
            if path in self._sizes:
                path = (*path, self._sizes[path] - 1)
        path = (*path, names[-1])
        if not array:
            return path
        self._sizes[path] = self._sizes.get(path, 0) + 1
        return (*path, self._sizes[path] - 1)


def spoken(path: KeyPath) -> str:
    """A path as a person reads it: threshold.limbs[1].kind is the first limb's kind."""
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return words.removeprefix(".")


def _names(dotted: str) -> list[str]:
    return [name.strip("\"'") for name in _ONE_NAME.findall(dotted)]
