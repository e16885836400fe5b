"""Killed at any moment while it writes: what was acknowledged is there, and the rest is not half.

CONFERENCE_TEST_KILLS: how often it is killed; `make faults` kills it two hundred times.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from conference.record.proof import proof_of_case, proof_of_council
from conference.record.store import Store
from conference.record.tables import Case
from conference.review import drafts
from tests.faults.writer import SENTENCE
from tests.office import Office

pytestmark = [
    pytest.mark.database("sqlite"),
    pytest.mark.skipif(os.name == "nt", reason="it is killed by a signal"),
]

KILLS = int(os.environ.get("CONFERENCE_TEST_KILLS", "4"))
SEED = 2014
LONGEST = 1.2
"""Seconds of work before the longest-lived is killed: a sentence and what follows it."""


def killed_at_work(place: str, case_id: str, seconds: float) -> list[list[str]]:
    """What it acknowledged, line by line, before it was killed so long after its first word."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.writer", place, case_id],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as running:
        assert running.stdout is not None
        first = running.stdout.readline()
        killer = threading.Timer(seconds, running.kill)
        killer.start()
        # The last line may be cut off: it was never said.
        told = [line.split() for line in (first, *running.stdout) if line.endswith("\n")]
        killer.join()
    assert running.returncode == -signal.SIGKILL
    return told


@pytest.mark.parametrize("number", range(KILLS))
def test_nothing_acknowledged_is_lost(office: Office, place: str, number: int) -> None:
    case_id = office.in_evidence()
    office.store.close()
    chance = random.Random(SEED + number)
    told = killed_at_work(place, case_id, chance.uniform(0, LONGEST))
    assert told
    with closing(sqlite3.connect(place)) as bare:
        assert bare.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    reopened = Office.in_store(Store(place))
    saved = {which for what, which in told if what == "saved"}
    there = {action.id for action in reopened.case(case_id).actions}
    assert saved <= there
    assert len(there - saved) <= 1, "the one that was under way, whole, or not at all"
    assert all(one.summary == SENTENCE for one in reopened.case(case_id).actions)
    the_draft_is_kept(reopened, case_id, told)
    with reopened.record() as session:
        case = session.get(Case, case_id)
        assert case is not None
        assert proof_of_case(session, case).faults == ()
        assert proof_of_council(session, reopened.council_id).faults == ()
    reopened.store.close()


def the_draft_is_kept(office: Office, case_id: str, told: list[list[str]]) -> None:
    """The draft is what was acknowledged last, or the one letter further that was under way."""
    typed = [which for what, which in told if what == "typed"]
    words = drafts.kept(office.police, f"action/{case_id}").get("what_was_done", "")
    last = int(typed[-1])
    following = 1 if last == len(SENTENCE) else last + 1
    assert len(words) in (last, following)
    assert SENTENCE.startswith(words)
