"""The usual agenda of a panel's meeting, from `templates/agenda.toml` or a council's own.

No statute sets an agenda: the order that is shipped follows published procedures.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from conference.exchange.own_lists import no_twins, own_or_shipped, read_list
from conference.law.toml_table import TomlTable
from conference.law.toml_values import choice, text, whole_number, yes_or_no
from conference.views import Visibility

NAME = "agenda.toml"
CARRIED = "carried"
"""The key of the item on earlier recommendations: left out where none is unfinished."""
KEYS = (
    "attendance",
    "confidentiality",
    "conflicts",
    "threshold",
    "applicant",
    CARRIED,
    "agencies",
    "risk",
    "gaps",
    "options",
    "recommendations",
    "actions",
    "contact",
    "dissent",
    "review",
    "close",
)
"""What an item can be about, as far as the screen shows something with it."""


@dataclass(frozen=True)
class UsualItem:
    """An item of the usual agenda."""

    key: str
    """What its content is, one of KEYS; empty for an item of the council's own."""
    title: str
    minutes: int
    visibility: Visibility = Visibility.PANEL
    required: bool = False
    owner: str = ""


def agenda_items(templates: Path | None = None) -> tuple[UsualItem, ...]:
    """The items in the order of the file. templates: a council's folder; its file comes first.

    Raises BadInput where the file cannot be used.
    """
    return read_agenda(*own_or_shipped(NAME, templates))


@lru_cache(maxsize=8)
def read_agenda(content: bytes, name: str) -> tuple[UsualItem, ...]:
    """The items that a file's content holds. Raises BadInput naming the file, key and line."""
    return read_list(
        content, name, called="usual agenda", heading="item", one=_item, check=no_twins("key")
    )


def _item(table: TomlTable) -> UsualItem:
    return UsualItem(
        key=table.optional("key", _key, ""),
        title=table.required("title", text),
        minutes=table.required("minutes", whole_number),
        visibility=table.required("visibility", choice(Visibility)),
        required=table.optional("required", yes_or_no, False),
        owner=table.optional("owner", text, ""),
    )


def _key(value: object) -> str:
    if value not in KEYS:
        raise ValueError(f"must be one of: {', '.join(KEYS)}; or left out.")
    return str(value)
