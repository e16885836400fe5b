"""Where a search looks: which words of each kind of row an audience sees, as `casefile` shows them.

What is not among the texts given here is never compared with the words of a search.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from conference.casefile.application import knows_party
from conference.casefile.reader import knows_applicant
from conference.law.audience import Audience, AudienceKind, Mark, Sight, sight
from conference.record.finding import TABLES, WORDS
from conference.record.tables import Action, Application, Party, Report
from conference.record.weighing import when_of
from conference.views import HitKind

Texts = tuple[tuple[str, str], ...]
"""What an audience sees of a row's words, each with its label; "" for its main words."""
Agencies = Mapping[str, str]
"""Names by id."""


@dataclass(frozen=True)
class Searched:
    """One kind of row that is searched."""

    kind: HitKind
    table: type[Any]
    columns: tuple[str, ...]
    """Those of plain text in which words can stand."""
    texts: Callable[[Any, Audience], Texts]
    where: Callable[[Any, Agencies], str]
    """The row in words."""


def _marked(
    columns: tuple[str, ...], own: Callable[[Any], str | None]
) -> Callable[[Any, Audience], Texts]:
    """The texts of an entry with a mark: all of them, the summary wording, or none."""

    def texts(row: Any, audience: Audience) -> Texts:
        named = tuple(row.named_agencies)
        match sight(audience, Mark(row.mark), named=named, own_agency=own(row)):
            case Sight.WHOLE:
                first, *rest = columns
                shown = [name for name in rest if not _is_agencys_name(row, name)]
                return ("", getattr(row, first)), *((name, getattr(row, name)) for name in shown)
            case Sight.SUMMARY:
                return (("", row.summary_wording),)
        return ()

    return texts


def _is_agencys_name(row: Any, column: str) -> bool:
    """Whether the agency's own name is shown in place of what was written there."""
    return column in ("told_to", "done_by") and row.agency_id is not None


def _nobodys(_row: Any) -> str | None:
    return None


def _agencys(row: Any) -> str | None:
    return row.agency_id  # type: ignore[no-any-return]


def _person_texts(row: Party, audience: Audience) -> Texts:
    if not knows_party(audience, row.role):
        return ()
    # People type a postcode with its space or without.
    codes = row.postcode, "".join(row.postcode.split())
    known = ("", row.name), ("address", ", ".join(row.address)), *(("postcode", c) for c in codes)
    if audience.kind not in (AudienceKind.PANEL, AudienceKind.APPLICANT):
        return known
    reach = ("organisation", "phone", "mobile", "email")
    return *known, *((name, getattr(row, name)) for name in reach)


def _application_texts(row: Application, audience: Audience) -> Texts:
    if not knows_applicant(audience):
        return ()
    return tuple((name, getattr(row, name)) for name in WORDS[HitKind.APPLICATION])


def _report_words(row: Report, agencies: Agencies) -> str:
    body = agencies.get(row.agency_id or "") or row.told_to or "a body not known"
    return f"report to {body}, {when_of(row)}"


def _action_words(row: Action, agencies: Agencies) -> str:
    body = agencies.get(row.agency_id or "") or row.done_by or "others"
    return f"action of {body}, {when_of(row)}"


def _words_of_mark(kind: HitKind, own: Callable[[Any], str | None]) -> Callable[..., Texts]:
    return _marked(WORDS[kind], own)


_TEXTS: dict[HitKind, Callable[[Any, Audience], Texts]] = {
    HitKind.REFERENCE: lambda row, _audience: (("", row.reference),),
    HitKind.PERSON: _person_texts,
    HitKind.APPLICATION: _application_texts,
    HitKind.INCIDENT: _words_of_mark(HitKind.INCIDENT, _nobodys),
    HitKind.REPORT: _words_of_mark(HitKind.REPORT, _agencys),
    HitKind.ACTION: _words_of_mark(HitKind.ACTION, _agencys),
    HitKind.DECISION: _words_of_mark(HitKind.DECISION, _nobodys),
    HitKind.RECOMMENDATION: _words_of_mark(HitKind.RECOMMENDATION, _agencys),
}
_WHERE: dict[HitKind, Callable[[Any, Agencies], str]] = {
    HitKind.REFERENCE: lambda _row, _agencies: "the case",
    HitKind.PERSON: lambda row, _agencies: str(row.role),
    HitKind.APPLICATION: lambda _row, _agencies: "application",
    HitKind.INCIDENT: lambda row, _agencies: f"incident, {when_of(row)}",
    HitKind.REPORT: _report_words,
    HitKind.ACTION: _action_words,
    HitKind.DECISION: lambda _row, _agencies: "decision of the panel",
    HitKind.RECOMMENDATION: lambda row, _agencies: f"recommendation {row.number}",
}
PLACES = tuple(
    Searched(kind, table, WORDS[kind], _TEXTS[kind], _WHERE[kind]) for kind, table in TABLES.items()
)
