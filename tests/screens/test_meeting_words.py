"""The words of the chair's screen: its clock, what came in, and what the applicant may read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from conference.forms import Disclosure
from conference.law.audience import APPLICANT, Mark
from conference.review import decisions, evidence, recommendations, requests
from conference.views import (
    AgendaItemView,
    ItemState,
    MeetingState,
    MeetingView,
    Visibility,
)
from screens.words.meeting import agenda_rows, meeting_line
from screens.words.meeting_arrivals import arrived
from screens.words.meeting_clock import clock_words, is_over
from screens.words.meeting_item import item_words
from screens.words.meeting_owed import advised, owed_words
from tests.office import Office

NOW = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
minutes = st.integers(min_value=0, max_value=600)


def an_item(planned: int, used: int, state: ItemState = ItemState.CURRENT) -> AgendaItemView:
    return AgendaItemView(
        id="1",
        version=1,
        position=1,
        key="applicant",
        title="The applicant's part",
        visibility=Visibility.ROOM,
        planned_minutes=planned,
        state=state,
        note="",
        required=True,
        started_at=NOW - timedelta(minutes=used) if state is ItemState.CURRENT else None,
    )


def a_meeting(*items: AgendaItemView, state: MeetingState = MeetingState.OPEN) -> MeetingView:
    return MeetingView(
        id="m",
        version=1,
        state=state,
        planned_for=None,
        starts_at=None,
        place="",
        link="",
        chair="",
        chair_independence="",
        applicant_part=None,
        applicant_words="",
        applicant_reason="",
        opened_at=NOW,
        closed_at=None,
        review_on=None,
        booked_minutes=120,
        items=items,
        attendance=(),
        decisions=(),
    )


@given(minutes, minutes)
def test_an_overrun_is_told_in_words_exactly_when_there_is_one(planned: int, used: int) -> None:
    meeting = a_meeting(an_item(planned, used))
    assert ("OVER" in clock_words(meeting, NOW)) == is_over(meeting, NOW)
    assert is_over(meeting, NOW) == (used > planned > 0 or used > 120)


@given(minutes, minutes, st.integers(min_value=20, max_value=120))
def test_the_clock_fits_its_line_and_always_tells_the_time(
    planned: int, used: int, width: int
) -> None:
    words = clock_words(a_meeting(an_item(planned, used)), NOW, width)
    assert words.startswith("10:00")
    assert len(words) <= width


def test_the_time_is_london_time_in_summer_too() -> None:
    summer = datetime(2026, 7, 1, 10, 0, tzinfo=UTC)
    assert clock_words(a_meeting(), summer).startswith("11:00")


def test_before_and_after_the_meeting_the_clock_tells_what_was_planned_and_used() -> None:
    planned = a_meeting(an_item(130, 0, ItemState.WAITING), state=MeetingState.PLANNED)
    assert "10 minutes too many" in clock_words(planned, NOW)
    done = replace(an_item(20, 0, ItemState.DONE), used_seconds=25 * 60)
    closed = a_meeting(done, state=MeetingState.CLOSED)
    assert clock_words(closed, NOW) == "Its items took 25 of 120 minutes booked"


def test_an_item_that_ran_over_has_a_mark_of_its_own_in_the_agenda() -> None:
    row = agenda_rows([an_item(20, 25)], NOW)[0]
    assert [getattr(cell, "words", cell) for cell in row.cells][-1] == "!25/20"


def test_the_newest_arrival_takes_the_place_of_the_hall_in_an_open_meeting() -> None:
    line = meeting_line(replace(a_meeting(), place="Town Hall"), "10:33 Police logged an action")
    assert line == "Meeting open since 10:00 · 0 here · 10:33 Police logged an action"


def test_what_others_did_came_in_and_what_one_did_oneself_did_not(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    before = office.case(case_id)
    evidence.log_action(office.police, case_id, office.action())
    requests.see(office.police, case_id)
    recommendations.recommend(office.chair, case_id, office.recommendation())
    now = office.case(case_id)
    came = arrived(before, now, reader="Carol Chair")
    assert "Police logged an action: Officers visited." in came
    assert any(line.startswith("Police is now: ") for line in came)
    assert "Recommendation 1 was recorded" in came
    own = arrived(before, now, reader="Pete Police")
    assert not any("logged an action" in line for line in own)
    assert arrived(now, now) == []


def test_what_is_owed_names_the_key_that_records_it_and_ends_with_the_meeting(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    case = office.case(case_id)
    assert case.meeting is not None
    words = owed_words(case, case.meeting)
    assert any(line.endswith("(h)") and "applicant" in line for line in words)
    assert any("Police (d)" in line for line in advised(case, case.meeting))
    closed = replace(case.meeting, state=MeetingState.CLOSED)
    assert owed_words(case, closed) == advised(case, closed) == []


def test_the_applicant_reads_nothing_that_is_marked_for_others_in_any_item(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    for mark, word in ((Mark.PANEL, "PANELWORD"), (Mark.SUMMARY, "WHOLEWORD")):
        disclosure = Disclosure(mark, "told so" if mark is Mark.SUMMARY else "")
        finding = office.finding(what=word, reason=word, disclosure=disclosure)
        decisions.decide(office.chair, case_id, meeting_id, finding)
    case = office.case(case_id, view_as=APPLICANT)
    assert case.meeting is not None
    together = " ".join(
        item_words(case, case.meeting, item, hints=False).plain for item in case.meeting.items
    )
    assert "told so" in together
    for kept in ("PANELWORD", "WHOLEWORD", "key", "May not be told", "needed", "(d)", "(c)"):
        assert kept not in together
