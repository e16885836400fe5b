"""`conference serve`: the application in a browser."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from conference.cli.place import database_place, named_council, own_templates
from conference.cli.printing import say, tell
from conference.errors import Refused
from conference.exchange.code_keys import SETTING
from conference.review.serving import ServedRecord


def add_to(root: typer.Typer) -> None:
    """Add the command to the tree."""
    root.command("serve")(serve)


def serve(
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Where it listens.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="NUMBER", help="The port; 0 takes one that is free.")
    ] = 8765,
    public_url: Annotated[
        str,
        typer.Option(
            "--public-url", metavar="URL", help="The https address people type, at a proxy."
        ),
    ] = "",
    origins: Annotated[
        list[str] | None,
        typer.Option("--origin", metavar="URL", help="Another address it has; repeat for more."),
    ] = None,
    sessions: Annotated[
        int, typer.Option("--sessions", metavar="NUMBER", help="How many people at once.")
    ] = 100,
    idle: Annotated[
        float,
        typer.Option("--idle", metavar="MINUTES", help="End a session without a key; 0 for never."),
    ] = 60,
    identity_header: Annotated[
        str,
        typer.Option(
            "--identity-header",
            metavar="NAME",
            help="The header in which a proxy on this machine says who somebody is.",
        ),
    ] = "",
) -> None:
    """Show the application in browsers, from this machine, until Ctrl+C.

    Nobody else reaches it unless --host says so. For a network put a proxy with TLS in front, and
    name its address with --public-url.
    """
    place = _whole(database_place())
    plans = import_module("screens.serve.plan")
    plan = plans.Plan(
        place=place,
        templates=own_templates(),
        council=named_council(),
        host=host,
        port=port,
        public_url=public_url,
        origins=tuple(origins or ()),
        sessions=sessions,
        idle=idle,
        identity_header=identity_header,
    )
    warnings = plans.check(plan)
    record = ServedRecord(place)
    try:
        _mind_passwords(record, alone=plan.is_local and not (public_url or origins))
        for warning in warnings:
            tell(warning)
        os.environ.setdefault(SETTING, record.codes_keys())
        import_module("screens.serve.server").serve(plan, record, _listening)
    finally:
        record.close()


def _whole(place: str) -> str:
    """A file by its whole path: sessions need not stand in this folder."""
    return place if "://" in place else str(Path(place).expanduser().absolute())


def _mind_passwords(record: ServedRecord, *, alone: bool) -> None:
    """Refuse to serve a network what asks for no password; on this machine alone, say so.

    Practice is open to everybody.
    """
    if record.is_empty:
        raise Refused(
            "No council is set up here yet: whoever comes first would do it.",
            safe="Nothing was started.",
            next="Set one up first: conference set-up",
        )
    unprotected = record.unprotected()
    if not unprotected:
        return
    names = ", ".join(unprotected)
    if not alone:
        raise Refused(
            f"Nobody has a password yet in {names}: whoever comes first could choose one.",
            safe="Nothing was started.",
            next="Choose the first password: conference person password",
        )
    tell(f"No passwords are set in {names}: whoever sits at this machine can be anybody.")


def _listening(address: str) -> None:
    say(f"Case Conference is at {address}")
    say("Ctrl+C ends it; what people are typing is kept as a draft.")
