"""The meeting in words: how it stands, its agenda, and who is there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from textual.content import Content

from conference.case.facts import told
from conference.law.calendar import london_time
from conference.presence import Standing, standing_of
from conference.text import one_line
from conference.views import (
    AgendaItemView,
    AttendanceView,
    CaseFile,
    ItemState,
    MeetingState,
    MeetingView,
)
from screens.widgets.line_list import Cell, Row, RowList
from screens.words.meeting_clock import used_minutes
from screens.words.meeting_decided import recommendation_lines
from screens.words.meeting_opening import part_words
from screens.words.parts import headed, paragraphs, short_day

STATE_WORDS = {
    ItemState.WAITING: Cell("to do"),
    ItemState.CURRENT: Cell("now", "strong"),
    ItemState.PARKED: Cell("parked", "warning"),
    ItemState.DONE: Cell("done", "success"),
}
"""How far an item has come, in a word and a tone that only repeats it."""


def meeting_line(meeting: MeetingView, newest: str = "") -> str:
    """How the meeting stands, in one line.

    newest: what came in last, said in place of what nobody in an open meeting has to be told.
    """
    opened = f" since {london_time(meeting.opened_at):%H:%M}" if meeting.opened_at else ""
    starts = f" at {meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    is_open = meeting.state is MeetingState.OPEN
    if is_open and newest:
        return one_line(f"Meeting open{opened} · {here_count(meeting)} here · {newest}")
    parts = (
        f"Meeting {meeting.state}{opened if is_open else ''}",
        f"{here_count(meeting)} here" if is_open else "",
        f"{short_day(meeting.planned_for, 'no day set')}{starts}",
        meeting.place,
        f"chair {meeting.chair}" if meeting.chair else "no chair named",
    )
    return " · ".join(one_line(part) for part in parts if part)


def here_count(meeting: MeetingView) -> int:
    """How many are in the meeting now."""
    return sum(one.is_here for one in meeting.attendance)


def applicant_banner(meeting: MeetingView) -> str:
    """What stands across the meeting while the applicant is in the room; empty otherwise."""
    since = meeting.applicant_in_room_since
    if since is None:
        return ""
    return (
        f"THE APPLICANT IS IN THE ROOM since {london_time(since):%H:%M}. This screen and the "
        "room's show only what they may see. H: they leave."
    )


def room_words(meeting: MeetingView) -> str:
    """What the room display shows now."""
    if meeting.room_held:
        return "Room display: holding screen"
    shown = next((item for item in meeting.items if item.id == meeting.room_item_id), None)
    return f"Room display: item {shown.position}" if shown else "Room display: no item"


def agenda_rows(items: Iterable[AgendaItemView], now: datetime) -> RowList:
    """A row for each item: its state, its number and title, minutes used of those planned."""
    return RowList(
        Row(
            item.id,
            (
                STATE_WORDS[item.state],
                f"{item.position} {item.title}",
                minutes_cell(item, now),
            ),
        )
        for item in items
    )


def minutes_cell(item: AgendaItemView, now: datetime) -> Cell:
    """Minutes used of those planned: "12/20"; an overrun has a mark of its own."""
    used = used_minutes(item, now)
    if not used and item.state is ItemState.WAITING:
        return Cell(str(item.planned_minutes))
    over = used > item.planned_minutes > 0
    return Cell(f"{'!' if over else ''}{used}/{item.planned_minutes}", "error" if over else "")


def people_rows(meeting: MeetingView) -> RowList:
    """A row for each person: who, for whom, whether here, the notice, a conflict, a substitute.

    Nothing of a conflict while the applicant is in the room and may see the screen.
    """
    alone = meeting.applicant_in_room_since is None
    return RowList(
        Row(
            one.id,
            (
                one.name,
                one.agency_name or one.capacity,
                presence_words(one, meeting),
                "accepted" if one.confidentiality_at else "not yet",
                Cell("conflict", "error") if one.conflict and alone else "",
                f"for {one.substitute_for}" if one.substitute_for else one.capacity,
            ),
        )
        for one in meeting.attendance
    )


def presence_words(one: AttendanceView, meeting: MeetingView) -> Cell:
    """Whether somebody is here, with when they left."""
    standing = standing_of(one, meeting)
    if standing is Standing.LEFT and one.left_at is not None:
        return Cell(f"left {london_time(one.left_at):%H:%M}", "muted")
    return Cell(
        str(standing), {Standing.HERE: "success", Standing.EXPECTED: ""}.get(standing, "muted")
    )


def record_words(case: CaseFile, meeting: MeetingView) -> Content:
    """What stands in the record of the meeting so far: decisions, and who was there when.

    Nothing of a conflict while the applicant is in the room and may see the screen.
    """
    hidden = ("conflict",) if meeting.applicant_in_room_since else ()
    return paragraphs(
        headed("The applicant's part", part_words(meeting)),
        headed("Decisions", "" if meeting.decisions else "none"),
        *(headed(one.what, _told(one, "what")) for one in meeting.decisions),
        headed("Recommendations", recommendation_lines(case.recommendations)),
        headed("The meeting", _told(meeting, *_PART)),
        *(headed(one.name, _there(one, *hidden)) for one in meeting.attendance),
    )


_PART = ("applicant_part", "applicant_words", "applicant_wants", "applicant_reason")


def _there(one: AttendanceView, *hidden: str) -> str:
    """How they were expected, and each time they came and went."""
    return "\n".join((_told(one, "name", *hidden), *map(_told, one.stretches)))


def _told(view: Any, *left_out: str) -> str:
    return "\n".join(f"{label}: {one_line(words)}" for label, words in told(view, left_out))
