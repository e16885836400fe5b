"""Every decision and recommendation beside the passage of the letter that tells it.

Section 104(8) has the applicant told the outcome of the review and any recommendations: here
whoever checks the letter sees for each where it is told, or that nothing tells it and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from conference.documents.letters import Document
from conference.documents.passages import Passage, flat, passages
from conference.law.when import uk_day
from conference.views import CaseFile, DecisionKind, DecisionView, RecommendationView


@dataclass(frozen=True)
class Told:
    """One decision or recommendation, and where the letter tells it."""

    key: str
    """Id of the row."""
    name: str
    """What it is: "recommendation 2", "finding on Police: not adequate"."""
    place: str
    """Where it is told; empty where nothing tells it."""
    passage: str
    """The words that tell it."""
    why_not: str
    """Where nothing tells it: because the reader may not be told, or the letter leaves it out."""

    @property
    def told(self) -> bool:
        """Whether the letter tells it."""
        return bool(self.place)


def coverage(case: CaseFile, panel: CaseFile, document: Document) -> tuple[Told, ...]:
    """A line for each decision of the panel and each recommendation, in the panel's order.

    case: as the letter's reader sees it. panel: the same case with everything.
    """
    letter = passages(document.body)
    seen = dict(_texts(case))
    rows = ((row.id, _name(row)) for row in _rows(panel))
    return tuple(_line(key, name, seen.get(key), letter) for key, name in rows)


def _rows(case: CaseFile) -> Iterator[DecisionView | RecommendationView]:
    for meeting in case.meetings:
        yield from meeting.decisions
    yield from sorted(case.recommendations, key=lambda one: one.number)


def _texts(case: CaseFile) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What has to stand in the letter for each row that its reader may be told."""
    for row in _rows(case):
        if isinstance(row, RecommendationView) or row.shortened:
            yield row.id, _parts(row.what)
        else:
            yield row.id, _parts(row.what, row.reason) or _parts(row.outcome)


def _parts(*texts: str) -> tuple[str, ...]:
    """The paragraphs of some texts: a letter may part them."""
    return tuple(flat(part) for text in texts for part in text.split("\n\n") if part.strip())


def _name(row: DecisionView | RecommendationView) -> str:
    if isinstance(row, RecommendationView):
        return f"recommendation {row.number}"
    about = " ".join(row.agency_name.split())
    if row.kind is DecisionKind.RESPONSE:
        verdict = " ".join(row.outcome.split())
        return f"finding on {about or 'the agencies together'}" + (
            f": {verdict}" if verdict else ""
        )
    return f"decision of {uk_day(row.decided_at.date())}"


def _line(key: str, name: str, wanted: tuple[str, ...] | None, letter: Iterable[Passage]) -> Told:
    if wanted is None:
        return Told(key, name, "", "", "its mark does not let the reader be told")
    if not wanted:
        return Told(key, name, "", "", "it has no words that could be told")
    found = [next((one for one in letter if part in one.flat), None) for part in wanted]
    first = next((one for one in found if one is not None), None)
    if first is None or None in found:
        return Told(key, name, "", "", "the letter does not tell it")
    return Told(key, name, first.place, " ".join(first.text.split()), "")
