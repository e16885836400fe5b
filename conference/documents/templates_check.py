"""Checking a council's own letter templates before any letter is made of them.

A letter shows one fault at a time, and only those its case comes past. Here a whole folder is
looked through: each fault with file, line and what is wrong, in words for the officer who edits it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from conference.documents.readers import TELLS_DECISION, for_applicant
from conference.documents.sandbox import available, parsed, unavailable
from conference.documents.template import FRONT, LETTERS, LetterTemplate, read_template
from conference.documents.template_names import Use, uses
from conference.errors import BadInput, Problem
from conference.law.toml_text import toml
from conference.views import LetterKind

_TITLE = re.compile(r"^# +\S", re.MULTILINE)
_FILTER = re.compile(r"the filter '(\w+)'")
_DECLARES = {"name", "title", "help", "required"}
_NEEDED: dict[LetterKind, tuple[tuple[str, ...], ...]] = {
    **dict.fromkeys(TELLS_DECISION, (("appeal.body",), ("appeal.last_day",))),
    LetterKind.OUTCOME: (
        ("appeal.body",),
        ("appeal.last_day",),
        ("findings.reason",),
        ("recommendations.what",),
        ("recommendations.owner",),
        ("recommendations.due",),
    ),
}
"""What a template of the kind must print; of each group at least one."""
_WHAT = {
    "appeal.body": "who looks at an appeal",
    "appeal.last_day": "the last day to appeal",
    "findings.reason": "the reason of each finding",
    "recommendations.what": "what each recommendation says",
    "recommendations.owner": "who answers for each recommendation",
    "recommendations.due": "by when each recommendation is done",
    "threshold.reasons": "the reasons of the decision",
    "refusal.ground": "the ground of the refusal",
    "contact.phone": "how to reach the contact",
    "meeting.planned_for": "the day of the meeting",
    "meeting.not_invited_because": "why the applicant is not invited",
    "lodged.lodged_on": "when the appeal was lodged",
}
_OF_KIND: dict[LetterKind, tuple[str, ...]] = {
    LetterKind.THRESHOLD_NOT_MET: ("threshold.reasons",),
    LetterKind.APPLICATION_REFUSED: ("refusal.ground",),
    LetterKind.INVITATION_APPLICANT: ("meeting.planned_for",),
    LetterKind.INVITATION_PANEL: ("meeting.planned_for",),
    LetterKind.NOT_INVITED: ("meeting.not_invited_because",),
    LetterKind.APPEAL_ACKNOWLEDGEMENT: ("lodged.lodged_on",),
    LetterKind.APPEAL_BUNDLE: ("lodged.lodged_on",),
}


def check_templates(folder: Path | None = None) -> tuple[Problem, ...]:
    """What is wrong with the letter templates in a folder; empty when all can be used.

    folder: a council's own; None for those that are shipped. A folder of templates of all sorts
    has its letters in `letters`. BadInput where there is no such folder.
    """
    place = LETTERS if folder is None else folder
    if (place / "letters").is_dir():
        place = place / "letters"
    if not place.is_dir():
        raise BadInput(f"There is no folder {place}.", next="Name the folder of the templates.")
    files = sorted(path for path in place.iterdir() if path.name.endswith((".j2", ".md")))
    return tuple(problem for path in files for problem in _of_file(path, place))


def _of_file(path: Path, folder: Path) -> Iterator[Problem]:
    kind = next((one for one in LetterKind if path.name == f"{one}.md.j2"), None)
    if kind is None:
        names = [f"{one}.md.j2" for one in LetterKind]
        near = get_close_matches(path.name, names, n=1, cutoff=0.4)
        meant = f"; did you mean {near[0]}" if near else ""
        yield Problem(path.name, f"no letter has a template of this name{meant}")
        return
    try:
        template = read_template(kind, folder)
        yield from _declarations(template)
        yield from _body(kind, template)
    except BadInput as error:
        yield from error.problems


def _declarations(template: LetterTemplate) -> Iterator[Problem]:
    """Names that are declared twice, and words the declarations do not know."""
    text = template.path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    front = FRONT.match(text)
    table = toml(front[1]) if front else {}
    seen: set[str] = set()
    for row in table.get("paragraph", ()):
        name = str(row.get("name", ""))
        where = f"{template.path.name}, line {_line_of(text, name)}"
        if name in seen:
            yield Problem(where, f"the paragraph '{name}' is declared twice")
        seen.add(name)
        for word in sorted(set(row) - _DECLARES):
            known = ", ".join(sorted(_DECLARES))
            yield Problem(where, f"a paragraph has no '{word}'; it can have {known}")


def _line_of(text: str, name: str) -> int:
    at = re.search(rf"^name *= *[\"']{re.escape(name)}[\"']", text, re.MULTILINE)
    return text.count("\n", 0, at.start()) + 1 if at else 1


def _body(kind: LetterKind, template: LetterTemplate) -> Iterator[Problem]:
    tree, name = parsed(template), template.path.name
    for line, what in unavailable(tree):
        yield Problem(f"{name}, line {line}", what + _nearest_filter(what))
    found = tuple(uses(tree, {one.name for one in template.paragraphs}))
    for use in found:
        if use.problem:
            yield Problem(f"{name}, line {use.line}", use.problem)
    yield from _never_printed(template, found)
    yield from _left_out(kind, name, found)
    if not _TITLE.search(template.source):
        yield Problem(name, "it has no title: a line that begins with one # and a space")


def _nearest_filter(what: str) -> str:
    found = _FILTER.search(what)
    near = get_close_matches(found[1], available(), n=1) if found else []
    if near:
        return f"; did you mean '{near[0]}'"
    return f"; there are {', '.join(available())}" if found else ""


def _never_printed(template: LetterTemplate, found: tuple[Use, ...]) -> Iterator[Problem]:
    """A paragraph the officer writes and nobody reads."""
    text = template.path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    printed = {use.path for use in found if use.printed}
    for one in template.paragraphs:
        if f"words.{one.name}" not in printed:
            where = f"{template.path.name}, line {_line_of(text, one.name)}"
            what = f"the paragraph '{one.name}' is declared and never printed"
            yield Problem(where, f"{what}: print it with {{{{ words.{one.name} }}}}")


def _left_out(kind: LetterKind, name: str, found: tuple[Use, ...]) -> Iterator[Problem]:
    """What the law or good practice has a letter of the kind tell."""
    printed = {use.path for use in found if use.printed}
    needed = [*_NEEDED.get(kind, ()), *((path,) for path in _OF_KIND.get(kind, ()))]
    if for_applicant(kind):
        needed.append(("contact.phone", "contact.email"))
    for group in needed:
        if not printed & set(group):
            ways = " or ".join(f"{{{{ {_spelt(path)} }}}}" for path in group)
            yield Problem(name, f"it does not tell {_WHAT[group[0]]}: print {ways}")


def _spelt(path: str) -> str:
    """As a template writes it: inside a loop a thing has its own name."""
    owner, _, part = path.partition(".")
    return f"{owner.removesuffix('s')}.{part}" if owner in _LOOPED else path


_LOOPED = ("findings", "recommendations", "decisions", "incidents", "signposts", "promises")
