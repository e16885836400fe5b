"""What screens, documents and the command line are made from: frozen pictures of the record.

`casefile.py` takes these pictures, each for one audience; nothing that audience may not see is in
them. They hold no database row and import no database library, so a first screen can be drawn
before one is loaded. Days are Europe/London days; instants are aware and UTC. Every `version` is
what a form sends back when it saves, so that nobody's newer words are overwritten.
"""

from conference.views.application import ApplicationView, ThresholdDecisionView
from conference.views.case import CaseFile, CaseLine, DueStep, HistoryLine, Hit
from conference.views.evidence import (
    ActionView,
    ChaseView,
    Entry,
    IncidentView,
    ReportView,
    RequestView,
    ToChase,
)
from conference.views.kinds import (
    AgencyKind,
    AgencyRole,
    Answer,
    ApplicantPart,
    Channel,
    Consent,
    DecisionKind,
    Grade,
    HitKind,
    ItemState,
    LetterKind,
    LetterState,
    MeetingState,
    Moment,
    PaperKind,
    PartyRole,
    RequestState,
    Rung,
    Stage,
    Visibility,
)
from conference.views.meeting import AgendaItemView, AttendanceView, DecisionView, MeetingView
from conference.views.outcome import LetterFileView, LetterView, RecommendationView
from conference.views.people import AgencyView, CouncilView, PartyView, PersonView

__all__ = [
    "ActionView",
    "AgencyKind",
    "AgencyRole",
    "AgencyView",
    "AgendaItemView",
    "Answer",
    "ApplicantPart",
    "ApplicationView",
    "AttendanceView",
    "CaseFile",
    "CaseLine",
    "Channel",
    "ChaseView",
    "Consent",
    "CouncilView",
    "DecisionKind",
    "DecisionView",
    "DueStep",
    "Entry",
    "Grade",
    "HistoryLine",
    "Hit",
    "HitKind",
    "IncidentView",
    "ItemState",
    "LetterFileView",
    "LetterKind",
    "LetterState",
    "LetterView",
    "MeetingState",
    "MeetingView",
    "Moment",
    "PaperKind",
    "PartyRole",
    "PartyView",
    "PersonView",
    "RecommendationView",
    "ReportView",
    "RequestState",
    "RequestView",
    "Rung",
    "Stage",
    "ThresholdDecisionView",
    "ToChase",
    "Visibility",
]
