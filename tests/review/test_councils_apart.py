"""Two councils with people, agencies and references alike share a database and never meet.

Whatever can be called at a desk is called at one council's desks, with everything named as the
other council's: a function that is new is called by itself. On SQLite that is the first wall alone.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

import pytest
from sqlalchemy import select

import conference.review
from conference.errors import BadInput, ConferenceError, Refused
from conference.exchange.procedures import procedure_named
from conference.forms import NewAgency, NewCouncil, NewPerson
from conference.law.access import Role
from conference.law.annual import ReportingPeriod
from conference.record.store import Store
from conference.record.tables import Base, SignIn
from conference.review import live, people, reading
from conference.review.councils import council_meant, councils
from conference.review.desk import Desk
from conference.review.drafts import keep
from conference.review.opening import open_record
from conference.views import (
    AgencyKind,
    AgencyRole,
    Answer,
    AppealResult,
    Channel,
    HoldKind,
    LetterKind,
    StanceKind,
)
from tests.every_row import keep_every_row
from tests.office import PEOPLE, Clock, Office, set_up, set_up_another

WORD = "Zanzibar"
"""Stands in every column of the other council that takes words, and nowhere in the first."""
_ID = re.compile(r"\b[0-9a-f]{32}\b")
NOT_CALLED = {
    "desk": "called by every other, with rows they have found",
    "sign_in": "of the desk's own person",
    "signed_in": "asked by every other, of the desk's own sign-in",
    "whereabouts": "of the desk's own person",
    "codes": "of the desk's own person",
    "people.settling": "a transaction that others use",
    "passwords.administering": "a transaction that others use",
    "passwords.door_of": "reads nothing, and holds the name it was given",
    "room.note_shown": "takes what was read before",
}
FORMS = ("form", "offered", "chronology", "read", "sender", "told", "keep", "sealing", "procedure")
"""What a person fills in or hands over: none of it names a row by its place alone."""


@pytest.fixture
def two(place: str) -> Iterator[tuple[Office, Office, dict[str, Any]]]:
    """Both offices, and the ids of the other council's rows by what a parameter is called."""
    store = Store(place)
    mine = Office.in_store(store.within(councils(store)[0].id))
    other = Office.in_store(store.within(set_up_another(store)))
    mine.after_meeting()
    case_id = other.after_meeting(impact=f"{WORD} all night.")
    with other.store.writing() as session:
        made = keep_every_row(
            session, other, case_id, lambda table, column: f"{WORD} {table} {column}"
        )
        made["SignIn"] = SignIn(
            council_id=other.council_id,
            person_id=other.police.person.id,
            place=WORD,
            started_at=other.clock(),
            last_seen=other.clock(),
        )
        session.add(made["SignIn"])
    keep(other.police, "note", {"words": WORD}, case_id=case_id)
    yield mine, other, _named(made, other, case_id)
    store.close()


def _named(made: dict[str, Any], other: Office, case_id: str) -> dict[str, Any]:
    by_table = {_snake(name): row.id for name, row in made.items() if hasattr(row, "id")}
    ids: dict[str, Any] = {f"{name}_id": row_id for name, row_id in by_table.items()}
    ids |= {"case_id": case_id, "case": case_id, "person": other.case(case_id).reference}
    ids |= {
        "item_id": ids["agenda_item_id"],
        "request_id": ids["information_request_id"],
        "group_id": ids["incident_group_id"],
        "bundle_id": ids["appeal_bundle_id"],
        "file_id": ids["letter_file_id"],
        "entry_id": ids["action_id"],
        "incident_ids": (ids["incident_id"],),
        "progress_ids": (ids["progress_id"],),
        "about_id": ids["appeal_id"],
        "ids": (case_id,),
        "choose": lambda mine: (*mine, case_id),
        "supersedes": ids["letter_id"],
    }
    return ids


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


VALUES = MappingProxyType(
    {
        "words": WORD,
        "why": "Because.",
        "how_known": "By telephone.",
        "note": "A note.",
        "name": "Somebody Else",
        "conflict": "A cousin.",
        "person": "Mrs A. Sample",
        "sent_to": "somebody@example.org",
        "password": "three plain words 17",
        "place": "note",
        "follows": "",
        "values": {},
        "paragraphs": {"reasons": "Reasons."},
        "grounds": {},
        "up": True,
        "counts": True,
        "arrived": True,
        "shown": 1,
        "minutes": 10,
        "months": 84,
        "hours": 12,
        "on": date(2026, 11, 2),
        "due_on": date(2026, 11, 30),
        "review_on": date(2027, 2, 1),
        "period": ReportingPeriod(date(2026, 4, 1), date(2027, 3, 31)),
        "kind": LetterKind.OUTCOME,
        "channel": Channel.POST,
        "answer": Answer.ACCEPTED,
        "outcome": AppealResult.UPHELD,
        "stance": next(iter(StanceKind)),
        "role": Role.OBSERVER,
        "also": (),
    }
)
_BY_TYPE = {"HoldKind": next(iter(HoldKind))}


@cache
def functions() -> dict[str, Callable[..., Any]]:
    """Everything that is done or read at a desk, by module and name."""
    found = {}
    for module in pkgutil.iter_modules(conference.review.__path__):
        home = import_module(f"conference.review.{module.name}")
        for name, one in vars(home).items():
            takes_desk = inspect.isfunction(one) and one.__module__ == home.__name__
            if takes_desk and next(iter(inspect.signature(one).parameters), "") == "desk":
                found[f"{module.name}.{name}"] = one
    return {
        name: one
        for name, one in found.items()
        if name not in NOT_CALLED and name.partition(".")[0] not in NOT_CALLED
        if not name.partition(".")[2].startswith("_")
    }


def given(one: Callable[..., Any], ids: dict[str, Any]) -> dict[str, Any] | None:
    """What the function is called with; None where a form has to be filled in."""
    values: dict[str, Any] = {}
    for parameter in list(inspect.signature(one).parameters.values())[1:]:
        name = parameter.name
        if name in FORMS:
            return None
        if name in ids:
            values[name] = ids[name]
        elif parameter.default is parameter.empty and parameter.kind != parameter.VAR_KEYWORD:
            values[name] = _value(parameter)
    return values


def _value(parameter: inspect.Parameter) -> Any:
    said = str(parameter.annotation)
    if said in _BY_TYPE:
        return _BY_TYPE[said]
    if said == "Step":
        from conference.law.procedure import Step

        return next(iter(Step))
    if said == "Rung":
        from conference.views import Rung

        return next(iter(Rung))
    return VALUES[parameter.name]


def desks(office: Office) -> tuple[Desk, ...]:
    return office.officer, office.chair, office.police, office.administrator


def rows_of(office: Office) -> dict[str, list[Any]]:
    """Every row of a council as it stands."""
    held = {}
    with office.store.across().reading() as session:
        for table in Base.metadata.sorted_tables:
            whose = table.c.id if table.name == "council" else table.c.council_id
            found = session.connection().execute(
                select(table).where(whose == office.council_id).order_by(*table.primary_key)
            )
            held[table.name] = [tuple(row) for row in found]
    return held


def ids_of(office: Office) -> set[str]:
    rows = [row for held in rows_of(office).values() for row in held]
    parts = {part for row in rows for part in row if isinstance(part, str)}
    return {part for part in parts if _ID.fullmatch(part)} - {"0" * 32}


def test_whatever_is_called_with_what_is_the_other_councils_neither_shows_nor_changes_it(
    two: tuple[Office, Office, dict[str, Any]],
) -> None:
    mine, other, ids = two
    before, theirs = rows_of(other), ids_of(other)
    called = 0
    for name, one in functions().items():
        values = given(one, ids)
        if values is None:
            continue
        for desk in desks(mine):
            called += 1
            with suppress(ConferenceError):
                _shows_nothing(name, one(desk, **values), theirs)
    assert called > 300
    assert rows_of(other) == before


def test_nothing_of_the_others_gets_into_ones_own_case(
    two: tuple[Office, Office, dict[str, Any]],
) -> None:
    """The case is one's own, and everything else that is named is the other council's."""
    mine, other, ids = two
    before, theirs = rows_of(other), ids_of(other)
    own = reading.read_caseload(mine.officer)[0].id
    for name, one in functions().items():
        values = given(one, {**ids, "case_id": own, "case": own})
        if values is None or not set(values) & (set(ids) - {"case_id", "case"}):
            continue
        for desk in desks(mine):
            with suppress(ConferenceError):
                _shows_nothing(name, one(desk, **values), theirs)
    assert rows_of(other) == before
    told = f"{rows_of(mine)!r}"
    assert WORD not in told.replace(f"'{WORD}'", "")
    assert not set(_ID.findall(told)) & theirs


def _shows_nothing(name: str, result: Any, theirs: set[str]) -> None:
    if hasattr(result, "__next__"):
        result = list(result)
    told = repr(result)
    assert not set(_ID.findall(told)) & theirs, name
    # What was asked for may be said again; nothing else has the word.
    assert WORD not in told, name


def test_every_function_is_called_or_is_given_a_form() -> None:
    for name, one in functions().items():
        ids = dict.fromkeys(_every_id(), "x")
        try:
            given(one, ids)
        except KeyError as missing:
            pytest.fail(f"{name}: say in VALUES or _named what {missing} is")


def _every_id() -> list[str]:
    names = [f"{_snake(mapper.class_.__name__)}_id" for mapper in Base._sa_registry.mappers]
    more = "case_id case ids choose item_id request_id group_id bundle_id file_id entry_id"
    return [*names, *more.split(), "incident_ids", "progress_ids"]


@pytest.mark.parametrize("agency", ["the other council's police", "nobody at all"])
def test_a_form_that_names_another_councils_agency_is_refused(
    two: tuple[Office, Office, dict[str, Any]], agency: str
) -> None:
    from conference.review import evidence

    mine, other, _ = two
    own = reading.read_caseload(mine.officer)[0].id
    theirs = other.police_id if agency.startswith("the") else "0" * 32
    with pytest.raises(ConferenceError):
        evidence.ask(mine.officer, own, mine.wanted(theirs))
    with pytest.raises(ConferenceError):
        evidence.log_action(mine.officer, own, mine.action(theirs))


def test_each_has_its_own_people_agencies_procedure_and_references(place: str) -> None:
    store = Store(place)
    mine = Office.in_store(store.within(councils(store)[0].id))
    other = Office.in_store(store.within(set_up_another(store)))
    people.adopt_procedure(other.administrator, procedure_named("rutland"))
    people.add_agency(
        other.administrator, NewAgency("Fire", AgencyKind.OTHER, AgencyRole.CONTRIBUTOR)
    )
    people.add_person(other.administrator, NewPerson("Fiona Fire", roles=(Role.OBSERVER,)))
    for office in (mine, other, mine, other):
        office.receive()
    found = {
        office.council_id: (
            len(reading.adopted_procedures(office.officer)),
            len(reading.read_agencies(office.officer)),
            len(people.people(store, office.council_id)),
            sorted(line.reference for line in reading.read_caseload(office.officer)),
        )
        for office in (mine, other)
    }
    assert found == {
        mine.council_id: (1, 5, 7, ["ER-2026-0001", "ER-2026-0002"]),
        other.council_id: (2, 6, 8, ["AV-2026-0001", "AV-2026-0002"]),
    }
    store.close()


def test_only_ones_own_council_wakes_a_watcher(
    two: tuple[Office, Office, dict[str, Any]],
) -> None:
    from threading import Event

    mine, other, _ = two
    woken, heard = Event(), Event()
    watching = live.watch(mine.officer, None, lambda _: woken.set())
    hearing = live.watch(other.officer, None, lambda _: heard.set())
    try:
        other.receive()
        assert heard.wait(10)
        assert not woken.wait(0.5)
        mine.receive()
        assert woken.wait(10)
    finally:
        watching.stop()
        hearing.stop()


# Which council is meant -----------------------------------------------------------------------


@pytest.fixture
def shared(place: str) -> Iterator[Store]:
    store = Store(place)
    set_up_another(store)
    yield store
    store.close()


def test_with_several_the_council_has_to_be_named(shared: Store, place: str) -> None:
    with pytest.raises(Refused, match="several councils") as refused:
        council_meant(shared)
    assert "Amber Valley (AV)" in refused.value.next
    by_name = {council_meant(shared, words) for words in ("av", "AV", " amber  valley ")}
    assert by_name == {next(one.id for one in councils(shared) if one.code == "AV")}
    with pytest.raises(Refused, match="no one council"):
        council_meant(shared, "Nowhere")
    record = open_record(place)
    assert [one.name for one in record.choices] == ["Amber Valley", "Erewash Borough Council"]
    assert (record.council_id, record.people) == (None, ())
    chosen = record.of(record.choices[0].id)
    assert {one.name for one in chosen.people} == {*(one.name for one in PEOPLE), "Room display"}
    assert chosen.again().council_id == chosen.council_id == record.choices[0].id
    record.store.close()


def test_a_council_named_at_the_start_is_not_asked_for(shared: Store, place: str) -> None:
    record = open_record(place, "AV")
    assert record.choices == ()
    assert record.council_id == council_meant(shared, "AV")
    record.store.close()


@pytest.mark.parametrize(("name", "code"), [("amber valley", "XX"), ("Other", "av")])
def test_two_councils_share_neither_name_nor_code(shared: Store, name: str, code: str) -> None:
    with pytest.raises(Refused, match="is here already"):
        set_up_another(shared, name, code)
    assert len(councils(shared)) == 2


def test_another_council_is_only_made_where_that_is_asked_for(shared: Store) -> None:
    with pytest.raises(Refused, match="set up already") as refused:
        set_up(shared)
    assert "--another" in refused.value.next


def test_two_made_at_the_same_moment_are_not_both_the_first(empty_place: str) -> None:
    from threading import Thread

    stores = [Store(empty_place) for _ in range(3)]
    stores[0].prepare()
    made: list[str] = []

    def begin(store: Store) -> None:
        with suppress(ConferenceError):
            made.append(set_up(store))

    threads = [Thread(target=begin, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == len(councils(stores[0])) == 1
    for store in stores:
        store.close()


def test_the_names_in_the_form_are_checked_as_at_the_first_set_up(shared: Store) -> None:
    form = people.SetUp(
        NewCouncil("", "1"), procedure_named("erewash"), people.USUAL_AGENCIES, PEOPLE
    )
    with pytest.raises(BadInput, match="not complete"):
        people.set_up(shared, Clock(), form, another=True)
