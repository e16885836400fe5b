"""The items that open a meeting, in words: presence, notices, conflicts, threshold, applicant."""

from __future__ import annotations

from textual.content import Content

from conference.law.calendar import london_time
from conference.law.when import uk_day
from conference.presence import Standing, standing_of, unacknowledged
from conference.quorum import quorum_words
from conference.text import clean, one_line
from conference.views import AttendanceView, CaseFile, MeetingView, StretchView
from screens.words.meeting_notices import CONFIDENTIALITY, PURPOSE
from screens.words.parts import headed, labelled, listed

Words = Content | str


def said(label: str, words: str) -> str:
    """A label with its words; nothing where there are none."""
    return f"{label}: {words}" if words.strip() else ""


def attendance_words(case: CaseFile, meeting: MeetingView) -> tuple[Words, ...]:
    """Who is here, expected, away or gone, with when."""
    groups = {
        standing: [one for one in meeting.attendance if standing_of(one, meeting) is standing]
        for standing in _IN_ORDER
    }
    told = [
        headed(standing.capitalize(), listed(map(person_line, who)))
        for standing, who in groups.items()
        if who
    ]
    few = quorum_words(meeting, case.procedure) if meeting.opened_at else ""
    return (few, *(told or ("Nobody is expected yet.",)))


_IN_ORDER = (
    Standing.HERE,
    Standing.EXPECTED,
    Standing.APOLOGIES,
    Standing.LEFT,
    Standing.DID_NOT_COME,
)


def person_line(one: AttendanceView) -> str:
    """Somebody with whom they come for, whom they replace, and when they were there."""
    times = map(_stretch, one.stretches)
    instead = f", in place of {one_line(one.substitute_for)}" if one.substitute_for else ""
    there = f": {'; '.join(times)}" if one.stretches else ""
    return f"{one_line(one.name)} ({one_line(one.agency_name or one.capacity)}){instead}{there}"


def _stretch(one: StretchView) -> str:
    until = f"{london_time(one.left_at):%H:%M}" if one.left_at else "now"
    why = f", left because: {one_line(one.left_why)}" if one.left_why else ""
    return f"{london_time(one.arrived_at):%H:%M} to {until}{why}"


def confidentiality_words(_case: CaseFile, meeting: MeetingView) -> tuple[Words, ...]:
    """The texts that are read out, and who has not accepted them."""
    waiting = [one_line(one.name) for one in unacknowledged(meeting)]
    here = any(one.is_here for one in meeting.attendance)
    done = "Everybody who is here has accepted it." if here else "Nobody is here yet."
    return (
        headed("Read out: what the review is for", PURPOSE),
        headed("Read out: confidentiality", CONFIDENTIALITY),
        headed("Not accepted yet by", listed(waiting)) if waiting else done,
    )


def conflicts_words(_case: CaseFile, meeting: MeetingView) -> tuple[Words, ...]:
    """The question to everybody, the answers, and the chair's independence."""
    lines = [f"{one.name}: {one.conflict}" for one in meeting.attendance if one.conflict]
    chair = clean(meeting.chair_independence).strip() or "Not recorded yet."
    return (
        headed("Ask everybody", "Do you know anybody in this case, or did you work on it?"),
        headed("Conflicts of interest", listed(lines, "None is recorded.")),
        headed(f"The chair's independence: {one_line(meeting.chair) or 'no chair named'}", chair),
    )


def threshold_words(case: CaseFile, _meeting: MeetingView) -> tuple[Words, ...]:
    """What was decided on the threshold, and why."""
    decision = case.threshold
    if decision is None:
        return ("No decision on the threshold is recorded.",)
    held = "not met, and a review is held all the same" if decision.discretionary else "not met"
    return (
        f"Decided on {uk_day(decision.decided_on)} by {one_line(decision.decided_by)}: "
        f"{'met' if decision.met else held} ({decision.basis}).",
        headed("Reasons", decision.reasons),
        labelled(
            ("Persistence", decision.persistence),
            ("Harm", decision.harm),
            ("Adequacy of the response", decision.adequacy),
            ("Signed off by", decision.signed_off_by),
        ),
    )


def part_words(meeting: MeetingView) -> str:
    """How the applicant takes part, what they said and what they want."""
    if meeting.applicant_part is None:
        return "How the applicant takes part is not recorded yet."
    told = (
        f"The applicant: {meeting.applicant_part}.",
        f"In their words: {meeting.applicant_words}" if meeting.applicant_words else "",
        f"What they want: {meeting.applicant_wants}" if meeting.applicant_wants else "",
        f"Why they were not invited: {meeting.applicant_reason}"
        if meeting.applicant_reason
        else "",
    )
    return "\n\n".join(filter(None, told))


def applicant_words(case: CaseFile, meeting: MeetingView) -> tuple[Words, ...]:
    """How the applicant is heard, and what the application tells."""
    told = case.application
    return (
        part_words(meeting),
        headed(
            "As the application tells it",
            "\n".join(
                filter(None, (told.problem, told.impact, said("They want", told.wanted_outcome)))
            ),
        )
        if told
        else "",
        labelled(("Needs", told.adjustments)) if told else "",
    )
