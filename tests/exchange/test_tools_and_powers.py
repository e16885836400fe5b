"""The list of kinds of action: the one that is shipped, and a council's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference.errors import BadInput
from conference.exchange.tools_and_powers import NAME, Tool, tools_and_powers

ONE = '[[kind]]\nlabel = "visit"\ngroup = "contact"\nlegal_power = false\n'


def own(folder: Path, content: str | bytes) -> tuple[Tool, ...]:
    data = content.encode() if isinstance(content, str) else content
    (folder / NAME).write_bytes(data)
    return tools_and_powers(folder)


def test_the_tools_and_powers_of_the_field_are_shipped() -> None:
    tools = {tool.label: tool for tool in tools_and_powers()}
    for label in (
        "visit",
        "advice",
        "warning letter",
        "acceptable behaviour contract",
        "community protection warning",
        "community protection notice",
        "noise monitoring",
        "mediation",
        "tenancy action",
        "injunction",
        "closure order",
        "referral to support",
        "safeguarding referral",
        "risk assessment",
    ):
        assert label in tools
    assert tools["injunction"].legal_power
    assert tools["injunction"].source.endswith("2014, s.1")
    assert not tools["mediation"].legal_power


def test_a_power_names_an_act_and_what_anybody_may_do_names_none() -> None:
    for tool in tools_and_powers():
        assert tool.legal_power or not tool.source


def test_a_councils_own_list_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    assert own(tmp_path, "\ufeff" + ONE.replace("\n", "\r\n")) == (Tool("visit", "contact", False),)


def test_a_folder_without_a_list_leaves_the_shipped_one(tmp_path: Path) -> None:
    assert tools_and_powers(tmp_path) == tools_and_powers()


@pytest.mark.parametrize(
    ("content", "where", "words"),
    [
        (ONE.replace("false", '"no"'), "kind[1].legal_power (line 4)", "true or false"),
        (ONE.replace('group = "contact"\n', ""), "kind[1].group", "is missing"),
        (ONE + 'labell = "x"\n', "kind[1].labell (line 5)", "did you mean label"),
        (ONE.replace('"visit"', '" "'), "kind[1].label (line 2)", "must not be empty"),
        (ONE + ONE.replace("visit", "Visit"), "kind[2].label (line 6)", "twice"),
        (ONE.replace('"visit"', "visit"), "label (line 2)", "quotation marks"),
        ("", "kind (line 1)", "[[kind]]"),
        ('kind = "visit"', "kind (line 1)", "double brackets"),
        ("x = " + "[" * 3000, "", "too deeply"),
        (b"label = \xff", "", "UTF-8"),
    ],
)
def test_a_fault_names_its_key_and_line(
    tmp_path: Path, content: str | bytes, where: str, words: str
) -> None:
    with pytest.raises(BadInput) as refused:
        own(tmp_path, content)
    assert NAME in refused.value.what
    assert any(one.where.startswith(where) and words in one.what for one in refused.value.problems)
    assert "take it away" in refused.value.next
