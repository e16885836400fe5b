"""The timeline as plain lines: for a screen reader, a printer, or a terminal without a picture.

Written to be heard: dates in words, one entry after another, sentences in place of a table, no
lines drawn with characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from conference.law.audience import Mark
from conference.law.when import uk_day
from conference.views import Grade

if TYPE_CHECKING:
    from conference.silences import AgencyResponse, Silence
    from conference.timeline import Timeline, TimelineEntry


TOLD_AS = "Told as"
"""The label of each account of an incident that was told more than once."""
NOTHING_DATED = "Nothing with a known day has been recorded."


def timeline_lines(t: Timeline, width: int = 80) -> list[str]:
    """The timeline in lines of at most `width` characters: entries, silences, then agencies."""
    lanes = {lane.key: lane.name for lane in t.lanes}
    dated = [_entry_words(entry, lanes[entry.lane]) for entry in t.entries]
    undated = [_entry_words(entry, lanes[entry.lane]) for entry in t.undated]
    blocks = [
        _section(f"Timeline on {uk_day(t.taken_on)}", dated or [NOTHING_DATED]),
        _section("Day not known", undated),
        _section("How long nothing came", list(silence_sentences(t))),
        _section("Response by agency", [response_sentence(line) for line in t.responses]),
    ]
    lines: list[str] = []
    for block in filter(None, blocks):
        if lines:
            lines.append("")
        for paragraph in block:
            lines += wrap(paragraph, width, subsequent_indent="    ") or [""]
    return lines


def _section(title: str, paragraphs: list[str]) -> list[str]:
    return [f"{title}:", *paragraphs] if paragraphs else []


def _entry_words(entry: TimelineEntry, lane: str) -> str:
    who = "" if entry.who in (lane, "incident") else f"({entry.who})"
    state = ""
    if entry.still_open:
        state = "Not yet answered." if entry.mark is None else "Still open."
    mark = f"[{entry.mark}]" if entry.mark not in (None, Mark.APPLICANT) else ""
    sentence = entry.title if entry.title.endswith((".", "!", "?")) else f"{entry.title}."
    told = (f"{entry.when}, {lane}:", sentence, who, _grade_words(entry), state, mark)
    accounts = (f"{label}: {words}." for label, words in entry.detail if label == TOLD_AS)
    return " ".join(filter(None, (*told, *accounts)))


def _grade_words(entry: TimelineEntry) -> str:
    """On whose word it rests: said of what was suffered and told, of actions only if unusual."""
    if entry.grade is None or (entry.kind == "action" and entry.grade is Grade.AGENCY_RECORD):
        return ""
    return f"{entry.grade.value.capitalize()}."


def days_words(days: float) -> str:
    """A number of days in words: "1 day", "12 days", "2.5 days"."""
    return f"{days:g} day{'' if days == 1 else 's'}"


def silence_words(silence: Silence) -> str:
    """How long the body took after the report, in words that admit what is not known."""
    if not silence.acted:
        return f"nothing, {days_words(silence.days_so_far)} so far"
    if silence.days is None:
        return "acted, on a day not known"
    if silence.certain:
        return "the same day" if silence.days == 0 else f"after {days_words(silence.days)}"
    if silence.most is None:
        return f"perhaps after {days_words(silence.days)}, perhaps never: the days are not certain"
    return f"after {silence.days} to {days_words(silence.most)}: the days are not certain"


def silence_sentences(t: Timeline) -> Iterator[str]:
    """Each silence in a sentence, then the longest, the longest gap, and what is not counted."""
    reports = {entry.id: entry for entry in t.entries if entry.kind == "report"}
    for silence in t.silences:
        report = reports[silence.report_id]
        yield (
            f"Report of {report.when} to {silence.agency} ({report.title}): "
            f"{silence_words(silence)}."
        )
    yield from longest_words(t)


def longest_words(t: Timeline) -> Iterator[str]:
    """The longest wait and the longest gap, how many reports were never acted on or counted."""
    if t.longest_silence and t.longest_silence.days:
        longest = t.longest_silence
        yield (
            f"The longest wait for a first action was {days_words(longest.days or 0)}, "
            f"by {longest.agency} after {uk_day(longest.since)}."
        )
    if t.never_acted:
        number = len(t.never_acted)
        yield f"{_count(number, 'report')} {'was' if number == 1 else 'were'} never acted on."
    yield from _gap_sentences(t)
    if t.uncounted:
        yield (
            f"For {_count(t.uncounted, 'report')} nothing is counted: "
            "the day is not known, or it was not made to an agency of this review."
        )


def _gap_sentences(t: Timeline) -> Iterator[str]:
    gap = t.longest_gap
    if gap is None or not gap.days:
        return
    end = "" if gap.ended else ", and nothing has ended it"
    yield (
        f"The longest time without any action by any agency was {days_words(gap.days)}, from "
        f"{uk_day(gap.first)} to {uk_day(gap.last)}{end}; "
        f"{_count(gap.reports, 'report')} came in that time."
    )


def response_sentence(line: AgencyResponse) -> str:
    """One agency's line of the response summary, as a sentence."""
    parts = [f"{_count(line.reports, 'report')} received"]
    if line.median_days is not None:
        least = "" if line.certain else "at least "
        parts.append(f"first response after {least}{days_words(line.median_days)} (median)")
        parts.append(f"{least}{days_words(line.longest_days or 0)} at the longest")
    parts.append(f"{_count(line.actions, 'action')}, {line.still_open} still open")
    if line.reports:
        parts.append(f"{_count(line.never_answered, 'report')} never answered")
    return f"{line.agency}: {'; '.join(parts)}."


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
