"""Where a database is: a file or a server's address; and a file that is its owner's alone."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from conference.errors import Unavailable
from conference.record_files import must_not_belong_to_record


def database_url(place: str) -> URL:
    """The URL of what was named: a URL as it is, anything else as the path of a SQLite file."""
    if "://" not in place:
        return URL.create("sqlite", database=str(_absolute(place)))
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        # What went wrong may quote the address, and with it a password.
        raise _unreadable() from None
    if url.get_backend_name() != "sqlite" and _is_cut_wrongly(place, url):
        raise _unreadable()
    if url.drivername == "postgres":
        url = url.set(drivername="postgresql")
    return url


def file_of(place: str) -> Path | None:
    """The SQLite file that was named; None where it is a server's address."""
    url = database_url(place)
    is_file = url.get_backend_name() == "sqlite" and url.database
    return Path(str(url.database)) if is_file else None


def _is_cut_wrongly(place: str, url: URL) -> bool:
    """Whether the address has an @ too many: then it is cut within the password."""
    head, _, options = place.partition("://")[2].partition("@")[2].partition("?")
    before, at, _ = options.partition("@")
    return "@" in head + (url.database or "") or (bool(at) and "=" not in before)


def _unreadable() -> Unavailable:
    return Unavailable(
        "The database's address cannot be read.",
        safe="Nothing was opened.",
        next="Check CONFERENCE_DATABASE: postgresql://name:password@server/database. In a name or "
        "a password write @ as %40, # as %23, / as %2F, : as %3A, ? as %3F and % as %25.",
    )


def _absolute(place: str) -> Path:
    try:
        return Path(place).expanduser().resolve()
    except (OSError, RuntimeError, ValueError):
        raise Unavailable(
            "The database file cannot be found: the folder you are in, or your home, is gone.",
            next="Go to a folder that is there, or name the file by its whole path.",
        ) from None


def make_private(file: Path) -> None:
    """Create the file readable by its owner alone; SQLite gives its helper files the same mode.

    Raises Refused where the name is that of a file beside another record.
    """
    must_not_belong_to_record(file)
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise Unavailable(
            f"The database file cannot be opened: {error.strerror}.",
            safe="Nothing was changed.",
            next=f"Check the folder and its permissions: {file}",
        ) from error
