"""What panels usually recommend: the list that is shipped, and a council's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference.errors import BadInput
from conference.exchange.tools_and_powers import tools_and_powers
from conference.exchange.usual_recommendations import (
    NAME,
    UsualRecommendation,
    usual_recommendations,
)
from conference.views import AgencyKind

ONE = '[[recommendation]]\nwhat = "Mend the gate."\nto_kind = "council housing"\n'


def own(folder: Path, content: str) -> tuple[UsualRecommendation, ...]:
    (folder / NAME).write_text(content, encoding="utf-8")
    return usual_recommendations(folder)


def test_each_usual_recommendation_says_how_the_panel_will_know() -> None:
    shipped = usual_recommendations()
    assert len(shipped) > 10
    assert [one.what for one in shipped if not one.how_known] == []


def test_each_power_is_one_of_the_list_of_tools_and_powers() -> None:
    labels = {tool.label for tool in tools_and_powers()}
    assert [one.power for one in usual_recommendations() if one.power not in labels | {""}] == []


def test_a_councils_own_list_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    assert own(tmp_path, ONE) == (
        UsualRecommendation("Mend the gate.", AgencyKind.COUNCIL_HOUSING),
    )


@pytest.mark.parametrize(
    ("content", "where", "words"),
    [
        (ONE.replace("council housing", "fire"), "recommendation[1].to_kind (line 3)", "one of"),
        (ONE + 'how_know = "x"\n', "recommendation[1].how_know (line 4)", "did you mean how_known"),
        (ONE + ONE.replace("Mend", "MEND"), "recommendation[2].what (line 5)", "twice"),
        ("recommendation = 3", "recommendation (line 1)", "double brackets"),
    ],
)
def test_a_fault_names_its_file_key_and_line(
    tmp_path: Path, content: str, where: str, words: str
) -> None:
    with pytest.raises(BadInput) as refused:
        own(tmp_path, content)
    assert NAME in refused.value.what
    assert any(one.where.startswith(where) and words in one.what for one in refused.value.problems)
