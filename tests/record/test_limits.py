"""What is too long or too large is told in plain words, before anything is kept."""

from __future__ import annotations

import pytest

from conference.errors import BadInput
from conference.forms import NewIncident, NewParty
from conference.record.limits import LARGEST, LONGEST, LONGEST_MADE, _problems
from conference.record.rows import TABLES
from conference.record.tables import Delivery, Meeting
from conference.review import evidence, intake
from tests.every_row import is_words, table_default
from tests.office import Office


def test_a_text_of_a_books_length_is_refused_and_nothing_of_the_act_is_kept(
    office: Office,
) -> None:
    case_id = office.receive()
    before = office.acts(case_id)
    with pytest.raises(BadInput) as refused:
        evidence.add_incident(
            office.officer, case_id, NewIncident(office.day(3), "x" * (LONGEST + 1))
        )
    (problem,) = refused.value.problems
    assert str(problem) == f"summary: {LONGEST + 1:,} characters; at most {LONGEST:,}"
    assert "x" * 50 not in str(refused.value)
    assert office.acts(case_id) == before
    evidence.add_incident(office.officer, case_id, NewIncident(office.day(3), "x" * LONGEST))


def test_a_list_and_a_name_are_measured_as_well(office: Office) -> None:
    long = "n" * (LONGEST + 1)
    for party in (NewParty(long), NewParty("N. Name", address=("1 High Street", long))):
        with pytest.raises(BadInput, match="at most"):
            intake.receive(office.officer, office.application(applicant=party))


def test_no_column_of_words_takes_more_than_its_limit() -> None:
    looked_at = 0
    for name, table in TABLES.items():
        for column in table.__table__.columns:
            if not is_words(name, column):
                continue
            long = "x" * (LONGEST_MADE + 1)
            empty = table_default(name, column.name)
            value = {"a": long} if isinstance(empty, dict) else [long]
            row = table(**{column.name: value if isinstance(empty, dict | list) else long})
            (problem,) = _problems(row)
            assert "at most" in str(problem)
            looked_at += 1
    assert looked_at > 150


def test_a_short_column_and_a_number_are_held_to_what_every_database_takes(
    office: Office,
) -> None:
    case_id = office.after_meeting()
    of = {"council_id": office.council_id, "case_id": case_id}
    for row in (
        Meeting(booked_minutes=LARGEST + 1, **of),
        Delivery(letter_id="x", channel="c" * 21, **of),
    ):
        with pytest.raises(BadInput, match="at most"), office.record() as session:
            session.add(row)
            session.flush()
