"""What panels usually recommend, from `templates/usual-recommendations.toml` or a council's own.

Each is a place to begin: it is made particular to the case before it is recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from conference.exchange.own_lists import no_twins, own_or_shipped, read_list
from conference.law.toml_table import TomlTable
from conference.law.toml_values import choice, text
from conference.views import AgencyKind

NAME = "usual-recommendations.toml"


@dataclass(frozen=True)
class UsualRecommendation:
    """One usual recommendation."""

    what: str
    to_kind: AgencyKind | None = None
    """The kind of agency it usually goes to; None where it may be any."""
    power: str = ""
    """The tool or power, as the list of tools and powers calls it."""
    why: str = ""
    how_known: str = ""


def usual_recommendations(templates: Path | None = None) -> tuple[UsualRecommendation, ...]:
    """The list in the order of the file. templates: a council's folder; its file comes first.

    Raises BadInput where the file cannot be used.
    """
    return read_usual(*own_or_shipped(NAME, templates))


@lru_cache(maxsize=8)
def read_usual(content: bytes, name: str) -> tuple[UsualRecommendation, ...]:
    """The list that a file's content holds. Raises BadInput naming the file, key and line."""
    return read_list(
        content,
        name,
        called="list of usual recommendations",
        heading="recommendation",
        one=_usual,
        check=no_twins("what"),
    )


def _usual(table: TomlTable) -> UsualRecommendation:
    return UsualRecommendation(
        table.required("what", text),
        table.required("to_kind", choice(AgencyKind)) if table.has("to_kind") else None,
        table.optional("power", text, ""),
        table.optional("why", text, ""),
        table.optional("how_known", text, ""),
    )
