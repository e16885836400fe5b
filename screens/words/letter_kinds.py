"""Which letters a case can have now: what fits its stage first, the rest after."""

from __future__ import annotations

from collections.abc import Iterator

from conference.views import (
    ApplicantPart,
    CaseFile,
    Consent,
    LetterKind,
    LetterState,
    MeetingView,
)
from screens.words.letters import KINDS

_MORE_THAN_ONCE = (
    LetterKind.AGENCY_REQUEST,
    LetterKind.INVITATION_PANEL,
    LetterKind.CONSENT_REQUEST,
    LetterKind.DELAY,
    LetterKind.ACTION_PLAN_UPDATE,
    LetterKind.APPEAL_ACKNOWLEDGEMENT,
    LetterKind.APPEAL_BUNDLE,
)


def kind_choices(case: CaseFile) -> list[tuple[str, str]]:
    """(kind, words) of every letter; first what fits now, then the rest in the order of a case."""
    first = list(dict.fromkeys(_fitting(case)))
    rest = [kind for kind in LetterKind if kind not in first]
    rest.sort(key=list(KINDS).index)
    usual = [(kind.value, KINDS[kind]) for kind in first]
    return usual + [(kind.value, f"{KINDS[kind]} (not usual now)") for kind in rest]


def _fitting(case: CaseFile) -> Iterator[LetterKind]:
    """What makes sense now, the latest in a case's life first."""
    sent = {one.kind for one in case.letters if one.state is LetterState.ISSUED}
    for kind in (*_after(case), *_around_meeting(case), *_before(case)):
        if kind not in sent or kind in _MORE_THAN_ONCE:
            yield kind


def _after(case: CaseFile) -> Iterator[LetterKind]:
    if any(one.result is None for one in case.appeals):
        yield from (LetterKind.APPEAL_ACKNOWLEDGEMENT, LetterKind.APPEAL_BUNDLE)
    kinds = {one.kind for one in case.letters if one.state is LetterState.ISSUED}
    if LetterKind.OUTCOME in kinds:
        yield from (LetterKind.ACTION_PLAN_UPDATE, LetterKind.CLOSURE)
    if LetterKind.THRESHOLD_NOT_MET in kinds:
        yield LetterKind.CLOSURE


def _around_meeting(case: CaseFile) -> Iterator[LetterKind]:
    meeting = case.meeting
    if meeting is not None:
        yield from (LetterKind.OUTCOME,) if meeting.closed_at else _invitations(meeting)
    if any(step.overdue for step in case.steps):
        yield LetterKind.DELAY


def _invitations(meeting: MeetingView) -> Iterator[LetterKind]:
    if meeting.applicant_part is ApplicantPart.NOT_INVITED:
        yield LetterKind.NOT_INVITED
    else:
        yield LetterKind.INVITATION_APPLICANT
    yield LetterKind.INVITATION_PANEL


def _before(case: CaseFile) -> Iterator[LetterKind]:
    decision = case.threshold
    if decision is not None and decision.met:
        yield from (LetterKind.THRESHOLD_MET, LetterKind.AGENCY_REQUEST)
    elif decision is not None:
        refused = bool(decision.refusal_ground)
        yield LetterKind.APPLICATION_REFUSED if refused else LetterKind.THRESHOLD_NOT_MET
    if case.acknowledged_on is None:
        yield LetterKind.ACKNOWLEDGEMENT
    if any(one.consent is Consent.AWAITED for one in case.parties) or decision is None:
        yield LetterKind.CONSENT_REQUEST
    if decision is None and case.requests:
        yield LetterKind.AGENCY_REQUEST
