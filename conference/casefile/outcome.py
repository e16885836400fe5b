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
from conference.casefile.views_of import view_of
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
        name = reader.agency_name(stance.agency_id)
        stances[stance.recommendation_id].append(view_of(StanceView, stance, agency_name=name))
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
        files[file.letter_id].append(view_of(LetterFileView, file))
    sent: dict[str, list[DeliveryView]] = defaultdict(list)
    for delivery in reader.rows(wanted.DELIVERIES) if reader.is_inside else []:
        sent[delivery.letter_id].append(view_of(DeliveryView, delivery))
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
    hidden = {} if seen is Sight.WHOLE else {"power": "", "why": "", "how_known": ""}
    return view_of(
        RecommendationView,
        row,
        **hidden,
        **_answered(answer, reader) if answer else {"answer": None, "answer_reason": ""},
        what=row.what if seen is Sight.WHOLE else row.summary_wording,
        progress=progress,
        shortened=seen is not Sight.WHOLE,
        overdue=_is_overdue(row, answer, reader.today),
        stances=stances,
        named_agencies=tuple(row.named_agencies) if reader.is_inside else (),
    )


def _answered(row: Any, reader: Reader) -> dict[str, Any]:
    return {
        "answer": row.answer,
        "answer_reason": row.reason,
        "answered_on": row.answered_on,
        "answered_by": "" if reader.is_applicant else row.answered_by,
        "answer_version": row.version,
    }


def _is_overdue(row: Any, answer: Any, today: date) -> bool:
    """Whether its day has passed; one that was declined with reasons waits for nothing."""
    if answer is not None and answer.answer is Answer.DECLINED:
        return False
    return row.done_on is None and row.due_on is not None and row.due_on < today


def _progress_view(row: Any, reader: Reader) -> ProgressView:
    hidden = {"noted_by": "", "evidence": ""} if reader.is_applicant else {}
    return view_of(ProgressView, row, **hidden)


def _letter_view(
    row: Any,
    reader: Reader,
    files: tuple[LetterFileView, ...],
    deliveries: tuple[DeliveryView, ...],
) -> LetterView:
    """The letter; what the chair noted for the officer stays inside."""
    return view_of(
        LetterView,
        row,
        number=f"{reader.case.reference}/{row.number}",
        approval_note=row.approval_note if reader.is_inside else "",
        issued_on=london_day(row.issued_at) if row.issued_at else None,
        files=files,
        overrides=tuple(OverrideView(**one) for one in row.overrides) if reader.is_inside else (),
        deliveries=deliveries,
    )


def _history_line(row: History, agencies: dict[str, str] | None) -> HistoryLine:
    """What was done. agencies: names by id; None where the details are not told."""
    detail = detail_words(row.details, agencies) if agencies is not None else ""
    return HistoryLine(row.number, row.at, row.actor, row.act, row.subject, detail, row.digest)
