"""`conference move`: a council's record from a laptop's file to a county's server, or back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from conference.cli.backup_commands import must_hide_password
from conference.cli.office import account_name, now
from conference.cli.options import Yes, a_place, confirmed
from conference.cli.place import database_place
from conference.cli.printing import say, tell
from conference.errors import Refused
from conference.record.place import database_url, file_of
from conference.record.store import Store
from conference.record_files import same_file
from conference.review import move as moving
from conference.review.councils import councils, wall_warning


def add_to(root: typer.Typer) -> None:
    """Add the command to the tree."""
    root.command("move")(move)


def move(
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="The file, or the address, it is in now.")
    ],
    target: Annotated[
        str,
        typer.Argument(
            metavar="[TO]", help="Where to; else what CONFERENCE_DATABASE names.", callback=a_place
        ),
    ] = "",
    council: Annotated[
        str, typer.Option("--council", metavar="NAME", help="Which one, where FROM holds several.")
    ] = "",
    altered: Annotated[
        bool, typer.Option("--altered", help="Move even a record whose history shows a change.")
    ] = False,
    yes: Yes = False,
) -> None:
    """Carry a council over into another database, which may hold other councils already.

    All of it arrives, counted table by table and with every history proved there, or nothing does.
    The place it comes from is only read and stays as it is.
    """
    place = target or database_place()
    for named in (source, target):
        must_hide_password(named)
    if _same(source, place):
        raise Refused("FROM and TO are the same place.", safe="Nothing was changed.")
    confirmed(
        "Is nobody working in the old place? What is saved there from now on is not moved.", yes=yes
    )
    actor = f"{account_name()} (moving)"
    done = moving.move(source, place, clock=now, actor=actor, council=council, altered=altered)
    _tell_what(done)
    _tell_how_to_switch(source, target, place)


def _same(source: str, place: str) -> bool:
    one, other = file_of(source), file_of(place)
    if one is not None and other is not None:
        return same_file(one, other)
    return database_url(source) == database_url(place)


def _tell_what(done: moving.Moved) -> None:
    cases = "1 case" if done.facts.cases == 1 else f"{done.facts.cases} cases"
    filled, chains = sum(map(bool, done.carried.counts.values())), len(done.carried.heads)
    histories = "1 history" if chains == 1 else f"{chains} histories"
    say(f"Moved: {done.facts.council}, {cases}.")
    say(f"Counted there: {done.carried.rows} rows in {filled} tables, as many as before.")
    say(f"Proved there: {histories}, with the same last entry as before.")
    if done.facts.faults:
        tell("The record was altered before it was moved:", *done.facts.faults)


def _tell_how_to_switch(source: str, target: str, place: str) -> None:
    store = Store(place)
    try:
        several, warning = len(councils(store)) > 1, wall_warning(store)
    finally:
        store.close()
    if target:
        say("To work there: let CONFERENCE_DATABASE name the new place, on every machine.")
    if several:
        say("It holds several councils: let CONFERENCE_COUNCIL name this one.")
    if "://" not in source:
        say(f"{Path(source).name} is as it was. Put it away, so that nobody goes on in it.")
    if warning:
        tell(warning)
