"""The record of one invented meeting that was held, with everything a minute can tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from conference.law.audience import PANEL, Mark
from conference.views import (
    AgendaItemView,
    AttendanceView,
    CaseFile,
    DecisionKind,
    DecisionView,
    ItemState,
    MeetingView,
    RecommendationView,
    RiskBand,
    RiskMoment,
    RiskView,
    StanceKind,
    StanceView,
    StretchView,
    Visibility,
)
from tests import sample_case as sample
from tests.documents import factory

OPENED = datetime(2026, 5, 11, 9, 30, tzinfo=UTC)
"""Half past ten in London."""
SITTINGS = (
    (OPENED, OPENED + timedelta(hours=1)),
    (OPENED + timedelta(hours=2), OPENED + timedelta(hours=3)),
)
Put = Callable[[str], str]


def item(position: int, title: str, **more: Any) -> AgendaItemView:
    view = AgendaItemView(
        id=f"i{position}",
        version=1,
        position=position,
        key="",
        title=title,
        visibility=Visibility.ROOM,
        planned_minutes=10,
        state=ItemState.DONE,
        note="Only the chair reads this note",
        required=True,
        used_seconds=720,
    )
    return replace(view, **more)


def person(name: str, agency_name: str = "", **more: Any) -> AttendanceView:
    """Somebody who was there all the time, or as `stretches` says."""
    stretches = tuple(StretchView(*sitting) for sitting in SITTINGS)
    view = replace(factory.representative(name, agency_name), stretches=stretches)
    return replace(view, confidentiality_at=OPENED, **more)


def away(name: str, agency_name: str, **more: Any) -> AttendanceView:
    """Somebody who never came."""
    view = person(name, agency_name)
    return replace(view, stretches=(), arrived_at=None, confidentiality_at=None, **more)


def decision(number: int, what: str, **more: Any) -> DecisionView:
    view = factory.finding(number, "", "not adequate", "")
    at = OPENED + timedelta(minutes=10 * number)
    return replace(view, what=what, decided_at=at, mark=Mark.PANEL, **more)


def recommendation(number: int, what: str, **more: Any) -> RecommendationView:
    given = {
        "to_body": "Derbyshire Police",
        "agency_id": "a2",
        "meeting_id": "meeting",
        "mark": Mark.PANEL,
        **more,
    }
    view: RecommendationView = factory.recommendation(
        number, what, given.pop("owner", "Sergeant One"), date(2026, 7, 1), **given
    )
    return view


def stance(agency_name: str, kind: StanceKind, words: str = "") -> StanceView:
    return StanceView(f"s-{agency_name}", 1, "a1", agency_name, kind, words, "Somebody")


def risk(moment: RiskMoment, band: RiskBand, why: str) -> RiskView:
    return RiskView(
        f"risk-{moment}", 1, moment, date(2026, 5, 11), "Ms O. Fficer", {}, band, why, None
    )


def meeting(put: Put = str) -> MeetingView:
    """The meeting; `put` may change each text that came from a person."""
    left = StretchView(OPENED, OPENED + timedelta(minutes=20), put("a conflict of interest"))
    back = StretchView(OPENED + timedelta(minutes=40), OPENED + timedelta(hours=1))
    return replace(
        factory.MEETING,
        place=put("Committee Room 2"),
        link=put("https://meet.example/room"),
        chair=put("Mr C. Hair"),
        chair_independence=put("I have never worked with either family."),
        applicant_words=put("I have not slept since January."),
        applicant_wants=put("I want the noise to stop."),
        closed_at=SITTINGS[-1][1],
        items=(
            item(1, put("Opening, attendance and apologies"), owner=put("The chair")),
            item(2, put("What each agency did"), visibility=Visibility.PANEL),
            item(3, "What the chair keeps to themselves", visibility=Visibility.CHAIR),
            item(4, put("Tools and powers"), state=ItemState.PARKED, used_seconds=0),
        ),
        attendance=(
            person(put("Mr Chair"), capacity="chair", agency_name=""),
            replace(
                person(put("Siân Ŵyn Llŷr"), put("Heddlu Gogledd Cymru")),
                stretches=(left, back),
                conflict=put("Her sister lives next door."),
            ),
            person(put("PC Two"), put("Derbyshire Police"), substitute_for="PC One"),
            away("PC One", "Derbyshire Police", apologies=True),
            away(put("Mr Late"), put("Riverside Homes")),
        ),
        decisions=(
            decision(
                1,
                put("The police response to the reports of January."),
                agency_name=put("Derbyshire Police"),
                reason=put("One visit in five weeks."),
                present=(put("Mr Chair"), put("PC Two")),
                agenda_item_id="i2",
            ),
            decision(
                2,
                put("A closure order."),
                kind=DecisionKind.OPTION,
                outcome=put("rejected"),
                reason=put("It would make two children homeless."),
                agenda_item_id="i2",
            ),
            decision(
                3,
                put("One contact for the applicant."),
                kind=DecisionKind.OTHER,
                outcome="decided",
                agenda_item_id="i3",
            ),
        ),
    )


def case(put: Put = str, **more: Any) -> CaseFile:
    """The case as the panel sees it after the meeting."""
    stances = (
        stance(put("Riverside Homes"), StanceKind.DISSENTS, put("We have no budget for it.")),
        stance("Health", StanceKind.AGREES),
    )
    given: dict[str, Any] = {
        "council": replace(factory.COUNCIL, name=put("Erewater Borough Council")),
        "agencies": (sample.LANDLORD, sample.POLICE, sample.HEALTH),
        "meetings": (meeting(put),),
        "recommendations": (
            recommendation(
                1,
                put("Name one officer who reads every report."),
                power=put("Community protection notice"),
                why=put("Nobody looked at the reports together."),
                how_known=put("The applicant is called each week."),
                stances=stances,
            ),
            recommendation(
                2,
                put("Fit a better door."),
                to_body=put("Riverside Homes"),
                agency_id="a1",
                owner=put("Tenancy Manager"),
            ),
        ),
        "risks": (
            risk(RiskMoment.THEN, RiskBand.HIGH, put("She is alone at night.")),
            risk(RiskMoment.NOW, RiskBand.MEDIUM, put("A neighbour calls each day.")),
        ),
        **more,
    }
    return factory.case(PANEL, **given)
