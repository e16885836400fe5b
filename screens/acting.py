"""Acting on the record from a screen: beside the event loop, and with every refusal told in words.

A screen calls `review/` through here and nowhere else, so that no screen freezes while the database
works and no error ever ends the application. What needs a password again asks for it here, and is
then done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar, cast

from textual.dom import DOMNode

from conference.errors import ConferenceError, NeedsProof
from screens.dialogs.message import Message

Result = TypeVar("Result")


async def attempt(node: DOMNode, act: Callable[[], Result]) -> Result | None:
    """Do something with the record in a thread; where it is refused, say so and return None."""
    try:
        return await proving(node, act)
    except NeedsProof:
        return None  # They closed the question: nothing was done, and they know.
    except ConferenceError as error:
        await node.app.push_screen_wait(Message.of(error))
        return None


async def succeeded(node: DOMNode, act: Callable[[], object]) -> bool:
    """Do something whose result does not matter; whether it was done."""
    try:
        await proving(node, act)
    except NeedsProof:
        return False
    except ConferenceError as error:
        await node.app.push_screen_wait(Message.of(error))
        return False
    return True


async def proving(node: DOMNode, act: Callable[[], Result]) -> Result:
    """Do something in a thread; where it needs a proof of who acts, ask for it and do it again.

    Raises what the act raises; NeedsProof where the person closed the question.
    """
    try:
        return await asyncio.to_thread(act)
    except NeedsProof as needed:
        if not await _proved(node, needed):
            raise
    return await asyncio.to_thread(act)


async def _proved(node: DOMNode, needed: NeedsProof) -> bool:
    """Whether whoever sits here gave their password again."""
    from conference.review.sign_in import prove
    from screens.dialogs.password import AskPassword

    desk = cast(Any, needed.by)

    def given(password: str, _code: str | None) -> bool:
        prove(desk, password)
        return True

    about = f"This needs your password again, {desk.person.name}."
    return bool(await node.app.push_screen_wait(AskPassword("It is you?", about, given)))
