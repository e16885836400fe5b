"""Recommendations, letters and history, as one audience may see them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import col, select

from conference.casefile import wanted
from conference.casefile.details import detail_words
from conference.casefile.reader import Reader
from conference.documents.readers import for_applicant
from conference.law.audience import AudienceKind, Sight
from conference.law.calendar import london_day
from conference.record.tables import History
from conference.views import (
    Answer,
    DeliveryView,
    HistoryLine,
    LetterFileView,
    LetterState,
    LetterView,
    OverrideView,
    ProgressView,
    RecommendationView,
    StanceView,
)


def recommendations(reader: Reader) -> tuple[RecommendationView, ...]:
    """The recommendations, by number."""
    answers = {row.recommendation_id: row for row in reader.rows(wanted.ANSWERS)}
    notes: dict[str, list[ProgressView]] = defaultdict(list)
    for progress in reader.rows(wanted.PROGRESS):
        # An agency's words on what it did are the panel's until somebody tells the applicant.
        if not reader.is_applicant or progress.applicant_told_on is not None:
            notes[progress.recommendation_id].append(_progress_view(progress, reader))
    stances: dict[str, list[StanceView]] = defaultdict(list)
    # How the agencies stood to it is the panel's own business.
    for stance in [] if reader.is_applicant else reader.rows(wanted.STANCES):
        stances[stance.recommendation_id].append(_stance_view(stance, reader))
    rows = reader.rows(wanted.RECOMMENDATIONS)
    visible = reader.visible(rows, lambda row: row.agency_id)
    views = tuple(
        _recommendation_view(
            row,
            seen,
            answers.get(row.id) if seen is Sight.WHOLE else None,
            tuple(notes[row.id]) if seen is Sight.WHOLE else (),
            tuple(stances[row.id]) if seen is Sight.WHOLE else (),
            reader,
        )
        for row, seen in visible
    )
    return _joined(views, carried={row.carried_from_id for row in rows if row.carried_from_id})


def _joined(
    views: tuple[RecommendationView, ...], carried: set[str]
) -> tuple[RecommendationView, ...]:
    """Each with what it carries forward and what carries it, as far as both are seen.

    carried: ids of all that a later one carries forward, seen or not: they are not overdue.
    """
    seen = {one.id for one in views}
    later = {one.carried_from_id: one.number for one in views if one.carried_from_id}
    return tuple(
        replace(
            one,
            carried_from_id=one.carried_from_id if one.carried_from_id in seen else None,
            carried_to=later.get(one.id),
            overdue=one.overdue and one.id not in carried,
        )
        for one in views
    )


def letters(reader: Reader) -> tuple[LetterView, ...]:
    """The letters: drafts stay inside; outside, each knows the issued ones they may read.

    Those are for the applicant the letters to them, for the commissioner all.
    """
    if not reader.knows_applicant:
        return ()
    files: dict[str, list[LetterFileView]] = defaultdict(list)
    for file in reader.rows(wanted.LETTER_FILES):
        files[file.letter_id].append(LetterFileView(file.id, file.format, file.size, file.digest))
    sent: dict[str, list[DeliveryView]] = defaultdict(list)
    for delivery in reader.rows(wanted.DELIVERIES) if reader.is_inside else []:
        sent[delivery.letter_id].append(_delivery_view(delivery))
    issued = (LetterState.ISSUED, LetterState.SUPERSEDED)
    return tuple(
        _letter_view(row, reader, tuple(files[row.id]), tuple(sent[row.id]))
        for row in reader.rows(wanted.LETTERS)
        if reader.is_inside
        or (row.state in issued and (for_applicant(row.kind) or not reader.is_applicant))
    )


def history(reader: Reader) -> tuple[HistoryLine, ...]:
    """What was done and read, for those inside; the commissioner gets it without the words.

    Its digests show that nothing was altered; the details would tell entries of every mark.
    """
    if not (reader.is_inside or reader.audience.kind is AudienceKind.COMMISSIONER):
        return ()
    rows = reader.session.exec(
        select(History)
        .where(History.chain_id == reader.case.id)
        .order_by(col(History.number).desc())
    )
    agencies = {row.id: row.name for row in reader.agencies.values()} if reader.is_inside else None
    return tuple(_history_line(row, agencies) for row in rows)


def _recommendation_view(
    row: Any,
    seen: Sight,
    answer: Any,
    progress: tuple[ProgressView, ...],
    stances: tuple[StanceView, ...],
    reader: Reader,
) -> RecommendationView:
    whole = seen is Sight.WHOLE
    return RecommendationView(
        id=row.id,
        version=row.version,
        number=row.number,
        to_body=row.to_body,
        agency_id=row.agency_id,
        what=row.what if whole else row.summary_wording,
        power=row.power if whole else "",
        why=row.why if whole else "",
        owner=row.owner,
        due_on=row.due_on,
        how_known=row.how_known if whole else "",
        answer=answer.answer if answer else None,
        answer_reason=answer.reason if answer else "",
        progress=progress,
        done_on=row.done_on,
        mark=row.mark,
        summary_wording=row.summary_wording,
        shortened=not whole,
        overdue=_is_overdue(row, answer, reader.today),
        meeting_id=row.meeting_id,
        owner_id=row.owner_id,
        answered_on=answer.answered_on if answer else None,
        answered_by=answer.answered_by if answer and not reader.is_applicant else "",
        answer_version=answer.version if answer else 0,
        stances=stances,
        named_agencies=tuple(row.named_agencies) if reader.is_inside else (),
        carried_from_id=row.carried_from_id,
    )


def _is_overdue(row: Any, answer: Any, today: date) -> bool:
    """Whether its day has passed; one that was declined with reasons waits for nothing."""
    if answer is not None and answer.answer is Answer.DECLINED:
        return False
    return row.done_on is None and row.due_on is not None and row.due_on < today


def _progress_view(row: Any, reader: Reader) -> ProgressView:
    return ProgressView(
        id=row.id,
        noted_on=row.noted_on,
        noted_by="" if reader.is_applicant else row.noted_by,
        note=row.note,
        evidence="" if reader.is_applicant else row.evidence,
        done=row.done,
        applicant_told_on=row.applicant_told_on,
    )


def _stance_view(row: Any, reader: Reader) -> StanceView:
    return StanceView(
        id=row.id,
        version=row.version,
        agency_id=row.agency_id,
        agency_name=reader.agency_name(row.agency_id),
        stance=row.stance,
        words=row.words,
        taken_by=row.taken_by,
    )


def _letter_view(
    row: Any,
    reader: Reader,
    files: tuple[LetterFileView, ...],
    deliveries: tuple[DeliveryView, ...],
) -> LetterView:
    """The letter; what the chair noted for the officer stays inside."""
    return LetterView(
        id=row.id,
        version=row.version,
        number=f"{reader.case.reference}/{row.number}",
        kind=row.kind,
        state=row.state,
        title=row.title,
        paragraphs=dict(row.paragraphs),
        letter_date=row.letter_date,
        drafted_by=row.drafted_by,
        approved_by=row.approved_by,
        approval_note=row.approval_note if reader.is_inside else "",
        issued_by=row.issued_by,
        issued_on=london_day(row.issued_at) if row.issued_at else None,
        channel=row.channel,
        sent_to=row.sent_to,
        last_appeal_day=row.last_appeal_day,
        files=files,
        agency_id=row.agency_id,
        about_id=row.about_id,
        supersedes_id=row.supersedes_id,
        checked_by=row.checked_by,
        overrides=tuple(OverrideView(**one) for one in row.overrides) if reader.is_inside else (),
        deliveries=deliveries,
    )


def _delivery_view(row: Any) -> DeliveryView:
    return DeliveryView(
        id=row.id,
        version=row.version,
        channel=row.channel,
        sent_to=row.sent_to,
        state=row.state,
        attempts=row.attempts,
        tried_at=row.tried_at,
        tried_by=row.tried_by,
        problem=row.problem,
    )


def _history_line(row: History, agencies: dict[str, str] | None) -> HistoryLine:
    """What was done. agencies: names by id; None where the details are not told."""
    detail = detail_words(row.details, agencies) if agencies is not None else ""
    return HistoryLine(row.number, row.at, row.actor, row.act, row.subject, detail, row.digest)
