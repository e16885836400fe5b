"""The items about what is decided, in words: options, recommendations, contact, dissent, close."""

from __future__ import annotations

from collections.abc import Iterable

from conference.law.audience import AudienceKind, Mark
from conference.law.when import uk_day
from conference.text import one_line
from conference.views import (
    CaseFile,
    DecisionKind,
    DecisionView,
    MeetingView,
    RecommendationView,
    StanceKind,
)
from screens.words.meeting_opening import Words
from screens.words.meeting_owed import advised, owed_words
from screens.words.parts import day_words, headed, labelled, listed


def for_applicant(case: CaseFile) -> bool:
    """Whether the words are read by the applicant, over the chair's shoulder."""
    return case.audience.kind is AudienceKind.APPLICANT


def decision_lines(decisions: Iterable[DecisionView]) -> list[str]:
    """A sentence or two for each decision, with its reason."""
    return [_decision(one) for one in decisions]


def _decision(decision: DecisionView) -> str:
    about = f"{decision.agency_name}, " if decision.agency_name else ""
    reason = f" Reason: {decision.reason}" if decision.reason else ""
    outcome = f": {decision.outcome}." if decision.outcome else "."
    return f"{about}{decision.what}{outcome}{reason}"


def options_words(_case: CaseFile, meeting: MeetingView) -> tuple[Words, ...]:
    """The options decided, rejected and considered, with why."""
    options = [one for one in meeting.decisions if one.kind is DecisionKind.OPTION]
    groups = {
        "Decided": [one for one in options if one.outcome == "decided"],
        "Rejected": [one for one in options if one.outcome == "rejected"],
        "Considered": [one for one in options if one.outcome not in ("decided", "rejected")],
    }
    told = [headed(name, listed(decision_lines(made))) for name, made in groups.items() if made]
    return tuple(told) or ("No option has been recorded yet.",)


def recommendation_lines(made: Iterable[RecommendationView]) -> str:
    """Each recommendation on a line: to whom, what, whose and by when."""
    lines = [
        f"{one.number}. To {one.to_body}: {one.what} "
        f"({one.owner or 'NO OWNER'}, {day_words(one.due_on, 'NO DATE')})"
        for one in made
    ]
    return "\n".join(map(one_line, lines)) or "None is recorded yet."


def recommendations_words(case: CaseFile, meeting: MeetingView) -> tuple[Words, ...]:
    """What this meeting recommends."""
    here = [one for one in case.recommendations if one.meeting_id in (None, meeting.id)]
    return (recommendation_lines(here),)


def actions_words(case: CaseFile, meeting: MeetingView) -> tuple[Words, ...]:
    """Who does what, by when."""
    here = [one for one in case.recommendations if one.meeting_id in (None, meeting.id)]
    owners = dict.fromkeys(one.owner for one in here if one.unfinished)
    told = [
        headed(
            one_line(owner) or "NO OWNER",
            listed(
                f"{one.number}. {one_line(one.what)} ({day_words(one.due_on, 'NO DATE')})"
                for one in here
                if one.owner == owner
            ),
        )
        for owner in owners
    ]
    return tuple(told) or ("Nobody has anything to do yet.",)


def carried_words(case: CaseFile, meeting: MeetingView) -> tuple[Words, ...]:
    """What became of what earlier meetings recommended."""
    earlier = [one for one in case.recommendations if one.meeting_id not in (None, meeting.id)]
    lines = [
        f"{one.number}. To {one.to_body}: {one.what} Answer: {one.answer or 'none yet'}. "
        + (f"Done on {uk_day(one.done_on)}." if one.done_on else "Not done yet.")
        + (f" Last heard: {one.progress[-1].note}" if one.progress else "")
        for one in earlier
    ]
    return ("\n".join(map(one_line, lines)) or "No earlier meeting recommended anything.",)


def contact_words(case: CaseFile, meeting: MeetingView) -> tuple[Words, ...]:
    """Who keeps in touch, and what the applicant may be told."""
    marked = [(_decision(one), one.mark, one.summary_wording) for one in meeting.decisions]
    marked += [
        (f"Recommendation {one.number}: {one.what}", one.mark, one.summary_wording)
        for one in case.recommendations
    ]
    spoc = case.spoc
    who = (
        f"{spoc.name}, {spoc.title}, {spoc.phone or 'no telephone'}" if spoc else "Nobody is named."
    )
    if for_applicant(case):
        return (headed("Single point of contact", one_line(who)),)
    kept = [what for what, mark, _ in marked if mark not in (Mark.APPLICANT, Mark.SUMMARY)]
    return (
        headed("Single point of contact", one_line(who)),
        headed("May be told", listed([w for w, mark, _ in marked if mark is Mark.APPLICANT])),
        headed("Only in these words", listed([s for _, mark, s in marked if mark is Mark.SUMMARY])),
        headed("May not be told", listed(kept)) if kept else "",
    )


def dissent_words(case: CaseFile, _meeting: MeetingView) -> tuple[Words, ...]:
    """Which agency does not agree, in its words."""
    lines = [
        f"Recommendation {one.number}: {stance.agency_name} {stance.stance}. {stance.words}"
        for one in case.recommendations
        for stance in one.stances
        if stance.stance is not StanceKind.AGREES
    ]
    return (listed(lines, "No agency dissents or abstains so far."),)


def review_words(case: CaseFile, meeting: MeetingView) -> tuple[Words, ...]:
    """The days on which somebody looks again."""
    days = sorted(one.due_on for one in case.recommendations if one.due_on)
    risk = next((one.review_on for one in reversed(case.risks) if one.review_on), None)
    return (
        labelled(
            ("The panel looks again", day_words(meeting.review_on, "no day is set yet")),
            ("The last recommendation is due", day_words(days[-1]) if days else ""),
            ("The risk is looked at again", day_words(risk)),
        ),
    )


def close_words(case: CaseFile, meeting: MeetingView) -> tuple[Words, ...]:
    """What is still missing, then what was agreed."""
    if for_applicant(case):
        return (
            headed("Decided", listed(decision_lines(meeting.decisions), "Nothing yet.")),
            headed("Recommended", recommendation_lines(case.recommendations)),
        )
    missing, better = owed_words(case, meeting), advised(case, meeting)
    return (
        headed("Needed before it can close, with its key", listed(missing)) if missing else "",
        headed("Not needed, and better recorded", listed(better)) if better else "",
        "" if missing else "Nothing that is needed is missing.",
        headed("Decided", listed(decision_lines(meeting.decisions), "Nothing yet.")),
        headed("Recommended", recommendation_lines(case.recommendations)),
    )
