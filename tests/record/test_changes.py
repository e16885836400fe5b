"""Being told of what others record, within a moment, and only of that."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlmodel import select

from conference.errors import NotFound, Refused
from conference.forms import NewPerson
from conference.record import history
from conference.record.changes import Changes, Notice, Watching
from conference.record.changes import sqlite as file_changes
from conference.record.changes.watching import Away, Touched
from conference.record.store import Store
from conference.record.tables import Attendance
from conference.review import drafts, evidence, intake, live, people, reading
from conference.review.desk import Desk
from tests.fake_changes import FakeChanges
from tests.office import Office

PATIENCE = 300.0
"""Seconds for what is bound to come."""
QUIET = 0.7
"""Seconds after which nothing comes any more: longer than the slowest look."""


class Told:
    """Somebody who notes what they are told."""

    def __init__(self) -> None:
        self.notices: list[Notice] = []
        self._more = threading.Condition()

    def __call__(self, notice: Notice) -> None:
        with self._more:
            self.notices.append(notice)
            self._more.notify_all()

    def waits_for(self, *notices: Notice) -> None:
        """Until these were told, one after the other."""

        def all_came() -> bool:
            rest = iter(self.notices)
            return all(one in rest for one in notices)

        with self._more:
            assert self._more.wait_for(all_came, PATIENCE), self.notices

    def waits_for_any(self) -> None:
        """Until anything was told."""
        with self._more:
            assert self._more.wait_for(lambda: self.notices, PATIENCE)

    def hears_nothing(self) -> None:
        time.sleep(QUIET)
        assert self.notices == []

    def forgets(self) -> None:
        time.sleep(QUIET)
        self.notices.clear()


@contextmanager
def watching(desk: Desk, case_id: str | None = None) -> Iterator[Told]:
    told = Told()
    watch = live.watch(desk, case_id, told)
    try:
        yield told
    finally:
        watch.stop()


@contextmanager
def elsewhere(office: Office) -> Iterator[Office]:
    """The same record opened by another program."""
    store = Store(office.store.url.render_as_string(hide_password=False))
    yield Office.in_store(store)
    store.close()


def listeners() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name == "changes"]


def until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


# What is told, and what not ---------------------------------------------------------------------


def test_what_another_program_records_is_told(office: Office) -> None:
    case_id = office.in_evidence()
    with elsewhere(office) as other, watching(office.chair, case_id) as told:
        evidence.log_action(other.police, case_id, other.action())
        told.waits_for(Notice.CHANGED)


def test_once_it_is_told_it_can_be_read(office: Office) -> None:
    case_id = office.in_evidence()
    seen: list[int] = []
    with elsewhere(office) as other:
        watch = live.watch(
            office.chair, case_id, lambda _: seen.append(len(office.case(case_id).actions))
        )
        evidence.log_action(other.police, case_id, other.action())
        until(lambda: seen)
        watch.stop()
    assert seen[0] == 1


def test_ones_own_act_is_told_too(office: Office) -> None:
    case_id = office.receive()
    with watching(office.officer, case_id) as told:
        intake.acknowledge(office.officer, case_id)
        told.waits_for(Notice.CHANGED)


def test_an_act_that_fails_is_not_told(office: Office) -> None:
    case_id = office.in_evidence()
    with watching(office.chair, case_id) as told:
        with pytest.raises(ZeroDivisionError), office.record() as session:
            history.append(
                session,
                council_id=office.council_id,
                case_id=case_id,
                at=office.clock(),
                actor_id="",
                actor="",
                act="did what is taken back",
            )
            1 / 0  # noqa: B018
        told.hears_nothing()


def test_what_somebody_types_is_not_told_until_they_save_it(office: Office) -> None:
    case_id = office.in_evidence()
    with watching(office.chair, case_id) as told, watching(office.officer) as of_all:
        for letters in range(5):
            drafts.keep(office.police, f"action/{case_id}", {"what_was_done": "V" * letters})
        told.hears_nothing()
        assert of_all.notices == []


def test_that_somebody_only_reads_is_not_told(office: Office) -> None:
    case_id = office.in_evidence()
    with watching(office.chair, case_id) as told:
        reading.read_case(office.officer, case_id)
        told.hears_nothing()


def test_another_case_is_told_to_the_caseload_and_not_to_this_case(office: Office) -> None:
    case_id = office.receive()
    with watching(office.officer, case_id) as told, watching(office.officer) as of_all:
        office.receive()
        of_all.waits_for(Notice.CHANGED)
        told.hears_nothing()


def test_what_is_changed_in_the_council_is_told_to_every_case(office: Office) -> None:
    case_id = office.receive()
    with watching(office.officer, case_id) as told:
        form = NewPerson("Nora New", "Officer", ("officer",))
        people.add_person(office.administrator, form)
        told.waits_for(Notice.CHANGED)


# Who may watch ----------------------------------------------------------------------------------


def test_nobody_watches_a_case_they_may_not_know_of(office: Office) -> None:
    case_id = office.receive()
    for desk in (office.police, office.administrator):
        with pytest.raises(NotFound):
            live.watch(desk, case_id, Told())
    with pytest.raises(Refused):
        live.watch(office.administrator, None, Told())


def test_whoever_declared_a_conflict_watches_the_case_no_more(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    live.watch(office.police, case_id, Told()).stop()
    with office.record() as session:
        pete = session.exec(
            select(Attendance).where(Attendance.person_id == office.police.person.id)
        ).one()
        pete.conflict = "His sister lives there."
    with pytest.raises(NotFound):
        live.watch(office.police, case_id, Told())


# The end ----------------------------------------------------------------------------------------


def test_the_thread_ends_with_the_last_watcher_and_nobody_waits_for_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    until(lambda: not listeners())  # Those of an earlier test may just be ending.
    first, second = (live.watch(office.officer, None, Told()) for _ in range(2))
    assert len(listeners()) == 1
    assert all(one.daemon for one in listeners())
    waited: list[threading.Thread] = []
    monkeypatch.setattr(threading.Thread, "join", lambda one, *_: waited.append(one))
    first.stop()
    second.stop()
    second.stop()
    assert not waited
    until(lambda: not listeners())


def test_whoever_stopped_is_told_nothing_more(office: Office) -> None:
    told = Told()
    live.watch(office.officer, None, told).stop()
    with watching(office.officer) as other:
        office.receive()
        other.waits_for(Notice.CHANGED)
    assert told.notices == []


def test_a_closed_store_can_be_watched_again(office: Office) -> None:
    live.watch(office.officer, None, Told())
    office.store.close()
    with watching(office.officer) as told:
        office.receive()
        told.waits_for(Notice.CHANGED)


# A record that goes away ------------------------------------------------------------------------


@pytest.mark.database("postgresql")
def test_a_server_that_drops_the_line_is_lost_and_back_and_heard_again(office: Office) -> None:
    with watching(office.officer) as told:
        address = office.store.url.render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE query LIKE 'LISTEN%' AND datname = current_database()"
            )
        told.waits_for(Notice.LOST, Notice.BACK)
        told.forgets()
        office.receive()
        told.waits_for(Notice.CHANGED)


@pytest.mark.database("sqlite")
def test_a_file_that_is_taken_away_is_lost_and_back_when_it_returns(
    office: Office, tmp_path: Path
) -> None:
    file = office.store.file
    assert file is not None
    away = tmp_path / "away"
    away.mkdir()
    with watching(office.officer) as told:
        parts = list(file.parent.glob(f"{file.name}*"))
        for part in parts:
            shutil.move(part, away / part.name)
        told.waits_for(Notice.LOST)
        for part in parts:
            shutil.move(away / part.name, part)
        told.waits_for(Notice.BACK)
        told.forgets()
        office.receive()
        told.waits_for(Notice.CHANGED)


@pytest.mark.database("sqlite")
def test_a_file_that_was_away_for_a_moment_is_looked_at_again(
    office: Office, tmp_path: Path
) -> None:
    """Whoever looked just then was told that it is gone, and would believe it for a minute."""
    file = office.store.file
    assert file is not None
    with watching(office.officer) as told:
        for _ in range(3):
            file.replace(tmp_path / "away.db")
            (tmp_path / "away.db").replace(file)
        told.waits_for_any()


@pytest.mark.database("sqlite")
def test_a_file_with_another_in_its_place_is_read_again(office: Office, tmp_path: Path) -> None:
    file = office.store.file
    assert file is not None
    office.receive()
    office.store.close()
    backup = Path(shutil.copy(file, tmp_path / "backup.db"))
    with watching(office.officer) as told:
        backup.replace(file)
        told.waits_for(Notice.LOST, Notice.BACK)
        told.forgets()
        office.receive()
        told.waits_for(Notice.CHANGED)


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("way", ["cannot watch", "is deaf"])
def test_where_watching_fails_the_file_is_asked(
    office: Office, monkeypatch: pytest.MonkeyPatch, way: str
):
    monkeypatch.setattr(
        file_changes, "_watcher", lambda _: None if way == "cannot watch" else Deaf()
    )
    with watching(office.officer) as told:
        for number in range(1, 5):
            office.receive()
            until(lambda: len(told.notices) >= number)  # noqa: B023 - waited for at once


class Deaf:
    """A watcher that never hears anything, as on a network drive."""

    def watch(self, _debounce: int, _step: int, timeout: int, ended: threading.Event) -> str:
        ended.wait(timeout / 1000)
        return "timeout"


# Without any database ---------------------------------------------------------------------------


def test_a_record_that_stays_away_is_lost_once(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []

    def listen(_ended: threading.Event) -> Iterator[Touched]:
        tries.append(1)
        if len(tries) < 4:
            raise Away
        yield frozenset()
        _ended.wait()

    told = Told()
    changes = Changes(listen)
    changes.watch(told)
    told.waits_for(Notice.LOST, Notice.BACK)
    changes.close()
    assert told.notices == [Notice.LOST, Notice.BACK]


def test_a_test_can_say_what_changed() -> None:
    told, other = Told(), Told()
    changes = FakeChanges()
    watch: Watching = changes.watch(told, {"a"})
    changes.watch(other, {"b"})
    changes.tell(Notice.CHANGED, frozenset({"a"}))
    changes.tell(Notice.LOST)
    watch.stop()
    changes.tell(Notice.BACK)
    assert told.notices == [Notice.CHANGED, Notice.LOST]
    assert other.notices == [Notice.LOST, Notice.BACK]
