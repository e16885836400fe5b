"""Turning one-time codes on and off: one's own, shown once, proved before they count."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlmodel import Session, select

from conference.errors import MustHaveCodes, NotFound, Refused
from conference.law.access import Role
from conference.record.tables import Council, RoleHeld
from conference.review import one_time, sealed_codes
from conference.review.desk import Desk, note_at
from conference.review.passwords import administering, door_of
from conference.review.protection import must_have_proved
from conference.review.signed_in import ask_whether_signed_in, end_all
from conference.review.tries import NO_SUCH_CODE, Door
from conference.text import one_line

_SAFE = "Nothing was changed."


@dataclass(frozen=True)
class Offer:
    """A secret for an authenticator, not in use before a code of it was given back."""

    secret: str = field(repr=False)
    address: str = field(repr=False)
    """otpauth://, for an authenticator that takes one."""


def offer(desk: Desk) -> Offer:
    """A new secret; nothing is kept of it until `confirm`."""
    return offer_at(door_of(desk, desk.person.id))


def offer_at(door: Door) -> Offer:
    """A new secret for whoever is at the door, whose password was right."""
    secret = one_time.new_secret()
    with door.store.reading() as session:
        council = session.get_one(Council, door.council_id)
        name = one_line(door.view(session).name)
        return Offer(secret, one_time.address_of(secret, name, one_line(council.name)))


def confirm(desk: Desk, offered: Offer, code: str) -> tuple[str, ...]:
    """Turn codes on with a code of the offered secret; the recovery codes, to be kept on paper.

    Refused where the code is not right. It needs a proof of who acts.
    """
    with desk.store.reading() as session:
        ask_whether_signed_in(session, desk)
        must_have_proved(session, desk)
    return turn_on(door_of(desk, desk.person.id), offered, code, anew=True)


def turn_on(door: Door, offered: Offer, code: str, *, anew: bool = False) -> tuple[str, ...]:
    """Turn on the codes that were offered, for somebody whose password was right just now.

    anew: in the place of those they have; Refused otherwise, and where the code is not right.
    """
    step = one_time.step_of(offered.secret, code, door.clock())
    if step is None:
        raise Refused(NO_SUCH_CODE, safe=_SAFE, next="Check the machine's clock and try again.")
    with door.store.reading() as session:
        if door.credential(session, to_write=False) is None:
            raise NotFound("Choose a password first.", safe=_SAFE)
    secret = sealed_codes.sealed(door.store, door.council_id, door.person_id, offered.secret)
    codes, kept = one_time.new_recovery_codes()
    with door.store.writing() as session:
        row = door.credential(session)
        if row is None:
            raise NotFound("Choose a password first.", safe=_SAFE)
        if row.totp_secret and not anew:
            raise Refused("There are codes already.", safe=_SAFE, next="Sign in with one.")
        row.totp_secret, row.totp_last, row.recovery = secret, step, kept
        door.note(session, "turned one-time codes on")
    return codes


def must_not_lack(door: Door, session: Session) -> None:
    """Raise MustHaveCodes where a role of whoever is at the door asks for codes and they have none.

    It is asked before anybody sits down; nobody can put it off.
    """
    roles = _asked_as(door, session)
    row = door.credential(session, to_write=False)
    if roles and row is not None and not row.totp_secret:
        raise MustHaveCodes(
            f"One-time codes are needed here from whoever is {' or '.join(roles)}.",
            safe="Your password was right.",
            next="Set them up, with an authenticator on your telephone: conference person codes",
        )


def _asked_as(door: Door, session: Session) -> list[str]:
    """The roles of somebody, on all cases or on one, that ask for codes."""
    council = session.get_one(Council, door.council_id)
    held = session.exec(select(RoleHeld.role).where(RoleHeld.person_id == door.person_id))
    return sorted(set(held) & set(council.codes_for))


def set_codes_for(desk: Desk, roles: Collection[Role]) -> None:
    """Say which roles ask for one-time codes beside the password, from the next sign-in on."""
    words = sorted(role.value for role in roles)
    with administering(desk) as session:
        council = session.get_one(Council, desk.council_id)
        council.codes_for = words
        act = f"asked for one-time codes from: {', '.join(words) or 'nobody'}"
        note_at(session, desk, act, about=("Council", desk.council_id))


def turn_off(desk: Desk) -> None:
    """Ask oneself for no codes any longer; it needs a proof of who acts.

    Refused where a role of theirs asks for them.
    """
    door = door_of(desk, desk.person.id)
    with desk.store.writing() as session:
        ask_whether_signed_in(session, desk)
        must_have_proved(session, desk)
        if roles := _asked_as(door, session):
            raise Refused(
                f"One-time codes are needed here from whoever is {' or '.join(roles)}.",
                safe=_SAFE,
                next="If you lost what makes them, an administrator takes them off.",
            )
        row = door.credential(session)
        if row is not None:
            row.totp_secret, row.recovery = "", []
            door.note(session, "turned one-time codes off")


def turn_off_for(desk: Desk, person_id: str) -> None:
    """An administrator takes somebody's codes off, who lost what makes them."""
    theirs = door_of(desk, person_id)
    with administering(desk) as session:
        row = theirs.credential(session)
        if row is None:
            raise NotFound("They have no password, and so no codes.", safe=_SAFE)
        row.totp_secret, row.recovery = "", []
        end_all(session, person_id, "your one-time codes were taken off", desk.clock())
        name = theirs.view(session).name
        act = f"turned off the codes of {name}, which ended their sign-ins"
        note_at(session, desk, act, about=("Person", person_id))
