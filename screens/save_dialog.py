"""Handing files to somebody: into a folder they name, or in a browser as a download.

The one place that does: where a browser shows the program no folder is asked for and none is
written, since it would be the server's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from textual.dom import DOMNode

from screens.acting import succeeded
from screens.dialogs.ask import Ask
from screens.dialogs.confirm import Confirm
from screens.downloads import one_download, send_down
from screens.saving import save_files, there_already, usual_folder
from screens.served import session_of


class ThroughBrowser:
    """Where files go that a browser saves: only the person at it knows."""


Where = Path | ThroughBrowser


async def ask_where(node: DOMNode, question: str) -> Where | None:
    """Where files should go; None where the person thinks better of it.

    question: such as "Where should the ZIP go?". In a browser nobody is asked: it asks itself.
    """
    if session_of(node) is not None:
        return ThroughBrowser()
    asked = Ask(
        question,
        "Folder",
        value=str(usual_folder()),
        help="A folder that is not there yet is made. Only you can read the files.",
    )
    folder = await node.app.push_screen_wait(asked)
    return Path(folder).expanduser() if folder else None


async def hand_over(node: DOMNode, where: Where, files: Mapping[str, bytes]) -> None:
    """Give somebody the files, by name, and say where they are.

    where: from `ask_where`. In a folder, ask before any file that is there is replaced.
    """
    if session_of(node) is not None or isinstance(where, ThroughBrowser):
        await _send(node, files)
    else:
        await _save(node, where, files)


async def _send(node: DOMNode, files: Mapping[str, bytes]) -> None:
    name, content = await asyncio.to_thread(one_download, files)
    send_down(node.app, name, content)
    inside = f", {len(files)} files in one ZIP" if len(files) > 1 else ""
    node.app.notify(f"Sent to your browser: {name}{inside}.", markup=False)


async def _save(node: DOMNode, folder: Path, files: Mapping[str, bytes]) -> None:
    there = await asyncio.to_thread(there_already, folder, tuple(files))
    question = Confirm(
        "Replace the files that are there?", "\n".join(there), yes="Replace", no="Keep them"
    )
    if there and not await node.app.push_screen_wait(question):
        return
    if await succeeded(node, partial(save_files, folder, files, replace=bool(there))):
        what = f"{len(files)} files are" if len(files) > 1 else f"{next(iter(files))} is"
        node.app.notify(f"{what} in {folder}", markup=False)
