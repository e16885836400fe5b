"""Who is meant by a name or an e-mail address that somebody typed."""

from __future__ import annotations

import unicodedata

from sqlmodel import Session, col, select

from conference.record.tables import Person

LONGEST = 200
"""Characters of a name or an address that are looked at."""
_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc\u0060", "''''")


def plain(words: str) -> str:
    """A name or an address for comparing: without capitals, accents and needless spaces."""
    apart = unicodedata.normalize("NFKD", words[:LONGEST].translate(_APOSTROPHES).casefold())
    letters = "".join(one for one in apart if not unicodedata.combining(one))
    return " ".join(letters.split())


def id_of(session: Session, council_id: str, words: str) -> str:
    """The id of the one person who works here and is called so, or has that address.

    "" where there is nobody, or more than one. It takes as long for each.
    """
    said = plain(words)
    people = session.exec(
        select(Person.id, Person.name, Person.email)
        .where(Person.council_id == council_id, col(Person.active))
        .order_by(col(Person.id))
    ).all()
    named = [person_id for person_id, name, _ in people if plain(name) == said]
    reached = [person_id for person_id, _, email in people if plain(email) == said]
    found = reached or named
    return found[0] if said and len(found) == 1 else ""
