"""Agenda, action notices and invitations from the record: who makes them, and what they tell."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from icalendar import Calendar

from conference.errors import BadInput, NotFound, Refused
from conference.forms import Disclosure, MeetingPlan, NewParty, NewRecommendation
from conference.law.audience import Mark
from conference.review import meeting, papers, recommendations
from conference.views import Visibility
from tests.office import Office

WELSH = "Siân Ŵyn Llŷr"


def after(office: Office, *more: NewRecommendation) -> tuple[str, str]:
    """A case and its open meeting with one recommendation to the police, and more."""
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    for form in (office.recommendation(), *more):
        recommendations.recommend(office.chair, case_id, form)
    return case_id, meeting_id


def notices(office: Office, case_id: str, meeting_id: str) -> dict[str, str]:
    """Each notice by its file name, as text on one line."""
    made = papers.action_notices(office.officer, case_id, meeting_id, formats=("txt",))
    return {
        name: " ".join(content.decode().split())
        for one in made
        for name, content in one.files.items()
    }


def event(office: Office, case_id: str, meeting_id: str) -> tuple[Any, Any]:
    """The calendar that invites to the meeting, and its event."""
    data = papers.invitation_file(office.chair, case_id, meeting_id)
    calendar = Calendar.from_ical(data)
    (found,) = calendar.walk("VEVENT")
    return calendar, found


def test_an_agenda_is_made_for_each_kind_of_reader_and_the_history_says_so(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    for copy, name in zip(Visibility, ("room", "panel", "chair-only"), strict=True):
        made = papers.agenda(office.officer, case_id, meeting_id, copy=copy, formats=("txt",))
        assert list(made) == [f"ER-2026-0001-agenda-{name}.txt"]
        assert b"Opening" in made[f"ER-2026-0001-agenda-{name}.txt"]
    assert office.acts(case_id).count("made the agenda") == 3


def test_a_notice_goes_to_each_owner_with_what_is_theirs(office: Office) -> None:
    housing = office.recommendation(
        to_body="Council housing",
        what="Fit a door",
        owner=WELSH,
        agency_id=office.housing_id,
    )
    case_id, meeting_id = after(office, housing)
    told = notices(office, case_id, meeting_id)
    first, second = (
        "ER-2026-0001-action-notice-1-sergeant-police.txt",
        "ER-2026-0001-action-notice-2-sian-wyn-llyr.txt",
    )
    assert list(told) == [first, second]
    assert "Visit every week" in told[first]
    assert "Fit a door" not in told[first]
    assert WELSH in told[second]
    assert "Visit every week" not in told[second]
    assert "made the action notices" in office.acts(case_id)


def test_a_recommendation_for_its_own_agency_alone_is_in_its_notice(office: Office) -> None:
    secret = office.recommendation(
        what="Protect the informant",
        disclosure=Disclosure(Mark.NAMED, named_agencies=(office.police_id,)),
    )
    case_id, meeting_id = after(office, secret)
    (told,) = notices(office, case_id, meeting_id).values()
    assert "Protect the informant" in told


def test_a_body_that_is_none_of_the_agencies_gets_its_notice_too(office: Office) -> None:
    fire = office.recommendation(to_body="Fire service", agency_id=None, owner="Station manager")
    case_id, meeting_id = after(office, fire)
    told = notices(office, case_id, meeting_id)
    assert "For Station manager, Fire service" in told[list(told)[1]]


def test_where_nobody_has_anything_to_do_no_notice_is_made(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    with pytest.raises(Refused, match="Nobody has anything to do"):
        papers.action_notices(office.officer, case_id, meeting_id)


def test_the_name_of_an_owner_never_leaves_the_folder(office: Office) -> None:
    for owner in ("../../etc/passwd", "CON", "...", "ميم", "a" * 300):
        case_id, meeting_id = after(office, office.recommendation(owner=owner))
        for name in notices(office, case_id, meeting_id):
            assert "/" not in name
            assert ".." not in name
            assert len(name) < 120
        office.clock.tick()


def test_an_update_and_a_cancellation_keep_the_entry_and_count_up(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    first = event(office, case_id, meeting_id)[1]
    form = MeetingPlan(office.clock.today, time(14, 0), place="Room 5", booked_minutes=90)
    meeting.change_plan(office.chair, case_id, meeting_id, form)
    change = event(office, case_id, meeting_id)[1]
    meeting.cancel(office.chair, case_id, meeting_id, why="The chair is ill.")
    calendar, gone = event(office, case_id, meeting_id)
    assert {str(one["uid"]) for one in (first, change, gone)} == {f"{meeting_id}@case-conference"}
    assert first["sequence"] < change["sequence"]
    assert change["sequence"] <= gone["sequence"]
    assert (change["location"], str(calendar["method"])) == ("Room 5", "CANCEL")
    assert change["dtstart"].dt.isoformat() == "2026-11-02T14:00:00+00:00"
    assert change["dtstamp"].dt == office.clock.now


def test_an_invitation_never_names_the_applicant(office: Office) -> None:
    applicant = NewParty("Zebedee Quux", address=("9 Xylophone Row",), postcode="DE7 9ZZ")
    case_id = office.in_evidence(applicant=applicant)
    data = papers.invitation_file(office.officer, case_id, office.plan(case_id)).decode()
    assert not [word for word in ("Zebedee", "Quux", "Xylophone", "9ZZ") if word in data]
    assert "made the invitation for calendars" in office.acts(case_id)


def test_a_meeting_of_another_case_is_not_found_and_one_without_a_day_not_invited_to(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    other = office.in_evidence()
    meeting_id = office.plan(case_id)
    with pytest.raises(NotFound):
        papers.invitation_file(office.officer, other, meeting_id)
    with pytest.raises(NotFound):
        papers.agenda(office.officer, other, meeting_id)
    undated = meeting.plan(office.chair, other, MeetingPlan(None))
    with pytest.raises(BadInput, match="No day is set"):
        papers.invitation_file(office.officer, other, undated)


def test_only_the_chair_and_the_officer_make_them(office: Office) -> None:
    case_id, meeting_id = after(office)
    for desk in (office.police, office.observer):
        for make in (papers.agenda, papers.action_notices, papers.invitation_file):
            with pytest.raises(Refused):
                make(desk, case_id, meeting_id)
    assert not [act for act in office.acts(case_id) if act.startswith("made the")]
