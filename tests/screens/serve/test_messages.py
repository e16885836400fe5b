"""What a browser may say over its line."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.serve.messages import Malformed, asked_size, read_message


def test_what_is_typed_goes_on_as_it_is() -> None:
    assert read_message('["stdin", "é\\u001b[A"]') == ("stdin", "é\x1b[A".encode())


def test_half_a_character_does_no_harm() -> None:
    assert read_message('["stdin", "a\\ud800"]') == ("stdin", b"a?")


@pytest.mark.parametrize(
    ("asked", "got"),
    [((0, 0), (20, 8)), ((10**9, -5), (500, 8)), ((120, 40), (120, 40)), ((30, 999), (30, 200))],
)
def test_a_window_is_neither_tiny_nor_huge(asked: tuple[int, int], got: tuple[int, int]) -> None:
    message = json.dumps(["resize", {"width": asked[0], "height": asked[1]}])
    kind, told = read_message(message)
    assert kind == "resize"
    assert json.loads(told) == {"type": "resize", "width": got[0], "height": got[1]}
    assert asked_size(str(asked[0]), str(asked[1])) == got or asked[0] == 10**9


@pytest.mark.parametrize("words", ["", "x", "1e9", "9" * 5000, "-", "٣"])
def test_a_size_in_the_address_that_is_none_is_passed_over(words: str) -> None:
    width, height = asked_size(words, words)
    assert 20 <= width <= 500
    assert 8 <= height <= 200


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "null",
        "[]",
        "{}",
        '["stdin"]',
        '["stdin", 1]',
        '["stdin", "a", "b"]',
        '["resize", {}]',
        '["resize", {"width": "80", "height": 24}]',
        '["resize", {"width": true, "height": 24}]',
        '["ping", {}]',
        '["meta", {"type": "quit"}]',
        '[["stdin"], "a"]',
        "[" * 100_000,
        '["resize", {"width": 1e400, "height": 2}]',
    ],
)
def test_what_no_page_of_ours_says_is_malformed(text: str) -> None:
    with pytest.raises(Malformed):
        read_message(text)


@given(st.text() | st.recursive(st.none() | st.text() | st.floats(), st.lists).map(json.dumps))
def test_whatever_is_said_it_is_a_message_or_malformed(text: str) -> None:
    try:
        kind, content = read_message(text)
    except Malformed:
        return
    assert kind in ("stdin", "resize", "ping", "focus", "blur")
    assert isinstance(content, bytes)
