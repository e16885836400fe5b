"""Passages of frozen texts that come close to an entry the appeal body may not see."""

from __future__ import annotations

import re
from dataclasses import replace

from conference.documents.hidden_wording import close_to_hidden
from conference.documents.passages import Passage
from conference.views import CaseFile, MeetingView, Visibility

WITHHELD = "[A passage that is for named agencies alone is left out here.]"
_BREAKS = re.compile(r"(\n[ \t]*\n|\n(?=[ \t]*(?:[-*]|\d+\.)[ \t]))")


def without_withheld(text: str, case: CaseFile, panel: CaseFile) -> str:
    """The text with each paragraph or item replaced that is close to what `case` does not show.

    panel: the same case with everything. What the chair noted under an item that the audience sees
    is what minutes are made from, and is left in them.
    """
    parts = _BREAKS.split(text)
    passages = [Passage(str(number), part) for number, part in enumerate(parts)]
    hidden = replace(panel, meetings=tuple(map(_chairs_own_notes, panel.meetings)))
    close = {int(passage.place) for passage, _ in close_to_hidden(passages, case, hidden)}
    return "".join(WITHHELD if at in close else part for at, part in enumerate(parts))


def _chairs_own_notes(meeting: MeetingView) -> MeetingView:
    items = tuple(
        item if item.visibility is Visibility.CHAIR else replace(item, note="")
        for item in meeting.items
    )
    return replace(meeting, items=items)


def without_rules(text: str) -> str:
    """The text without the lines of signs that plain text draws below its headings."""
    lines = text.split("\n")
    kept = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if not (before.strip() and set(line) in ({"="}, {"-"}) and len(line) >= len(before))
    ]
    return "\n".join(kept)
