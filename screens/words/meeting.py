"""The meeting in words: how it stands, and what each item of its agenda is about."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from conference.law.calendar import london_time
from conference.law.when import uk_day
from conference.text import one_line
from conference.timeline import timeline
from conference.timeline_text import silence_sentences
from conference.views import (
    AgendaItemView,
    AttendanceView,
    CaseFile,
    DecisionKind,
    DecisionView,
    ItemState,
    MeetingState,
    MeetingView,
)
from screens.widgets.line_list import Cell, Row, RowList
from screens.words.evidence import answer_words
from screens.words.parts import counted, day_words, headed, labelled, listed, paragraphs, short_day

_TONES = {ItemState.CURRENT: "strong", ItemState.DONE: "success", ItemState.PARKED: "warning"}


def meeting_line(meeting: MeetingView) -> str:
    """How the meeting stands, in one line."""
    opened = f" since {london_time(meeting.opened_at):%H:%M}" if meeting.opened_at else ""
    starts = f" at {meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    is_open = meeting.state is MeetingState.OPEN
    parts = (
        f"Meeting {meeting.state}{opened if is_open else ''}",
        f"{sum(map(is_here, meeting.attendance))} here" if is_open else "",
        f"{short_day(meeting.planned_for, 'no day set')}{starts}",
        meeting.place,
        f"chair {meeting.chair}" if meeting.chair else "no chair named",
    )
    return " · ".join(one_line(part) for part in parts if part)


def is_here(somebody: AttendanceView) -> bool:
    """Whether somebody is in the meeting now."""
    return somebody.arrived_at is not None and somebody.left_at is None


def agenda_rows(meeting: MeetingView) -> RowList:
    """A row for each item: how far it has come, what it is, its planned minutes."""
    return RowList(
        Row(
            item.id,
            (
                Cell("now" if item.state is ItemState.CURRENT else item.state, _tone(item)),
                f"{item.position} {item.title}",
                str(item.planned_minutes),
            ),
        )
        for item in meeting.items
    )


def _tone(item: AgendaItemView) -> str:
    return _TONES.get(item.state, "")


def people_rows(meeting: MeetingView) -> RowList:
    """A row for each person: who they are, and whether they are here."""
    return RowList(
        Row(one.id, (one.name, one.agency_name or one.capacity, presence_words(one)))
        for one in meeting.attendance
    )


def presence_words(one: AttendanceView) -> Cell:
    """Whether somebody is here."""
    if is_here(one):
        return Cell("here", "success")
    if one.left_at is not None:
        return Cell(f"left {london_time(one.left_at):%H:%M}", "muted")
    return Cell("apologies", "muted") if one.apologies else Cell("expected")


def item_words(case: CaseFile, meeting: MeetingView, item: AgendaItemView) -> Content:
    """What an item is about, with its note."""
    say = _CONTENT.get(item.key)
    return paragraphs(
        Content.assemble((one_line(item.title), "bold")),
        labelled(("Note", item.note)),
        say(case, meeting) if say else "",
    )


def _attendance(_case: CaseFile, meeting: MeetingView) -> str:
    lines = [
        f"{one.name} ({one.agency_name or one.capacity}): {presence_words(one).words}"
        + (f", in place of {one.substitute_for}" if one.substitute_for else "")
        for one in meeting.attendance
    ]
    return listed(lines, "Nobody is expected yet.")


def _conflicts(_case: CaseFile, meeting: MeetingView) -> str:
    lines = [f"{one.name}: {one.conflict}" for one in meeting.attendance if one.conflict]
    chair = meeting.chair_independence or "not recorded"
    return f"The chair's independence: {chair}\n\nConflicts of interest:\n{listed(lines)}"


def _threshold(case: CaseFile, _meeting: MeetingView) -> str:
    decision = case.threshold
    if decision is None:
        return "No decision on the threshold is recorded."
    met = "met" if decision.met else "not met, and a review is held all the same"
    return (
        f"Decided on {uk_day(decision.decided_on)}: {met} ({decision.basis}).\n{decision.reasons}"
    )


def _applicant(_case: CaseFile, meeting: MeetingView) -> str:
    if meeting.applicant_part is None:
        return "How the applicant takes part is not recorded yet. The h key records it."
    told = meeting.applicant_words or meeting.applicant_reason
    return f"The applicant: {meeting.applicant_part}.\n\n{told}"


def _agencies(case: CaseFile, _meeting: MeetingView) -> str:
    waiting = [
        f"{request.agency_name}: {answer_words(request, case.taken_on).words}"
        for request in case.requests
        if request.state.outstanding
    ]
    names = dict.fromkeys(action.agency_name for action in case.actions)
    did = [
        f"{name}: {counted(sum(a.agency_name == name for a in case.actions), 'action')}"
        for name in names
    ]
    return f"Answers still to come:\n{listed(waiting)}\n\nWhat each agency did:\n{listed(did)}"


def _risk(case: CaseFile, _meeting: MeetingView) -> str:
    known = [f"{p.name} ({p.role}): {p.vulnerabilities}" for p in case.parties if p.vulnerabilities]
    told = case.application
    risk = [told.feeling_of_risk, told.health_impact] if told else []
    felt = listed(filter(None, risk), "nothing was told")
    return (
        f"Vulnerability:\n{listed(known, 'none is recorded')}\n\nAs the applicant told it:\n{felt}"
    )


def _gaps(case: CaseFile, _meeting: MeetingView) -> str:
    return listed(silence_sentences(timeline(case)), "No report was made to an agency.")


def _options(_case: CaseFile, meeting: MeetingView) -> str:
    options = [d for d in meeting.decisions if d.kind is DecisionKind.OPTION]
    return listed(
        map(_decision, options), "No option has been recorded yet. The d key records one."
    )


def _recommendations(case: CaseFile, _meeting: MeetingView) -> str:
    lines = [
        f"{one.number}. To {one.to_body}: {one.what} ({one.owner}, {day_words(one.due_on)})"
        for one in case.recommendations
    ]
    return "\n".join(lines) or "None is recorded yet. The r key records one."


def _contact(case: CaseFile, _meeting: MeetingView) -> str:
    return f"Single point of contact: {case.spoc.name if case.spoc else 'nobody is named'}"


def _review(_case: CaseFile, meeting: MeetingView) -> str:
    day = day_words(meeting.review_on, "no day is set; it is asked when the meeting closes")
    return f"The panel looks again: {day}"


def _close(_case: CaseFile, meeting: MeetingView) -> str:
    return f"Decisions so far:\n{listed(map(_decision, meeting.decisions))}"


def _decision(decision: DecisionView) -> str:
    about = f"{decision.agency_name}, " if decision.agency_name else ""
    reason = f" Reason: {decision.reason}" if decision.reason else ""
    return f"{about}{decision.what}: {decision.outcome}.{reason}"


_CONTENT: dict[str, Callable[[CaseFile, MeetingView], str]] = {
    "attendance": _attendance,
    "conflicts": _conflicts,
    "threshold": _threshold,
    "applicant": _applicant,
    "agencies": _agencies,
    "risk": _risk,
    "gaps": _gaps,
    "options": _options,
    "recommendations": _recommendations,
    "contact": _contact,
    "review": _review,
    "close": _close,
}


def record_words(case: CaseFile, meeting: MeetingView) -> Content:
    """What stands in the record of the meeting so far: decisions, with who was there."""
    decisions = [
        f"{_decision(one)} Present: {', '.join(one.present) or 'nobody recorded'}."
        for one in meeting.decisions
    ]
    return paragraphs(
        headed("The applicant's part", _applicant(case, meeting)),
        headed("Decisions", listed(decisions)),
        headed("Recommendations", _recommendations(case, meeting)),
    )
