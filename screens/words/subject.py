"""What is held about one person, in words."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from conference.documents.subject_items import About, SubjectItem
from conference.text import one_line
from screens.widgets.line_list import Cell, Row
from screens.words.parts import labelled, paragraphs

OPEN = "DECIDE"


def state_of(item: SubjectItem, grounds: Mapping[str, str]) -> str:
    """What is done with an item: "shown", "withheld", or that somebody has to decide.

    grounds: by key, why it is withheld; empty where it is shown.
    """
    if item.key in grounds:
        return "withheld" if grounds[item.key] else "shown"
    usual = {About.ALONE: "shown", About.NAMED: "withheld"}
    return usual.get(item.about, OPEN)


def subject_row(item: SubjectItem, grounds: Mapping[str, str]) -> Row:
    """One item."""
    state = state_of(item, grounds)
    words = " ".join(one_line(words) for _, words in item.facts)
    style = "warning" if state == OPEN else ""
    return Row(item.key, (Cell(state, style), item.reference, item.heading, words))


def subject_words(item: SubjectItem, grounds: Mapping[str, str]) -> Content:
    """The item under the cursor in full."""
    ground = grounds.get(item.key, "")
    if state_of(item, grounds) == "withheld":
        ground = ground or item.about.value
    return paragraphs(
        Content.assemble((f"{item.reference}: {one_line(item.heading)}", "bold")),
        labelled(("It is", item.about.value), ("Withheld because", one_line(ground))),
        labelled(*item.facts),
    )
