"""Composing a letter: a template, one reader's view of a case and the officer's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from conference.documents.appeal import appeal_end
from conference.documents.bilingual import PREFIX, WelshPlace, is_bilingual, welsh_places
from conference.documents.picture import against, picture, request_of
from conference.documents.pour import parser
from conference.documents.readers import (
    TELLS_DECISION,
    About,
    refuse_another_matter,
    refuse_another_reader,
)
from conference.documents.sandbox import render
from conference.documents.template import FreeParagraph, LetterTemplate, read_template
from conference.documents.tree import Blocks, title_of, tree
from conference.errors import BadInput, Problem
from conference.law.procedure import NOT_PUBLISHED
from conference.text import clean
from conference.views import CaseFile, LetterKind, PaperKind, PersonView


@dataclass(frozen=True)
class Document:
    """A letter or paper that has been composed: what preview and every format are made from."""

    kind: LetterKind | PaperKind
    title: str
    number: str
    letter_date: date
    language: str
    body: Blocks
    markdown: str
    """The template's Markdown with a token for each value; for the preview."""
    values: tuple[str, ...]
    """What the tokens stand for."""
    last_appeal_day: date | None
    """What the letter tells as the last day to appeal; None where none is published."""
    practice: bool
    marking: str = ""
    """How it is to be handled, for the head of every page."""
    recipient: tuple[str, ...] = ()
    """Whom a letter goes to, as an envelope has it."""
    welsh: Mapping[str, str] | None = None
    """For a letter in Welsh and English, the human translation by the name of its place."""
    welsh_places: tuple[WelshPlace, ...] = ()


def compose(
    kind: LetterKind,
    case: CaseFile,
    *,
    paragraphs: Mapping[str, str],
    number: str,
    letter_date: date,
    signed_by: PersonView,
    templates: Path | None = None,
    about: About | None = None,
) -> Document:
    """The letter of a kind about a case.

    case: as the letter's reader sees it (`readers.READERS`). paragraphs: the officer's words by
    name. number: the letter's own. templates: a council's folder of templates. about: the meeting,
    the person invited, the appeal or the promise it is about. Raises Refused where the view is not
    the reader's, BadInput where the template, a paragraph's name or what it is about is wrong.
    """
    refuse_another_reader(kind, case)
    refuse_another_matter(kind, about)
    if kind is LetterKind.AGENCY_REQUEST and request_of(case) is None:
        raise BadInput("This agency has not been asked for anything in this case.")
    template = read_template(kind, templates)
    context = picture(
        kind,
        case,
        words=_words(template, paragraphs),
        number=number,
        letter_date=letter_date,
        signed_by=signed_by,
        about=about,
    )
    markdown, values = render(template, vars(context))
    welsh = _welsh(kind, case, paragraphs)
    body = tree(parser(values, welsh).parse(markdown))
    return Document(
        kind=kind,
        title=title_of(body) or kind.value.replace("-", " ").capitalize(),
        number=number,
        letter_date=letter_date,
        language="en-GB",
        body=body,
        markdown=markdown,
        values=values,
        last_appeal_day=_last_appeal_day(kind, case, letter_date),
        practice=case.council.practice,
        marking=template.marking,
        recipient=context.recipient.address,
        welsh=welsh,
        welsh_places=() if welsh is None else welsh_places(parser(values).parse(markdown), welsh),
    )


def _words(template: LetterTemplate, paragraphs: Mapping[str, str]) -> dict[str, str]:
    """Every free paragraph of the template, empty where nothing is written.

    Words for a paragraph the template does not have would be lost without notice: BadInput.
    """
    declared: tuple[FreeParagraph, ...] = template.paragraphs
    known = {one.name for one in declared}
    lost = [name for name in paragraphs if name not in known and not name.startswith(PREFIX)]
    if any(paragraphs[name].strip() for name in lost):
        raise BadInput(
            f"The template {template.path.name} has no place for words that were written.",
            tuple(Problem(name, "the template declares no such paragraph") for name in lost),
            safe="The words are kept with the letter.",
        )
    return {one.name: clean(paragraphs.get(one.name, "")).strip() for one in declared}


def _welsh(
    kind: LetterKind, case: CaseFile, paragraphs: Mapping[str, str]
) -> dict[str, str] | None:
    """The human translation of a letter that goes out in both languages, else None."""
    if not is_bilingual(kind, case):
        return None
    return {name: words for name, words in paragraphs.items() if name.startswith(PREFIX)}


def _last_appeal_day(kind: LetterKind, case: CaseFile, letter_date: date) -> date | None:
    """What a letter that tells a decision gives as the last day to appeal against it."""
    if kind not in TELLS_DECISION:
        return None
    end = appeal_end(case, against(kind), letter_date)
    return None if end is NOT_PUBLISHED else end.last_day
