"""A password on the command line: from the environment, the keyring or a prompt without echo.

Never from an argument: others on the machine can read those, and shells keep them.
"""

from __future__ import annotations

import getpass
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from conference.cli.printing import tell_once
from conference.errors import BadInput, MustChange, NeedsCode, Problem, Refused

if TYPE_CHECKING:
    from conference.record.store import Store
    from conference.review.client import Client
    from conference.review.desk import Clock, Desk
    from conference.views import PersonView

PASSWORD, NEW_PASSWORD, CODE = (
    "CONFERENCE_PASSWORD",
    "CONFERENCE_NEW_PASSWORD",
    "CONFERENCE_CODE",
)
SERVICE = "case-conference"
"""Under which name the keyring keeps a person's password; the account is their name."""


def password_of(name: str) -> str:
    """The password of somebody who acts. Refused where there is none to be had."""
    found = os.environ.get(PASSWORD) or _from_keyring(name) or _asked(f"Password of {name}: ")
    if not found:
        raise Refused(
            f"{name} gives a password here.",
            safe="Nothing was changed.",
            next=f"Set {PASSWORD}, keep it in the keyring under {SERVICE}, or use a terminal.",
        )
    return found


def code_of(name: str) -> str | None:
    """A one-time code of somebody who uses them; None where there is none to be had."""
    return os.environ.get(CODE) or _asked(f"One-time code of {name}: ")


def new_password(name: str) -> str:
    """A new password, typed twice. BadInput where the two differ, Refused where nobody can type."""
    given = os.environ.get(NEW_PASSWORD)
    if given:
        return given
    first = _asked(f"New password of {name}: ")
    if first is None:
        raise Refused(
            "The new password has to be typed.",
            safe="Nothing was changed.",
            next=f"Use a terminal, or set {NEW_PASSWORD}.",
        )
    if _asked("The same again: ") != first:
        raise BadInput("The two are not the same.", (Problem("password", "type it again"),))
    return first


def typed_secret(question: str) -> str:
    """What is typed without being shown, or comes in a line where there is no terminal."""
    return (_asked(question) or "") if sys.stdin.isatty() else sys.stdin.readline()


def _asked(question: str) -> str | None:
    """What somebody types without its being shown; None where there is no terminal."""
    if not sys.stdin.isatty():
        return None
    try:
        return getpass.getpass(question)
    except EOFError:
        return None


def _from_keyring(name: str) -> str | None:
    """What the system's own keyring keeps; None where it has none, or there is no keyring."""
    try:
        import keyring

        return keyring.get_password(SERVICE, name)
    except Exception:  # Keyrings fail in as many ways as there are systems.
        return None


def desk_of(
    store: Store, council_id: str, person: PersonView, clock: Clock, templates: Path | None
) -> Desk:
    """The desk of whoever acts, with their password where one is asked for."""
    from conference.review import sign_in

    if not sign_in.asks_for_password(store, council_id):
        return sign_in.sit_down(store, council_id, person.id, clock, templates=templates)
    password = password_of(person.name)
    enter = partial(
        sign_in.sign_in,
        store,
        council_id,
        person.id,
        password,
        clock,
        templates=templates,
        client=own_client(),
    )
    try:
        return enter()
    except NeedsCode:
        code = code_of(person.name)
        if not code:
            raise
    except MustChange as error:
        raise MustChange(
            error.what, safe="Nothing was changed.", next="Run: conference person password"
        ) from None
    return enter(code=code)


def own_client() -> Client:
    """What this account of this machine is known again by."""
    from conference.review.client import Client, own_device

    return Client(own_device())


def say_unprotected() -> None:
    """Say on standard error, once a command, that anybody can act as anybody, and how it ends."""
    tell_once(
        "No passwords are set: whoever opens this record acts as anybody. To set the first: "
        "conference person password"
    )
