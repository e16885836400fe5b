"""What befalls a record: killed programs, cut logs, full and busy disks, restarts, restores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGQUIT
from typing import Any

from sqlalchemy import event
from sqlmodel import select

from conference.errors import Unavailable
from conference.exchange.sealing import Opening, Sealing
from conference.record import store as store_module
from conference.record.tables import Council as CouncilRow
from conference.review import backups
from tests.simulate.council import Council, Fault
from tests.simulate.cut_off import cut_off
from tests.simulate.model import copy_of
from tests.simulate.plan import Plan
from tests.simulate.readings import must_be
from tests.simulate.turns import begin, choose, perform, settle

Accident = Callable[[Council], None]


def one_of(council: Council) -> Accident | None:
    """An accident, or mostly none."""
    chance = council.chance.random()
    for often, accident in _ON_FILE if council.on_file else _ON_SERVER:
        if chance < often:
            return accident
        chance -= often
    return None


# A full disk, and a record that somebody else writes to -----------------------------------------


def disk_full(council: Council) -> None:
    """The disk takes no more: what is refused leaves nothing, and is done when there is room."""
    with _full(council):
        plan = _refused_or_done(council, "disk full", "The disk is full")
    if plan is not None:
        _in_the_end(council, plan)


@contextmanager
def _full(council: Council) -> Iterator[None]:
    council.close()
    engines = [program.store._engine for program in council.programs]
    for engine in engines:
        event.listen(engine, "connect", _no_more_pages)
    try:
        yield
    finally:
        for engine in engines:
            event.remove(engine, "connect", _no_more_pages)
        council.close()


def _no_more_pages(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA max_page_count=1").close()


def busy(council: Council) -> None:
    """Somebody is in the middle of writing: who reads goes on, who writes is told to wait."""
    program, waited = council.programs[0], store_module.WAIT_SECONDS
    with program.store.within(program.council_id).writing() as session:
        session.exec(select(CouncilRow.id)).all()
        store_module.WAIT_SECONDS = 0
        try:
            plan = _refused_or_done(council, "busy record", "in use by somebody else")
        finally:
            store_module.WAIT_SECONDS = waited
    if plan is not None:
        _in_the_end(council, plan)


def _refused_or_done(council: Council, what: str, words: str) -> Plan | None:
    """Try something; the plan if it was refused in these words, and left nothing."""
    begin(council)
    before, plan = council.lengths(), choose(council)
    if plan is None:
        return None
    try:
        if _try(council, plan, words):
            plan.apply(council.model)
    except Unavailable:
        must_be(f"the chains after {what}", council.lengths(), before)
        council.counted[what] += 1
        return plan
    return None


def _try(council: Council, plan: Plan, words: str) -> bool:
    try:
        return perform(council, plan)
    except Unavailable as error:
        if words not in str(error):
            raise Fault(f"{plan.what}: it should be told that {words}: {error}") from error
        raise
    except Fault:
        raise
    except Exception as error:
        raise Fault(f"{plan.what}: {type(error).__name__}: {error}") from error


def _in_the_end(council: Council, plan: Plan) -> None:
    """What was refused is done now."""
    if settle(council, plan):
        plan.apply(council.model)


# Backups and restores ---------------------------------------------------------------------------


def back_up(council: Council) -> None:
    """A backup is made, which knows what is known now."""
    begin(council)
    kept: list[bytes] = []

    def keep(content: bytes, check: Callable[[bytes], None]) -> None:
        check(content)
        kept.append(content)

    backups.back_up(council.desk("Ada Administrator"), Sealing(), keep)
    council.backup = kept[0], copy_of(council.model)
    council.counted["backup"] += 1
    council.say("a backup is made")


def restore(council: Council) -> None:
    """The backup is put back: what was done since is not known any more."""
    if council.backup is None:
        back_up(council)
        return
    begin(council)
    content, model = council.backup
    steps, council.model = council.model.steps, copy_of(model)
    council.model.steps = steps
    council.close()
    if council.server is not None:
        name = council.place.partition("?")[0].rpartition("/")[2]
        council.server.drop(name)
        council.server.create(name)
    backup = backups.open_backup(content, Opening())
    clock = council.clock
    done = backups.restore(backup, council.place, clock=clock, actor="root", replace=True)
    if done.aside is not None:
        _take_away(done.aside)
    council.counted["restore"] += 1
    council.say("the backup is restored")


def _take_away(file: Path) -> None:
    for part in file.parent.glob(f"{file.name}*"):
        part.unlink()


def reopen(council: Council) -> None:
    """Everybody goes home, and comes back."""
    council.close()
    council.counted["closed and opened"] += 1


# A server that is started again -----------------------------------------------------------------


def restart(council: Council) -> None:
    """The server loses its power between two steps; the next step goes on as if nothing was."""
    assert council.server is not None
    council.server.stop(SIGQUIT)
    council.server.start()
    council.counted["server restarted"] += 1
    council.say("the server is started again")


def restart_within(council: Council) -> None:
    """The server loses its power while something is done: it is there wholly, or not at all."""
    assert council.server is not None
    begin(council)
    plan, before = choose(council), council.lengths()
    if plan is None:
        return
    at, server = council.chance.randint(1, 40), council.server
    seen = [0]

    def pull(*_told: object) -> None:
        seen[0] += 1
        if seen[0] == at:
            server.stop(SIGQUIT)
            server.start()

    engines = [program.store._engine for program in council.programs]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", pull)
    try:
        is_there = _try(council, plan, "The database")
    except Unavailable:
        council.counted["server restarted within a step"] += 1
        is_there = council.lengths() != before and not plan.expected
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", pull)
    council.say(f"the server broke off {plan.what}: {'there' if is_there else 'not there'}")
    if is_there:
        plan.apply(council.model)


# ------------------------------------------------------------------------------------------------

_ON_FILE: tuple[tuple[float, Accident], ...] = (
    (0.035, cut_off),
    (0.02, disk_full),
    (0.01, busy),
    (0.005, back_up),
    (0.005, restore),
    (0.01, reopen),
)
_ON_SERVER: tuple[tuple[float, Accident], ...] = (
    (0.05, cut_off),
    (0.02, back_up),
    (0.02, restore),
    (0.05, restart),
    (0.05, restart_within),
)
"""How often each befalls the record, of a hundred steps."""
