"""Asking somebody where files should go, and saving them there with care."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from textual.dom import DOMNode

from screens.acting import succeeded
from screens.dialogs.ask import Ask
from screens.dialogs.confirm import Confirm
from screens.saving import save_files, there_already, usual_folder


async def ask_for_folder(node: DOMNode, question: str) -> Path | None:
    """Ask where files should go; None where the person thinks better of it."""
    asked = Ask(
        question,
        "Folder",
        value=str(usual_folder()),
        help="A folder that is not there yet is made. Only you can read the files.",
    )
    folder = await node.app.push_screen_wait(asked)
    return Path(folder).expanduser() if folder else None


async def save_with_care(node: DOMNode, folder: Path, files: Mapping[str, bytes]) -> None:
    """Save the files and say where they are; ask before any that is there is replaced."""
    there = await asyncio.to_thread(there_already, folder, tuple(files))
    question = Confirm(
        "Replace the files that are there?", "\n".join(there), yes="Replace", no="Keep them"
    )
    if there and not await node.app.push_screen_wait(question):
        return
    if await succeeded(node, partial(save_files, folder, files, replace=bool(there))):
        what = f"{len(files)} files are" if len(files) > 1 else f"{next(iter(files))} is"
        node.app.notify(f"{what} in {folder}", markup=False)
