"""A clock that stands before the record's own last entry: deadlines and dates would come out wrong.

Nothing is refused for it. The history is ordered by its numbers, and stays whole.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import and_, func
from sqlmodel import col, select

from conference.law.calendar import london_time
from conference.law.when import uk_day
from conference.record.store import Store
from conference.record.tables import Chain, History

_ALLOWED = timedelta(minutes=5)
"""How far the clocks of several machines on one record may be apart."""


def clock_warning(store: Store, clock: Callable[[], datetime]) -> str:
    """What to tell where the clock was set back behind the record; "" where it was not."""
    last_ones = and_(
        col(History.chain_id) == col(Chain.id), col(History.number) == col(Chain.length)
    )
    with store.reading() as session:
        last: datetime | None = session.exec(
            select(func.max(History.at)).join(Chain, last_ones)
        ).one()
    now = clock()
    if last is None or last <= now + _ALLOWED:
        return ""
    return (
        f"This computer's clock says {_words(now)}, and the record was last used on "
        f"{_words(last)}. Check the date and the time: deadlines are worked out from them."
    )


def _words(moment: datetime) -> str:
    local = london_time(moment)
    return f"{uk_day(local.date())} at {local:%H:%M}"
