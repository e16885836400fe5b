"""`conference settings`: what is set and from where, and whether the record can be opened."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import typer

from conference.cli.office import open_store
from conference.cli.options import Json
from conference.cli.place import VARIABLE, database_place
from conference.cli.printing import say, say_json
from conference.cli.settings import PREFIX, SETTINGS
from conference.cli.settings_file import FILE, FromFile, is_secret, read_settings, settings_file
from conference.record.place import database_url
from conference.review.councils import councils

_USUAL = "the usual place"
_ENVIRONMENT = "the environment"


def add_to(root: typer.Typer) -> None:
    """Add the command to the tree."""
    root.command("settings")(settings)


def settings(as_json: Json = False) -> None:
    """Print what is set and from where, and whether the record can be opened; no password."""
    file = settings_file(os.environ)
    found = read_settings(file) if file is not None else FromFile()
    shown = {name: (value, whence) for name, value, whence in _set(os.environ, found)}
    record = _record_words()
    if as_json:
        told = {name: {"value": value, "from": whence} for name, (value, whence) in shown.items()}
        say_json({"file": str(file) if file else None, "settings": told, "record": record})
        return
    say(f"Settings file: {file if file else 'none'}")
    for name, (value, whence) in shown.items():
        say(f"{name}: {value} ({whence})")
    say(record)


def _set(environment: Mapping[str, str], file: FromFile) -> Iterator[tuple[str, str, str]]:
    """(name, value, from where) of each setting that has a value; the record's place always."""
    if not environment.get(VARIABLE, "").strip():
        yield "database", database_place(), _USUAL
    for name in SETTINGS:
        value = environment.get(name, "")
        if value.strip() and name != FILE:
            is_in_file = file.values.get(name) == value
            whence = file.places[name].rpartition(",")[0] if is_in_file else _ENVIRONMENT
            yield name.removeprefix(PREFIX).lower(), _public(name, value), whence


def _public(name: str, value: str) -> str:
    """The value as anybody may see it: an address without its password, a secret not at all."""
    if name == VARIABLE and "://" in value:
        return database_url(value).render_as_string(hide_password=True)
    return "set" if is_secret(name, value) else value


def _record_words() -> str:
    """Whether the record can be opened, and whose it is; one that is not there is not made."""
    url = database_url(database_place())
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return "Record: not there yet; the first start makes it."
    with open_store() as store:
        names = [one.name for one in councils(store)]
    return f"Record: opens. {'; '.join(names) or 'No council is set up in it yet'}."
