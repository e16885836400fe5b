"""A case as plain lines, part by part: for a printer, a screen reader, or standard output.

Everything a screen shows can be read here without one. The lines hold no drawing and no colour, and
nothing that the case file's audience may not see, because it never arrives here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from textwrap import wrap
from typing import Any

from conference.case.facts import parts_of, told
from conference.chasing import chased_words
from conference.law.calendar import london_day
from conference.law.procedure import NOT_PUBLISHED
from conference.law.when import uk_day
from conference.text import clean, one_line
from conference.timeline import timeline
from conference.timeline_text import longest_words, response_sentence, timeline_lines
from conference.views import (
    ActionView,
    AgendaItemView,
    AppealView,
    AttendanceView,
    BundleFileView,
    BundleView,
    CaseFile,
    ChaseView,
    ClockStopView,
    DecisionView,
    DeliveryView,
    DisposalView,
    DueStep,
    FollowUpView,
    HistoryLine,
    IncidentView,
    LetterFileView,
    LetterView,
    MeetingView,
    MinutesView,
    OverrideView,
    PartyView,
    ProgressView,
    RecommendationView,
    ReportView,
    RequestView,
    RiskView,
    RulingView,
    StanceView,
    StretchView,
    ThresholdDecisionView,
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
    if case.chair:
        yield f"Chair: {case.chair.name}"
    for label, words in told(case, _NOT_IN_THE_HEAD):
        yield f"{label}: {words}"
    for one in case.holds:
        yield from _block(f"Held: {one.kind}", one, ("kind",))
    for warning in case.warnings:
        yield f"Warning: {warning}"


_NOT_IN_THE_HEAD = {
    "reference": "It is the title.",
    "stage": "It has a line of its own.",
    "linked_reference": "It has a line of its own.",
    "warnings": "Each has a line of its own.",
}


def _titled(title: str, lines: Iterable[str], empty: str) -> Iterator[str]:
    yield title.upper()
    yield from list(lines) or [empty]


def _block(
    heading: str, view: Any, in_heading: Collection[str] = (), depth: int = 0
) -> Iterator[str]:
    """A heading, and below it each fact of the view and each view that stands in it.

    in_heading: the facts that the heading tells already.
    """
    indent = _INDENT * depth
    yield indent + heading
    for label, words in told(view, in_heading):
        yield (
            indent
            + _INDENT
            + f"{label}: "
            + words.strip().replace("\n", f"\n{indent}{_INDENT * 2}")
        )
    for part in parts_of(view):
        title, told_there = _HEADINGS[type(part)]
        yield from _block(title(part), part, told_there, depth + 1)


def _line(label: str, words: str, indent: str) -> str:
    below = f"\n{indent}{_INDENT}"
    return f"{indent}{label}: {below.join(words.strip().splitlines())}"


def _blocks(views: Iterable[Any]) -> Iterator[str]:
    for view in views:
        title, in_heading = _HEADINGS[type(view)]
        yield from _block(title(view), view, in_heading)


def _application(case: CaseFile, _width: int) -> Iterator[str]:
    yield from _titled("Application", _application_facts(case), "Not for this reader.")
    yield from _titled("Due by the procedure", map(_due, case.steps), "Nothing.")


def _application_facts(case: CaseFile) -> Iterator[str]:
    for label, words in told(case.application) if case.application else ():
        yield _line(label, words, "")
    yield from _blocks(case.parties)
    yield from _blocks(case.clock_stops)


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


def _entries(case: CaseFile, _width: int) -> Iterator[str]:
    yield from _titled("Incidents", _blocks(case.incidents), "None recorded.")
    yield ""
    yield from _titled("Reports", _blocks(case.reports), "None recorded.")


def _responses(case: CaseFile, _width: int) -> Iterator[str]:
    shown = timeline(case)
    lines = (*map(response_sentence, shown.responses), *longest_words(shown))
    yield from _titled("Response by agency", lines, "Nothing is recorded of any agency.")


def _threshold(case: CaseFile, _width: int) -> Iterator[str]:
    decision = (case.threshold,) if case.threshold else ()
    yield from _titled("Threshold", _blocks(decision), "Not decided yet.")


def _actions(case: CaseFile, _width: int) -> Iterator[str]:
    requests = (line for request in case.requests for line in _request(request, case.taken_on))
    yield from _titled("Information requests", requests, "Nobody has been asked.")
    yield ""
    yield from _titled("Actions", _blocks(case.actions), "None recorded.")


def _request(request: RequestView, today: date) -> Iterator[str]:
    chased = f", {words}" if (words := chased_words(request, today)) else ""
    yield from _block(f"{request.agency_name}: {request.state}{chased}", request, ("state",))


def _risk(case: CaseFile, _width: int) -> Iterator[str]:
    yield from _titled("Risk", _blocks(case.risks), "Not assessed.")


def _meeting(case: CaseFile, _width: int) -> Iterator[str]:
    yield from _titled("Meeting", _blocks(case.meetings), "None planned.")


def _recommendations(case: CaseFile, _width: int) -> Iterator[str]:
    yield from _titled("Recommendations", _blocks(case.recommendations), "None recorded.")


def _letters(case: CaseFile, _width: int) -> Iterator[str]:
    yield from _titled("Letters", _blocks(case.letters), "None written.")


def _afterwards(case: CaseFile, _width: int) -> Iterator[str]:
    after = (*case.follow_ups, *case.appeals)
    yield from _titled("Afterwards", _blocks(after), "Nothing is promised, and there is no appeal.")


def _procedure(case: CaseFile, _width: int) -> Iterator[str]:
    procedure = case.procedure
    yield from _titled("Procedure", [f"{procedure.name}, {procedure.area}"], "")
    body = procedure.appeal.body
    yield f"Appeal: {'body not published' if body is NOT_PUBLISHED else body}"
    if procedure.gaps():
        yield f"Not published: {', '.join(procedure.gaps())}"


def _history(case: CaseFile, _width: int) -> Iterator[str]:
    lines = (line for one in case.history for line in _done(one))
    yield from _titled("History, newest first", lines, "Not for this reader.")


def _done(line: HistoryLine) -> Iterator[str]:
    """What was done. Its digest is told by `conference history export`, with what checks it."""
    heading = f"{line.number}. {line.at:%Y-%m-%d %H:%M} UTC, {one_line(line.actor)}: {line.act}"
    yield from _block(heading, line, ("at", "actor", "act", "digest"))


def _day(day: date | None, none: str = "no date yet") -> str:
    return uk_day(day) if day else none


_Heading = tuple[Callable[[Any], str], tuple[str, ...]]
_HEADINGS: dict[type, _Heading] = {
    PartyView: (lambda one: f"{one.role.capitalize()}: {one.name}", ("role", "name")),
    ClockStopView: (lambda one: f"The clock was stopped: {one.step}", ("step",)),
    IncidentView: (lambda one: f"Incident, {one.when}", ("when",)),
    ReportView: (
        lambda one: f"Report to {one.told_to or 'a body not known'}, {one.when}",
        ("told_to", "when"),
    ),
    RulingView: (lambda _one: "Whether it counts", ()),
    ThresholdDecisionView: (
        lambda one: f"The threshold was {'met' if one.met else 'not met'}",
        ("met",),
    ),
    ChaseView: (lambda one: f"{uk_day(one.chased_on)}, {one.rung}", ("chased_on", "rung")),
    ActionView: (
        lambda one: f"{one.when}, {one.agency_name}{f': {one.kind}' if one.kind else ''}",
        ("when", "kind"),
    ),
    RiskView: (lambda one: f"{one.band.capitalize()} risk {one.moment}", ("band", "moment")),
    MeetingView: (
        lambda one: f"{_day(one.planned_for)}, {one.state}",
        ("planned_for", "state"),
    ),
    AgendaItemView: (lambda one: f"{one.position}. {one.title}", ("title",)),
    AttendanceView: (
        lambda one: f"{one.name}{f' ({one.agency_name})' if one.agency_name else ''}",
        ("name", "agency_name"),
    ),
    StretchView: (lambda _one: "In the meeting", ()),
    DecisionView: (lambda one: f"Decision: {one.what}", ("what",)),
    MinutesView: (lambda one: f"Minutes, edition {one.edition}", ("edition",)),
    RecommendationView: (
        lambda one: f"{one.number}. To {one.to_body}: {one.what}",
        ("to_body", "what"),
    ),
    ProgressView: (lambda one: f"{uk_day(one.noted_on)}: {one.note}", ("noted_on", "note")),
    StanceView: (lambda one: f"{one.agency_name} {one.stance}", ("agency_name", "stance")),
    LetterView: (lambda one: f"{one.number} {one.title}: {one.state}", ("state",)),
    LetterFileView: (
        lambda one: f"{one.format}, {one.size:,} bytes",
        ("format", "size"),
    ),
    OverrideView: (lambda _one: "Let stand", ()),
    DeliveryView: (lambda one: f"Sent by {one.channel}: {one.state}", ("channel", "state")),
    FollowUpView: (
        lambda one: f"{one.kind.capitalize()}, {uk_day(one.due_on)}",
        ("kind", "due_on"),
    ),
    AppealView: (lambda one: f"Appeal of {uk_day(one.lodged_on)}", ("lodged_on",)),
    BundleView: (lambda _one: "Papers for the appeal body", ()),
    BundleFileView: (lambda one: one.name, ("name",)),
}
"""How each view is headed, and which of its facts the heading tells."""

PARTS: dict[str, Callable[[CaseFile, int], Iterator[str]]] = {
    "application": _application,
    "procedure": _procedure,
    "threshold": _threshold,
    "timeline": _timeline,
    "entries": _entries,
    "responses": _responses,
    "actions": _actions,
    "risk": _risk,
    "meeting": _meeting,
    "recommendations": _recommendations,
    "letters": _letters,
    "afterwards": _afterwards,
    "history": _history,
}
"""The parts of an account by name, in order."""
