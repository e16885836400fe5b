"""`conference demo`: the practice review, in the terminal or as lines and papers."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from conference.account import account
from conference.cli.application import open_application
from conference.cli.files import write_private
from conference.cli.office import now, open_store
from conference.cli.printing import say, tell
from conference.practice import OFFICER, SOURCE, Practice, fill, finish
from conference.review import reading

FOLDER = Path("practice-review")


def add_to(root: typer.Typer) -> None:
    """Add the command to the tree."""
    root.command("demo")(demo)


def demo(
    headless: Annotated[
        bool, typer.Option("--headless", help="Print the account and write the letter instead.")
    ] = False,
    folder: Annotated[
        Path, typer.Option("--folder", help="Where the papers go when headless.")
    ] = FOLDER,
) -> None:
    """Open a practice review that is already filled, on a temporary record.

    Where standard output is no terminal, the same review is carried to its outcome letter: its
    account is printed as plain lines and the letter is written in every format.
    """
    with_terminal = sys.stdout.isatty() and sys.stdin.isatty() and not headless
    place = Path(tempfile.mkdtemp(prefix="case-conference-practice-"))
    try:
        with open_store(str(place / "practice.db")) as store:
            practice = fill(store, now, tell)
            if not with_terminal:
                _carry_through(practice, folder)
        if with_terminal:
            tell("Opening. Nothing you do here is kept.")
            raise typer.Exit(open_application(str(place / "practice.db"), person=OFFICER))
    finally:
        shutil.rmtree(place, ignore_errors=True)


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
