"""A password, passphrase or key stands in no argument, no printed object and no error."""

from __future__ import annotations

import dataclasses
import pkgutil
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

import conference
import screens
from conference.cli.commands import tree
from conference.errors import ConferenceError
from conference.exchange.mail import MailServer
from conference.exchange.sealing import Opening, Sealing
from conference.record.place import database_url
from conference.record.store import Store
from conference.record.tables import Credential

SECRET = "hunter2-hunter2"
_SECRET_NAMES = re.compile(r"passw|passphrase|secret|identities|recovery$|^old$|^new$|token")
_NO_SECRET = {"must_change", "has_password", "secret_of", "recovery_codes"}


def modules() -> Iterator[ModuleType]:
    for package in (conference, screens):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in found.name and not found.name.endswith("__main__"):
                yield import_module(found.name)


def dataclasses_of_the_program() -> set[type[Any]]:
    return {
        value
        for module in modules()
        for value in vars(module).values()
        if isinstance(value, type)
        and dataclasses.is_dataclass(value)
        and value.__module__.startswith(("conference.", "screens."))
    }


def test_no_dataclass_shows_a_secret_when_it_is_printed() -> None:
    shown = [
        f"{one.__module__}.{one.__name__}.{field.name}"
        for one in dataclasses_of_the_program()
        for field in dataclasses.fields(one)
        if field.repr
        and field.type in ("str", "str | None", "tuple[str, ...]", "list[str]", str)
        and _SECRET_NAMES.search(field.name)
        and field.name not in _NO_SECRET
    ]
    assert shown == []


@pytest.mark.parametrize(
    "holder",
    [
        MailServer("mail.example.org", 587, "asb@example.org", password=SECRET),
        Sealing(passphrase=SECRET),
        Opening(passphrase=SECRET, identities=(SECRET,)),
        database_url(f"postgresql://me:{SECRET}@there/db"),
        Store(f"postgresql://me:{SECRET}@there/db"),
        Credential(
            council_id="c",
            person_id="p",
            password=SECRET,
            totp_secret=SECRET,
            recovery=[SECRET],
            changed_at=datetime(2026, 11, 2, tzinfo=UTC),
        ),
    ],
    ids=lambda holder: type(holder).__name__,
)
def test_what_holds_a_secret_does_not_print_it(holder: object) -> None:
    assert SECRET not in f"{holder!r} {holder}"


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://me:{SECRET}@127.0.0.1:1/db",
        f"nonsense://me:{SECRET}@there/db",
        f"postgresql://me:{SECRET}@there:port/db",
    ],
)
def test_an_address_that_fails_is_told_without_its_password(address: str) -> None:
    with pytest.raises(ConferenceError) as refused:
        Store(address).prepare()
    told: BaseException | None = refused.value
    while told is not None and not told.__suppress_context__:
        assert SECRET not in f"{told!r} {told}"
        told = told.__cause__ or told.__context__


def test_no_command_takes_a_secret_as_an_argument() -> None:
    """Arguments are seen by everybody on the machine, and stay in the shell's history."""
    seen = 0
    waiting: list[Any] = [tree([])]
    while waiting:
        command = waiting.pop()
        waiting += getattr(command, "commands", {}).values()
        for parameter in command.params:
            seen += 1
            takes_words = not getattr(parameter, "is_flag", False)
            name = parameter.name or ""
            assert not (takes_words and re.search("passw|passphrase|secret|code$|pin$", name)) or (
                name == "code" and command.name == "set-up"
            ), f"{command.name} --{name}"
    assert seen > 100
