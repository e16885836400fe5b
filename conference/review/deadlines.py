"""What falls due over all cases, for whoever watches the days."""

from __future__ import annotations

from conference.casefile.deadlines import deadlines
from conference.law import access
from conference.law.access import Operation
from conference.review.desk import Desk, council_standing, refused
from conference.views import Deadline


def read_deadlines(desk: Desk) -> tuple[Deadline, ...]:
    """What falls due in every case that is not finished, the earliest first, stopped ones last."""
    with desk.store.reading() as session:
        if not access.may(council_standing(session, desk), Operation.READ_DEADLINES):
            raise refused(desk, Operation.READ_DEADLINES)
        return deadlines(session, desk.council_id, desk.today, not_conflicted=desk.person.id)
