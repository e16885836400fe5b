"""What can be done on a screen just now: the one list behind the help and the command palette."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

_MOVING = (
    "move(",
    "page",
    "go(",
    "scroll_",
    "cursor_",
    "focus_",
    "show_overlay",
    "copy_text",
    "command_palette",
)
_OF_EDITORS = ("Input", "TextArea", "LongLineArea", "SelectOverlay")
"""Widgets whose many keys are those of any editor, and are not explained again."""


@dataclass(frozen=True)
class Doable:
    """One thing that can be done here, and how."""

    name: str
    keys: tuple[str, ...]
    words: str
    """What it does, in a short sentence."""
    binding: Binding
    node: DOMNode


def doable_here(screen: Screen[Any]) -> Iterator[Doable]:
    """Everything the keys do on a screen as it stands, but for moving about."""
    found: dict[str, list[Doable]] = {}
    for node, binding, enabled, tooltip in screen.active_bindings.values():
        words = tooltip or binding.description
        if enabled and words and not _is_moving(binding, node):
            key = screen.app.get_key_display(binding)
            one = Doable(binding.description or words, (key,), words, binding, node)
            found.setdefault(binding.action, []).append(one)
    for same in found.values():
        first = same[0]
        keys = tuple(dict.fromkeys(key for one in same for key in one.keys))
        yield Doable(first.name, keys, first.words, first.binding, first.node)


def _is_moving(binding: Binding, node: DOMNode) -> bool:
    action = binding.action.rpartition(".")[2]
    return action.startswith(_MOVING) or type(node).__name__ in _OF_EDITORS
