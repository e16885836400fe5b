"""A program that is left open for a day, while nobody does anything, does not grow."""

from __future__ import annotations

import pytest

from tests.benchmarks import idle

pytest.importorskip("pty", reason="its memory is weighed by what POSIX tells")

A_FEW = 500
"""Pieces of memory that come and go by themselves."""
HOURS = 4
LOOKS_COST_NOTHING = 5_000
"""For the whole of those hours: a look at each minute that kept thirty pieces would be found."""


def test_listening_for_a_day_keeps_nothing(empty_place: str) -> None:
    idle.a_meeting(empty_place)
    growth = idle.listening(empty_place)
    assert growth.steps >= 24 * 60 * 60 * 2
    assert growth.blocks < A_FEW


@pytest.mark.database("sqlite")
def test_an_open_meeting_that_is_only_looked_at_keeps_nothing(empty_place: str) -> None:
    reference = idle.a_meeting(empty_place)
    growth = idle.watching(empty_place, reference, HOURS * 60)
    assert growth.steps == HOURS * 60
    assert growth.blocks < LOOKS_COST_NOTHING
