"""What the letters beside those of the Act may not be issued without, kind by kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from conference.documents.check_common import appeal_gaps, contact_gaps, reader_gaps
from conference.documents.picture import request_of
from conference.documents.picture_about import meeting_of
from conference.documents.readers import About
from conference.errors import Problem
from conference.law.calendar import london_day
from conference.law.procedure import NOT_PUBLISHED
from conference.law.when import uk_day
from conference.views import AppealView, CaseFile, LetterKind, MeetingView

_DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December) \d{4}\b",
    re.IGNORECASE,
)


def gaps_after(
    kind: LetterKind,
    case: CaseFile,
    words: Mapping[str, str],
    panel: CaseFile | None,
    about: About | None,
) -> Iterator[Problem]:
    """What a letter of one of these kinds lacks; nothing for any other kind."""
    match kind:
        case LetterKind.CONSENT_REQUEST | LetterKind.CLOSURE | LetterKind.ACTION_PLAN_UPDATE:
            yield from _to_applicant(case)
            if kind is LetterKind.ACTION_PLAN_UPDATE and not case.recommendations:
                yield Problem("recommendations", "the applicant may be told of none")
        case LetterKind.APPLICATION_REFUSED:
            yield from _refused(case, panel or case)
        case LetterKind.INVITATION_APPLICANT:
            yield from _to_applicant(case)
            yield from _meeting(meeting_of(case, about))
        case LetterKind.INVITATION_PANEL:
            yield from contact_gaps(case)
            yield from _meeting(meeting_of(case, about))
            yield from _request(case)
        case LetterKind.NOT_INVITED:
            yield from _to_applicant(case)
            yield from _not_invited(meeting_of(case, about))
        case LetterKind.DELAY:
            yield from _to_applicant(case)
            if words.get("new_day", "").strip() and not _DAY.search(words["new_day"]):
                what = "write it with day, month and year, such as 3 June 2026"
                yield Problem("The new day", what)
        case LetterKind.APPEAL_ACKNOWLEDGEMENT | LetterKind.APPEAL_BUNDLE:
            if kind is LetterKind.APPEAL_ACKNOWLEDGEMENT:
                yield from reader_gaps(case)
            yield from contact_gaps(case)
            yield from _appeal(kind, case, about)


def _to_applicant(case: CaseFile) -> Iterator[Problem]:
    yield from reader_gaps(case)
    yield from contact_gaps(case)


def _refused(case: CaseFile, panel: CaseFile) -> Iterator[Problem]:
    """A refusal names its ground, its reasons, who signed it off, and how to appeal."""
    yield from _to_applicant(case)
    decision = panel.threshold
    if decision is None:
        yield Problem("threshold", "no decision is recorded (s.104(6))")
        return
    if decision.met:
        yield Problem("threshold", "the decision recorded is that the threshold was met")
    named = case.procedure.refusal_grounds
    ground = " ".join(decision.refusal_ground.split())
    if not ground:
        yield Problem("ground", "the decision names no ground of refusal")
    elif named is not NOT_PUBLISHED and ground.casefold() not in map(str.casefold, named):
        listed = "; ".join(named)
        yield Problem("ground", f"“{ground}” is none the procedure names: {listed}")
    if not decision.reasons.strip():
        yield Problem("threshold", "the decision has no reasons")
    if not decision.signed_off_by.strip():
        yield Problem("sign-off", "no senior person has signed the refusal off (s.104(4))")
    yield from appeal_gaps(case, "threshold")


def _meeting(meeting: MeetingView | None) -> Iterator[Problem]:
    if meeting is None:
        yield Problem("meeting", "none is planned")
        return
    if meeting.planned_for is None:
        yield Problem("meeting", "it has no date")
    if meeting.starts_at is None:
        yield Problem("meeting", "it has no time")
    if not (meeting.place.strip() or meeting.link.strip()):
        yield Problem("meeting", "it has no place and no link")
    if meeting.closed_at is not None:
        yield Problem("meeting", "it has been held already")
    if meeting.cancelled_on is not None:
        yield Problem("meeting", f"it was cancelled on {uk_day(meeting.cancelled_on)}")


def _request(case: CaseFile) -> Iterator[Problem]:
    request = request_of(case)
    if request is not None and request.state.outstanding and request.due_on is None:
        yield Problem("request", "it has no day by which the agency is to answer")


def _not_invited(meeting: MeetingView | None) -> Iterator[Problem]:
    """Written reasons, before the meeting: the practice Richmond publishes."""
    if meeting is None:
        yield Problem("meeting", "none is planned")
        return
    if not meeting.applicant_reason.strip():
        yield Problem("reasons", "none is recorded for not inviting the applicant")
    if meeting.opened_at is not None:
        day = uk_day(london_day(meeting.opened_at))
        yield Problem("meeting", f"it was opened on {day}; the reasons are told before it")


def _appeal(kind: LetterKind, case: CaseFile, about: About | None) -> Iterator[Problem]:
    if not isinstance(about, AppealView):
        yield Problem("appeal", "the letter does not say which appeal it is about")
        return
    body = case.procedure.appeal.body
    if kind is LetterKind.APPEAL_BUNDLE and body is NOT_PUBLISHED and not about.sent_to.strip():
        yield Problem("appeal body", "the procedure names none, and none is recorded")
