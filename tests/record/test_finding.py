"""The index of words: true after every act, made again where it is missing, gone with its case."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, delete, select

from conference.errors import Refused
from conference.forms import NewParty
from conference.record import copies
from conference.record.disposing import empty_case
from conference.record.finding import look
from conference.record.finding.filling import fill
from conference.record.finding.tables import ENTRY
from conference.record.store import Store, _Purpose
from conference.record.tables import Action, Case, History, Incident, Party
from conference.review import evidence
from conference.review.proof import check_case, check_council
from conference.review.searching import make_index_again, search
from conference.views import HitKind
from tests.index import must_be_true
from tests.office import Office, set_up_another


def test_the_index_holds_what_a_whole_review_recorded(office: Office) -> None:
    office.after_meeting()
    office.receive(applicant=NewParty("Zoë Żółkiewska", address=("Łąkowa 3",), postcode="DE7 1AA"))
    with office.record() as session:
        assert must_be_true(session) >= 20


def test_an_index_that_somebody_was_at_is_told_and_made_again(office: Office) -> None:
    """An entry was taken out of it behind the program's back: the case is hidden from a search."""
    case_id = office.receive()
    with office.store._connecting(_Purpose.WRITE) as connection:
        connection.execute(delete(ENTRY).where(ENTRY.c.kind == HitKind.PERSON))
    faults = (*check_case(office.officer, case_id).faults, *check_council(office.officer).faults)
    assert any("conference find --rebuild" in one for one in faults)
    with pytest.raises(Refused):
        make_index_again(office.police)
    make_index_again(office.administrator)
    with office.record() as session:
        must_be_true(session)
    assert check_case(office.officer, case_id).faults == ()
    assert check_council(office.officer).faults == ()
    with office.store.reading() as session:
        made = select(History.actor).where(History.act == "made the search index again")
        assert session.exec(made).all() == [office.administrator.person.name]


def test_words_that_were_corrected_are_found_and_those_before_are_not(office: Office) -> None:
    case_id = office.in_evidence()
    evidence.log_action(office.officer, case_id, office.action(outcome="A heron was seen"))
    with office.record() as session:
        session.exec(select(Action)).one().outcome = "A bittern was seen"
    assert search(office.officer, "bittern")
    assert not search(office.officer, "heron")
    with office.record() as session:
        must_be_true(session)


def test_a_row_that_was_removed_is_not_found(office: Office) -> None:
    office.receive()
    with office.record() as session:
        incident = session.exec(select(Incident).order_by(col(Incident.id))).first()
        party = session.exec(select(Party)).one()
        party.name = ""
        session.delete(party)
        assert incident is not None
        incident.summary = "Only this is new"
        session.flush()
        must_be_true(session)
    assert not search(office.officer, "sample")


def test_a_case_that_is_put_at_another_moment_takes_its_entries_with_it(office: Office) -> None:
    first = office.receive()
    office.clock.tick()
    second = office.receive()
    assert [hit.case_id for hit in search(office.officer, "sample")] == [second, first]
    with office.record() as session:
        case = session.get_one(Case, first)
        case.received_at += timedelta(days=1)
        session.flush()
        must_be_true(session)
    assert [hit.case_id for hit in search(office.officer, "sample")] == [first, second]


def test_what_is_not_kept_is_not_found(office: Office) -> None:
    case_id = office.receive()
    with office.record() as session:
        before = must_be_true(session)
    with pytest.raises(ZeroDivisionError), office.store.writing() as session:
        incident = session.exec(select(Incident)).all()[0]
        incident.summary = "A heron was seen"
        session.add(Party(**{**_ids(office, case_id), "name": "Mr Heron", "role": "witness"}))
        session.flush()
        assert must_be_true(session) == before + 1
        raise ZeroDivisionError
    with office.record() as session:
        assert must_be_true(session) == before
    assert not search(office.officer, "heron")


def _ids(office: Office, case_id: str) -> dict[str, Any]:
    return {"council_id": office.council_id, "case_id": case_id}


@pytest.mark.database("sqlite")
def test_a_disposed_case_leaves_no_run_of_its_letters_in_the_file(office: Office) -> None:
    gone = office.receive(applicant=NewParty("Qxzjkv Wvvbqq"))
    office.receive()
    assert _runs(office) >= {"qxz", "zjk", "vbq"}
    with office.record() as session:
        case = session.get_one(Case, gone)
        case.disposed_on = office.clock.today
        empty_case(session, case)
        session.flush()
        assert must_be_true(session)
    assert office.store.forget_deleted()
    left = _runs(office)
    assert left
    assert not left & {"qxz", "xzj", "zjk", "jkv", "wvv", "vvb", "vbq", "bqq"}
    assert all(b"qxz" not in one.read_bytes() for one in _folder(office).iterdir())


def _folder(office: Office) -> Path:
    assert office.store.file is not None
    return office.store.file.parent


def _runs(office: Office) -> set[str]:
    """Every run of letters that the full-text table still knows, in whatever entry."""
    with closing(sqlite3.connect(str(office.store.file))) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.known USING fts5vocab(main, found_gram, row)")
        return {term for (term,) in connection.execute("SELECT term FROM temp.known")}


@pytest.mark.database("postgresql")
def test_a_disposed_case_leaves_no_run_of_its_letters_on_the_server(office: Office) -> None:
    gone = office.receive(applicant=NewParty("Qxzjkv Wvvbqq"))
    with office.record() as session:
        case = session.get_one(Case, gone)
        case.disposed_on = office.clock.today
        empty_case(session, case)
        session.flush()
        assert must_be_true(session) == 0
    assert office.store.forget_deleted()
    assert not search(office.officer, "qxzjkv")


def test_a_copy_holds_no_index_and_finds_again_where_it_is_restored(
    office: Office, tmp_path: Path
) -> None:
    office.after_meeting()
    with office.record() as session:
        entries = must_be_true(session)
    content = copies.copy_of(office.officer.store)
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(content)
        assert copy.execute("SELECT count(*) FROM found_entry").fetchone() == (0,)
    file = tmp_path / "restored.db"
    file.write_bytes(content)
    restored = Store(str(file))
    restored.prepare()
    with restored.across().reading() as session:
        assert session.connection().execute(ENTRY.select()).all()
    with restored.across().writing() as session:
        assert must_be_true(session) == entries
    restored.close()


def test_an_index_that_was_lost_is_made_again_when_the_record_is_opened(office: Office) -> None:
    office.after_meeting()
    with office.record() as session:
        entries = must_be_true(session)
        session.connection().execute(ENTRY.delete())
        if office.store.is_sqlite:
            session.connection().exec_driver_sql(
                "INSERT INTO found_gram(found_gram) VALUES('delete-all')"
            )
    office.store.prepare()
    with office.record() as session:
        assert must_be_true(session) == entries
        fill(session.connection(), office.council_id)
        assert must_be_true(session) == entries


def test_the_index_of_one_council_is_not_for_another(office: Office) -> None:
    office.after_meeting()
    other_id = set_up_another(office.store)
    other = office.store.within(other_id)
    with other.writing() as session:
        if not office.store.is_sqlite:
            assert session.connection().execute(ENTRY.select()).all() == []
        for among in (None, lambda case_id: case_id != ""):
            parts = look(session.connection(), other_id, ("sample",), among=among)
            assert list(parts) == []
    with office.officer.store.reading() as session:
        assert list(look(session.connection(), office.council_id, ("sample",)))
