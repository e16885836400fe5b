"""What `make test` leaves to `make test-all`.

Each part of the program keeps tests that are run while somebody works on it. What is left out takes
minutes, needs another program, or does again on a second database or at a second size what was done
on the first. A test that takes a second of the processor and more has the marker where it stands:
most go through a whole piece of work by key, whose steps have tests of their own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
WIDE = (120, 40)
"""The second size of a screen. Golden screens, which are the widgets', are compared at both."""
LONG = (
    "browser",  # A real browser.
    "faults",  # The program killed, cut off and starved.
    "fuzz",  # Any bytes at every reader.
    "simulate",  # Councils by chance.
    "documentation/test_pages.py::test_every_command_of_a_page_does_what_it_says",
    "exchange/test_any_bytes.py",
    "screens/serve/test_crowd.py",  # Crowds and slow strangers at the server.
    "screens/serve/test_real.py",  # The whole application behind it, process by process.
)
STORAGE = "record/"
"""What is tried on both kinds of database in each run."""


def is_long(item: pytest.Item) -> bool:
    """Whether `make test` leaves it out."""
    where = item.nodeid.removeprefix("tests/")
    if where.startswith(LONG):
        return True
    given = getattr(getattr(item, "callspec", None), "params", {})
    again_on_server = "postgresql" in (given.get("place"), given.get("empty_place"))
    again_wider = given.get("size") == WIDE and "/widgets/" not in where
    return again_wider or (again_on_server and not where.startswith(STORAGE))
