"""Decisions: by agency, with reasons, with who was there, and corrected in the open."""

from __future__ import annotations

import pytest

from conference.errors import BadInput, Conflict, NotFound, Refused
from conference.record.tables import History, Meeting
from conference.review import decisions
from conference.views import DecisionKind, DecisionView, MeetingState
from tests.office import Office

pytestmark = pytest.mark.database("sqlite")

Held = tuple[Office, str, str]


@pytest.fixture
def decided(office: Office) -> Held:
    """A case whose open meeting decided on the response of the police; the decision's id."""
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    item = office.meeting(case_id).items[0].id
    form = office.finding(agenda_item_id=item)
    return office, case_id, decisions.decide(office.chair, case_id, meeting_id, form)


def now(office: Office, case_id: str) -> DecisionView:
    decision: DecisionView = office.meeting(case_id).decisions[0]
    return decision


def test_a_decision_names_its_item_and_who_was_there_with_their_agency(decided: Held) -> None:
    office, case_id, _ = decided
    decision = now(office, case_id)
    assert decision.agenda_item_id == office.meeting(case_id).items[0].id
    assert decision.present == ("Carol Chair", "Pete Police (Police)")


def test_an_option_is_recorded_as_rejected_with_why(decided: Held) -> None:
    office, case_id, _ = decided
    form = office.finding(
        kind=DecisionKind.OPTION, what="An injunction", outcome="rejected", reason="No evidence."
    )
    decisions.decide(office.chair, case_id, office.meeting(case_id).id, form)
    option = office.meeting(case_id).decisions[1]
    assert (option.kind, option.outcome, option.reason) == (
        DecisionKind.OPTION,
        "rejected",
        "No evidence.",
    )


@pytest.mark.database("sqlite", "postgresql")
def test_a_correction_keeps_the_earlier_words_the_time_and_who_was_there(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    made = decisions.decide(office.chair, case_id, meeting_id, office.finding())
    before = now(office, case_id)
    office.clock.tick()
    form = office.finding(outcome="adequate", reason="There were two visits.")
    decisions.correct_decision(office.chair, case_id, made, form, shown=before.version)
    after = now(office, case_id)
    assert (after.outcome, after.reason) == ("adequate", "There were two visits.")
    assert (after.decided_at, after.present) == (before.decided_at, before.present)
    with office.record() as session:
        from sqlmodel import select

        [line] = session.exec(select(History).where(History.act == "corrected a decision"))
        assert line.details["outcome"] == ["not adequate", "adequate"]
        assert line.details["reason"][0] == "One visit in five weeks."


def test_the_second_to_correct_it_is_told(decided: Held) -> None:
    office, case_id, decision = decided
    shown = now(office, case_id).version
    changed = office.finding(reason="Two visits.")
    decisions.correct_decision(office.chair, case_id, decision, changed, shown=shown)
    with pytest.raises(Conflict):
        decisions.correct_decision(
            office.officer, case_id, decision, office.finding(reason="None."), shown=shown
        )
    assert now(office, case_id).reason == "Two visits."


def test_a_correction_needs_its_reason_too(decided: Held) -> None:
    office, case_id, decision = decided
    with pytest.raises(BadInput):
        decisions.correct_decision(office.chair, case_id, decision, office.finding(reason=""))


def test_once_the_minutes_are_approved_a_decision_stays(decided: Held) -> None:
    office, case_id, decision = decided
    with office.record() as session:
        held = session.get_one(Meeting, office.meeting(case_id).id)
        held.state = MeetingState.MINUTES_APPROVED
    with pytest.raises(Refused, match="minutes are approved"):
        decisions.correct_decision(office.chair, case_id, decision, office.finding())


def test_an_item_of_another_case_is_not_there(decided: Held) -> None:
    office, case_id, _ = decided
    other = office.in_evidence()
    office.plan(other)
    foreign = office.finding(agenda_item_id=office.meeting(other).items[0].id)
    with pytest.raises(NotFound):
        decisions.decide(office.chair, case_id, office.meeting(case_id).id, foreign)
