"""Which column is which: headings by their usual names, and the user's word for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from conference.errors import BadInput, Problem
from conference.exchange.sheets import Sheet, SheetRow, plain_heading

MOST_NAME = 200
"""Characters in a name, a title or a reference."""
MOST_TEXT = 20_000
"""Characters in a summary, an account or a note."""

Names = Mapping[str, tuple[str, ...]]
"""For each field the headings (as `plain_heading` gives them) it goes by, the best first."""


@dataclass(frozen=True)
class Columns:
    """Where each field stands in a sheet, counted from 0, and what was not recognised."""

    at: Mapping[str, int]
    unknown: tuple[str, ...]
    """Headings as written that no field was found for."""

    def cell(self, row: SheetRow, field: str) -> str:
        """The field's text in that row; empty where the sheet has no such column."""
        return row.cell(self.at.get(field))


def all_names(names: Names) -> frozenset[str]:
    """Every heading any field goes by."""
    return frozenset(name for known in names.values() for name in known)


def find_columns(sheet: Sheet, names: Names, mapping: Mapping[str, str] | None = None) -> Columns:
    """Where the fields of `names` stand in `sheet`.

    mapping: field to heading, as the user says it; it comes before any usual name. Raises BadInput
    where it names a field or a heading that there is not.
    """
    headings = [plain_heading(heading) for heading in sheet.headings]
    at = _mapped(sheet, headings, names, mapping or {})
    for field, known in names.items():
        if field not in at:
            found = (headings.index(name) for name in known if name in headings)
            column = next((c for c in found if c not in at.values()), None)
            if column is not None:
                at[field] = column
    unknown = [h for i, h in enumerate(sheet.headings) if i not in at.values() and h]
    return Columns(at, tuple(unknown))


def _mapped(
    sheet: Sheet, headings: list[str], names: Names, mapping: Mapping[str, str]
) -> dict[str, int]:
    problems = []
    at: dict[str, int] = {}
    for field, heading in mapping.items():
        if field not in names:
            problems.append(Problem(field, f"no such field; there are {', '.join(names)}"))
        elif plain_heading(heading) not in headings:
            problems.append(Problem(heading, f"no such heading{nearest(heading, sheet.headings)}"))
        else:
            at[field] = headings.index(plain_heading(heading))
    if problems:
        raise BadInput(f"The columns of {sheet.file_name} were not found.", tuple(problems))
    return at


def nearest(word: str, known: Iterable[str] | Mapping[str, str]) -> str:
    """“; the nearest is …”, or nothing where none is near.

    known: the words there are, or words with what to call each.
    """
    words = known if isinstance(known, Mapping) else {name: name for name in known}
    plain = {plain_heading(name): shown for name, shown in words.items()}
    close = get_close_matches(plain_heading(word)[:MOST_NAME], plain, n=1, cutoff=0.6)
    return f"; the nearest is “{plain[close[0]]}”" if close else ""
