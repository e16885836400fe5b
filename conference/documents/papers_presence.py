"""The presence ledger in words: who came, left and returned, and when."""

from __future__ import annotations

from collections.abc import Iterable

from conference.documents import papers_minutes_context as context
from conference.documents.papers_words import hour_words, instant_day
from conference.law.calendar import london_day
from conference.text import one_line
from conference.views import AttendanceView, MeetingView, StretchView


def presence(meeting: MeetingView) -> context.Presence:
    """Everybody who was expected or came, sorted into who did what."""
    people = meeting.attendance
    came = [one for one in people if stretches_of(one)]
    away = [one for one in people if not stretches_of(one)]
    stand_ins = {one_line(one.substitute_for): one_line(one.name) for one in came}
    stand_ins.pop("", None)
    days = {london_day(part.arrived_at) for one in came for part in stretches_of(one)}
    return context.Presence(
        came=tuple(_attended(one, with_day=len(days) > 1) for one in came),
        apologies=tuple(_away(one, stand_ins) for one in away if one.apologies),
        absent=tuple(_away(one, stand_ins) for one in away if not one.apologies),
        conflicts=tuple(_conflict(one) for one in people if one.conflict.strip()),
        acknowledged=_names(one for one in came if one.confidentiality_at),
        not_acknowledged=_names(one for one in came if not one.confidentiality_at),
    )


def stretches_of(one: AttendanceView) -> tuple[StretchView, ...]:
    """The stretches somebody was there, oldest first."""
    if one.stretches or one.arrived_at is None:
        return one.stretches
    return (StretchView(one.arrived_at, one.left_at),)


def _attended(one: AttendanceView, *, with_day: bool) -> context.Attended:
    return context.Attended(
        name=one_line(one.name),
        body=_body(one),
        substitute_for=one_line(one.substitute_for),
        times="; ".join(_stretch(part, with_day=with_day) for part in stretches_of(one)),
    )


def _body(one: AttendanceView) -> str:
    """Whom somebody came for; the chair is the chair, whichever body they work for."""
    agency, capacity = one_line(one.agency_name), one_line(one.capacity)
    if not agency or capacity == "representative":
        return agency or capacity
    return f"{agency} ({capacity})"


def _stretch(part: StretchView, *, with_day: bool) -> str:
    day = f"{instant_day(part.arrived_at)}, " if with_day else ""
    until = f" to {hour_words(part.left_at)}" if part.left_at else " on"
    why = one_line(part.left_why)
    return f"{day}{hour_words(part.arrived_at)}{until}{f' (left: {why})' if why else ''}"


def _away(one: AttendanceView, stand_ins: dict[str, str]) -> str:
    name, body = one_line(one.name), _body(one)
    instead = stand_ins.get(name)
    came = f"; {instead} came in their place" if instead else ""
    return f"{name}{f', {body}' if body else ''}{came}"


def _conflict(one: AttendanceView) -> str:
    return f"{one_line(one.name)}: {one_line(one.conflict)}"


def _names(people: Iterable[AttendanceView]) -> tuple[str, ...]:
    return tuple(one_line(one.name) for one in people)
