"""The outcome letter, warm: composed and written in all five formats, and its PDF alone.

The PDF's peer is LibreOffice turning our own DOCX into one, where it is installed. Every letter
differs from the one before: what is written again unchanged would be remembered and cost nothing.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

from conference.documents import FORMATS, Document, Format, compose, write
from conference.views import LetterKind
from tests.benchmarks.figures import Figure, Goal, Run, in_turns, median, took
from tests.documents import factory


def measure(run: Run) -> list[Figure]:
    """All formats; each of them as a note; the PDF beside LibreOffice's."""
    numbers = count(1)
    whole, *each = in_turns(
        run.rounds(9, 3),
        lambda: took(partial(_all, next(numbers))),
        *(partial(_one, numbers, form) for form in FORMATS),
    )
    alone = {form: median(times) for form, times in zip(FORMATS, each, strict=True)}
    parts = ", ".join(f"{form} {time:.0f}" for form, time in alone.items())
    office, against = _libre_office(run, _composed(0))
    return [
        Figure(
            "outcome letter, all formats",
            median(whole),
            None,
            "",
            Goal(100, "ms"),
            why=f"ms by format: {parts}",
            note=f"ms by format: {parts}",
        ),
        Figure("- its PDF alone", alone["pdf"], office, against, Goal(0.1)),
    ]


def _one(numbers: Iterator[int], form: Format) -> float:
    """Milliseconds of one format of a letter that was not written before."""
    document = _composed(next(numbers))
    return took(partial(_written, document, form))


def _composed(number: int) -> Document:
    """The letter with the number in each finding and recommendation: no two are the same."""
    said = f"; case number {number} of the year"
    decisions = tuple(replace(one, reason=one.reason + said) for one in factory.MEETING.decisions)
    asked = tuple(replace(one, what=one.what + said) for one in factory.RECOMMENDATIONS)
    case = factory.case(
        meetings=(replace(factory.MEETING, decisions=decisions),), recommendations=asked
    )
    return compose(
        LetterKind.OUTCOME,
        case,
        paragraphs={},
        number=factory.NUMBER,
        letter_date=factory.LETTER_DATE,
        signed_by=factory.SPOC,
    )


def _written(document: Document, form: Format) -> bytes:
    return write(document, form, council=factory.COUNCIL, reference=factory.NUMBER)


def _all(number: int) -> list[bytes]:
    document = _composed(number)
    return [_written(document, form) for form in FORMATS]


def _libre_office(run: Run, document: Document) -> tuple[float | None, str]:
    """Milliseconds LibreOffice takes for the same letter; None where it is not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None, "LibreOffice (not installed)"
    source = run.folder / "letter.docx"
    source.write_bytes(_written(document, "docx"))
    times = [took(partial(_convert, program, source, run)) for _ in range(run.rounds(4, 2))]
    return median(times[1:]), "LibreOffice, from our DOCX"


def _convert(program: str, source: Path, run: Run) -> None:
    profile = f"-env:UserInstallation={(run.home / 'office').as_uri()}"
    arguments = ["--headless", "--convert-to", "pdf", "--outdir", str(run.folder), str(source)]
    subprocess.run([program, profile, *arguments], check=True, capture_output=True, timeout=120)
