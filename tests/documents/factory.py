"""Views of one invented case, for letters: nobody and no address in it is real."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from conference.documents import Document, compose
from conference.documents.readers import About
from conference.law.audience import APPLICANT, COMMISSIONER, Audience, Mark, agency
from conference.law.procedure import (
    NOT_PUBLISHED,
    AppealRoute,
    Contact,
    Decider,
    Event,
    Nation,
    Procedure,
    Signpost,
    Step,
    StepTime,
    Threshold,
    Unit,
    Window,
)
from conference.law.when import on
from conference.views import (
    AppealView,
    ApplicantPart,
    ApplicationView,
    AttendanceView,
    CaseFile,
    CouncilView,
    DecisionKind,
    DecisionView,
    DueStep,
    FollowUpKind,
    FollowUpView,
    Grade,
    IncidentView,
    LetterKind,
    MeetingState,
    MeetingView,
    PartyRole,
    PartyView,
    PersonView,
    ProgressView,
    RecommendationView,
    RequestState,
    RequestView,
    Stage,
    ThresholdDecisionView,
)

LETTER_DATE = date(2026, 5, 18)
REFERENCE = "ER-2026-0001"
NUMBER = "ER-2026-0001/3"

COUNCIL = CouncilView(
    id="council",
    name="Erewater Borough Council",
    code="ER",
    department="Community Safety",
    address=("Town Hall", "1 Example Street", "Exampleton", "EX1 1AA"),
    phone="01632 960001",
    email="asb@erewater.example",
)
SPOC = PersonView(
    id="spoc",
    name="Ms O. Fficer",
    title="Community Safety Officer",
    roles=("officer",),
    phone="01632 960002",
    email="o.fficer@erewater.example",
)
CHAIR = PersonView(id="chair", name="Mr C. Hair", title="Independent chair", roles=("chair",))
APPLICANT_PARTY = PartyView(
    id="applicant",
    role=PartyRole.APPLICANT,
    name="Mrs A. Sample",
    address=("12 Sample Close", "Exampleton", "Derbyshire"),
    postcode="EX2 2BB",
    email="a.sample@mail.example",
)
APPEAL = AppealRoute(
    body="The Commissioner for Exampleshire",
    contact=Contact(
        name="Office of the Commissioner",
        address=("2 Example Road", "Exampleton", "EX3 3CC"),
        phone="01632 960003",
        email="appeals@commissioner.example",
        web="https://commissioner.example/appeals",
    ),
    window=Window(20, Unit.WORKING_DAYS, Event.LETTER_SENT),
    grounds=(
        "The panel did not follow a relevant process, policy or protocol.",
        "The panel did not consider relevant facts.",
    ),
)
SIGNPOSTS = (
    Signpost(
        Decider.COUNCIL,
        Contact("Local Government and Social Care Ombudsman", web="https://www.lgo.org.uk"),
        "The ombudsman can look at a complaint about what the council itself did.",
    ),
    Signpost(
        Decider.LANDLORD,
        Contact("Housing Ombudsman", web="https://www.housing-ombudsman.org.uk"),
        "The ombudsman can look at a complaint about your landlord.",
    ),
)
PROCEDURE = Procedure(
    key="erewater",
    name="Erewater procedure",
    area="Erewater",
    nation=Nation.ENGLAND,
    lead_body=COUNCIL.name,
    effective_from=date(2025, 1, 1),
    threshold=Threshold(),
    steps=dict.fromkeys(Step, NOT_PUBLISHED),
    appeal=APPEAL,
    contact=Contact(COUNCIL.name, phone=COUNCIL.phone),
    signposts=SIGNPOSTS,
)
SILENT_ROUTE = AppealRoute(NOT_PUBLISHED, NOT_PUBLISHED, NOT_PUBLISHED, NOT_PUBLISHED)
"""An area that publishes nothing about appeals."""


def finding(number: int, agency_name: str, outcome: str, reason: str, **other: Any) -> DecisionView:
    """What the panel found about one agency."""
    view = DecisionView(
        id=f"finding-{number}",
        version=1,
        kind=DecisionKind.RESPONSE,
        agency_id=f"agency-{number}",
        agency_name=agency_name,
        what="",
        outcome=outcome,
        reason=reason,
        decided_at=datetime(2026, 5, 11, 11, 0, tzinfo=UTC),
        present=("Mr C. Hair",),
        mark=Mark.APPLICANT,
        summary_wording="",
        shortened=False,
    )
    return replace(view, **other)


def recommendation(number: int, what: str, owner: str, due: date | None, **other: Any) -> Any:
    """One recommendation."""
    view = RecommendationView(
        id=f"recommendation-{number}",
        version=1,
        number=number,
        to_body="Exampleshire Police",
        agency_id="agency-1",
        what=what,
        power="",
        why="",
        owner=owner,
        due_on=due,
        how_known="",
        answer=None,
        answer_reason="",
        progress=(),
        done_on=None,
        mark=Mark.APPLICANT,
        summary_wording="",
        shortened=False,
        overdue=False,
    )
    return replace(view, **other)


def representative(name: str, agency_name: str) -> AttendanceView:
    """Somebody who came for an agency."""
    came = datetime(2026, 5, 11, 9, 0, tzinfo=UTC)
    return AttendanceView(
        id=name,
        version=1,
        name=name,
        agency_id=agency_name,
        agency_name=agency_name,
        capacity="representative",
        apologies=False,
        substitute_for="",
        conflict="",
        arrived_at=came,
        left_at=None,
    )


MEETING = MeetingView(
    id="meeting",
    version=1,
    state=MeetingState.CLOSED,
    planned_for=date(2026, 5, 11),
    starts_at=time(10, 30),
    place="Committee Room 2, Town Hall",
    link="https://meet.example/room?id=1&key=2",
    chair="Mr C. Hair",
    chair_independence="",
    applicant_part=ApplicantPart.ATTENDS,
    applicant_words="I have not slept through a night since January.\n\nI want it to stop.",
    applicant_reason="",
    opened_at=datetime(2026, 5, 11, 9, 30, tzinfo=UTC),
    closed_at=datetime(2026, 5, 11, 11, 30, tzinfo=UTC),
    review_on=date(2026, 8, 17),
    booked_minutes=120,
    items=(),
    attendance=(
        representative("PC One", "Exampleshire Police"),
        representative("Mr Two", "Example Homes"),
        representative("Ms Three", "Erewater Borough Council Environmental Health"),
    ),
    decisions=(
        finding(
            1,
            "Exampleshire Police",
            "not adequate",
            "Eleven calls were handled one by one, and nobody looked at them together until April.",
        ),
        finding(
            2,
            "Example Homes",
            "adequate",
            "It answered each report within three working days and kept you informed.",
        ),
        finding(
            3,
            "",
            "decided",
            "Two of the incidents happened after dark and nobody could be identified.",
            kind=DecisionKind.OPTION,
            what="Put up a temporary camera at the entrance to the car park.",
        ),
    ),
)
RECOMMENDATIONS = (
    recommendation(
        1,
        "Name one officer who reads every report from Sample Close and calls you each week.",
        "Neighbourhood Inspector",
        date(2026, 6, 1),
    ),
    recommendation(
        2,
        "Write to every household in Sample Close about what the tenancy agreement says on noise.",
        "Tenancy Manager",
        date(2026, 6, 15),
        to_body="Example Homes",
    ),
    recommendation(
        3,
        "Put up a temporary camera at the entrance to the car park and review it after six weeks.",
        "",
        date(2026, 7, 10),
        to_body="Erewater Borough Council",
    ),
)
APPLICATION = ApplicationView(
    basis="I am the victim",
    received_on=date(2026, 3, 16),
    channel="online form",
    problem="",
    location="",
    others_affected="",
    hate_strands=(),
    impact="",
    health_impact="",
    routine_impact="",
    feeling_of_risk="",
    wanted_outcome="",
    action_taken="",
    tenure="",
    landlord="",
    adjustments="Please call before you write, and write in short sentences.",
    letter_format="",
    language="",
    preferred_contact="",
    contact_notes="",
    signed_on=None,
    withdrawn_on=None,
    withdrawn_why="",
)
THRESHOLD = ThresholdDecisionView(
    id="threshold",
    decided_on=date(2026, 3, 30),
    met=True,
    basis="s.104(4)",
    persistence="",
    harm="",
    adequacy="",
    reasons="You reported three incidents within a month of each, and applied within six months.",
    discretionary=False,
    decided_by="Ms O. Fficer",
    signed_off_by="",
    refusal_ground="",
    decider="partnership",
)
REQUEST = RequestView(
    id="request",
    version=1,
    agency_id="agency-1",
    agency_name="Exampleshire Police",
    asked="Every report from 12 Sample Close, and what was done about it.",
    period_from=date(2025, 9, 16),
    period_to=date(2026, 3, 16),
    legal_basis="",
    asked_on=date(2026, 4, 1),
    due_on=date(2026, 4, 15),
    state=RequestState.ASKED,
    answered_on=None,
    note="",
    overdue=False,
)


def incident(number: int, summary: str, place: str) -> IncidentView:
    """One incident."""
    return IncidentView(
        id=f"incident-{number}",
        version=1,
        when=on(date(2026, 2, number)),
        summary=summary,
        mark=Mark.APPLICANT,
        summary_wording="",
        named_agencies=(),
        grade=Grade.APPLICANT,
        source="",
        shortened=False,
        time_words="",
        place=place,
        hate=False,
        report_ids=(),
    )


STEPS = (
    DueStep(
        Step.THRESHOLD,
        date(2026, 4, 1),
        StepTime(10, Unit.WORKING_DAYS, Event.RECEIVED),
        None,
        overdue=False,
    ),
)


def case(audience: Audience = APPLICANT, **other: Any) -> CaseFile:
    """A case that is ready for its outcome letter, seen by the applicant."""
    view = CaseFile(
        id="case",
        version=1,
        reference=REFERENCE,
        audience=audience,
        council=COUNCIL,
        procedure=PROCEDURE,
        stage=Stage.OUTCOME,
        received_on=date(2026, 3, 16),
        taken_on=LETTER_DATE,
        spoc=SPOC,
        chair=CHAIR,
        acknowledged_on=date(2026, 3, 18),
        closed_on=None,
        application=APPLICATION,
        parties=(APPLICANT_PARTY,),
        agencies=(),
        incidents=(
            incident(3, "Shouting and banging on the door after midnight.", "Sample Close"),
            incident(9, "A bin was set on fire in the car park.", "Car park, Sample Close"),
        ),
        reports=(),
        requests=(REQUEST,),
        actions=(),
        threshold=THRESHOLD,
        meetings=(MEETING,),
        recommendations=RECOMMENDATIONS,
        letters=(),
        history=(),
        steps=STEPS,
    )
    return replace(view, **other)


def case_for_agency(**other: Any) -> CaseFile:
    """The same case as the agency that is asked sees it."""
    return case(agency("agency-1"), **other)


def with_meeting(**changes: Any) -> CaseFile:
    """The case with other facts about its meeting."""
    return case(meetings=(replace(MEETING, **changes),))


def with_appeal(**changes: Any) -> CaseFile:
    """The case under a procedure with another appeal route."""
    return case(procedure=replace(PROCEDURE, appeal=replace(APPEAL, **changes)))


INVITED = replace(representative("PC One", "Exampleshire Police"), agency_id="agency-1")
LODGED = AppealView(
    id="appeal",
    version=1,
    against="review",
    ground="The panel did not look at the letters I sent in February.",
    lodged_on=date(2026, 6, 3),
    lodged_by="Mrs A. Sample",
    letter_id="letter",
    last_day=date(2026, 6, 16),
    out_of_time=False,
    acknowledged_on=None,
    sent_on=None,
    sent_to="",
    result=None,
    result_on=None,
    result_words="",
    referred_reference="",
    note="",
)
WRITTEN: dict[LetterKind, dict[str, str]] = {
    LetterKind.CONSENT_REQUEST: {
        "needed": "A note from your sister that she agrees to your application for her.",
        "by": "Please send it by 1 June 2026 if you can.",
    },
    LetterKind.APPLICATION_REFUSED: {
        "why": "The same reports were reviewed last year, and nothing new was reported since."
    },
    LetterKind.NOT_INVITED: {"instead": "The chair will ring you on the day before."},
    LetterKind.DELAY: {"why": "The chair was ill. We are sorry.", "new_day": "3 June 2026"},
    LetterKind.CLOSURE: {"view": "You told us that it has stopped."},
}
"""What an officer has to write in the letters that ask for it."""


def audience_of(kind: LetterKind) -> Audience:
    """Whose view a letter of the kind is made from."""
    if kind in (LetterKind.AGENCY_REQUEST, LetterKind.INVITATION_PANEL):
        return agency("agency-1")
    return COMMISSIONER if kind is LetterKind.APPEAL_BUNDLE else APPLICANT


def about(kind: LetterKind, view: CaseFile) -> About | None:
    """What a letter of the kind is about."""
    match kind:
        case LetterKind.INVITATION_PANEL:
            return INVITED
        case LetterKind.INVITATION_APPLICANT | LetterKind.NOT_INVITED:
            return view.meetings[0]
        case LetterKind.APPEAL_ACKNOWLEDGEMENT | LetterKind.APPEAL_BUNDLE:
            return LODGED
    return None


def progress(note: str, **other: Any) -> ProgressView:
    """What became of a recommendation, told once."""
    day = date(2026, 5, 15)
    view = ProgressView("progress", day, "PC One", note, "", done=False, applicant_told_on=day)
    return replace(view, **other)


def promise(words: str, **other: Any) -> FollowUpView:
    """Something the applicant was promised."""
    view = FollowUpView(
        id="promise",
        version=1,
        kind=FollowUpKind.UPDATE,
        due_on=date(2026, 7, 1),
        words=words,
        done_on=None,
        done_by="",
        happened="",
        stopped="",
        applicant_view="",
        letter_id=None,
        overdue=False,
    )
    return replace(view, **other)


def ready(kind: LetterKind, **other: Any) -> CaseFile:
    """A case at the moment a letter of the kind is written, as its reader sees it."""
    not_yet = replace(MEETING, opened_at=None, closed_at=None, state=MeetingState.PLANNED)
    turned_down = replace(THRESHOLD, met=False, reasons="Two of the three reports were late.")
    facts: dict[LetterKind, dict[str, Any]] = {
        LetterKind.THRESHOLD_NOT_MET: {"threshold": turned_down},
        LetterKind.APPLICATION_REFUSED: {
            "threshold": replace(
                turned_down, refusal_ground="Reviewed before", signed_off_by="Ms Senior"
            )
        },
        LetterKind.INVITATION_APPLICANT: {"meetings": (not_yet,)},
        LetterKind.INVITATION_PANEL: {"meetings": (not_yet,)},
        LetterKind.NOT_INVITED: {
            "meetings": (
                replace(
                    not_yet,
                    applicant_part=ApplicantPart.NOT_INVITED,
                    applicant_reason="Somebody who is to come has threatened you.",
                ),
            )
        },
    }
    return case(audience_of(kind), **{**facts.get(kind, {}), **other})


def compose_ready(kind: LetterKind, view: CaseFile | None = None, **words: str) -> Document:
    """A letter of the kind with all that an officer has to write."""
    seen = view or ready(kind)
    return compose(
        kind,
        seen,
        paragraphs={**WRITTEN.get(kind, {}), **words},
        number=NUMBER,
        letter_date=LETTER_DATE,
        signed_by=SPOC,
        about=about(kind, seen),
    )
