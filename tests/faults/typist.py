"""Somebody who types into the real application, in a terminal that can be cut off at any moment."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tests.benchmarks.terminal import Terminal, TooLong
from tests.office import practise

GAP_SECONDS = 0.08
"""Between two keys of somebody who types fast: a hundred and fifty words a minute."""
ACTIONS = b"4"
"""The stage of a case where actions are logged."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Typist(Terminal):
    """The application on a record, and somebody at its keyboard."""

    def __init__(self, place: str, home: Path, person: str, **more: str) -> None:
        practise(place)
        around: Mapping[str, str] = {
            "CONFERENCE_DATABASE": place,
            "CONFERENCE_PERSON": person,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            **more,
        }
        super().__init__([sys.executable, "-m", "conference"], home, around)

    def comes_to_the_form(self) -> None:
        """Through the caseload and the case to the form that logs an action."""
        self.wait_for("ER-20")
        self.settle()
        self._goes(b"\r", "5 Meeting")
        self.press(ACTIONS)
        self.settle()
        self._goes(b"l", "Log an action of Police")

    def _goes(self, key: bytes, *words: str) -> None:
        """Press a key, again where it came too early, until the words are there."""
        for _ in range(5):
            self.press(key)
            with suppress(TooLong):
                self.wait_for(*words, seconds=4)
                self.settle()
                return
        raise TooLong(f"{words} did not come: {self.text[-600:]!r}")

    def goes_on(self, fields: int) -> None:
        """Go so many fields on."""
        for _ in range(fields):
            begun = self.press(b"\t")
            while not self.text and time.perf_counter() - begun < 5:
                self._pump(0.02)
            self.settle(0.25)

    def types(self, words: str, chance: random.Random) -> None:
        """Type, each key once the one before is seen, and never faster than a fast typist."""
        for letter in words:
            begun = self.press(letter.encode())
            while not self.text and time.perf_counter() - begun < 5:
                self._pump(0.02)
            rest = begun + GAP_SECONDS * (0.5 + chance.random()) - time.perf_counter()
            if rest > 0:
                time.sleep(rest)

    def is_told(self, number: signal.Signals) -> None:
        """Send the program a signal, and wait until it has ended."""
        self._process.send_signal(number)
        self._process.wait(20)

    @property
    def status(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.poll()

    def hangs_up(self) -> None:
        """Close the window, as a terminal does: the line goes, and SIGHUP is sent."""
        os.close(self._fd)
        self._fd = os.open(os.devnull, os.O_RDONLY)
        self.is_told(signal.SIGHUP)
