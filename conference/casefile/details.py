"""The details of an entry of history in words: what was, and what it became."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from conference.law.calendar import london_time
from conference.law.when import uk_day
from conference.record.history import ALSO
from conference.record.keeping import REMOVED
from conference.record.rows import table_words

_DIGEST_SHOWN = 12
"""Characters of a digest that tell one from another; the whole of it stays in the record."""


def detail_words(details: Mapping[str, Any], agencies: Mapping[str, str]) -> str:
    """Each detail with its name: "state: asked → answered; note: They hold nothing".

    details: as `record.history` keeps them: a value, or for a column [before, after]. What was
    empty and became something is told by the new value alone. agencies: names by id; the ids of
    other rows are left out.
    """
    told = [
        (name, _change(name, value, agencies)) for name, value in details.items() if name != ALSO
    ]
    own = [f"{_label(name)}: {words}" for name, words in told if words]
    also = details.get(ALSO)
    others = [_other(row, agencies) for row in also] if isinstance(also, list) else []
    return "; ".join([*own, *filter(None, others)])


def _other(row: Any, agencies: Mapping[str, str]) -> str:
    """What changed with it in another row: "with agenda item: position: 2 → 3"."""
    if not isinstance(row, dict) or not isinstance(row.get("changes"), dict):
        return ""
    words = detail_words(row["changes"], agencies)
    return f"with {table_words(str(row.get('table')))}: {words}" if words else ""


def _label(name: str) -> str:
    return name.removesuffix("_id").replace("_", " ")


def _change(name: str, value: Any, agencies: Mapping[str, str]) -> str:
    """What became of one detail; empty where nothing is there that was not there before."""
    if not (isinstance(value, list) and len(value) == 2):
        return _words(name, value, agencies)
    before, after = (_words(name, one, agencies) for one in value)
    if before == after:
        return ""
    return f"{before} → {after or 'nothing'}" if before else after


def _words(name: str, value: Any, agencies: Mapping[str, str]) -> str:
    """One value as a person reads it; empty for none."""
    match value:
        case None | "":
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(filter(None, (_words(name, one, agencies) for one in value)))
        case dict():
            return ", ".join(f"{key}: {_words(key, one, agencies)}" for key, one in value.items())
        case str() if name == REMOVED:
            return table_words(value)
        case str():
            return _text(name, value, agencies)
        case _:
            return str(value)


def _text(name: str, text: str, agencies: Mapping[str, str]) -> str:
    """Text with what only a program reads put into words."""
    if text in agencies:
        return agencies[text]
    if name.endswith("_id"):
        return ""
    return text[:_DIGEST_SHOWN] if name.endswith("digest") else _day(text) or text


def _day(words: str) -> str:
    """A day or an instant as the United Kingdom writes it; empty for anything else."""
    try:
        if len(words) == len("2026-11-02"):
            return uk_day(date.fromisoformat(words))
        instant = datetime.fromisoformat(words) if words[4:5] == "-" else None
    except ValueError:
        return ""
    if instant is None or instant.tzinfo is None:
        return ""
    local = london_time(instant)
    return f"{uk_day(local.date())} {local:%H:%M}"
