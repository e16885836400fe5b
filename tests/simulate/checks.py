"""After a run: each acknowledged act is there once, nobody sees too much, every chain holds."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlmodel import Session, select

from conference.errors import NotFound
from conference.record.copies import faults_of
from conference.record.tables import Base
from conference.record.tables import Council as CouncilRow
from conference.review import reading
from tests.simulate.council import Council, Fault
from tests.simulate.readings import check_deadlines, check_figures, markers, must_be

_READERS = 3


def check_everything(council: Council) -> None:
    """Raise Fault where the record is not what the model says."""
    check_record(council)
    check_readings(council)
    officer = council.programs[1].desks["Olive Officer"]
    council.counted["checked deadlines"] += sum(council.model.deadlines("Olive Officer").values())
    check_deadlines(council, officer)
    check_figures(council, officer)


def check_record(council: Council) -> None:
    """The chains hold, and the words are where they belong, once, and no other words at all."""
    program = council.programs[0]
    with program.store.within(program.council_id).reading() as session:
        row = session.exec(select(CouncilRow)).one()
        if faults := list(faults_of(session, row)):
            raise Fault(f"the record was altered, it says: {faults}")
        _check_words(council, _found(session))


_Places = dict[str, dict[str, int]]
"""By marker: how often it stands in each place, a table and a column."""


def _found(session: Session) -> _Places:
    classes = {mapper.local_table.name: mapper.class_.__name__ for mapper in _mappers()}
    places: _Places = defaultdict(lambda: defaultdict(int))
    for table in Base.metadata.sorted_tables:
        for row in session.connection().execute(select(table)).mappings():
            for column, value in row.items():
                if isinstance(value, str | list | dict) and value:
                    for marker in markers(value):
                        places[marker][f"{classes.get(table.name, table.name)}.{column}"] += 1
    return places


def _mappers() -> Any:
    from sqlmodel import SQLModel

    return SQLModel._sa_registry.mappers


def _check_words(council: Council, found: _Places) -> None:
    model = council.model
    for marker, word in model.words.items():
        places = found.pop(marker, {})
        if model.cases[word.case].disposed:
            must_be(f"what is left of {marker}, whose case was disposed of", dict(places), {})
            continue
        once = int(word.kept or not word.replaced)
        must_be(f"how often {marker} is in {word.at}", places.get(word.at, 0), once)
        if not places.get("History.details"):
            raise Fault(f"the history does not tell {marker} ({word.at})")
    if found:
        raise Fault(f"something was kept that was never acknowledged: {dict(found)}")


def check_readings(council: Council) -> None:
    """Each case is read by somebody inside, and by others, as far as they may."""
    model, chance = council.model, council.chance
    for reference in model.cases:
        for name in chance.sample(sorted(model.people), _READERS):
            eyes = model.eyes(name, reference)
            desk = council.desk(name)
            if not eyes:
                _must_not_know(council, name, reference)
                continue
            shown = reading.read_case(desk, reference, again=True)
            must_be(f"{name} in {reference}", markers(shown), model.visible(eyes, reference))


def _must_not_know(council: Council, name: str, reference: str) -> None:
    try:
        reading.read_case(council.desk(name), reference, again=True)
    except NotFound:
        return
    raise Fault(f"{name} reads {reference}, of which they may not know")
