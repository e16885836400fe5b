"""Noticing what others record: told within a moment, at next to no cost while nobody does.

Each kind of database has a listener that gives the chains of history that grew. A draft grows none,
so somebody else's typing wakes nobody.
"""

from conference.record.changes.announcing import announce, channel_of
from conference.record.changes.fake import FakeChanges
from conference.record.changes.watching import (
    ANYTHING,
    Away,
    Changes,
    Listener,
    Notice,
    Told,
    Touched,
    Watching,
)

__all__ = [
    "ANYTHING",
    "Away",
    "Changes",
    "FakeChanges",
    "Listener",
    "Notice",
    "Told",
    "Touched",
    "Watching",
    "announce",
    "channel_of",
]
