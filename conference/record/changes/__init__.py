"""Noticing what others record: told within a moment, at next to no cost while nobody does.

Each kind of database has a listener that gives the chains of history that grew. A draft grows none,
so somebody else's typing wakes nobody.
"""

from conference.record.changes.announcing import announce
from conference.record.changes.watching import Changes, Notice, Watching

__all__ = ["Changes", "Notice", "Watching", "announce"]
