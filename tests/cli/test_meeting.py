"""`conference meeting`: a whole meeting by commands, each of which reads back what it did."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Run

REFERENCE = "ER-2026-0001"
OPENED = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)


class Hands:
    """The clock of the command line, moved by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self.at(0)

    def at(self, minutes: int) -> None:
        """So many minutes after the meeting was opened."""
        now = OPENED + timedelta(minutes=minutes)
        self._patch.setattr("conference.cli.office.now", lambda: now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Hands:
    return Hands(monkeypatch)


def ok(ran: Ran) -> str:
    assert ran.status == 0, ran.err
    return ran.out


@pytest.fixture
def meeting(run: Run, application: Path, clock: Hands) -> Run:
    """Runs a command of a case's planned meeting: `meeting("open")`, `meeting("agenda list")`."""
    ok(run("case", "new", application))
    ok(run("case", "decide", REFERENCE, "--met", "--reasons", "Three complaints."))
    ok(run("meeting", "plan", REFERENCE, "--on", "2026-11-20", "--at", "14:00"))
    ok(run("meeting", "expect", REFERENCE, "Sgt Example", "--agency", "police"))

    def _run(words: str, *more: object) -> Ran:
        return run("meeting", *words.split(), REFERENCE, *more)

    return _run


def test_the_agenda_reads_with_its_minutes_and_totals(meeting: Run) -> None:
    lines = ok(meeting("agenda list")).splitlines()
    assert lines[0] == (
        "1. Opening, attendance and apologies: waiting, 5 minutes, for the room, required."
    )
    assert lines[-1] == "115 minutes planned of 120 booked: 5 minutes to spare."
    assert len(json.loads(ok(meeting("agenda list", "--json")))) == len(lines) - 1


def test_items_are_added_changed_moved_and_taken_off(meeting: Run) -> None:
    ok(meeting("agenda add", "Tea", "--minutes", 7, "--after", 1, "--owner", "Olive"))
    assert ok(meeting("agenda change", 2, "--title", "Coffee", "--visibility", "room")) == (
        f"{REFERENCE}: item 2 is changed.\n"
    )
    assert "2. Coffee: waiting, 7 minutes, for the room, led by Olive." in ok(
        meeting("agenda list")
    )
    assert "2 minutes too many" in ok(meeting("agenda list"))
    assert ok(meeting("agenda move", 2, "up")) == f"{REFERENCE}: Coffee is one place up.\n"
    assert ok(meeting("agenda list")).startswith("1. Coffee")
    assert ok(meeting("agenda remove", 1)) == f"{REFERENCE}: Coffee is off the agenda.\n"
    refused = meeting("agenda remove", 1)
    assert refused.status == 1
    assert "belongs on every agenda" in refused.err
    assert "no item 99" in meeting("agenda move", 99, "up").err


def test_the_agenda_is_gone_through_with_the_time_each_item_took(
    meeting: Run, clock: Hands
) -> None:
    ok(meeting("open"))
    assert ok(meeting("agenda go")) == (
        f"{REFERENCE}: now at item 1, Opening, attendance and apologies.\n"
    )
    clock.at(8)
    assert "current, 5 minutes, 8 minutes used, 3 minutes over" in ok(meeting("agenda list"))
    ok(meeting("agenda go"))
    ok(meeting("agenda park", 2))
    ok(meeting("agenda done", 3))
    ok(meeting("agenda note", 1, "Nobody objected."))
    lines = ok(meeting("agenda list")).splitlines()
    assert lines[0].endswith("done, 5 minutes, 8 minutes used, for the room, required. "
                             "Note: Nobody objected.")  # fmt: skip
    assert "parked" in lines[1]
    ok(meeting("agenda go", 1))
    assert "1. Opening, attendance and apologies: current" in ok(meeting("agenda list"))


def test_the_ledger_tells_who_came_when_and_why_they_left(meeting: Run, clock: Hands) -> None:
    assert "Sgt Example (Police): representative, expected\n" in ok(meeting("people"))
    ok(meeting("expect", "Hana Housing", "--agency", "council housing"))
    assert ok(meeting("substitute", "Hana", "--by", "Sue Stand-In")) == (
        f"{REFERENCE}: Sue Stand-In comes in the place of Hana Housing.\n"
    )
    ok(meeting("expect", "Lee Late"))
    ok(meeting("apologise", "Lee"))
    ok(meeting("open"))
    ok(meeting("arrive", "Sgt"))
    ok(meeting("arrive", "Sue"))
    ok(meeting("confidentiality"))
    clock.at(30)
    ok(meeting("leave", "Sgt", "--why", "Called away"))
    ok(meeting("conflict", "Sue", "Her cousin is the neighbour", "--leaves"))
    told = ok(meeting("people"))
    assert (
        "Sgt Example (Police): representative, left, from 14:00 to 14:30 (Called away), "
        "confidentiality acknowledged 14:00\n"
    ) in told
    assert "for Hana Housing, conflict of interest: Her cousin is the neighbour" in told
    assert "Lee Late: representative, apologies\n" in told
    assert meeting("arrive", "Sue").status == 1
    ok(meeting("conflict", "Sue", "It was another Sue", "--withdraw"))
    ok(meeting("arrive", "Sue"))
    ok(meeting("confidentiality", "Lee"))


def test_the_applicant_comes_in_and_goes_out(meeting: Run, clock: Hands) -> None:
    ok(meeting("open"))
    ok(meeting("hear", "attends", "--words", "I am afraid.", "--wants", "For it to stop."))
    assert "only what they may see" in ok(meeting("applicant enter"))
    assert "The applicant is in the room since 14:00.\n" in ok(meeting("people"))
    clock.at(20)
    ok(meeting("applicant leave"))
    told = ok(meeting("people"))
    assert "The applicant: applicant, left, from 14:00 to 14:20\n" in told
    assert "in the room since" not in told


def test_a_decision_is_corrected_and_the_meeting_says_what_it_still_owes(meeting: Run) -> None:
    ok(meeting("open"))
    ok(meeting("arrive", "Sgt"))
    ok(meeting("decide", "The response", "--result", "adequate", "--reason", "Two visits.",
               "--agency", "police"))  # fmt: skip
    assert ok(meeting("correct", 1, "--result", "not adequate")) == (
        f"{REFERENCE}: decision 1 is corrected.\n"
    )
    told = ok(meeting("show"))
    assert (
        "1. Police: The response: not adequate. Two visits. Present: Sgt Example (Police).\n"
    ) in told
    owed = told.split("Still owed before it can close\n")[1]
    assert "the applicant's part: how they were heard" in owed
    assert "review date: when the panel looks again" in owed
    assert "attendance" not in owed
    assert "Warning: How the chair is independent" in told
    assert "no decision 2" in meeting("correct", 2, "--result", "adequate").err
    assert json.loads(ok(meeting("show", "--json")))["state"] == "open"


def test_a_plan_is_changed_and_cancelled_and_made_anew(meeting: Run) -> None:
    ok(meeting("change", "--on", "2026-11-27", "--independence", "Of another council."))
    told = ok(meeting("show"))
    assert told.startswith(f"{REFERENCE}: planned, 27 November 2026, 14:00.")
    assert "Warning: How the chair" not in told
    assert meeting("plan", "--on", "2026-12-01").status == 1
    assert ok(meeting("cancel", "--why", "Snow")) == f"{REFERENCE}: the meeting is cancelled.\n"
    assert "No meeting is planned" in meeting("show").err
    ok(meeting("plan", "--on", "2026-12-01", "--chair", "olive", "--minutes", 90))
    told = ok(meeting("show"))
    assert "Chair: Olive Officer" in told
    assert "115 minutes planned of 90 booked: 25 minutes too many." in told
    assert "No one chair is meant" in meeting("change", "--chair", "nobody").err
