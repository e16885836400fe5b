"""Wording in a letter that is close to an entry its reader may not see.

Nobody copies an entry on purpose; they paste it, and change a word. Both texts are read as runs of
words: many runs in common are the sign. What the reader may see anyway is taken away first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from conference.documents.passages import Passage
from conference.law.when import uk_day
from conference.views import CaseFile

RUN = 4
"""Words in a row that are compared."""
SHARE = 0.5
"""The share of an entry's runs which makes a passage close to it."""
FEWEST, ENOUGH = 2, 4
"""Runs in common that it takes at least, and that are enough whatever the share: of seven words."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True)
class Hidden:
    """An entry the reader may not see, with what may be said about it."""

    id: str
    name: str
    """Its kind and day, and nothing of its words: "an action of 3 May 2026"."""
    runs: frozenset[tuple[str, ...]]


def close_to_hidden(
    letter: Iterable[Passage], case: CaseFile, panel: CaseFile
) -> Iterator[tuple[Passage, Hidden]]:
    """Each passage of the letter with the entry it is close to.

    case: as the letter's reader sees it. panel: the same case with everything.
    """
    entries = tuple(_hidden(case, panel))
    for passage in letter:
        said = _runs(passage.text)
        for entry in entries:
            needed = min(ENOUGH, max(FEWEST, SHARE * len(entry.runs)))
            if len(said & entry.runs) >= needed:
                yield passage, entry


def _hidden(case: CaseFile, panel: CaseFile) -> Iterator[Hidden]:
    seen = {key: texts for key, _name, texts in _entries(case)}
    known = frozenset(run for texts in seen.values() for text in texts for run in _runs(text))
    known |= _runs(" . ".join(_applicants_own(case)))
    for key, name, texts in _entries(panel):
        told = seen.get(key, ())
        runs = frozenset(run for text in texts if text not in told for run in _runs(text)) - known
        if runs:
            yield Hidden(key, name, runs)


def _applicants_own(case: CaseFile) -> Iterator[str]:
    """What the reader said themselves is no secret from them."""
    if case.application is not None:
        yield from (str(value) for value in vars(case.application).values() if value)
    for meeting in case.meetings:
        yield from (meeting.applicant_words, meeting.applicant_wants, meeting.applicant_reason)
    if case.threshold is not None:
        yield case.threshold.reasons


def _entries(case: CaseFile) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each entry of the case: its id, what it may be called, and its texts."""
    for one in case.incidents:
        yield one.id, f"an incident of {one.when}", (one.summary, one.place)
    for report in case.reports:
        yield report.id, f"a report of {report.when}", (report.summary, report.response)
    for action in case.actions:
        told = (action.summary, action.outcome, action.more_could_be_done)
        yield action.id, f"an action of {action.when}", told
    for meeting in case.meetings:
        for item in meeting.items:
            yield f"note/{item.id}", "a note of the chair", (item.note,)
        for made in meeting.decisions:
            name = f"a decision of {uk_day(made.decided_at.date())}"
            yield made.id, name, (made.what, made.reason)
    for row in case.recommendations:
        yield row.id, f"recommendation {row.number}", (row.what, row.why, row.how_known)
        for note in row.progress:
            yield note.id, f"progress noted on {uk_day(note.noted_on)}", (note.note, note.evidence)


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of words of a text; a shorter one is one run by itself, if it says anything."""
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < RUN:
        return frozenset()
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
