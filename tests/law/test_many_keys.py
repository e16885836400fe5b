"""A file with more keys than anybody writes is refused at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conference.errors import BadInput
from conference.exchange.applications import read_application
from conference.law import toml_text
from conference.law.toml_text import toml

MANY = range(80_000)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"k{number}=1" for number in MANY),
        "\n".join(f"a.k{number}=1" for number in MANY),
        "\n".join(f"[t{number}]" for number in MANY),
        "[[incidents]]\n" * len(MANY),
        "a={" + ",".join(f"k{number}=1" for number in MANY) + "}",
        "a=[" + "{}," * len(MANY) + "]",
    ],
)
def test_eighty_thousand_are_refused_before_they_are_read(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toml_text.tomllib, "loads", lambda _text: pytest.fail("it was read"))
    with pytest.raises(ValueError, match="more keys"):
        toml(text)


@pytest.mark.parametrize(
    ("longest", "more", "words"),
    [
        ("#" * toml_text.LONGEST, "#", "too long"),
        ("#" + "=" * toml_text.MOST_SIGNS, "=", "more keys"),
        ("a" + ".a" * toml_text.DEEPEST, ".a", "too many dots"),
        ("a" + " .\ta" * toml_text.DEEPEST, " . a", "too many dots"),
    ],
)
def test_each_bound_is_reached_before_anything_is_refused(
    longest: str, more: str, words: str
) -> None:
    ends = "" if longest.startswith("#") else " = 1"
    toml(longest + ends)
    with pytest.raises(ValueError, match=words):
        toml(longest + more + ends)


def test_dots_in_a_text_are_no_deep_key() -> None:
    assert toml(f'a = "{"." * 1000}"\nb = "{"and so. On " * 1000}"')


@pytest.mark.parametrize("table", ["", "[a.b]\n", "[[a]]\n"])
def test_one_table_has_no_more_than_are_compared_quickly(table: str) -> None:
    with pytest.raises(ValueError, match="more keys"):
        toml(table + "\n".join(f"k{number}=1" for number in range(toml_text.MOST_KEYS + 1)))
    toml(table + "\n".join(f"k{number}=1" for number in range(toml_text.MOST_KEYS)))


def test_a_thousand_incidents_are_read() -> None:
    text = '[[incidents]]\nwhen="2025-04-03"\nkind="noise"\nsummary="a = b"\n' * 1000
    assert len(toml(text)["incidents"]) == 1000


@pytest.mark.parametrize(
    "tree",
    [{f"k{number}": 1 for number in MANY}, [[]] * 50_000, {"incidents": [{"a": 1}] * 30_000}],
)
def test_an_application_in_json_has_the_same_bounds(tree: object, tmp_path: Path) -> None:
    file = tmp_path / "application.json"
    file.write_text(json.dumps(tree))
    with pytest.raises(BadInput) as refused:
        read_application(file)
    assert "more keys" in str(refused.value.problems)
