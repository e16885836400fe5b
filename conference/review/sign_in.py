"""Sitting down at a desk: by a password where the council is protected, by name where it is not.

The only place a desk comes from. A council is protected as soon as one of its people has a
password; a practice council never asks for one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from conference.errors import MustChange, NotFound, Refused
from conference.law.calendar import london_day
from conference.record.store import Store
from conference.record.tables import Council
from conference.review import codes, passwords, signed_in
from conference.review.client import NOWHERE, Client, command_line
from conference.review.desk import Desk, see_to_witness
from conference.review.devices import remember
from conference.review.naming import id_of, plain
from conference.review.passwords import (
    Access,
    own_access,
    reset_here,
    reset_password,
    set_lock_minutes,
    unlock,
    unlock_here,
    who_gets_in,
)
from conference.review.protection import Proof, is_protected
from conference.review.signed_in import still_signed_in
from conference.review.tries import Door, try_password

__all__ = [
    "Access",
    "Client",
    "Door",
    "asks_for_first_password",
    "asks_for_password",
    "change_own_password",
    "change_password",
    "offer_codes",
    "own_access",
    "person_meant",
    "prove",
    "reset_here",
    "reset_password",
    "set_first_password",
    "set_lock_minutes",
    "sign_in",
    "sign_in_with_new_codes",
    "sit_down",
    "unlock",
    "unlock_here",
    "who_gets_in",
]
Clock = Callable[[], datetime]


def asks_for_password(store: Store, council_id: str) -> bool:
    """Whether people give passwords here."""
    with store.within(council_id).reading() as session:
        return is_protected(session, council_id)


def asks_for_first_password(store: Store, council_id: str) -> bool:
    """Whether a first password has still to be chosen: none is there, and it is no practice."""
    with store.within(council_id).reading() as session:
        council = session.get(Council, council_id)
        if council is None or council.practice:
            return False
        return not is_protected(session, council_id)


def sit_down(
    store: Store, council_id: str, person_id: str, clock: Clock, *, templates: Path | None = None
) -> Desk:
    """The desk of somebody where no passwords are asked for. Refused where they are."""
    door = Door(store, council_id, person_id, clock)
    with door.store.reading() as session:
        if is_protected(session, council_id):
            raise Refused("A password is needed here.", safe="Nothing was shown.")
        if door.person(session) is None:
            raise NotFound("There is nobody like that here.", next="Look at the list of people.")
        desk = Desk(door.view(session), council_id, store, clock, templates)
    see_to_witness(desk)
    return desk


def sign_in(
    store: Store,
    council_id: str,
    person_id: str,
    password: str,
    clock: Clock,
    *,
    code: str | None = None,
    templates: Path | None = None,
    client: Client = NOWHERE,
    said: str = "",
) -> Desk:
    """The desk of somebody who proved who they are, on the client where they did.

    person_id: "" for whoever typed a name that is nobody's. said: what was typed, where it was a
    name. Raises Refused where that failed or comes too early, or the password was given too long
    ago, NeedsCode where a one-time code is missing, MustChange where the password was given by
    somebody else: `change_password` comes first, MustHaveCodes where their role asks for one-time
    codes: `sign_in_with_new_codes` comes first.
    """
    door = Door(store, council_id, person_id, clock, client, plain(said))
    must_change = _must_change(door)
    try_password(door, password, code=code, with_code=not must_change)
    if must_change:
        passwords.must_be_recent(door)
        raise MustChange(
            "Your password was given to you by somebody else.",
            safe="It was right.",
            next="Choose your own, which nobody else knows.",
        )
    return _proved(door, templates, "signed in")


def person_meant(store: Store, council_id: str, said: str) -> str:
    """The id of the one person who goes by the name or e-mail address that was typed; else ""."""
    with store.within(council_id).reading() as session:
        return id_of(session, council_id, said)


def _must_change(door: Door) -> bool:
    with door.store.reading() as session:
        row = door.credential(session, to_write=False)
        return row is not None and row.must_change


def set_first_password(
    store: Store,
    council_id: str,
    person_id: str,
    password: str,
    clock: Clock,
    *,
    templates: Path | None = None,
    client: Client = NOWHERE,
) -> Desk:
    """Protect a council: an administrator chooses its first password, and sits down with it.

    Refused where there is one, or in practice; BadInput where it will not do.
    """
    door = Door(store, council_id, person_id, clock, client)
    passwords.begin(door, password, templates)
    return _proved(door, templates, "signed in")


def change_password(
    store: Store,
    council_id: str,
    person_id: str,
    old: str,
    new: str,
    clock: Clock,
    *,
    code: str | None = None,
    templates: Path | None = None,
    client: Client = NOWHERE,
    said: str = "",
) -> Desk:
    """Change one's own password with the old one (and a code, where they are used), and sit down.

    Raises as `sign_in` does, and BadInput where the new one will not do: said only to whoever gave
    the old one, and before a code is used up for nothing.
    """
    door = Door(store, council_id, person_id, clock, client, plain(said))
    fault = passwords.fault_of_new(door, new, templates)
    try_password(door, old, code=code, with_code=fault is None)
    passwords.must_be_recent(door)
    if fault is not None:
        raise fault
    passwords.change(door, new, old)
    return _proved(door, templates, "signed in")


def change_own_password(desk: Desk, old: str, new: str, *, code: str | None = None) -> None:
    """Change the password of whoever sits at a desk; their other sign-ins end, and this one stays.

    Raises as `change_password` does, and SignedOut.
    """
    door = _seated(desk)
    still_signed_in(desk)
    fault = passwords.fault_of_new(door, new, desk.templates)
    try_password(door, old, code=code, with_code=fault is None)
    if fault is not None:
        raise fault
    passwords.change(door, new, old, stays=desk.signed_in)
    desk.proof.at = desk.clock()


def offer_codes(
    store: Store,
    council_id: str,
    person_id: str,
    password: str,
    clock: Clock,
    *,
    client: Client = NOWHERE,
    said: str = "",
) -> codes.Offer:
    """A secret for an authenticator, for somebody who has to set codes up before they come in."""
    door = Door(store, council_id, person_id, clock, client, plain(said))
    try_password(door, password, code=None, with_code=False)
    return codes.offer_at(door)


def sign_in_with_new_codes(
    store: Store,
    council_id: str,
    person_id: str,
    password: str,
    offered: codes.Offer,
    code: str,
    clock: Clock,
    *,
    templates: Path | None = None,
    client: Client = NOWHERE,
    said: str = "",
) -> tuple[Desk, tuple[str, ...]]:
    """Turn on the codes that were offered, with one of them, and sit down; the recovery codes too.

    Raises Refused where the password or the code is wrong, where there are codes already, and
    MustChange as `sign_in` does.
    """
    door = Door(store, council_id, person_id, clock, client, plain(said))
    if _must_change(door):
        raise MustChange("Your password was given to you by somebody else.", next="Change it.")
    try_password(door, password, code=None, with_code=False)
    recovery = codes.turn_on(door, offered, code)
    return _proved(door, templates, "signed in"), recovery


def _seated(desk: Desk) -> Door:
    return Door(desk.store, desk.council_id, desk.person.id, desk.clock, desk.client, seated=True)


def prove(desk: Desk, password: str) -> None:
    """Prove again who sits at a desk: for what needs it, and after the screen was locked."""
    door = _seated(desk)
    still_signed_in(desk)
    try_password(door, password, code=None, with_code=False)
    with door.store.writing() as session:
        door.note(session, "proved who they are")
    desk.proof.at = desk.clock()


def _proved(door: Door, templates: Path | None, act: str) -> Desk:
    with door.store.writing() as session:
        codes.must_not_lack(door, session)
        today = london_day(door.clock())
        remember(session, door.council_id, door.person_id, door.client.device, today)
        door.note(session, act, with_heads=True)
        person = door.view(session)
        place = door.client.place or command_line()
        begun = signed_in.begin(session, door.council_id, person.id, place, door.clock())
    proof, client = Proof(door.clock()), door.client.with_device()
    desk = Desk(person, door.council_id, door.store, door.clock, templates, proof, client, begun)
    see_to_witness(desk)
    return desk
