"""An entry of the timeline as a line of a paper's chronology."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from conference.text import one_line
from conference.timeline import EntryKind, Timeline, TimelineEntry
from conference.views import Grade

HOW_IT_WAS_KEPT = {
    "Summary wording": "It says less than the entry does.",
    "Source": "The names of the files that bodies sent are theirs.",
    "Entered by": "Who typed it says nothing of what happened.",
    "Logged by": "Who typed it says nothing of what happened.",
    "Logged for": "The body that acted is named.",
    "Taken by": "It names somebody who only wrote a report down.",
    "Found to be one by": "Who compared the accounts says nothing of what happened.",
    "Why it is one with others": "The accounts stand below each other.",
    "Grade": "It is said where an entry is disputed.",
}
"""What no chronology tells of an entry, by its label, and why."""


def who_words(entry: TimelineEntry, timeline: Timeline) -> str:
    """What sort of entry it is, and whose: "Report, told to the police by the applicant"."""
    if entry.kind is EntryKind.ACTION:
        return next(lane.name for lane in timeline.lanes if lane.key == entry.lane)
    if entry.kind is EntryKind.INCIDENT:
        what = "Hate incident" if entry.hate else "Incident"
        return f"{what}, alleged against the applicant" if entry.about_applicant else what
    return f"{entry.kind.value.partition(' ')[0].capitalize()}, {entry.who}"


def what_words(entry: TimelineEntry, left_out: Collection[str] = HOW_IT_WAS_KEPT) -> str:
    """The entry's own words, and below them what else is known of it."""
    return "\n".join(filter(None, (entry.title, "; ".join(_more(entry, left_out)))))


def _more(entry: TimelineEntry, left_out: Collection[str]) -> Iterator[str]:
    for label, words in entry.detail:
        if label not in left_out:
            yield f"{label}: {one_line(words).rstrip('.')}"
        if (label, words) == ("Grade", Grade.DISPUTED):
            yield words
