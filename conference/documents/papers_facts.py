"""From the panel's view of a case to the context of its agenda pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from conference.documents import papers_context as context
from conference.documents.chronology import what_words, who_words
from conference.documents.picture import (
    DECIDERS,
    clock_words,
    contact_of,
    council_of,
    day_words,
)
from conference.law.threshold import Assessment, Outcome, Result
from conference.law.when import uk_day
from conference.silences import AgencyResponse, Silence
from conference.text import one_line
from conference.timeline import EntryKind, Timeline, TimelineEntry
from conference.timeline_text import days_words, longest_words, silence_words
from conference.views import (
    ActionView,
    CaseFile,
    MeetingView,
    RecommendationView,
    RequestState,
    RequestView,
)

_RESULTS = {
    Outcome.MET: "met",
    Outcome.NOT_MET: "not met",
    Outcome.BORDERLINE: "borderline, a person decides",
}


def pack_context(
    case: CaseFile,
    assessment: Assessment | None,
    timeline: Timeline,
    *,
    for_chair: bool,
    left_out: int,
) -> context.PackContext:
    """Everything the template can name. timeline: of this very case."""
    return context.PackContext(
        council=council_of(case),
        reference=one_line(case.reference),
        date=uk_day(case.taken_on),
        contact=contact_of(case),
        for_chair=for_chair,
        left_out=left_out,
        meeting=_meeting(case.meeting, case.chair.name if case.chair else ""),
        application=_application(case),
        threshold=_threshold(case, assessment),
        timeline=bool(timeline.entries),
        chronology=tuple(_chronology(timeline, timeline.entries)),
        undated=tuple(_chronology(timeline, timeline.undated)),
        responses=tuple(map(_response, timeline.responses)),
        returns=tuple(_returns(case, timeline)),
        gaps=_gaps(case, timeline),
        recommendations=tuple(map(_recommendation, case.recommendations)),
    )


def _meeting(meeting: MeetingView | None, chair: str) -> context.Meeting:
    if meeting is None:
        return context.Meeting("", "", "", "", one_line(chair), "", (), ())
    items = sorted(meeting.items, key=lambda item: item.position)
    return context.Meeting(
        day=day_words(meeting.planned_for),
        time=clock_words(meeting.starts_at),
        place=one_line(meeting.place),
        link=one_line(meeting.link),
        chair=one_line(meeting.chair or chair),
        minutes=str(meeting.booked_minutes or ""),
        agenda=tuple(
            context.AgendaItem(
                number,
                one_line(item.title),
                str(item.planned_minutes or ""),
                item.visibility.value,
            )
            for number, item in enumerate(items, start=1)
        ),
        expected=tuple(
            one_line(
                f"{one.name}, {one.agency_name or one.capacity}"
                f"{' (apologies)' if one.apologies else ''}"
            )
            for one in meeting.attendance
        ),
    )


def _application(case: CaseFile) -> context.Application:
    applicant, told, meeting = case.applicant, case.application, case.meeting
    where = (*applicant.address, applicant.postcode) if applicant else ()
    return context.Application(
        applicant=one_line(applicant.name) if applicant else "",
        address=", ".join(filter(None, map(one_line, where))),
        received_on=uk_day(case.received_on),
        problem=told.problem.strip() if told else "",
        location=one_line(told.location) if told else "",
        impact=told.impact.strip() if told else "",
        others_affected=told.others_affected.strip() if told else "",
        wanted_outcome=told.wanted_outcome.strip() if told else "",
        adjustments=told.adjustments.strip() if told else "",
        heard=str(meeting.applicant_part or "") if meeting else "",
        heard_words=meeting.applicant_words.strip() if meeting else "",
    )


def _threshold(case: CaseFile, assessment: Assessment | None) -> context.Threshold:
    decision = case.threshold
    return context.Threshold(
        decided=decision is not None,
        met=decision is not None and decision.met,
        discretionary=decision is not None and decision.discretionary,
        decided_on=uk_day(decision.decided_on) if decision else "",
        decided_by=DECIDERS.get(decision.decider, "") if decision else "",
        basis=one_line(decision.basis) if decision else "",
        reasons=decision.reasons.strip() if decision else "",
        persistence=decision.persistence.strip() if decision else "",
        harm=decision.harm.strip() if decision else "",
        adequacy=decision.adequacy.strip() if decision else "",
        statute=_result(assessment.statute) if assessment else "",
        local=_result(assessment.local) if assessment else "",
        warnings=tuple(assessment.warnings) if assessment else (),
    )


def _result(result: Result) -> str:
    number = f"{result.count} qualifying complaint{'' if result.count == 1 else 's'}"
    if result.count_worst != result.count:
        number = f"{result.count_worst} to {result.count} qualifying complaints"
    return f"{_RESULTS[result.outcome]}: {number}, {result.needed} needed"


def _chronology(
    timeline: Timeline, entries: Iterable[TimelineEntry]
) -> Iterator[context.ChronologyLine]:
    for entry in entries:
        yield context.ChronologyLine(
            when=str(entry.when),
            who=who_words(entry, timeline),
            what=what_words(entry),
            told=str(entry.mark or ""),
        )


def _response(line: AgencyResponse) -> context.Response:
    least = "" if line.certain else "at least "
    known = line.median_days is not None
    return context.Response(
        agency=one_line(line.agency),
        reports=line.reports,
        median=f"{least}{days_words(line.median_days or 0)}" if known else "none known",
        longest=f"{least}{days_words(line.longest_days or 0)}" if known else "none known",
        actions=line.actions,
        open=line.still_open,
        never=line.never_answered,
    )


def _returns(case: CaseFile, timeline: Timeline) -> Iterator[context.Return]:
    """Each body of the timeline with what it was asked and did, the oldest first."""
    for lane in timeline.lanes[2:]:
        acts = {e.id for e in timeline.entries + timeline.undated if e.lane == lane.key}
        yield context.Return(
            agency=lane.name,
            asked=tuple(_asked(one) for one in case.requests if one.agency_id == lane.key),
            acts=tuple(_act(one) for one in case.actions if one.id in acts),
        )


def _asked(request: RequestView) -> context.Asked:
    answered = f" on {uk_day(request.answered_on)}" if request.answered_on else ""
    again = ", asked again since" if request.asked_again else ""
    chases = sorted(chase.chased_on for chase in request.chases)
    return context.Asked(
        asked=request.asked.strip(),
        asked_on=uk_day(request.asked_on),
        due=day_words(request.due_on),
        state=f"{request.state}{answered}{', overdue' if request.overdue else ''}{again}",
        note=request.note.strip(),
        chased=", ".join(map(uk_day, chases)),
    )


def _act(action: ActionView) -> context.Act:
    kind = one_line(action.kind)
    state = "Still open." if action.still_open else ""
    return context.Act(
        when=str(action.when),
        what=f"{kind}: {action.summary.strip()}" if kind else action.summary.strip(),
        outcome=action.outcome.strip(),
        more="\n".join(filter(None, (state, action.more_could_be_done.strip()))),
    )


def _gaps(case: CaseFile, timeline: Timeline) -> context.Gaps:
    reports = {one.id: one for one in timeline.entries if one.kind is EntryKind.REPORT}

    def told(report_id: str) -> str:
        report = reports[report_id]
        return f"the report of {report.when}{f' ({report.title})' if report.title else ''}"

    return context.Gaps(
        unanswered=tuple(_unanswered(case)),
        never_acted=tuple(_never_acted(timeline)),
        silences=tuple(
            f"{one.agency}, {told(one.report_id)}: {silence_words(one)}."
            for one in _longest_of_each(timeline)
        ),
        other=tuple(longest_words(timeline)),
    )


def _never_acted(timeline: Timeline) -> Iterator[str]:
    """The reports that each body never acted on, by their days."""
    days = {one.id: str(one.when) for one in timeline.entries if one.kind is EntryKind.REPORT}
    for lane in timeline.lanes:
        own = [one for one in timeline.never_acted if one.body == lane.key]
        told = [f"{days[one.report_id]} ({days_words(one.days_so_far)} so far)" for one in own]
        if told:
            number = f"{len(told)} report{'' if len(told) == 1 else 's'}"
            yield f"{lane.name}, {number}: {', '.join(told)}."


def _longest_of_each(timeline: Timeline) -> Iterator[Silence]:
    """The longest time each body took to act, where it took any."""
    for lane in timeline.lanes:
        own = [one for one in timeline.silences if one.body == lane.key and one.days]
        yield from sorted(own, key=lambda one: -(one.days or 0))[:1]


def _unanswered(case: CaseFile) -> Iterator[str]:
    for one in case.requests:
        if one.state.outstanding and not one.asked_again:
            state = "no answer" if one.state is RequestState.ASKED else str(one.state)
            asked = f"{one_line(one.agency_name)}, asked on {uk_day(one.asked_on)}"
            yield f"{asked}{_due(one, case.taken_on)}: {state}."


def _due(request: RequestView, today: date) -> str:
    if request.due_on is None:
        return ""
    late = f", {days_words((today - request.due_on).days)} overdue" if request.overdue else ""
    return f", to answer by {uk_day(request.due_on)}{late}"


def _recommendation(one: RecommendationView) -> context.Recommendation:
    done = f"done {uk_day(one.done_on)}" if one.done_on else "overdue" if one.overdue else ""
    answer = str(one.answer or "no answer yet")
    return context.Recommendation(
        number=one.number,
        to=one_line(one.to_body),
        what=one.what.strip(),
        owner=one_line(one.owner),
        due=day_words(one.due_on),
        state=", ".join(filter(None, (answer, done))),
    )
