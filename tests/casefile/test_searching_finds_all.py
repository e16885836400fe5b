"""A search finds what reading every row of every case would find, in the same order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from conference.casefile.found_words import found_in, words_of
from conference.casefile.searched import PLACES
from conference.casefile.searching import LIMIT, search_cases
from conference.law.audience import COMMISSIONER, PANEL, Audience, Mark, agency
from conference.law.when import Precision
from conference.record.finding import looking
from conference.record.tables import (
    Action,
    Application,
    Case,
    Decision,
    Incident,
    Party,
    Recommendation,
    Report,
)
from conference.views import DecisionKind, PartyRole
from tests.index import must_be_true
from tests.office import START, Office

LETTERS = "aabbcé日İß%\"'_\\- "
CASES = 4
TEXTS = st.text(st.sampled_from(LETTERS), max_size=12)
MARKED: tuple[type[Any], ...] = (Incident, Report, Action, Decision, Recommendation)


@dataclass(frozen=True)
class Written:
    """One thing that somebody writes: a new row, other words, or none any more."""

    case: int
    table: type[Any]
    column: int
    words: str
    mark: Mark
    day: int
    again: bool
    """Whether it changes a row that is there."""


WRITTEN = st.builds(
    Written,
    st.integers(0, CASES - 1),
    st.sampled_from((*MARKED, Party, Application, Case)),
    st.integers(0, 20),
    TEXTS,
    st.sampled_from(Mark),
    st.integers(0, 3),
    st.booleans(),
)


def looked_at_one_by_one(
    session: Session, words: Sequence[str], audience: Audience
) -> list[tuple[str, str]]:
    """(case, row) of the first hits: every row is read, and nothing narrows down where to look."""
    hits = []
    for order, place in enumerate(PLACES):
        for row in session.exec(select(place.table)):
            case = row if place.table is Case else session.get_one(Case, row.case_id)
            texts = [text for _label, text in place.texts(row, audience)]
            if case.disposed_on is None and found_in(words, texts) is not None:
                day = getattr(row, "when_from", None)
                key = (-case.received_at.timestamp(), case.id, order)
                hits.append(((*key, day is None, day or date.min, row.id), (case.id, row.id)))
    return [where for _key, where in sorted(hits)][:LIMIT]


@pytest.fixture
def cases(office: Office) -> list[str]:
    """Some cases, two of which came at one instant; at one of them there was a meeting."""
    made = [office.after_meeting(), office.receive()]
    office.clock.tick(hours=1)
    return [*made, office.receive(), office.receive()]


@pytest.mark.database("sqlite", "postgresql")
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    newest=st.sampled_from([2, 4000]),
    written=st.lists(WRITTEN, max_size=12),
    words=st.lists(st.text(st.sampled_from(LETTERS), min_size=1, max_size=4), max_size=2),
    disposed=st.booleans(),
    moved=st.integers(-2, 2),
)
def test_the_same_is_found_as_by_reading_everything(
    office: Office,
    cases: list[str],
    newest: int,
    written: list[Written],
    words: list[str],
    disposed: bool,
    moved: int,
) -> None:
    with pytest.MonkeyPatch.context() as patch, office.store.writing() as session:
        patch.setattr(looking, "_NEWEST", newest)
        patch.setattr(looking, "_NEWEST_AMONG", newest)
        patch.setattr(looking, "_AT_ONCE", newest)
        for one in written:
            _write(session, office, cases, one)
        last = session.get_one(Case, cases[-1])
        last.disposed_on = START.date() if disposed else None
        last.received_at += timedelta(hours=moved)
        session.flush()
        must_be_true(session)
        for looked in (words_of(" ".join(words)), *_parts(written)):
            if looked:
                for audience in (PANEL, COMMISSIONER, agency(office.police_id)):
                    expected = looked_at_one_by_one(session, looked, audience)
                    for where in _everywhere(cases):
                        found = _found(session, office, looked, audience, where)
                        assert list(found) == expected
        session.rollback()


def _parts(written: Sequence[Written]) -> Iterator[tuple[str, ...]]:
    """Parts of what was written, to be looked for."""
    for one in written[:4]:
        for word in words_of(one.words)[:2]:
            yield (word,)
            yield (word[1:4],) if word[1:4] else ()
    yield ("er-2026",)
    yield ("sample", "mrs")


def _everywhere(cases: Sequence[str]) -> list[dict[str, Any]]:
    """Ways to say that every case is worth looking at."""
    return [{}, {"within": cases}, {"among": lambda case_id: case_id.in_(cases)}]


def _found(
    session: Session,
    office: Office,
    words: Sequence[str],
    audience: Audience,
    where: dict[str, Any],
) -> Iterator[tuple[str, str]]:
    hits = search_cases(
        session, office.council_id, words, lambda ids: dict.fromkeys(ids, audience), **where
    )
    return ((hit.case_id, hit.entry_id) for hit in hits)


def _write(session: Session, office: Office, cases: Sequence[str], one: Written) -> None:
    table, case_id = one.table, cases[one.case]
    place = next(place for place in PLACES if place.table is table)
    values: dict[str, Any] = {place.columns[one.column % len(place.columns)]: one.words}
    if table is Case:
        values = {"reference": f"ER-2026-{one.words[:12]}{one.case}"}
    if table is Party and one.column % 3:
        values = {"address": [one.words]} if one.column % 3 == 1 else {"postcode": one.words}
    mine = table.id if table is Case else table.case_id
    rows = session.exec(select(table).where(mine == case_id).order_by(col(table.id))).all()
    if rows and (one.again or table in (Case, Application)):
        row = rows[one.column % len(rows)]
        if one.day == 3 and table in (Party,):
            session.delete(row)
        for name, value in values.items():
            setattr(row, name, value)
    else:
        row = _new(session, office, case_id, one, values)
    if hasattr(row, "mark"):
        row.mark, row.named_agencies = one.mark, [office.police_id]
    session.flush()


def _new(
    session: Session, office: Office, case_id: str, one: Written, values: dict[str, Any]
) -> Any:
    columns = set(one.table.model_fields)
    day = START.date() - timedelta(days=one.day) if one.day else None
    given: dict[str, Any] = {
        "when_from": day,
        "when_to": day,
        "when_precision": Precision.RANGE if day else Precision.UNKNOWN,
        "entered_at": datetime(2026, 11, 2, tzinfo=UTC),
        "decided_at": datetime(2026, 11, 2, tzinfo=UTC),
        "kind": DecisionKind.OTHER if one.table is Decision else "visit",
        "role": PartyRole.ALLEGED if one.day else PartyRole.WITNESS,
        "number": 9,
        "agency_id": office.police_id if one.day == 2 else None,
    }
    if one.table is Decision:
        given["meeting_id"] = session.exec(select(Decision.meeting_id)).first()
    row = one.table(
        council_id=office.council_id,
        case_id=case_id,
        **{**{name: value for name, value in given.items() if name in columns}, **values},
    )
    session.add(row)
    return row
