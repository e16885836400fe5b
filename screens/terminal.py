"""What stands between the application and the terminal: a filter on the way out, a quick quit.

Text from people can carry terminal commands (a title, the clipboard, a link) or characters that
reverse the reading order. They are taken out of every line just before it is written, whatever
widget drew it.
"""

from __future__ import annotations

import os
import re
import sys

from rich.segment import Segment
from textual.color import Color
from textual.driver import Driver
from textual.filter import LineFilter

# C0 and C1 controls, marks, embeddings, overrides and isolates of direction, spaces of no width,
# the word joiner that marks a line broken for the eye, invisible operators, and tags. All take no
# cell, so nothing moves when they go. Joiners and variation selectors stay: what is drawn may begin
# in the middle of a word, and what came in was cleaned of those that no script needs.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e00ff]"
)


KITTY_KEYS = "CONFERENCE_KITTY_KEYS"


class PlainText(LineFilter):
    """Takes control codes and marks of direction out of what is drawn."""

    def apply(
        self,
        segments: list[Segment],
        background: Color,  # noqa: ARG002 - the signature is Textual's
    ) -> list[Segment]:
        """The same segments; only those that hold something unsafe are made anew."""
        return [
            segment
            if segment.control or not _UNSAFE.search(segment.text)
            else Segment(_UNSAFE.sub("", segment.text), segment.style)
            for segment in segments
        ]


def quick_driver() -> type[Driver] | None:
    """A driver for `App(driver_class=...)`; None where the stock one must do.

    On Linux and macOS it quits at once; on Windows it loses no character typed with AltGr, unless
    CONFERENCE_KITTY_KEYS asks for the protocol that does. A driver chosen in the environment (as a
    served session has) is respected.
    """
    if os.environ.get("TEXTUAL_DRIVER"):
        return None
    if sys.platform == "win32":
        if os.environ.get(KITTY_KEYS, "").strip().casefold() in ("yes", "true", "1"):
            return None
        from screens.windows_driver import plain_keys_driver

        return plain_keys_driver()
    try:
        from screens.wake_driver import WakeDriver
    except (ImportError, AttributeError):
        return None
    return WakeDriver
