"""Every command in one tree, and what becomes of a refusal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import typer

import conference
from conference.cli.place import database_place
from conference.cli.printing import begin, lost, refuse, say, tell
from conference.errors import ConferenceError, fault_place
from conference.record_files import protect

REFUSED = 1
_HELP = (
    "Runs an anti-social behaviour (ASB) case review, from application to outcome letter. "
    "Without a command the application opens. The record is the database that "
    "CONFERENCE_DATABASE names: the path of a SQLite file, or a postgresql:// address."
)
# Each word and the module that adds its command or group: only the one that is asked for is loaded.
_HOMES = {
    "case": "case_commands",
    "meeting": "meeting_commands",
    "minutes": "minutes_commands",
    "letter": "delivery_commands",
    "threshold": "threshold_command",
    "recommendation": "recommendation_commands",
    "risk": "risk_commands",
    "chase": "chase_commands",
    "find": "find_command",
    "return": "return_commands",
    "history": "history_commands",
    "procedures": "procedure_commands",
    "people": "set_up_commands",
    "person": "set_up_commands",
    "agency": "set_up_commands",
    "set-up": "set_up_commands",
    "appeal": "appeal_commands",
    "annual": "annual_command",
    "deadlines": "deadline_commands",
    "clock": "deadline_commands",
    "follow-up": "deadline_commands",
    "backup": "backup_commands",
    "restore": "backup_commands",
    "move": "move_command",
    "retention": "retention_commands",
    "subject-access": "subject_command",
    "demo": "practice_command",
    "room": "room_command",
    "serve": "serve_command",
    "settings": "settings_command",
}


def _root(version: bool = typer.Option(False, "--version", help="Print the version.")) -> None:
    if version:
        say(f"Case Conference {conference.__version__}")
        raise typer.Exit


def tree(words: Sequence[str]) -> Callable[..., Any]:
    """The commands that these words can mean; all of them where the first word is none."""
    return _grown(words[0] if words and words[0] in _HOMES else "")


@cache
def _grown(word: str) -> Callable[..., Any]:
    """The commands of one word, or of all: put together once however often one is run."""
    app = typer.Typer(
        name="conference",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True, help=_HELP)(_root)
    wanted = [_HOMES[word]] if word else _HOMES.values()
    for home in dict.fromkeys(wanted):
        import_module(f"conference.cli.{home}").add_to(app)
    return typer.main.get_command(app)


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit status: 0, 1 where it was refused, 2 for wrong usage."""
    begin()
    status = _run(arguments)
    if why := lost():
        tell(*_lost_words(why, done=status == 0))
        return status or REFUSED
    return status


def _run(arguments: Sequence[str]) -> int:
    try:
        if "://" not in (place := database_place()):
            protect(Path(place))
        tree(arguments)(list(arguments), prog_name="conference")
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    except ConferenceError as error:
        refuse(error)
        return REFUSED
    except OSError as error:
        # What is wrong with a file names it; this is the output, where the help was printed.
        nameless = error.filename is None and error.errno is not None
        tell(*_lost_words(str(error.strerror), done=False) if nameless else _fault_words(error))
        return REFUSED
    except Exception as error:
        # A traceback ends in what the fault says, and that may be text of a case.
        tell(*_damage_words() or _fault_words(error))
        return REFUSED
    return 0


def _lost_words(why: str, *, done: bool) -> tuple[str, ...]:
    """What a person is told where nobody took the output."""
    safe = "what the command was to record or to write is done; only its words are lost"
    return (
        f"What this command prints could not be written: {why}.",
        f"What is safe: {safe if done else 'everything that was saved before'}.",
        "What to do next: give the output a place that takes it; look first before you repeat a "
        "command that records something.",
    )


def _damage_words() -> tuple[str, ...]:
    """What is wrong with the record where that is what a command stumbled over."""
    from conference.review.daily_check import damage_behind

    with suppress(Exception):  # Else the fault that is told is the one there was.
        if wrong := damage_behind(database_place()):
            return (str(wrong),)
    return ()


def _fault_words(error: Exception) -> tuple[str, ...]:
    """What a person is told of a fault in the program: its kind and place, never its text."""
    return (
        f"There is a fault in the program ({fault_place(error)}).",
        "What is safe: everything that was saved; this command changed nothing, or all of it.",
        "What to do next: if it happens again, tell whoever looks after it the words in brackets.",
    )
