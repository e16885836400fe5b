"""The history: whatever is changed in it afterwards shows."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import delete, insert, update
from sqlmodel import col, select

from conference.forms import NewAgency, NewRequest
from conference.record import history
from conference.record.proof import proof_of_council
from conference.record.tables import Chain, History
from conference.review import evidence, people, reading, recommendations
from conference.review.desk import Desk
from conference.views import AgencyKind, AgencyRole
from tests.office import Office
from tests.record.test_store import together


def case_with_history(office: Office) -> str:
    case_id = office.in_evidence()
    evidence.log_action(office.police, case_id, office.action())
    reading.read_case(office.chair, case_id)
    assert reading.history_faults(office.officer, case_id) == []
    return case_id


def tamper(office: Office, chain_id: str, *statements: Any) -> list[str]:
    """The faults found after tampering, which is then undone."""
    with office.store.writing() as session:
        for statement in statements:
            session.connection().execute(statement)
        found = history.faults(session, chain_id)
        session.rollback()
        session.connection()
        return found


def entries(office: Office, chain_id: str) -> list[History]:
    with office.store.reading() as session:
        found = select(History).where(History.chain_id == chain_id)
        return list(session.exec(found.order_by(col(History.number))))


def of(chain_id: str, number: int) -> Any:
    return (col(History.chain_id) == chain_id) & (col(History.number) == number)


def changed(value: Any) -> Any:
    """Another value of the same kind."""
    match value:
        case int():
            return value + 100
        case str():
            return f"{value}x"[-32:]
        case dict():
            return {**value, "note": ["", "altered"]}
        case _:
            return value + timedelta(seconds=1)


ALTERED = (
    "number",
    "at",
    "actor_id",
    "actor",
    "act",
    "subject",
    "subject_id",
    "details",
    "details_digest",
    "digest",
)


def test_a_change_to_any_column_of_an_entry_shows(office: Office) -> None:
    case_id = case_with_history(office)
    entry = entries(office, case_id)[3]
    for column in ALTERED:
        value = changed(getattr(entry, column))
        faults = tamper(
            office, case_id, update(History).where(History.id == entry.id).values({column: value})
        )
        assert any(f"entry {entry.number}" in fault for fault in faults), column


def test_an_entry_moved_to_another_case_shows_in_both(office: Office) -> None:
    one, other = case_with_history(office), office.receive()
    last = entries(office, one)[-1].number
    move = update(History).where(of(one, last)).values(chain_id=other, case_id=other, number=1000)
    assert tamper(office, one, move)
    assert tamper(office, other, move)


def test_a_removed_entry_shows_wherever_it_stood(office: Office) -> None:
    case_id = case_with_history(office)
    length = len(entries(office, case_id))
    for number in (1, length // 2, length):
        assert tamper(office, case_id, delete(History).where(of(case_id, number))), number


def test_swapped_entries_show(office: Office) -> None:
    case_id = case_with_history(office)
    swap = [
        update(History).where(of(case_id, old)).values(number=new)
        for old, new in ((3, 1003), (4, 3), (1003, 4))
    ]
    assert any("entry 3" in fault for fault in tamper(office, case_id, *swap))


def test_an_inserted_entry_shows(office: Office) -> None:
    case_id = case_with_history(office)
    last = entries(office, case_id)[-1]
    forged = {**last.model_dump(), "id": "f" * 32, "number": last.number + 1, "act": "forged"}
    faults = tamper(office, case_id, insert(History).values(forged))
    assert any(f"entry {last.number + 1}" in fault for fault in faults)


def test_a_chain_cut_short_shows_in_its_head(office: Office) -> None:
    case_id = case_with_history(office)
    kept = entries(office, case_id)[4]
    cut = delete(History).where(col(History.chain_id) == case_id, col(History.number) > kept.number)
    assert tamper(office, case_id, cut) == ["the chain's head does not match its last entry"]
    head = update(Chain).where(col(Chain.id) == case_id).values(length=kept.number)
    assert tamper(office, case_id, cut, head)


def test_details_can_be_disposed_of_and_only_that_shows(office: Office) -> None:
    case_id = case_with_history(office)
    disposed = update(History).where(of(case_id, 1)).values(details={})
    assert tamper(office, case_id, disposed) == ["the details of entry 1 were changed"]


def test_many_writers_on_one_case_keep_one_chain_and_nobody_is_turned_away(office: Office) -> None:
    case_id = office.in_evidence()
    asked = NewRequest(office.housing_id, "Everything")
    before = office.case(case_id).history[0].number

    def police() -> None:
        for _ in range(6):
            evidence.log_action(office.police, case_id, office.action())

    def officer() -> None:
        for _ in range(6):
            evidence.ask(office.officer, case_id, asked)

    def reader() -> None:
        for _ in range(6):
            reading.read_case(office.chair, case_id)

    assert together([police, officer, reader]) == []
    assert reading.history_faults(office.officer, case_id) == []
    with office.store.reading() as session:
        assert proof_of_council(session, office.council_id).faults == ()
    assert office.case(case_id).history[0].number == before + 18
    assert len(office.case(case_id).actions) == 6


def test_recommendations_made_at_once_get_numbers_of_their_own(office: Office) -> None:
    case_id = office.in_evidence()

    def recommend(desk: Desk) -> None:
        for _ in range(6):
            recommendations.recommend(desk, case_id, office.recommendation())

    assert together([partial(recommend, desk) for desk in (office.chair, office.officer)]) == []
    numbers = [row.number for row in office.case(case_id).recommendations]
    assert numbers == list(range(1, 13))
    assert reading.history_faults(office.officer, case_id) == []


def test_the_councils_own_acts_have_a_chain_too(office: Office) -> None:
    people.add_agency(
        office.officer, NewAgency("Fire service", AgencyKind.OTHER, AgencyRole.CONTRIBUTOR)
    )
    with office.store.reading() as session:
        assert history.faults(session, office.council_id) == []
        acts = session.exec(select(History.act).where(History.chain_id == office.council_id)).all()
    assert list(acts) == ["set the council up", "added an agency"]
