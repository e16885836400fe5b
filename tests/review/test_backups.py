"""A backup holds the whole record, is checked, and restores into either kind of database."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from conference.errors import BadInput, ConferenceError, Refused, Unavailable
from conference.exchange.sealing import Opening, Sealing
from conference.record.proof import proof_of_council
from conference.record.store import Store
from conference.record.tables import History
from conference.review import backups, drafts, evidence, outcome, reading, recommendations
from conference.review.councils import councils
from conference.views import Channel
from tests.office import Office, set_up_another
from tests.released import record_of_0_1

OPEN = Opening()


def backup_of(office: Office, sealing: Sealing = Sealing()) -> bytes:  # noqa: B008 - frozen
    kept: list[bytes] = []

    def keep(content: bytes, check: backups.Check) -> None:
        check(content)
        kept.append(content)

    backups.back_up(office.administrator, sealing, keep)
    [content] = kept
    return content


def restored(office: Office, content: bytes, place: str, **more: bool) -> Office:
    """The office at the restored record."""
    found = backups.open_backup(content, OPEN)
    backups.restore(found, place, clock=office.clock, actor="ICT", **more)
    return Office.in_store(Store(place))


def changed(content: bytes, statement: str) -> bytes:
    """The backup after somebody altered the record in it."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        database.execute(statement)
        database.commit()
        return database.serialize()


@pytest.fixture
def case_id(office: Office) -> str:
    """A case with frozen files, and a row that points to an earlier one of its own table."""
    case_id = office.after_meeting()
    [row] = office.case(case_id).recommendations
    letter_id = office.outcome_letter(case_id)
    outcome.issue(office.officer, case_id, letter_id, channel=Channel.POST)
    office.plan(case_id)
    again = office.recommendation(what="Patrol every week")
    recommendations.carry_forward(office.chair, case_id, row.id, again)
    return case_id


def test_the_case_is_walked_on_in_a_new_place_of_either_kind(
    office: Office, case_id: str, empty_place: str
) -> None:
    before = office.case(case_id)
    drafts.keep(office.police, "note", {"words": "half a sent"})
    with_history = reading.read_history(office.officer, case_id)
    there = restored(office, backup_of(office), empty_place)
    after = there.case(case_id)
    assert replace(after, history=()) == replace(before, history=())
    assert reading.history_faults(there.officer, case_id) == []
    assert reading.read_history(there.officer, case_id)[-len(with_history) :] == with_history
    assert drafts.kept(there.police, "note") == {"words": "half a sent"}
    evidence.log_action(there.police, case_id, there.action(outcome="Nobody was in."))
    assert len(there.case(case_id).actions) == len(before.actions) + 1
    assert reading.history_faults(there.officer, case_id) == []
    there.store.close()


def test_making_and_restoring_stand_in_the_councils_history(
    office: Office, case_id: str, tmp_path: Path
) -> None:
    content = backup_of(office)
    there = restored(office, content, str(tmp_path / "new.db"))
    assert council_acts(office)[-1] == ("Ada Administrator", "made a backup")
    assert council_acts(there)[-1] == ("ICT", "restored a backup")
    with there.store.reading() as session:
        assert proof_of_council(session, there.council_id).faults == ()
    there.store.close()


def council_acts(office: Office) -> list[tuple[str, str]]:
    with office.store.reading() as session:
        found = session.exec(
            select(History.actor, History.act)
            .where(History.chain_id == office.council_id)
            .order_by(text("number"))
        )
        return [(actor, act) for actor, act in found]


def test_it_is_of_one_moment_while_people_work(office: Office, case_id: str) -> None:
    stopped = threading.Event()
    wrong: list[Exception] = []

    def work() -> None:
        while not stopped.is_set():
            try:
                evidence.log_action(office.police, case_id, office.action())
            except ConferenceError as error:
                wrong.append(error)

    at_work = threading.Thread(target=work)
    at_work.start()
    try:
        sizes = [backups.open_backup(backup_of(office), OPEN)[1] for _ in range(4)]
    finally:
        stopped.set()
        at_work.join()
    assert wrong == []
    assert [facts.faults for facts in sizes] == [()] * 4
    assert sizes[-1].rows > sizes[0].rows


def test_an_encrypted_one_opens_with_its_key(office: Office, case_id: str) -> None:
    from tests.exchange.test_sealing import key

    secret, public = key()
    content = backup_of(office, Sealing(recipients=(public,)))
    assert b"SQLite" not in content
    _, facts = backups.open_backup(content, Opening(identities=(secret,)))
    assert (facts.council, facts.cases, facts.faults) == ("Erewash Borough Council", 1, ())


# What is refused --------------------------------------------------------------------------------

sqlite = pytest.mark.database("sqlite")


@sqlite
def test_only_an_administrator_makes_one(office: Office) -> None:
    def keep(_content: bytes, _check: backups.Check) -> None:
        pytest.fail("it was given out")

    with pytest.raises(Refused, match="You may not make a backup"):
        backups.back_up(office.officer, Sealing(), keep)
    assert council_acts(office)[-1] == (
        "Olive Officer",
        "was refused: make a backup of the record",
    )


@sqlite
def test_a_backup_that_cannot_be_written_leaves_no_word_that_it_was_made(office: Office) -> None:
    def full(_content: bytes, _check: backups.Check) -> None:
        raise Unavailable("The disk is full.")

    with pytest.raises(Unavailable):
        backups.back_up(office.administrator, Sealing(), full)
    assert council_acts(office)[-1][1] == "set the council up"


@pytest.fixture
def content(office: Office) -> bytes:
    office.after_meeting()
    return backup_of(office)


@sqlite
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda content: content[: len(content) // 2], "damaged or not whole"),
        (lambda content: content[:90], "damaged or not whole"),
        (lambda content: content[:4096] + b"\xff" * 4096 + content[8192:], "damaged or not whole"),
        (lambda _: b"", "not a backup"),
        (lambda _: b"%PDF-1.7 a letter", "not a backup"),
        (lambda content: changed(content, "UPDATE alembic_version SET version_num = '9'"), "newer"),
        (lambda content: changed(content, "DROP TABLE alembic_version"), "not one of"),
        (lambda content: changed(content, "DROP TABLE history"), "table history is missing"),
        (lambda content: changed(content, "UPDATE person SET council_id = 'x'"), "damaged"),
    ],
    ids=["half", "head", "page", "empty", "pdf", "newer", "foreign", "table", "orphan"],
)
def test_what_is_no_whole_backup_is_refused_in_words(
    content: bytes, spoil: Callable[[bytes], bytes], words: str
) -> None:
    with pytest.raises((BadInput, Unavailable), match=words):
        backups.open_backup(spoil(content), OPEN)


@sqlite
def test_an_altered_record_is_restored_only_when_that_is_said(
    office: Office, content: bytes, tmp_path: Path
) -> None:
    altered = changed(content, "UPDATE history SET actor = 'Nobody' WHERE number = 2")
    with pytest.raises(Refused, match=r"was altered: .*entry 2 was changed"):
        restored(office, altered, str(tmp_path / "new.db"))
    assert list(tmp_path.glob("new.db*")) == []
    restored(office, altered, str(tmp_path / "new.db"), altered=True).store.close()


@sqlite
def test_a_record_that_was_altered_can_be_copied_as_proof(office: Office) -> None:
    office.after_meeting()
    with office.store.writing() as session:
        session.connection().exec_driver_sql("UPDATE history SET act = 'x' WHERE number = 3")
    facts = backups.back_up(office.administrator, Sealing(), lambda content, check: check(content))
    assert any("entry 3 was changed" in fault for fault in facts.faults)


# Where something stands -------------------------------------------------------------------------


@sqlite
def test_a_record_that_stands_there_is_put_aside_whole(
    office: Office, content: bytes, tmp_path: Path
) -> None:
    place = tmp_path / "reviews.db"
    first = restored(office, content, str(place))
    evidence_id = first.receive()
    first.store.close()
    with pytest.raises(Refused, match="There is a record"):
        restored(office, content, str(place))
    found = backups.open_backup(content, OPEN)
    done = backups.restore(found, str(place), clock=office.clock, actor="ICT", replace=True)
    assert done.aside == tmp_path / "reviews-before-2026-11-02-0931.db"
    old = Office.in_store(Store(str(done.aside)))
    assert old.case(evidence_id).reference == "ER-2026-0002"
    old.store.close()
    again = backups.restore(found, str(place), clock=office.clock, actor="ICT", replace=True)
    assert again.aside == tmp_path / "reviews-before-2026-11-02-0931-2.db"


@sqlite
def test_a_program_that_has_it_open_goes_on_with_what_was_restored(
    office: Office, content: bytes
) -> None:
    office.receive()
    file = office.store.file
    assert file is not None
    found = backups.open_backup(content, OPEN)
    backups.restore(found, str(file), clock=office.clock, actor="ICT", replace=True)
    assert [line.reference for line in reading.read_caseload(office.officer)] == ["ER-2026-0001"]


@sqlite
def test_what_is_restored_is_for_its_owner_alone(
    office: Office, content: bytes, tmp_path: Path
) -> None:
    place = tmp_path / "new" / "reviews.db"
    restored(office, content, str(place)).store.close()
    assert place.stat().st_mode & 0o077 == 0
    assert place.parent.stat().st_mode & 0o077 == 0


@sqlite
def test_where_it_cannot_be_written_nothing_is_lost(
    office: Office, content: bytes, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Unavailable, match="cannot be restored"):
        restored(office, content, str(tmp_path / "file" / "reviews.db"))


@pytest.mark.database("postgresql")
def test_a_servers_database_must_not_hold_the_council(office: Office, place: str) -> None:
    content = backup_of(office)
    assert backups.stands_at(place)
    with pytest.raises(Refused, match="is in that database already"):
        restored(office, content, place)


@pytest.mark.database("postgresql")
def test_a_backup_is_of_one_council_and_restores_beside_another(
    office: Office, case_id: str, empty_place: str
) -> None:
    other = Office.in_store(office.store.within(set_up_another(office.store)))
    theirs = other.after_meeting(impact="Zanzibar all night.")
    content = backup_of(office)
    assert b"Zanzibar" not in content
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        assert database.execute("SELECT code FROM council").fetchall() == [("ER",)]
    backups.restore(
        backups.open_backup(backup_of(other), OPEN), empty_place, clock=office.clock, actor="ICT"
    )
    backups.restore(
        backups.open_backup(content, OPEN), empty_place, clock=office.clock, actor="ICT"
    )
    there = Office.in_store(Store(empty_place).within(office.council_id))
    assert [line.id for line in reading.read_caseload(there.officer)] == [case_id]
    assert council_acts(there)[-1] == ("ICT", "restored a backup")
    there.store.close()
    again = Office.in_store(Store(empty_place).within(other.council_id))
    assert [line.id for line in reading.read_caseload(again.officer)] == [theirs]
    assert council_acts(again)[-1] == ("ICT", "restored a backup")
    again.store.close()


@pytest.mark.database("sqlite")
def test_a_file_with_another_council_in_it_is_not_put_aside_for_one(
    office: Office, place: str
) -> None:
    other = Office.in_store(office.store.within(set_up_another(office.store)))
    other.receive(impact="Zanzibar all night.")
    content = backup_of(office)
    assert b"Zanzibar" not in content
    with pytest.raises(Refused, match="also holds Amber Valley"):
        restored(office, content, place, replace=True)
    assert len(councils(office.store)) == 2


@sqlite
def test_one_of_an_earlier_version_is_brought_up_to_date(office: Office, tmp_path: Path) -> None:
    there = restored(office, record_of_0_1(), str(tmp_path / "new.db"))
    assert there.receive()
    there.store.close()
