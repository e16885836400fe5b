"""The councils of one database, and which of them is meant: before anybody sits at a desk.

Only their names are shown here; nothing else is read across councils.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from conference.errors import Refused
from conference.record.store import Store
from conference.record.tables import Council
from conference.text import one_line

SETTING = "CONFERENCE_COUNCIL"
"""The setting that names the council where a database holds several."""


@dataclass(frozen=True)
class CouncilName:
    """A council as it is chosen: by its name, or the letters its references begin with."""

    id: str
    name: str
    code: str

    def answers_to(self, words: str) -> bool:
        """Whether somebody who says so means it."""
        return words.casefold() in (self.name.casefold(), self.code.casefold(), self.id)


def councils(store: Store) -> tuple[CouncilName, ...]:
    """Every council of the database, by name."""
    with store.across().reading() as session:
        chosen = select(Council.id, Council.name, Council.code)
        rows = session.exec(chosen.order_by(col(Council.name), col(Council.id))).all()
        return tuple(CouncilName(*row) for row in rows)


def council_meant(store: Store, words: str = "") -> str | None:
    """The id of the council of that name or code; without words the only one, None for none.

    Raises Refused, with the names, where no one council is meant.
    """
    there = councils(store)
    said = one_line(words)
    if said:
        return council_called(there, said).id if there else None
    if len(there) > 1:
        raise Refused(
            "This database holds several councils.",
            safe="Nothing was shown or changed.",
            next=f"Name yours with {SETTING}: {_listed(there)}.",
        )
    return there[0].id if there else None


def council_called(there: Sequence[CouncilName], words: str) -> CouncilName:
    """The one of them that answers to the words, or Refused with their names."""
    found = [one for one in there if one.answers_to(words)]
    if len(found) == 1:
        return found[0]
    raise Refused(
        f"There is no one council {one_line(words)!r} in this database.",
        safe="Nothing was shown or changed.",
        next=f"Check {SETTING}. The councils are: {_listed(there)}.",
    )


def wall_warning(store: Store) -> str:
    """What to tell where several councils share a server and its own wall does not stand; or ""."""
    if store.is_sqlite or len(councils(store)) < 2 or not store.ignores_walls():
        return ""
    return (
        "The record's role on the database server is a superuser, or bypasses row security: the "
        "server's own wall between the councils does not hold it. Give it a role of its own."
    )


def _listed(there: Sequence[CouncilName]) -> str:
    return ", ".join(f"{one.name} ({one.code})" for one in there)
