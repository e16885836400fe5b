"""`conference chase`, and requests extended, withdrawn and asked again, by commands alone."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Run

REFERENCE = "ER-2026-0001"
ASKED = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


class Days:
    """The clock of the command line, moved by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self.are(0)

    def are(self, later: int) -> None:
        """So many days after the agency was asked."""
        now = ASKED + timedelta(days=later)
        self._patch.setattr("conference.cli.office.now", lambda: now)


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Days:
    return Days(monkeypatch)


def ok(ran: Ran) -> str:
    assert ran.status == 0, ran.err
    return ran.out


@pytest.fixture
def asked(run: Run, application: Path, days: Days) -> Run:
    """A case on which the police are to answer within a week."""
    ok(run("case", "new", application))
    ok(run("case", "ask", REFERENCE, "police", "--by", "2026-11-09"))
    return run


def test_the_list_says_whom_to_chase_and_on_which_rung(asked: Run, days: Days) -> None:
    assert ok(asked("chase")) == "Nobody is to be chased today.\n"
    days.are(9)
    assert ok(asked("chase")) == (
        "ER-2026-0001 Police: due 9 November 2026, 2 days late, not chased yet. "
        "Next: reminder to the usual contact.\n"
    )
    [line] = json.loads(ok(asked("chase", "--json")))
    assert (line["reference"], line["agency_name"], line["rung"]) == (
        REFERENCE,
        "Police",
        "reminder",
    )
    assert (line["due_on"], line["days_late"], line["last_chased"]) == ("2026-11-09", 2, None)


def test_the_ready_text_is_printed_and_nothing_is_recorded(asked: Run, days: Days) -> None:
    days.are(9)
    text = ok(asked("chase", REFERENCE, "police"))
    assert text.startswith("Subject: ER-2026-0001: your answer was due on 9 November 2026\n")
    assert "reminded" not in ok(asked("case", "show", REFERENCE, "actions"))


def test_a_chase_that_was_sent_is_recorded_and_moves_the_ladder_on(asked: Run, days: Days) -> None:
    days.are(9)
    done = ok(asked("chase", REFERENCE, "police", "--to", "desk@police.example"))
    assert done == "ER-2026-0001: Police reminded, desk@police.example.\n"
    assert ok(asked("chase")) == "Nobody is to be chased today.\n"
    days.are(14)
    assert "reminded 11 November 2026. Next: to the escalation contact" in ok(asked("chase"))
    shown = ok(asked("case", "show", REFERENCE, "actions"))
    assert "reminded 5 days ago" in shown
    assert "11 November 2026, reminder\n" in shown
    assert "Sent to: desk@police.example" in shown
    case = json.loads(ok(asked("case", "show", REFERENCE, "--json")))
    assert case["requests"][0]["chases"][0]["words"].startswith("Subject: ")


def test_where_nobody_to_write_to_is_known_it_has_to_be_said(asked: Run) -> None:
    ran = asked("chase", REFERENCE, "police", "--channel", "telephone")
    assert ran.status == 1
    assert "--to" in ran.err


def test_a_case_without_its_agency_is_wrong_usage(asked: Run) -> None:
    assert asked("chase", REFERENCE).status == 2
    assert asked("chase", REFERENCE, "police", "--rung", "shout").status == 2


def test_a_representative_chases_nobody(asked: Run) -> None:
    ok(asked("person", "Pete Police", "--roles", "representative:Police"))
    ran = asked("chase", "--as", "Pete Police")
    assert (ran.status, ran.out) == (1, "")
    assert "You may not chase an agency for its answer." in ran.err


def test_a_request_is_extended_with_its_reason(asked: Run, days: Days) -> None:
    done = ok(asked("case", "extend", REFERENCE, "police", "--to", "16/11/2026", "--why", "Ill."))
    assert done == "ER-2026-0001: Police has until 16 November 2026.\n"
    days.are(9)
    assert ok(asked("chase")) == "Nobody is to be chased today.\n"
    shown = ok(asked("case", "show", REFERENCE, "actions"))
    assert "Answer by: 16 November 2026\n    First due: 9 November 2026" in shown
    back = asked("case", "extend", REFERENCE, "police", "--to", "10/11/2026", "--why", "No.")
    assert back.status == 1
    assert "give a later day" in back.err


def test_a_request_is_asked_again_and_the_new_one_is_answered(asked: Run) -> None:
    ok(asked("case", "answer", REFERENCE, "police", "answered"))
    again = ("--what", "Calls to 101", "--why", "The calls lack.", "--by", "2026-11-20")
    ok(asked("case", "ask-again", REFERENCE, "police", *again))
    nil = asked("case", "answer", REFERENCE, "police", "nil return")
    assert nil.status == 1
    assert "records searched" in nil.err
    ok(asked("case", "answer", REFERENCE, "police", "nil return", "--note", "Call log."))
    case = json.loads(ok(asked("case", "show", REFERENCE, "--json")))
    told = [(one["asked"], one["state"], one["note"]) for one in case["requests"]]
    assert ("Calls to 101", "nil return", "Call log.") in told
    assert [state for _, state, _ in told].count("withdrawn") == 1


def test_a_request_is_withdrawn_and_cannot_be_answered_then(asked: Run) -> None:
    ok(asked("case", "withdraw-request", REFERENCE, "police", "--why", "Asked in error."))
    ran = asked("case", "answer", REFERENCE, "police", "answered")
    assert ran.status == 1
    assert "Police is not asked for anything" in ran.err


def test_a_councils_own_folder_is_used_for_the_text(
    asked: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "own" / "chases"
    folder.mkdir(parents=True)
    (folder / "reminder.txt.j2").write_text("Ring us, {{ agency }}.\n", encoding="utf-8")
    monkeypatch.setenv("CONFERENCE_TEMPLATES", str(folder.parent))
    assert ok(asked("chase", REFERENCE, "police")) == "Ring us, Police.\n"
    monkeypatch.setenv("CONFERENCE_TEMPLATES", str(tmp_path / "nowhere"))
    ran = asked("chase", REFERENCE, "police")
    assert ran.status == 1
    assert "no such folder" in ran.err


def test_an_escalation_contact_is_named_and_used(asked: Run, days: Days) -> None:
    above = "Chief Inspector Example, 01632 960002"
    done = ok(asked("agency", "police", "--email", "asb@police.example", "--escalation", above))
    assert done == "police: changed.\n"
    days.are(9)
    assert "asb@police.example" in ok(asked("chase", REFERENCE, "police", "--channel", "e-mail"))
    days.are(14)
    assert f"Next: to the escalation contact, {above}." in ok(asked("chase"))


def test_an_agency_nobody_knows_needs_its_kind(asked: Run) -> None:
    assert asked("agency", "Fire service", "--phone", "01632 960003").status == 2
    assert ok(asked("agency", "Fire service", "--kind", "other")) == "Fire service: added.\n"
