"""What falls due over every case that is not finished, and what is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from conference.record.conflicts import without_conflicts
from conference.record.facts import case_dates, procedure_of, unfinished
from conference.record.tables import (
    Agency,
    Case,
    FollowUp,
    InformationRequest,
    Meeting,
    Recommendation,
    RiskAssessment,
)
from conference.steps import due_steps
from conference.views import Deadline, DeadlineKind, MeetingState, RequestState, Stage

_FINISHED = (Stage.CLOSED, Stage.WITHDRAWN)
_OUTSTANDING = tuple(state for state in RequestState if state.outstanding)
_TO_COME = (MeetingState.PLANNED, MeetingState.ADJOURNED)


@dataclass(frozen=True)
class _Running:
    """A case that is not finished."""

    case: Case
    today: date

    def deadline(
        self,
        key: str,
        kind: DeadlineKind,
        words: str,
        due_on: date | None,
        *,
        who: str = "",
        stopped: str = "",
    ) -> Deadline:
        """One thing that falls due in it."""
        return Deadline(
            key=key,
            case_id=self.case.id,
            reference=self.case.reference,
            applicant=self.case.applicant_name,
            kind=kind,
            words=words,
            who=who,
            due_on=due_on,
            overdue=due_on is not None and due_on < self.today,
            stopped=stopped,
        )


def deadlines(
    session: Session, council_id: str, today: date, *, not_conflicted: str
) -> tuple[Deadline, ...]:
    """What falls due, the earliest first; stopped clocks at the end.

    Cases in which the person with the id not_conflicted has a conflict of interest are left out.
    """
    cases = session.exec(
        select(Case).where(
            Case.council_id == council_id,
            col(Case.stage).not_in(_FINISHED),
            *without_conflicts(session, not_conflicted, col(Case.id)),
        )
    ).all()
    running = {case.id: _Running(case, today) for case in cases}
    found = [
        *_steps(session, running),
        *_answers(session, council_id, running),
        *_meetings(session, council_id, running),
        *_recommendations(session, council_id, running),
        *_follow_ups(session, council_id, running),
        *_risks(session, council_id, running),
    ]
    return tuple(sorted(found, key=lambda one: (one.due_on or date.max, one.reference, one.key)))


def _steps(session: Session, running: dict[str, _Running]) -> Iterator[Deadline]:
    """The steps of the procedure that are not done."""
    for one in running.values():
        dates = case_dates(session, one.case)
        for step in due_steps(dates, procedure_of(session, one.case), one.today):
            if step.done_on is None and (step.due_on is not None or step.stopped):
                yield one.deadline(
                    f"{one.case.id}/{step.step}",
                    DeadlineKind.STEP,
                    step.step.value,
                    step.due_on,
                    stopped=step.stopped,
                )


def _answers(session: Session, council_id: str, running: dict[str, _Running]) -> Iterator[Deadline]:
    rows = session.exec(
        select(InformationRequest, Agency.name)
        .join(Agency, col(Agency.id) == InformationRequest.agency_id)
        .where(
            InformationRequest.council_id == council_id,
            col(InformationRequest.state).in_(_OUTSTANDING),
            col(InformationRequest.due_on).is_not(None),
        )
    )
    for row, agency in rows:
        if row.case_id in running:
            words = "answer the request for information"
            yield running[row.case_id].deadline(
                row.id, DeadlineKind.ANSWER, words, row.due_on, who=agency
            )


def _meetings(
    session: Session, council_id: str, running: dict[str, _Running]
) -> Iterator[Deadline]:
    rows = session.exec(
        select(Meeting).where(Meeting.council_id == council_id, col(Meeting.state).in_(_TO_COME))
    )
    for row in rows:
        if row.case_id in running and row.planned_for is not None:
            yield running[row.case_id].deadline(
                row.id, DeadlineKind.MEETING, "hold the meeting", row.planned_for
            )


def _recommendations(
    session: Session, council_id: str, running: dict[str, _Running]
) -> Iterator[Deadline]:
    """Those of which something is still to come: not done, not declined, not carried forward."""
    rows = session.exec(
        select(Recommendation).where(Recommendation.council_id == council_id, *unfinished())
    )
    for row in rows:
        if row.case_id in running and row.due_on:
            yield running[row.case_id].deadline(
                row.id,
                DeadlineKind.RECOMMENDATION,
                f"recommendation {row.number}",
                row.due_on,
                who=row.owner or row.to_body,
            )


def _follow_ups(
    session: Session, council_id: str, running: dict[str, _Running]
) -> Iterator[Deadline]:
    rows = session.exec(
        select(FollowUp).where(FollowUp.council_id == council_id, col(FollowUp.done_on).is_(None))
    )
    for row in rows:
        if row.case_id in running:
            yield running[row.case_id].deadline(
                row.id, DeadlineKind.FOLLOW_UP, row.kind.value, row.due_on
            )


def _risks(session: Session, council_id: str, running: dict[str, _Running]) -> Iterator[Deadline]:
    """The day on which the risk is looked at again, as the newest assessment of each case says."""
    rows = session.exec(
        select(RiskAssessment)
        .where(RiskAssessment.council_id == council_id)
        .order_by(col(RiskAssessment.assessed_at))
    )
    newest = {row.case_id: row for row in rows}
    for case_id, row in newest.items():
        if case_id in running and row.review_on is not None:
            yield running[case_id].deadline(
                row.id, DeadlineKind.RISK, "look at the risk again", row.review_on
            )
