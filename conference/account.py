"""A case as plain lines, part by part: for a printer, a screen reader, or standard output.

Everything a screen shows can be read here without one. The lines hold no drawing and no colour, and
nothing that the case file's audience may not see, because it never arrives here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from textwrap import wrap

from conference.chasing import chased_words
from conference.law.calendar import london_day
from conference.law.procedure import NOT_PUBLISHED
from conference.law.when import uk_day
from conference.presence import standing_of
from conference.text import clean, one_line
from conference.timeline import timeline
from conference.timeline_text import longest_words, response_sentence, timeline_lines
from conference.views import (
    ActionView,
    AttendanceView,
    CaseFile,
    DecisionView,
    DisposalView,
    DueStep,
    MeetingView,
    RecommendationView,
    RequestView,
)

WIDTH = 80
_INDENT = "    "


def account(case: CaseFile, parts: Iterable[str] = (), width: int = WIDTH) -> list[str]:
    """The parts of the case that were asked for, or all of them, in order."""
    wanted = tuple(parts) or tuple(PARTS)
    lines = _folded(_head(case), width)
    if case.disposed is not None:
        return lines + _folded(disposed_lines(case.disposed), width)
    for name in wanted:
        lines += ["", *_folded(PARTS[name](case, width), width)]
    return lines


def disposed_lines(disposed: DisposalView) -> Iterator[str]:
    """What is left to say of a case that was disposed of."""
    when = f" on {uk_day(london_day(disposed.done_at))}" if disposed.done_at else ""
    yield f"Disposed of{when} by {disposed.done_by}."
    yield f"Proposed on {uk_day(disposed.proposed_on)} by {disposed.proposed_by}."
    yield from disposed.why.splitlines()
    yield "What people wrote in it is gone. What is counted of it, and its history, stay."


def _folded(lines: Iterable[str], width: int) -> list[str]:
    """Each line cut to the width; what people wrote keeps its own line breaks."""
    folded: list[str] = []
    for line in lines:
        for part in clean(line).split("\n"):
            indent = part[: len(part) - len(part.lstrip())]
            wrapped = wrap(part, width, subsequent_indent=indent + _INDENT, break_on_hyphens=False)
            folded += wrapped or [""]
    return folded


def _head(case: CaseFile) -> Iterator[str]:
    yield f"{case.reference}: {case.council.name}"
    if case.council.practice:
        yield f"Practice. {case.council.source}".strip()
    if case.linked_reference:
        yield f"Looks again at {case.linked_reference}, which was referred back on appeal."
    for appeal in case.appeals:
        if appeal.referred_reference:
            yield f"Referred back on appeal: {appeal.referred_reference} looks at it again."
    yield f"Stage: {case.stage}"
    if case.spoc:
        reach = ", ".join(filter(None, (case.spoc.title, case.spoc.phone, case.spoc.email)))
        yield f"Single point of contact: {case.spoc.name}{f' ({reach})' if reach else ''}"
    for one in case.holds:
        if one.lifted_on is None:
            yield f"Held since {uk_day(one.placed_on)} ({one.kind}): {one.why}"
    for warning in case.warnings:
        yield f"Warning: {warning}"


def _titled(title: str, lines: Iterable[str], empty: str) -> Iterator[str]:
    yield title.upper()
    yield from list(lines) or [empty]


def _fact(name: str, words: str) -> Iterator[str]:
    if words.strip():
        yield f"{name}: {words}"


def _application(case: CaseFile, _width: int) -> Iterator[str]:
    yield from _titled("Application", _application_facts(case), "Not for this reader.")
    yield from _titled("Due by the procedure", map(_due, case.steps), "Nothing.")


def _application_facts(case: CaseFile) -> Iterator[str]:
    for party in case.parties:
        where = ", ".join(filter(None, (*party.address, party.postcode)))
        yield f"{party.role.capitalize()}: {party.name}{f', {where}' if where else ''}"
    application = case.application
    if application is None:
        return
    yield f"Received: {uk_day(application.received_on)}, {application.channel}"
    yield from _fact("Basis", application.basis)
    yield from _fact("Problem", application.problem)
    yield from _fact("Impact", application.impact)
    yield from _fact("Health", application.health_impact)
    yield from _fact("Daily life", application.routine_impact)
    yield from _fact("Feeling of risk", application.feeling_of_risk)
    yield from _fact("Wanted outcome", application.wanted_outcome)
    yield from _fact("Adjustments", application.adjustments)
    if application.withdrawn_on:
        yield f"Withdrawn {uk_day(application.withdrawn_on)}: {application.withdrawn_why}"


def _due(step: DueStep) -> str:
    if step.done_on:
        return f"{step.step.capitalize()}: done {uk_day(step.done_on)}"
    if not step.published:
        return f"{step.step.capitalize()}: no time is published"
    if step.stopped:
        return f"{step.step.capitalize()}: the clock is stopped ({step.stopped})"
    if step.due_on is None:
        return f"{step.step.capitalize()}: {step.rule}"
    late = ", overdue" if step.overdue else ""
    return f"{step.step.capitalize()}: by {uk_day(step.due_on)}{late} ({step.rule})"


def _timeline(case: CaseFile, width: int) -> Iterator[str]:
    yield "TIMELINE"
    yield from timeline_lines(timeline(case), width)


def _responses(case: CaseFile, _width: int) -> Iterator[str]:
    shown = timeline(case)
    lines = (*map(response_sentence, shown.responses), *longest_words(shown))
    yield from _titled("Response by agency", lines, "Nothing is recorded of any agency.")


def _threshold(case: CaseFile, _width: int) -> Iterator[str]:
    yield from _titled("Threshold", _threshold_facts(case), "Not decided yet.")


def _threshold_facts(case: CaseFile) -> Iterator[str]:
    decision = case.threshold
    if decision is None:
        return
    result = "met" if decision.met else "not met"
    held = "; a review is held all the same" if decision.discretionary else ""
    yield f"Decided {uk_day(decision.decided_on)} by the {decision.decider}: {result}{held}"
    yield from _fact("Basis", decision.basis)
    yield from _fact("Reasons", decision.reasons)
    yield from _fact("Persistence", decision.persistence)
    yield from _fact("Harm", decision.harm)
    yield from _fact("Adequacy of the response", decision.adequacy)
    yield from _fact("Ground of refusal", decision.refusal_ground)
    yield from _fact("Signed off by", decision.signed_off_by)


def _actions(case: CaseFile, _width: int) -> Iterator[str]:
    requests = (line for request in case.requests for line in _request(request, case.taken_on))
    yield from _titled("Information requests", requests, "Nobody has been asked.")
    yield ""
    yield from _titled("Actions", map(_action, case.actions), "None recorded.")


def _request(request: RequestView, today: date) -> Iterator[str]:
    due = f", due {uk_day(request.due_on)}" if request.due_on else ""
    first = f" (first {uk_day(request.extended_from)})" if request.extended_from else ""
    late = ", overdue" if request.overdue else ""
    again = ", asked again" if request.asked_again else ""
    chased = f", {words}" if (words := chased_words(request, today)) else ""
    note = f". {request.note}" if request.note else ""
    yield f"{request.agency_name}: {request.state}{due}{first}{late}{again}{chased}{note}"
    for chase in request.chases:
        how = f"{chase.channel} to {chase.sent_to}, by {chase.chased_by}"
        yield f"{_INDENT}{uk_day(chase.chased_on)}, {chase.rung}: {how}"


def _action(action: ActionView) -> str:
    outcome = f" Outcome: {action.outcome}" if action.outcome else ""
    still = " Still open." if action.still_open else ""
    kind = f"{action.kind}: " if action.kind else ""
    return f"{action.when}, {action.agency_name}: {kind}{action.summary}{outcome}{still}"


def _meeting(case: CaseFile, _width: int) -> Iterator[str]:
    yield from _titled("Meeting", _meeting_facts(case), "None planned.")


def _meeting_facts(case: CaseFile) -> Iterator[str]:
    for meeting in case.meetings:
        day = uk_day(meeting.planned_for) if meeting.planned_for else "no date yet"
        yield f"{day}, {meeting.state}. Chair: {meeting.chair or 'not named'}"
        yield from _fact("Place", meeting.place)
        people = (_present(row, meeting) for row in meeting.attendance)
        yield from _fact("Attendance", "; ".join(people))
        if meeting.applicant_part:
            yield f"The applicant: {meeting.applicant_part}"
        yield from _fact("In their words", meeting.applicant_words)
        yield from _fact("What they want", meeting.applicant_wants)
        yield from _fact("Reason for not inviting them", meeting.applicant_reason)
        for decision in meeting.decisions:
            yield _decision(decision)
        if meeting.review_on:
            yield f"The panel looks again on {uk_day(meeting.review_on)}"


def _present(row: AttendanceView, meeting: MeetingView) -> str:
    agency = f" ({row.agency_name})" if row.agency_name else ""
    return f"{row.name}{agency}, {standing_of(row, meeting)}"


def _decision(decision: DecisionView) -> str:
    about = f"{decision.agency_name}: " if decision.agency_name else ""
    outcome = f": {decision.outcome}" if decision.outcome else ""
    reason = f". {decision.reason}" if decision.reason else ""
    return f"Decision. {about}{decision.what}{outcome}{reason}"


def _recommendations(case: CaseFile, _width: int) -> Iterator[str]:
    lines = (line for row in case.recommendations for line in _recommendation(row))
    yield from _titled("Recommendations", lines, "None recorded.")


def _recommendation(row: RecommendationView) -> Iterator[str]:
    due = f" by {uk_day(row.due_on)}" if row.due_on else ""
    answer = f" Answer: {row.answer}." if row.answer else ""
    done = f" Done {uk_day(row.done_on)}." if row.done_on else " Overdue." if row.overdue else ""
    carried = f" Carried forward as number {row.carried_to}." if row.carried_to else ""
    made = f"{row.number}. To {row.to_body}: {row.what} Owner: {row.owner},{due}."
    yield f"{made}{answer}{done}{carried}"
    if row.answer_reason:
        yield f"{_INDENT}Reasons for the answer: {row.answer_reason}"
    for stance in row.stances:
        words = f": {stance.words}" if stance.words else ""
        yield f"{_INDENT}{stance.agency_name} {stance.stance}{words}"
    for progress in row.progress:
        day = progress.applicant_told_on
        told = f" The applicant was told on {uk_day(day)}." if day else ""
        yield f"{_INDENT}{uk_day(progress.noted_on)}: {progress.note}{told}"


def _letters(case: CaseFile, _width: int) -> Iterator[str]:
    yield from _titled("Letters", _letter_facts(case), "None written.")


def _letter_facts(case: CaseFile) -> Iterator[str]:
    for letter in case.letters:
        issued = letter.issued_on
        when = f" {uk_day(issued)} by {letter.channel}" if issued else ""
        yield f"{letter.number} {letter.title}: {letter.state}{when}"
        for file in letter.files:
            yield f"{_INDENT}{file.format}, {file.size:,} bytes, SHA-256 {file.digest}"


def _procedure(case: CaseFile, _width: int) -> Iterator[str]:
    procedure = case.procedure
    yield from _titled("Procedure", [f"{procedure.name}, {procedure.area}"], "")
    body = procedure.appeal.body
    yield f"Appeal: {'body not published' if body is NOT_PUBLISHED else body}"
    if procedure.gaps():
        yield f"Not published: {', '.join(procedure.gaps())}"


def _history(case: CaseFile, _width: int) -> Iterator[str]:
    lines = (
        f"{line.number}. {line.at:%Y-%m-%d %H:%M} UTC, {one_line(line.actor)}: {line.act}"
        for line in case.history
    )
    yield from _titled("History, newest first", lines, "Not for this reader.")


PARTS: dict[str, Callable[[CaseFile, int], Iterator[str]]] = {
    "application": _application,
    "procedure": _procedure,
    "threshold": _threshold,
    "timeline": _timeline,
    "responses": _responses,
    "actions": _actions,
    "meeting": _meeting,
    "recommendations": _recommendations,
    "letters": _letters,
    "history": _history,
}
"""The parts of an account by name, in order."""
