"""Whatever order people do things in: the ledger stays true, and nothing closes half done."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conference.errors import ConferenceError
from conference.forms import ApplicantHeard, NewAttendance
from conference.owed import owed
from conference.review import agenda, attendance, meeting, recommendations
from conference.views import ApplicantPart, CaseFile, ItemState, MeetingState, MeetingView
from tests.office import Office

pytestmark = pytest.mark.database("sqlite")

SETTINGS = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Act = Callable[[Office, str, MeetingView, int], Any]
"""Something that somebody does; the number says with which of several."""


def _who(now: MeetingView, number: int) -> str:
    return now.attendance[number % len(now.attendance)].id


def _which(now: MeetingView, number: int) -> str:
    return now.items[number % len(now.items)].id


PRESENCE: dict[str, Act] = {
    "arrive": lambda o, c, now, n: attendance.arrive(o.officer, c, _who(now, n)),
    "leave": lambda o, c, now, n: attendance.leave(o.officer, c, _who(now, n)),
    "substitute": lambda o, c, now, n: attendance.substitute(
        o.officer, c, _who(now, n), name=f"Substitute {n}"
    ),
    "apologise": lambda o, c, now, n: attendance.apologise(o.officer, c, _who(now, n)),
    "conflict": lambda o, c, now, n: attendance.declare_conflict(
        o.officer, c, _who(now, n), conflict="Kin.", leaves=True
    ),
    "enters": lambda o, c, now, _n: meeting.applicant_enters(o.officer, c, now.id),
    "leaves": lambda o, c, now, _n: meeting.applicant_leaves(o.officer, c, now.id),
    "decide": lambda o, c, now, _n: meeting.decide(o.officer, c, now.id, o.finding()),
    "open": lambda o, c, now, _n: meeting.open_meeting(o.officer, c, now.id),
    "adjourn": lambda o, c, now, _n: meeting.adjourn(o.officer, c, now.id),
}
LIFE: dict[str, Act] = {
    "open": PRESENCE["open"],
    "adjourn": PRESENCE["adjourn"],
    "arrive": PRESENCE["arrive"],
    "decide": PRESENCE["decide"],
    "enters": PRESENCE["enters"],
    "hear": lambda o, c, now, n: meeting.hear_applicant(
        o.officer, c, now.id, ApplicantHeard(list(ApplicantPart)[n % 5], reason="So.")
    ),
    "recommend": lambda o, c, _now, _n: recommendations.recommend(o.officer, c, o.recommendation()),
    "go": lambda o, c, now, n: agenda.go_to_item(o.officer, c, _which(now, n)),
    "park": lambda o, c, now, n: agenda.finish_item(o.officer, c, _which(now, n), park=True),
    "close": lambda o, c, now, n: meeting.close(
        o.officer, c, now.id, review_on=o.clock.today + timedelta(days=90) if n % 2 else None
    ),
    "cancel": lambda o, c, now, _n: meeting.cancel(o.officer, c, now.id, why="Snow."),
}


def begun(office: Office) -> str:
    """A case whose meeting is planned, with two to come beside the chair."""
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    for name, agency_id in (("Pete Police", office.police_id), ("Hana", office.housing_id)):
        form = NewAttendance(name, agency_id)
        attendance.expect(office.officer, case_id, meeting_id, form)
    return case_id


def done(office: Office, case_id: str, act: Act, number: int) -> CaseFile:
    """Do it, or be refused; the case after it."""
    office.clock.tick()
    [now, *_] = office.case(case_id).meetings
    with suppress(ConferenceError):
        act(office, case_id, now, number)
    return office.case(case_id)


def ledger_is_true(now: MeetingView) -> None:
    """Nobody is in the room twice, and whoever was there at a decision had come and not left."""
    for one in now.attendance:
        for before, after in zip(one.stretches, one.stretches[1:], strict=False):
            assert before.left_at is not None, f"{one.name} is in the room twice"
            assert before.left_at <= after.arrived_at
    for decision in now.decisions:
        there = {
            f"{one.name} ({one.agency_name})" if one.agency_name else one.name
            for one in now.attendance
            for stretch in one.stretches
            if stretch.arrived_at < decision.decided_at
            and (stretch.left_at is None or stretch.left_at > decision.decided_at)
        }
        assert set(decision.present) == there
        assert len(decision.present) == len(there)
    if now.state is not MeetingState.OPEN:
        assert not any(one.is_here for one in now.attendance)
        assert now.applicant_in_room_since is None
    if any(one.is_here for one in now.attendance if one.is_applicants):
        assert now.applicant_in_room_since is not None, "a shared display would show too much"


def acts(table: dict[str, Act], most: int) -> st.SearchStrategy[list[tuple[str, int]]]:
    return st.lists(
        st.tuples(st.sampled_from(sorted(table)), st.integers(0, 5)), min_size=4, max_size=most
    )


@SETTINGS
@given(order=acts(PRESENCE, 14))
def test_in_any_order_the_ledger_tells_who_was_there(
    office: Office, order: list[tuple[str, int]]
) -> None:
    case_id = begun(office)
    done(office, case_id, PRESENCE["open"], 0)
    for name, number in order:
        case = done(office, case_id, PRESENCE[name], number)
        ledger_is_true(case.meetings[0])


@pytest.mark.long
@SETTINGS
@given(order=st.permutations(sorted(LIFE)), more=acts(LIFE, 8))
def test_in_no_order_a_meeting_closes_with_something_missing(
    office: Office, order: list[str], more: list[tuple[str, int]]
) -> None:
    case_id = begun(office)
    for name, number in [*((name, 1) for name in order), *more, ("close", 1)]:
        before = office.case(case_id).meetings[0]
        case = done(office, case_id, LIFE[name], number)
        now = case.meetings[0]
        ledger_is_true(now)
        assert len([item for item in now.items if item.state is ItemState.CURRENT]) <= 1
        if now.state is MeetingState.CLOSED:
            assert owed(now, case.recommendations) == ()
        if before.state in (MeetingState.CLOSED, MeetingState.CANCELLED):
            assert now == before, f"{name} changed a meeting that was over"


NEEDED = ("arrive", "decide", "hear", "independence", "recommend", "review")
"""What a meeting owes before it can close."""


@pytest.mark.long
@SETTINGS
@given(left_out=st.sets(st.sampled_from(NEEDED)))
@example(left_out=set())
@example(left_out={"independence"})
def test_it_closes_when_nothing_is_left_out_and_only_then(
    office: Office, left_out: set[str]
) -> None:
    case_id = office.in_evidence()
    declared = "" if "independence" in left_out else "Of another service."
    meeting.plan(office.officer, case_id, office.meeting_plan(chair_independence=declared))
    attendance.expect(
        office.officer, case_id, office.meeting(case_id).id, NewAttendance("Pete", None)
    )
    for name in ("open", "arrive", "hear", "decide", "recommend"):
        if name not in left_out:
            done(office, case_id, LIFE[name], 0)
    closed = done(office, case_id, LIFE["close"], 0 if "review" in left_out else 1)
    now = closed.meetings[0]
    assert (now.state is MeetingState.CLOSED) == (not left_out), left_out
    if left_out:
        assert len(owed(now, closed.recommendations)) >= len(left_out)
