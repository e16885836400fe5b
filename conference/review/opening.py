"""Opening a record: the store made ready, and who can sit down at a desk in it, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from conference.record.store import Store
from conference.record.tables import Council
from conference.review import passwords, sign_in
from conference.review.desk import Desk
from conference.review.people import only_council, people
from conference.review.protection import is_protected
from conference.views import PersonView

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class OpenRecord:
    """A record that is ready: its store, and its council once there is one.

    protected: whether people give passwords. beginners: the ids of those who may choose the first
    password, where one has still to be chosen. lock_minutes: after how many without a key a screen
    locks; 0 for never.
    """

    store: Store
    council_id: str | None
    people: tuple[PersonView, ...]
    protected: bool = False
    beginners: tuple[str, ...] = ()
    lock_minutes: int = 0

    def desk(self, person: PersonView, clock: Clock, templates: Path | None = None) -> Desk:
        """The desk of one of its people, by name alone. Refused where passwords are asked for."""
        return sign_in.sit_down(self.store, self._council, person.id, clock, templates=templates)

    def sign_in(
        self,
        person: PersonView,
        password: str,
        code: str | None,
        clock: Clock,
        templates: Path | None = None,
    ) -> Desk:
        """The desk of somebody who gives their password; raises as `sign_in.sign_in` does."""
        return sign_in.sign_in(
            self.store, self._council, person.id, password, clock, code=code, templates=templates
        )

    def begin(
        self, person: PersonView, password: str, clock: Clock, templates: Path | None = None
    ) -> Desk:
        """Choose the first password of the council, and sit down with it."""
        return sign_in.set_first_password(
            self.store, self._council, person.id, password, clock, templates=templates
        )

    def change_password(
        self,
        person: PersonView,
        old: str,
        new: str,
        code: str | None,
        clock: Clock,
        templates: Path | None = None,
    ) -> Desk:
        """Change one's own password, and sit down with the new one."""
        return sign_in.change_password(
            self.store, self._council, person.id, old, new, clock, code=code, templates=templates
        )

    @property
    def _council(self) -> str:
        if self.council_id is None:
            raise ValueError("a desk needs a council")
        return self.council_id

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
    if council_id is None:
        return OpenRecord(store, None, ())
    with store.reading() as session:
        protected = is_protected(session, council_id)
        council = session.get_one(Council, council_id)
    to_begin = not protected and not council.practice
    return OpenRecord(
        store,
        council_id,
        people(store, council_id),
        protected,
        passwords.may_begin(store, council_id) if to_begin else (),
        council.lock_minutes if protected else 0,
    )
