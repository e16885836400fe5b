"""The queue before a SQLite file: in order, one first, and nobody held up by who is gone."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conference.record import turns as turns_module
from conference.record.turns import Turns

STANDS_FIRST = """
import sys, time
from pathlib import Path
from conference.record.turns import Turns
with Turns(Path(sys.argv[1])).turn(30) as first:
    print(first, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "reviews.db"


@contextmanager
def somebody_first(file: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that stands first until it is ended."""
    command = [sys.executable, "-c", STANDS_FIRST, str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        try:
            yield other
        finally:
            other.kill()


def test_only_one_thread_stands_first_at_a_time(file: Path) -> None:
    turns, inside, seen = Turns(file), [], []

    def write() -> None:
        for _ in range(20):
            with turns.turn(30) as first:
                inside.append(first)
                seen.append(len(inside))
                time.sleep(0.0005)
                inside.pop()

    together = [threading.Thread(target=write) for _ in range(4)]
    for one in together:
        one.start()
    for one in together:
        one.join()
    assert seen == [1] * 80


def test_two_programs_queue_behind_each_other(file: Path) -> None:
    with somebody_first(file), Turns(file).turn(0.2) as first:
        assert not first


def test_who_was_killed_while_first_holds_nobody_up(file: Path) -> None:
    with somebody_first(file) as other:
        other.kill()
        other.wait(30)
        with Turns(file).turn(30) as first:
            assert first


def test_who_waited_in_vain_goes_on_and_blocks_nobody_later(file: Path) -> None:
    turns = Turns(file)
    with turns.turn(30), turns.turn(0.1) as second:
        assert not second
    # What that one still waited for came too late, and is given on.
    with turns.turn(30) as first:
        assert first


def test_a_fault_in_the_middle_lets_the_next_one_in(file: Path) -> None:
    turns = Turns(file)
    with pytest.raises(RuntimeError), turns.turn(30):
        raise RuntimeError
    with turns.turn(0.2) as first:
        assert first


def test_where_the_drive_has_no_locks_everything_goes_on(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_held: int) -> bool:
        raise OSError("no locks available")

    monkeypatch.setattr(turns_module, "_try_to_lock", refuse)
    with Turns(file).turn(30) as first:
        assert not first


def test_where_nothing_can_be_put_beside_the_record_everything_goes_on(tmp_path: Path) -> None:
    with Turns(tmp_path / "no such folder" / "reviews.db").turn(30) as first:
        assert not first


def test_a_closed_queue_can_be_used_again(file: Path) -> None:
    turns = Turns(file)
    for _ in range(2):
        with turns.turn(30) as first:
            assert first
        turns.close()
