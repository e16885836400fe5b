"""The driver of a console on Windows, which leaves the keyboard as it is.

Textual's own switches on the kitty keyboard protocol, and Windows Terminal then loses whatever is
typed with AltGr: €, é, ŵ. Without it every character arrives; what is lost is telling a few keys
apart, as Ctrl+Enter from Enter.
"""

from __future__ import annotations

import re

from textual.driver import Driver

_KITTY = re.compile(r"\x1b\[[<>=]\d*(?:;\d+)?u")
"""Switches the protocol on, changes it, and switches it off."""


def plain_keys_driver() -> type[Driver]:
    """Textual's driver, but the kitty keyboard protocol is neither switched on nor off.

    To be called on Windows alone: elsewhere Textual's cannot be loaded.
    """
    from textual.drivers.windows_driver import WindowsDriver

    class PlainKeysDriver(WindowsDriver):
        def write(self, data: str) -> None:
            """Write to the console all but what is for that protocol."""
            if plain := _KITTY.sub("", data):
                super().write(plain)

    return PlainKeysDriver
