"""Sending a file through the browser: a page to choose it on, and the wait until it has come."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widget import Widget
from textual.widgets import Button, Static

from conference.errors import ConferenceError
from conference.exchange.files import MOST_BYTES
from conference.text import one_line
from screens.dialogs.base import Dialog, button, paragraph
from screens.inbox import emptied, kind_words, taken
from screens.served import Served

_LOOK = 0.25
"""Seconds between two looks at whether it has come."""


class SendFile(Dialog[Path | None]):
    """Waits for a file of one of these kinds; None when it was closed before one came.

    kinds: endings such as ".csv".
    """

    DEFAULT_CSS = """
    SendFile #send-address { height: auto; margin-bottom: 1; color: $text-primary; }
    SendFile #send-told { height: auto; margin-bottom: 1; }
    SendFile #send-told.-fault { color: $text-error; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "open_page", "Open the page", tooltip="Open the page to choose a file on"),
    ]
    AUTO_FOCUS = "#open"
    told = query_one("#send-told", Static)

    def __init__(self, question: str, served: Served, kinds: Collection[str]) -> None:
        super().__init__("Send a file")
        self._question = question
        self._served = served
        self._kinds = kinds

    def words(self) -> list[Static]:
        """What is asked, and how it is sent."""
        how = (
            f"Choose it in the window that opens: {kind_words(self._kinds)}, up to "
            f"{MOST_BYTES // 1_000_000} MB. This goes on by itself once it has come. If no window "
            "opens, press o, or open this address in the same browser:"
        )
        return [paragraph(self._question, "dialog--strong"), paragraph(how)]

    def controls(self) -> list[Widget]:
        """The page's address, and what became of it."""
        return [
            Static(one_line(self._served.send_url), id="send-address", markup=False),
            Static("Waiting for the file…", id="send-told", markup=False),
        ]

    def buttons(self) -> list[Button]:
        """Open the page again, or leave it."""
        return [button("Cancel", "cancel"), button("Open the page", "open", main=True)]

    def on_mount(self) -> None:
        """Open the page, and wait."""
        self._wait()

    @work(group="wait", exclusive=True)
    async def _wait(self) -> None:
        # What came while nobody asked for it answers no question.
        await asyncio.to_thread(emptied, self._served.inbox)
        self.action_open_page()
        while (sent := await self._look()) is None:
            await asyncio.sleep(_LOOK)
        self.dismiss(sent)

    async def _look(self) -> Path | None:
        try:
            return await asyncio.to_thread(taken, self._served.inbox, self._kinds)
        except ConferenceError as error:
            self.told.update(one_line(error.what))
            self.told.add_class("-fault")
            return None

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the button."""
        if event.button.id == "open":
            self.action_open_page()
        else:
            self.action_close()

    def action_open_page(self) -> None:
        """Open the page on which the file is chosen."""
        self.app.open_url(self._served.send_url)
