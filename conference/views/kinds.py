"""Words from fixed lists: stages, states, kinds of agency, letter and finding."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where a case is, in the order of the procedure."""

    APPLICATION = "application"
    THRESHOLD = "threshold"
    EVIDENCE = "evidence"
    MEETING = "meeting"
    OUTCOME = "outcome"
    FOLLOW_UP = "follow-up"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class AgencyKind(StrEnum):
    """What an agency is, as an officer names it."""

    COUNCIL = "council"
    POLICE = "police"
    HOUSING = "housing provider"
    COUNCIL_HOUSING = "council housing"
    ENVIRONMENTAL_HEALTH = "environmental health"
    HEALTH = "health"
    SOCIAL_CARE = "adult social care"
    OTHER = "other"


class AgencyRole(StrEnum):
    """What the Act makes of it: s.105 and Schedule 4."""

    RELEVANT_BODY = "relevant body"
    CO_OPTED = "co-opted housing provider"
    CONTRIBUTOR = "contributor"
    """Asked for information under Schedule 4 paragraph 7, without being a relevant body."""


class Basis(StrEnum):
    """On what footing somebody applies: question 1 of the Derbyshire form."""

    VICTIM = "I am the victim"
    FOR_VICTIM = "I apply for the victim"
    GROUP_MEMBER = "I am one of a group"
    FOR_GROUP = "I apply for a group"


class PartyRole(StrEnum):
    """What a person outside the agencies is in the case."""

    APPLICANT = "applicant"
    VICTIM = "victim"
    GROUP_MEMBER = "member of the group"
    ACTING = "acting for the applicant"
    WITNESS = "witness"
    ALLEGED = "alleged perpetrator"
    OTHER = "other"


class Consent(StrEnum):
    """Whether somebody agreed to an application being made for them. A safeguard, not the law."""

    NOT_NEEDED = "not needed"
    GIVEN = "given"
    AWAITED = "awaited"
    REFUSED = "refused"


class Grade(StrEnum):
    """On whose word an entry rests."""

    AGENCY_RECORD = "agency record"
    APPLICANT = "applicant's account"
    DISPUTED = "disputed"


class RequestState(StrEnum):
    """How far an agency's answer has come."""

    ASKED = "asked"
    SEEN = "seen"
    PART_ANSWERED = "part answered"
    ANSWERED = "answered"
    NIL = "nil return"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def outstanding(self) -> bool:
        """Whether something is still to come."""
        return self in (RequestState.ASKED, RequestState.SEEN, RequestState.PART_ANSWERED)


class Moment(StrEnum):
    """When an entry was made, seen from the meeting."""

    BEFORE = "before the meeting"
    AT = "at the meeting"
    AFTER = "after the meeting"


class MeetingState(StrEnum):
    """The life of a meeting."""

    PLANNED = "planned"
    OPEN = "open"
    ADJOURNED = "adjourned"
    CLOSED = "closed"
    MINUTES_APPROVED = "minutes approved"
    CANCELLED = "cancelled"
    """It was planned and never held; it does not count as the case's meeting."""

    @property
    def live(self) -> bool:
        """Whether it is still to be held or to be finished."""
        return self in (MeetingState.PLANNED, MeetingState.OPEN, MeetingState.ADJOURNED)


class ItemState(StrEnum):
    """How far an agenda item has come."""

    WAITING = "waiting"
    CURRENT = "current"
    PARKED = "parked"
    DONE = "done"


class Visibility(StrEnum):
    """Who sees an agenda item."""

    ROOM = "room"
    PANEL = "panel"
    CHAIR = "chair only"


class ApplicantPart(StrEnum):
    """How the applicant was heard. A meeting cannot close without one of these."""

    ATTENDS = "attends"
    REPRESENTED = "sends a representative"
    STATEMENT = "has a statement read"
    DECLINED = "declined"
    NOT_INVITED = "not invited"


class DecisionKind(StrEnum):
    """What the panel decided about."""

    RESPONSE = "was the response adequate"
    OPTION = "option considered"
    OTHER = "other"


class Answer(StrEnum):
    """What an addressee said to a recommendation. Its duty is to have regard: s.104(7)."""

    ACCEPTED = "accepted"
    IN_PART = "accepted in part"
    DECLINED = "declined"


class LetterKind(StrEnum):
    """Which paper it is; the value is also its template's name."""

    ACKNOWLEDGEMENT = "acknowledgement"
    AGENCY_REQUEST = "agency-request"
    THRESHOLD_MET = "threshold-met"
    THRESHOLD_NOT_MET = "threshold-not-met"
    OUTCOME = "outcome"
    CONSENT_REQUEST = "consent-request"
    """Asks for consent, or for more information, before the application can go on."""
    APPLICATION_REFUSED = "application-refused"
    """Refused on a named ground of the procedure, with its senior sign-off."""
    INVITATION_APPLICANT = "invitation-applicant"
    INVITATION_PANEL = "invitation-panel"
    NOT_INVITED = "applicant-not-invited"
    DELAY = "delay"
    ACTION_PLAN_UPDATE = "action-plan-update"
    CLOSURE = "closure"
    APPEAL_ACKNOWLEDGEMENT = "appeal-acknowledgement"
    APPEAL_BUNDLE = "appeal-bundle"
    """The cover letter of the bundle, to the appeal body."""


class PaperKind(StrEnum):
    """A paper that is no letter; the value is also its template's name."""

    AGENDA_PACK = "agenda-pack"
    AGENDA = "agenda"
    MINUTES = "minutes"
    ACTION_NOTICE = "action-notice"
    """What one owner has to do, and nothing of what others have."""
    BUNDLE = "bundle"
    """The papers of a case for the body that looks at an appeal."""
    SUBJECT_ACCESS = "subject-access"
    """What is held about one person, for that person."""


class LetterState(StrEnum):
    """The life of a letter."""

    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"
    ISSUED = "issued"
    SUPERSEDED = "superseded"


class Channel(StrEnum):
    """How something reached, or was sent to, the applicant."""

    POST = "post"
    EMAIL = "e-mail"
    IN_PERSON = "in person"
    PHONE = "telephone"
    ONLINE = "online form"


class Rung(StrEnum):
    """How far the chasing of an answer has gone."""

    REMINDER = "reminder"
    ESCALATION = "escalation"
    """To the agency's escalation contact."""
    OVERDUE = "overdue"
    """The panel goes on without it, and says so."""


class HitKind(StrEnum):
    """What words were found in."""

    REFERENCE = "reference"
    PERSON = "person"
    APPLICATION = "application"
    INCIDENT = "incident"
    REPORT = "report"
    ACTION = "action"
    DECISION = "decision"
    RECOMMENDATION = "recommendation"


class StanceKind(StrEnum):
    """How an agency stands to a recommendation."""

    AGREES = "agrees"
    DISSENTS = "dissents"
    ABSTAINS = "abstains"


class RiskMoment(StrEnum):
    """When a risk was assessed, seen from the review."""

    THEN = "at the time of the application"
    NOW = "at the meeting"
    LATER = "after the meeting"


class RiskBand(StrEnum):
    """How high a risk was found. The area says what each band means: none is official."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class AppealResult(StrEnum):
    """What became of an appeal."""

    UPHELD = "upheld and referred back"
    NOT_UPHELD = "not upheld"
    WITHDRAWN = "withdrawn"
    NOT_ACCEPTED = "not accepted: out of time"


class DeliveryState(StrEnum):
    """How far the sending of a letter has come."""

    SENDING = "being sent"
    SENT = "sent"
    FAILED = "failed"
    """It certainly did not go out; it can be tried again."""
    UNCERTAIN = "not certain"
    """The line broke after the words were handed over: a person has to find out."""


class FollowUpKind(StrEnum):
    """What was promised after the letter."""

    UPDATE = "update to the applicant"
    REVIEW = "look whether it stopped"


class HoldKind(StrEnum):
    """Why a closed case is kept beyond its time."""

    APPEAL = "appeal"
    OMBUDSMAN = "ombudsman"
    COURT = "court"
    OTHER = "other"
