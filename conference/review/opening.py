"""Opening a record: the store made ready, and who can sit down at a desk in it, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from conference.record.store import Store
from conference.record.tables import Council
from conference.record.walls import EVERY
from conference.review import passwords, sign_in
from conference.review.client import NOWHERE, Client
from conference.review.codes import Offer
from conference.review.councils import CouncilName, council_called, councils, wall_warning
from conference.review.desk import Desk
from conference.review.people import people
from conference.review.protection import is_protected
from conference.review.witness import witness_warning
from conference.views import PersonView

Clock = Callable[[], datetime]


class Known(Protocol):
    """One of the people of a record, known by their id."""

    @property
    def id(self) -> str:
        """Theirs."""


@dataclass(frozen=True)
class OpenRecord:
    """A record that is ready: its store, and its council once there is one.

    store: scoped to the council. choices: the councils of which one has still to be chosen; empty
    where there is one or none. warning: what is told of the record itself. protected: whether
    people give passwords. beginners: the ids of those who may choose the first password, where one
    has still to be chosen. lock_minutes: after how many without a key a screen locks; 0 for
    never.
    """

    store: Store
    council_id: str | None
    people: tuple[PersonView, ...]
    protected: bool = False
    beginners: tuple[str, ...] = ()
    lock_minutes: int = 0
    choices: tuple[CouncilName, ...] = ()
    warning: str = ""

    def desk(self, person: Known, clock: Clock, templates: Path | None = None) -> Desk:
        """The desk of one of its people, by name alone. Refused where passwords are asked for."""
        return sign_in.sit_down(self.store, self._council, person.id, clock, templates=templates)

    def sign_in(
        self,
        who: Known | str,
        password: str,
        code: str | None,
        clock: Clock,
        templates: Path | None = None,
        client: Client = NOWHERE,
    ) -> Desk:
        """The desk of somebody who gives their password; raises as `sign_in.sign_in` does.

        who: one of its people, or the name or e-mail address that was typed.
        """
        person_id, said = self._meant(who)
        return sign_in.sign_in(
            self.store,
            self._council,
            person_id,
            password,
            clock,
            code=code,
            templates=templates,
            client=client,
            said=said,
        )

    def begin(
        self,
        person: Known,
        password: str,
        clock: Clock,
        templates: Path | None = None,
        client: Client = NOWHERE,
    ) -> Desk:
        """Choose the first password of the council, and sit down with it."""
        return sign_in.set_first_password(
            self.store,
            self._council,
            person.id,
            password,
            clock,
            templates=templates,
            client=client,
        )

    def offer_codes(
        self, who: Known | str, password: str, clock: Clock, client: Client = NOWHERE
    ) -> Offer:
        """What somebody who has to set one-time codes up gives their authenticator."""
        person_id, said = self._meant(who)
        at = self.store, self._council, person_id, password, clock
        return sign_in.offer_codes(*at, client=client, said=said)

    def sign_in_with_new_codes(
        self,
        who: Known | str,
        password: str,
        offered: Offer,
        code: str,
        clock: Clock,
        templates: Path | None = None,
        client: Client = NOWHERE,
    ) -> tuple[Desk, tuple[str, ...]]:
        """The desk of somebody who has set codes up just now, and their recovery codes."""
        person_id, said = self._meant(who)
        return sign_in.sign_in_with_new_codes(
            self.store,
            self._council,
            person_id,
            password,
            offered,
            code,
            clock,
            templates=templates,
            client=client,
            said=said,
        )

    def beginner(self, said: str) -> PersonView | None:
        """Whoever goes by what was typed, and may choose the first password."""
        person_id, _ = self._meant(said)
        found = (one for one in self.people if one.id == person_id)
        return next((one for one in found if one.id in self.beginners), None)

    def change_password(
        self,
        who: Known | str,
        old: str,
        new: str,
        code: str | None,
        clock: Clock,
        templates: Path | None = None,
        client: Client = NOWHERE,
    ) -> Desk:
        """Change one's own password, and sit down with the new one; `who` as in `sign_in`."""
        person_id, said = self._meant(who)
        return sign_in.change_password(
            self.store,
            self._council,
            person_id,
            old,
            new,
            clock,
            code=code,
            templates=templates,
            client=client,
            said=said,
        )

    def _meant(self, who: Known | str) -> tuple[str, str]:
        """The id of whoever is meant, "" for nobody; and what was typed."""
        if isinstance(who, str):
            return sign_in.person_meant(self.store, self._council, who), who
        return who.id, ""

    @property
    def _council(self) -> str:
        if self.council_id is None:
            raise ValueError("a desk needs a council")
        return self.council_id

    def again(self) -> OpenRecord:
        """The same record, its council and people read anew."""
        return read_record(self.store)

    def of(self, council_id: str) -> OpenRecord:
        """The record of one of its councils."""
        return _record_of(self.store, council_id, self.warning)


def open_record(place: str, council: str = "") -> OpenRecord:
    """The record at `place`, its tables made or brought up to date. Raises Unavailable.

    council: the name or the code of the one that is meant, where there are several. Refused where
    there is no such council.
    """
    store = Store(place)
    store.prepare()
    return read_record(store, council)


def read_record(store: Store, council: str = "") -> OpenRecord:
    """The council and the people a store holds; where it holds several, their names."""
    if store.council_id not in ("", EVERY):
        return _record_of(store, store.council_id)
    there, warning = councils(store), wall_warning(store)
    if not there:
        return OpenRecord(store, None, ())
    if not council and len(there) > 1:
        return OpenRecord(store, None, (), choices=there, warning=warning)
    chosen = council_called(there, council) if council else there[0]
    return _record_of(store, chosen.id, warning)


def _record_of(store: Store, council_id: str, warning: str = "") -> OpenRecord:
    store = store.within(council_id)
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
        warning=warning or witness_warning(store, council_id),
    )
