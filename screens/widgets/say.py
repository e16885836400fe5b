"""Saying again what a line of words says: nothing is laid out or drawn anew for the same words."""

from __future__ import annotations

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static


def say(line: Static, words: VisualType, *, same_height: bool = False) -> bool:
    """Show the words, unless they are shown already; whether anything changed.

    same_height: the line stays as high as it is, whatever it says: nothing else moves.
    """
    if _same(line.content, words):
        return False
    line.update(words, layout=not same_height)
    return True


def _same(shown: VisualType, words: VisualType) -> bool:
    """Whether both read alike and look alike: two `Content` are equal where only words are."""
    if isinstance(shown, Content) and isinstance(words, Content):
        return shown.plain == words.plain and shown.spans == words.spans
    return isinstance(shown, str) and isinstance(words, str) and shown == words
