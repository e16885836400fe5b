"""What is held about one person, across cases: looked at first, decided on, and then handed out.

Data protection law gives people what is held about them, and protects the others who are in it.
The program finds what there is and hides names; what is withheld, and why, a person says.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from conference.casefile import open_case
from conference.documents.bundle_people import texts_of
from conference.documents.name_words import folded
from conference.documents.subject_items import (
    About,
    SubjectCase,
    SubjectItem,
    items_of,
    others_hidden,
)
from conference.documents.subject_paper import subject_context, subject_paper
from conference.documents.writing import Format, write
from conference.errors import BadInput, NotFound, Problem
from conference.exchange.bundles import zipped
from conference.exchange.subject_access import subject_json
from conference.law import access
from conference.law.access import Operation
from conference.law.audience import APPLICANT, PANEL
from conference.law.calendar import london_time
from conference.law.when import uk_day
from conference.record.conflicts import without_conflicts
from conference.record.history import QUIET
from conference.record.tables import Case, History, LetterFile, Party
from conference.review.desk import Desk, Work, council_standing
from conference.text import one_line
from conference.views import PartyView

_FORMATS: tuple[Format, ...] = ("pdf", "html")
SHOW = ""
"""The ground of what is not withheld."""


@dataclass(frozen=True)
class Subject:
    """Somebody, and what is held about them."""

    name: str
    references: tuple[str, ...]
    items: tuple[SubjectItem, ...]
    also: tuple[str, ...]
    """References of further cases with a person of that name, who may be the same or another."""


@dataclass(frozen=True)
class SubjectFile:
    """What is handed out, as one ZIP."""

    name: str
    content: bytes
    digest: str
    """SHA-256 of the ZIP, which the history of each case keeps."""
    shown: int
    withheld: int


def look(desk: Desk, case_id: str, person: str, *, also: Iterable[str] = ()) -> Subject:
    """What is held about a person of the case, and of the cases named in `also`.

    person: their name, or the id of the party. Each case's history says that somebody looked.
    """
    cases, candidates, _ = _gather(desk, Operation.READ_SUBJECT, case_id, person, also)
    return Subject(
        cases[0].party.name,
        tuple(one.panel.reference for one in cases),
        tuple(item for one in cases for item in items_of(one)),
        candidates,
    )


def hand_out(
    desk: Desk,
    case_id: str,
    person: str,
    grounds: Mapping[str, str],
    *,
    also: Iterable[str] = (),
) -> SubjectFile:
    """What is held about the person, without what is withheld and without others' names.

    grounds: by the key of an item, why it is withheld, or `SHOW`. What is about them alone is shown
    and what is for named agencies withheld where nothing is said; of everything else somebody has
    to decide, or BadInput names what is left.
    """
    cases, _, readings = _gather(desk, Operation.EXPORT_SUBJECT, case_id, person, also)
    items = tuple(item for one in cases for item in items_of(one))
    decided = _decided(items, grounds)
    shown = tuple(item for item in items if not decided[item.key])
    withheld = [ground for ground in decided.values() if ground]
    file = _file(desk, cases, shown, withheld, readings)
    for one in cases:
        _note(desk, one.panel.id, file)
    return file


def _decided(items: Iterable[SubjectItem], grounds: Mapping[str, str]) -> dict[str, str]:
    """The ground on which each item is withheld, or `SHOW`."""
    usual = {About.ALONE: SHOW, About.NAMED: About.NAMED.value}
    decided: dict[str, str] = {}
    open_ones: list[Problem] = []
    for number, item in enumerate(items, start=1):
        if item.key in grounds:
            decided[item.key] = one_line(grounds[item.key])
        elif item.about in usual:
            decided[item.key] = usual[item.about]
        else:
            open_ones.append(Problem(f"{number}", f"{item.heading}: show it or withhold it"))
    if open_ones:
        raise BadInput(
            "Somebody has to decide about some of it first.",
            tuple(open_ones),
            safe="Nothing was made.",
            next="Say for each whether it is shown, or on what ground it is withheld.",
        )
    return decided


def _gather(
    desk: Desk, operation: Operation, case_id: str, person: str, also: Iterable[str]
) -> tuple[list[SubjectCase], tuple[str, ...], list[str]]:
    """The cases, the references of further ones with that name, and who read of them."""
    looks = operation is Operation.READ_SUBJECT
    act = "looked at what is held" if looks else "gathered what is held"
    with desk.acting(operation, case_id) as work:
        first = _subject_case(work, person)
        namesakes = _namesakes(work.session, desk, first.party.name, but=work.case.id)
        readings = list(_readings(work))
        work.note(f"{act} about a person", details={"person": first.party.name})
    cases = [first]
    wanted = {one_line(one).upper() for one in also} - {first.panel.reference}
    for reference in sorted(wanted):
        with desk.acting(operation, reference) as work:
            cases.append(_subject_case(work, first.party.name))
            readings += _readings(work)
            work.note(f"{act} about a person", details={"person": first.party.name})
    return cases, tuple(one for one in namesakes if one not in wanted), readings


def _subject_case(work: Work, person: str) -> SubjectCase:
    session, case, today = work.session, work.case, work.today
    panel = open_case(session, case, PANEL, today)
    told = open_case(session, case, APPLICANT, today)
    rows = session.exec(
        select(LetterFile).where(LetterFile.case_id == case.id, LetterFile.format == "txt")
    )
    letters = {row.letter_id: row.content.decode() for row in rows}
    return SubjectCase(panel, told, _party(panel.parties, person, case.reference), letters)


def _party(parties: Iterable[PartyView], person: str, reference: str) -> PartyView:
    """The one person of the case who is meant."""
    parties = tuple(parties)
    said = folded(person)
    found = [one for one in parties if one.id == person or folded(one.name) == said]
    found = found or [one for one in parties if said and said in folded(one.name)]
    if len(found) != 1:
        names = "; ".join(one_line(one.name) for one in found or parties)
        raise NotFound(
            f"No one person of {reference} is meant by that.", next=f"The people are: {names}."
        )
    return found[0]


def _namesakes(session: Session, desk: Desk, name: str, *, but: str) -> list[str]:
    """The references of other cases with a person of that name, as far as the desk may know."""
    if not access.may(council_standing(session, desk), Operation.READ_SUBJECT):
        return []  # Somebody who is an officer of this one case learns of no other.
    rows = session.exec(
        select(Case.reference, Party.name)
        .join(Party, col(Party.case_id) == Case.id)
        .where(
            Case.council_id == desk.council_id,
            Case.id != but,
            col(Case.disposed_on).is_(None),
            *without_conflicts(session, desk.person.id, col(Case.id)),
        )
        .order_by(Case.reference)
    )
    return list(dict.fromkeys(ref for ref, other in rows if folded(other) == folded(name)))


def _readings(work: Work) -> Iterator[str]:
    """Who read the case or was shown it, and when, the oldest first."""
    rows = work.session.exec(
        select(History)
        .where(History.chain_id == work.case.id, col(History.act).in_(sorted(QUIET)))
        .order_by(col(History.number))
    )
    for row in rows:
        at = london_time(row.at)
        yield f"{work.case.reference}, {uk_day(at.date())} {at:%H:%M}: {row.actor} {row.act}"


def _file(
    desk: Desk,
    cases: list[SubjectCase],
    shown: tuple[SubjectItem, ...],
    withheld: list[str],
    readings: list[str],
) -> SubjectFile:
    first = cases[0].panel
    references = [one.panel.reference for one in cases]
    name = cases[0].party.name
    people = others_hidden(cases, (text for item in shown for text in texts_of(item)))
    shown = tuple(
        replace(one, heading=people.hide(one.heading), facts=people.hide_all(one.facts))
        for one in shown
    )
    grounds = [people.hide(ground) for ground in withheld]
    context = subject_context(first, name, references, shown, grounds, readings)
    document = subject_paper(first, context, templates=desk.own_templates("papers"))
    files = {
        f"subject-access.{format}": write(
            document, format, council=first.council, reference=first.reference
        )
        for format in _FORMATS
    }
    files["subject-access.json"] = subject_json(
        council=first.council.name,
        name=one_line(name),
        made_on=desk.today,
        shown=[(one.reference, one.heading, one.facts) for one in shown],
        withheld=dict(sorted(Counter(grounds).items())),
        readings=readings,
    )
    content = zipped(files)
    stem = re.sub(r"[^a-z0-9]+", "-", first.reference.casefold()).strip("-")
    digest = hashlib.sha256(content).hexdigest()
    return SubjectFile(f"{stem}-subject-access.zip", content, digest, len(shown), len(withheld))


def _note(desk: Desk, case_id: str, file: SubjectFile) -> None:
    """Keep in the case's history what was handed out."""
    with desk.acting(Operation.EXPORT_SUBJECT, case_id) as work:
        work.note(
            "handed out what is held about a person",
            details={
                "digest": file.digest,
                "size": len(file.content),
                "shown": file.shown,
                "withheld": file.withheld,
            },
        )
