"""The sessions there are: no more than agreed, each with a number, a secret and a folder."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from pathlib import Path

from screens.serve.endings import Ending
from screens.serve.errand import COMING, INBOX, OUTBOX
from screens.serve.folders import make_root, remove
from screens.serve.plan import Plan


@dataclass
class Place:
    """One session's place. number: for the log. secret: opens its page for sending files.

    browser: what its cookie says; "" for a browser without. person: whom a proxy vouched for.
    address: where the browser is on the network; "" where that is not known.
    """

    number: int
    secret: str = field(repr=False)
    folder: Path
    browser: str = ""
    person: str = ""
    address: str = ""
    signed_in: bool = False
    """Whether its process said that somebody is signed in."""
    leave: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    """Set when it is to make room for somebody else, or has no seat."""
    has_no_seat: bool = False
    """Whether the last seat was taken while its person signed in."""

    @property
    def device(self) -> str:
        """What a session may know of its browser: always the same, and not the cookie itself."""
        return sha256(f"device {self.browser}".encode()).hexdigest() if self.browser else ""

    @property
    def inbox(self) -> Path:
        """Where files that somebody sends stand once they are whole."""
        return self.folder / INBOX


@dataclass(frozen=True)
class Parcel:
    """A file that is ready to be fetched, once, by the browser whose session made it."""

    file: Path
    name: str
    place: Place
    until: float


class Sessions:
    """Every session of one server. clock: seconds that only go forward."""

    def __init__(self, plan: Plan, clock: Callable[[], float] = time.monotonic) -> None:
        self._plan = plan
        self._clock = clock
        self._numbers = count(1)
        self._places: dict[str, Place] = {}
        self._parcels: dict[str, Parcel] = {}
        self.root = make_root()
        """The folder of this server, for nobody but who runs it."""
        self.stopping = asyncio.Event()
        """Set when the server is to end."""

    def __len__(self) -> int:
        return len(self._places)

    @property
    def is_full(self) -> bool:
        """Whether every seat is taken; a session that is ending has its seat to the end.

        Seats are for people who have signed in: whoever has not keeps nobody out.
        """
        return self.signed_in >= self._plan.sessions

    @property
    def signed_in(self) -> int:
        """In how many somebody is signed in."""
        return sum(place.signed_in for place in self._places.values())

    def take_seat(self, place: Place) -> None:
        """Somebody signed in there; where others took the last seat meanwhile it has to leave."""
        if not place.signed_in and self.is_full:
            place.has_no_seat = True
            place.leave.set()
        else:
            place.signed_in = True

    def begin(self, browser: str, person: str, address: str = "") -> Place | Ending:
        """A place for one more, or why there is none."""
        if self.stopping.is_set():
            return Ending.STOPPING
        if self.is_full or not self._has_room_for_a_stranger(address):
            return Ending.FULL
        number = next(self._numbers)
        folder = self.root / str(number)
        for name in (INBOX, OUTBOX, COMING):
            (folder / name).mkdir(parents=True, mode=0o700)
        place = Place(number, secrets.token_urlsafe(32), folder, browser, person, address)
        self._places[place.secret] = place
        return place

    def _has_room_for_a_stranger(self, address: str) -> bool:
        """Whether one more may come to the door; where that is full somebody else there leaves.

        It is the one who has waited longest of the network that has most there, so that a crowd
        from one place makes room, and not who comes alone.
        """
        waiting = [one for one in self._places.values() if not one.signed_in]
        here = [one for one in waiting if not one.leave.is_set()]
        by_network = Counter(one.address for one in here)
        if address and by_network[address] >= self._plan.crowd.each:
            return False
        free = self._plan.sessions - self.signed_in
        if len(here) < max(free, self._plan.reserve):
            return True
        if len(waiting) - len(here) >= self._plan.reserve:
            return False  # So many are leaving already: their processes take time to end.
        most = max(by_network.values())
        next(one for one in here if by_network[one.address] == most).leave.set()
        return True

    def end(self, place: Place) -> None:
        """Give the place up, with its files and everything that was still to be fetched."""
        self._places.pop(place.secret, None)
        for key, parcel in list(self._parcels.items()):
            if parcel.place is place:
                del self._parcels[key]
        remove(place.folder)

    def of_secret(self, secret: str, browser: str) -> Place | None:
        """The session whose secret this is, asked for by the same browser."""
        place = self._places.get(secret)
        return place if place and _is_same(place.browser, browser) else None

    # Files to be fetched

    def offer(self, place: Place, file: Path, name: str) -> str:
        """Have a file ready for its browser; the secret it is fetched with."""
        self._forget_old()
        key = secrets.token_urlsafe(32)
        until = self._clock() + self._plan.patience.fetch
        self._parcels[key] = Parcel(file, name, place, until)
        return key

    def fetch(self, key: str, browser: str) -> Parcel | None:
        """What this secret opens; it opens nothing a second time."""
        self._forget_old()
        parcel = self._parcels.get(key)
        if parcel is None or not _is_same(parcel.place.browser, browser):
            return None
        return self._parcels.pop(key)

    def _forget_old(self) -> None:
        for key, parcel in list(self._parcels.items()):
            if parcel.until < self._clock():
                parcel.file.unlink(missing_ok=True)
                del self._parcels[key]

    def close(self) -> None:
        """Remove whatever is left."""
        remove(self.root)


def _is_same(kept: str, given: str) -> bool:
    return secrets.compare_digest(kept.encode(), given.encode("utf-8", "replace"))
