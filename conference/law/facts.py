"""What the threshold test is given, and what it answers, as frozen facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from conference.law.procedure import ConditionKind
from conference.law.when import When


@dataclass(frozen=True)
class IncidentFact:
    """Behaviour alleged to have occurred.

    perhaps_same_as: keys of incidents that may be this one told twice; nobody has decided.
    same_as: the key of the incident that somebody decided it is; empty for one that stands alone.
    Its own day still decides whether the report of it was in time.
    """

    key: str
    when: When
    hate: bool = False
    perhaps_same_as: tuple[str, ...] = ()
    same_as: str = ""

    @property
    def one(self) -> str:
        """The key under which it is counted."""
        return self.same_as or self.key


@dataclass(frozen=True)
class ReportFact:
    """One telling of one or more incidents to one body: a complaint in the sense of s.104(11).

    by: who told, empty for the applicant. formal: False for diary sheets and talks on site.
    ruling: a person's decision on a borderline report; it settles nothing else.
    """

    key: str
    incidents: tuple[str, ...]
    when: When
    told_to: str = ""
    by: str = ""
    formal: bool = True
    anonymous: bool = False
    ruling: bool | None = None


@dataclass(frozen=True)
class CaseFacts:
    """What local conditions and limbs ask about the case. None: not known, or not decided."""

    still_open: bool | None = None
    response_deadline_passed: bool | None = None
    action_taken: bool | None = None
    safeguarding: bool | None = None
    """Whether a senior manager decided that a vulnerable person must be safeguarded."""


class Verdict(StrEnum):
    """Whether a report counts towards the threshold."""

    QUALIFIES = "qualifies"
    DOES_NOT = "does_not"
    BORDERLINE = "borderline"
    """The readings differ, or a date is not known: a person decides."""


class Outcome(StrEnum):
    """What a test says about the threshold."""

    MET = "met"
    NOT_MET = "not_met"
    BORDERLINE = "borderline"


@dataclass(frozen=True)
class ReportReading:
    """One report under one test, with the dates that decided it.

    Both last days are strict readings, and for a range of dates the earliest they can have been:
    up to them nothing is in doubt. None where the day they count from is not known.
    """

    key: str
    verdict: Verdict
    rule: str
    last_report_date: date | None
    last_application_date: date | None


@dataclass(frozen=True)
class ConditionReading:
    """A local condition that goes beyond the statute, and whether it holds. None: not known."""

    kind: ConditionKind
    words: str
    holds: bool | None


@dataclass(frozen=True)
class Result:
    """What one test says: the count at its best and at its worst, and what else decided."""

    outcome: Outcome
    count: int
    count_worst: int
    needed: int
    limbs: tuple[str, ...] = ()
    """The further limbs that are met or may be, in words."""
    conditions: tuple[ConditionReading, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """The statute's answer beside the local one, report by report."""

    applied: date
    procedure: str
    """The key of the procedure."""
    statute: Result
    local: Result
    differs: bool
    warnings: tuple[str, ...]
    reports: tuple[ReportReading, ...]
    """Under the statute, in the order given."""
    local_reports: tuple[ReportReading, ...]
    """Under the local procedure, in the order given."""
