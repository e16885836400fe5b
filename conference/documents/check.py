"""What is missing before a letter may be issued.

The floor is the Act's: the decision (s.104(6)), the outcome and any recommendations (s.104(8)), and
what a dissatisfied applicant may do (Schedule 4 paragraph 3). The rest is what the ombudsmen keep
finding missing: an owner, a day, a reason, a person to ring.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from conference.documents.check_after import gaps_after
from conference.documents.check_common import appeal_gaps, contact_gaps, reader_gaps
from conference.documents.picture import findings, recommendations, request_of
from conference.documents.readers import About
from conference.documents.template import free_paragraphs
from conference.errors import Problem
from conference.views import CaseFile, LetterKind

if TYPE_CHECKING:
    from conference.documents.letters import Document

_LEGAL_PARAGRAPH = "no_action"
"""The free paragraph that gives the reasons where nothing is recommended."""


def gaps(
    case: CaseFile,
    kind: LetterKind,
    *,
    paragraphs: Mapping[str, str] | None = None,
    panel: CaseFile | None = None,
    templates: Path | None = None,
    about: About | None = None,
    document: Document | None = None,
) -> tuple[Problem, ...]:
    """What the letter may not be issued without; empty if nothing is missing.

    case: the reader's view. paragraphs: the officer's words. panel: the panel's view of the same
    case, to find recommendations of which the applicant would not be told. about: what of the case
    the letter is about. document: the letter as composed, to find what its template leaves out.
    """
    words = paragraphs or {}
    checks: dict[LetterKind, Iterator[Problem]] = {
        LetterKind.ACKNOWLEDGEMENT: _acknowledgement(case),
        LetterKind.AGENCY_REQUEST: _agency_request(case),
        LetterKind.THRESHOLD_MET: _threshold(case, met=True),
        LetterKind.THRESHOLD_NOT_MET: _threshold(case, met=False),
        LetterKind.OUTCOME: _outcome(case, words, panel),
    }
    return (
        *checks.get(kind, gaps_after(kind, case, words, panel, about)),
        *_unwritten(kind, words, templates),
        *_left_out(document, case, about),
    )


def _left_out(
    document: Document | None, case: CaseFile, about: About | None
) -> tuple[Problem, ...]:
    """What the composed letter does not tell; the libraries come with the first letter."""
    if document is None:
        return ()
    from conference.documents.check_document import untold

    return tuple(untold(document, case, about))


def _unwritten(
    kind: LetterKind, words: Mapping[str, str], templates: Path | None
) -> Iterator[Problem]:
    for one in free_paragraphs(kind, templates):
        if one.required and not words.get(one.name, "").strip():
            yield Problem(one.title, "this paragraph must be written")


def _acknowledgement(case: CaseFile) -> Iterator[Problem]:
    yield from reader_gaps(case)
    yield from contact_gaps(case)


def _agency_request(case: CaseFile) -> Iterator[Problem]:
    request = request_of(case)
    if request is None or not request.asked.strip():
        yield Problem("request", "it does not say what the agency is asked for")
    if request is not None and request.due_on is None:
        yield Problem("request", "it has no day by which the agency is to answer")
    yield from contact_gaps(case)


def _threshold(case: CaseFile, *, met: bool) -> Iterator[Problem]:
    yield from reader_gaps(case)
    yield from contact_gaps(case)
    decision = case.threshold
    if decision is None:
        yield Problem("threshold", "no decision is recorded (s.104(6))")
        return
    if decision.met is not met:
        recorded = "met" if decision.met else "not met"
        yield Problem("threshold", f"the decision recorded is that the threshold was {recorded}")
    if not met:
        if not decision.reasons.strip():
            yield Problem("threshold", "the decision has no reasons")
        yield from appeal_gaps(case, "threshold")


def _outcome(case: CaseFile, words: Mapping[str, str], panel: CaseFile | None) -> Iterator[Problem]:
    yield from reader_gaps(case)
    yield from contact_gaps(case)
    if case.meeting is None or case.meeting.closed_at is None:
        yield Problem("meeting", "the panel's meeting is not closed")
    if not findings(case):
        what = "no finding on an agency's response that the applicant may be told"
        yield Problem("findings", what)
    for finding in findings(case):
        if finding.verdict and not finding.reason:
            yield Problem(f"finding on {finding.about}", "it has no reason")
    yield from _recommendations(case, words)
    yield from _hidden(case, panel)
    if case.meeting is not None and case.meeting.review_on is None:
        yield Problem("what happens next", "no day on which the applicant hears next")
    yield from appeal_gaps(case, "review")


def _recommendations(case: CaseFile, words: Mapping[str, str]) -> Iterator[Problem]:
    told = recommendations(case)
    if not told and not words.get(_LEGAL_PARAGRAPH, "").strip():
        yield Problem("recommendations", "there is none, and no reasons for that")
    for one in told:
        where = f"recommendation {one.number}"
        missing = {"words": one.what, "owner": one.owner, "day by which it is done": one.due}
        for part, value in missing.items():
            if not value:
                yield Problem(where, f"it has no {part}")


def _hidden(case: CaseFile, panel: CaseFile | None) -> Iterator[Problem]:
    """s.104(8)(b): the applicant is told every recommendation, if only in summary wording."""
    told = {one.number for one in recommendations(case)}
    if panel is None:
        made = set(range(1, max(told, default=0) + 1))
    else:
        made = {one.number for one in panel.recommendations}
    for number in sorted(made - told):
        what = "it has no wording that the applicant may be told (s.104(8))"
        yield Problem(f"recommendation {number}", what)
