"""Somebody reads: what they are shown is all that they may see, and not one word more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from conference.law.annual import ReportingPeriod
from conference.law.audience import APPLICANT, COMMISSIONER, PANEL, ROOM, Audience, agency
from conference.review import annual, deadlines, overdue, proof, reading, retention, searching
from conference.review.desk import Desk
from tests.simulate.acts_case import AGENCIES
from tests.simulate.council import Council, Fault
from tests.simulate.model import FIGURES, INSIDE
from tests.simulate.plan import Plan, across, act, by

_MARKER = re.compile(r"zq\d{3}[a-z]x")


def markers(shown: object) -> set[str]:
    """The words that are found in something that was shown."""
    return set(_MARKER.findall(repr(shown)))


def must_be(what: str, found: object, expected: object) -> None:
    """Raise Fault where they differ."""
    if found != expected:
        raise Fault(f"{what}:\n  the program: {_plain(found)}\n  the model:   {_plain(expected)}")


def _plain(told: object) -> object:
    return sorted(map(str, told)) if isinstance(told, set | Counter) else told


def must_hold(what: str, shown: Iterable[str], allowed: set[str]) -> None:
    """Raise Fault where something was shown that is not allowed."""
    if more := set(shown) - allowed:
        raise Fault(f"{what}: {sorted(more)} was shown, and may not be seen")


@act(4.5)
def read_case(council: Council) -> Plan | None:
    """One person opens one case."""
    if not council.model.cases:
        return None
    ref = council.chance.choice(sorted(council.model.cases))
    desk, expected = by(council, "read", ref)
    eyes = council.model.eyes(desk.person.name, ref)

    def do() -> None:
        shown = reading.read_case(desk, ref, with_history=False)
        must_be(f"{desk.person.name} in {ref}", markers(shown), council.model.visible(eyes, ref))

    return Plan("read a case", desk, do, expected=expected)


@act(2)
def view_as(council: Council) -> Plan | None:
    """Somebody inside looks at a case as others see it; nobody outside may."""
    if not council.model.cases:
        return None
    ref, name = council.chance.choice(sorted(council.model.cases)), council.chance.choice(AGENCIES)
    audience, eyes = council.chance.choice(
        (
            (APPLICANT, frozenset({"applicant"})),
            (ROOM, frozenset({"room"})),
            (COMMISSIONER, frozenset({"observer"})),
            (PANEL, INSIDE),
            (agency(council.agency_ids[name]), frozenset({"agencies", f"agency {name}"})),
        )
    )
    people = council.model.people
    inside = [one for one in people if council.model.eyes(one, ref) == INSIDE]
    if not inside:
        return None
    desk = council.desk(council.chance.choice(inside))
    return Plan("view as", desk, _viewing(council, desk, ref, audience, eyes))


def _viewing(
    council: Council, desk: Desk, ref: str, audience: Audience, eyes: frozenset[str]
) -> Callable[[], None]:
    def do() -> None:
        shown = reading.read_case(desk, ref, view_as=audience, again=True)
        expected = council.model.visible(eyes, ref)
        must_be(f"{ref} as {audience.kind} sees it", markers(shown), expected)

    return do


@act(1)
def read_history(council: Council) -> Plan | None:
    """The history, on the screen or taken out as a file: outside it holds nobody's words."""
    if not council.model.cases:
        return None
    ref = council.chance.choice(sorted(council.model.cases))
    desk, expected = by(council, "read history", ref)
    eyes = council.model.eyes(desk.person.name, ref)
    taken = council.chance.random() < 0.3
    if eyes and not taken:
        expected = ()  # For an agency there is nothing in it.

    def do() -> None:
        if taken:
            shown: object = proof.export_history(desk, ref)
        else:
            shown = reading.read_history(desk, ref)
        inside = {one for one, word in council.model.words.items() if word.case == ref}
        allowed = inside if eyes == INSIDE else set()
        must_hold(f"{desk.person.name} in the history of {ref}", markers(shown), allowed)

    return Plan("read the history", desk, do, expected=expected)


@act(1.5)
def read_caseload(council: Council) -> Plan | None:
    desk, expected = across(council, "see the caseload")
    model, name = council.model, desk.person.name
    if not model.people[name].roles and any(one.roles.get(name) for one in model.cases.values()):
        expected = ()  # A role on one case is enough to see that one.
    ended = council.chance.random() < 0.5

    def do() -> None:
        lines = reading.read_caseload(desk, ended=ended)
        known = model.known_to(name)
        must_be(
            f"the cases {name} may know of",
            {line.reference for line in lines},
            {one for one in known if ended or not model.cases[one].ended},
        )
        names = (one for one, word in model.words.items() if word.at == "Party.name")
        must_hold(
            "the caseload", markers(lines), {n for n in names if model.words[n].case in known}
        )

    return Plan("read the caseload", desk, do, expected=expected)


@act(1.5)
def search(council: Council) -> Plan | None:
    """Somebody searches for one word; it is found where they may see it, and else nowhere."""
    model, chance = council.model, council.chance
    if not model.words:
        return None
    desk, expected = across(council, "see the caseload")
    name = desk.person.name
    marker = chance.choice(sorted(model.words))
    word = model.words[marker]
    seen = marker in model.visible(model.eyes(name, word.case), word.case)

    def do() -> None:
        hits = searching.search(desk, marker)
        references = {hit.reference for hit in hits}
        must_hold(f"{name} searches {marker}", references, {word.case} if seen else set())
        entries = ("Incident.summary", "Report.summary", "Action.summary", "Decision.what")
        if seen and word.at in entries and not references:
            raise Fault(f"{name} searches {marker} ({word.at}), and does not find it")

    return Plan("search", desk, do, expected=expected)


@act(1.5)
def read_deadlines(council: Council) -> Plan | None:
    desk, expected = across(council, "see the deadlines")

    def do() -> None:
        check_deadlines(council, desk)

    return Plan("read the deadlines", desk, do, expected=expected)


def check_deadlines(council: Council, desk: Desk) -> None:
    """What falls due, as this person sees it, is what a plain person works out."""
    name, model = desk.person.name, council.model
    found = Counter(
        (
            one.reference,
            one.kind.value,
            one.who if one.kind.value == "agency's answer" else _what(one.words),
            one.due_on,
            bool(one.stopped),
        )
        for one in deadlines.read_deadlines(desk)
    )
    must_be(f"what {name} is told falls due", found, model.deadlines(name))
    lines = overdue.overdue_recommendations(desk)
    late = {(line.reference, f"recommendation {line.number}") for line in lines}
    promised = {
        (reference, what)
        for reference, kind, what, day, _ in model.deadlines(name)
        if kind == "recommendation" and isinstance(day, date) and day < desk.today
        if _is_seen(council, name, str(reference), str(what))
    }
    must_be(f"what {name} is told is overdue", late, promised)


def _what(words: str) -> str:
    return "" if words == "hold the meeting" else words


def _is_seen(council: Council, name: str, reference: str, what: str) -> bool:
    """Whether somebody who sees all cases sees a recommendation, given by its number."""
    model = council.model
    key = list(model.cases[reference].recommendations)[int(what.rpartition(" ")[2]) - 1]
    roles = model.people[name].roles
    eyes = frozenset({"inside"} if roles & {"officer", "chair"} else {"observer"})
    return bool(model.entries[key].whole() & eyes)


@act(1)
def read_figures(council: Council) -> Plan | None:
    desk, expected = across(council, "see the figures")

    def do() -> None:
        check_figures(council, desk)

    return Plan("read the figures", desk, do, expected=expected)


def check_figures(council: Council, desk: Desk) -> None:
    """The figures of two years are what a plain person counts."""
    year = desk.today.year
    for first in (date(year - 1, 4, 1), date(year, 1, 1)):
        last = (
            date(first.year + (first.month > 1), 3, 31) if first.month > 1 else date(year, 12, 31)
        )
        found = annual.read_figures(desk, ReportingPeriod(first, last)).figures
        counted = {name: list(getattr(found, name)) for name in FIGURES}
        must_be(
            f"the figures from {first}",
            counted,
            council.model.figures(desk.person.name, first, last),
        )
        if not found.reconciles:
            raise Fault(f"the figures from {first} do not reconcile")


@act(0.7)
def read_what_is_kept(council: Council) -> Plan | None:
    desk, expected = across(council, "see what is kept")
    model, name = council.model, desk.person.name

    def do() -> None:
        lines = retention.read_retention(desk, every=True).lines
        cases = [model.cases[one] for one in model.known_to(name)]
        ended = {
            one.reference for one in cases if (one.closed or one.withdrawn) and not one.disposed
        }
        must_be(f"what {name} is told is kept", {one.reference for one in lines}, ended)

    return Plan("read what is kept", desk, do, expected=expected)
