"""What a return form looks like: its sheets, the questions on them, and the words to choose from.

The maker and the reader of the form share this and nothing else. Whoever changes a title, a
heading or a question raises FORM_VERSION, so that a form sent out before is told from a spoilt one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from conference.law.audience import Mark
from conference.text import clean

FORM_VERSION = 1
MOST_ACTIONS = 200
"""Rows to fill in."""
HEADINGS_LINE = 1
LAST_LINE = HEADINGS_LINE + MOST_ACTIONS
MOST_IN_CELL = 32_000
"""UTF-16 units in one cell; a spreadsheet program holds 32,767."""

READ_ME = "Read me first"
ANSWER = "Your answer"
ACTIONS = "Actions"
KNOWN = "What we know"
LISTS = "Lists"
SHEETS = (READ_ME, ANSWER, ACTIONS, KNOWN)
"""The sheets people see, in order."""

TITLE = "Return for an anti-social behaviour (ASB) case review"
FORM = "Form"
CASE = "Case"
AGENCY = "Agency"
NUMBER = "Form number"
CHECK = "Check value"
FORM_NAME = "Return form, version "


class Kind(StrEnum):
    """What is written in a cell."""

    WORDS = "words"
    LONG = "long"
    DAY = "day"
    CHOICE = "choice"


@dataclass(frozen=True)
class Question:
    """One question: a line of the answer sheet, or a column of the actions."""

    key: str
    label: str
    help: str
    kind: Kind = Kind.WORDS
    choices: tuple[str, ...] = ()
    strict: bool = True
    """Whether only the choices may be given."""
    needed: bool = False
    width: int = 20
    """Of the column, in characters."""

    @property
    def advice(self) -> str:
        """What is said beside it: whether it is needed, and what to write."""
        return f"Needed. {self.help}" if self.needed else self.help


YES, NO = "yes", "no"
YES_NO = (YES, NO)
EXACT = {
    "that day": "day",
    "some day in that month": "month",
    "about then": "about",
    "not known": "unknown",
}
"""How exactly a date is known, as the form says it, and as `days.parse_when` reads it."""
CONTACTS = ("applicant", "alleged perpetrator", "applicant and alleged perpetrator")
MARKS = {
    "the panel": Mark.PANEL,
    "the applicant": Mark.APPLICANT,
    "the applicant, in my words only": Mark.SUMMARY,
    "only us, the chair and the officer": Mark.NAMED,
}
"""Who may be told an entry, as the form says it."""

ANSWERS = (
    Question("author", "Your name", "Who made this return.", needed=True),
    Question("job", "Your job", "Your post and team."),
    Question(
        "searched",
        "Records searched",
        "Which systems you looked in, and for what: names, addresses, reference numbers.",
        Kind.LONG,
        needed=True,
    ),
    Question("searched_on", "Searched on", "The day, as 3/4/2025.", Kind.DAY),
    Question(
        "nil",
        "Nil return",
        "Choose yes if you looked and hold nothing. Then leave the sheet Actions empty.",
        Kind.CHOICE,
        YES_NO,
    ),
    Question(
        "to_come",
        "Still to come",
        "If part of what was asked comes later: what, and when. Otherwise leave it empty.",
        Kind.LONG,
    ),
    Question(
        "risk",
        "Risk and vulnerability",
        "What you know of risk to anybody, and of anybody's vulnerability.",
        Kind.LONG,
    ),
    Question("more", "What more could be done", "By you, or by others.", Kind.LONG),
)
"""The lines of the answer sheet below its headings."""

COLUMNS = (
    Question(
        "date",
        "Date",
        "A day as 3/4/2025, which is 3 April. Not in the future. If you know it less exactly, "
        "say so in the third column.",
        Kind.DAY,
        width=17,
    ),
    Question("until", "Last day", "Only if it went on for several days.", Kind.DAY, width=17),
    Question(
        "exact",
        "How exact is the date",
        "Leave it empty if it was that very day.",
        Kind.CHOICE,
        tuple(EXACT),
        width=14,
    ),
    Question(
        "kind",
        "What kind",
        "Choose the nearest word. If none fits, write your own.",
        Kind.CHOICE,
        strict=False,
        needed=True,
        width=20,
    ),
    Question("summary", "What was done", "By whom, and how.", Kind.LONG, needed=True, width=44),
    Question("outcome", "What came of it", "And when.", Kind.LONG, width=32),
    Question(
        "contact",
        "Contact with",
        "Whether anybody spoke or wrote to them.",
        Kind.CHOICE,
        CONTACTS,
        width=16,
    ),
    Question("still_open", "Still open", "Choose yes if it goes on.", Kind.CHOICE, YES_NO, width=8),
    Question("more", "What more could be done", "About this one matter.", Kind.LONG, width=28),
    Question("reference", "Your reference", "As your records have it.", width=16),
    Question(
        "mark",
        "Who may be told",
        "The panel if you leave it empty.",
        Kind.CHOICE,
        tuple(MARKS),
        width=18,
    ),
    Question(
        "wording",
        "My words for the applicant",
        "Only if you chose “the applicant, in my words only”.",
        Kind.LONG,
        width=28,
    ),
)
"""The columns of the actions."""
ANSWER_HEADINGS = ("About this return", "Your answer", "What to write")
KNOWN_HEADINGS = ("When", "What it is", "Who, or where", "What happened", "Reference")

_CODED = re.compile("_x([0-9A-Fa-f]{4})_")


def in_cell(text: str) -> str:
    """Text as one cell can hold it: cleaned, and cut, with a mark, where it is too long."""
    text = clean(text)
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MOST_IN_CELL:
        return text
    return units[: 2 * MOST_IN_CELL].decode("utf-16-le", "ignore") + " …"


def coded(text: str) -> str:
    """Text so that a spreadsheet program shows _x0041_ as written, and not as the letter A."""
    return _CODED.sub(lambda found: f"_x005F_{found[0][1:]}", text)


def decoded(text: str) -> str:
    """What a spreadsheet program shows for a cell's text, cleaned."""
    return clean(_CODED.sub(lambda found: chr(int(found[1], 16)), text))
