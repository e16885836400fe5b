"""What the template of the appeal bundle can name: the papers of a case for the appeal body.

Days are in words, what is not known is empty, and every text has its stand-ins already.
"""

from __future__ import annotations

from dataclasses import dataclass

from conference.documents.context import Contact, Council
from conference.documents.papers_minutes_context import Presence


@dataclass(frozen=True)
class Fact:
    """One thing that is known, under its label."""

    label: str
    words: str


@dataclass(frozen=True)
class Lodged:
    """The appeal the papers are for."""

    against: str
    """In words: "how the application was dealt with"."""
    ground: str
    lodged_on: str
    lodged_by: str
    time: str
    """Whether it was in time, in a sentence."""


@dataclass(frozen=True)
class Line:
    """One entry of the chronology."""

    when: str
    who: str
    what: str


@dataclass(frozen=True)
class Decision:
    """Something the panel decided, and who was there."""

    about: str
    what: str
    outcome: str
    reason: str
    decided: str
    present: str


@dataclass(frozen=True)
class Meeting:
    """One meeting of the panel."""

    title: str
    facts: tuple[Fact, ...]
    presence: Presence
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class Recommendation:
    """One recommendation under s.104(7), and what came of it."""

    number: int
    to: str
    what: str
    facts: tuple[Fact, ...]
    progress: tuple[str, ...]
    """What became of it, and how the agencies stand to it."""


@dataclass(frozen=True)
class Frozen:
    """Minutes or a letter as they were approved or issued, with what is not told left out."""

    title: str
    facts: tuple[Fact, ...]
    text: str


@dataclass(frozen=True)
class Done:
    """One line of the case's history, without its details."""

    number: int
    at: str
    actor: str
    act: str


@dataclass(frozen=True)
class BundleContext:
    """Everything the template of the appeal bundle can name at its top level."""

    council: Council
    reference: str
    linked: str
    """The reference of the review this one looks at again; usually empty."""
    date: str
    contact: Contact
    body: str
    """Who looks at the appeal; empty where it is not published."""
    appeal: Lodged
    stand_ins: int
    """How many people have a stand-in instead of their name."""
    left_out: int
    """How many entries are not in it because they are for named agencies alone."""
    application: tuple[Fact, ...]
    threshold: tuple[Fact, ...]
    chronology: tuple[Line, ...]
    undated: tuple[Line, ...]
    meetings: tuple[Meeting, ...]
    recommendations: tuple[Recommendation, ...]
    minutes: tuple[Frozen, ...]
    letters: tuple[Frozen, ...]
    history: tuple[Done, ...]
    readings: int
    """How many lines of the history that only say who read the case are left out."""
    head: str
    """The digest of the latest line: what an unaltered history ends with."""
