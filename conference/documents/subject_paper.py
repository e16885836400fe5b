"""What is held about one person as a paper for that person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from conference.documents.context import Contact, Council
from conference.documents.letters import Document
from conference.documents.papers_make import make_paper
from conference.documents.picture import contact_of, council_of
from conference.documents.subject_items import SubjectItem
from conference.law.when import uk_day
from conference.text import one_line
from conference.views import CaseFile, PaperKind


@dataclass(frozen=True)
class SubjectFact:
    """A label and its words."""

    label: str
    words: str


@dataclass(frozen=True)
class SubjectEntry:
    """One item as it is shown."""

    reference: str
    heading: str
    facts: tuple[SubjectFact, ...]


@dataclass(frozen=True)
class SubjectWithheld:
    """How many items are withheld on one ground."""

    ground: str
    number: int


@dataclass(frozen=True)
class SubjectContext:
    """Everything the template can name at its top level."""

    council: Council
    contact: Contact
    date: str
    name: str
    references: tuple[str, ...]
    entries: tuple[SubjectEntry, ...]
    withheld: tuple[SubjectWithheld, ...]
    readings: tuple[str, ...]
    """Who read of it, and when, one line each."""


def subject_context(
    case: CaseFile,
    name: str,
    references: Iterable[str],
    shown: Iterable[SubjectItem],
    grounds: Iterable[str],
    readings: Iterable[str],
) -> SubjectContext:
    """The context of the paper. grounds: of each item that is withheld; all names are hidden."""
    counted = Counter(map(one_line, grounds))
    return SubjectContext(
        council=council_of(case),
        contact=contact_of(case),
        date=uk_day(case.taken_on),
        name=one_line(name),
        references=tuple(references),
        entries=tuple(
            SubjectEntry(
                one.reference,
                one_line(one.heading),
                tuple(SubjectFact(one_line(label), words) for label, words in one.facts),
            )
            for one in shown
        ),
        withheld=tuple(SubjectWithheld(*one) for one in sorted(counted.items())),
        readings=tuple(map(one_line, readings)),
    )


def subject_paper(
    case: CaseFile, context: SubjectContext, *, templates: Path | None = None
) -> Document:
    """The paper. case: whose council and day it carries. templates: a council's own papers."""
    return make_paper(PaperKind.SUBJECT_ACCESS, case, context, templates=templates)
