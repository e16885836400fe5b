"""What came of the mutants: the figures, and the survivors beside the list of those that may be."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

RESULTS = "results.json"
"""Where an area's run writes what came of its mutants."""
LIST = Path(__file__).with_name("survivors.toml")
LEAST = 95.0
"""Of a hundred mutants, how many a test has to notice."""
SHOWN = 200
"""How many survivors are printed: the rest stand in the areas' own files."""

Told = dict[str, Any]
"""One mutant: its name, file, function and status; where it was not noticed, also its change."""
Key = tuple[str, str, str, str]
"""File, function, the line, and what became of it: it stays the same while the line does."""


def noticed(status: str) -> bool:
    """Whether a test failed, or hung, because of the mutant."""
    return status in ("killed", "timeout")


def read(results: Path) -> list[Told]:
    """What a run wrote; nothing where it ended before it tried any."""
    return json.loads(results.read_text()) if results.exists() else []


def line_of(name: str, told: list[Told], minutes: float) -> str:
    """One area's figures, as one line."""
    count = Counter(one["status"] for one in told)
    others = (f"{n} {status}" for status, n in sorted(count.items()) if not noticed(status))
    return (
        f"{name:12} {len(told):5} mutants, {count['killed']:5} killed, {count['timeout']:3} timed "
        f"out, {_share(told):5.1f} %, {minutes:5.1f} minutes; {', '.join(others) or 'all noticed'}"
    )


def listed() -> dict[Key, str]:
    """The survivors that may be, with the reason of each."""
    return {
        (one["file"], one["function"], one["line"], becomes): one["why"]
        for one in tomllib.loads(LIST.read_text()).get("survivor", [])
        for becomes in one["becomes"]
    }


def judged(told: list[Told], known: dict[Key, str], *, whole: bool) -> tuple[list[str], bool]:
    """What there is to say, and whether all is well.

    Well is: enough mutants are noticed, each survivor is listed with a reason, and, in a run of the
    `whole`, each that is listed did survive.
    """
    survived = {_key(one): one["status"] for one in told if not noticed(one["status"])}
    unlisted = [key for key in survived if not known.get(key)]
    stale = sorted(set(known) - set(survived)) if whole else []
    words = [_words(key, f"{survived[key]}, and not listed") for key in unlisted[:SHOWN]]
    words += [_words(key, "listed, and no survivor any more") for key in stale]
    share = _share(told)
    words.append(
        f"{len(told)} mutants, {share:.1f} % noticed; {len(survived)} not noticed, {len(unlisted)} "
        f"of them not listed; {len(stale)} listed that are none any more."
    )
    return words, share >= LEAST and not unlisted and not stale


def _share(told: list[Told]) -> float:
    return 100 * sum(noticed(one["status"]) for one in told) / len(told) if told else 0.0


def _key(told: dict[str, Any]) -> Key:
    return told["file"], told["function"], told["line"], told["becomes"]


def _words(key: Key, status: str) -> str:
    file, function, line, becomes = key
    return f"{file}: {function} ({status})\n  - {line}\n  + {becomes}\n"
