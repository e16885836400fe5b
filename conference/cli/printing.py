"""Printing: plain lines for people, JSON for programs, and refusals on standard error."""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from conference.errors import ConferenceError
from conference.text import clean


def say(*lines: str) -> None:
    """Print lines on standard output; control codes never reach the terminal."""
    _write(sys.stdout, lines)


def tell(*lines: str) -> None:
    """Print lines on standard error, beside a program's output."""
    _write(sys.stderr, lines)


_told: set[str] = set()
"""What was told once in this command."""
_lost: list[str] = []
"""Why standard output took no more; empty while it does."""


def tell_once(line: str) -> None:
    """Print a line on standard error, unless this command did so before."""
    if line not in _told:
        _told.add(line)
        tell(line)


def begin() -> None:
    """A command begins: nothing was told yet."""
    _told.clear()
    _lost.clear()


def lost() -> str:
    """Why what was printed did not arrive; empty where it did. The command itself went on."""
    return "".join(_lost[:1])


def say_bytes(content: bytes) -> None:
    """Print a file on standard output as it is."""
    _to(sys.stdout, lambda stream: stream.buffer.write(content))


def _write(stream: Any, lines: Iterable[str]) -> None:
    text = "".join(f"{clean(line)}\n" for line in lines)

    def write(to: Any) -> None:
        encoding = to.encoding or "utf-8"
        # A terminal that cannot show a letter shows its place, and the command still ends well.
        to.write(text.encode(encoding, "replace").decode(encoding))

    _to(stream, write)


def _to(stream: Any, write: Callable[[Any], object]) -> None:
    """Write; what cannot be written breaks nothing off: what a command does, it does to the end."""
    is_output = stream is sys.stdout
    if is_output and _lost:
        return
    try:
        if stream is None:
            raise OSError(errno.EBADF, "it is closed")
        write(stream)
        stream.flush()
    except (OSError, ValueError) as error:
        if is_output:
            _lost.append(str(getattr(error, "strerror", None) or "it is closed"))


def refuse(error: ConferenceError) -> None:
    """Tell why something was refused."""
    tell(str(error))


def say_json(value: Any) -> None:
    """Print a value as JSON."""
    say(json.dumps(_plain(value), ensure_ascii=False, indent=2))


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(_plain(key)): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | frozenset):
        return [_plain(part) for part in value]
    return value
