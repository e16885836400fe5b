"""The settings file: what the environment would say, kept where it is found at every start.

`settings.toml` in the user's own configuration folder, or the file that CONFERENCE_SETTINGS names;
empty, it names none. The names are those of the environment without CONFERENCE_, in small letters,
and what the environment says counts before the file. A secret in it is taken only from a file that
nobody else may read.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conference.cli.settings import PREFIX, SETTINGS
from conference.errors import BadInput, Problem
from conference.text import one_line

FILE = "CONFERENCE_SETTINGS"
NAME = "settings.toml"
_NEVER = (FILE, "CONFERENCE_NEW_PASSWORD", "CONFERENCE_CODE")
"""Of no use in a file: good for one command."""
_SECRET = (
    "CONFERENCE_PASSWORD",
    "CONFERENCE_NEW_PASSWORD",
    "CONFERENCE_CODE",
    "CONFERENCE_CODES_KEY",
    "CONFERENCE_BACKUP_PASSPHRASE",
    "CONFERENCE_SMTP_PASSWORD",
)
_PLACES = ("CONFERENCE_DATABASE", "CONFERENCE_TEMPLATES")


def in_file() -> tuple[str, ...]:
    """Every name that can stand in the file."""
    return tuple(_key(name) for name in SETTINGS if name not in _NEVER)


def _key(name: str) -> str:
    return name.removeprefix(PREFIX).lower()


@dataclass(frozen=True)
class FromFile:
    """What a settings file says: values by the name in the environment, and where each stands."""

    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    places: Mapping[str, str] = field(default_factory=dict)


def take_settings(environment: MutableMapping[str, str]) -> Mapping[str, str]:
    """Put into the environment what the file says and it does not; where each of those stands.

    Raises BadInput naming the file and the line of each fault.
    """
    file = settings_file(environment)
    if file is None:
        return {}
    found = read_settings(file)
    taken = [name for name in found.values if name not in environment]
    for name in taken:
        environment[name] = found.values[name]
    return {name: found.places[name] for name in taken}


def settings_file(environment: Mapping[str, str]) -> Path | None:
    """The file that is to be read; None where there is none."""
    named = environment.get(FILE)
    if named is None:
        from platformdirs import user_config_path

        usual = user_config_path("case-conference", appauthor=False) / NAME
        return usual if usual.is_file() else None
    if not named.strip():
        return None
    return Path(named.strip()).expanduser()


def read_settings(file: Path) -> FromFile:
    """What the file says. Raises BadInput naming the line of each fault, and no value."""
    from conference.law.toml_lines import TomlLines

    text, found = _parsed(file)
    lines = TomlLines(text)
    places = {key: f"{file.name} (line {lines.of((key,))}), {one_line(key)[:80]}" for key in found}
    problems = tuple(_faults(file, found, places))
    if problems:
        raise _refused(file, problems)
    return FromFile(
        {_name(key): _value(file, _name(key), said) for key, said in found.items()},
        {_name(key): place for key, place in places.items()},
    )


def _name(key: str) -> str:
    return f"{PREFIX}{key.upper()}"


def _parsed(file: Path) -> tuple[str, dict[str, Any]]:
    from conference.law.toml_text import toml

    try:
        text = file.read_text(encoding="utf-8-sig")
        return text, toml(text)
    except OSError as error:
        raise _refused(
            file, (Problem(file.name, f"it cannot be read: {error.strerror}"),)
        ) from None
    except UnicodeDecodeError:
        raise _refused(file, (Problem(file.name, "it is not written in UTF-8"),)) from None
    except (ValueError, RecursionError) as error:
        # The reader names the line and the column; what stands there it may quote.
        where = str(error).rpartition("(at ")[2].rstrip(")") if "(at line" in str(error) else ""
        place = f"{file.name} ({where})" if where else file.name
        raise _refused(file, (Problem(place, "this is not TOML"),)) from None


def _refused(file: Path, problems: tuple[Problem, ...]) -> BadInput:
    return BadInput(
        "The settings file cannot be used.",
        problems,
        next=f"Correct {one_line(str(file))}; an empty {FILE} passes over it.",
    )


def _faults(file: Path, found: Mapping[str, Any], places: Mapping[str, str]) -> Iterator[Problem]:
    from difflib import get_close_matches

    known, open_to_all = in_file(), _is_open_to_others(file)
    for key, said in found.items():
        if key not in known:
            nearest = get_close_matches(key.lower(), known, n=1, cutoff=0.5)
            meant = f"; was {nearest[0]} meant?" if nearest else ""
            yield Problem(places[key], f"there is no such setting{meant}")
        elif not isinstance(said, str | int | bool):
            yield Problem(places[key], "it is one value, in quotes")
        elif open_to_all and is_secret(_name(key), str(said)):
            yield Problem(
                places[key], f"others may read the file, and this is secret: chmod 600 {file.name}"
            )


def is_secret(name: str, said: str) -> bool:
    """Whether a setting's value is nobody's to see: a password, or an address with one in it."""
    if name in _SECRET:
        return bool(said)
    return name == "CONFERENCE_DATABASE" and "@" in said and ":" in said.partition("://")[2]


def _is_open_to_others(file: Path) -> bool:
    """Whether anybody but its owner may read it. Windows keeps its users' folders apart itself."""
    return os.name != "nt" and bool(stat.S_IMODE(file.stat().st_mode) & 0o077)


def _value(file: Path, name: str, said: str | int | bool) -> str:
    """The value as the environment would say it; a path is meant from where the file stands."""
    if isinstance(said, bool):
        return "yes" if said else "no"
    words = str(said)
    if name in _PLACES and words.strip() and "://" not in words and not words.startswith("~"):
        return str(file.absolute().parent / words)
    return words
