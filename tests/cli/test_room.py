"""`conference room`, and a display that is added to a council that has none."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run


def test_the_room_needs_a_terminal(run: Run) -> None:
    ran = run("room")
    assert ran.status == 2
    assert "needs a terminal" in ran.err


def test_it_opens_the_application_as_the_room_display(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, object] = {}

    def opened(place: str = "", person: str | None = None, *, room: bool = False) -> int:
        asked.update(person=person, room=room)
        return 0

    monkeypatch.setattr("conference.cli.room_command.open_application", opened)
    assert run("room", "--as", "Second screen").status == 0
    assert asked == {"person": "Second screen", "room": True}


def test_a_display_is_added_by_a_command_and_holds_no_other_role(run: Run) -> None:
    assert "Room display: room display" in run("people").out
    assert run("person", "Second screen", "--roles", "room display").status == 0
    assert run("people").out.splitlines()[-1] == "Second screen: room display"
    refused = run("person", "Third", "--roles", "room display+officer")
    assert refused.status == 1
    assert "room display holds no other role" in refused.err


def test_the_display_may_do_nothing_by_command(run: Run) -> None:
    for words in (("case", "list"), ("find", "noise")):
        ran = run(*words, "--as", "Room display")
        assert ran.status == 1, words
