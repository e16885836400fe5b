"""The words around a swim-lane: one entry in full, the legend, the status line."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from conference.law.when import uk_day
from conference.timeline import EntryKind, Silence, Timeline, TimelineEntry
from conference.timeline_text import silence_words
from screens.widgets.swim_row import AGAINST_MARK, HATE_MARK, MANY, MARKS, OPEN_MARK, mark_of

_MARK_WORDS = {
    MARKS[EntryKind.INCIDENT]: "incident",
    HATE_MARK: "hate",
    AGAINST_MARK: "against the applicant",
    MARKS[EntryKind.REPORT]: "report",
    MARKS[EntryKind.ACTION]: "action",
    OPEN_MARK: "still open",
    MARKS[EntryKind.REQUEST]: "asked",
}


def describe(entry: TimelineEntry, silence: Silence | None = None) -> Content:
    """One entry in full, as literal text, with the silence after it where it is a report."""
    parts: list[str | tuple[str, str]] = [(entry.title, "bold"), f"\n{entry.when} · {entry.who}"]
    if entry.shortened:
        parts.append("\nThis is the wording for this audience; the entry says more.")
    for label, words in entry.detail:
        parts += ["\n", (f"{label}: ", "bold"), words]
    if silence is not None:
        parts += ["\n", ("First action: ", "bold"), silence_words(silence)]
    if entry.mark is not None:
        parts += ["\n", ("May be told to: ", "bold"), str(entry.mark)]
    return Content.assemble(*parts)


def legend(t: Timeline, width: int) -> list[str]:
    """What the characters mean, only those in use, in as many lines as `width` needs."""
    lines: list[str] = []
    for part in _legend_parts(t):
        if lines and len(lines[-1]) + len(part) + 3 <= width:
            lines[-1] += f"   {part}"
        else:
            lines.append(f" {part}")
    return lines


def _legend_parts(t: Timeline) -> list[str]:
    used = {mark_of(entry) for entry in (*t.entries, *t.undated)}
    parts = [f"{mark} {words}" for mark, words in _MARK_WORDS.items() if mark in used]
    if any(entry.first != entry.last for entry in t.entries):
        parts.append("├─┤ range")
    parts.append(f"2-9 {MANY} several at once")
    if t.silences:
        parts.append("·12· days from report to first action")
    if any(silence.acted and not silence.certain for silence in t.silences):
        parts.append("~ at least")
    if t.never_acted:
        parts.append("12+ none yet")
    return parts


def days_shown(first: int, last: int) -> str:
    """The days from one ordinal to another, in words."""
    days = (uk_day(date.fromordinal(day)) for day in (first, max(first, last)))
    return " to ".join(days)
