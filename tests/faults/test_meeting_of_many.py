"""Many people save into one meeting at once, each in a program of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from conference.review.intake import Received
from tests.benchmarks import crowd
from tests.databases import REQUIRED, NoServer, PostgresServer, postgres_server

pytest.importorskip("pty", reason="they are forked, which is POSIX only")

PEOPLE = 6
SECONDS = 4.0


def everything_is_there(place: str, received: Received, told: crowd.Told) -> None:
    """Everybody saved, each save is there exactly once, and the history is whole."""
    assert told.failed == []
    assert {save.who for save in told.saves} == set(range(PEOPLE))
    checked = crowd.check(place, received.case_id, received.reference, told)
    assert (checked.lost, checked.doubled) == (0, 0), checked.words
    assert checked.whole, checked.words


def test_nothing_is_lost_or_doubled(empty_place: str) -> None:
    received = crowd.fill_little(empty_place, PEOPLE)
    with crowd.at_work(
        empty_place, received.case_id, seconds=SECONDS, everybody=PEOPLE, every=0.3
    ) as people:
        people.begin()
        told = people.end()
    everything_is_there(empty_place, received, told)


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A server that can be stopped without taking others' databases away."""
    try:
        with postgres_server() as server:
            yield server
    except NoServer as reason:
        if os.environ.get("CONFERENCE_TEST_POSTGRES") == REQUIRED:
            pytest.fail(f"PostgreSQL is required: {reason}")
        pytest.skip(f"no PostgreSQL here: {reason}")


def test_a_server_that_is_restarted_in_the_middle_costs_nobody_a_word(
    own_server: PostgresServer,
) -> None:
    """Whose save was not acknowledged looks whether it was kept, and saves again where not."""
    place = own_server.create("meeting")
    received = crowd.fill_little(place, PEOPLE)
    with crowd.at_work(
        place, received.case_id, seconds=2 * SECONDS, everybody=PEOPLE, every=0.3
    ) as people:
        people.begin()
        people.wait_for_saves(2 * PEOPLE)
        own_server.stop()
        people.wait_for_away(PEOPLE // 2)
        own_server.start()
        told = people.end()
    everything_is_there(place, received, told)
    met_nothing = {one for one in told.saves if one.tries > 1}
    assert met_nothing, "somebody saved while the server was away"
