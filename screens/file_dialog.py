"""Being given a file by somebody: by its path, or in a browser sent through a page.

The one place that is: where a browser shows the program a path would be one of the server's, and
none is taken.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path

from textual.dom import DOMNode

from screens.dialogs.ask import Ask
from screens.dialogs.send_file import SendFile
from screens.inbox import emptied, kind_words
from screens.served import Served, session_of


@asynccontextmanager
async def given_file(
    node: DOMNode, question: str, kinds: Collection[str]
) -> AsyncIterator[Path | None]:
    """A file that somebody names or sends, while it is read; None when they leave it.

    question: such as "Which file holds the chronology?". kinds: endings such as ".csv". What was
    sent through a browser is removed afterwards.
    """
    served = session_of(node)
    if served is None:
        yield await _named(node, f"{question} {kind_words(kinds)}.")
        return
    try:
        yield await _sent(node, served, question, kinds)
    finally:
        await asyncio.to_thread(emptied, served.inbox)


async def _named(node: DOMNode, question: str) -> Path | None:
    help_words = "The path of the file, such as ~/Documents/file.csv"
    words = await node.app.push_screen_wait(Ask(question, "File", help=help_words, save="Open"))
    return Path(words.strip().strip("'\"")).expanduser() if words else None


async def _sent(
    node: DOMNode, served: Served, question: str, kinds: Collection[str]
) -> Path | None:
    return await node.app.push_screen_wait(SendFile(question, served, kinds))
