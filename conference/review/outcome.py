"""From the decision to the end of a case: its letters, begun to issued, and its closing.

Each part has its own module; here is all of it under the name a caller knows.
"""

from __future__ import annotations

from sqlmodel import col, select

from conference.errors import Refused
from conference.law.access import Operation
from conference.record.tables import Letter
from conference.review.checking import check, look_over, missing
from conference.review.composing import LetterCheck
from conference.review.desk import Desk, required
from conference.review.issuing import APPROVED_BY_CHAIR, approve, issue, letterhead_of
from conference.review.letters import draft, places, preview, send_back, write_paragraphs
from conference.text import clean
from conference.views import Channel, LetterKind, LetterState

__all__ = [
    "APPROVED_BY_CHAIR",
    "Channel",
    "LetterCheck",
    "approve",
    "check",
    "close_case",
    "draft",
    "issue",
    "letterhead_of",
    "look_over",
    "missing",
    "places",
    "preview",
    "send_back",
    "write_paragraphs",
]


def close_case(desk: Desk, case_id: str, *, why: str) -> None:
    """Close the case, once the applicant was told; what they think of it belongs in the reason."""
    required(why=why)
    with desk.acting(Operation.CLOSE_CASE, case_id) as work:
        told = work.session.exec(
            select(Letter.id).where(
                Letter.case_id == work.case.id,
                Letter.state == LetterState.ISSUED,
                col(Letter.kind).in_((LetterKind.OUTCOME, LetterKind.THRESHOLD_NOT_MET)),
            )
        ).first()
        if told is None:
            raise Refused(
                "The applicant has not been told the outcome.",
                safe="The case stays open.",
                next="Issue the letter first: section 104(6) and (8).",
            )
        work.case.closed_on, work.case.closed_why = work.today, clean(why)
        work.did("closed the case", work.case)
