"""What is being typed outlives the program, whatever ends it.

CONFERENCE_TEST_KILLS: how often the program is killed; eight times where it is not given.
"""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conference.record.store import Store
from conference.review import drafts, reading
from tests.office import Office

pytest.importorskip("pty", reason="a terminal of its own is POSIX only")

from tests.faults.typist import LETTERS, Typist

pytestmark = pytest.mark.database("sqlite")

KILLS = int(os.environ.get("CONFERENCE_TEST_KILLS", "4"))
TO_WHAT_WAS_DONE = 2
"""Fields from the first of the form to what was done."""
SEED = 2014


@pytest.fixture
def case_id(office: Office) -> str:
    return office.in_evidence()


@pytest.fixture
def typist(place: str, tmp_path: Path, case_id: str) -> Iterator[Typist]:
    """A representative in the form that logs an action, in what was done."""
    with Typist(place, tmp_path, "Pete Police") as typist:
        typist.comes_to_the_form()
        typist.goes_on(TO_WHAT_WAS_DONE)
        yield typist


def kept_of(office: Office, case_id: str) -> dict[str, Any]:
    return drafts.kept(office.police, f"action/{case_id}")


def words_kept(office: Office, case_id: str) -> str:
    return str(kept_of(office, case_id).get("what_was_done", ""))


@pytest.mark.parametrize("number", range(KILLS))
def test_killed_at_any_moment_at_most_one_letter_is_lost(
    typist: Typist, office: Office, case_id: str, place: str, number: int
) -> None:
    chance = random.Random(SEED + number)
    words = "".join(chance.choices(LETTERS, k=chance.randint(3, 25)))
    typist.types(words, chance)
    typist.is_told(signal.SIGKILL)
    kept = words_kept(office, case_id)
    assert words.startswith(kept), (words, kept)
    assert len(words) - len(kept) <= 1, (words, kept)
    reopened = Store(place)
    reopened.prepare()
    reopened.close()
    assert reading.history_faults(office.officer, case_id) == []


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_told_to_stop_it_keeps_every_letter_first(
    typist: Typist, office: Office, case_id: str, name: str
) -> None:
    number = signal.Signals[name]
    typist.types("the officers called at nine", random.Random(SEED))
    typist.is_told(number)
    assert words_kept(office, case_id) == "the officers called at nine"
    assert typist.status == 128 + number


def test_a_closed_window_keeps_every_letter(
    place: str, tmp_path: Path, office: Office, case_id: str
) -> None:
    with Typist(place, tmp_path, "Pete Police") as typist:
        typist.comes_to_the_form()
        typist.goes_on(TO_WHAT_WAS_DONE)
        typist.types("seen at the door", random.Random(SEED))
        typist.hangs_up()
    assert words_kept(office, case_id) == "seen at the door"


def test_what_was_kept_stands_in_the_form_again(
    place: str, tmp_path: Path, office: Office, case_id: str
) -> None:
    drafts.keep(office.police, f"action/{case_id}", {"what_was_done": "Visited at nine"})
    with Typist(place, tmp_path, "Pete Police") as typist:
        typist.comes_to_the_form()
        typist.wait_for("What you had typed before is back", "Visited at nine")
