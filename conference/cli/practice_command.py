"""`conference demo`: the practice review, in the terminal or as lines and papers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from conference.account import account
from conference.cli.application import open_application
from conference.cli.files import write_private
from conference.cli.office import now, open_store
from conference.cli.options import written_to
from conference.cli.practice_place import practice_record, running_record
from conference.cli.printing import say, tell
from conference.practice import (
    CHAIR,
    OFFICER,
    SOURCE,
    Practice,
    PracticeMeeting,
    fill,
    finish,
)
from conference.review import reading

FOLDER = Path("practice-review")


def add_to(root: typer.Typer) -> None:
    """Add the command to the tree."""
    root.command("demo")(demo)


def demo(
    meeting: Annotated[
        bool,
        typer.Option("--meeting", help="Chair a whole practice meeting; the others take part."),
    ] = False,
    room: Annotated[
        bool,
        typer.Option("--room", help="In a second terminal: the room display of that practice."),
    ] = False,
    headless: Annotated[
        bool, typer.Option("--headless", help="Print the account and write the letter instead.")
    ] = False,
    folder: Annotated[
        Path,
        typer.Option("--folder", help="Where the papers go when headless.", callback=written_to),
    ] = FOLDER,
) -> None:
    """Open a practice review that is already filled, on a temporary record.

    With --meeting you chair it: open the case, its fifth stage, and the meeting; the agencies'
    people come, answer and save while you go from item to item. Where standard output is no
    terminal, the same review is carried to its outcome letter: its account is printed as plain
    lines and the letter is written in every format.
    """
    if room:
        raise typer.Exit(open_application(str(running_record()), room=True))
    with_terminal = sys.stdout.isatty() and sys.stdin.isatty() and not headless
    with practice_record() as place:
        record = str(place)
        with open_store(record) as store:
            practice = fill(store, now, tell)
            if not with_terminal:
                _carry_through(practice, folder)
        if with_terminal:
            tell("Opening. Nothing you do here is kept.")
            raise typer.Exit(_chair(record, practice) if meeting else _open(record))


def _open(record: str) -> int:
    return open_application(record, person=OFFICER)


def _chair(record: str, practice: Practice) -> int:
    """Open the application for the chair, while the others play their part."""
    others = PracticeMeeting(record, practice)
    others.start()
    try:
        return open_application(record, person=CHAIR)
    finally:
        others.stop()


def _carry_through(practice: Practice, folder: Path) -> None:
    letter_id = finish(practice, tell)
    case = reading.read_case(practice.officer, practice.case_id, again=True)
    say(*account(case))
    letter = next(one for one in case.letters if one.id == letter_id)
    say("")
    for file in letter.files:
        content = reading.read_letter_file(practice.officer, case.id, file.id)
        path = write_private(folder, f"outcome-letter.{file.format}", content, replace=True)
        say(f"Written: {path}")
    say("", SOURCE)
