"""A letter ready to be written: its words, and what stands around them on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from conference.documents.tree import Blocks
from conference.text import one_line
from conference.views import CouncilView

PRACTICE = "Practice - not a real letter"


@dataclass(frozen=True)
class Masthead:
    """The council's own details at the top of a letter, each on one line."""

    name: str
    details: tuple[str, ...]
    """Department, address, telephone and e-mail, as far as they are known."""


@dataclass(frozen=True)
class Sheet:
    """What every writer takes."""

    title: str
    """For a practice council it says so, because a reader may hear nothing but the title."""
    language: str
    """A language tag: "en-GB"."""
    body: Blocks
    masthead: Masthead
    reference: str
    letter_date: date
    practice: bool = False
    large_print: bool = False
    marking: str = ""
    """What every page says at its head of how it is to be handled."""
    signed: bool = True
    """Whether it goes out in an envelope and ends with room for a signature."""
    record: str = ""
    """The head of the council's history when it was frozen, as `history.printed_head` has it."""
    contents: bool = False
    """Whether the PDF lists its parts with their pages; each part then begins a page."""

    @property
    def heads(self) -> tuple[str, ...]:
        """What every page says above everything else."""
        return tuple(filter(None, (PRACTICE if self.practice else "", self.marking)))

    @property
    def footing(self) -> str:
        """What stands at the foot of each page beside its number."""
        reference = f"Our reference: {self.reference}"
        return f"{reference} · Record: {self.record}" if self.record else reference


def masthead(council: CouncilView) -> Masthead:
    """The letterhead of a council."""
    address = ", ".join(filter(None, map(one_line, council.address)))
    details = (council.department, address, council.phone, council.email)
    return Masthead(one_line(council.name), tuple(filter(None, map(one_line, details))))


def practice_title(title: str, *, practice: bool) -> str:
    """The title, saying first that the letter is not real where it is not."""
    return f"{PRACTICE}: {title}" if practice else title
