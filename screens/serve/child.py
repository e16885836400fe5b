"""The process of one session: the application on a record, seen through pipes.

Where processes can be forked, `warm` becomes one; elsewhere this module is run as a program, and
the first line of its input says what to do.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import Screen

from conference.review import hashing
from screens.app import ConferenceApp
from screens.faults import place_of
from screens.serve.driver import ServedDriver
from screens.serve.errand import Errand
from screens.serve.folders import remove
from screens.serve.turns import Turns

if TYPE_CHECKING:
    from conference.review.desk import Desk


class ServedApp(ConferenceApp):
    """The application, which also tells the server who sits there: somebody, or the room's display.

    errand: the session.
    """

    def __init__(self, errand: Errand) -> None:
        templates = Path(errand.templates) if errand.templates else None
        super().__init__(
            errand.place, templates=templates, council=errand.council, served=errand.served()
        )
        self.driver_class = ServedDriver
        self.fault = ""
        """The kind and place of a fault in the program; "" while there is none."""

    def _place_of(self, desk: Desk) -> Screen[None]:
        place = super()._place_of(desk)
        self._say(type="seated", display=desk.person.is_room_display)
        return place

    async def _work(self, desk: Desk, place: Screen[None]) -> None:
        await super()._work(desk, place)
        self._say(type="risen")

    def _say(self, **words: object) -> None:
        """Tell the server."""
        if isinstance(self._driver, ServedDriver):
            self._driver.write_meta(words)

    def _handle_exception(self, error: Exception) -> None:
        self.fault = self.fault or place_of(error)
        super()._handle_exception(error)


def run_session(errand: Errand) -> int:
    """Run one session to its end; the exit status of its process."""
    if sys.platform != "win32":
        hashing.turns = Turns(Path(errand.folder).parent)
    app = ServedApp(errand)
    app.run(size=(errand.width, errand.height))
    driver = app._driver
    if isinstance(driver, ServedDriver):
        if app.fault and not driver.lost:
            where = " ".join(filter(None, (app.damage, app.fault)))
            driver.write_meta({"type": "fault", "where": where})
        if driver.lost:
            remove(Path(errand.folder))
    return app.return_code or 0


def _first_line() -> bytes:
    """The line before the packets; read with care, for not a byte of those is to be taken."""
    line = b""
    while not line.endswith(b"\n") and (byte := os.read(0, 1)):
        line += byte
    return line


if __name__ == "__main__":
    sys.exit(run_session(Errand.of(_first_line())))
