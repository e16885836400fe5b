"""Pages of the record's file that a disk lost or never wrote: it is told, and nothing else happens.

The run goes on with the record as it was: what is damaged is a copy, which is only looked at.
"""

from __future__ import annotations

import shutil
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from conference.errors import ConferenceError
from conference.record.store import Store
from conference.review import deadlines, intake, proof, reading
from conference.review.daily_check import damage_behind
from conference.review.desk import Desk
from tests.simulate.council import Council, Fault
from tests.simulate.plan import REFUSED, WRONG

_PAGE = 4096
_OFTEN = 0.15
_MOST_PAGES = 4


def damage(council: Council) -> None:
    """Seldom, take some pages from a copy of the record, and look at what is left of it."""
    if not council.on_file or council.chance.random() > _OFTEN:
        return
    council.close()
    copy = council.file.with_name("damaged.db")
    shutil.copy(council.file, copy)
    pages = _spoil(council, bytearray(copy.read_bytes()))
    copy.write_bytes(pages)
    store = Store(str(copy))
    try:
        told = sum(_is_told(look, copy) for look in _looks(council, store))
    finally:
        store.close()
    council.counted["damaged file"] += 1
    council.counted["damage told"] += bool(told)


def _spoil(council: Council, content: bytearray) -> bytearray:
    """Lose some pages: each is empty, or is what another one was."""
    chance, count = council.chance, len(content) // _PAGE
    for _ in range(chance.randint(1, _MOST_PAGES)):
        at = chance.randrange(1, count) * _PAGE
        other = chance.randrange(1, count) * _PAGE
        lost = content[other : other + _PAGE] if chance.random() < 0.5 else bytes(_PAGE)
        content[at : at + _PAGE] = lost
    council.say("some pages of a copy are lost")
    return content


def _looks(council: Council, store: Store) -> Iterator[Callable[[], object]]:
    """What people do when they come in the morning, and do not know yet."""
    whole = council.programs[0].desks["Olive Officer"]
    desk = Desk(whole.person, whole.council_id, store, council.clock)
    yield lambda: reading.read_caseload(desk, ended=True)
    for reference in council.model.cases:
        yield lambda reference=reference: reading.read_case(desk, reference, with_history=True)
        yield lambda reference=reference: proof.check_case(desk, reference).faults
        yield lambda reference=reference: intake.acknowledge(desk, reference)
    yield lambda: deadlines.read_deadlines(desk)
    yield lambda: proof.check_council(desk).faults


def _is_told(look: Callable[[], object], file: Path) -> bool:
    """Whether damage was told. Raises Fault where the program breaks down over it.

    An error that nobody expected is told as damage by every command and screen where the look that
    they then take finds some: `daily_check.damage_behind` is that look.
    """
    try:
        found = look()
    except (*REFUSED, *WRONG):
        return False
    except ConferenceError:
        return True
    except Exception as error:
        if damage_behind(str(file)):
            return True
        raise Fault(f"over a damaged file: {traceback.format_exc()}") from error
    return isinstance(found, tuple) and bool(found) and isinstance(found[0], str)
