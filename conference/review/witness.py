"""The council's witness: where it is, and the head of the history that is sent there.

It is sent at each backup, once a day and when somebody asks. Nobody waits for what happens once a
day; where it did not arrive the history says so, and it is tried again in an hour.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

from sqlmodel import Session, col, select

from conference.errors import ConferenceError, Refused, Unavailable
from conference.exchange.mail import Mail, Sent
from conference.exchange.mail_account import account_sender
from conference.exchange.witness import WitnessLine, send_line, witness_place
from conference.law import access
from conference.law.access import Operation
from conference.law.calendar import london_day
from conference.law.when import uk_day
from conference.record import heads, history
from conference.record.store import Store
from conference.record.tables import Council, History
from conference.record_files import must_not_be_record
from conference.review.desk import (
    Desk,
    council_of,
    council_standing,
    note_at,
    refused,
    settling,
)
from conference.review.people import kept
from conference.verify_history import digest_of_heads, heads_told

SENT, NOT_SENT = "told the witness", "could not tell the witness"
AGAIN = timedelta(hours=1)
"""After how long it is tried again where the witness could not be told."""
_LEAVING = 5.0
"""Seconds for which the program waits for the witness when it ends."""
_Finder = Callable[[], Callable[[Mail], Sent]]
_looked: dict[tuple[str, str], datetime] = {}
"""When it was looked last whether the witness is due, by the record's place and the council."""


def witness_of(store: Store, council_id: str) -> str:
    """Where the council's witness is; empty where it has none."""
    with store.within(council_id).reading() as session:
        found = select(Council.witness).where(Council.id == council_id)
        return session.exec(found).first() or ""


def set_witness(desk: Desk, place: str) -> str:
    """Say where the head of the history is sent from now on; empty: nowhere. The place as kept.

    It needs a proof of who asks. Raises BadInput where it is no place for a witness, Refused where
    it is the record itself or for somebody who may not say.
    """
    where = witness_place(place) if place.strip() else ""
    if where and "://" not in where and not where.startswith("mailto:"):
        must_not_be_record(Path(where))
    with settling(desk, Operation.WITNESS) as session:
        council = council_of(session, desk)
        council.witness = where
        kept(session, desk, "said who is the witness of the history", council)  # type: ignore[arg-type]
    _looked.pop(_key(desk), None)
    return where


def head_line(session: Session, council_id: str, at: datetime) -> WitnessLine:
    """The head of the council's history as it stands, as a witness is told it."""
    length, head = history.last_of(session, council_id)
    told = select(History.number, History.details).where(History.chain_id == council_id)
    entries: list[dict[str, object]] = [
        {"number": number, "details": details}
        for number, details in session.exec(told.order_by(col(History.number)))
    ]
    known = heads_told(entries, length)
    return WitnessLine(
        council=council_id,
        name=session.get_one(Council, council_id).name,
        at=at.astimezone(UTC).isoformat(),
        length=length,
        head=head,
        cases=len(known),
        heads=digest_of_heads(known),
    )


def council_head(desk: Desk) -> WitnessLine:
    """The head of the council's history, to be written down: with the heads of all cases in it.

    For whoever reads histories or keeps the record.
    """
    _may_ask(desk)
    return _told(desk)


def _may_ask(desk: Desk) -> None:
    with desk.store.reading() as session:
        standing = council_standing(session, desk)
        mine = (Operation.READ_HISTORY, Operation.WITNESS)
        if not any(access.may(standing, one) for one in mine):
            raise refused(desk, Operation.READ_HISTORY)


def _told(desk: Desk) -> WitnessLine:
    with desk.store.writing() as session:
        note_at(session, desk, heads.TOLD, with_heads=True)
        return head_line(session, desk.council_id, desk.clock())


def tell_now(desk: Desk, sender: _Finder = account_sender) -> WitnessLine:
    """Send the head because somebody asks, who may read histories or keeps the record.

    Raises Refused where there is no witness, and as `tell_witness` does.
    """
    _may_ask(desk)
    line = tell_witness(desk, sender)
    if line is None:
        raise Refused(
            "The history has no witness.",
            next="An administrator names one: conference history witness --set PLACE",
        )
    return line


def tell_witness(desk: Desk, sender: _Finder = account_sender) -> WitnessLine | None:
    """Send the head to the council's witness now; None where it has none.

    What became of it stands in the history. Raises Unavailable where it did not arrive.
    """
    place = witness_of(desk.store, desk.council_id)
    if not place:
        return None
    line = _told(desk)
    try:
        send_line(place, line, sender)
    except ConferenceError as error:
        _note(desk, NOT_SENT, {"why": str(error.args[0]), "entry": line.length})
        if isinstance(error, Unavailable):
            raise
        raise Unavailable(f"The witness was not told: {error.args[0]}") from error
    _note(desk, SENT, {"entry": line.length, "head": line.head, "heads": line.heads})
    return line


def _note(desk: Desk, act: str, details: dict[str, object]) -> None:
    with desk.store.writing() as session:
        note_at(session, desk, act, details=details)


# Once a day


def daily(desk: Desk, sender: _Finder = account_sender) -> None:
    """See to it that the witness is told today, without anybody waiting for it.

    To be called with each act: all but the first of a day cost nothing.
    """
    key, now = _key(desk), desk.clock()
    looked = _looked.get(key)
    if looked and looked <= now < looked + AGAIN and london_day(looked) == london_day(now):
        return
    _looked[key] = now
    if is_due(desk.store, desk.council_id, now):
        thread = Thread(target=_tell_quietly, args=(desk, sender), name="witness", daemon=True)
        _under_way.append(thread)
        thread.start()


_under_way: list[Thread] = []


def _key(desk: Desk) -> tuple[str, str]:
    return str(desk.store.url), desk.council_id


def is_due(store: Store, council_id: str, now: datetime) -> bool:
    """Whether the witness has to be told: not today yet, and not tried within the hour."""
    if not witness_of(store, council_id):
        return False
    last = last_told(store, council_id)
    if last is None:
        return True
    act, at = last
    if act == NOT_SENT:
        return not at <= now < at + AGAIN
    return london_day(at) != london_day(now)


def last_told(store: Store, council_id: str) -> tuple[str, datetime] | None:
    """How the last try to tell the witness ended, and when."""
    with store.within(council_id).reading() as session:
        tries = select(History.act, History.at).where(
            History.chain_id == council_id, col(History.act).in_((SENT, NOT_SENT))
        )
        return session.exec(tries.order_by(col(History.number).desc()).limit(1)).first()


def _tell_quietly(desk: Desk, sender: _Finder) -> None:
    try:
        tell_witness(desk, sender)
    except ConferenceError:
        return  # The history says so, and `witness_warning` tells it to whoever opens the record.


@atexit.register
def wait_for_witness(seconds: float = _LEAVING) -> None:
    """Wait so long, at most, for what is under way."""
    while _under_way:
        _under_way.pop().join(seconds)


def witness_warning(store: Store, council_id: str) -> str:
    """What to tell whoever opens a record whose witness could not be told the last time; or ""."""
    if not witness_of(store, council_id):
        return ""
    last = last_told(store, council_id)
    if last is None or last[0] == SENT:
        return ""
    return (
        f"The witness of the history could not be told on {uk_day(london_day(last[1]))}. "
        "It is tried again each hour; why, and to try now: conference history witness"
    )
