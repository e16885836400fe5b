"""One seed, from an empty record to the last look at it."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from tests.databases import PostgresServer
from tests.simulate import accidents
from tests.simulate.checks import check_everything
from tests.simulate.council import Council, Fault, Places, plain_ids
from tests.simulate.damage import damage
from tests.simulate.turns import turn

SERVER_EVERY = 50
"""Each so many seeds one runs on a PostgreSQL server."""
_SHORTEST, _USUAL, _LONGEST, _DEEP = 8, 16, 60, 50


@dataclass(frozen=True)
class Ran:
    """What came of one seed."""

    seed: int
    counted: Counter[str]
    steps: tuple[str, ...]
    fault: str = ""

    def __str__(self) -> str:
        tail = "\n".join(self.steps[-25:])
        return f"seed {self.seed}:\n{tail}\n{self.fault}\nReplay: make simulate SEED={self.seed}"


def on_server(seed: int) -> bool:
    """Whether a seed runs on a PostgreSQL server."""
    return seed % SERVER_EVERY == 0


def run(
    seed: int,
    places: Places,
    server: Callable[[], PostgresServer | None],
    *,
    tell: bool = False,
) -> Ran:
    """Simulate one council. server: gives the server, for the seeds that run on one."""
    database = server() if on_server(seed) else None
    place = places.fresh_database(database) if database else places.fresh_file()
    with plain_ids() as ids:
        ids.restart(f"{seed}")
        council = Council(seed, place, ids, server=database, tell=tell)
        try:
            _live(council)
            fault = ""
        except Fault as found:
            fault = str(found)
        except Exception:
            fault = traceback.format_exc()
        finally:
            council.close()
    _count_how_far(council)
    return Ran(seed, council.counted, tuple(council.log), fault)


def _live(council: Council) -> None:
    chance = council.chance
    length = min(_LONGEST, _SHORTEST + int(chance.expovariate(1 / _USUAL)))
    if council.writes_letters:
        length = _DEEP + chance.randrange(_DEEP)
    while council.model.steps < length:
        accident = accidents.one_of(council)
        if accident:
            accident(council)
        else:
            turn(council)
    check_everything(council)
    damage(council)


def _count_how_far(council: Council) -> None:
    council.counted["seeds"] += 1
    council.counted["steps"] += council.model.steps
    for case in council.model.cases.values():
        council.counted["cases"] += 1
        council.counted["cases with a meeting held"] += any(
            one.closed_at is not None for one in case.meetings.values()
        )
        council.counted["cases told how it ended"] += case.told is not None
        council.counted["cases disposed of"] += case.disposed
