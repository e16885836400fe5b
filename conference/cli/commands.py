"""Every command in one tree, and what becomes of a refusal."""

from __future__ import annotations

from collections.abc import Sequence

import typer

import conference
from conference.cli import (
    case_commands,
    evidence_commands,
    history_commands,
    letter_commands,
    meeting_commands,
    practice_command,
    recommendation_commands,
    set_up_commands,
    threshold_command,
)
from conference.cli.printing import refuse, say
from conference.errors import ConferenceError

REFUSED = 1

app = typer.Typer(
    name="conference",
    help="Runs an anti-social behaviour (ASB) case review, from application to outcome letter. "
    "Without a command the application opens. The record is the database that "
    "CONFERENCE_DATABASE names: the path of a SQLite file, or a postgresql:// address.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("threshold")(threshold_command.threshold)
app.command("demo")(practice_command.demo)
app.command("set-up")(set_up_commands.set_up)
app.command("procedures")(set_up_commands.procedures)
app.command("people")(set_up_commands.list_people)
app.add_typer(case_commands.app, name="case")
evidence_commands.add_to(case_commands.app)
recommendation_commands.add_to(case_commands.app)
app.add_typer(meeting_commands.app, name="meeting")
app.add_typer(letter_commands.app, name="letter")
app.add_typer(history_commands.app, name="history")


@app.callback(invoke_without_command=True)
def _root(version: bool = typer.Option(False, "--version", help="Print the version.")) -> None:
    if version:
        say(f"Case Conference {conference.__version__}")
        raise typer.Exit


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit status: 0, 1 where it was refused, 2 for wrong usage."""
    try:
        app(list(arguments), prog_name="conference")
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    except ConferenceError as error:
        refuse(error)
        return REFUSED
    return 0
