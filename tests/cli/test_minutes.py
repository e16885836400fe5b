"""Invitations, notices and minutes on the command line."""

from __future__ import annotations

import json
import stat
from pathlib import Path

from icalendar import Calendar

from tests.cli.conftest import Run

REFERENCE = "ER-2026-0001"


def planned(run: Run, application: Path) -> None:
    steps = [
        ("case", "new", application),
        ("case", "acknowledge", REFERENCE),
        ("case", "decide", REFERENCE, "--met", "--reasons", "Three complaints in six weeks."),
        ("meeting", "plan", REFERENCE, "--on", "2026-11-20", "--place", "Town Hall",
         "--independence", "Works for another service."),
    ]  # fmt: skip
    for words in steps:
        ran = run(*words)
        assert ran.status == 0, (words, ran.err)


def closed(run: Run, application: Path) -> None:
    planned(run, application)
    steps = [
        ("meeting", "expect", REFERENCE, "Sgt Example", "--agency", "police"),
        ("meeting", "open", REFERENCE),
        ("meeting", "arrive", REFERENCE, "Sgt Example"),
        ("meeting", "hear", REFERENCE, "declined"),
        ("meeting", "decide", REFERENCE, "The response to the reports", "--result",
         "not adequate", "--reason", "One visit in six weeks.", "--agency", "police"),
        ("case", "recommend", REFERENCE, "Visit every week", "--to", "police", "--owner",
         "Sgt Example", "--by", "2027-01-15"),
        ("meeting", "close", REFERENCE, "--review", "2027-02-20"),
    ]  # fmt: skip
    for words in steps:
        ran = run(*words)
        assert ran.status == 0, (words, ran.err)


def test_an_invitation_is_a_file_that_a_calendar_reads(
    run: Run, application: Path, tmp_path: Path
) -> None:
    assert run("meeting", "invite", REFERENCE).status == 1
    planned(run, application)
    made = run("meeting", "invite", REFERENCE, "--to", tmp_path / "out", "--guest", "a@b.example")
    file = Path(made.out.strip())
    assert file.name == f"{REFERENCE}-meeting.ics"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (event,) = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert (event["location"], event["attendee"]) == ("Town Hall", "mailto:a@b.example")
    assert "There is a file" in run("meeting", "invite", REFERENCE, "--to", tmp_path / "out").err
    wrong = run("meeting", "invite", REFERENCE, "--guest", "nobody")
    assert wrong.status == 1
    assert "no e-mail address" in wrong.err


def test_a_cancelled_meeting_is_taken_out_of_calendars(
    run: Run, application: Path, tmp_path: Path
) -> None:
    planned(run, application)
    assert run("meeting", "cancel", REFERENCE, "--why", "The chair is ill.").status == 0
    made = run("meeting", "invite", REFERENCE, "--to", tmp_path)
    assert Path(made.out.strip()).name == f"{REFERENCE}-meeting-cancelled.ics"
    assert b"METHOD:CANCEL" in Path(made.out.strip()).read_bytes()


def test_the_agenda_is_made_for_the_room_and_for_the_chair(
    run: Run, application: Path, tmp_path: Path
) -> None:
    planned(run, application)
    assert run("meeting", "agenda-paper", REFERENCE, "--to", tmp_path).status == 0
    for_chair = run("meeting", "agenda-paper", REFERENCE, "--to", tmp_path, "--for", "chair only")
    assert for_chair.status == 0, for_chair.err
    names = {file.name for file in tmp_path.glob("*agenda*.pdf")}
    assert names == {f"{REFERENCE}-agenda-{copy}.pdf" for copy in ("room", "chair-only")}


def test_a_meeting_that_was_not_opened_has_nothing_to_minute(run: Run, application: Path) -> None:
    planned(run, application)
    assert "nothing to minute" in run("minutes", "begin", REFERENCE).err
    assert "No minutes are begun." in run("minutes", "show", REFERENCE).err


def test_minutes_are_begun_worded_approved_saved_and_corrected(
    run: Run, application: Path, tmp_path: Path
) -> None:
    closed(run, application)
    assert "edition 1 of the minutes is a draft" in run("minutes", "begin", REFERENCE).out
    places = json.loads(run("minutes", "places", REFERENCE, "--json").out)
    assert places[0]["key"] == "opening"
    assert run("minutes", "write", REFERENCE, "opening", "All were welcome.").status == 0
    assert run("minutes", "write", REFERENCE, "closing", answer="From a pipe.\n").status == 0
    assert run("minutes", "write", REFERENCE, "nowhere", "Words.").status == 1
    shown = run("minutes", "show", REFERENCE).out
    for words in ("Draft of edition 1", "All were welcome.", "From a pipe.", "Visit every week"):
        assert words in " ".join(shown.split())
    assert "it has no files yet" in run("minutes", "files", REFERENCE, "--to", tmp_path).err
    approved = run("minutes", "approve", REFERENCE)
    assert "edition 1 is approved. Digest of its text: " in approved.out
    assert run("minutes", "write", REFERENCE, "opening", "Else.").status == 1
    folder = tmp_path / "minutes"
    assert run("minutes", "files", REFERENCE, "--to", folder).status == 0
    assert {file.suffix for file in folder.iterdir()} == {".pdf", ".docx", ".html", ".txt", ".md"}
    corrected = run("minutes", "correct", REFERENCE, "--why", "A name was wrong.")
    assert "edition 2 is a draft" in corrected.out
    assert "A name was wrong." in run("minutes", "show", REFERENCE).out
    assert "A name was wrong." not in run("minutes", "show", REFERENCE, "--edition", "1").out
    assert "There is no edition 7" in run("minutes", "show", REFERENCE, "--edition", "7").err
    assert run("history", "verify", REFERENCE).status == 0


def test_notices_go_to_each_owner(run: Run, application: Path, tmp_path: Path) -> None:
    closed(run, application)
    made = run("meeting", "notices", REFERENCE, "--to", tmp_path)
    assert made.status == 0, made.err
    text = (tmp_path / f"{REFERENCE}-action-notice-1-sgt-example.txt").read_text(encoding="utf-8")
    assert "Visit every week" in text
    assert "must have regard" in " ".join(text.split())
