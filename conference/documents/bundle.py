"""The appeal bundle: one paper with numbered pages and contents, and each of its parts by itself.

It is made from the case as the commissioner may see it. Then every text goes through the stand-ins,
so that no name of a third party reaches the typesetter, the files' own descriptions or the ZIP.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from conference.documents.bundle_facts import Papers, bundle_context
from conference.documents.bundle_people import people_of
from conference.documents.bundle_withheld import without_rules, without_withheld
from conference.documents.letters import Document
from conference.documents.papers_make import make_paper
from conference.documents.pdf import to_pdf
from conference.documents.plain import to_text
from conference.documents.sheet import Sheet, masthead, practice_title
from conference.documents.tree import Block, Blocks, Heading, plain
from conference.errors import Refused
from conference.law.audience import AudienceKind, Mark
from conference.text import one_line
from conference.views import (
    AppealView,
    CaseFile,
    HistoryLine,
    MeetingView,
    MinutesView,
    PaperKind,
)

_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_PART = 2
"""The level of heading that begins a part."""


@dataclass(frozen=True)
class Bundle:
    """A bundle, composed but not yet written."""

    document: Document
    key: tuple[tuple[str, str], ...]
    """(stand-in, name) of each, for the chair and the officer alone."""


@dataclass(frozen=True)
class BundleFiles:
    """A bundle as bytes."""

    pdf: bytes
    pages: int
    parts: Mapping[str, bytes]
    """Each part as PDF and as text, by a name that every system takes, in order."""
    key: bytes


def compose_bundle(
    case: CaseFile,
    panel: CaseFile,
    appeal: AppealView,
    *,
    history: tuple[HistoryLine, ...],
    letters: Mapping[str, str],
    also: Iterable[str] = (),
    templates: Path | None = None,
) -> Bundle:
    """The bundle for one appeal.

    case: as the commissioner sees it. panel: the same case with everything, from which the names to
    hide and the approved minutes are taken. history: the case's, without details. letters: the text
    of each issued letter by its id. also: names to hide that the record does not know of.
    templates: a council's folder of papers. Raises Refused for any other view.
    """
    if case.audience.kind is not AudienceKind.COMMISSIONER:
        raise Refused(
            "The appeal bundle is made from what the commissioner may see, "
            f"not from the case as the {case.audience.kind} sees it.",
            safe="Nothing was made.",
        )
    papers = Papers(
        case=case,
        appeal=appeal,
        history=history,
        minutes={one.id: _open(edition, case, panel) for one, edition in _approved(panel)},
        letters={key: _told(text, case, panel) for key, text in letters.items()},
        present={one.id: one.present for m in panel.meetings for one in m.decisions},
        left_out=_restricted(panel),
    )
    context = bundle_context(papers)
    people = people_of(replace(panel, history=history), context, also)
    shown = replace(people.hide_all(context), stand_ins=len(people.key))
    document = make_paper(PaperKind.BUNDLE, case, shown, templates=templates)
    return Bundle(document, people.key)


def _approved(panel: CaseFile) -> Iterator[tuple[MeetingView, MinutesView]]:
    """The latest approved edition of each meeting's minutes."""
    for meeting in panel.meetings:
        approved = [one for one in meeting.minutes if one.approved_at is not None]
        if approved:
            yield meeting, approved[-1]


def _open(minutes: MinutesView, case: CaseFile, panel: CaseFile) -> MinutesView:
    return replace(minutes, text=_told(minutes.text, case, panel))


def _told(text: str, case: CaseFile, panel: CaseFile) -> str:
    return without_rules(without_withheld(text, case, panel))


def _restricted(panel: CaseFile) -> int:
    """How many entries are for named agencies alone."""
    decisions = (one for meeting in panel.meetings for one in meeting.decisions)
    marks = (
        *(one.mark for one in (*panel.incidents, *panel.reports, *panel.actions)),
        *(one.mark for one in panel.recommendations),
        *(one.mark for one in decisions),
    )
    return marks.count(Mark.NAMED)


def write_bundle(bundle: Bundle, case: CaseFile, record: str = "") -> BundleFiles:
    """The bundle's files: the whole as one PDF, each part as PDF and text, and the key.

    record: the head of the council's history, for the foot of each page.
    """
    sheet = replace(_sheet(bundle.document, case), record=record)
    pdf = to_pdf(replace(sheet, contents=True)).data
    return BundleFiles(
        pdf=pdf,
        pages=len(_PAGE.findall(pdf)),
        parts=dict(_parts(sheet)),
        key=_key(bundle),
    )


def _sheet(document: Document, case: CaseFile) -> Sheet:
    practice = document.practice or case.council.practice
    return Sheet(
        title=practice_title(document.title, practice=practice),
        language=document.language,
        body=document.body,
        masthead=masthead(case.council),
        reference=one_line(case.reference),
        letter_date=document.letter_date,
        practice=practice,
        marking=document.marking,
        signed=False,
    )


def _parts(sheet: Sheet) -> Iterator[tuple[str, bytes]]:
    """Each part as a paper of its own: what stands under one heading, the heading its title."""
    for number, (title, blocks) in enumerate(_split(sheet.body), start=1):
        own = practice_title(f"{sheet.reference}: {title}", practice=sheet.practice)
        part = replace(sheet, title=own, body=tuple(map(_raised, blocks)))
        stem = f"{number:02d}-{_slug(title)}"
        yield f"{stem}.pdf", to_pdf(part).data
        yield f"{stem}.txt", to_text(part)


def _split(body: Blocks) -> Iterator[tuple[str, Blocks]]:
    """The heading and the blocks of each part; what stands before the first is none."""
    heads = [
        (at, " ".join(plain(block.content).split()))
        for at, block in enumerate(body)
        if isinstance(block, Heading) and block.level == _PART
    ]
    ends = (*(at for at, _ in heads[1:]), len(body))
    for (start, title), end in zip(heads, ends, strict=False):
        yield title, body[start:end]


def _raised(block: Block) -> Block:
    """A part's heading is the title of its own paper, and those below it follow."""
    return replace(block, level=block.level - 1) if isinstance(block, Heading) else block


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:40] or "part"


def _key(bundle: Bundle) -> bytes:
    """Who stands for whom, as plain text for the chair and the officer."""
    head = f"{bundle.document.title}: who stands for whom"
    warning = "For the chair and the officer alone. This file never goes out with the bundle."
    lines = [f"{stand_in}: {one_line(name)}" for stand_in, name in bundle.key]
    told = "\n".join(lines or ["Nobody's name was replaced."])
    return f"{head}\n{warning}\n\n{told}\n".encode()
