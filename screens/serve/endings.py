"""How a session ends, as the page is told: a code that it has words for, and a word for the log."""

from __future__ import annotations

from enum import Enum


class Ending(Enum):
    """Why the line was closed. code: of the websocket; word: for the log."""

    LEFT = 1000, "left"
    LOST = 1001, "line lost"
    FULL = 4001, "refused, full"
    IDLE = 4002, "idle"
    STOPPING = 4003, "server stopping"
    FAULT = 4004, "fault"
    HUNG = 4005, "did not answer"
    MALFORMED = 4006, "malformed message"
    STRANGER = 4007, "nobody signed in"
    MADE_ROOM = 4008, "made room, before sign-in"

    def __init__(self, code: int, word: str) -> None:
        self.code = code
        self.word = word
