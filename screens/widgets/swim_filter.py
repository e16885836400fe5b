"""What of a timeline is looked at: one lane, one kind, one mark, words, or all of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from conference.law.audience import Mark
from conference.timeline import EntryKind, Timeline, TimelineEntry

One = TypeVar("One")

_KIND_WORDS = {
    EntryKind.INCIDENT: "incidents",
    EntryKind.REPORT: "reports",
    EntryKind.ACTION: "actions",
    EntryKind.REQUEST: "what was asked",
}


@dataclass(frozen=True)
class SwimFilter:
    """What an entry must be to be shown; what is empty asks nothing."""

    lane: str = ""
    """The key of the one lane."""
    kind: EntryKind | None = None
    mark: Mark | None = None
    text: str = ""
    """Words that all stand somewhere in the entry, in any order and case."""

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return self != SwimFilter()

    @property
    def beyond_lane(self) -> bool:
        """Whether it asks for more than a lane."""
        return replace(self, lane="").narrows

    def takes(self, entry: TimelineEntry) -> bool:
        """Whether an entry is shown, whatever its lane."""
        return (
            self.kind in (None, entry.kind)
            and self.mark in (None, entry.mark)
            and all(word in _words_of(entry) for word in self.text.casefold().split())
        )

    def next_kind(self, timeline: Timeline) -> SwimFilter:
        """The same with the next kind there is any of, after the last with all."""
        entries = (*timeline.entries, *timeline.undated)
        there = {entry.kind for entry in entries}
        return replace(self, kind=_after([kind for kind in EntryKind if kind in there], self.kind))

    def next_mark(self, timeline: Timeline) -> SwimFilter:
        """The same with the next mark there is any of, after the last with all."""
        entries = (*timeline.entries, *timeline.undated)
        there = {entry.mark for entry in entries}
        return replace(self, mark=_after([mark for mark in Mark if mark in there], self.mark))

    def words(self, lane_name: str) -> str:
        """What is left of the timeline, for the status line; empty for all of it."""
        parts = (
            f"only {lane_name}" if self.lane else "",
            f"only {_KIND_WORDS[self.kind]}" if self.kind else "",
            f"marked {self.mark}" if self.mark else "",
            f"with “{self.text}”" if self.text else "",
        )
        return ", ".join(filter(None, parts))


def _after(there: list[One], now: One | None) -> One | None:
    following = there.index(now) + 1 if now in there else 0
    return there[following] if following < len(there) else None


def _words_of(entry: TimelineEntry) -> str:
    """Everything of an entry that can be read."""
    told = (entry.title, entry.who, str(entry.when), *(words for _, words in entry.detail))
    return "\n".join(told).casefold()
