"""What a search finds is what the case shows: every kind of row, every mark, every audience."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conference.casefile.found_words import words_of
from conference.casefile.searched import PLACES
from conference.casefile.searching import search_cases
from conference.law.audience import Audience, Mark
from conference.record.tables import Application, Case, Party
from conference.views import PartyRole
from tests.casefile.test_audiences import MARKED, TOLD_WITH_A_SUMMARY, Planted, audiences, planted
from tests.casefile.test_audiences import words_of as columns

__all__ = ["planted"]

pytestmark = pytest.mark.database("sqlite", "postgresql")


def found(planted: Planted, audience: Audience | None, words: str) -> bool:
    """Whether the audience finds the words."""
    council_id = planted.case.council_id
    return bool(
        search_cases(
            planted.session, council_id, words_of(words), lambda ids: dict.fromkeys(ids, audience)
        )
    )


def searched(table: type[Any]) -> tuple[str, ...]:
    return next(place.columns for place in PLACES if place.table is table)


@pytest.mark.parametrize("table", MARKED)
def test_an_entry_is_found_by_those_who_see_its_words_and_by_nobody_else(
    planted: Planted, table: type[Any]
) -> None:
    names = columns(table)
    for mark in Mark:
        secrets = {name: f"x{mark.name}x{number}x" for number, name in enumerate(names)}
        planted.plant(table, mark, secrets)
        for who, audience in audiences(planted.office).items():
            case = repr(planted.seen_by(audience))
            for name, words in secrets.items():
                seen, hit = words in case, found(planted, audience, words)
                assert seen or not hit, f"{who} finds {name} of an entry marked {mark}"
                told = name in searched(table) and name not in TOLD_WITH_A_SUMMARY
                assert hit or not seen or not told, f"{who} misses {name}"


@pytest.mark.parametrize("table", [Application, Party, Case])
def test_people_and_the_application_are_found_by_those_who_see_them(
    planted: Planted, table: type[Any]
) -> None:
    if table is Party:
        for role in PartyRole:
            row = Party(council_id=planted.case.council_id, case_id=planted.case.id, role=role)
            for name in columns(Party):
                setattr(row, name, f"x{role.name}x{name}x")
            row.address = [f"x{role.name}xaddressx"]
            planted.session.add(row)
    elif table is Application:
        (row,) = planted.session.exec(_all(Application)).all()
        for name in columns(Application):
            limit = Application.__table__.c[name].type.length  # type: ignore[attr-defined]
            if limit is None:
                setattr(row, name, f"xapplicationx{name}x")
    planted.session.flush()
    secrets = _secrets(planted, table)
    assert secrets
    for who, audience in audiences(planted.office).items():
        case = repr(planted.seen_by(audience))
        for words in secrets:
            seen, hit = words in case, found(planted, audience, words)
            assert seen or not hit, f"{who} finds {words}"


def _all(table: type[Any]) -> Any:
    from sqlmodel import select

    return select(table)


def _secrets(planted: Planted, table: type[Any]) -> list[str]:
    if table is Party:
        names = (*columns(Party), "address")
        return [f"x{role.name}x{name}x" for role in PartyRole for name in names]
    if table is Application:
        return [f"xapplicationx{name}x" for name in columns(Application)]
    return [planted.case.reference]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    table=st.sampled_from(MARKED),
    column=st.integers(0, 20),
    mark=st.sampled_from(Mark),
    name=st.sampled_from(["applicant", "room", "other agency", "named agency", "commissioner"]),
    secret=st.text(st.sampled_from("xyzéÉ%_\\'\"ßİا日"), min_size=3, max_size=8),
)
def test_a_secret_is_found_by_nobody_who_may_not_see_it(
    planted: Planted, table: type[Any], column: int, mark: Mark, name: str, secret: str
) -> None:
    words = f"q7{secret}7q"
    names = columns(table)
    with planted.session.begin_nested() as step:
        planted.plant(table, mark, {names[column % len(names)]: words})
        audience = audiences(planted.office)[name]
        seen = words in _words_shown(planted, audience)
        hit = found(planted, audience, words)
        step.rollback()
    assert seen or not hit


def _words_shown(planted: Planted, audience: Audience) -> str:
    """All the words of the case as the audience has it, none of them quoted."""
    from dataclasses import fields, is_dataclass

    def walk(value: Any) -> list[str]:
        if isinstance(value, str):
            return [value]
        if is_dataclass(value):
            return [one for field in fields(value) for one in walk(getattr(value, field.name))]
        if isinstance(value, list | tuple):
            return [one for part in value for one in walk(part)]
        return []

    return "\n".join(walk(planted.seen_by(audience)))


def test_whoever_may_not_know_of_a_case_finds_nothing_in_it(planted: Planted) -> None:
    assert not found(planted, None, planted.case.reference)
    assert not found(planted, None, "Sample")
