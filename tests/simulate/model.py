"""What a plain person would know of the council: who did what, who may see what, what is due.

Dictionaries and lists, and nothing of `conference/law` or `conference/casefile`: where the program
and this model do not agree, one of them is wrong.
"""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tests.simulate import days

LONDON = ZoneInfo("Europe/London")
ALL = frozenset({"inside", "observer", "agencies", "room", "applicant"})
"""Everybody who may know of a case at all, and what is made for the room and for the applicant."""
NOT_AGENCIES = ALL - {"agencies"}
INSIDE = frozenset({"inside"})
OUTSIDE_BODIES = frozenset({"inside", "observer"})


@dataclass
class Person:
    """Somebody of the council; their roles on every case."""

    name: str
    roles: frozenset[str]
    agency: str = ""


@dataclass
class Entry:
    """An incident, a report, an action, a decision or a recommendation, and who may be told it."""

    case: str
    table: str
    mark: str = "panel"
    own: str = ""
    """The agency whose entry it is, and that always sees it."""
    named: tuple[str, ...] = ()
    changes: int = 0

    def whole(self) -> frozenset[str]:
        """Who sees it as it stands."""
        if self.mark == "named agencies":
            names = {f"agency {name}" for name in (*self.named, self.own) if name}
            return INSIDE | names
        return ALL if self.mark == "applicant" else ALL - {"applicant"}

    def summary(self) -> frozenset[str]:
        """Who sees the wording that stands for it."""
        return self.whole() | ({"applicant"} if self.mark == "summary" else set())


@dataclass
class Word:
    """Words that are found again, wherever they are shown; and who may see them."""

    case: str
    at: str
    """The table and the column where they are kept, once."""
    seen_by: frozenset[str] = INSIDE
    entry: str = ""
    """The words of the entry that they belong to; then it decides who sees them."""
    part: str = "whole"
    """Of an entry: "whole", "summary", "answer", or "notes", which no applicant is told."""
    replaced: bool = False
    """Whether other words stand there now."""
    kept: bool = False
    """Whether the row that holds them stays all the same, beside the one that counts."""


@dataclass
class Request:
    """What an agency is asked."""

    agency: str
    asked: date
    due: date | None
    state: str = "open"
    answered: date | None = None


@dataclass
class Meeting:
    """A meeting of the panel."""

    planned: date
    state: str = "planned"
    names: list[str] = field(default_factory=list)
    arrived: bool = False
    heard: bool = False
    found: bool = False
    closed_at: datetime | None = None
    again: date | None = None
    """The day on which the panel looks again."""


@dataclass
class Recommendation:
    """What was recommended, and whether something is still to come of it."""

    agency: str
    due: date
    meeting: str
    done: bool = False
    declined: bool = False


@dataclass
class Promise:
    """Something promised after the letter."""

    kind: str
    due: date
    done: bool = False


@dataclass
class Appeal:
    """An appeal."""

    lodged: date
    acknowledged: bool = False
    result: bool = False


@dataclass
class Case:
    """What is known of one case."""

    reference: str
    received: date
    last_day: date
    """The last day on which something was done: nothing more is done on an earlier one."""
    acknowledged: date | None = None
    withdrawn: date | None = None
    closed: date | None = None
    disposed: bool = False
    contact: bool = False
    decisions: list[tuple[date, bool, bool]] = field(default_factory=list)
    """(day, met, held anyway) as they were taken; the last is in force."""
    requests: dict[str, Request] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    recommendations: dict[str, Recommendation] = field(default_factory=dict)
    promises: dict[str, Promise] = field(default_factory=dict)
    appeals: dict[str, Appeal] = field(default_factory=dict)
    stops: list[tuple[str, date, date | None]] = field(default_factory=list)
    holds: dict[str, bool] = field(default_factory=dict)
    """By the words of each; whether it stands still."""
    conflicts: dict[tuple[str, str], str] = field(default_factory=dict)
    """By (meeting, person): the words of the conflict."""
    roles: dict[str, set[str]] = field(default_factory=dict)
    proposed_by: str = ""
    letter: str = ""
    """The letter that tells how it ended: "", "draft", "approved" or "issued"."""
    told: date | None = None
    held: bool = False
    """Whether the letter tells the outcome of a review."""

    @property
    def decided(self) -> tuple[date, bool, bool] | None:
        return self.decisions[-1] if self.decisions else None

    @property
    def has_review(self) -> bool:
        return bool(self.decisions) and any(self.decisions[-1][1:])

    @property
    def ended(self) -> bool:
        appealed = any(not one.result for one in self.appeals.values())
        return (self.closed is not None and not appealed) or self.withdrawn is not None

    @property
    def live_meeting(self) -> str:
        """The meeting that is planned, open or adjourned."""
        states = ("planned", "open", "adjourned")
        return next((key for key, one in self.meetings.items() if one.state in states), "")

    @property
    def counting_meeting(self) -> Meeting | None:
        """The newest one that was not cancelled."""
        held = [one for one in self.meetings.values() if one.state != "cancelled"]
        return max(held, key=lambda one: one.planned, default=None)

    def is_asked(self, agency: str) -> bool:
        """Whether an agency is asked something that was not withdrawn."""
        return any(
            one.agency == agency and one.state != "withdrawn" for one in self.requests.values()
        )

    def is_conflicted(self, person: str) -> bool:
        """Whether somebody declared a conflict of interest in it."""
        return any(name == person for _, name in self.conflicts)


_O, _C, _R, _V, _A = "officer", "chair", "representative", "observer", "administrator"
MAY: dict[str, tuple[str, ...]] = {
    "receive": (_O,),
    "read": (_O, _C, _R, _V),
    "read history": (_O, _C, _V),
    "file": (_O,),
    "name the contact": (_O, _C),
    "decide the threshold": (_O, _C),
    "add to the chronology": (_O, _C, _R),
    "ask": (_O, _C),
    "answer": (_O, _R),
    "log": (_O, _C, _R),
    "mark": (_O, _C, _R),
    "meet": (_O, _C),
    "lift a conflict": (_O, _C),
    "answer a recommendation": (_O, _R),
    "report progress": (_O, _C, _R),
    "approve": (_C,),
    "follow up": (_O, _C),
    "stop a clock": (_O, _C),
    "hold": (_O, _C),
    "propose disposal": (_O,),
    "dispose": (_O, _C),
}
"""Who may do what on a case; a representative for their own agency alone."""
ACROSS: dict[str, tuple[str, ...]] = {
    "receive": (_O,),
    "see the caseload": (_O, _C, _R, _V),
    "see the deadlines": (_O, _C, _V),
    "see the figures": (_O, _C, _V),
    "see what is kept": (_O, _C),
    "back up": (_A,),
    "give a role": (_A,),
}
"""Who may do what over all cases."""


@dataclass
class Model:
    """The whole council."""

    people: dict[str, Person]
    cases: dict[str, Case] = field(default_factory=dict)
    words: dict[str, Word] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    forms: list[tuple[str, int, int]] = field(default_factory=list)
    """Forms that somebody has open: (entry, version it showed, how often it was saved by then)."""
    notes: dict[str, str] = field(default_factory=dict)
    """Which request each note was written to."""
    stances: dict[str, tuple[str, str]] = field(default_factory=dict)
    """On which recommendation, and of which agency, each stance was taken."""
    steps: int = 0
    now: datetime | None = None
    """The moment of the last step, where another process did it."""

    # Who somebody is to a case -----------------------------------------------------------------

    def roles(self, person: str, case: Case) -> frozenset[str]:
        """What somebody is in a case."""
        return self.people[person].roles | frozenset(case.roles.get(person, ()))

    def eyes(self, person: str, reference: str) -> frozenset[str]:
        """As what somebody reads a case; nothing where they may not know of it."""
        case = self.cases[reference]
        roles, agency = self.roles(person, case), self.people[person].agency
        if case.is_conflicted(person):
            return frozenset()
        if roles & {_O, _C}:
            return INSIDE
        if _R in roles and case.is_asked(agency):
            return frozenset({"agencies", f"agency {agency}"})
        return frozenset({"observer"}) if _V in roles else frozenset()

    def may(self, person: str, what: str, reference: str, agency: str | None = None) -> bool:
        """Whether somebody may do that on a case. agency: the one whose entry it is about."""
        case, allowed = self.cases[reference], MAY[what]
        if not self.eyes(person, reference):
            return False
        if what == "lift a conflict":
            return bool(self.people[person].roles & set(allowed))
        roles, own = self.roles(person, case), self.people[person].agency
        if (roles - {_R}) & set(allowed):
            return True
        return _R in roles & set(allowed) and case.is_asked(own) and agency in (None, own)

    # What may be seen --------------------------------------------------------------------------

    def seers(self, word: Word) -> frozenset[str]:
        """Who may see words as long as they stand."""
        if not word.entry:
            return word.seen_by
        entry = self.entries[word.entry]
        if word.part == "summary":
            return entry.summary()
        return entry.whole() - ({"applicant"} if word.part == "notes" else frozenset())

    def visible(self, eyes: frozenset[str], reference: str) -> set[str]:
        """The words of a case that these eyes are shown, all of them."""
        if self.cases[reference].disposed:
            return set()
        return {
            marker
            for marker, word in self.words.items()
            if word.case == reference and not word.replaced and self.seers(word) & eyes
        }

    def known_to(self, person: str) -> list[str]:
        """The cases somebody may know of."""
        return [reference for reference in self.cases if self.eyes(person, reference)]

    # What is due -------------------------------------------------------------------------------

    def deadlines(self, person: str) -> Counter[tuple[object, ...]]:
        """(reference, kind, what, day, stopped) of all that falls due, for one person."""
        return Counter(
            (case.reference, *line)
            for case in self.cases.values()
            if not case.ended and not case.is_conflicted(person)
            for line in _due_in(case)
        )

    # What is counted ---------------------------------------------------------------------------

    def figures(self, person: str, first: date, last: date) -> dict[str, list[str]]:
        """The references that are counted for a period for somebody, by what they count as."""
        counted: dict[str, list[str]] = {name: [] for name in FIGURES}
        for reference, case in sorted(self.cases.items()):
            if case.is_conflicted(person):
                continue
            decided = case.decided
            closings = [one.closed_at for one in case.meetings.values() if one.closed_at]
            reviewed = min(closings).astimezone(LONDON).date() if closings else None
            if first <= case.received <= last:
                counted["received"].append(reference)
            if decided and first <= decided[0] <= last:
                counted["met" if decided[1] else "not_met"].append(reference)
            if not decided and case.withdrawn and first <= case.withdrawn <= last:
                counted["withdrawn"].append(reference)
            if reviewed and first <= reviewed <= last:
                counted["reviews"].append(reference)
                if case.recommendations:
                    counted["with_recommendations"].append(reference)
            counted["appeals"] += [
                reference for one in case.appeals.values() if first <= one.lodged <= last
            ]
        return counted


def copy_of(model: Model) -> Model:
    """The model as it is now, which nothing changes that is learnt later."""
    copied: Model = pickle.loads(pickle.dumps(model))
    return copied


FIGURES = ("received", "not_met", "reviews", "with_recommendations", "appeals", "met", "withdrawn")


def _due_in(case: Case) -> Iterator[tuple[object, ...]]:
    yield from _steps_due(case)
    for request in case.requests.values():
        if request.state == "open" and request.due:
            yield "agency's answer", request.agency, request.due, False
    for meeting in case.meetings.values():
        if meeting.state in ("planned", "adjourned"):
            yield "meeting", "", meeting.planned, False
    for number, one in enumerate(case.recommendations.values(), start=1):
        if not one.done and not one.declined:
            yield "recommendation", f"recommendation {number}", one.due, False
    for promise in case.promises.values():
        if not promise.done:
            yield "follow-up", promise.kind, promise.due, False


def _steps_due(case: Case) -> Iterator[tuple[object, ...]]:
    events, done = _events(case), _done(case)
    for step, rule in days.STEPS.items():
        stops = [(first, again) for name, first, again in case.stops if name == step]
        stopped = any(again is None for _, again in stops)
        start = events.get(rule.after)
        day = days.due(rule, start, stops) if start else None
        if step not in done and (day or stopped):
            yield "step of the procedure", step, day, stopped


def _events(case: Case) -> dict[str, date]:
    asked = [one.asked for one in case.requests.values() if one.state != "withdrawn"]
    events = {"received": case.received}
    if case.decided:
        events["threshold decided"] = case.decided[0]
    if asked:
        events["agencies asked"] = min(asked)
    if meeting := case.counting_meeting:
        events["meeting"] = meeting.planned
    return events


def _done(case: Case) -> set[str]:
    requests = [one for one in case.requests.values() if one.state != "withdrawn"]
    meeting = case.counting_meeting
    reached = {
        "acknowledge": case.acknowledged is not None,
        "threshold": case.decided is not None,
        "agency returns": _all_answered(requests),
        "meeting": meeting is not None and meeting.state == "closed",
        "outcome": case.held and case.told is not None,
    }
    return {step for step, is_reached in reached.items() if is_reached}


def _all_answered(requests: Iterable[Request]) -> bool:
    states = [one.state for one in requests]
    return "answered" in states and "open" not in states
