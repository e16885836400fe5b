"""For whose eyes each letter is made, and what of the case it is about: one table for all."""

from __future__ import annotations

from typing import TypeAlias

from conference.errors import BadInput, Refused
from conference.law.audience import AudienceKind
from conference.views import (
    AppealView,
    AttendanceView,
    CaseFile,
    FollowUpView,
    LetterKind,
    MeetingView,
)

About: TypeAlias = MeetingView | AttendanceView | AppealView | FollowUpView
"""What of the case a letter can be about."""

_APPLICANT = AudienceKind.APPLICANT
READERS: dict[LetterKind, tuple[AudienceKind, ...]] = {
    **dict.fromkeys(LetterKind, (_APPLICANT,)),
    LetterKind.AGENCY_REQUEST: (AudienceKind.AGENCY,),
    # Somebody who comes for no agency is told no more than the room is.
    LetterKind.INVITATION_PANEL: (AudienceKind.AGENCY, AudienceKind.ROOM),
    LetterKind.APPEAL_BUNDLE: (AudienceKind.COMMISSIONER,),
}
"""The audiences from whose view a letter of the kind may be made."""
ABOUT: dict[LetterKind, type[About]] = {
    LetterKind.INVITATION_APPLICANT: MeetingView,
    LetterKind.NOT_INVITED: MeetingView,
    LetterKind.INVITATION_PANEL: AttendanceView,
    LetterKind.APPEAL_ACKNOWLEDGEMENT: AppealView,
    LetterKind.APPEAL_BUNDLE: AppealView,
    LetterKind.ACTION_PLAN_UPDATE: FollowUpView,
    LetterKind.CLOSURE: FollowUpView,
    LetterKind.DELAY: MeetingView,
}
"""What a letter of the kind can be about; the others are about the case itself."""
NEEDS_ABOUT = (
    LetterKind.INVITATION_PANEL,
    LetterKind.APPEAL_ACKNOWLEDGEMENT,
    LetterKind.APPEAL_BUNDLE,
)
"""Kinds that cannot be made without saying whom or what they are about."""
TELLS_DECISION = (
    LetterKind.THRESHOLD_NOT_MET,
    LetterKind.APPLICATION_REFUSED,
    LetterKind.OUTCOME,
)
"""Letters that tell a decision somebody can appeal against."""
_NAMES: dict[type, str] = {
    MeetingView: "a meeting",
    AttendanceView: "somebody who is expected at a meeting",
    AppealView: "an appeal",
    FollowUpView: "something that was promised",
}


def for_applicant(kind: LetterKind) -> bool:
    """Whether a letter of the kind goes to the applicant."""
    return READERS[kind] == (_APPLICANT,)


def refuse_another_reader(kind: LetterKind, case: CaseFile) -> None:
    """A letter is made only from what its own reader may see: Refused for any other view."""
    wanted = READERS[kind]
    if case.audience.kind not in wanted:
        raise Refused(
            f"A letter of the kind “{kind}” is made from what the {wanted[0]} may see, "
            f"not from the case as the {case.audience.kind} sees it.",
            safe="No letter was made.",
        )
    if for_applicant(kind) and case.applicant is None:
        raise BadInput("The case has no applicant to write to.", next="Add the applicant first.")


def refuse_another_matter(kind: LetterKind, about: About | None) -> None:
    """BadInput where a letter is about what its kind cannot be about, or about nothing it needs."""
    wanted = ABOUT.get(kind)
    if about is None and kind in NEEDS_ABOUT and wanted is not None:
        what = f"This letter is about {_NAMES[wanted]}, and none was named."
        raise BadInput(what, next="Name it when the letter is drafted.")
    if about is not None and (wanted is None or not isinstance(about, wanted)):
        raise BadInput(f"A letter of the kind “{kind}” is not about {_NAMES[type(about)]}.")
