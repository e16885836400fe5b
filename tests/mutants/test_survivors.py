"""When `make mutants` is content with its figures, and what it says where it is not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.mutants.survivors import Key, judged, line_of, listed

SURVIVOR = {"file": "a.py", "function": "f", "line": "x = 1", "becomes": "x = 2"}
KEY: Key = ("a.py", "f", "x = 1", "x = 2")
WHY = {KEY: "Both mean the same."}
NOTICED = [{"status": "killed"}] * 18 + [{"status": "timeout"}]
SURVIVED: list[dict[str, Any]] = [{**SURVIVOR, "status": "survived"}]


@pytest.mark.parametrize(
    ("told", "known", "well", "words"),
    [
        (NOTICED, {}, True, "19 mutants, 100.0 % noticed"),
        (NOTICED + SURVIVED, WHY, True, "20 mutants, 95.0 % noticed"),
        (NOTICED[1:] + SURVIVED, WHY, False, "94.7 % noticed"),
        (NOTICED + SURVIVED, {}, False, "a.py: f (survived, and not listed)"),
        (NOTICED + SURVIVED, {KEY: ""}, False, "a.py: f (survived, and not listed)"),
        (NOTICED, WHY, False, "a.py: f (listed, and no survivor any more)"),
        ([], {}, False, "0 mutants, 0.0 % noticed"),
    ],
    ids=["all", "just enough", "too few", "not listed", "no reason", "out of date", "none tried"],
)
def test_it_is_content_where_enough_is_noticed_and_the_list_is_true(
    told: list[dict[str, Any]], known: dict[Key, str], well: bool, words: str
) -> None:
    said, content = judged(told, known, whole=True)
    assert content is well
    assert words in "\n".join(said)


def test_a_run_of_some_areas_says_nothing_of_the_survivors_of_others() -> None:
    assert judged(NOTICED, WHY, whole=False)[1]


@pytest.mark.parametrize("status", ["survived", "no tests", "not checked", "suspicious"])
def test_only_a_failing_or_a_hanging_test_notices(status: str) -> None:
    said = line_of("days", [*NOTICED, {"status": status}], 1.5)
    assert "20 mutants,    18 killed,   1 timed out,  95.0 %" in said
    assert f"1 {status}" in said


def test_each_survivor_that_is_listed_has_a_reason() -> None:
    assert all(why.strip() for why in listed().values())
