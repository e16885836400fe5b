"""A program that is killed at any moment, and a disk that kept less of its log than it said.

The steps are done in a child process, which tells each before it tries it and after it was
acknowledged, and then is killed. What is in the record afterwards has to be what was acknowledged,
and of the one act under way all or nothing; where the disk lied, what was acknowledged up to some
moment, and nothing later.
"""

from __future__ import annotations

import os
import pickle
import signal
import time
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, BinaryIO

from sqlalchemy import event

from tests.simulate.council import Council, Fault
from tests.simulate.model import Model
from tests.simulate.turns import turn

_MOST_STEPS, _MOST_MOMENTS = 4, 150
Lengths = dict[str, int]


@dataclass
class _Told:
    """What the child said."""

    known: list[tuple[Lengths, int, Model]] = field(default_factory=list)
    """After each step: how long the chains are, the log of the database, and what is known."""
    intended: Model | None = None
    """What would be known after a step that was begun and not acknowledged."""
    log: list[str] = field(default_factory=list)
    fault: str = ""
    counted: Any = None


def cut_off(council: Council) -> None:
    """Some steps in a program that is killed; then the record is opened again."""
    chance = council.chance
    how = chance.choice(("killed", "killed", "torn", "lied to"))
    if not council.on_file:
        how = "killed"
    base, seed = council.lengths(), chance.getrandbits(32)
    share = chance.random()
    council.close()
    told = _in_a_child(council, Random(seed), how)
    told.known.insert(0, (base, 0, council.model))
    council.log += told.log
    if told.fault:
        raise Fault(told.fault)
    council.counted.update(told.counted or {})
    council.counted[f"program {how}"] += 1
    cut = _cut_log(council, told, how, share) if council.on_file and how != "killed" else None
    if not council.on_file:
        _wait_until_alone(council)
    council.model = _what_is_there(council, told, how, cut)
    council.clock.now = max(council.clock.now, told.known[-1][2].now or council.clock.now)
    council.say(f"the program was {how}; {len(told.known) - 1} steps were acknowledged")


def _in_a_child(council: Council, chance: Random, how: str) -> _Told:
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Newer Pythons warn of other threads, which the child has nothing to do with.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        os.close(reading)
        council.chance = chance
        with os.fdopen(writing, "wb") as pipe:
            _live_and_die(council, pipe, how)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = _listen(pipe)
    os.waitpid(child, 0)
    return told


def _listen(pipe: BinaryIO) -> _Told:
    told = _Told()
    while True:
        try:
            kind, value = pickle.load(pipe)
        except EOFError:
            return told
        if kind == "intends":
            told.intended = value
        elif kind == "knows":
            told.known.append(value)
            told.intended = None
        elif kind == "log":
            lines, told.counted = value
            told.log += lines
        else:
            told.fault = value


def _live_and_die(council: Council, pipe: BinaryIO, how: str) -> None:
    """The child's whole life; it never comes back."""
    try:
        moments = council.chance.randint(1, _MOST_MOMENTS) if how == "killed" else 0
        _kill_at(council, moments)
        _steps(council, pipe, how)
    except Fault as fault:
        _say(pipe, "fault", str(fault))
    except BaseException as error:
        _say(pipe, "fault", f"in the child: {type(error).__name__}: {error}")
    finally:
        os.kill(os.getpid(), signal.SIGKILL)


def _steps(council: Council, pipe: BinaryIO, how: str) -> None:
    count = council.chance.randint(1, _MOST_STEPS)
    said = len(council.log)
    for number in range(1, count + 1):
        council.counted.clear()
        turn(council, lambda after: _say(pipe, "intends", after))
        council.model.now = council.clock.now
        if how == "torn" and number == count:
            return  # It was done, and nobody heard of it.
        _say(pipe, "log", (council.log[said:], council.counted.copy()))
        said = len(council.log)
        _say(pipe, "knows", (council.lengths(), _log_size(council), council.model))


def _say(pipe: BinaryIO, kind: str, value: object) -> None:
    pickle.dump((kind, value), pipe)
    pipe.flush()


def _kill_at(council: Council, moments: int) -> None:
    """Be killed before the statement or the commit of that number, or just after it."""
    left = [moments]

    def count(*_told: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    for program in council.programs:
        for name in ("before_cursor_execute", "after_cursor_execute", "commit", "checkin"):
            event.listen(program.store._engine, name, count)


def _log_file(council: Council) -> Path:
    return council.file.with_name(f"{council.file.name}-wal")


def _log_size(council: Council) -> int:
    file = _log_file(council)
    return file.stat().st_size if council.on_file and file.exists() else 0


def _cut_log(council: Council, told: _Told, how: str, share: float) -> int | None:
    """Take the end of the database's log away, as a disk does that had not written it yet."""
    council.file.with_name(f"{council.file.name}-shm").unlink(missing_ok=True)
    end, acknowledged = _log_size(council), told.known[-1][1]
    if end < acknowledged or not end:
        return None
    first = acknowledged if how == "torn" else 0
    cut = first + int(share * (end - first + 1))
    os.truncate(_log_file(council), cut)
    council.say(f"{end - cut} of the {end} bytes of the log are lost")
    return cut


def _what_is_there(council: Council, told: _Told, how: str, cut: int | None) -> Model:
    """The model of what is in the record now. Raises Fault where that is no such moment."""
    found, newest = council.lengths(), told.known[-1][2]
    steps = max(newest.steps, told.intended.steps if told.intended else 0)
    lied = how == "lied to" and cut is not None
    known = told.known if lied else told.known[-1:]
    for number in range(len(known) - 1, -1, -1):
        lengths, size, model = known[number]
        following = known[number + 1][2] if number + 1 < len(known) else told.intended
        if lied and cut is not None and cut < size:
            continue
        if found == lengths:
            return _with_steps(model, steps)
        if all(found.get(one, 0) >= length for one, length in lengths.items()):
            # More is there: the act that was under way, whole.
            return _with_steps(following or model, steps) if following else _lost(found, lengths)
        break
    return _lost(found, known[-1][0])


def _with_steps(model: Model, steps: int) -> Model:
    model.steps = steps
    return model


def _lost(found: Lengths, expected: Lengths) -> Model:
    raise Fault(f"what was acknowledged is not what is there: {found} for {expected}")


def _wait_until_alone(council: Council) -> None:
    """The server notices by itself that a program was killed; its last act is over then."""
    assert council.server is not None
    name = council.place.partition("?")[0].rpartition("/")[2]
    for _ in range(2000):
        if council.server.visitors(name) == 0:
            return
        time.sleep(0.005)
    raise Fault("the server does not let go of a program that was killed")
