"""Carrying the practice case from its meeting to the issued letter, without anybody at a desk."""

from __future__ import annotations

from datetime import date, timedelta

from conference.forms import ApplicantHeard, NewDecision, NewRecommendation
from conference.practice.council import HOUSING, POLICE, Practice, Tell, agencies_of
from conference.review import attendance, meeting, outcome, reading, recommendations
from conference.views import (
    AgencyKind,
    AgencyView,
    ApplicantPart,
    Channel,
    DecisionKind,
    LetterKind,
)


def finish(practice: Practice, tell: Tell = lambda _words: None) -> str:
    """Carry the practice case from the meeting to the issued outcome letter; the letter's id."""
    tell("Holding the meeting")
    _hold(practice)
    tell("Writing the outcome letter")
    officer, chair, case_id = practice.officer, practice.chair, practice.case_id
    letter_id = outcome.draft(officer, case_id, LetterKind.OUTCOME)
    outcome.approve(chair, case_id, letter_id)
    tell("Issuing the outcome letter")
    outcome.issue(officer, case_id, letter_id, channel=Channel.POST)
    return letter_id


def _hold(practice: Practice) -> None:
    chair, case_id = practice.chair, practice.case_id
    planned = reading.read_case(chair, case_id, again=True).meeting
    if planned is None:
        raise RuntimeError("the practice meeting is not planned")
    meeting.open_meeting(chair, case_id, planned.id)
    for row in planned.attendance:
        attendance.arrive(chair, case_id, row.id)
    words = "I reported it again and again. I want one person who answers me."
    heard = ApplicantHeard(ApplicantPart.ATTENDS, words)
    meeting.hear_applicant(chair, case_id, planned.id, heard)
    agencies = agencies_of(chair)
    for form in _decisions(agencies):
        meeting.decide(chair, case_id, planned.id, form)
    today = chair.today
    for recommendation in _recommendations(agencies, today):
        recommendations.recommend(chair, case_id, recommendation)
    meeting.close(chair, case_id, planned.id, review_on=today + timedelta(days=91))


def _decisions(agencies: dict[AgencyKind, AgencyView]) -> tuple[NewDecision, ...]:
    housing, police = agencies[AgencyKind.COUNCIL_HOUSING], agencies[AgencyKind.POLICE]
    return (
        NewDecision(
            DecisionKind.RESPONSE,
            "The response to your reports",
            "not adequate",
            "You reported three times before anybody answered. The visit that was promised has "
            "not been recorded.",
            agency_id=housing.id,
        ),
        NewDecision(
            DecisionKind.RESPONSE,
            "The response to the call-outs",
            "adequate",
            "Officers came both times and patrols were increased.",
            agency_id=police.id,
        ),
    )


def _recommendations(
    agencies: dict[AgencyKind, AgencyView], today: date
) -> tuple[NewRecommendation, ...]:
    housing, police = agencies[AgencyKind.COUNCIL_HOUSING], agencies[AgencyKind.POLICE]
    return (
        NewRecommendation(
            housing.name,
            "Name one officer who rings the applicant every two weeks until the review.",
            HOUSING,
            today + timedelta(days=7),
            agency_id=housing.id,
            how_known="The log of calls.",
        ),
        NewRecommendation(
            housing.name,
            "Interview the neighbour, and decide within a month whether to offer an acceptable "
            "behaviour contract.",
            HOUSING,
            today + timedelta(days=28),
            agency_id=housing.id,
            power="Acceptable behaviour contract",
        ),
        NewRecommendation(
            police.name,
            "Keep the block on the patrol plan and tell housing what is found.",
            POLICE,
            today + timedelta(days=56),
            agency_id=police.id,
        ),
    )
