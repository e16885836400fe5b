"""Saying what was taken out of somebody's file: signs that nobody can see, and where they stood."""

from __future__ import annotations

from collections.abc import Mapping

from conference.text import hidden_in

_SHOWN = 5


def taken_out(counts: Mapping[int, int]) -> str:
    """What is told of signs that nobody can see; "" where there are none.

    counts: how many there are by line, as a person counts lines in the file.
    """
    lines = [line for line, number in counts.items() if number]
    if not lines:
        return ""
    total = sum(counts.values())
    signs = "1 invisible sign was" if total == 1 else f"{total} invisible signs were"
    where = ", ".join(map(str, lines[:_SHOWN])) + (" and others" if len(lines) > _SHOWN else "")
    return f"{signs} taken out of the file: line{'s' if len(lines) > 1 else ''} {where}."


def hidden_by_line(text: str) -> dict[int, int]:
    """How many signs that nobody can see stand in each line of a text."""
    return {number: hidden_in(line) for number, line in enumerate(text.split("\n"), 1)}
