"""Check an exported history off-line, with nothing but Python: `python verify_history.py FILE`.

FILE is what `conference history export` wrote: one JSON object a line. The first line says what the
file is; every other line is one entry. An entry's digest covers the entry before it, so that one
that was changed, removed, moved or put in shows where it stands. A head that was written down when
the history ended there, given after the file, shows whether the end was cut off.

The council's own history (`conference history export` without a case) is told of the head of each
case: given with --council, it shows a case that was worked out anew. What a witness was told, given
with --witness, shows a council's history that was.

This file needs nothing else of Case Conference: it can be copied, read, and run anywhere.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator

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
WITNESSED = "Case Conference witness 1"
"""What a line that was sent to a witness begins with, under "format"."""
DISPOSED = "disposed of the case"
HEADS = "heads"
"""In which detail an entry of a council's history tells {chain: [length, digest of its last]}."""


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


def witnessed_in(text: str) -> Iterator[dict[str, object]]:
    """The lines of a witness in a text: in its file, or in e-mails, where they may be broken."""
    flowing = re.sub(r"\s*\n[>\s]*", " ", text)
    for found in re.findall(r"\{[^{}]*\}", flowing):
        try:
            read = json.loads(found)
        except ValueError:
            continue
        if read.get("format") == WITNESSED:
            yield read


def heads_told(entries: list[dict[str, object]], up_to: int) -> dict[str, list[object]]:
    """The last head of each chain that a council's history was told of, to an entry."""
    told: dict[str, list[object]] = {}
    for entry in entries:
        number, details = entry.get("number"), entry.get("details")
        heads = details.get(HEADS) if isinstance(details, dict) else None
        if isinstance(number, int) and number <= up_to and isinstance(heads, dict):
            told.update(heads)
    return told


def digest_of_heads(told: dict[str, list[object]]) -> str:
    """The digest of all heads together."""
    return digest_of(sorted([chain, *head] for chain, head in told.items()))


def witness_faults(
    entries: list[dict[str, object]], witnessed: list[dict[str, object]]
) -> list[str]:
    """What a witness was told and a history does not say (any more): a council's, or a case's.

    Raises ValueError where no line is of this history.
    """
    council = entries[0].get("council_id") if entries else None
    chain = entries[0].get("chain_id") if entries else None
    mine = [line for line in witnessed if line.get("council") == council]
    if not mine or chain != council:
        raise ValueError("no line of the witness is of this history")
    digests = {entry.get("number"): entry.get("digest") for entry in entries}
    return [
        f"entry {line.get('length')} is not the one that the witness was told on {line.get('at')}"
        for line in mine
        if digests.get(line.get("length")) != line.get("head")
        or digest_of_heads(heads_told(entries, _number(line))) != line.get("heads")
    ]


def _number(line: dict[str, object]) -> int:
    length = line.get("length")
    return length if isinstance(length, int) else 0


def case_faults(case: list[dict[str, object]], council: list[dict[str, object]]) -> list[str]:
    """What a council's history was told of a case, and the case's own does not say."""
    chain = case[0].get("chain_id") if case else None
    digests = {entry.get("number"): entry.get("digest") for entry in case}
    found = []
    for entry in council:
        details = entry.get("details")
        heads = details.get(HEADS) if isinstance(details, dict) else None
        head = heads.get(chain) if isinstance(heads, dict) else None
        if isinstance(head, list) and digests.get(head[0]) != head[1]:
            found.append(
                f"entry {head[0]} is not the one that the council's history was told of "
                f"(its entry {entry.get('number')})"
            )
    return found


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
    given = _arguments().parse_args(arguments)
    try:
        about, entries = read_lines(_read(given.file))
        found = faults(about, entries, given.head)
        council = entries
        if given.council:
            first, council = read_lines(_read(given.council))
            found += [f"the council's history: {one}" for one in faults(first, council)]
            found += case_faults(entries, council)
        if given.witness:
            found += witness_faults(council, list(witnessed_in(_read(given.witness))))
    except (OSError, ValueError) as error:
        print(f"It cannot be checked: {error}", file=sys.stderr)  # noqa: T201
        return 2
    for fault in found:
        print(fault)  # noqa: T201
    if found:
        return 1
    print(f"{len(entries)} entries: nothing was altered. Head: {about['head']}")  # noqa: T201
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("verify_history.py")
    parser.add_argument(
        "file", metavar="FILE", help="the exported history of a case, or of the council"
    )
    parser.add_argument(
        "head", metavar="HEAD", nargs="?", default="", help="the head that was written down"
    )
    parser.add_argument("--council", help="the exported history of the council")
    parser.add_argument("--witness", help="the witness's file; needs the council's history")
    return parser


def _read(name: str) -> str:
    with open(name, encoding="utf-8") as file:  # noqa: PTH123
        return file.read()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
