"""From a case's view for one reader to the context of a letter.

The view has already lost what its reader may not see (`casefile.py`). Here a second wall stands:
an entry whose mark does not reach the reader is dropped even if it arrives, and one that is
shortened gives its summary wording and nothing that lies behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from conference.documents import context
from conference.documents import picture_about as more
from conference.documents.appeal import Against, appeal, signposts
from conference.documents.readers import About
from conference.law.audience import Audience, Mark, Sight, sight
from conference.law.calendar import london_day
from conference.law.procedure import NOT_PUBLISHED, Decider, Nation, Step
from conference.law.when import uk_day
from conference.text import one_line
from conference.views import (
    AppealView,
    AttendanceView,
    CaseFile,
    DecisionKind,
    DecisionView,
    LetterKind,
    MeetingView,
    PartyView,
    PersonView,
    RecommendationView,
    RequestState,
    RequestView,
)

DECIDERS: dict[str, str] = {
    Decider.COUNCIL: "the council",
    Decider.PARTNERSHIP: "the agencies of the local partnership together",
    Decider.LANDLORD: "your landlord",
    Decider.POLICE: "the police",
    Decider.HEALTH: "the local health body",
}


def picture(
    kind: LetterKind,
    case: CaseFile,
    *,
    words: Mapping[str, str],
    number: str,
    letter_date: date,
    signed_by: PersonView,
    about: About | None = None,
) -> context.LetterContext:
    """Everything the template of this kind can name. about: what of the case it is about."""
    applicant = _person(case.applicant)
    request = request_of(case)
    meeting = more.meeting_of(case, about)
    route = appeal(case, against(kind, about), letter_date)
    decider = case.threshold.decider if case.threshold else ""
    return context.LetterContext(
        council=council_of(case),
        reference=one_line(case.reference),
        number=one_line(number),
        date=uk_day(letter_date),
        received_on=uk_day(case.received_on),
        recipient=_recipient(kind, case, request, about),
        applicant=applicant,
        contact=contact_of(case),
        sender=context.Sender(one_line(signed_by.name), one_line(signed_by.title)),
        due=_due(case),
        threshold=_threshold(case),
        meeting=_meeting(meeting),
        findings=findings(case),
        decisions=_decisions(case),
        recommendations=recommendations(case),
        review_on=day_words(meeting.review_on if meeting else None),
        appeal=route,
        signposts=signposts(case.procedure, decider),
        needs=_needs(case),
        request=_request(request),
        incidents=_incidents(case),
        procedure=more.procedure_of(case),
        refusal=more.refusal_of(case),
        late=more.late_steps(case),
        promises=more.promises(case),
        invitee=more.invitee_of(about, request),
        lodged=more.lodged_of(about),
        closed_on=day_words(case.closed_on),
        words=context.Words(**words),
    )


def against(kind: LetterKind, about: About | None = None) -> Against:
    """What an appeal that the letter speaks of is made against."""
    if isinstance(about, AppealView):
        return "threshold" if about.against == "threshold" else "review"
    return "review" if kind is LetterKind.OUTCOME else "threshold"


def _recipient(
    kind: LetterKind, case: CaseFile, request: RequestView | None, about: About | None
) -> context.Recipient:
    """Name and address of whoever the letter goes to."""
    if kind is LetterKind.AGENCY_REQUEST:
        return _agency(request)
    if isinstance(about, AttendanceView):
        name, agency = one_line(about.name), one_line(about.agency_name)
        return context.Recipient(name or agency, tuple(filter(None, (name, agency))))
    if kind is LetterKind.APPEAL_BUNDLE and isinstance(about, AppealView):
        return _appeal_body(case, about)
    return _person(case.applicant)


def _appeal_body(case: CaseFile, about: AppealView) -> context.Recipient:
    """The body the procedure names; where it names none, whoever the appeal was sent to."""
    route = case.procedure.appeal
    name = one_line(about.sent_to if route.body is NOT_PUBLISHED else route.body)
    if route.contact is NOT_PUBLISHED:
        return context.Recipient(name, (name,) if name else ())
    lines = (name, route.contact.name, *route.contact.address)
    return context.Recipient(name, tuple(dict.fromkeys(filter(None, map(one_line, lines)))))


def findings(case: CaseFile) -> tuple[context.Finding, ...]:
    """What the panel found about each response, as far as the reader may be told."""
    chosen = _told_decisions(case)
    return tuple(_finding(one) for one in chosen if one.kind is DecisionKind.RESPONSE)


def recommendations(case: CaseFile) -> tuple[context.Recommendation, ...]:
    """The recommendations in order, as far as the reader may be told."""
    chosen = (one for one in case.recommendations if _told(case.audience, one.mark))
    return tuple(map(_recommendation, sorted(chosen, key=lambda one: one.number)))


def request_of(case: CaseFile) -> RequestView | None:
    """The latest request to the agency the view is made for."""
    asked = [
        one
        for one in case.requests
        if one.agency_id == case.audience.agency_id and one.state is not RequestState.WITHDRAWN
    ]
    return asked[-1] if asked else None


def _told(audience: Audience, mark: Mark) -> bool:
    return sight(audience, mark) is not Sight.NOTHING


def _told_decisions(case: CaseFile) -> list[DecisionView]:
    made = [one for meeting in case.meetings for one in meeting.decisions]
    return [one for one in made if _told(case.audience, one.mark)]


def _finding(decision: DecisionView) -> context.Finding:
    what = decision.what.strip()
    if decision.shortened:
        return context.Finding(about="", what=what, verdict="", reason="")
    about = one_line(decision.agency_name) or "The agencies together"
    return context.Finding(about, what, decision.outcome.strip(), decision.reason.strip())


def _decisions(case: CaseFile) -> tuple[context.Decision, ...]:
    return tuple(
        context.Decision(one.what.strip(), "", "")
        if one.shortened
        else context.Decision(one.what.strip(), one.outcome.strip(), one.reason.strip())
        for one in _told_decisions(case)
        if one.kind is not DecisionKind.RESPONSE
    )


def _recommendation(one: RecommendationView) -> context.Recommendation:
    """A shortened one still has its number, addressee, owner and day: s.104(8) has them told."""
    to = one_line(one.to_body)
    return context.Recommendation(
        number=one.number,
        what=one.what.strip(),
        to=to,
        owner=one_line(one.owner) or to,
        due=day_words(one.due_on),
        why="" if one.shortened else one.why.strip(),
        progress=() if one.shortened else tuple(note.note for note in one.progress),
        done_on=day_words(one.done_on),
        overdue=one.overdue,
        answer=str(one.answer or ""),
        answer_reason=one.answer_reason.strip(),
    )


def council_of(case: CaseFile) -> context.Council:
    """The council's own details, each on one line."""
    council = case.council
    name, department = one_line(council.name), one_line(council.department)
    address = tuple(map(one_line, council.address))
    return context.Council(
        name, department, address, one_line(council.phone), one_line(council.email)
    )


def _person(party: PartyView | None) -> context.Recipient:
    if party is None:
        return context.Recipient("", ())
    name = one_line(party.name)
    lines = [line for line in map(one_line, (name, *party.address)) if line]
    postcode = one_line(party.postcode)
    if postcode and not any(line.endswith(postcode) for line in lines):
        lines.append(postcode)
    return context.Recipient(name, tuple(lines))


def _agency(request: RequestView | None) -> context.Recipient:
    name = one_line(request.agency_name) if request else ""
    return context.Recipient(name, (name,))


def contact_of(case: CaseFile) -> context.Contact:
    """The case's own contact; where nobody is named yet, the council's."""
    person, council = case.spoc, case.council
    if person is None:
        name = one_line(council.department or council.name)
        return context.Contact(name, "", one_line(council.phone), one_line(council.email))
    phone, email = person.phone or council.phone, person.email or council.email
    words = (person.name, person.title, phone, email)
    return context.Contact(*map(one_line, words))


def _due(case: CaseFile) -> context.Due:
    days = {step.step: step.due_on for step in case.steps if step.done_on is None}
    steps = (Step.THRESHOLD, Step.MEETING, Step.OUTCOME)
    return context.Due(*(day_words(days.get(step)) for step in steps))


def _threshold(case: CaseFile) -> context.Threshold:
    decision = case.threshold
    if decision is None:
        return context.Threshold(False, "", "", "", discretionary=False)
    return context.Threshold(
        met=decision.met,
        decided_on=uk_day(decision.decided_on),
        decided_by=DECIDERS.get(decision.decider, ""),
        reasons=decision.reasons.strip(),
        discretionary=decision.discretionary,
    )


def _meeting(meeting: MeetingView | None) -> context.Meeting:
    if meeting is None:
        return context.Meeting("", "", "", "", "", (), "", "", "")
    came = [
        one_line(one.agency_name)
        for one in meeting.attendance
        if one.capacity == "representative" and one.arrived_at and one.agency_name
    ]
    return context.Meeting(
        planned_for=day_words(meeting.planned_for),
        time=clock_words(meeting.starts_at),
        place=one_line(meeting.place),
        link=one_line(meeting.link),
        held_on=uk_day(london_day(meeting.closed_at)) if meeting.closed_at else "",
        agencies=tuple(dict.fromkeys(came)),
        applicant_part=str(meeting.applicant_part or ""),
        applicant_words=meeting.applicant_words.strip(),
        not_invited_because=meeting.applicant_reason.strip(),
        chair=one_line(meeting.chair),
        length=more.length_words(meeting.booked_minutes),
    )


def _needs(case: CaseFile) -> context.Needs:
    application = case.application
    language = one_line(application.language) if application else ""
    welsh = case.procedure.nation is Nation.WALES
    english = language.lower() in ("", "en", "english", "cy" if welsh else "")
    asked = application.adjustments.strip() if application else ""
    return context.Needs(asked, "" if english else language, welsh=welsh)


def _request(request: RequestView | None) -> context.Request:
    if request is None:
        return context.Request("", "", "", "", "")
    period = " to ".join(
        filter(None, (day_words(request.period_from), day_words(request.period_to)))
    )
    return context.Request(
        agency=one_line(request.agency_name),
        asked=request.asked.strip(),
        period=period,
        due=day_words(request.due_on),
        legal_basis=one_line(request.legal_basis),
    )


def _incidents(case: CaseFile) -> tuple[context.Incident, ...]:
    return tuple(
        context.Incident(str(one.when), one_line(one.place), one.summary.strip())
        for one in case.incidents
        if sight(case.audience, one.mark, named=one.named_agencies) is not Sight.NOTHING
    )


def day_words(day: date | None) -> str:
    """A day in words; nothing for none."""
    return uk_day(day) if day else ""


def clock_words(at: time | None) -> str:
    """A time of day as people say it: 2pm, 10.30am."""
    if at is None:
        return ""
    hour, half = at.hour % 12 or 12, "am" if at.hour < 12 else "pm"
    return f"{hour}.{at.minute:02}{half}" if at.minute else f"{hour}{half}"
