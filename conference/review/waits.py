"""How long the next try has to wait: counted by whom it is for and where it comes from.

Tries for somebody there is not are counted as those for anybody else, so that a wait tells nobody
who works here. From a device on which the person signed in before, only tries made on it count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import bindparam, text
from sqlmodel import Session, col, delete, or_, select

from conference.errors import Refused
from conference.law.passwords import (
    BY_PERSON,
    BY_PERSON_AND_PLACE,
    BY_PLACE,
    TRIES_ARE_FORGOTTEN,
    Limit,
)
from conference.record.columns import Instant
from conference.record.tables import TryCount

_SAFE = "Nothing was changed."
_LIMITS = (BY_PERSON, BY_PERSON_AND_PLACE, BY_PLACE)
_LONGEST = max(limit.longest for limit in _LIMITS)
# Two who try at the same moment make one row, and the second waits for the first.
_MAKE = text(
    "INSERT INTO try_count (council_id, who, whence, failures, last_at) "
    "VALUES (:council_id, :who, :whence, 0, :at) ON CONFLICT DO NOTHING"
).bindparams(bindparam("at", type_=Instant(timezone=True)))


@dataclass(frozen=True)
class Counter:
    """One count of wrong tries. who, whence: what is counted by, hashed; "" for anybody, anywhere.

    anybodys: counts the tries for whoever is meant, so that one right password does not end it.
    """

    who: str
    whence: str
    limit: Limit

    @property
    def anybodys(self) -> bool:
        """Whether it counts tries for more than one person."""
        return not self.who


@dataclass(frozen=True)
class Counted:
    """A counter that was raised, and what it said before."""

    counter: Counter
    waited_until: datetime | None


def hashed(kind: str, words: str) -> str:
    """What the database holds of who was meant, or of where from; "" for nothing."""
    return sha256(f"{kind}\n{words}".encode("utf-8", "surrogatepass")).hexdigest() if words else ""


def counters(who: str, whence: str, *, known: bool) -> tuple[Counter, ...]:
    """What a try is counted by. who, whence: as `hashed` gives them; known: of a known device."""
    if known:
        return (Counter(who, whence, BY_PERSON),)
    found = [Counter(who, "", BY_PERSON)]
    if whence:
        found += [Counter(who, whence, BY_PERSON_AND_PLACE), Counter("", whence, BY_PLACE)]
    return tuple(found)


def count(
    session: Session, council_id: str, wanted: Sequence[Counter], now: datetime
) -> tuple[Counted, ...]:
    """Count a try that is about to be checked as a wrong one.

    Refused, with nothing counted, where it is too early for it.
    """
    _forget_old(session, council_id, now)
    by_key = {(one.who, one.whence): one for one in wanted}
    for who, whence in sorted(by_key):
        named = {"council_id": council_id, "who": who, "whence": whence, "at": now}
        session.execute(_MAKE, named)
    rows = _rows(session, council_id, list(by_key))
    # A clock that was set back must not shut anybody out for longer than any wait is.
    waits = [row.wait_until for row in rows if _holds(row.wait_until, now)]
    if waits:
        raise _too_early(max(one for one in waits if one), now)
    counted = []
    for row in rows:
        counter = by_key[row.who, row.whence]
        counted.append(Counted(counter, row.wait_until))
        row.failures += 1
        wait = counter.limit.wait_after(row.failures)
        row.wait_until, row.last_at = now + wait if wait else None, now
        session.add(row)
    return tuple(counted)


def right(session: Session, council_id: str, counted: Sequence[Counted], *, wholly: bool) -> None:
    """Take the count back: the try was no wrong one.

    wholly: everything was right. Then the count for this person begins anew; else, where a code is
    still to come, it stays at what it was before.
    """
    before = {(one.counter.who, one.counter.whence): one for one in counted}
    for row in _rows(session, council_id, list(before)):
        one = before[row.who, row.whence]
        if wholly and not one.counter.anybodys:
            session.delete(row)
        else:
            row.failures, row.wait_until = max(0, row.failures - 1), one.waited_until
            session.add(row)


def clear(session: Session, council_id: str, who: Sequence[str]) -> None:
    """Let a person be tried for at once, from everywhere; `who`: all that they are counted as.

    What is counted for addresses goes as well: the person may sit behind one of them.
    """
    session.execute(
        delete(TryCount).where(
            col(TryCount.council_id) == council_id,
            or_(col(TryCount.who).in_(who), col(TryCount.who) == ""),
        )
    )


def waiting(session: Session, council_id: str, now: datetime) -> set[str]:
    """Whom, hashed, unknown devices have to wait for just now."""
    found = select(TryCount).where(TryCount.council_id == council_id, TryCount.whence == "")
    return {row.who for row in session.exec(found) if _holds(row.wait_until, now)}


def _holds(until: datetime | None, now: datetime) -> bool:
    return until is not None and now < until <= now + _LONGEST


def _rows(session: Session, council_id: str, keys: Sequence[tuple[str, str]]) -> Sequence[TryCount]:
    """Their rows, held until the transaction ends; each time in one order, so that none waits."""
    one_of = or_(
        *((col(TryCount.who) == who) & (col(TryCount.whence) == whence) for who, whence in keys)
    )
    mine = select(TryCount).where(TryCount.council_id == council_id, one_of)
    in_order = mine.order_by(col(TryCount.who), col(TryCount.whence)).with_for_update()
    return session.exec(in_order.execution_options(populate_existing=True)).all()


def _forget_old(session: Session, council_id: str, now: datetime) -> None:
    session.execute(
        delete(TryCount).where(
            col(TryCount.council_id) == council_id,
            col(TryCount.last_at) < now - TRIES_ARE_FORGOTTEN,
        )
    )


def _too_early(until: datetime, now: datetime) -> Refused:
    seconds = max(1, round((until - now).total_seconds()))
    wait = f"{seconds} second{'' if seconds == 1 else 's'}"
    if seconds > 90:
        wait = f"{-(-seconds // 60)} minutes"
    return Refused(
        f"After several wrong tries there is a wait: {wait} more.",
        safe=_SAFE,
        next="Try again then, on a device where you signed in before, or ask an administrator.",
    )
