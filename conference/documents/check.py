"""What is missing before a letter may be issued.

The floor is the Act's: the decision (s.104(6)), the outcome and any recommendations (s.104(8)), and
what a dissatisfied applicant may do (Schedule 4 paragraph 3). The rest is what the ombudsmen keep
finding missing: an owner, a day, a reason, a person to ring.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from conference.documents.appeal import Against, appeal_end
from conference.documents.picture import findings, recommendations, request_of
from conference.documents.template import free_paragraphs
from conference.errors import Problem
from conference.law.procedure import NOT_PUBLISHED
from conference.law.when import uk_day
from conference.views import CaseFile, LetterKind

_LEGAL_PARAGRAPH = "no_action"
"""The free paragraph that gives the reasons where nothing is recommended."""


def gaps(
    case: CaseFile,
    kind: LetterKind,
    *,
    paragraphs: Mapping[str, str] | None = None,
    panel: CaseFile | None = None,
    templates: Path | None = None,
) -> tuple[Problem, ...]:
    """What the letter may not be issued without; empty if nothing is missing.

    case: the reader's view. paragraphs: the officer's words. panel: the panel's view of the same
    case, to find recommendations of which the applicant would not be told.
    """
    words = paragraphs or {}
    checks: dict[LetterKind, Iterator[Problem]] = {
        LetterKind.ACKNOWLEDGEMENT: _acknowledgement(case),
        LetterKind.AGENCY_REQUEST: _agency_request(case),
        LetterKind.THRESHOLD_MET: _threshold(case, met=True),
        LetterKind.THRESHOLD_NOT_MET: _threshold(case, met=False),
        LetterKind.OUTCOME: _outcome(case, words, panel),
    }
    return (*checks[kind], *_unwritten(kind, words, templates))


def _unwritten(
    kind: LetterKind, words: Mapping[str, str], templates: Path | None
) -> Iterator[Problem]:
    for one in free_paragraphs(kind, templates):
        if one.required and not words.get(one.name, "").strip():
            yield Problem(one.title, "this paragraph must be written")


def _acknowledgement(case: CaseFile) -> Iterator[Problem]:
    yield from _reader(case)
    yield from _contact(case)


def _agency_request(case: CaseFile) -> Iterator[Problem]:
    request = request_of(case)
    if request is None or not request.asked.strip():
        yield Problem("request", "it does not say what the agency is asked for")
    if request is not None and request.due_on is None:
        yield Problem("request", "it has no day by which the agency is to answer")
    yield from _contact(case)


def _threshold(case: CaseFile, *, met: bool) -> Iterator[Problem]:
    yield from _reader(case)
    yield from _contact(case)
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
        yield from _appeal(case, "threshold")


def _outcome(case: CaseFile, words: Mapping[str, str], panel: CaseFile | None) -> Iterator[Problem]:
    yield from _reader(case)
    yield from _contact(case)
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
    yield from _appeal(case, "review")


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


def _reader(case: CaseFile) -> Iterator[Problem]:
    reader = case.applicant
    if reader is None or not reader.name.strip():
        yield Problem("applicant", "there is nobody to write to")
    elif not (any(reader.address) or reader.email):
        yield Problem("applicant", "there is no address and no e-mail address")


def _contact(case: CaseFile) -> Iterator[Problem]:
    if case.spoc is None:
        yield Problem("contact", "no single point of contact is named")
    elif not (case.spoc.phone or case.spoc.email or case.council.phone or case.council.email):
        yield Problem("contact", "there is no telephone number and no e-mail address to ask at")


def _appeal(case: CaseFile, against: Against) -> Iterator[Problem]:
    """What is not published about an appeal is no gap: the letter says how to ask."""
    body = case.procedure.appeal.body
    if body is not NOT_PUBLISHED and not body.strip():
        yield Problem("appeal", "the procedure names an empty appeal body")
    end = appeal_end(case, against, case.taken_on)
    if end is not NOT_PUBLISHED and end.last_day < case.taken_on:
        yield Problem("appeal", f"its last day, {uk_day(end.last_day)}, is already past")
