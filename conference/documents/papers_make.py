"""From a template and its context to a paper: the way every paper of the panel goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from conference.documents.letters import Document
from conference.documents.pour import parser
from conference.documents.sandbox import render
from conference.documents.template import read_template
from conference.documents.tree import Figure, title_of, tree
from conference.errors import Refused
from conference.law.audience import AudienceKind
from conference.views import CaseFile, PaperKind


def make_paper(
    kind: PaperKind,
    case: CaseFile,
    context: object,
    *,
    day: date | None = None,
    templates: Path | None = None,
    figures: Mapping[str, Figure] | None = None,
) -> Document:
    """The paper of a kind about a case. Raises BadInput where the template is wrong.

    context: a frozen dataclass, whose fields are what the template can name. day: the paper's own;
    else the day the picture of the case was taken. templates: a council's folder of templates.
    figures: by the name of the fenced block they stand for.
    """
    template = read_template(kind, templates)
    markdown, values = render(template, vars(context))
    body = tree(parser(values).parse(markdown), figures or {})
    return Document(
        kind=kind,
        title=title_of(body) or kind.value.replace("-", " ").capitalize(),
        number=case.reference,
        letter_date=day or case.taken_on,
        language="en-GB",
        body=body,
        markdown=markdown,
        values=values,
        last_appeal_day=None,
        practice=case.council.practice,
        marking=template.marking,
    )


def made_for_the_panel(case: CaseFile, what: str) -> None:
    """Raise Refused where the case is not as the panel sees it. what: "The agenda pack"."""
    if case.audience.kind is not AudienceKind.PANEL:
        raise Refused(
            f"{what} is made from what the panel sees, "
            f"not from the case as the {case.audience.kind} sees it.",
            safe="Nothing was made.",
        )
