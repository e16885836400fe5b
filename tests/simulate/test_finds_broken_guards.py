"""The simulation can fail: with a guard of the program taken out, it says so before long."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from conference.casefile import reader
from conference.law import deadlines
from conference.law.audience import Audience, AudienceKind, Mark, Sight
from conference.record import disposing
from conference.record.keeping import changes_of
from conference.review import desk, intake
from conference.review.desk import Work
from tests.simulate.run import on_server, run
from tests.simulate.workshop import Workshop

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="programs are killed on POSIX only")
Break = Callable[[pytest.MonkeyPatch], object]
MOST = 60
"""Seeds that are tried at most, from the one that found it when this was written."""


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop() as workshop:
        yield workshop


def conflicts_do_not_bind(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk, "bound_in", lambda *_told: frozenset())


def named_entries_are_shown_to_every_agency(patch: pytest.MonkeyPatch) -> None:
    sight = reader.sight

    def shown(audience: Audience, mark: Mark, **more: Any) -> Sight:
        is_agency = audience.kind is AudienceKind.AGENCY
        return Sight.WHOLE if is_agency else sight(audience, mark, **more)

    patch.setattr(reader, "sight", shown)


def rows_are_committed_before_their_history(patch: pytest.MonkeyPatch) -> None:
    def did(self: Work, act: str, row: Any, *, about: str = "", **more: Any) -> None:
        changes = changes_of(row)
        self.session.add(row)
        self.session.commit()
        self.note(act, row, details={**changes, **more}, about=about)

    patch.setattr(Work, "did", did)


def versions_are_ignored(patch: pytest.MonkeyPatch) -> None:
    for module in (desk, intake):
        patch.setattr(module, "as_shown", lambda _present, _shown: None)


def stopped_clocks_run_on(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(deadlines, "_after_stops", lambda day, *_told: day)


def disposal_forgets_a_column(patch: pytest.MonkeyPatch) -> None:
    goes = disposing.goes

    def but_one(table: type[Any], column: Any) -> bool:
        return (table.__name__, column.key) != ("Incident", "summary") and goes(table, column)

    patch.setattr(disposing, "goes", but_one)


@pytest.mark.parametrize(
    ("broken", "first"),
    [
        (conflicts_do_not_bind, 5),
        (named_entries_are_shown_to_every_agency, 5),
        (rows_are_committed_before_their_history, 1),
        (versions_are_ignored, 5),
        (stopped_clocks_run_on, 8),
        (disposal_forgets_a_column, 181),
    ],
)
def test_a_guard_that_is_taken_out_is_found(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, broken: Break, first: int
) -> None:
    broken(monkeypatch)
    seeds = (seed for seed in range(first, first + MOST) if not on_server(seed))
    found = next(
        (seed for seed in seeds if run(seed, workshop.places, workshop.server).fault), None
    )
    assert found is not None
