"""A council is carried over whole, proved in its new place, or not at all."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from conference.errors import BadInput, NotFound, Refused, Unavailable
from conference.record import proof
from conference.record.copies import counts_in
from conference.record.store import Store
from conference.review import carrying, drafts, evidence, outcome, reading, recommendations
from conference.review.councils import councils
from conference.review.move import Moved, move
from conference.views import Channel
from tests.databases import PostgresServer
from tests.office import Clock, Office, set_up_another

ROOT = Path(__file__).parents[2]
both_ways = pytest.mark.database("sqlite", "postgresql")


@pytest.fixture(scope="module")
def walked_file(prepared_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a case that has been all the way, to be copied."""
    file = Path(shutil.copy(prepared_file, tmp_path_factory.mktemp("walked") / "laptop.db"))
    office = Office.in_store(Store(str(file)))
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id)
    outcome.issue(office.officer, case_id, letter_id, channel=Channel.POST)
    [row] = office.case(case_id).recommendations
    office.plan(case_id)
    again = office.recommendation(what="Patrol every week")
    recommendations.carry_forward(office.chair, case_id, row.id, again)
    drafts.keep(office.police, "note", {"words": "half a sent"})
    office.store.close()
    return file


@pytest.fixture
def laptop(walked_file: Path, tmp_path: Path) -> Iterator[Office]:
    """The office on a file of its own."""
    office = Office.in_store(Store(str(shutil.copy(walked_file, tmp_path / "reviews.db"))))
    yield office
    office.store.close()


def moved(office: Office, place: str, **more: object) -> Moved:
    return move(str(office.store.file), place, clock=office.clock, actor="ICT", **more)  # type: ignore[arg-type]


def at(place: str, council_id: str) -> Office:
    return Office.in_store(Store(place).within(council_id))


def only_case(office: Office) -> str:
    [line] = reading.read_caseload(office.officer)
    return line.id


@both_ways
def test_into_an_empty_database_and_walked_on_there(laptop: Office, empty_place: str) -> None:
    case_id = only_case(laptop)
    before = laptop.case(case_id)
    done = moved(laptop, empty_place)
    there = at(empty_place, laptop.council_id)
    assert replace(there.case(case_id), history=()) == replace(before, history=())
    assert reading.history_faults(there.officer, case_id) == []
    assert drafts.kept(there.police, "note") == {"words": "half a sent"}
    evidence.log_action(there.police, case_id, there.action())
    assert reading.history_faults(there.officer, case_id) == []
    assert done.carried.rows > 100
    assert done.carried.heads.keys() == {case_id, laptop.council_id}
    assert there.receive() != case_id
    there.store.close()


@both_ways
def test_it_stands_in_the_councils_history_and_that_is_whole(
    laptop: Office, empty_place: str
) -> None:
    moved(laptop, empty_place)
    there = at(empty_place, laptop.council_id)
    with there.store.reading() as session:
        assert proof.proof_of_council(session, laptop.council_id).faults == ()
        told = text("SELECT actor, act FROM history WHERE chain_id = :c ORDER BY number DESC")
        last = session.connection().execute(told, {"c": laptop.council_id}).first()
    assert tuple(last or ()) == ("ICT", "moved the council to this database")
    there.store.close()


@both_ways
def test_beside_another_council_neither_sees_the_other(laptop: Office, empty_place: str) -> None:
    home = Store(empty_place)
    home.prepare()
    other = Office.in_store(home.within(set_up_another(home)))
    theirs = other.after_meeting()
    before = other.case(theirs)
    moved(laptop, empty_place)
    there = at(empty_place, laptop.council_id)
    assert only_case(there) == only_case(laptop)
    assert only_case(other) == theirs
    assert other.case(theirs) == before
    for office in (there, other):
        with pytest.raises(NotFound):
            office.case(theirs if office is there else only_case(laptop))
    there.store.close()
    home.close()


@both_ways
def test_a_council_that_is_there_already_is_refused(laptop: Office, empty_place: str) -> None:
    moved(laptop, empty_place)
    there = at(empty_place, laptop.council_id)
    before = rows_at(empty_place)
    with pytest.raises(Refused, match="in that database already"):
        moved(laptop, empty_place)
    assert rows_at(empty_place) == before
    there.store.close()


@both_ways
@pytest.mark.parametrize(("name", "code"), [("ERewash borough council", "XX"), ("Other", "er")])
def test_a_council_with_its_name_or_code_is_refused(
    laptop: Office, empty_place: str, name: str, code: str
) -> None:
    home = Store(empty_place)
    home.prepare()
    set_up_another(home, name, code)
    before = rows_at(empty_place)
    with pytest.raises(Refused, match="another council"):
        moved(laptop, empty_place)
    assert rows_at(empty_place) == before
    home.close()


def rows_at(place: str) -> dict[str, int]:
    store = Store(place)
    try:
        with store.across().reading() as session:
            return counts_in(session.connection())
    finally:
        store.close()


@pytest.mark.database("postgresql")
def test_the_file_it_came_from_is_left_byte_for_byte(laptop: Office, empty_place: str) -> None:
    laptop.store.close()
    assert laptop.store.file is not None
    before = laptop.store.file.read_bytes()
    moved(laptop, empty_place)
    assert laptop.store.file.read_bytes() == before


@pytest.mark.database("postgresql")
def test_there_and_back_again_is_the_same_record(
    laptop: Office, empty_place: str, tmp_path: Path
) -> None:
    case_id = only_case(laptop)
    before = laptop.case(case_id)
    moved(laptop, empty_place)
    back = str(tmp_path / "back.db")
    move(empty_place, back, clock=laptop.clock, actor="ICT", council="er")
    home = at(back, laptop.council_id)
    assert home.case(case_id).history[-1] == before.history[-1]
    assert replace(home.case(case_id), history=()) == replace(before, history=())
    assert reading.history_faults(home.officer, case_id) == []
    home.store.close()


@pytest.mark.database("sqlite")
def test_one_of_several_in_a_file_goes_alone(laptop: Office, empty_place: str) -> None:
    other = Office.in_store(laptop.store.within(set_up_another(laptop.store)))
    theirs = other.after_meeting()
    with pytest.raises(Refused, match="several councils") as refused:
        moved(laptop, empty_place)
    assert "Amber Valley (AV)" in refused.value.next
    moved(laptop, empty_place, council="AV")
    store = Store(empty_place)
    assert [one.code for one in councils(store)] == ["AV"]
    there = at(empty_place, other.council_id)
    assert only_case(there) == theirs
    assert reading.history_faults(there.officer, theirs) == []
    there.store.close()
    store.close()


@pytest.mark.database("sqlite")
def test_an_altered_record_is_moved_only_where_that_is_said(
    laptop: Office, empty_place: str
) -> None:
    with laptop.record() as session:
        session.connection().execute(text("UPDATE party SET name = 'Somebody else'"))
    with pytest.raises(Refused, match="was altered"):
        moved(laptop, empty_place)
    done = moved(laptop, empty_place, altered=True)
    assert done.facts.faults
    there = at(empty_place, laptop.council_id)
    assert reading.history_faults(there.officer, only_case(laptop)) != []
    there.store.close()


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("content", [None, b"PK\x03\x04 a letter", b""])
def test_what_is_no_record_is_told(
    empty_place: str, tmp_path: Path, clock: Clock, content: bytes | None
) -> None:
    file = tmp_path / "letter.docx"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises((BadInput, Unavailable)):
        move(str(file), empty_place, clock=clock, actor="ICT")
    assert not Path(empty_place).exists()


# All or nothing -------------------------------------------------------------------------------


Break = Callable[[PostgresServer, str], None]


def refuse_a_row(server: PostgresServer, database: str) -> None:
    """The server itself refuses one row, near the end."""
    with psycopg.connect(server.url(database)) as connection:
        connection.execute(
            "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'no, and here is the row: %', NEW; END $$"
        )
        connection.execute(
            "CREATE TRIGGER no BEFORE INSERT ON recommendation FOR EACH ROW EXECUTE FUNCTION no()"
        )


def lose_a_row(server: PostgresServer, database: str) -> None:
    """A row does not arrive, and nobody says so."""
    with psycopg.connect(server.url(database)) as connection:
        connection.execute(
            "CREATE FUNCTION gone() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RETURN NULL; END $$"
        )
        connection.execute(
            "CREATE TRIGGER gone BEFORE INSERT ON draft FOR EACH ROW EXECUTE FUNCTION gone()"
        )


def change_a_row(server: PostgresServer, database: str) -> None:
    """A row arrives with other words in it."""
    with psycopg.connect(server.url(database)) as connection:
        connection.execute(
            "CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN NEW.what = 'nothing'; RETURN NEW; END $$"
        )
        connection.execute(
            "CREATE TRIGGER other BEFORE INSERT ON recommendation FOR EACH ROW "
            "EXECUTE FUNCTION other()"
        )


@pytest.mark.parametrize("broken", [refuse_a_row, lose_a_row, change_a_row])
def test_what_goes_wrong_in_the_middle_leaves_nothing(
    laptop: Office, postgres: PostgresServer, broken: Break
) -> None:
    place = postgres.create("broken")
    try:
        with closing(Store(place)) as store:
            store.prepare()
        broken(postgres, "broken")
        with pytest.raises((Unavailable, BadInput)) as refused:
            moved(laptop, place)
        assert "here is the row" not in str(refused.value)
        assert set(rows_at(place).values()) == {0}
    finally:
        postgres.drop("broken")


def test_a_line_that_is_cut_in_the_middle_leaves_nothing(
    laptop: Office, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = postgres.create("cut")

    def cut(*_given: object) -> tuple[str, ...]:
        postgres.cut("cut")
        return ()

    monkeypatch.setattr(carrying, "faults_of", cut)
    try:
        with pytest.raises(Unavailable, match=r"broke off|stopped"):
            moved(laptop, place)
        monkeypatch.undo()
        assert set(rows_at(place).values()) == {0}
        moved(laptop, place)
    finally:
        postgres.drop("cut")


def test_a_move_that_is_killed_leaves_nothing_and_can_be_done_again(
    laptop: Office, postgres: PostgresServer, tmp_path: Path
) -> None:
    place = postgres.create("killed")
    assert laptop.store.file is not None
    laptop.store.close()
    file = shutil.copy(laptop.store.file, tmp_path / "laptop.db")
    code = (
        "import sys, time\n"
        "from datetime import UTC, datetime\n"
        "from conference.review import carrying, move\n"
        "def stop(*_):\n"
        "    print('in the middle', flush=True)\n"
        "    time.sleep(600)\n"
        "carrying.faults_of = stop\n"
        "move.move(*sys.argv[1:], clock=lambda: datetime.now(UTC), actor='ICT')\n"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", code, file, place], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert running.stdout is not None
        assert running.stdout.readline() == "in the middle\n"
        running.send_signal(signal.SIGKILL)
        running.wait(10)
        running.stdout.close()
        assert set(rows_at(place).values()) == {0}
        done = move(str(file), place, clock=laptop.clock, actor="ICT")
        assert done.carried.rows > 100
    finally:
        running.kill()
        postgres.drop("killed")
