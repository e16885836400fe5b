"""Recommendations, letters and history, as one audience may see them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import sqlalchemy
from sqlmodel import col, select

from conference.casefile.details import detail_words
from conference.casefile.reader import Reader
from conference.law.audience import AudienceKind, Sight
from conference.law.calendar import london_day
from conference.record.tables import (
    History,
    Letter,
    LetterFile,
    Progress,
    Recommendation,
    RecommendationAnswer,
)
from conference.views import (
    HistoryLine,
    LetterFileView,
    LetterState,
    LetterView,
    RecommendationView,
)

# The bytes stay behind: a list of letters does not need them.
_FILE_COLUMNS: tuple[Any, ...] = (
    LetterFile.id,
    LetterFile.letter_id,
    LetterFile.format,
    LetterFile.size,
    LetterFile.digest,
)


def recommendations(reader: Reader) -> tuple[RecommendationView, ...]:
    """The recommendations, by number."""
    answers = {row.recommendation_id: row for row in reader.rows(RecommendationAnswer)}
    notes: dict[str, list[str]] = defaultdict(list)
    for progress in reader.rows(Progress, col(Progress.noted_on), col(Progress.noted_at)):
        # An agency's words on what it did are the panel's until somebody tells the applicant.
        if not reader.is_applicant or progress.applicant_told_on is not None:
            notes[progress.recommendation_id].append(progress.note)
    rows = reader.rows(Recommendation, col(Recommendation.number))
    return tuple(
        _recommendation_view(
            row,
            seen,
            answers.get(row.id) if seen is Sight.WHOLE else None,
            tuple(notes[row.id]) if seen is Sight.WHOLE else (),
            reader.today,
        )
        for row, seen in reader.visible(rows, lambda row: row.agency_id)
    )


def letters(reader: Reader) -> tuple[LetterView, ...]:
    """The letters: drafts stay inside; outside, each knows the issued ones they may read.

    Those are for the applicant the letters to them, for the commissioner all.
    """
    if not reader.knows_applicant:
        return ()
    files: dict[str, list[LetterFileView]] = defaultdict(list)
    found = sqlalchemy.select(*_FILE_COLUMNS).where(col(LetterFile.case_id) == reader.case.id)
    for file_id, letter_id, kind, size, digest in reader.session.execute(found):
        files[letter_id].append(LetterFileView(file_id, kind, size, digest))
    issued = (LetterState.ISSUED, LetterState.SUPERSEDED)
    return tuple(
        _letter_view(row, reader, tuple(files[row.id]))
        for row in reader.rows(Letter, col(Letter.number))
        if reader.is_inside or (row.state in issued and not (reader.is_applicant and row.agency_id))
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
    row: Recommendation,
    seen: Sight,
    answer: RecommendationAnswer | None,
    progress: tuple[str, ...],
    today: date,
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
        overdue=row.done_on is None and row.due_on is not None and row.due_on < today,
    )


def _letter_view(row: Letter, reader: Reader, files: tuple[LetterFileView, ...]) -> LetterView:
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
    )


def _history_line(row: History, agencies: dict[str, str] | None) -> HistoryLine:
    """What was done. agencies: names by id; None where the details are not told."""
    detail = detail_words(row.details, agencies) if agencies is not None else ""
    return HistoryLine(row.number, row.at, row.actor, row.act, row.subject, detail, row.digest)
