"""What is done next: one call of `conference/review`, by somebody, that is allowed or is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from conference.errors import BadInput, ConferenceError, NotFound, Refused
from conference.forms import Disclosure
from conference.law.audience import Mark
from conference.review.desk import Desk
from tests.simulate.council import Council
from tests.simulate.model import ACROSS, Case, Entry, Model, Word

REFUSED: tuple[type[ConferenceError], ...] = (Refused, NotFound)
"""How somebody is told that they may not, of a case that they know of or do not."""
WRONG: tuple[type[ConferenceError], ...] = (BadInput,)
_TOLD = 0.9
_SELDOM = 0.08
"""How often somebody tries what they may not."""


@dataclass(frozen=True)
class Plan:
    """One act: how it is done, and what is known when it was."""

    what: str
    desk: Desk
    do: Callable[[], object]
    learn: Callable[[Model], object] = lambda _model: None
    expected: tuple[type[ConferenceError], ...] = ()
    """What it is refused with; nothing where it has to be done."""
    about: str = ""
    """The reference of the case."""
    perhaps: tuple[type[ConferenceError], ...] = ()
    """What it may be refused with, for reasons that the model knows nothing of."""

    def apply(self, model: Model) -> None:
        """Know from now on that it was done."""
        if self.expected:
            return
        self.learn(model)
        if case := model.cases.get(self.about):
            case.last_day = max(case.last_day, self.desk.today)


Maker = Callable[[Council], Plan | None]
"""Makes a plan, or none where nothing of the kind can be done now."""
ACTS: list[tuple[float, Maker]] = []
FORWARD = 5
"""From this weight on an act is one of those that bring a case to its end."""


def act(weight: float) -> Callable[[Maker], Maker]:
    """Have plans of this kind made, so much oftener or seldomer than the others."""

    def keep(make: Maker) -> Maker:
        ACTS.append((weight, make))
        return make

    return keep


def pick(council: Council, fits: Callable[[Case], object], *, ended: bool = False) -> Case | None:
    """A case that is under way (or ended) and fits; none on a day before the last act on it."""
    today = (council.clock() - timedelta(minutes=4)).date()
    found = [
        case
        for case in council.model.cases.values()
        if not case.disposed and case.ended is ended and case.last_day <= today and fits(case)
    ]
    return council.chance.choice(found) if found else None


def by(
    council: Council, what: str, reference: str, agency: str | None = None
) -> tuple[Desk, tuple[type[ConferenceError], ...]]:
    """Somebody who may do it, and seldom somebody who may not; how they are refused then."""
    model = council.model
    allowed = [one for one in model.people if model.may(one, what, reference, agency)]
    return _one_of(council, allowed)


def across(council: Council, what: str) -> tuple[Desk, tuple[type[ConferenceError], ...]]:
    """The same for what is done over all cases."""
    people = council.model.people.values()
    return _one_of(council, [one.name for one in people if one.roles & set(ACROSS[what])])


def _one_of(council: Council, allowed: list[str]) -> tuple[Desk, tuple[type[ConferenceError], ...]]:
    others = [one for one in council.model.people if one not in allowed]
    wrong = not allowed or (council.chance.random() < _SELDOM and bool(others))
    name = council.chance.choice(others if wrong else allowed)
    return council.desk(name), REFUSED if wrong else ()


def words(marker: str) -> str:
    """A sentence that holds the marker."""
    return f"It was said {marker} then."


def keep(
    model: Model, case: str, at: str, marker: str, seen_by: frozenset[str] = frozenset({"inside"})
) -> None:
    """Know words that stand by themselves."""
    model.words[marker] = Word(case, at, seen_by)


def belongs(model: Model, entry: str, at: str, marker: str, part: str = "whole") -> None:
    """Know words that belong to an entry."""
    model.words[marker] = Word(model.entries[entry].case, at, entry=entry, part=part)


def disclosure(council: Council, marker: str) -> tuple[Disclosure, str, tuple[str, ...]]:
    """Who may be told an entry, by chance: for the form, and as mark and agencies by name."""
    marks = list(Mark)
    if council.writes_letters and council.chance.random() < _TOLD:
        marks = [Mark.APPLICANT, Mark.SUMMARY]  # Else no letter could tell it.
    mark = council.chance.choice(marks)
    names = tuple(council.chance.sample(sorted(council.agency_ids), council.chance.randint(1, 2)))
    named = names if mark is Mark.NAMED else ()
    form = Disclosure(
        mark,
        words(marker) if mark is Mark.SUMMARY else "",
        tuple(council.agency_ids[name] for name in named),
    )
    return form, mark.value, named


def keep_entry(
    model: Model, marker: str, entry: Entry, summary: str, column: str = "summary"
) -> None:
    """Know an entry with its words, and with those that stand for them."""
    model.entries[marker] = entry
    belongs(model, marker, f"{entry.table}.{column}", marker)
    if entry.mark == "summary":
        belongs(model, marker, f"{entry.table}.summary_wording", summary, part="summary")


def replace(
    model: Model, at: str, case: str, *, entry: str | None = None, kept: bool = False
) -> None:
    """Know that other words count now in a column of a case, or of one entry of it.

    kept: the row with the earlier ones stays.
    """
    for word in model.words.values():
        if (word.at, word.case) == (at, case) and entry in (None, word.entry):
            word.replaced, word.kept = True, kept
