"""What the room display says of an item: the facts of one agenda item, to be read from a distance.

Made from the picture's own case and from nothing else, so it can tell no more than those in the
room may see. Every item says something, also where nothing is recorded yet.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping

from rich.cells import cell_len
from textual.content import Content

from conference.exchange.agenda import CARRIED
from conference.law.calendar import london_time
from conference.law.when import uk_day
from conference.text import clean, one_line
from conference.timeline import EntryKind, TimelineEntry, timeline
from conference.timeline_text import longest_words, response_sentence
from conference.views import (
    AttendanceView,
    CaseFile,
    DecisionKind,
    DecisionView,
    MeetingView,
    RecommendationView,
    RoomPicture,
    StanceKind,
)
from screens.words.meeting_notices import CONFIDENTIALITY, PURPOSE
from screens.words.parts import counted, day_words

APPLICANT_HERE = "The applicant is in the room"
_HEADING_LINES = 2
PRACTICE = "PRACTICE: nobody here is real."

Parts = Iterable[Content | str]


def wide(words: str, width: int) -> str:
    """The words in capitals set wide, where they fit on two lines of `width` cells; else as given.

    A terminal has one size of letter: this is how a heading is made to be read across a room.
    """
    told = one_line(words)
    lines: list[str] = []
    for word in map(_spaced, unicodedata.normalize("NFC", told).split()):
        longer = f"{lines[-1]}   {word}" if lines else word
        if lines and cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    fits = len(lines) <= _HEADING_LINES and all(cell_len(line) <= width for line in lines)
    return "\n".join(lines) if fits else told


def _spaced(word: str) -> str:
    spread = ""
    for letter in word.upper():
        # An accent that stands apart belongs to the letter before it.
        spread += letter if unicodedata.combining(letter) or not spread else f" {letter}"
    return spread


def where_words(picture: RoomPicture) -> str:
    """Whose meeting it is and how far it has come; of a case only its reference."""
    place = f"Item {picture.number} of {picture.count}" if picture.number else ""
    parts = (picture.council.name, picture.reference, place)
    return " · ".join(one_line(part) for part in parts if part)


def item_paragraphs(picture: RoomPicture) -> tuple[Content, ...]:
    """What the room sees of the item, as paragraphs; none while the room is held."""
    if picture.item is None or picture.case is None:
        return ()
    meeting = next(one for one in picture.case.meetings if one.id == picture.meeting_id)
    say = _CONTENT.get(picture.item.key)
    parts = say(picture.case, meeting) if say else _own_item(picture.item.owner)
    made = (part if isinstance(part, Content) else Content(clean(part)) for part in parts)
    return tuple(part for part in made if part.plain.strip())


def _said(label: str, words: object) -> Content | str:
    """A label in bold with its words below; nothing where there are no words."""
    told = clean(str(words or "")).strip()
    return Content.assemble((clean(label), "bold"), f"\n{told}") if told else ""


def _own_item(owner: str) -> Parts:
    return (_said("Led by", owner) or "The chair leads this item.",)


# Who is there


def _attendance(_case: CaseFile, meeting: MeetingView) -> Parts:
    here = [one for one in meeting.attendance if _is_here(one)]
    away = [one for one in meeting.attendance if one.apologies]
    late = [one for one in meeting.attendance if not one.apologies and one.arrived_at is None]
    left = [one for one in meeting.attendance if one.left_at is not None]
    return (
        _said(f"Here ({len(here)})", "\n".join(map(_who, here)) or "Nobody is noted yet."),
        _said("Still expected", "\n".join(map(_who, late))),
        _said("Apologies", "\n".join(map(_who, away))),
        _said("Left", "\n".join(f"{_who(one)}, at {_time(one)}" for one in left)),
    )


def _is_here(one: AttendanceView) -> bool:
    return one.arrived_at is not None and one.left_at is None


def _who(one: AttendanceView) -> str:
    instead = f", in place of {one.substitute_for}" if one.substitute_for else ""
    capacity = one.capacity if one.capacity == "chair" or not one.agency_name else one.agency_name
    return one_line(f"{one.name} ({capacity}){instead}")


def _time(one: AttendanceView) -> str:
    return f"{london_time(one.left_at):%H:%M}" if one.left_at else ""


# What is read out


def _confidentiality(_case: CaseFile, _meeting: MeetingView) -> Parts:
    return (_said("What this review is for", PURPOSE), _said("Confidentiality", CONFIDENTIALITY))


def _conflicts(_case: CaseFile, meeting: MeetingView) -> Parts:
    return (
        _said("In the chair", meeting.chair or "Nobody is named yet."),
        _said("The chair's independence", meeting.chair_independence or "Not declared yet."),
        "Whoever knows somebody in this case, or took part in what is reviewed, says so now.",
    )


def _threshold(case: CaseFile, _meeting: MeetingView) -> Parts:
    decision = case.threshold
    if decision is None:
        return ("No decision on the threshold is recorded.",)
    met = "met" if decision.met else "not met, and a review is held all the same"
    return (
        _said("The threshold", f"Found {met} on {uk_day(decision.decided_on)}."),
        _said("Why", decision.reasons),
    )


def _applicant(_case: CaseFile, meeting: MeetingView) -> Parts:
    if meeting.applicant_part is None:
        return ("How the applicant is heard has not been recorded yet.",)
    return (
        Content.assemble((f"The applicant {meeting.applicant_part}.", "bold")),
        _said("In their words", meeting.applicant_words),
        _said("What they want to come of it", meeting.applicant_wants),
        _said("Why they were not invited", meeting.applicant_reason),
    )


# What was done


def _agencies(case: CaseFile, _meeting: MeetingView) -> Parts:
    seen = timeline(case)
    lanes = {lane.key: lane.name for lane in seen.lanes}
    lines = [
        _said(f"{entry.when}: {_whose(entry, lanes)}", entry.title)
        for entry in (*seen.entries, *seen.undated)
    ]
    return lines or ("Nothing is recorded that can be shown here.",)


def _whose(entry: TimelineEntry, lanes: Mapping[str, str]) -> str:
    """What kind of thing it is: an incident, a report with whom it was told to, or whose action."""
    if entry.kind is EntryKind.INCIDENT:
        return "incident"
    if entry.kind is EntryKind.REPORT:
        return f"report to {entry.who}" if entry.who else "report"
    return lanes[entry.lane]


def _gaps(case: CaseFile, meeting: MeetingView) -> Parts:
    seen = timeline(case)
    found = [one for one in meeting.decisions if one.kind is DecisionKind.RESPONSE]
    return (
        *(_said(_about(one), _reasoned(one)) for one in found),
        *longest_words(seen),
        *(response_sentence(line) for line in seen.responses),
        "" if seen.responses or found else "No report was made to an agency.",
    )


def _about(decision: DecisionView) -> str:
    return ": ".join(filter(None, (one_line(decision.agency_name), one_line(decision.what))))


def _reasoned(decision: DecisionView) -> str:
    outcome = f"{decision.outcome.capitalize()}." if decision.outcome else ""
    return " ".join(filter(None, (outcome, decision.reason))) or "Decided."


def _risk(_case: CaseFile, _meeting: MeetingView) -> Parts:
    return (
        "Risk is spoken of here and not shown: what is known of health and of fear stays off "
        "this display.",
    )


def _options(_case: CaseFile, meeting: MeetingView) -> Parts:
    options = [one for one in meeting.decisions if one.kind is DecisionKind.OPTION]
    told = [_said(one.what, _reasoned(one)) for one in options]
    return told or ("No tool or power has been considered yet.",)


# What comes of it


def _recommendations(case: CaseFile, _meeting: MeetingView) -> Parts:
    told = [_recommendation(one) for one in case.recommendations]
    return told or ("No recommendation is recorded yet.",)


def _recommendation(one: RecommendationView) -> Content | str:
    answer = f"Answered: {one.answer}." if one.answer else ""
    lines = (one.what, f"Power: {one.power}" if one.power else "", _owned(one), answer)
    return _said(f"{one.number}. To {one.to_body}", "\n".join(filter(None, lines)))


def _owned(one: RecommendationView) -> str:
    due = f"by {uk_day(one.due_on)}" if one.due_on else ""
    return ", ".join(filter(None, (one_line(one.owner), due)))


def _actions(case: CaseFile, _meeting: MeetingView) -> Parts:
    owners = dict.fromkeys(one.owner for one in case.recommendations if one.unfinished)
    told = [
        _said(
            owner or "Nobody is named yet",
            "\n".join(_task(one) for one in case.recommendations if one.owner == owner),
        )
        for owner in owners
    ]
    return told or ("Nobody has anything to do yet.",)


def _task(one: RecommendationView) -> str:
    return f"{one.number}. {one.what} ({day_words(one.due_on, 'no day yet')})"


def _carried(case: CaseFile, meeting: MeetingView) -> Parts:
    earlier = [one for one in case.recommendations if one.meeting_id != meeting.id]
    told = [_said(f"{one.number}. {one.what}", _became(one)) for one in earlier]
    return told or ("There are no earlier recommendations.",)


def _became(one: RecommendationView) -> str:
    if one.done_on is not None:
        return f"Done on {uk_day(one.done_on)}."
    latest = one.progress[-1].note if one.progress else ""
    overdue = f"Due on {uk_day(one.due_on)}, and not done." if one.overdue and one.due_on else ""
    return " ".join(filter(None, (overdue, latest))) or "Nothing is reported yet."


def _contact(case: CaseFile, _meeting: MeetingView) -> Parts:
    if case.spoc is None:
        return ("No single point of contact is named yet.",)
    reach = ", ".join(filter(None, (case.spoc.title, case.spoc.phone, case.spoc.email)))
    return (_said("The applicant's single point of contact", f"{case.spoc.name}\n{reach}"),)


def _dissent(case: CaseFile, _meeting: MeetingView) -> Parts:
    told = [
        _said(f"{stance.agency_name} {stance.stance}: {one.number}. {one.what}", stance.words)
        or Content.assemble((f"{stance.agency_name} {stance.stance}: {one.number}.", "bold"))
        for one in case.recommendations
        for stance in one.stances
        if stance.stance is not StanceKind.AGREES
    ]
    return told or ("No agency has dissented.",)


def _review(_case: CaseFile, meeting: MeetingView) -> Parts:
    return (_said("The panel looks again", day_words(meeting.review_on, "No day is set yet.")),)


def _close(case: CaseFile, meeting: MeetingView) -> Parts:
    return (
        f"The panel took {counted(len(meeting.decisions), 'decision')} and made "
        f"{counted(len(case.recommendations), 'recommendation')}.",
        *_review(case, meeting),
        "The applicant is told in a letter. Thank you.",
    )


_CONTENT: dict[str, Callable[[CaseFile, MeetingView], Parts]] = {
    "attendance": _attendance,
    "confidentiality": _confidentiality,
    "conflicts": _conflicts,
    "threshold": _threshold,
    "applicant": _applicant,
    CARRIED: _carried,
    "agencies": _agencies,
    "risk": _risk,
    "gaps": _gaps,
    "options": _options,
    "recommendations": _recommendations,
    "actions": _actions,
    "contact": _contact,
    "dissent": _dissent,
    "review": _review,
    "close": _close,
}
