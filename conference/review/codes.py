"""Turning one-time codes on and off: one's own, shown once, proved before they count."""

from __future__ import annotations

from dataclasses import dataclass, field

from conference.errors import NotFound, Refused
from conference.record.tables import Council
from conference.review import one_time
from conference.review.desk import Desk
from conference.review.passwords import administering
from conference.review.protection import must_have_proved
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
    secret = one_time.new_secret()
    with desk.store.reading() as session:
        council = session.get_one(Council, desk.council_id)
        address = one_time.address_of(secret, one_line(desk.person.name), one_line(council.name))
    return Offer(secret, address)


def confirm(desk: Desk, offered: Offer, code: str) -> tuple[str, ...]:
    """Turn codes on with a code of the offered secret; the recovery codes, to be kept on paper.

    Refused where the code is not right. It needs a proof of who acts.
    """
    step = one_time.step_of(offered.secret, code, desk.clock())
    if step is None:
        raise Refused(NO_SUCH_CODE, safe=_SAFE, next="Check the machine's clock and try again.")
    codes, kept = one_time.new_recovery_codes()
    door = _own(desk)
    with desk.store.writing() as session:
        must_have_proved(session, desk)
        row = door.credential(session)
        if row is None:
            raise NotFound("Choose a password first.", safe=_SAFE)
        row.totp_secret, row.totp_last, row.recovery = offered.secret, step, kept
        session.add(row)
        door.note(session, "turned one-time codes on")
    return codes


def turn_off(desk: Desk) -> None:
    """Ask oneself for no codes any longer; it needs a proof of who acts."""
    door = _own(desk)
    with desk.store.writing() as session:
        must_have_proved(session, desk)
        row = door.credential(session)
        if row is not None:
            row.totp_secret, row.recovery = "", []
            session.add(row)
            door.note(session, "turned one-time codes off")


def turn_off_for(desk: Desk, person_id: str) -> None:
    """An administrator takes somebody's codes off, who lost what makes them."""
    theirs = Door(desk.store, desk.council_id, person_id, desk.clock)
    with administering(desk) as session:
        row = theirs.credential(session)
        if row is None:
            raise NotFound("They have no password, and so no codes.", safe=_SAFE)
        row.totp_secret, row.recovery = "", []
        session.add(row)
        _own(desk).note(session, f"turned off the codes of {theirs.view(session).name}")


def _own(desk: Desk) -> Door:
    return Door(desk.store, desk.council_id, desk.person.id, desk.clock)
