"""Invitations, read back by a calendar's own reader."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from conference.errors import BadInput
from conference.exchange.calendars import invitation
from conference.text import one_line
from conference.views import CaseFile, MeetingView
from tests.documents import factory

HOSTILE: list[str] = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "hostile_text.json").read_text(encoding="utf-8")
)
NOW = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
PLANNED = replace(factory.MEETING, calendar_sequence=3)


def read_back(
    meeting: MeetingView = PLANNED, case: CaseFile | None = None, **more: Any
) -> tuple[Any, Any]:
    """The calendar and its only event."""
    case = case or factory.case()
    data = invitation(meeting, case, case.council, **{"at": NOW, **more})
    calendar = Calendar.from_ical(data)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_an_invitation_asks_to_the_day_the_hour_and_the_place_by_the_clock_of_london() -> None:
    calendar, event = read_back()
    (zone,) = calendar.walk("VTIMEZONE")
    assert calendar["method"] == "REQUEST"
    assert zone["tzid"] == event["dtstart"].params["tzid"] == "Europe/London"
    assert event["dtstart"].dt.isoformat() == "2026-05-11T10:30:00+01:00"
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(minutes=PLANNED.booked_minutes)
    assert event["location"] == PLANNED.place
    assert event["url"] == PLANNED.link
    assert PLANNED.link in event["description"]
    assert event["dtstamp"].dt == NOW
    assert event["organizer"] == "mailto:asb@erewater.example"
    assert event["organizer"].params["cn"] == "Erewater Borough Council"


def test_a_change_and_a_cancellation_are_of_the_same_entry() -> None:
    first = read_back()[1]
    moved = replace(PLANNED, planned_for=date(2026, 6, 2), calendar_sequence=4)
    change = read_back(moved)[1]
    calendar, gone = read_back(replace(moved, calendar_sequence=5), cancelled=True)
    assert first["uid"] == change["uid"] == gone["uid"] == f"{PLANNED.id}@case-conference"
    assert [one["sequence"] for one in (first, change, gone)] == [3, 4, 5]
    assert (calendar["method"], gone["status"]) == ("CANCEL", "CANCELLED")


def test_nobody_learns_from_a_calendar_whose_case_it_is() -> None:
    case = factory.case()
    applicant = case.applicant
    assert applicant is not None
    data = invitation(PLANNED, case, case.council, at=NOW).decode()
    for told in (applicant.name, *applicant.address, applicant.postcode, applicant.email):
        assert told not in data
    assert f"SUMMARY:ASB case review {case.reference}" in data


def test_without_a_time_it_takes_the_whole_day() -> None:
    calendar, event = read_back(replace(PLANNED, starts_at=None))
    assert event["dtstart"].dt == date(2026, 5, 11)
    assert event["dtend"].dt == date(2026, 5, 12)
    assert calendar.walk("VTIMEZONE") == []


def test_without_a_day_nobody_can_be_invited() -> None:
    with pytest.raises(BadInput, match="No day is set"):
        read_back(replace(PLANNED, planned_for=None))


@pytest.mark.parametrize(
    ("day", "at", "offset"),
    [(date(2026, 1, 12), time(10), 0), (date(2026, 7, 13), time(10), 1)],
    ids=["winter", "summer"],
)
def test_ten_o_clock_is_ten_o_clock_in_london_all_year(day: date, at: time, offset: int) -> None:
    event = read_back(replace(PLANNED, planned_for=day, starts_at=at))[1]
    begins = event["dtstart"].dt
    assert (begins.hour, begins.utcoffset()) == (10, timedelta(hours=offset))


def test_a_meeting_over_the_night_the_clocks_change_lasts_as_long_as_it_is_booked() -> None:
    event = read_back(
        replace(PLANNED, planned_for=date(2026, 3, 29), starts_at=time(0, 30), booked_minutes=120)
    )[1]
    begins, ends = (event[name].dt.astimezone(UTC) for name in ("dtstart", "dtend"))
    assert ends - begins == timedelta(hours=2)


def test_those_invited_are_asked_to_answer_and_a_word_that_is_no_address_is_refused() -> None:
    event = read_back(to=["a@police.example", "a@police.example"])[1]
    assert event["attendee"] == "mailto:a@police.example"
    assert event["attendee"].params["rsvp"] == "TRUE"
    for wrong in ("nobody", "a@b\r\nX-EVIL:1", "a@b c", ""):
        with pytest.raises(BadInput, match="Not everybody"):
            read_back(to=[wrong])


def test_a_council_without_an_e_mail_address_is_still_named_as_the_organiser() -> None:
    case = factory.case(spoc=None, council=replace(factory.COUNCIL, email="not an address"))
    event = read_back(PLANNED, case)[1]
    assert event["organizer"] == "invalid:nomail"
    assert event["organizer"].params["cn"] == "Erewater Borough Council"


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back_as_it_was_and_adds_no_line_of_its_own(text: str) -> None:
    case = factory.case(
        council=replace(factory.COUNCIL, name=text), spoc=replace(factory.SPOC, name=text)
    )
    calendar, event = read_back(replace(PLANNED, place=text, link=text), case)
    assert {str(name).lower() for name in event} <= {
        *("uid", "sequence", "summary", "status", "class", "dtstart", "dtend", "location"),
        *("description", "url", "dtstamp", "organizer"),
    }
    assert event.get("location", "") == one_line(text)
    assert f"Link: {one_line(text)}" in event["description"] or not one_line(text)
    assert event["organizer"].params.get("cn", "") == one_line(text).translate(
        {ord('"'): "'", ord("\\"): "/"}
    )
    assert len(calendar.subcomponents) == 2


@given(st.text(), st.text())
def test_place_and_link_can_be_any_text(place: str, link: str) -> None:
    event = read_back(replace(PLANNED, place=place, link=link))[1]
    assert event.get("location", "") == (one_line(place) or one_line(link))
