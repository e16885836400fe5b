"""Which columns hold words that are found, kind by kind, and all the words of one row.

All of them, whoever may see them: what an audience sees of a row is decided when it was found.
"""

from __future__ import annotations

from typing import Any

from conference.folding import folded
from conference.record.tables import (
    Action,
    Application,
    Case,
    Decision,
    Incident,
    Party,
    Recommendation,
    Report,
)
from conference.views import HitKind

TABLES: dict[HitKind, type[Any]] = {
    HitKind.REFERENCE: Case,
    HitKind.PERSON: Party,
    HitKind.APPLICATION: Application,
    HitKind.INCIDENT: Incident,
    HitKind.REPORT: Report,
    HitKind.ACTION: Action,
    HitKind.DECISION: Decision,
    HitKind.RECOMMENDATION: Recommendation,
}
"""The table of each kind of place, in the order in which places of one case are told."""
KINDS = {table: kind for kind, table in TABLES.items()}
WORDS: dict[HitKind, tuple[str, ...]] = {
    HitKind.REFERENCE: ("reference",),
    HitKind.PERSON: ("name", "organisation", "phone", "mobile", "email"),
    HitKind.APPLICATION: (
        *("problem", "location", "others_affected", "impact", "health_impact", "routine_impact"),
        *("feeling_of_risk", "wanted_outcome", "action_taken", "landlord", "adjustments"),
        *("contact_notes", "withdrawn_why"),
    ),
    HitKind.INCIDENT: ("summary", "place", "time_words", "when_words", "summary_wording"),
    HitKind.REPORT: (
        *("summary", "response", "reference", "told_to", "reported_by", "method", "when_words"),
        "summary_wording",
    ),
    HitKind.ACTION: (
        *("summary", "outcome", "kind", "contact_with", "more_could_be_done", "reference"),
        *("done_by", "when_words", "summary_wording"),
    ),
    HitKind.DECISION: ("what", "outcome", "reason", "summary_wording"),
    HitKind.RECOMMENDATION: (
        *("what", "why", "power", "to_body", "owner", "how_known", "summary_wording"),
    ),
}
"""The columns of plain text; a person's address and postcode are beside them."""
_OF_A_PERSON = ("address", "postcode")


def columns_of(kind: HitKind) -> tuple[str, ...]:
    """The names of every column whose words are found."""
    return (*WORDS[kind], *_OF_A_PERSON) if kind is HitKind.PERSON else WORDS[kind]


def text_of(kind: HitKind, row: Any) -> str:
    """All the words of a row, folded, a line for each column that says something."""
    texts = [getattr(row, name) for name in WORDS[kind]]
    if kind is HitKind.PERSON:
        # People type a postcode with its space or without.
        texts += (", ".join(row.address), row.postcode, "".join(row.postcode.split()))
    return "\n".join(folded(text) for text in texts if text)
