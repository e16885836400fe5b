"""Before a record is opened to browsers, and while it is: may it be, and does it answer."""

from __future__ import annotations

from sqlmodel import select

from conference.errors import ConferenceError
from conference.exchange.code_keys import keys_of
from conference.record.store import Store
from conference.record.tables import Council
from conference.review.councils import councils
from conference.review.protection import is_protected
from conference.review.sealed_codes import key_for


class ServedRecord:
    """The record at `place` as its server looks at it: brought up to date, and never read of.

    Raises Unavailable where it cannot be opened.
    """

    def __init__(self, place: str) -> None:
        self._store = Store(place)
        self._store.prepare()

    def unprotected(self) -> tuple[str, ...]:
        """The councils in which nobody has a password: whoever comes first may choose one."""
        names = []
        for council in councils(self._store):
            with self._store.within(council.id).reading() as session:
                practice = session.get_one(Council, council.id).practice
                if not practice and not is_protected(session, council.id):
                    names.append(council.name)
        return tuple(names)

    def codes_keys(self) -> str:
        """The keys of the councils' one-time codes, with space between: for processes of sessions.

        They reach no keyring. It is a value for the setting `code_keys.SETTING`.
        """
        found: dict[str, None] = {}
        for council in councils(self._store):
            with self._store.within(council.id).reading() as session:
                protected = is_protected(session, council.id)
            if protected and (key := key_for(self._store, council.id)):
                found[key.secret] = None
                found |= dict.fromkeys(one.secret for one in keys_of(council.id))
        return " ".join(found)

    @property
    def is_empty(self) -> bool:
        """Whether no council has been set up yet: whoever comes first would set one up."""
        return not councils(self._store)

    def answers(self) -> bool:
        """Whether the database can be reached and read just now."""
        try:
            with self._store.reading() as session:
                session.exec(select(Council.id).limit(1)).first()
        except (ConferenceError, OSError):
            return False
        return True

    def close(self) -> None:
        """Let go of its connections."""
        self._store.close()
