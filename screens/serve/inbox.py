"""Files that somebody sends from their own computer: taken in whole, under safe names, not many."""

from __future__ import annotations

import asyncio
import secrets

from aiohttp import BodyPartReader, web

from screens.serve.names import free_name, safe_name
from screens.serve.pages import words_page
from screens.serve.sessions import Place

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
"""Bytes in one file."""
MOST = 20
"""Files that can stand in one session's folder at a time."""
_FORM = """<form method="post" enctype="multipart/form-data">
<p><label>Files, up to {megabytes} MB each<br>
<input type="file" name="file" multiple required></label></p>
<p><button type="submit">Send</button></p>
</form>"""


class _Unfit(Exception):
    """What was sent is not taken; its words say why, to whoever sent it."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


def sending_page() -> web.Response:
    """The page where a file is chosen and sent."""
    return words_page(
        "Send files",
        "Choose files on your own computer. They go to the screen you are at, and to nobody else.",
        more=_FORM.format(megabytes=LARGEST // MEGABYTE),
    )


async def take_in(request: web.Request, place: Place, patience: float) -> web.Response:
    """Take what a form sends into the session's folder, and say so in words.

    patience: seconds between two pieces of it; whoever sends nothing for so long is given up.
    """
    try:
        names = await _arrived(request, place, patience)
    except TimeoutError:
        return _answer(request, "Nothing more was taken", "The line was too slow. Try again.", 408)
    except _Unfit as unfit:
        return _answer(request, "Nothing was taken", str(unfit), unfit.status)
    except (ValueError, AssertionError):
        return _answer(request, "Nothing was taken", "The form cannot be read.", 400)
    if not names:
        return _answer(request, "Nothing was taken", "No file was chosen.", 400)
    listed = ", ".join(names)
    return _answer(request, "Arrived", f"Arrived: {listed}. Go back to Case Conference.", 200)


def _answer(request: web.Request, title: str, words: str, status: int) -> web.Response:
    """Words for our own script, which asks for plain ones, or a page with the form again."""
    if "text/plain" in request.headers.get("Accept", ""):
        return web.Response(text=words, status=status)
    form = _FORM.format(megabytes=LARGEST // MEGABYTE)
    return words_page(title, words, status=status, more=form)


async def _arrived(request: web.Request, place: Place, patience: float) -> list[str]:
    """The names under which the files of a form were taken in."""
    if request.content_type != "multipart/form-data":
        raise _Unfit(415, "This is no form with files.")
    names: list[str] = []
    reader = await request.multipart()
    while (part := await asyncio.wait_for(reader.next(), patience)) is not None:
        if not isinstance(part, BodyPartReader) or part.name != "file":
            raise _Unfit(400, "There is more in the form than files.")
        if part.filename:
            names.append(await _one(part, place, patience))
    return names


async def _one(part: BodyPartReader, place: Place, patience: float) -> str:
    """Take one file: written beside, and moved when it is whole."""
    if sum(1 for _ in place.inbox.iterdir()) >= MOST:
        raise _Unfit(409, f"{MOST} files are waiting already. Use those first.")
    beside = place.folder / "coming" / secrets.token_hex(8)
    try:
        size = 0
        with beside.open("xb") as file:
            while chunk := await asyncio.wait_for(part.read_chunk(64 * 1024), patience):
                size += len(chunk)
                if size > LARGEST:
                    limit = LARGEST // MEGABYTE
                    raise _Unfit(413, f"The file is larger than {limit} MB.")
                file.write(chunk)
        name = free_name(place.inbox, safe_name(part.filename or ""))
        beside.rename(place.inbox / name)
    except FileNotFoundError:
        raise _Unfit(404, "This session has ended.") from None
    finally:
        beside.unlink(missing_ok=True)
    return name
