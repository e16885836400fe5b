"""A timeline entry in full."""

from __future__ import annotations

from textual.content import Content

from conference.likeness import Offer
from conference.text import clean, one_line
from conference.timeline import EntryKind, Silence, Timeline, TimelineEntry
from conference.timeline_text import silence_sentences
from conference.views import ActionView, CaseFile, IncidentView, ReportView
from screens.widgets.swim_words import describe
from screens.words.parts import paragraphs

MarkedEntry = IncidentView | ReportView | ActionView


def entry_of(case: CaseFile, entry: TimelineEntry) -> MarkedEntry | None:
    """What an entry of the timeline stands for; None for a request, which carries no mark."""
    kinds: dict[EntryKind, tuple[MarkedEntry, ...]] = {
        EntryKind.INCIDENT: case.incidents,
        EntryKind.REPORT: case.reports,
        EntryKind.ACTION: case.actions,
    }
    return next((one for one in kinds.get(entry.kind, ()) if one.id == entry.id), None)


def silence_of(entry: TimelineEntry, timeline: Timeline) -> Silence | None:
    """The silence after an entry that is a report."""
    return timeline.silence_after.get(entry.id) if entry.kind is EntryKind.REPORT else None


def entry_words(case: CaseFile, timeline: Timeline, entry: TimelineEntry) -> Content:
    """What is known of an entry, with its own words in their lines where it has several."""
    seen = entry_of(case, entry)
    full = clean(seen.summary) if seen is not None else ""
    return paragraphs(
        describe(entry, silence_of(entry, timeline)), full if one_line(full) != full.strip() else ""
    )


def offer_line(offer: Offer, case: CaseFile) -> str:
    """What is offered as one incident, with the reason, on one line."""
    told = [one for one in case.incidents if one.id in offer.keys]
    return f"{told[0].when}, {len(told)} accounts: {one_line(told[0].summary)} [{offer.reason}]"


def silence_words(timeline: Timeline) -> Content:
    """How long nothing came after each report, a sentence each."""
    sentences = list(silence_sentences(timeline))
    return paragraphs(*(sentences or ["No report has been made to an agency of this review."]))
