"""The part of a letter's context that comes after the threshold: invitations, delay, appeals."""

from __future__ import annotations

from conference.documents import context
from conference.documents.readers import About
from conference.law.procedure import NOT_PUBLISHED, Step
from conference.law.when import uk_day
from conference.text import one_line
from conference.views import (
    AppealView,
    AttendanceView,
    CaseFile,
    FollowUpKind,
    MeetingView,
    RequestState,
    RequestView,
)

_DONE = {
    Step.ACKNOWLEDGE: "acknowledged your application",
    Step.THRESHOLD: "decided whether your application meets the threshold",
    Step.MEETING: "held the review meeting",
    Step.OUTCOME: "written to you with the outcome",
}
"""What the applicant was to have by each step; the other steps are between the agencies."""


def meeting_of(case: CaseFile, about: About | None) -> MeetingView | None:
    """The meeting a letter speaks of: the one it is about, or that of the person invited."""
    if isinstance(about, MeetingView):
        return next((one for one in case.meetings if one.id == about.id), about)
    if isinstance(about, AttendanceView):
        held = [one for one in case.meetings if any(x.id == about.id for x in one.attendance)]
        return held[-1] if held else case.meeting
    return case.meeting


def length_words(minutes: int) -> str:
    """How long a meeting is planned to take; nothing where it is not known."""
    hours, rest = divmod(max(minutes, 0), 60)
    parts = [f"{hours} hour{'s' * (hours != 1)}"] if hours else []
    parts += [f"{rest} minutes"] if rest else []
    return " and ".join(parts)


def procedure_of(case: CaseFile) -> context.Procedure:
    """What the letter may say of the published procedure."""
    rule = case.procedure.third_party_consent
    said = "" if rule is NOT_PUBLISHED else one_line(rule)
    return context.Procedure(one_line(case.procedure.name), one_line(case.procedure.area), said)


def refusal_of(case: CaseFile) -> context.Refusal:
    """On what ground the application was refused."""
    ground = one_line(case.threshold.refusal_ground) if case.threshold else ""
    grounds = case.procedure.refusal_grounds
    named = () if grounds is NOT_PUBLISHED else tuple(map(one_line, grounds))
    return context.Refusal(ground, named)


def late_steps(case: CaseFile) -> tuple[context.Late, ...]:
    """What should have reached the applicant by now."""
    return tuple(
        context.Late(_DONE[step.step], uk_day(step.due_on))
        for step in case.steps
        if step.overdue and step.due_on and step.step in _DONE
    )


def promises(case: CaseFile) -> tuple[context.Promise, ...]:
    """What was promised to the applicant and is still to come."""
    return tuple(
        context.Promise(
            "" if one.kind is FollowUpKind.REVIEW else one_line(one.words), uk_day(one.due_on)
        )
        for one in case.follow_ups
        if one.done_on is None and one.due_on > case.taken_on
    )


def invitee_of(about: About | None, request: RequestView | None) -> context.Invitee:
    """Who is invited, and whether their agency has answered."""
    if not isinstance(about, AttendanceView):
        return context.Invitee("", "", "", "", answered=False)
    answered = request is not None and request.state in (RequestState.ANSWERED, RequestState.NIL)
    return context.Invitee(
        one_line(about.name),
        one_line(about.agency_name),
        about.capacity,
        one_line(about.substitute_for),
        answered=answered,
    )


def lodged_of(about: About | None) -> context.Lodged:
    """The appeal a letter is about."""
    if not isinstance(about, AppealView):
        return context.Lodged("", "", "", False, "", False, "", "", 0)
    return context.Lodged(
        lodged_on=uk_day(about.lodged_on),
        lodged_by=one_line(about.lodged_by),
        ground=about.ground.strip(),
        threshold=about.against == "threshold",
        last_day=uk_day(about.last_day) if about.last_day else "",
        out_of_time=about.out_of_time,
        sent_on=uk_day(about.sent_on) if about.sent_on else "",
        sent_to=one_line(about.sent_to),
        pages=about.bundles[-1].pages if about.bundles else 0,
    )
