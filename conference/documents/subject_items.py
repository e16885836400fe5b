"""What the record of one case holds about one person, item by item, for a person to decide on.

Whatever names them is an item; for the applicant also what they told, what was written to them, and
what the applicant may be told anyway. Whether others are in an item too is found by their names.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from conference.case.facts import facts_of, parts_of, told
from conference.documents.bundle_people import hidden_party, named_elsewhere, names_in_office
from conference.documents.stand_ins import Hidden, StandIns, stand_ins
from conference.law.audience import Mark
from conference.law.calendar import london_day
from conference.law.when import uk_day
from conference.text import one_line
from conference.views import (
    ActionView,
    CaseFile,
    Entry,
    LetterState,
    MeetingView,
    PartyRole,
    PartyView,
    ReportView,
)

Fact = tuple[str, str]
"""A label and its words."""


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


class About(StrEnum):
    """Whom an item is about, which decides what is done with it unless a person says otherwise."""

    ALONE = "about them alone"
    """It is shown."""
    OTHERS = "others are in it too, or it was for the panel alone"
    """A person decides."""
    NAMED = "marked for named agencies alone"
    """It is withheld, and counted."""


@dataclass(frozen=True)
class SubjectItem:
    """One thing the record holds about a person. Names are as they were written."""

    key: str
    reference: str
    heading: str
    facts: tuple[Fact, ...]
    about: About


@dataclass(frozen=True)
class SubjectCase:
    """One case that somebody is a person of.

    panel: the case with everything. told: what the applicant may be told of it. letters: the text
    of each issued letter by its id.
    """

    panel: CaseFile
    told: CaseFile
    party: PartyView
    letters: Mapping[str, str]


def others_hidden(cases: Iterable[SubjectCase], texts: Iterable[str]) -> StandIns:
    """The stand-ins for everybody but the person, the same ones in every case."""
    cases = tuple(cases)
    people: list[Hidden] = []
    kept: list[str] = []
    for one in cases:
        people += [hidden_party(p) for p in one.panel.parties if p.id != one.party.id]
        people += named_elsewhere(one.panel)
        kept += names_in_office(one.panel)
    return stand_ins(people, applicant=hidden_party(cases[0].party), kept=kept, texts=texts)


def items_of(case: SubjectCase) -> tuple[SubjectItem, ...]:
    """Everything that one case holds about the person, in the order of the procedure."""
    everything = tuple(_all(case))
    found = _Finder(case, (words for one in everything for _, words in one.facts))
    return tuple(
        SubjectItem(
            f"{case.panel.reference}/{one.key}",
            case.panel.reference,
            one.heading,
            facts,
            found.about(one, facts),
        )
        for one in everything
        if (facts := _filled(one.facts)) and found.is_of_them(one, facts)
    )


@dataclass(frozen=True)
class _Found:
    """Something the case holds, whoever it is about."""

    key: str
    heading: str
    facts: tuple[Fact, ...]
    theirs: bool = False
    """Whether it is about the person whether or not it names them."""
    mark: Mark = Mark.APPLICANT


class _Finder:
    """Who is named in the words of one case."""

    def __init__(self, case: SubjectCase, texts: Iterable[str]) -> None:
        others = [hidden_party(p) for p in case.panel.parties if p.id != case.party.id]
        person = hidden_party(case.party)
        office = tuple(names_in_office(case.panel))
        self._person = stand_ins([person], applicant=Hidden(""), kept=office, texts=())
        self._others = stand_ins(
            [*others, *named_elsewhere(case.panel)], applicant=person, kept=office, texts=texts
        )

    def is_of_them(self, one: _Found, facts: tuple[Fact, ...]) -> bool:
        """Whether it is about the person."""
        return one.theirs or _names(self._person.hide, facts)

    def about(self, one: _Found, facts: tuple[Fact, ...]) -> About:
        """Whom it is about."""
        if one.mark is Mark.NAMED:
            return About.NAMED
        open_to_them = one.theirs and one.mark is Mark.APPLICANT
        alone = open_to_them and not _names(self._others.hide, facts)
        return About.ALONE if alone else About.OTHERS


def _names(hide: Callable[[str], str], facts: Iterable[Fact]) -> bool:
    return any(hide(words) != unicodedata.normalize("NFC", words) for _, words in facts)


def _filled(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple((label, words.strip()) for label, words in facts if words.strip())


def _all(case: SubjectCase) -> Iterator[_Found]:
    yield _details(case)
    yield from _application(case)
    yield from _entries(case)
    yield from _weighed(case)
    yield from _meetings(case)
    yield from _recommendations(case)
    yield from _letters(case)
    yield from _afterwards(case)


def _applied(case: SubjectCase) -> bool:
    return case.party.role is PartyRole.APPLICANT


def _details(case: SubjectCase) -> _Found:
    return _Found("details", "Their details", tuple(told(case.party)), theirs=True)


def _application(case: SubjectCase) -> Iterator[_Found]:
    if case.panel.application is None:
        return
    facts = tuple(told(case.panel.application))
    mark = Mark.APPLICANT if _applied(case) else Mark.PANEL
    yield _Found("application", "The application", facts, _applied(case), mark)


LEFT_OUT = {
    "when": "It is in the heading.",
    "mark": "It is about who may be told, and decides what is proposed here.",
    "paragraphs": "The text of a letter and of minutes has them.",
    "entered_by": "It names whoever typed the entry in, and tells nothing of the person.",
}
"""What is not told of an entry, and why."""


def _everything(view: Any) -> Iterator[Fact]:
    """The facts of a view, and of the views that stand in it."""
    yield from told(view, LEFT_OUT)
    for part in parts_of(view):
        yield from _everything(part)


def _by_id(case: SubjectCase, views: Iterable[_HasId]) -> dict[str, _HasId]:
    """What the person may be told anyway, by id; nothing for whoever did not apply."""
    return {one.id: one for one in views} if _applied(case) else {}


def _open_and_inside(heading: str, view: Any, told_to_them: _HasId | None) -> Iterator[_Found]:
    """What the person may be told of it anyway, and apart from it what those inside have too.

    told_to_them: the view as the person may be told it, if at all.
    """
    facts, mark = tuple(_everything(view)), getattr(view, "mark", Mark.APPLICANT)
    if told_to_them is None:
        yield _Found(view.id, heading, facts, mark=mark)
        return
    # Where what is held came from is told to whoever asks: Article 15(1)(g) of the UK GDPR.
    shown = (*_everything(told_to_them), *(fact for fact in facts if fact[0] == "Source"))
    yield _Found(view.id, heading, shown, theirs=True, mark=mark)
    inside = tuple(fact for fact in facts if fact not in shown)
    if inside:
        where = f"{heading}: what those inside have of it"
        yield _Found(f"{view.id}-inside", where, inside, theirs=True, mark=Mark.PANEL)


def _entries(case: SubjectCase) -> Iterator[_Found]:
    seen = case.told
    theirs = _by_id(case, (*seen.incidents, *seen.reports, *seen.actions))
    for one in (*case.panel.incidents, *case.panel.reports, *case.panel.actions):
        yield from _open_and_inside(_heading(one), one, theirs.get(one.id))


def _heading(one: Entry) -> str:
    match one:
        case ReportView():
            return f"Report to {one_line(one.told_to) or 'a body not known'}, {one.when}"
        case ActionView():
            return f"Action of {one_line(one.agency_name)}, {one.when}"
        case _:
            return f"Incident, {one.when}"


def _weighed(case: SubjectCase) -> Iterator[_Found]:
    """What agencies were asked, the decision on the threshold, and the risks that were found."""
    for request in case.panel.requests:
        heading = f"Request to {request.agency_name}, {_day(request.asked_on)}"
        chases = [fact for chase in request.chases for fact in told(chase)]
        facts = (*told(request, ("asked_on",)), *chases)
        yield _Found(request.id, heading, facts, mark=Mark.PANEL)
    mark = Mark.APPLICANT if _applied(case) else Mark.PANEL
    if (decision := case.panel.threshold) is not None:
        heading = f"Threshold decision, {_day(decision.decided_on)}"
        yield _Found(decision.id, heading, tuple(told(decision)), _applied(case), mark)
    for risk in case.panel.risks:
        heading = f"Risk {risk.moment}, {_day(risk.assessed_on)}"
        yield _Found(risk.id, heading, tuple(told(risk)), _applied(case), Mark.PANEL)


_HEARD = ("applicant_part", "applicant_words", "applicant_wants", "applicant_reason")


def _meetings(case: SubjectCase) -> Iterator[_Found]:
    theirs = _by_id(case, (one for held in case.told.meetings for one in held.decisions))
    mark = Mark.APPLICANT if _applied(case) else Mark.PANEL
    for meeting in case.panel.meetings:
        heading = f"Meeting, {_day(meeting.planned_for)}"
        heard = tuple(told(meeting, facts_of(MeetingView).keys() - set(_HEARD)))
        yield _Found(f"{meeting.id}-heard", heading, heard, _applied(case), mark)
        held = tuple(told(meeting, _HEARD))
        yield _Found(meeting.id, heading, held, mark=Mark.PANEL)
        for item in meeting.items:
            facts = tuple(told(item))
            yield _Found(item.id, f"{heading}: {item.title}", facts, mark=Mark.PANEL)
        for person in meeting.attendance:
            facts = tuple(_everything(person))
            yield _Found(person.id, f"{heading}: who was expected", facts, mark=Mark.PANEL)
        for one in meeting.decisions:
            day = _day(london_day(one.decided_at))
            yield from _open_and_inside(f"Decision, {day}", one, theirs.get(one.id))
        for minutes in meeting.minutes:
            words = tuple(told(minutes))
            yield _Found(
                minutes.id, f"Minutes of {_day(meeting.planned_for)}", words, mark=Mark.PANEL
            )


def _recommendations(case: SubjectCase) -> Iterator[_Found]:
    theirs = _by_id(case, case.told.recommendations)
    for one in case.panel.recommendations:
        yield from _open_and_inside(f"Recommendation {one.number}", one, theirs.get(one.id))


def _letters(case: SubjectCase) -> Iterator[_Found]:
    theirs = _by_id(case, case.told.letters)
    for one in case.panel.letters:
        if one.state not in (LetterState.ISSUED, LetterState.SUPERSEDED):
            continue
        to_them = _applied(case) and one.agency_id is None
        heading = f"Letter {one.number}, {one.kind.replace('-', ' ')}, {_day(one.issued_on)}"
        words = ("Text", case.letters.get(one.id, one.title))
        for found in _open_and_inside(heading, one, theirs.get(one.id) if to_them else None):
            whole = (*found.facts, words) if found.key == one.id else found.facts
            mark = Mark.APPLICANT if to_them else Mark.PANEL
            yield replace(found, facts=whole, mark=mark if found.key == one.id else Mark.PANEL)


def _afterwards(case: SubjectCase) -> Iterator[_Found]:
    applied = _applied(case)
    mark = Mark.APPLICANT if applied else Mark.PANEL
    for one in case.panel.follow_ups:
        heading = f"{one.kind.capitalize()}, {_day(one.due_on)}"
        yield _Found(one.id, heading, tuple(told(one)), applied, mark)
    for appeal in case.panel.appeals:
        heading = f"Appeal, {_day(appeal.lodged_on)}"
        yield _Found(appeal.id, heading, tuple(told(appeal)), applied, mark)
    for stop in case.panel.clock_stops:
        facts = tuple(told(stop))
        heading = f"The clock was stopped: {stop.step}"
        yield _Found(stop.id, heading, facts, applied, Mark.PANEL)
    for hold in case.panel.holds:
        yield _Found(hold.id, f"Held: {hold.kind}", tuple(told(hold)), applied, Mark.PANEL)
    closed = (("Why", case.panel.closed_why), ("What they think", case.panel.closed_view))
    yield _Found("closed", "The close of the case", closed, applied, mark)


def _day(day: date | None) -> str:
    return uk_day(day) if day is not None else ""
