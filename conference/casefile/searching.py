"""Searching the cases: every word in one place of a case, and only in what the reader sees of it.

The index says in which rows all the words can be; then the same rule of sight that decides what a
case shows, then the words. The newest cases come first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

import sqlalchemy
from sqlmodel import Session, select

from conference.casefile.found_words import found_in, snippet
from conference.casefile.searched import PLACES, Agencies, Searched
from conference.law.audience import Audience
from conference.record.finding import Among, Found, look
from conference.record.tables import Agency, Case
from conference.views import Hit

LIMIT = 200
"""As many hits as anybody reads."""
AudiencesOf = Callable[[Collection[str]], Mapping[str, Audience | None]]
"""What somebody is to each of the cases with those ids; None where they may not know of it."""
_CASE: Any = sqlalchemy.inspect(Case).local_table
_OF_THE_CASE: tuple[Any, ...] = (
    _CASE.c.id.label("of_case"),
    _CASE.c.reference.label("of_reference"),
    _CASE.c.applicant_name.label("of_applicant"),
    _CASE.c.stage.label("of_stage"),
    _CASE.c.received_at.label("of_received_at"),
)
_BY_KIND = {place.kind.value: order for order, place in enumerate(PLACES)}


def search_cases(
    session: Session,
    council_id: str,
    words: Sequence[str],
    audiences_of: AudiencesOf,
    *,
    among: Among | None = None,
    within: Sequence[str] | None = None,
) -> tuple[Hit, ...]:
    """The first `LIMIT` places that hold all the words, the newest case first.

    words: folded. among: what has to hold of the id of a case worth looking at. within: the only
    cases worth looking at, where they are few.
    """
    found = select(Agency.id, Agency.name).where(Agency.council_id == council_id)
    agencies = dict(session.exec(found).all())
    parts = look(session.connection(), council_id, words, among=among, within=within)
    hits = (hit for part in parts for hit in _hits(session, part, words, audiences_of, agencies))
    return tuple(islice(hits, LIMIT))


def _hits(
    session: Session,
    part: Sequence[Found],
    words: Sequence[str],
    audiences_of: AudiencesOf,
    agencies: Agencies,
) -> Iterator[Hit]:
    """The hits in the rows that were found, in their order; few rows are read at once."""
    audiences = audiences_of({one.case_id for one in part})
    known = [one for one in part if audiences.get(one.case_id) is not None]
    known.sort(key=lambda one: (one.at, one.case_id, _BY_KIND[one.kind]))
    for cases in _whole_cases(known):
        for order, row in _rows(session, cases):
            audience = audiences[row.of_case]
            if audience and (hit := _hit(PLACES[order], row, words, audience, agencies)):
                yield hit


def _whole_cases(known: Sequence[Found]) -> Iterator[Sequence[Found]]:
    """The entries in parts, none of which ends within a case."""
    start = 0
    for place, one in enumerate(known):
        if place - start >= LIMIT and one.case_id != known[place - 1].case_id:
            yield known[start:place]
            start = place
    if known[start:]:
        yield known[start:]


def _rows(session: Session, found: Sequence[Found]) -> Iterator[tuple[int, Any]]:
    """The rows with the place of their kind: by case, by kind, the entries of a kind by day."""
    ids = defaultdict(list)
    for one in found:
        ids[_BY_KIND[one.kind]].append(one.entry_id)
    rows = [
        (order, row)
        for order, wanted in ids.items()
        for row in session.connection().execute(_read(order), {"ids": wanted})
    ]
    yield from sorted(rows, key=lambda pair: _in_order(*pair))


@lru_cache
def _read(order: int) -> sqlalchemy.Select[Any]:
    """How rows of a kind are read with their cases."""
    table = sqlalchemy.inspect(PLACES[order].table).local_table
    found = sqlalchemy.select(table, *_OF_THE_CASE)
    if table is not _CASE:
        found = found.join(_CASE, _CASE.c.id == table.c.case_id)
    return found.where(table.c.id.in_(sqlalchemy.bindparam("ids", expanding=True)))


def _in_order(order: int, row: Any) -> tuple[Any, ...]:
    """The newest case first; entries of one case by kind, then by day, those without one last."""
    day = getattr(row, "when_from", None)
    return (
        -row.of_received_at.timestamp(),
        row.of_case,
        order,
        day is None,
        day.toordinal() if day else 0,
        row.id,
    )


def _hit(
    place: Searched, row: Any, words: Sequence[str], audience: Audience, agencies: Agencies
) -> Hit | None:
    """The hit in a row, if whoever searches may see it and it holds the words."""
    texts = place.texts(row, audience)
    at = found_in(words, [text for _label, text in texts])
    if at is None:
        return None
    label, text = texts[at]
    where = place.where(row, agencies)
    return Hit(
        case_id=row.of_case,
        reference=row.of_reference,
        applicant=row.of_applicant,
        stage=row.of_stage,
        kind=place.kind,
        entry_id=row.id,
        where=f"{where}: {label.replace('_', ' ')}" if label else where,
        snippet=snippet(text, words[0]),
    )
