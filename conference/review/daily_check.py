"""The look at the record that is taken at the first opening of a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from conference.errors import ConferenceError
from conference.law.calendar import london_time
from conference.record.place import file_of
from conference.record.store import Store
from conference.record.wholeness import damage_in, found_whole, is_due


def check_today(store: Store, clock: Callable[[], datetime]) -> ConferenceError | None:
    """What is wrong with the record's file; None where nothing is, or it was looked at today."""
    day = london_time(clock()).date()
    if store.file is None or not is_due(store.file, day):
        return None
    wrong = damage_in(store.file)
    if wrong is None:
        found_whole(store.file, day)
    return wrong


def damage_behind(place: str) -> ConferenceError | None:
    """What is wrong with the record's file, where a fault may have come of it."""
    file = file_of(place)
    return damage_in(file) if file is not None else None
