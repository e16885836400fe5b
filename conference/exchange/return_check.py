"""What tells a return form that was sent out from an altered one, or from somebody else's.

A form carries its number and a check value. Both are SHA-256 digests into which the request's id
goes: 128 random bits that are in the record and never on the form. The check value also covers
every word of the form that is not an answer. So nobody outside can make a form that passes or
change what it says and mend the check, and no key has to be kept: the record finds both again from
the request itself. Whoever can read the record could forge one; they could as well change it there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from conference.exchange.return_layout import FORM_VERSION

_DIGITS = 16


@dataclass(frozen=True)
class ReturnKey:
    """The request a form is for: what its number and check value are made from."""

    council_id: str
    case_id: str
    agency_id: str
    request_id: str
    asked: str
    period_from: date | None
    period_to: date | None

    @property
    def number(self) -> str:
        """The form's number, as printed: 1A2B-3C4D-5E6F-7A8B."""
        return self._digest("number", "")

    def check(self, fixed: str) -> str:
        """The check value of a form with these fixed words (a digest of `fixed_words`)."""
        return self._digest("check", fixed)

    def _digest(self, what: str, fixed: str) -> str:
        ids = (self.council_id, self.case_id, self.agency_id, self.request_id)
        period = (str(self.period_from or ""), str(self.period_to or ""))
        parts = json.dumps([what, FORM_VERSION, *ids, self.asked, *period, fixed])
        found = hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()
        return _grouped(found[:_DIGITS].upper())


def _grouped(digits: str) -> str:
    return "-".join(digits[at : at + 4] for at in range(0, len(digits), 4))


@dataclass(frozen=True)
class FixedCell:
    """A cell that is not an answer: its sheet, line and column (from 1), and its words."""

    sheet: str
    line: int
    column: int
    words: str


def fixed_words(cells: Iterable[FixedCell]) -> str:
    """A digest of all fixed words and where they stand; spaces and line ends make no difference."""
    plain = (
        (cell.sheet, cell.line, cell.column, " ".join(cell.words.split()))
        for cell in cells
        if cell.words.strip()
    )
    text = json.dumps(sorted(plain))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
