"""What is held about one person as JSON, for that person to take elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

FORMAT = "case-conference/subject-access/1"
Shown = tuple[str, str, Sequence[tuple[str, str]]]
"""Reference, heading, and (label, words) of each fact."""


def subject_json(
    *,
    council: str,
    name: str,
    made_on: date,
    shown: Iterable[Shown],
    withheld: Mapping[str, int],
    readings: Iterable[str],
) -> bytes:
    """The file, UTF-8. withheld: how many entries on each ground."""
    told = {
        "format": FORMAT,
        "council": council,
        "person": name,
        "made_on": made_on.isoformat(),
        "held": [
            {
                "reference": reference,
                "entry": heading,
                "facts": [{"label": label, "words": words} for label, words in facts],
            }
            for reference, heading, facts in shown
        ],
        "withheld": [{"ground": ground, "entries": number} for ground, number in withheld.items()],
        "readings": list(readings),
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()
