"""Acting on the record from a screen: beside the event loop, and with every refusal told in words.

A screen calls `review/` through here and nowhere else, so that no screen freezes while the database
works and no error ever ends the application.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from textual.dom import DOMNode

from conference.errors import ConferenceError
from screens.dialogs.message import Message

Result = TypeVar("Result")


async def attempt(node: DOMNode, act: Callable[[], Result]) -> Result | None:
    """Do something with the record in a thread; where it is refused, say so and return None."""
    try:
        return await asyncio.to_thread(act)
    except ConferenceError as error:
        await node.app.push_screen_wait(Message.of(error))
        return None


async def succeeded(node: DOMNode, act: Callable[[], object]) -> bool:
    """Do something whose result does not matter; whether it was done."""
    try:
        await asyncio.to_thread(act)
    except ConferenceError as error:
        await node.app.push_screen_wait(Message.of(error))
        return False
    return True
