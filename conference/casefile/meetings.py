"""Meetings with their agenda, presence and decisions, as one audience may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from conference.casefile import wanted
from conference.casefile.reader import Reader
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
    return MeetingView(
        id=row.id,
        version=row.version,
        state=row.state,
        planned_for=row.planned_for,
        starts_at=row.starts_at,
        place=row.place,
        link=row.link,
        chair=chair.name if chair else "",
        chair_independence=row.chair_independence,
        applicant_part=row.applicant_part,
        applicant_words=row.applicant_words if hears else "",
        applicant_reason=row.applicant_reason if hears else "",
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        review_on=row.review_on,
        booked_minutes=row.booked_minutes,
        items=_items(reader, row),
        attendance=_attendance(reader, row),
        decisions=_decisions(reader, row),
        chair_id=row.chair_id,
        applicant_wants=row.applicant_wants if hears else "",
        applicant_in_room_since=row.applicant_in_room_since,
        calendar_sequence=row.calendar_sequence,
        cancelled_on=row.cancelled_on,
        cancelled_why=row.cancelled_why if reader.is_inside else "",
        room_item_id=row.room_item_id,
        room_before_id=row.room_before_id,
        room_held=row.room_held,
        minutes=_minutes(reader, row),
    )


def _minutes(reader: Reader, meeting: Any) -> tuple[MinutesView, ...]:
    """The editions of the minutes, oldest first, for the chair and the officer."""
    if not reader.is_inside:
        # They tell every entry that was spoken of: an agency asks the chair for its copy.
        return ()
    files: dict[str, list[LetterFileView]] = defaultdict(list)
    for file in reader.rows(wanted.MINUTES_FILES):
        files[file.minutes_id].append(LetterFileView(file.id, file.format, file.size, file.digest))
    return tuple(
        MinutesView(
            id=row.id,
            version=row.version,
            edition=row.edition,
            paragraphs=dict(row.paragraphs),
            text=row.text,
            why=row.why,
            approved_at=row.approved_at,
            approved_by=row.approved_by,
            digest=row.digest,
            head=row.head,
            files=tuple(files[row.id]),
        )
        for row in reader.rows(wanted.MINUTES)
        if row.meeting_id == meeting.id
    )


def risks(reader: Reader) -> tuple[RiskView, ...]:
    """The risk assessments, oldest first: the panel's, since they speak of health and of fear."""
    if not reader.is_inside:
        return ()
    return tuple(
        RiskView(
            id=row.id,
            version=row.version,
            moment=row.moment,
            assessed_on=row.assessed_on,
            assessed_by=row.assessed_by,
            answers=dict(row.answers),
            band=row.band,
            why=row.why,
            review_on=row.review_on,
        )
        for row in reader.rows(wanted.RISKS)
    )


def _items(reader: Reader, meeting: Any) -> tuple[AgendaItemView, ...]:
    """The agenda: notes are the chair's; items are seen by those their visibility names."""
    rows = [row for row in reader.rows(wanted.ITEMS) if _of(row, meeting)]
    return tuple(
        _item_view(row, note=reader.is_inside) for row in rows if _sees_item(reader, row.visibility)
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
    return AttendanceView(
        id=row.id,
        version=row.version,
        name=_name(reader, row),
        agency_id=row.agency_id,
        agency_name=reader.agency_name(row.agency_id),
        capacity=row.capacity,
        apologies=row.apologies,
        substitute_for=row.substitute_for if not _is_unnamed(reader, row) else "",
        conflict=row.conflict if reader.is_inside else "",
        arrived_at=stretches[0].arrived_at if stretches else None,
        left_at=None if here else max((x.left_at for x in stretches if x.left_at), default=None),
        stretches=tuple(
            StretchView(one.arrived_at, one.left_at, one.left_why if reader.is_inside else "")
            for one in stretches
        ),
        confidentiality_at=row.confidentiality_at,
        person_id=row.person_id,
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
        DecisionView(
            id=row.id,
            version=row.version,
            kind=row.kind,
            agency_id=row.agency_id,
            agency_name=reader.agency_name(row.agency_id),
            what=row.what if seen is Sight.WHOLE else row.summary_wording,
            outcome=row.outcome if seen is Sight.WHOLE else "",
            reason=row.reason if seen is Sight.WHOLE else "",
            decided_at=row.decided_at,
            present=tuple(row.present) if reader.is_inside else (),
            mark=row.mark,
            summary_wording=row.summary_wording,
            shortened=seen is Sight.SUMMARY,
            agenda_item_id=row.agenda_item_id,
            named_agencies=tuple(row.named_agencies) if reader.is_inside else (),
        )
        for row, seen in reader.visible(rows, lambda _row: None)
    )


def _of(row: Any, meeting: Any) -> bool:
    return bool(row.meeting_id == meeting.id)


def _item_view(row: Any, *, note: bool) -> AgendaItemView:
    return AgendaItemView(
        id=row.id,
        version=row.version,
        position=row.position,
        key=row.key,
        title=row.title,
        visibility=row.visibility,
        planned_minutes=row.planned_minutes,
        state=row.state,
        note=row.note if note else "",
        required=row.required,
        owner=row.owner,
        started_at=row.started_at,
        used_seconds=row.used_seconds,
    )
