"""How many complaints, incidents or people were told of in time, at best and at worst.

The statute counts complaints about the behaviour. One person telling several bodies of the same
incident has made one complaint; two people telling of it have made two. Where one report tells of
several incidents the Act does not say whether it is one complaint or several: at best each
incident is one, at worst the report is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from conference.law.facts import IncidentFact, ReportFact, Verdict


@dataclass(frozen=True)
class Told:
    """One report and what became of it, incident by incident."""

    report: ReportFact
    verdicts: Mapping[str, Verdict]
    """By the key each incident is counted under; a report without a known incident has one under
    its own made-up key."""

    def incidents(self, *, certain: bool) -> tuple[str, ...]:
        """The incidents it told of in time: without doubt, or perhaps."""
        return tuple(
            key
            for key, verdict in self.verdicts.items()
            if verdict is Verdict.QUALIFIES or (not certain and verdict is Verdict.BORDERLINE)
        )

    def person(self, *, certain: bool) -> tuple[str, ...]:
        """Who told: at best every unnamed report is by somebody else, at worst all by one."""
        name = " ".join(self.report.by.split()).casefold()
        if self.report.anonymous and not name:
            return ("anonymous",) if certain else ("anonymous", self.report.key)
        return ("named", name)


@dataclass(frozen=True)
class Count:
    """A number at best and at worst; the worst is never the higher."""

    best: int
    worst: int


class SameIncidents:
    """Which incidents may be one and the same, told twice: groups by a name of each."""

    def __init__(self, incidents: Iterable[IncidentFact]) -> None:
        self._leader: dict[str, str] = {}
        for incident in incidents:
            for other in (incident.key, incident.one, *incident.perhaps_same_as):
                self._join(other, incident.key)

    def _join(self, one: str, other: str) -> None:
        self._leader[self.group(one)] = self.group(other)

    def group(self, key: str) -> str:
        """The name of the group an incident is in: its own key where nothing was said."""
        while (leader := self._leader.get(key, key)) != key:
            self._leader[key] = key = self._leader[leader]
        return key


def complaints(told: Sequence[Told], same: SameIncidents) -> Count:
    """Complaints about the behaviour, as s.104(4) counts them."""
    best = {
        (one.person(certain=False), key) for one in told for key in one.incidents(certain=False)
    }
    worst = told_apart(
        {(one.person(certain=True), same.group(key)) for key in one.incidents(certain=True)}
        for one in told
    )
    return Count(len(best), worst)


def incidents(told: Sequence[Told], same: SameIncidents) -> Count:
    """Distinct incidents that were reported, whoever told and whomever they told."""
    best = {key for one in told for key in one.incidents(certain=False)}
    worst = {same.group(key) for one in told for key in one.incidents(certain=True)}
    return Count(len(best), len(worst))


def people(told: Sequence[Told]) -> Count:
    """Different people who reported."""
    best = {one.person(certain=False) for one in told if one.incidents(certain=False)}
    worst = {one.person(certain=True) for one in told if one.incidents(certain=True)}
    return Count(len(best), len(worst))


def people_on_one_incident(told: Sequence[Told], same: SameIncidents) -> Count:
    """The most different people who reported any one incident."""
    best: defaultdict[str, set[Hashable]] = defaultdict(set)
    worst: defaultdict[str, set[Hashable]] = defaultdict(set)
    for one in told:
        for key in one.incidents(certain=False):
            best[same.group(key)].add(one.person(certain=False))
        for key in one.incidents(certain=True):
            worst[key].add(one.person(certain=True))
    return Count(max(map(len, best.values()), default=0), max(map(len, worst.values()), default=0))


def told_apart(reports: Iterable[set[tuple[tuple[str, ...], str]]]) -> int:
    """The most complaints that can be told apart where each report is one at most.

    Each set is what one report told: (person, incident) pairs, of which it may stand for one that
    no other report stands for. The order of the reports makes no difference.
    """
    choices = list(reports)
    # A pair that some report told alone belongs to that report; only the others need a search.
    alone = {pair for told in choices if len(told) == 1 for pair in told}
    matching = _Matching([told - alone for told in choices])
    return len(alone) + matching.size()


class _Matching:
    """The largest matching of reports to pairs, by augmenting paths."""

    def __init__(self, choices: Sequence[set[tuple[tuple[str, ...], str]]]) -> None:
        self._choices = choices
        self._taken: dict[Hashable, int] = {}
        self._spent: set[Hashable] = set()

    def size(self) -> int:
        """How many reports find a pair of their own."""
        return sum(self._augment(report) for report in range(len(self._choices)))

    def _augment(self, report: int) -> bool:
        came: dict[Hashable, tuple[int, Hashable | None]] = {}
        queue: list[tuple[int, Hashable | None]] = [(report, None)]
        for asking, via in queue:  # grows while it is read
            for pair in self._choices[asking]:
                if pair in came or pair in self._spent:
                    continue
                came[pair] = (asking, via)
                if pair not in self._taken:
                    self._hand_over(pair, came)
                    return True
                queue.append((self._taken[pair], pair))
        # No free pair can ever be reached from these again.
        self._spent.update(came)
        return False

    def _hand_over(
        self, pair: Hashable, came: Mapping[Hashable, tuple[int, Hashable | None]]
    ) -> None:
        step: Hashable | None = pair
        while step is not None:
            report, before = came[step]
            self._taken[step] = report
            step = before
