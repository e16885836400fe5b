"""Searching the cases: every word in one place of a case, and only in what the reader sees of it.

A search is portable SQL that narrows down the rows, then the same rule of sight that decides what a
case shows, then the words. The newest cases come first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

import sqlalchemy
from sqlalchemy import Text, and_, cast, func, or_
from sqlmodel import Session, col, select

from conference.casefile.found_words import ESCAPE, found_in, pattern, snippet
from conference.casefile.reader import undated_last
from conference.casefile.searched import PLACES, Agencies, Searched
from conference.law.audience import Audience
from conference.record.tables import Agency, Case, Dated
from conference.views import Hit, HitKind, Stage

LIMIT = 200
"""As many hits as anybody reads."""
_AT_ONCE = 200
_OF_THE_CASE: tuple[Any, ...] = (
    Case.id,
    Case.reference,
    Case.applicant_name,
    Case.stage,
    Case.received_at,
)
AudienceOf = Callable[[str], Audience | None]
"""What somebody is to the case with that id; None where they may not know of it."""
_Row = tuple[Any, str, str, str, Stage, datetime]


def search_cases(
    session: Session,
    council_id: str,
    words: Sequence[str],
    audience_of: AudienceOf,
    *,
    among: Any = None,
) -> tuple[Hit, ...]:
    """The first `LIMIT` places that hold all the words, the newest case first.

    words: folded. among: a select of the ids of the only cases worth looking at.
    """
    found = select(Agency.id, Agency.name).where(Agency.council_id == council_id)
    agencies = dict(session.exec(found).all())
    with ExitStack() as open_results:
        streams = []
        for order, place in enumerate(PLACES):
            rows = session.execute(
                _candidates(place, council_id, words, among),
                execution_options={"yield_per": _AT_ONCE},
            )
            open_results.callback(rows.close)
            streams.append(_keyed(rows, order))
        hits = (
            hit
            for _key, order, row in merge(*streams, key=lambda one: (one[0], one[1]))
            if (hit := _hit(PLACES[order], row, words, audience_of, agencies))
        )
        return tuple(islice(hits, LIMIT))


def _keyed(rows: Any, order: int) -> Iterator[tuple[tuple[float, str], int, _Row]]:
    """The rows with what they are in order by: the newest case, then the kind of place."""
    for row in rows:
        yield (-row[5].timestamp(), row[1]), order, tuple(row)


def _candidates(place: Searched, council_id: str, words: Sequence[str], among: Any) -> Any:
    """The rows of a kind in which all the words can be, with their cases."""
    table = place.table
    found = sqlalchemy.select(table, *_OF_THE_CASE)
    if table is not Case:
        found = found.join(Case, col(Case.id) == table.case_id)
    if among is not None:
        found = found.where(col(Case.id).in_(among))
    return found.where(
        col(Case.council_id) == council_id,
        col(Case.disposed_on).is_(None),
        and_(*(_anywhere(place, word) for word in words)),
    ).order_by(col(Case.received_at).desc(), col(Case.id), *_by_day(table), table.id)


def _by_day(table: Any) -> tuple[Any, ...]:
    """Entries of one case oldest first, as everywhere."""
    return undated_last(table.when_from) if issubclass(table, Dated) else ()


def _anywhere(place: Searched, word: str) -> Any:
    """Whether a word can be in any column of the place."""
    columns = [getattr(place.table, name) for name in place.columns]
    plain = [column.ilike(pattern(word), escape=ESCAPE) for column in columns]
    lists = [
        cast(getattr(place.table, name), Text).ilike(pattern(word, in_json=True), escape=ESCAPE)
        for name in place.json_columns
    ]
    if place.kind is HitKind.PERSON:
        code = place.table.postcode
        plain += [one.ilike(pattern(word), escape=ESCAPE) for one in (code, _together(code))]
    return or_(*plain, *lists)


def _together(code: Any) -> Any:
    return func.replace(code, " ", "")


def _hit(
    place: Searched, row: _Row, words: Sequence[str], audience_of: AudienceOf, agencies: Agencies
) -> Hit | None:
    """The hit in a row, if whoever searches may see it and it holds the words."""
    entry, case_id, reference, applicant, stage, _at = row
    audience = audience_of(case_id)
    texts = place.texts(entry, audience) if audience else ()
    at = found_in(words, [text for _label, text in texts])
    if at is None:
        return None
    label, text = texts[at]
    where = place.where(entry, agencies)
    return Hit(
        case_id=case_id,
        reference=reference,
        applicant=applicant,
        stage=stage,
        kind=place.kind,
        entry_id=entry.id,
        where=f"{where}: {label.replace('_', ' ')}" if label else where,
        snippet=snippet(text, words[0]),
    )
