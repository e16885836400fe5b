"""Bare rows: the same values as the usual way gives, and damaged ones told as such."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy import bindparam
from sqlmodel import Session

from conference.errors import Unavailable
from conference.record.bare import Question, ask
from conference.record.facts import case_dates
from conference.record.tables import Base, Case, CaseRow, InformationRequest
from conference.steps import stage
from conference.views import RequestState
from tests.every_row import keep_every_row
from tests.office import Office


class NeverKept(Exception):
    """Ends a transaction of which nothing stays."""


def tables_of_a_case() -> list[Any]:
    """Each table that holds rows of a case."""
    classes = (mapper.class_ for mapper in Base._sa_registry.mappers)
    return [sqlalchemy.inspect(one).local_table for one in classes if issubclass(one, CaseRow)]


def of_case(table: Any) -> sqlalchemy.Select[Any]:
    wanted = sqlalchemy.select(table).where(table.c.case_id == bindparam("case_id"))
    return wanted.order_by(table.c.id)


def test_every_value_is_the_one_the_usual_way_gives(office: Office) -> None:
    case_id = office.in_evidence()
    tables = tables_of_a_case()
    with pytest.raises(NeverKept), office.record() as session:
        keep_every_row(session, office, case_id)
        answers = ask(session, [Question(of_case(one)) for one in tables], {"case_id": case_id})
        for table, rows in zip(tables, answers, strict=True):
            usual = session.connection().execute(of_case(table), {"case_id": case_id}).all()
            assert rows, table.name
            assert [tuple(row) for row in rows] == [tuple(row) for row in usual], table.name
            assert [row.id for row in rows] == [row.id for row in usual]
        raise NeverKept


def test_what_the_question_itself_compares_with_is_asked_too(office: Office) -> None:
    case_id = office.in_evidence()
    table = sqlalchemy.inspect(InformationRequest).local_table
    one_state = [Question(of_case(table).where(table.c.state == state)) for state in RequestState]
    with office.store.reading() as session:
        by_state = ask(session, one_state, {"case_id": case_id})
        (every,) = ask(session, [Question(of_case(table))], {"case_id": case_id})
    assert sum(map(len, by_state)) == len(every) > 0
    for state, rows in zip(RequestState, by_state, strict=True):
        assert {row.state for row in rows} <= {state}


def test_a_question_that_finds_nothing_has_no_rows(office: Office) -> None:
    questions = [Question(of_case(one)) for one in tables_of_a_case()]
    with office.store.reading() as session:
        assert not any(ask(session, questions, {"case_id": "no such case"}))


def test_a_statement_is_made_once(office: Office) -> None:
    question = Question(of_case(tables_of_a_case()[0]))
    with office.store.reading() as session:
        dialect = session.connection().dialect
        assert question.compiled(dialect) is question.compiled(dialect)


def test_the_dates_of_a_case_are_those_of_the_act_in_hand(office: Office) -> None:
    case_id = office.in_evidence()

    def as_it_is(session: Session) -> None:
        case = session.get_one(Case, case_id)
        assert stage(case_dates(session, case)) == case.stage

    with office.store.reading() as session:
        as_it_is(session)
    with pytest.raises(NeverKept), office.record() as session:
        case = session.get_one(Case, case_id)
        case.closed_on = office.officer.today
        session.flush()
        assert case_dates(session, case).closed == office.officer.today
        raise NeverKept


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("column", "value"),
    [("mark", "nobody's"), ("when_from", "the 3rd"), ("named_agencies", "[")],
)
def test_a_value_that_cannot_be_is_told_as_damage(
    office: Office, council_file: Path, column: str, value: str
) -> None:
    case_id = office.in_evidence()
    office.store.close()
    with closing(sqlite3.connect(council_file)) as altered, altered:
        altered.execute(f"UPDATE incident SET {column} = ?", (value,))
    with pytest.raises(Unavailable, match="damaged"):
        office.case(case_id)


@pytest.mark.database("sqlite")
def test_bytes_that_are_no_text_are_told_as_damage(office: Office, council_file: Path) -> None:
    case_id = office.in_evidence()
    office.store.close()
    with closing(sqlite3.connect(council_file)) as altered, altered:
        altered.execute("UPDATE incident SET summary = CAST(X'ff41' AS TEXT)")
    with pytest.raises(Unavailable, match="damaged"):
        office.case(case_id)


@pytest.mark.database("sqlite")
def test_a_table_that_is_gone_is_told(office: Office, council_file: Path) -> None:
    case_id = office.in_evidence()
    office.store.close()
    with closing(sqlite3.connect(council_file)) as altered, altered:
        altered.execute("DROP TABLE progress")
    with pytest.raises(Unavailable, match="not as Case Conference makes them"):
        office.case(case_id)
