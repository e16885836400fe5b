"""Which incidents may be one and the same, told twice: offered with the reason, never decided here.

Two bodies seldom write of one evening in the same words or on the same day. What is offered has
days that can be the same, words in common, and came by two ways: it was told to different bodies,
or stands in different files. The words are counted and nothing else, so that whoever is asked sees
why. Pure: no screen, no database.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from conference.law.when import When
from conference.views import CaseFile, IncidentView, ReportView

SAME_DAY, NEAR, FAR = 1, 2, 3
"""Words in common that are needed: on one certain day, within a month, and further apart.

No rule says how many. The looser the days, the more the words have to say.
"""
A_MONTH = 31
MOST_COMPARED = 200
"""Of the incidents that may fall on one day, with how many each is compared: a file with
thousands of rows of one day makes nobody wait."""
MOST_OFFERED = 200
"""As many as anybody would look through; the likeliest come first."""
MOST_TOGETHER = 8

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "\u2010": "-", "\u2011": "-", "\u00ad": ""})
_STOP_WORDS = """
    a about after again all also an and another any are around as at back be because been before
    being between both but by came can could day days did do does doing done down during each
    every for from further got had has have he her here him his how i if in into is it its itself
    just last left made make many me more most much my near next night no nor not of off on once
    one only or other our out over own said same saw says see seen several she should since so
    some still such told than that the their them then there these they this those three through
    time times to today too two under until up upon us very was we went were what when where which
    while who whom why will with would yesterday you your am pm hrs approx approximately
    account agency alleged allegation allegedly applicant behaviour asb anti-social antisocial
    complainant complained complaint council incident incidents issue landlord mr mrs ms mx
    neighbour neighbours officer police property reported report reports resident residents
    states stated tenant tenants
"""
_STOP = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True)
class Account:
    """One incident as somebody told it, with what its likeness to others is read from."""

    key: str
    when: When
    words: str
    told: frozenset[tuple[str, str]] = frozenset()
    """(who told, body told) of each report of it; the applicant is an empty name."""
    source: str = ""
    """The file it stands in; empty for one that was told or typed in."""
    about_applicant: bool = False
    group: str = ""
    """The group it is in already."""
    stems: Mapping[str, str] = field(init=False, compare=False, repr=False)
    """The words that count, by what they are compared by."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "stems", stems(self.words))

    @property
    def bodies(self) -> frozenset[str]:
        """The bodies it was told to."""
        return frozenset(body for _by, body in self.told)


@dataclass(frozen=True)
class Pair:
    """Two accounts that may be of one incident."""

    first: Account
    second: Account
    shared: tuple[str, ...]
    """The words both use, as the first has them."""

    @property
    def same_day(self) -> bool:
        """Whether both are certain of the day, and name the same one."""
        return self.first.when.exact and self.second.when.exact


@dataclass(frozen=True)
class Offer:
    """Incidents that may be one and the same, for a person to decide."""

    keys: tuple[str, ...]
    """Of the incidents, oldest first."""
    reason: str
    """Why they are offered, in words."""
    strength: int
    """The words all of them share, and one more where the day is certain."""


def stems(text: str) -> dict[str, str]:
    """The words of a text that tell something, by a stem: "doors" and "door" are alike."""
    found = (match[0] for match in _WORD.finditer(text.translate(_PLAIN).casefold()))
    return {_stem(word): word for word in found if len(word) > 2 and word not in _STOP}


def _stem(word: str) -> str:
    """A rough stem, only ever compared: endings go, a doubled last letter becomes one."""
    word = word.removesuffix("'s")
    for ending in ("ings", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] in (word[-2], "e") else word


def pairs(accounts: Iterable[Account]) -> Iterator[Pair]:
    """Every two accounts that may be of one incident and are not in one group already."""
    for first, second in _on_days_in_common(accounts):
        if first.about_applicant is not second.about_applicant or not _two_ways(first, second):
            continue
        shared = first.stems.keys() & second.stems.keys()
        if len(shared) >= _needed(first.when, second.when):
            words = (word for stem, word in first.stems.items() if stem in shared)
            yield Pair(first, second, tuple(words))


def _on_days_in_common(accounts: Iterable[Account]) -> Iterator[tuple[Account, Account]]:
    """Pairs whose days can be the same, by a sweep over time: those with no day are in none."""
    dated = [(*span, account) for account in accounts if (span := account.when.span)]
    dated.sort(key=lambda one: (one[0], one[1], one[2].key))
    running: list[tuple[date, Account]] = []
    for first, last, account in dated:
        running = [one for one in running if one[0] >= first]
        for _end, other in running[-MOST_COMPARED:]:
            if not (account.group and account.group == other.group):
                yield other, account
        running.append((last, account))


def _two_ways(first: Account, second: Account) -> bool:
    """Whether the two came by two ways: in different files, or told to different bodies."""
    if first.source != second.source:
        return True
    return bool(first.told and second.told) and not first.bodies & second.bodies


def _needed(first: When, second: When) -> int:
    """How many words in common it takes: the looser the days, the more."""
    if first.exact and second.exact:
        return SAME_DAY
    spans = [span for when in (first, second) if (span := when.span)]
    widest = max((last - begin).days for begin, last in spans)
    return NEAR if widest <= A_MONTH else FAR


def accounts_of(case: CaseFile) -> list[Account]:
    """The incidents of a case as accounts."""
    reports = {report.id: report for report in case.reports}
    return [_account(incident, reports) for incident in case.incidents]


def _account(incident: IncidentView, reports: Mapping[str, ReportView]) -> Account:
    told = [reports[key] for key in incident.report_ids if key in reports]
    return Account(
        key=incident.id,
        when=incident.when,
        words=incident.summary,
        told=frozenset((report.reported_by, report.told_to) for report in told),
        source=incident.source.rpartition(", line ")[0],
        about_applicant=incident.about_applicant,
        group=incident.group_id or "",
    )


def offers(accounts: Sequence[Account]) -> tuple[Offer, ...]:
    """What may be one incident, the likeliest first, and no more than `MOST_OFFERED`.

    Every two that are alike stand in one offer at least.
    """
    found = sorted(pairs(accounts), key=_by_strength)
    alike: dict[str, set[str]] = defaultdict(set)
    for pair in found:
        alike[pair.first.key].add(pair.second.key)
        alike[pair.second.key].add(pair.first.key)
    place = {account.key: number for number, account in enumerate(accounts)}
    covered: set[frozenset[str]] = set()
    made: list[Offer] = []
    for pair in found:
        two = frozenset((pair.first.key, pair.second.key))
        if two not in covered and len(made) < MOST_OFFERED:
            places = sorted(place[key] for key in _all_alike(two, alike))
            together = [accounts[number] for number in places]
            covered |= {frozenset(keys) for keys in combinations((a.key for a in together), 2)}
            made.append(_offer(together))
    return tuple(sorted(made, key=lambda offer: -offer.strength))


def _by_strength(pair: Pair) -> tuple[int, str, str]:
    return -len(pair.shared) - pair.same_day, pair.first.key, pair.second.key


def _all_alike(two: frozenset[str], alike: Mapping[str, set[str]]) -> set[str]:
    """The two, and others of which each is like all the rest."""
    together = set(two)
    for key in sorted(set.intersection(*(alike[key] for key in two))):
        if len(together) < MOST_TOGETHER and together <= alike[key]:
            together.add(key)
    return together


def _offer(accounts: Sequence[Account]) -> Offer:
    first = accounts[0]
    shared = set.intersection(*(set(account.stems) for account in accounts))
    # In one order, whichever account comes first.
    words = sorted(word for stem, word in first.stems.items() if stem in shared)
    certain = all(account.when.exact for account in accounts)
    parts = (_days_words(accounts), _shared_words(words, len(accounts)), _ways_words(accounts))
    return Offer(
        tuple(account.key for account in accounts),
        ", ".join(filter(None, parts)),
        len(words) + certain,
    )


def _days_words(accounts: Sequence[Account]) -> str:
    if all(account.when.exact for account in accounts):
        return "same day"
    days = dict.fromkeys(str(account.when) for account in accounts)
    return f"the days can be the same ({' and '.join(days)})"


def _shared_words(words: Sequence[str], number: int) -> str:
    if not words:
        return "each two share words"
    quoted = [f"‘{word}’" for word in words[:4]]
    listed = " and ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))
    return f"{'both' if number == 2 else 'all'} speak of {listed}"


def _ways_words(accounts: Sequence[Account]) -> str:
    bodies = [account.bodies for account in accounts if account.bodies]
    everybody = list(dict.fromkeys(body for told in bodies for body in sorted(told)))
    if len(everybody) > 1:
        return f"told to {' and to '.join(everybody)}"
    sources = dict.fromkeys(account.source or "what was typed in" for account in accounts)
    return f"from {' and from '.join(sources)}" if len(sources) > 1 else ""
