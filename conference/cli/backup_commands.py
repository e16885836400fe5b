"""`conference backup` and `conference restore`: the whole record in one file, and back."""

from __future__ import annotations

import getpass
import os
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from conference.cli.office import at_desk, now
from conference.cli.options import Acting, Yes, a_place, confirmed, written_to
from conference.cli.place import database_place
from conference.cli.printing import say, tell
from conference.errors import BadInput, Refused, Unavailable
from conference.exchange.sealing import (
    SERVICE,
    Opening,
    Sealing,
    is_sealed,
    same_on_every_keyboard,
    wants_passphrase,
)
from conference.law.access import Role
from conference.law.passwords import SHORTEST
from conference.record.place import database_url, file_of
from conference.record.store import Store
from conference.record_files import same_file
from conference.review import backups
from conference.text import one_line
from conference.writing import write_file

PASSPHRASE = "CONFERENCE_BACKUP_PASSPHRASE"  # noqa: S105 - the name of a setting
_SMALL = 64 * 1024
_IDENTITY = "AGE-SECRET-KEY-1"


def add_to(root: typer.Typer) -> None:
    """Add the commands to the tree."""
    root.command("backup")(backup)
    root.command("restore")(restore)


def backup(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Where the backup is written.", callback=written_to),
    ],
    encrypt: Annotated[
        bool,
        typer.Option(
            "--encrypt",
            help=f"Encrypt it with a passphrase: from {PASSPHRASE}, the keyring, or asked for.",
        ),
    ] = False,
    keys: Annotated[
        list[str] | None,
        typer.Option(
            "--for", metavar="KEY", help="Encrypt it for an age public key; repeat for more."
        ),
    ] = None,
    yes: Yes = False,
    acting: Acting = None,
) -> None:
    """Write the whole record into one file, while everybody goes on working.

    It is opened again and its histories are checked before it is called done. It restores into a
    file as well as into a server's database.
    """
    _must_be_a_record(database_place())
    _ask_to_cover(file, yes=yes)
    sealing = _sealing(encrypt, tuple(keys or ()))
    with at_desk(acting, Role.ADMINISTRATOR) as desk:
        facts = backups.back_up(desk, sealing, partial(_write, file))
    cases = "1 case" if facts.cases == 1 else f"{facts.cases} cases"
    say(f"Written and checked: {file} ({facts.council}, {cases}, {sealing.words}).")
    if sealing.recipients:
        tell(
            "It was opened again with a key made for that alone: that yours opens it, only whoever "
            "has the secret one can try (conference restore FILE --to ELSEWHERE --identity FILE)."
        )
    if sealing == Sealing():
        tell("Whoever has this file can read every case. To encrypt it: --encrypt, or --for KEY.")
    if facts.faults:
        tell("The record itself was altered before it was copied:", *facts.faults)
        raise typer.Exit(1)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")],
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="PLACE",
            help="Where to; else what CONFERENCE_DATABASE names.",
            callback=a_place,
        ),
    ] = "",
    identity: Annotated[
        Path | None,
        typer.Option("--identity", metavar="FILE", help="The file with the age secret key."),
    ] = None,
    altered: Annotated[
        bool,
        typer.Option("--altered", help="Restore even a record whose history shows a change."),
    ] = False,
    yes: Yes = False,
) -> None:
    """Put a backup back, after checking all of it; what stood there before is put aside."""
    place = to or database_place()
    must_hide_password(to)
    _must_be_elsewhere(file, place)
    content = _content(file)
    found = backups.open_backup(content, _opening(content, identity))
    replace = False
    if database_url(place).get_backend_name() == "sqlite" and backups.stands_at(place):
        confirmed(f"There is a record at {place}. Put it aside and restore {file.name}?", yes=yes)
        replace = True
    actor = f"{_account()} (restoring)"
    restored = backups.restore(
        found, place, clock=now, actor=actor, replace=replace, altered=altered
    )
    cases = "1 case" if restored.facts.cases == 1 else f"{restored.facts.cases} cases"
    where = f" to {place}" if "://" not in place else ""
    say(f"Restored{where}: {restored.facts.council}, {cases}, every history checked.")
    if restored.aside is not None:
        say(f"The record that stood there is now {restored.aside}.")


def _must_be_elsewhere(file: Path, place: str) -> None:
    """Raise Refused where the backup lies at the very place that it is to be restored to."""
    record = file_of(place)
    if record is not None and same_file(file, record):
        raise Refused(
            "The backup is the record that stands there now.",
            safe="Nothing was changed.",
            next="Name the file of the backup, or another place with --to.",
        )


def _must_be_a_record(place: str) -> None:
    """Raise Refused where the file of the record is not there: none is made to be copied."""
    store = Store(place)
    missing = store.file is not None and not store.file.exists()
    store.close()
    if missing:
        raise Refused(
            f"There is no record at {place}.",
            safe="Nothing was written.",
            next="Check CONFERENCE_DATABASE.",
        )


def _ask_to_cover(file: Path, *, yes: bool) -> None:
    if file.is_dir():
        raise Refused(f"{file} is a folder.", next="Name the file in it.")
    if file.exists():
        confirmed(f"There is a file {file} already. Write the backup over it?", yes=yes)


def _write(file: Path, content: bytes, check: backups.Check) -> None:
    try:
        write_file(file, content, replace=True, check=check)
    except OSError as error:
        raise Unavailable(
            f"The backup cannot be written to {file}: {error.strerror}.",
            safe="The record is as it was, and no half backup was left.",
            next="Check the folder, its permissions and the space on the disk.",
        ) from error


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput(
            f"The backup {file} cannot be read: {error.strerror}.", next="Check the name."
        ) from error


def must_hide_password(place: str) -> None:
    """Raise Refused for a password in an argument, where every process list shows it."""
    if place and database_url(place).password:
        raise Refused(
            "An argument is no place for a password: others on this machine can read it.",
            safe="Nothing was changed.",
            next="Put the address into CONFERENCE_DATABASE and leave it out here, or keep the "
            "password in a password file (~/.pgpass).",
        )


def _sealing(encrypt: bool, keys: tuple[str, ...]) -> Sealing:
    if keys:
        return Sealing(recipients=keys)
    if not encrypt and not os.environ.get(PASSPHRASE):
        return Sealing()
    passphrase = _known_passphrase() or _asked("Passphrase for this backup: ")
    if len(same_on_every_keyboard(passphrase)) < SHORTEST:
        raise BadInput(
            f"The passphrase of a backup has at least {SHORTEST} characters.",
            next="Take three words or more, and keep them where the backup is not.",
        )
    again = _known_passphrase() or _asked("The same again: ")
    if same_on_every_keyboard(again) != same_on_every_keyboard(passphrase):
        raise BadInput("The two passphrases are not the same.", next="Try again.")
    return Sealing(passphrase=passphrase)


def _opening(content: bytes, identity: Path | None) -> Opening:
    if not is_sealed(content):
        return Opening()
    if wants_passphrase(content):
        return Opening(passphrase=_known_passphrase() or _asked("Passphrase of this backup: "))
    return Opening(identities=_identities(identity))


def _identities(file: Path | None) -> tuple[str, ...]:
    if file is None:
        return ()
    try:
        with file.open("rb") as opened:
            lines = opened.read(_SMALL).decode("utf-8", "replace").split()
    except OSError as error:
        raise BadInput(f"The key file {file} cannot be read: {error.strerror}.") from error
    found = tuple(line for line in lines if line.startswith(_IDENTITY))
    return found or ("",)


def _known_passphrase() -> str:
    """What the environment or the keyring holds."""
    return os.environ.get(PASSPHRASE, "") or _in_keyring()


def _in_keyring() -> str:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, _account()) or ""
    except (KeyringError, RuntimeError):
        # There is none on many servers.
        return ""


def _asked(question: str) -> str:
    if not sys.stdin.isatty():
        raise Refused(
            "A passphrase is needed, and nobody can be asked for it here.",
            safe="Nothing was changed.",
            next=f"Set {PASSPHRASE}, or run this in a terminal.",
        )
    return getpass.getpass(question)


def _account() -> str:
    try:
        return one_line(getpass.getuser())
    except (KeyError, OSError):
        return "somebody"
