"""Check an exported history off-line, with nothing but Python: `python verify_history.py FILE`.

FILE is what `conference history export` wrote: one JSON object a line. The first line says what the
file is; every other line is one entry. An entry's digest covers the entry before it, so that one
that was changed, removed, moved or put in shows where it stands. A head that was written down when
the history ended there, given after the file, shows whether the end was cut off.

This file needs nothing else of Case Conference: it can be copied, read, and run anywhere.
"""

from __future__ import annotations

import hashlib
import json
import sys

SEALED = (
    "council_id",
    "chain_id",
    "case_id",
    "number",
    "at",
    "actor_id",
    "actor",
    "act",
    "subject",
    "subject_id",
    "details_digest",
)
"""What the digest of an entry covers, in this order, after the digest of the entry before it."""
FORMAT = "Case Conference history 1"
DISPOSED = "disposed of the case"


def digest_of(value: object) -> str:
    """SHA-256 of the value as canonical JSON, hexadecimal."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_lines(text: str) -> tuple[dict[str, object], list[dict[str, object]]]:
    """The first line and the entries of an export. Raises ValueError, with the number of a line."""
    lines = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            lines.append(_object(number, line))
    if not lines or lines[0].get("format") != FORMAT:
        raise ValueError("line 1: this is not the history of a case")
    return lines[0], lines[1:]


def _object(number: int, line: str) -> dict[str, object]:
    try:
        read = json.loads(line)
    except ValueError:
        raise ValueError(f"line {number}: this cannot be read") from None
    if not isinstance(read, dict):
        raise ValueError(f"line {number}: this is no entry")
    return read


def faults(about: dict[str, object], entries: list[dict[str, object]], head: str = "") -> list[str]:
    """What is wrong, entry by entry; empty where nothing was altered.

    head: the digest that was written down as the last of the history.
    """
    found: list[str] = []
    previous, expected = "", 1
    disposals = [entry.get("number") for entry in entries if entry.get("act") == DISPOSED]
    for entry in entries:
        number = entry.get("number")
        if number != expected:
            found.append(f"entry {expected} is missing or out of order")
        if about.get("details") and "details" not in entry:
            found.append(f"the details of entry {number} are missing")
        if not _details_fit(entry, disposals):
            found.append(f"the details of entry {number} were changed")
        if digest_of([previous, *(entry.get(name) for name in SEALED)]) != entry.get("digest"):
            found.append(f"entry {number} was changed, moved or inserted")
        previous = str(entry.get("digest"))
        expected = number + 1 if isinstance(number, int) else expected + 1
    return [*found, *_head_faults(about, entries, head)]


def _details_fit(entry: dict[str, object], disposals: list[object]) -> bool:
    """Whether the details are those of their digest, or were left out or disposed of."""
    if "details" not in entry:
        return True
    if digest_of(entry["details"]) == entry.get("details_digest"):
        return True
    number = entry.get("number")
    later = any(
        isinstance(one, int) and isinstance(number, int) and number < one for one in disposals
    )
    return entry["details"] == {} and later


def _head_faults(
    about: dict[str, object], entries: list[dict[str, object]], head: str
) -> list[str]:
    last = entries[-1].get("digest") if entries else ""
    found = []
    if (about.get("length"), about.get("head")) != (len(entries), last):
        found.append("the entries are not as many as the first line says, or end with another")
    if head and head not in [entry.get("digest") for entry in entries]:
        found.append("the head that was written down is not in this history: its end was cut off")
    return found


def main(arguments: list[str]) -> int:
    """Check the file that is named, and print what is wrong; 0 where nothing is."""
    if len(arguments) not in (1, 2):
        print("python verify_history.py FILE [HEAD]", file=sys.stderr)  # noqa: T201
        return 2
    try:
        with open(arguments[0], encoding="utf-8") as file:  # noqa: PTH123
            about, entries = read_lines(file.read())
        found = faults(about, entries, *arguments[1:])
    except (OSError, ValueError) as error:
        print(f"It cannot be checked: {error}", file=sys.stderr)  # noqa: T201
        return 2
    for fault in found:
        print(fault)  # noqa: T201
    if found:
        return 1
    print(f"{len(entries)} entries: nothing was altered. Head: {about['head']}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
