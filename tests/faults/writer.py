"""Somebody who works on a record as fast as it takes them, and says what was acknowledged.

Run with the place of the record and the case's id; writes one line a thing done: "typed" and how
many letters of the sentence stand in the draft, or "saved" and the action's id.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from conference.forms import NewAction
from conference.law.when import on
from conference.review import drafts, evidence, people
from conference.review.desk import Desk
from conference.review.opening import open_record
from conference.views import PersonView

SENTENCE = "the officers called at nine and nobody was in"


def now() -> datetime:
    return datetime.now(UTC)


def _police(everybody: tuple[PersonView, ...]) -> PersonView:
    return next(one for one in everybody if one.name == "Pete Police")


def work(place: str, case_id: str) -> None:
    """Type a sentence letter by letter, save it as an action, and begin anew, for ever."""
    record = open_record(place)
    council_id = people.only_council(record.store) or ""
    desk = Desk(_police(record.people), council_id, record.store, now)
    day = on(now().date())
    while True:
        for length in range(1, len(SENTENCE) + 1):
            drafts.keep(desk, f"action/{case_id}", {"what_was_done": SENTENCE[:length]})
            _say("typed", length)
        form = NewAction(
            agency_id=desk.person.agency_id or "", when=day, kind="visit", summary=SENTENCE
        )
        _say("saved", evidence.log_action(desk, case_id, form, confirmed=True))


def _say(what: str, which: object) -> None:
    sys.stdout.write(f"{what} {which}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    work(sys.argv[1], sys.argv[2])
