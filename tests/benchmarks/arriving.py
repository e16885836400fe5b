"""Signing in as a person does in a real council: a name is chosen, and a password typed."""

from __future__ import annotations

import time

from conference.record.store import Store
from conference.record.tables import Council
from conference.review import people, sign_in
from tests.benchmarks import records
from tests.benchmarks.terminal import Terminal
from tests.office import PEOPLE, Clock

PASSWORD = "seven grey herons"
_BEGINS = next(one.name for one in PEOPLE if "administrator" in one.roles)
_DOWN, _ENTER = b"\x1b[B", b"\r"
TAKES = 1.0
"""Seconds that a person takes before a key: to find their name, to look at their cases."""


def make_real(place: str, *, passwords: bool = True) -> str:
    """Make the council of a record a real one; who begins in it.

    passwords: whoever begins and the officer have theirs; else the first is still to be chosen.
    """
    store = Store(place)
    council_id = people.only_council(store)
    assert council_id is not None
    store = store.within(council_id)
    with store.writing() as session:
        session.get_one(Council, council_id).practice = False
    if passwords:
        _give_passwords(store, council_id)
    store.close()
    return _BEGINS


def _give_passwords(store: Store, council_id: str) -> None:
    ids = {one.name: one.id for one in people.people(store, council_id)}
    where, clock = (store, council_id), Clock()
    desk = sign_in.set_first_password(*where, ids[_BEGINS], "lamp otter bridge", clock)
    given = sign_in.reset_password(desk, ids[records.OFFICER])
    sign_in.change_password(*where, ids[records.OFFICER], given, PASSWORD, clock)


def arrive(screen: Terminal, shown: str) -> float:
    """Sign the officer in, from the list of names; milliseconds from the last key until `shown`."""
    screen.wait_for(records.OFFICER)
    rest(screen)
    above = sorted(one.name for one in PEOPLE).index(records.OFFICER)
    screen.press(_DOWN * above + _ENTER)
    screen.wait_for("The password of")
    rest(screen)
    screen.press(PASSWORD.encode())
    rest(screen)
    pressed = screen.press(_ENTER)
    return (screen.wait_for(shown) - pressed) * 1000


def rest(screen: Terminal) -> None:
    """Take a second, and let what is painted meanwhile come."""
    time.sleep(TAKES)
    screen.settle()
