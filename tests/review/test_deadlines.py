"""Deadlines over all cases, stopped clocks, and what is promised after the letter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from conference.errors import BadInput, NeedsConfirming, Refused
from conference.exchange.calendar_feed import deadline_feed
from conference.forms import FollowUpDone, NewFollowUp, NewParty
from conference.law.procedure import Step
from conference.review import clocks, follow_up, intake, outcome
from conference.review.deadlines import read_deadlines
from conference.views import Channel, DeadlineKind, FollowUpKind, Stage
from tests.office import Office


def told(office: Office) -> str:
    """A case whose applicant was told the outcome."""
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id)
    outcome.issue(office.officer, case_id, letter_id, channel=Channel.POST)
    return case_id


# The list


def test_a_step_with_a_published_time_is_in_the_list_until_it_is_done(office: Office) -> None:
    case_id = office.receive()
    (due,) = read_deadlines(office.officer)
    assert (due.words, due.due_on) == ("acknowledge", date(2026, 11, 9))
    assert not due.overdue
    office.clock.tick(days=8)
    assert read_deadlines(office.officer)[0].overdue
    intake.acknowledge(office.officer, case_id)
    assert read_deadlines(office.officer) == ()


def test_answers_meetings_and_recommendations_fall_due_too(office: Office) -> None:
    case_id = office.in_evidence()
    office.plan(case_id)
    kinds = {one.kind for one in read_deadlines(office.officer)}
    assert DeadlineKind.MEETING in kinds
    after = office.after_meeting()
    due = [one for one in read_deadlines(office.chair) if one.case_id == after]
    assert ("recommendation 1", "Sergeant Police") in {(one.words, one.who) for one in due}


def test_a_withdrawn_case_has_no_deadline_left(office: Office) -> None:
    case_id = office.receive()
    intake.withdraw(office.officer, case_id, why="Moved away")
    assert read_deadlines(office.officer) == ()


def test_a_representative_does_not_see_the_deadlines_of_all_cases(office: Office) -> None:
    with pytest.raises(Refused):
        read_deadlines(office.police)


def test_the_calendar_file_names_nobody_and_keeps_its_entries_apart(office: Office) -> None:
    office.receive(applicant=NewParty("Mrs Unmistakable", address=("1 High Street",)))
    office.receive()
    feed = deadline_feed(
        read_deadlines(office.officer), council="Erewash; Borough", at=office.clock()
    )
    events = Calendar.from_ical(feed).walk("VEVENT")
    assert len({event["uid"] for event in events}) == 2
    assert events[0]["dtstart"].dt == date(2026, 11, 9)
    assert b"Unmistakable" not in feed
    assert feed == deadline_feed(
        read_deadlines(office.officer), council="Erewash; Borough", at=office.clock()
    )


# Stopped clocks


def test_a_stopped_clock_is_told_with_its_reason_and_nothing_is_late_meanwhile(
    office: Office,
) -> None:
    case_id = office.receive()
    clocks.stop_clock(office.officer, case_id, Step.ACKNOWLEDGE, why="Consent is awaited")
    office.clock.tick(days=30)
    (stopped,) = read_deadlines(office.officer)
    assert (stopped.stopped, stopped.due_on, stopped.overdue) == (
        "Consent is awaited",
        None,
        False,
    )


def test_working_days_that_were_lost_are_added(office: Office) -> None:
    case_id = office.receive()
    clocks.stop_clock(office.officer, case_id, Step.ACKNOWLEDGE, why="Consent is awaited")
    # Monday to Monday: Tuesday to Friday are lost, since the day of receipt counts for nothing.
    office.clock.tick(days=7)
    clocks.resume_clock(office.officer, case_id, Step.ACKNOWLEDGE)
    (due,) = read_deadlines(office.officer)
    assert due.due_on == date(2026, 11, 13)
    step = next(one for one in office.case(case_id).steps if one.step is Step.ACKNOWLEDGE)
    assert (step.unstopped, step.due_on) == (date(2026, 11, 9), date(2026, 11, 13))


def test_a_step_without_a_published_time_has_no_clock_to_stop(office: Office) -> None:
    case_id = office.receive()
    with pytest.raises(Refused, match="No time is published"):
        clocks.stop_clock(office.officer, case_id, Step.OUTCOME, why="Holiday")


def test_a_clock_is_stopped_once_and_runs_again_once(office: Office) -> None:
    case_id = office.receive()
    clocks.stop_clock(office.officer, case_id, Step.ACKNOWLEDGE, why="Consent")
    with pytest.raises(Refused, match="already"):
        clocks.stop_clock(office.officer, case_id, Step.ACKNOWLEDGE, why="Again")
    clocks.resume_clock(office.officer, case_id, Step.ACKNOWLEDGE)
    with pytest.raises(Refused, match="not stopped"):
        clocks.resume_clock(office.officer, case_id, Step.ACKNOWLEDGE)


@pytest.mark.parametrize("days", [1, -400])
def test_a_clock_cannot_stop_tomorrow_nor_before_the_application(office: Office, days: int) -> None:
    case_id = office.receive()
    on = office.clock.today + timedelta(days=days)
    with pytest.raises(BadInput):
        clocks.stop_clock(office.officer, case_id, Step.ACKNOWLEDGE, why="Consent", on=on)


# After the letter


def test_the_usual_follow_ups_are_an_update_and_looks_at_three_and_six_months(
    office: Office,
) -> None:
    case_id = told(office)
    follow_up.plan_usual(office.officer, case_id)
    planned = {(one.kind, one.due_on) for one in office.case(case_id).follow_ups}
    assert planned == {
        (FollowUpKind.UPDATE, date(2027, 1, 31)),
        (FollowUpKind.REVIEW, date(2027, 2, 2)),
        (FollowUpKind.REVIEW, date(2027, 5, 2)),
    }
    assert follow_up.plan_usual(office.officer, case_id) == 0


def test_nothing_is_followed_up_before_the_applicant_was_told(office: Office) -> None:
    case_id = office.after_meeting()
    with pytest.raises(Refused, match="not been told"):
        follow_up.plan_usual(office.officer, case_id)


def test_what_was_promised_is_what_is_next(office: Office) -> None:
    case_id = told(office)
    day = office.clock.today + timedelta(days=3)
    follow_up.promise(office.officer, case_id, NewFollowUp(FollowUpKind.UPDATE, day, "Ring"))
    case = office.case(case_id)
    assert (case.next_step, case.next_due) == ("do what was promised to the applicant", day)


def test_a_look_asks_whether_it_stopped_and_what_the_applicant_thinks(office: Office) -> None:
    case_id = told(office)
    day = office.clock.today
    one = follow_up.promise(office.officer, case_id, NewFollowUp(FollowUpKind.REVIEW, day, "Look"))
    with pytest.raises(BadInput) as refused:
        follow_up.done(office.officer, case_id, one, FollowUpDone("Visited"))
    assert {problem.where for problem in refused.value.problems} == {"stopped", "applicant view"}
    follow_up.done(office.officer, case_id, one, FollowUpDone("Visited", "partly", "It is quieter"))
    with pytest.raises(Refused, match="already"):
        follow_up.done(office.officer, case_id, one, FollowUpDone("Again", "yes", "Well"))
    held = next(done for done in office.case(case_id).follow_ups if done.id == one)
    assert (held.stopped, held.applicant_view, held.done_by) == (
        "partly",
        "It is quieter",
        "Olive Officer",
    )


def test_a_case_is_closed_with_the_applicants_view_and_not_over_open_promises_unasked(
    office: Office,
) -> None:
    case_id = told(office)
    with pytest.raises(BadInput, match="applicant view"):
        follow_up.close_case(office.officer, case_id, why="It stopped")
    with pytest.raises(NeedsConfirming, match="recommendation 1"):
        follow_up.close_case(office.officer, case_id, why="It stopped", applicant_view="Content")
    assert office.case(case_id).closed_on is None
    follow_up.close_case(
        office.officer, case_id, why="It stopped", applicant_view="Content", confirmed=True
    )
    case = office.case(case_id)
    assert (case.stage, case.closed_view) == (Stage.CLOSED, "Content")
