"""From what a file says, part by part, to a `NewApplication`, with every fault at once.

Whatever the kind of file, it is first turned into `Parts`: named values, each with the place it
stands at. Here they are matched with the fields, read, and checked against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from conference.errors import Problem
from conference.exchange.application_fields import (
    APPLICATION,
    INCIDENT,
    PARTY,
    REPORT,
    Field,
    by_word,
)
from conference.exchange.columns import nearest
from conference.exchange.sheets import plain_heading
from conference.exchange.words import check_order
from conference.forms import NewApplication, NewIncident, NewParty, NewReport
from conference.law.when import UNKNOWN
from conference.views import PartyRole

MOST_INCIDENTS = 500
MOST_REPORTS = 100
MOST_OTHERS = 100


@dataclass(frozen=True)
class Said:
    """One value, the word it was given under, and where it stands."""

    word: str
    value: object
    where: str


@dataclass
class IncidentParts:
    """What is said of one incident and of each report of it."""

    own: list[Said] = field(default_factory=list)
    reports: list[list[Said]] = field(default_factory=list)


@dataclass
class Parts:
    """What a file says, by what it is said of."""

    application: list[Said] = field(default_factory=list)
    applicant: list[Said] = field(default_factory=list)
    others: list[list[Said]] = field(default_factory=list)
    incidents: list[IncidentParts] = field(default_factory=list)


def application_of(parts: Parts, problems: list[Problem]) -> NewApplication | None:
    """The application, or None with every fault added to `problems`."""
    _bound(parts, problems)
    general = _values(parts.application, APPLICATION, problems)
    applicant = _party(parts.applicant, "the applicant", PartyRole.APPLICANT, problems)
    others = [
        _party(person, f"person {number}", PartyRole.OTHER, problems)
        for number, person in enumerate(parts.others, 1)
    ]
    incidents = [_incident(incident, problems) for incident in parts.incidents]
    if problems or applicant is None:
        return None
    return NewApplication(
        applicant=applicant,
        others=tuple(person for person in others if person),
        incidents=tuple(incident for incident in incidents if incident),
        **general,
    )


def _bound(parts: Parts, problems: list[Problem]) -> None:
    most_reports = max((len(incident.reports) for incident in parts.incidents), default=0)
    for what, number, most in (
        ("incidents", len(parts.incidents), MOST_INCIDENTS),
        ("reports of one incident", most_reports, MOST_REPORTS),
        ("other people", len(parts.others), MOST_OTHERS),
    ):
        if number > most:
            problems.append(Problem("", f"there are {number:,} {what}; at most {most} are taken"))


def _values(
    said: Iterable[Said], fields: tuple[Field, ...], problems: list[Problem]
) -> dict[str, Any]:
    """The fields that are filled, read. What is empty is left out, so that its default stands."""
    known = by_word(fields)
    found: dict[str, Any] = {}
    for one in said:
        match = known.get(plain_heading(one.word))
        if match is None:
            problems.append(_no_field(one, known))
        elif match.name in found:
            problems.append(Problem(one.where, f"“{one.word[:60]}” is given twice"))
        elif one.value not in ("", None, []):
            try:
                found[match.name] = match.read(one.value)
            except ValueError as fault:
                problems.append(Problem(one.where, f"{match.label}: {fault}"))
    return found


def _no_field(said: Said, known: Mapping[str, Field]) -> Problem:
    """That there is no such field, and the nearest there is: as a key or as a heading."""
    is_key = said.word == said.word.lower() and " " not in said.word
    words = {word: field.name if is_key else field.label for word, field in known.items()}
    return Problem(said.where, f"“{said.word[:60]}” is no field{nearest(said.word, words)}")


def _party(said: list[Said], who: str, role: PartyRole, problems: list[Problem]) -> NewParty | None:
    before = len(problems)
    values = {"role": role, **_values(said, PARTY, problems)}
    if not values.get("name") and len(problems) == before:
        where = said[0].where if said else ""
        problems.append(Problem(where, f"the name of {who} is missing"))
    return NewParty(**values) if len(problems) == before else None


def _incident(parts: IncidentParts, problems: list[Problem]) -> NewIncident | None:
    """The incident with its reports; None where nothing is said of it."""
    own = _values(parts.own, INCIDENT, problems)
    reports = []
    for said in parts.reports:
        if values := _values(said, REPORT, problems):
            report = NewReport(**{"when": UNKNOWN, **values})
            reports.append(report)
            try:
                check_order(own.get("when", UNKNOWN), report.when)
            except ValueError as fault:
                problems.append(Problem(said[0].where, str(fault)))
    return NewIncident(**own, reports=tuple(reports)) if own or reports else None
