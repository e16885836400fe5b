"""Opening a record: the store made ready, and who can sit down at a desk in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from conference.record.store import Store
from conference.review.desk import Desk
from conference.review.people import only_council, people
from conference.views import PersonView


@dataclass(frozen=True)
class OpenRecord:
    """A record that is ready: its store, and its council once there is one."""

    store: Store
    council_id: str | None
    people: tuple[PersonView, ...]

    def desk(
        self,
        person: PersonView,
        clock: Callable[[], datetime],
        templates: Path | None = None,
    ) -> Desk:
        """The desk of one of its people. Only for a record that is set up."""
        if self.council_id is None:
            raise ValueError("a desk needs a council")
        return Desk(person, self.council_id, self.store, clock, templates)

    def again(self) -> OpenRecord:
        """The same record, its council and people read anew."""
        return read_record(self.store)


def open_record(place: str) -> OpenRecord:
    """The record at `place`, its tables made or brought up to date. Raises Unavailable."""
    store = Store(place)
    store.prepare()
    return read_record(store)


def read_record(store: Store) -> OpenRecord:
    """The council and the people a store holds."""
    council_id = only_council(store)
    return OpenRecord(store, council_id, people(store, council_id) if council_id else ())
