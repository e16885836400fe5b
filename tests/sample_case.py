"""A case to look at: the published chronology HOS 202421397 as views, with what a review adds."""

from __future__ import annotations

from datetime import date
from typing import cast

from conference.law.audience import PANEL, Mark
from conference.law.procedure import Procedure
from conference.law.when import UNKNOWN, When, in_month, on
from conference.views import (
    ActionView,
    AgencyKind,
    AgencyRole,
    AgencyView,
    CaseFile,
    CouncilView,
    Grade,
    IncidentView,
    Moment,
    ReportView,
    RequestState,
    RequestView,
    Stage,
)

LANDLORD = AgencyView("a1", "Riverside Homes", AgencyKind.HOUSING, AgencyRole.CO_OPTED)
POLICE = AgencyView("a2", "Derbyshire Police", AgencyKind.POLICE, AgencyRole.RELEVANT_BODY)
HEALTH = AgencyView(
    "a3", "Environmental Health", AgencyKind.ENVIRONMENTAL_HEALTH, AgencyRole.RELEVANT_BODY
)
TAKEN_ON = date(2025, 7, 9)


def incident(
    id: str, when: When, summary: str = "Shouting in the stairwell", **more: object
) -> IncidentView:
    known: dict[str, object] = {
        "id": id,
        "version": 1,
        "when": when,
        "summary": summary,
        "mark": Mark.APPLICANT,
        "summary_wording": "",
        "named_agencies": (),
        "grade": Grade.APPLICANT,
        "source": "",
        "shortened": False,
        "time_words": "",
        "place": "",
        "hate": False,
        "report_ids": (),
    }
    return IncidentView(**(known | more))  # type: ignore[arg-type]


def report(
    id: str,
    when: When,
    agency: AgencyView | None = LANDLORD,
    summary: str = "Reports noise",
    **more: object,
) -> ReportView:
    known: dict[str, object] = {
        "id": id,
        "version": 1,
        "when": when,
        "summary": summary,
        "mark": Mark.APPLICANT,
        "summary_wording": "",
        "named_agencies": (),
        "grade": Grade.AGENCY_RECORD,
        "source": "",
        "shortened": False,
        "agency_id": agency.id if agency else None,
        "told_to": agency.name if agency else "the MP",
        "reported_by": "",
        "method": "telephone",
        "reference": "",
        "formal": True,
        "incident_ids": (),
        "response": "",
    }
    return ReportView(**(known | more))  # type: ignore[arg-type]


def action(
    id: str, when: When, agency: AgencyView = LANDLORD, summary: str = "Visit", **more: object
) -> ActionView:
    known: dict[str, object] = {
        "id": id,
        "version": 1,
        "when": when,
        "summary": summary,
        "mark": Mark.PANEL,
        "summary_wording": "",
        "named_agencies": (),
        "grade": Grade.AGENCY_RECORD,
        "source": "",
        "shortened": False,
        "agency_id": agency.id,
        "agency_name": agency.name,
        "kind": "visit",
        "outcome": "",
        "contact_with": "",
        "still_open": False,
        "more_could_be_done": "",
        "moment": Moment.BEFORE,
        "reference": "",
        "report_id": None,
        "keyed_by": "",
        "keyed_for": "",
    }
    return ActionView(**(known | more))  # type: ignore[arg-type]


def request(id: str, agency: AgencyView, asked_on: date, **more: object) -> RequestView:
    known: dict[str, object] = {
        "id": id,
        "version": 1,
        "agency_id": agency.id,
        "agency_name": agency.name,
        "asked": "What you did, and when",
        "period_from": None,
        "period_to": None,
        "legal_basis": "Schedule 4 paragraph 7",
        "asked_on": asked_on,
        "due_on": None,
        "state": RequestState.ASKED,
        "answered_on": None,
        "note": "",
        "overdue": False,
    }
    return RequestView(**(known | more))  # type: ignore[arg-type]


def case(
    *,
    incidents: tuple[IncidentView, ...] = (),
    reports: tuple[ReportView, ...] = (),
    actions: tuple[ActionView, ...] = (),
    requests: tuple[RequestView, ...] = (),
    taken_on: date = TAKEN_ON,
) -> CaseFile:
    """A case with these entries and nothing else."""
    return CaseFile(
        id="c1",
        version=1,
        reference="ER-2025-0001",
        audience=PANEL,
        council=CouncilView("k1", "Erewash Borough Council", "ER"),
        procedure=cast(Procedure, None),  # the timeline reads none of it
        stage=Stage.EVIDENCE,
        received_on=date(2025, 6, 2),
        taken_on=taken_on,
        spoc=None,
        chair=None,
        acknowledged_on=None,
        closed_on=None,
        application=None,
        parties=(),
        agencies=(LANDLORD, POLICE, HEALTH),
        incidents=incidents,
        reports=reports,
        requests=requests,
        actions=actions,
        threshold=None,
        meetings=(),
        recommendations=(),
        letters=(),
        history=(),
        steps=(),
    )


def sample_case() -> CaseFile:
    """The landlord's and the police's part of it, with what a review adds."""
    return case(
        incidents=(
            incident(
                "i1",
                on(date(2024, 6, 5)),
                "Banging on the party wall until 3am",
                report_ids=("r1",),
            ),
            incident(
                "i2",
                in_month(date(2024, 12, 1)),
                "Insults about her faith",
                hate=True,
                report_ids=("r2",),
            ),
            incident(
                "i3",
                UNKNOWN,
                "Rubbish left on the landing",
            ),
        ),
        reports=(
            report(
                "r1",
                on(date(2024, 6, 6)),
                LANDLORD,
                "First ASB report about a neighbour, on the landlord's account",
            ),
            report("r2", on(date(2024, 12, 20)), POLICE, "Reports insults on the stairs"),
            report("r3", on(date(2025, 2, 3)), LANDLORD, "Asks what is being done"),
        ),
        actions=(
            action("x1", on(date(2016, 9, 19)), LANDLORD, "Secure tenancy of one-bed flat begins"),
            action("x2", on(date(2024, 6, 8)), LANDLORD, "Risk assessment completed"),
            action("x3", on(date(2024, 7, 11)), LANDLORD, "Resident invited to interview"),
            action(
                "x4",
                in_month(date(2024, 8, 1)),
                LANDLORD,
                "Several further steps taken during the month",
            ),
            action("x5", on(date(2024, 8, 12)), LANDLORD, "Disclosure request sent to police"),
            action(
                "x6",
                on(date(2024, 8, 22)),
                POLICE,
                "Joint meeting of resident, landlord and police",
            ),
            action("x7", on(date(2025, 1, 14)), POLICE, "Officer visits", still_open=True),
        ),
        requests=(request("q1", HEALTH, date(2025, 6, 16)),),
    )
