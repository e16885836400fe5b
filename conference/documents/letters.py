"""Composing a letter: a template, one reader's view of a case and the officer's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from conference.documents.appeal import appeal_end
from conference.documents.picture import picture, request_of
from conference.documents.pour import parser
from conference.documents.sandbox import render
from conference.documents.template import FreeParagraph, LetterTemplate, read_template
from conference.documents.tree import Blocks, title_of, tree
from conference.errors import BadInput, Problem, Refused
from conference.law.audience import AudienceKind
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


def compose(
    kind: LetterKind,
    case: CaseFile,
    *,
    paragraphs: Mapping[str, str],
    number: str,
    letter_date: date,
    signed_by: PersonView,
    templates: Path | None = None,
) -> Document:
    """The letter of a kind about a case.

    case: made for the applicant, or for an agency's request for that agency. paragraphs: the
    officer's words by name. number: the letter's own. templates: a council's folder of templates.
    Raises Refused where the view is not the reader's, BadInput where the template or a paragraph's
    name is wrong.
    """
    _refuse_another_reader(kind, case)
    template = read_template(kind, templates)
    context = picture(
        kind,
        case,
        words=_words(template, paragraphs),
        number=number,
        letter_date=letter_date,
        signed_by=signed_by,
    )
    markdown, values = render(template, vars(context))
    body = tree(parser(values).parse(markdown))
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
    )


def _refuse_another_reader(kind: LetterKind, case: CaseFile) -> None:
    """A letter is made only from what its own reader may see."""
    wanted = AudienceKind.AGENCY if kind is LetterKind.AGENCY_REQUEST else AudienceKind.APPLICANT
    if case.audience.kind is not wanted:
        raise Refused(
            f"A letter of the kind “{kind}” is made from what the {wanted} may see, "
            f"not from the case as the {case.audience.kind} sees it.",
            safe="No letter was made.",
        )
    if wanted is AudienceKind.AGENCY and request_of(case) is None:
        raise BadInput("This agency has not been asked for anything in this case.")
    if wanted is AudienceKind.APPLICANT and case.applicant is None:
        raise BadInput("The case has no applicant to write to.", next="Add the applicant first.")


def _words(template: LetterTemplate, paragraphs: Mapping[str, str]) -> dict[str, str]:
    """Every free paragraph of the template, empty where nothing is written.

    Words for a paragraph the template does not have would be lost without notice: BadInput.
    """
    declared: tuple[FreeParagraph, ...] = template.paragraphs
    lost = [name for name in paragraphs if name not in {one.name for one in declared}]
    if any(paragraphs[name].strip() for name in lost):
        raise BadInput(
            f"The template {template.path.name} has no place for words that were written.",
            tuple(Problem(name, "the template declares no such paragraph") for name in lost),
            safe="The words are kept with the letter.",
        )
    return {one.name: clean(paragraphs.get(one.name, "")).strip() for one in declared}


def _last_appeal_day(kind: LetterKind, case: CaseFile, letter_date: date) -> date | None:
    match kind:
        case LetterKind.OUTCOME:
            end = appeal_end(case, "review", letter_date)
        case LetterKind.THRESHOLD_NOT_MET:
            end = appeal_end(case, "threshold", letter_date)
        case _:
            return None
    return None if end is NOT_PUBLISHED else end.last_day
