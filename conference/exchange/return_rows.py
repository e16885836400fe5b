"""The rows of a return form: what the agency did, each row read by itself."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from conference.errors import Problem
from conference.exchange.columns import MOST_NAME, MOST_TEXT
from conference.exchange.days import parse_when
from conference.exchange.return_layout import COLUMNS, CONTACTS, EXACT, MARKS, NO, YES, Kind
from conference.forms import Disclosure, NewAction
from conference.law.audience import Mark
from conference.law.when import When
from conference.text import one_line

_WORDS = {column.key: column.label for column in COLUMNS}


@dataclass(frozen=True)
class ReturnRow:
    """One action as the form tells it. Whose it is the form does not say: the record knows."""

    line: int
    digest: str
    """SHA-256 of the day, kind, words and reference: a row already in the case is not added."""
    action: NewAction


def read_rows(
    rows: Iterable[tuple[int, Mapping[str, str]]], today: date | None
) -> tuple[tuple[ReturnRow, ...], tuple[Problem, ...]]:
    """The good rows, and the fault of each bad one with its line."""
    good: list[ReturnRow] = []
    bad: list[Problem] = []
    seen: Counter[str] = Counter()
    for line, given in rows:
        try:
            action = _action(given, today)
        except ValueError as fault:
            bad.append(Problem(f"line {line}", str(fault)))
            continue
        content = _content(action)
        # Two like entries of one day are both kept.
        seen[content] += 1
        digest = hashlib.sha256(f"{content}#{seen[content]}".encode()).hexdigest()
        good.append(ReturnRow(line, digest, action))
    return tuple(good), tuple(bad)


def yes_no(said: str) -> bool:
    """Whether a cell says yes; empty is no. Raises ValueError for anything else."""
    word = one_line(said).casefold()
    if word in ("", NO):
        return False
    if word == YES:
        return True
    raise ValueError(f"“{one_line(said)[:40]}” is neither yes nor no")


def _action(given: Mapping[str, str], today: date | None) -> NewAction:
    """One row as an action. Raises ValueError with its first fault."""
    _check_lengths(given)
    return NewAction(
        agency_id="",
        when=_when(given, today),
        kind=one_line(given["kind"]),
        summary=given["summary"],
        outcome=given["outcome"],
        contact_with=_chosen(given, "contact", dict.fromkeys(CONTACTS)) or "",
        still_open=yes_no(given["still_open"]),
        more_could_be_done=given["more"],
        reference=one_line(given["reference"]),
        disclosure=_disclosure(given),
    )


def _check_lengths(given: Mapping[str, str]) -> None:
    for column in COLUMNS:
        words = given[column.key]
        if column.needed and not words.strip():
            raise ValueError(f"“{column.label}” is empty")
        most = MOST_TEXT if column.kind is Kind.LONG else MOST_NAME
        if len(words) > most:
            raise ValueError(f"“{column.label}” is longer than {most:,} characters")


def _when(given: Mapping[str, str], today: date | None) -> When:
    first, last = given["date"].strip(), given["until"].strip()
    exact = _chosen(given, "exact", EXACT)
    if not first and (last or exact != "not known"):
        raise ValueError("it has no date; write one, or choose “not known” at “How exact”")
    when = parse_when(f"{first} to {last}" if last else first, EXACT.get(exact or "", ""))
    if today and when.earliest and when.earliest > today:
        raise ValueError(f"its date {when} has not come yet")
    return when


def _chosen(given: Mapping[str, str], key: str, choices: Mapping[str, object]) -> str | None:
    """The choice that the cell names, whatever its case; None where it is empty."""
    word = one_line(given[key])
    if not word:
        return None
    found = next((choice for choice in choices if choice.casefold() == word.casefold()), None)
    if found is None:
        raise ValueError(f"“{_WORDS[key]}” says “{word[:40]}”; choose one of {'; '.join(choices)}")
    return found


def _disclosure(given: Mapping[str, str]) -> Disclosure:
    """Who may be told; "only us" names nobody here, since the form does not know whose it is."""
    chosen = _chosen(given, "mark", MARKS)
    mark = MARKS[chosen] if chosen else Mark.PANEL
    wording = given["wording"]
    if mark is Mark.SUMMARY and not wording.strip():
        raise ValueError("the applicant is to be told it in your words, and there are none")
    if mark is not Mark.SUMMARY and wording.strip():
        raise ValueError(
            "it has words for the applicant, and “Who may be told” does not say that the applicant "
            "is to get them"
        )
    return Disclosure(mark, wording)


def _content(action: NewAction) -> str:
    """What makes a row that row: case, spaces and its line do not."""
    when = action.when
    days = [str(when.earliest), str(when.latest), when.precision.value]
    words = (action.kind, action.summary, action.reference)
    return json.dumps([*days, *(" ".join(word.casefold().split()) for word in words)])
