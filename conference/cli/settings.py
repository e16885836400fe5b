"""The settings: every CONFERENCE_ variable of the environment, checked before anything begins.

What `settings_file` says is among them by then.

A value that cannot be meant is refused with the key named, and what a secret one holds is never
told. A name that is none is told with the one that was probably meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from conference.errors import BadInput, Problem
from conference.text import one_line

PREFIX = "CONFERENCE_"
_MAIL = "CONFERENCE_SMTP_"
_TESTS = "CONFERENCE_TEST_"
_LONGEST_NAME = 200
_SERVERS = ("postgresql", "postgres", "postgresql+psycopg", "sqlite")


def _database(value: str) -> str:
    """What is wrong with the place of the record; "" for nothing."""
    if "\x00" in value:
        return "the path of a file, or a postgresql:// address"
    if "://" in value:
        right = value.partition("://")[0].casefold() in _SERVERS
        return "" if right else "an address begins with postgresql://; a file is named by its path"
    try:
        is_folder = bool(value.strip()) and Path(value).expanduser().is_dir()
    except (OSError, RuntimeError, ValueError):
        return "this cannot be the path of a file"
    return "it names a folder: name the file in it, such as reviews.db" if is_folder else ""


def _templates(value: str) -> str:
    try:
        if not value.strip() or Path(value.strip()).expanduser().is_dir():
            return ""
    except (OSError, RuntimeError, ValueError):
        pass
    return f"it names {one_line(value)[:_LONGEST_NAME]}, and there is no such folder"


def _person(value: str) -> str:
    right = len(value) <= _LONGEST_NAME and value.isprintable()
    return "" if right else "the name of somebody who works here, on one line"


def _council(value: str) -> str:
    right = len(value) <= _LONGEST_NAME and value.isprintable()
    return "" if right else "the name of a council, or the letters its references begin with"


def _yes_or_no(value: str) -> str:
    right = value.strip().casefold() in ("", "yes", "true", "1", "no", "false", "0")
    return "" if right else "yes or no"


def _codes_keys(value: str) -> str:
    if not value.strip():
        return ""
    # Imported here: few have it set.
    from conference.exchange.code_keys import keys_in

    try:
        keys_in(value)
    except ValueError:
        return "what conference person codes-key --show prints; several with a space between them"
    return ""


def _anything(_value: str) -> str:
    return ""


SETTINGS: dict[str, Callable[[str], str]] = {
    "CONFERENCE_DATABASE": _database,
    "CONFERENCE_COUNCIL": _council,
    "CONFERENCE_PERSON": _person,
    "CONFERENCE_TEMPLATES": _templates,
    "CONFERENCE_KITTY_KEYS": _yes_or_no,
    "CONFERENCE_PASSWORD": _anything,
    "CONFERENCE_NEW_PASSWORD": _anything,
    "CONFERENCE_CODE": _anything,
    "CONFERENCE_CODES_KEY": _codes_keys,
    "CONFERENCE_BACKUP_PASSPHRASE": _anything,
    "CONFERENCE_SETTINGS": _anything,
    **{
        f"{_MAIL}{key}": _anything
        for key in ("HOST", "PORT", "TLS", "STARTTLS", "USER", "PASSWORD", "FROM")
    },
}
"""Every setting, and what is wrong with a value of it in words; the mail server's are checked
together, by `exchange.mail`."""


def check_settings(
    environment: Mapping[str, str], places: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Warnings for names that are none. Raises BadInput naming each setting that is wrong.

    places: where those stand that are from a file.
    """
    found = places or {}
    problems = tuple(
        Problem(found.get(one.where, one.where), one.what) for one in _problems(environment)
    )
    if problems:
        raise BadInput(
            "A setting cannot be used.",
            problems,
            next="Correct the settings file."
            if found
            else "Correct the environment variable, or take it away.",
        )
    return tuple(_strangers(environment))


def _problems(environment: Mapping[str, str]) -> Iterator[Problem]:
    for name, check in SETTINGS.items():
        if fault := check(environment.get(name, "")):
            yield Problem(name, fault)
    if environment.get(f"{_MAIL}HOST", "").strip():
        yield from _mail_problems(environment)


def _mail_problems(environment: Mapping[str, str]) -> tuple[Problem, ...]:
    # Imported here: what it needs is slow to load, and few have a mail server set.
    from conference.exchange.mail import mail_server

    try:
        mail_server(environment)
    except BadInput as wrong:
        return wrong.problems
    return ()


def _strangers(environment: Mapping[str, str]) -> Iterator[str]:
    from difflib import get_close_matches

    for name in sorted(environment):
        if not name.startswith(PREFIX) or name in SETTINGS or name.startswith(_TESTS):
            continue
        nearest = get_close_matches(name, SETTINGS, n=1, cutoff=0.5)
        meant = f" Was {nearest[0]} meant?" if nearest else ""
        yield f"There is no setting {one_line(name)[:80]}; it is passed over.{meant}"
