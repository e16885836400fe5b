"""Meetings with their agenda, presence and decisions, as one audience may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from conference.casefile import wanted
from conference.casefile.reader import Reader
from conference.casefile.views_of import view_of
from conference.law.audience import AudienceKind, Sight
from conference.views import (
    APPLICANTS_SIDE,
    AgendaItemView,
    AttendanceView,
    DecisionView,
    LetterFileView,
    MeetingView,
    MinutesView,
    RiskView,
    StretchView,
    Visibility,
)


def meetings(reader: Reader) -> tuple[MeetingView, ...]:
    """The meetings, oldest first."""
    return tuple(_meeting(reader, row) for row in reader.rows(wanted.MEETINGS))


def _meeting(reader: Reader, row: Any) -> MeetingView:
    """One meeting, with the items, people and decisions this audience may see."""
    chair = reader.person(row.chair_id)
    hears = reader.audience.kind is not AudienceKind.AGENCY
    unheard = {} if hears else dict.fromkeys(_SAID_BY_THE_APPLICANT, "")
    return view_of(
        MeetingView,
        row,
        **unheard,
        chair=chair.name if chair else "",
        items=_items(reader, row),
        attendance=_attendance(reader, row),
        decisions=_decisions(reader, row),
        cancelled_why=row.cancelled_why if reader.is_inside else "",
        minutes=_minutes(reader, row),
    )


_SAID_BY_THE_APPLICANT = ("applicant_words", "applicant_reason", "applicant_wants")


def _minutes(reader: Reader, meeting: Any) -> tuple[MinutesView, ...]:
    """The editions of the minutes, oldest first, for the chair and the officer."""
    if not reader.is_inside:
        # They tell every entry that was spoken of: an agency asks the chair for its copy.
        return ()
    files: dict[str, list[LetterFileView]] = defaultdict(list)
    for file in reader.rows(wanted.MINUTES_FILES):
        files[file.minutes_id].append(view_of(LetterFileView, file))
    return tuple(
        view_of(MinutesView, row, files=tuple(files[row.id]))
        for row in reader.rows(wanted.MINUTES)
        if row.meeting_id == meeting.id
    )


def risks(reader: Reader) -> tuple[RiskView, ...]:
    """The risk assessments, oldest first: the panel's, since they speak of health and of fear."""
    if not reader.is_inside:
        return ()
    return tuple(view_of(RiskView, row) for row in reader.rows(wanted.RISKS))


def _items(reader: Reader, meeting: Any) -> tuple[AgendaItemView, ...]:
    """The agenda: notes are the chair's; items are seen by those their visibility names."""
    rows = [row for row in reader.rows(wanted.ITEMS) if _of(row, meeting)]
    return tuple(
        view_of(AgendaItemView, row, note=row.note if reader.is_inside else "")
        for row in rows
        if _sees_item(reader, row.visibility)
    )


def _sees_item(reader: Reader, visibility: Visibility) -> bool:
    """Whether this audience sees agenda items of that visibility."""
    if reader.is_inside or visibility is Visibility.ROOM:
        return True
    return visibility is Visibility.PANEL and reader.audience.kind in (
        AudienceKind.AGENCY,
        AudienceKind.ROOM,
        AudienceKind.COMMISSIONER,
    )


def _attendance(reader: Reader, meeting: Any) -> tuple[AttendanceView, ...]:
    """Who was expected and who came; conflicts of interest only inside."""
    stretches: dict[str, list[Any]] = defaultdict(list)
    for stretch in reader.rows(wanted.PRESENCE):
        stretches[stretch.attendance_id].append(stretch)
    rows = (row for row in reader.rows(wanted.ATTENDANCE) if _of(row, meeting))
    return tuple(_attendance_view(reader, row, stretches[row.id]) for row in rows)


def _attendance_view(reader: Reader, row: Any, stretches: Sequence[Any]) -> AttendanceView:
    here = any(one.left_at is None for one in stretches)
    private = {} if reader.is_inside else {"left_why": ""}
    return view_of(
        AttendanceView,
        row,
        name=_name(reader, row),
        agency_name=reader.agency_name(row.agency_id),
        substitute_for=row.substitute_for if not _is_unnamed(reader, row) else "",
        conflict=row.conflict if reader.is_inside else "",
        arrived_at=stretches[0].arrived_at if stretches else None,
        left_at=None if here else max((x.left_at for x in stretches if x.left_at), default=None),
        stretches=tuple(view_of(StretchView, one, **private) for one in stretches),
    )


def _is_unnamed(reader: Reader, row: Any) -> bool:
    """Whether this audience may not know who comes for the applicant."""
    return row.capacity in APPLICANTS_SIDE and not reader.knows_applicant


def _name(reader: Reader, row: Any) -> str:
    """Who it is; of the applicant's side only the capacity, for those who may not know them."""
    if not _is_unnamed(reader, row):
        return str(row.name)
    return "The applicant" if row.capacity == "applicant" else "Somebody for the applicant"


def _decisions(reader: Reader, meeting: Any) -> tuple[DecisionView, ...]:
    """What the panel decided, in order."""
    rows = [row for row in reader.rows(wanted.DECISIONS) if _of(row, meeting)]
    return tuple(
        view_of(
            DecisionView,
            row,
            **{} if seen is Sight.WHOLE else {"outcome": "", "reason": ""},
            agency_name=reader.agency_name(row.agency_id),
            what=row.what if seen is Sight.WHOLE else row.summary_wording,
            present=tuple(row.present) if reader.is_inside else (),
            shortened=seen is Sight.SUMMARY,
            named_agencies=tuple(row.named_agencies) if reader.is_inside else (),
        )
        for row, seen in reader.visible(rows, lambda _row: None)
    )


def _of(row: Any, meeting: Any) -> bool:
    return bool(row.meeting_id == meeting.id)
