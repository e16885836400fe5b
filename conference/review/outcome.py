"""The letters of a case, from begun to issued.

Each part has its own module; here is all of it under the name a caller knows.
"""

from __future__ import annotations

from conference.review.checking import check, look_over, missing
from conference.review.composing import LetterCheck
from conference.review.issuing import APPROVED_BY_CHAIR, approve, issue, letterhead_of
from conference.review.letters import draft, places, preview, send_back, write_paragraphs
from conference.views import Channel

__all__ = [
    "APPROVED_BY_CHAIR",
    "Channel",
    "LetterCheck",
    "approve",
    "check",
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
