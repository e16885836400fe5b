"""What a finished letter has to tell, looked for in the letter itself.

The record may hold everything and a council's own template may still leave it out: a decision
without its appeal, a recommendation without its owner. So the composed words are read, not the
case alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from conference.documents.appeal import appeal_end
from conference.documents.letters import Document
from conference.documents.passages import flat, passages
from conference.documents.picture import (
    against,
    contact_of,
    day_words,
    findings,
    recommendations,
)
from conference.documents.picture_about import meeting_of, refusal_of
from conference.documents.readability import sentences
from conference.documents.readers import TELLS_DECISION, About
from conference.errors import Problem
from conference.law.procedure import NOT_PUBLISHED
from conference.law.when import uk_day
from conference.views import AppealView, CaseFile, LetterKind

_DAY = re.compile(r"\b(\d{1,2}) ([A-Z][a-z]+) (\d{4})\b")
_LIMIT = re.compile(r"\b(last day|by|before|until|no later than|within)\b", re.IGNORECASE)


def untold(document: Document, case: CaseFile, about: About | None = None) -> Iterator[Problem]:
    """What the record holds, the letter has to tell, and its words do not."""
    if not isinstance(document.kind, LetterKind):
        return
    text = "\n".join(one.flat for one in passages(document.body))
    for where, what, words in _wanted(document.kind, case, about):
        if any(flat(part) not in text for part in words.split("\n\n")):
            yield Problem(where, f"the letter does not tell {what}")
    yield from _contact(case, text)
    for place in document.welsh_places:
        if place.problem:
            yield Problem(f"Welsh: {place.title}", place.problem)
    if document.kind in TELLS_DECISION:
        yield from _appeal(document, case, text)


def _wanted(
    kind: LetterKind, case: CaseFile, about: About | None
) -> Iterator[tuple[str, str, str]]:
    """(where, what, the words) of each fact the letter must tell; empty words are told."""
    meeting = meeting_of(case, about)
    match kind:
        case LetterKind.OUTCOME:
            yield from _outcome(case)
        case LetterKind.THRESHOLD_NOT_MET | LetterKind.THRESHOLD_MET:
            reasons = case.threshold.reasons.strip() if case.threshold else ""
            if kind is LetterKind.THRESHOLD_NOT_MET:
                yield "threshold", "the reasons of the decision", reasons
        case LetterKind.APPLICATION_REFUSED:
            yield "ground", "the ground of the refusal", refusal_of(case).ground
        case LetterKind.INVITATION_APPLICANT | LetterKind.INVITATION_PANEL if meeting:
            yield "meeting", "its day", day_words(meeting.planned_for)
            yield "meeting", "its place", meeting.place or meeting.link
        case LetterKind.NOT_INVITED if meeting:
            yield "reasons", "why the applicant is not invited", meeting.applicant_reason.strip()
        case LetterKind.APPEAL_ACKNOWLEDGEMENT | LetterKind.APPEAL_BUNDLE:
            if isinstance(about, AppealView):
                yield "appeal", "when it was lodged", uk_day(about.lodged_on)


def _outcome(case: CaseFile) -> Iterator[tuple[str, str, str]]:
    for finding in findings(case):
        where = f"finding on {finding.about}" if finding.about else "finding"
        yield where, "the finding", finding.what
        yield where, "its verdict", finding.verdict
        yield where, "its reason", finding.reason
    for one in recommendations(case):
        where = f"recommendation {one.number}"
        yield where, "what is recommended", one.what
        yield where, "who answers for it", one.owner
        yield where, "by when it is to be done", one.due
    if case.meeting is not None:
        when = day_words(case.meeting.review_on)
        yield "what happens next", "the day on which the applicant hears next", when


def _contact(case: CaseFile, text: str) -> Iterator[Problem]:
    contact = contact_of(case)
    ways = [flat(way) for way in (contact.phone, contact.email) if way]
    if flat(contact.name) not in text:
        yield Problem("contact", "the letter does not name the contact")
    if ways and not any(way in text for way in ways):
        yield Problem("contact", "the letter gives no telephone number and no e-mail address")


def _appeal(document: Document, case: CaseFile, text: str) -> Iterator[Problem]:
    """The appeal of Schedule 4 paragraph 3: whom to, by when; or how to ask."""
    route = case.procedure.appeal
    against_what = against(LetterKind(document.kind))
    if "appeal" not in text:
        yield Problem("appeal", "the letter does not say what a dissatisfied applicant may do")
        return
    if against_what not in route.against:
        return
    if route.body is not NOT_PUBLISHED and flat(route.body) not in text:
        yield Problem("appeal", "the letter does not name the body that looks at an appeal")
    end = appeal_end(case, against_what, document.letter_date)
    if end is NOT_PUBLISHED:
        yield from _other_days(document, frozenset())
        return
    if uk_day(end.last_day).casefold() not in text:
        yield Problem("appeal", f"the letter does not tell its last day, {uk_day(end.last_day)}")
    yield from _other_days(document, frozenset({end.last_day, end.next_working}))


def _other_days(document: Document, right: frozenset[date]) -> Iterator[Problem]:
    """A last day that does not follow from the procedure, wherever somebody wrote it."""
    for passage in passages(document.body):
        for sentence in sentences(passage.text):
            if "appeal" not in sentence.casefold() or not _LIMIT.search(sentence):
                continue
            wrong = [day for day in _days(sentence) if day not in right]
            for day in wrong:
                what = (
                    f"it gives {uk_day(day)} for the appeal, which is not what the procedure says"
                )
                yield Problem(f"appeal, {passage.place}", what)


def _days(text: str) -> Iterator[date]:
    for found in _DAY.finditer(text):
        try:
            yield datetime.strptime(found[0], "%d %B %Y").date()  # noqa: DTZ007
        except ValueError:
            continue
