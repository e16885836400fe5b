"""Some hundred councils by chance: the program does and shows what a plain model says it should.

`make simulate SEED=4711` replays one of them, step by step.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.simulate.run import SERVER_EVERY, on_server, run
from tests.simulate.workshop import Workshop

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="programs are killed on POSIX only")
SEEDS, PARTS, ON_SERVER = 200, 8, 4


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop() as workshop:
        yield workshop


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_acknowledged_is_there_and_what_may_not_be_seen_is_not(
    workshop: Workshop, part: int
) -> None:
    for seed in range(1 + part, SEEDS + 1, PARTS):
        if not on_server(seed):
            ran = run(seed, workshop.places, workshop.server)
            assert not ran.fault, str(ran)


@pytest.mark.parametrize("number", range(1, ON_SERVER + 1))
def test_the_same_on_a_server_that_is_started_again(workshop: Workshop, number: int) -> None:
    if workshop.server() is None:
        pytest.skip("no PostgreSQL here")
    ran = run(number * SERVER_EVERY, workshop.places, workshop.server)
    assert not ran.fault, str(ran)
