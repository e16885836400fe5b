"""What a letter is made from, and what is made of it: the document, its gaps, its flags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from conference.documents.bilingual import is_bilingual
from conference.documents.check import gaps
from conference.documents.coverage import Told, coverage
from conference.documents.flags import Flag, flags, readability_of
from conference.documents.letters import Document, compose
from conference.documents.readability import Readability
from conference.documents.readers import About
from conference.documents.template import FreeParagraph, free_paragraphs
from conference.errors import ConferenceError, Problem, Refused
from conference.review.desk import Desk
from conference.views import CaseFile, LetterKind, PersonView

REFUSALS = (LetterKind.THRESHOLD_NOT_MET, LetterKind.APPLICATION_REFUSED)
"""Letters that turn an application down."""


@dataclass(frozen=True)
class Composing:
    """All that one letter is made from, at one moment."""

    desk: Desk
    kind: LetterKind
    case: CaseFile
    """As the letter's reader sees it."""
    panel: CaseFile
    paragraphs: Mapping[str, str]
    number: str
    letter_date: date
    about: About | None
    answered: Mapping[str, str]
    """The reasons given for what was flagged, by the flag's key."""

    @property
    def signed_by(self) -> PersonView:
        """Who signs: the single point of contact, else whoever is at the desk."""
        return self.panel.spoc or self.desk.person


@dataclass(frozen=True)
class LetterCheck:
    """What the check of a letter found."""

    gaps: tuple[Problem, ...]
    """It is not issued while there is one."""
    flags: tuple[Flag, ...]
    """Each is taken out, or has a reason."""
    answered: Mapping[str, str]
    """The reasons given so far, by the flag's key."""
    coverage: tuple[Told, ...]
    readability: Readability | None
    """None where the letter cannot be composed."""

    @property
    def open_flags(self) -> tuple[Flag, ...]:
        """The flags for which nobody has given a reason."""
        return tuple(flag for flag in self.flags if not self.answered.get(flag.key, "").strip())

    @property
    def ready(self) -> bool:
        """Whether the letter may go on."""
        return not self.gaps and not self.open_flags


def compose_letter(made: Composing) -> Document:
    """The letter as it would go out.

    Raises Refused for the refusal of an application that section 104(4) says is met, while no
    senior person has signed it off.
    """
    _refuse_what_the_act_forbids(made)
    return compose(
        made.kind,
        made.case,
        paragraphs=made.paragraphs,
        number=made.number,
        letter_date=made.letter_date,
        signed_by=made.signed_by,
        templates=made.desk.own_templates("letters"),
        about=made.about,
    )


def _refuse_what_the_act_forbids(made: Composing) -> None:
    decision = made.panel.threshold
    if made.kind not in REFUSALS or decision is None or decision.met:
        return
    must_be_met = decision.basis == "s.104(4)"
    if must_be_met and not (decision.signed_off_by.strip() and decision.refusal_ground.strip()):
        raise Refused(
            "Enough qualifying complaints were made: section 104(4) says the threshold is met.",
            safe="No letter was made.",
            next="Decide that it is met; or record the ground of the refusal and the senior "
            "person who signs it off.",
        )


def gaps_of(made: Composing) -> tuple[Problem, ...]:
    """What the letter may not be issued without, in the record and in its own words."""
    return _gaps(made, *_tried(made))


def look_over_letter(made: Composing) -> LetterCheck:
    """Gaps, flags, coverage and readability of the letter.

    A letter that cannot be composed has that as its gap, if the record shows no other.
    """
    document, fault = _tried(made)
    missing = _gaps(made, document, fault)
    if document is None:
        return LetterCheck(missing, (), made.answered, (), None)
    told = made.kind is LetterKind.OUTCOME
    return LetterCheck(
        gaps=missing,
        flags=flags(document, made.case, made.panel),
        answered=made.answered,
        coverage=coverage(made.case, made.panel, document) if told else (),
        readability=readability_of(document),
    )


def _tried(made: Composing) -> tuple[Document | None, str]:
    """The letter; or nothing, and why it cannot be composed."""
    try:
        return compose_letter(made), ""
    except ConferenceError as error:
        return None, str(error)


def _gaps(made: Composing, document: Document | None, fault: str) -> tuple[Problem, ...]:
    """What is missing in the record; only then what the composed letter leaves out."""
    missing = _record_gaps(made, None)
    if missing or document is not None:
        return missing or _record_gaps(made, document)
    return (Problem("", fault),)


def _record_gaps(made: Composing, document: Document | None) -> tuple[Problem, ...]:
    return gaps(
        made.case,
        made.kind,
        paragraphs=made.paragraphs,
        panel=made.panel,
        templates=made.desk.own_templates("letters"),
        about=made.about,
        document=document,
    )


def places_of(made: Composing) -> tuple[FreeParagraph, ...]:
    """Where the officer may write in the letter; in a bilingual one, the Welsh last."""
    written = free_paragraphs(made.kind, made.desk.own_templates("letters"))
    if not is_bilingual(made.kind, made.case):
        return written
    return (*written, *(place.paragraph for place in compose_letter(made).welsh_places))
