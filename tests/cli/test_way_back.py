"""The way back on a server: for whoever holds the tables from outside, and not for the program."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlmodel import col, select

from conference.cli import main
from conference.record.store import Store
from conference.record.tables import Council, History
from conference.review import sign_in
from tests.databases import OWNER, PostgresServer
from tests.office import Office

pytestmark = pytest.mark.database("postgresql")
ADA = "lamp otter bridge"


@pytest.fixture
def roles(place: str, postgres: PostgresServer) -> Iterator[dict[str, str]]:
    """Where each role reaches the record, by what it is."""
    made = {"member": f"IN ROLE {OWNER}", "stranger": "", "worker": ""}
    with psycopg.connect(postgres.url_of_superuser("council"), autocommit=True) as connection:
        for name, more in made.items():
            connection.execute(f"CREATE ROLE {name} LOGIN {more}".encode())
        connection.execute(b"GRANT SELECT ON ALL TABLES IN SCHEMA public TO stranger")
    yield {
        "owner": place,
        "superuser": postgres.url_of_superuser("council"),
        **{name: place.replace(f"{OWNER}@", f"{name}@") for name in made},
    }
    with psycopg.connect(postgres.url_of_superuser("council"), autocommit=True) as connection:
        for name in made:
            connection.execute(f"DROP OWNED BY {name}; DROP ROLE {name}".encode())


def protect(office: Office) -> None:
    sign_in.set_first_password(
        office.store, office.council_id, office.administrator.person.id, ADA, office.clock
    )


def holder(place: str) -> str:
    store = Store(place)
    try:
        return store.holder_from_outside()
    finally:
        store.close()


def test_the_programs_own_role_and_a_reader_hold_nothing_from_outside(
    office: Office, roles: dict[str, str]
) -> None:
    assert {name: bool(holder(where)) for name, where in roles.items() if name != "worker"} == {
        "owner": False,
        "superuser": True,
        "member": True,
        "stranger": False,
    }


def test_the_owner_holds_them_where_people_work_under_another_role(
    office: Office, roles: dict[str, str], postgres: PostgresServer
) -> None:
    with psycopg.connect(postgres.url_of_superuser("council"), autocommit=True) as connection:
        connection.execute(
            b"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO worker"
        )
    assert holder(roles["owner"]) == OWNER
    assert holder(roles["worker"]) == ""


def test_an_administrator_comes_back_by_a_role_that_holds_the_tables_and_it_is_kept(
    office: Office,
    roles: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    protect(office)
    asked = ["person", "reset", "Ada", "--on-this-machine", "--yes"]
    monkeypatch.setenv("CONFERENCE_DATABASE", roles["owner"])
    assert main(asked) == 1
    assert "a database role that holds the tables" in capsys.readouterr().err
    monkeypatch.setenv("CONFERENCE_DATABASE", roles["member"])
    assert main(asked) == 0
    given = capsys.readouterr().out.strip()
    assert given.count("-") == 2
    with office.record() as session:
        assert session.exec(select(Council)).one().name == "Erewash Borough Council"
        last = session.exec(select(History).order_by(col(History.number))).all()[-1]
    assert last.act == "gave an administrator a password from outside the program"
    assert "database role member" in last.actor
