"""A county's record to search in: many cases with a dozen entries each, in words as people use.

A few words stand in every second entry and most in very few, as in any language. The rows are put
in by bare statements, as no council could type them; then the index is made as after a restore.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from conference.record.store import Store
from tests.benchmarks import records
from tests.office import Office

ENTRIES = {"incident": 4, "report": 4}
"""Copies of each kind of entry in a case, beside its reference, its application and its people."""
COMMON, USUAL, RARE = "neighbour", "stairwell", "quagmire"
"""A word of every third entry, one of every hundredth, and one of a single case."""
ASKED = 40
"""One in so many cases asks the police."""
_VOCABULARY = 20_000
_SYLLABLES = ("ba", "cor", "den", "el", "fin", "gar", "ho", "ing", "jo", "ka", "lem", "mo", "ner")


def of_many(folder: Path, cases: int) -> Office:
    """A record of so many cases on SQLite; the same each time."""
    file = folder / "words.db"
    office = records._office(str(file))
    office.in_evidence()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA synchronous=OFF")
        _multiply(connection, cases)
        connection.execute("INSERT INTO found_gram(found_gram) VALUES('delete-all')")
        connection.execute("DELETE FROM found_entry")
    Store(str(file)).prepare()
    return office


def _multiply(connection: sqlite3.Connection, cases: int) -> None:
    """Copies of what the one case holds, with ids, days and words of their own."""
    connection.row_factory = sqlite3.Row
    chance = random.Random(4)
    words = [_word(chance) for _ in range(_VOCABULARY)]
    one = {
        name: connection.execute(f"SELECT * FROM {name}").fetchone()
        for name in ("review_case", "application", "party", "information_request", *ENTRIES)
    }
    for name, row in one.items():
        _put(connection, name, row, _rows(name, dict(row), cases, words))


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4)))


def _put(
    connection: sqlite3.Connection, name: str, row: sqlite3.Row, rows: Iterator[dict[str, Any]]
) -> None:
    names = row.keys()
    marks = ", ".join(f":{one}" for one in names)
    connection.executemany(f"INSERT INTO {name} ({', '.join(names)}) VALUES ({marks})", rows)


def _rows(name: str, row: dict[str, Any], cases: int, words: list[str]) -> Iterator[dict[str, Any]]:
    chance = random.Random(name)
    first = datetime(2016, 1, 4, 9)
    for number in range(1, cases):
        received = first + timedelta(minutes=97 * number)
        for copy in range(ENTRIES.get(name, 1)):
            if name == "information_request" and number % ASKED:
                continue
            made = {**row, "id": f"{name[0]}{number:027}{copy:04}", "case_id": f"r{number:027}0000"}
            match name:
                case "review_case":
                    made["received_at"] = received.isoformat(" ", "microseconds")
                    made["received_on"] = received.date().isoformat()
                    made["reference"] = f"ER-{received.year}-{number:05}"
                    made["applicant_name"] = _name(chance, words)
                    made["next_due"] = (
                        (received + timedelta(days=chance.randint(1, 90))).date().isoformat()
                    )
                case "party":
                    made["name"] = _name(chance, words)
                    made["address"] = json.dumps([f"{number % 200 + 1} {_name(chance, words)}"])
                    made["phone"] = f"07700 {chance.randint(0, 999999):06}"
                case "information_request":
                    made["state"] = "asked"
                case _:
                    text = "impact" if name == "application" else "summary"
                    made[text] = _sentence(chance, words, number, copy)
            yield {key: made[key] for key in row}


def _name(chance: random.Random, words: list[str]) -> str:
    return f"{chance.choice(words)} {chance.choice(words)}".title()


def _sentence(chance: random.Random, words: list[str], number: int, copy: int) -> str:
    """About thirty words, a few of them often."""
    told = [words[int(len(words) ** chance.random()) - 1] for _ in range(chance.randint(12, 45))]
    for word, every in ((COMMON, 3), (USUAL, 100)):
        if chance.randrange(every) == 0:
            told.append(word)
    if number == 1 and copy == 0:
        told.append(RARE)
    return " ".join(told).capitalize() + "."
