"""What is counted of every case of a council, by columns and never by whole rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Any

import sqlalchemy
from sqlmodel import Session, col, func, select

from conference.law.annual import ReviewFacts
from conference.law.calendar import london_day
from conference.record.conflicts import without_conflicts
from conference.record.tables import (
    Appeal,
    Application,
    Case,
    Meeting,
    PublishedYear,
    Recommendation,
    ThresholdDecision,
)
from conference.views import AppealResult, ApplicantPart, MeetingState, PublishedYearView

_HELD = (MeetingState.CLOSED, MeetingState.MINUTES_APPROVED)
_DECIDED: tuple[Any, ...] = (
    ThresholdDecision.case_id,
    ThresholdDecision.decided_on,
    ThresholdDecision.met,
    ThresholdDecision.discretionary,
)


def review_facts(
    session: Session, council_id: str, *, not_conflicted: str
) -> tuple[ReviewFacts, ...]:
    """What is counted of each case the council ever had, by reference.

    Cases in which the person with the id not_conflicted has a conflict of interest are left out.
    """
    decided = _decisions(session, council_id)
    withdrawn = _withdrawals(session, council_id)
    reviewed = _first_reviews(session, council_id)
    recommended = _recommendations(session, council_id)
    lodged, upheld = _appeals(session, council_id)
    rows = session.exec(
        select(col(Case.id), col(Case.reference), col(Case.received_on), col(Case.linked_case_id))
        .where(
            Case.council_id == council_id,
            *without_conflicts(session, not_conflicted, col(Case.id)),
        )
        .order_by(Case.reference)
    )
    return tuple(
        ReviewFacts(
            reference=reference,
            received_on=received_on,
            referred_back=linked is not None,
            decided_on=decided.get(case_id, _UNDECIDED)[0],
            met=decided.get(case_id, _UNDECIDED)[1],
            discretionary=decided.get(case_id, _UNDECIDED)[2],
            withdrawn_on=withdrawn.get(case_id),
            reviewed_on=reviewed.get(case_id),
            recommendations=recommended[case_id],
            appealed_on=tuple(lodged[case_id]),
            appeals_upheld=upheld[case_id],
        )
        for case_id, reference, received_on, linked in rows
    )


_Decided = tuple[date | None, bool | None, bool]
_UNDECIDED: _Decided = (None, None, False)


def _decisions(session: Session, council_id: str) -> dict[str, _Decided]:
    """The decision in force on each case: the one taken last."""
    found = (
        sqlalchemy.select(*_DECIDED)
        .where(col(ThresholdDecision.council_id) == council_id)
        .order_by(col(ThresholdDecision.decided_at))
    )
    return {
        case_id: (day, met, discretionary)
        for case_id, day, met, discretionary in session.execute(found)
    }


def _withdrawals(session: Session, council_id: str) -> dict[str, date]:
    rows = session.exec(
        select(col(Application.case_id), col(Application.withdrawn_on)).where(
            Application.council_id == council_id, col(Application.withdrawn_on).is_not(None)
        )
    )
    return {case_id: day for case_id, day in rows if day is not None}


def _first_reviews(session: Session, council_id: str) -> dict[str, date]:
    """The day the panel's first meeting on each case was closed."""
    rows = session.exec(
        select(Meeting.case_id, func.min(Meeting.closed_at))
        .where(
            Meeting.council_id == council_id,
            col(Meeting.state).in_(_HELD),
            col(Meeting.closed_at).is_not(None),
        )
        .group_by(Meeting.case_id)
    )
    return {case_id: london_day(closed) for case_id, closed in rows if closed is not None}


def _recommendations(session: Session, council_id: str) -> Counter[str]:
    rows = session.exec(
        select(Recommendation.case_id).where(Recommendation.council_id == council_id)
    )
    return Counter(rows)


def _appeals(session: Session, council_id: str) -> tuple[dict[str, list[date]], Counter[str]]:
    """The days on which appeals were lodged on each case, and how many were upheld."""
    lodged: dict[str, list[date]] = defaultdict(list)
    upheld: Counter[str] = Counter()
    rows = session.exec(
        select(col(Appeal.case_id), col(Appeal.lodged_on), col(Appeal.result))
        .where(Appeal.council_id == council_id)
        .order_by(col(Appeal.lodged_on))
    )
    for case_id, day, result in rows:
        lodged[case_id].append(day)
        upheld[case_id] += result is AppealResult.UPHELD
    return lodged, upheld


def published_years(session: Session, council_id: str) -> tuple[PublishedYearView, ...]:
    """The figures of earlier periods as they were published, the newest first."""
    rows = session.exec(
        select(PublishedYear)
        .where(PublishedYear.council_id == council_id)
        .order_by(col(PublishedYear.period_from).desc())
    )
    return tuple(
        PublishedYearView(
            id=row.id,
            version=row.version,
            period_from=row.period_from,
            period_to=row.period_to,
            received=row.received,
            not_met=row.not_met,
            reviews=row.reviews,
            with_recommendations=row.with_recommendations,
            appeals=row.appeals,
            note=row.note,
            source=row.source,
            entered_by=row.entered_by,
        )
        for row in rows
    )


def applicants_parts(
    session: Session, council_id: str, *, not_conflicted: str
) -> dict[str, ApplicantPart]:
    """How the applicant was heard at the last meeting that was held, by reference.

    not_conflicted: as for `review_facts`.
    """
    rows = session.exec(
        select(col(Case.reference), col(Meeting.applicant_part))
        .join(Case, col(Case.id) == Meeting.case_id)
        .where(
            Meeting.council_id == council_id,
            col(Meeting.state).in_(_HELD),
            *without_conflicts(session, not_conflicted, col(Case.id)),
        )
        .order_by(col(Meeting.closed_at))
    )
    return {reference: part for reference, part in rows if part is not None}
