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
    """Those in which words can stand."""
    texts: Callable[[Any, Audience], Texts]
    where: Callable[[Any, Agencies], str]
    """The row in words."""
    json_columns: tuple[str, ...] = ()


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


_APPLICATION = (
    *("problem", "location", "others_affected", "impact", "health_impact", "routine_impact"),
    *("feeling_of_risk", "wanted_outcome", "action_taken", "landlord", "adjustments"),
    *("contact_notes", "withdrawn_why"),
)
_INCIDENT = ("summary", "place", "time_words", "when_words", "summary_wording")
_REPORT = (
    *("summary", "response", "reference", "told_to", "reported_by", "method", "when_words"),
    "summary_wording",
)
_ACTION = (
    *("summary", "outcome", "kind", "contact_with", "more_could_be_done", "reference"),
    *("done_by", "when_words", "summary_wording"),
)
_DECISION = ("what", "outcome", "reason", "summary_wording")
_RECOMMENDATION = ("what", "why", "power", "to_body", "owner", "how_known", "summary_wording")
_PERSON = ("name", "organisation", "phone", "mobile", "email")


def _application_texts(row: Application, audience: Audience) -> Texts:
    if not knows_applicant(audience):
        return ()
    return tuple((name, getattr(row, name)) for name in _APPLICATION)


def _report_words(row: Report, agencies: Agencies) -> str:
    body = agencies.get(row.agency_id or "") or row.told_to or "a body not known"
    return f"report to {body}, {when_of(row)}"


def _action_words(row: Action, agencies: Agencies) -> str:
    body = agencies.get(row.agency_id or "") or row.done_by or "others"
    return f"action of {body}, {when_of(row)}"


PLACES = (
    Searched(
        HitKind.REFERENCE,
        Case,
        ("reference",),
        lambda row, _audience: (("", row.reference),),
        lambda _row, _agencies: "the case",
    ),
    Searched(
        HitKind.PERSON,
        Party,
        _PERSON,
        _person_texts,
        lambda row, _agencies: str(row.role),
        json_columns=("address",),
    ),
    Searched(
        HitKind.APPLICATION,
        Application,
        _APPLICATION,
        _application_texts,
        lambda _row, _agencies: "application",
    ),
    Searched(
        HitKind.INCIDENT,
        Incident,
        _INCIDENT,
        _marked(_INCIDENT, _nobodys),
        lambda row, _agencies: f"incident, {when_of(row)}",
    ),
    Searched(HitKind.REPORT, Report, _REPORT, _marked(_REPORT, _agencys), _report_words),
    Searched(HitKind.ACTION, Action, _ACTION, _marked(_ACTION, _agencys), _action_words),
    Searched(
        HitKind.DECISION,
        Decision,
        _DECISION,
        _marked(_DECISION, _nobodys),
        lambda _row, _agencies: "decision of the panel",
    ),
    Searched(
        HitKind.RECOMMENDATION,
        Recommendation,
        _RECOMMENDATION,
        _marked(_RECOMMENDATION, _agencys),
        lambda row, _agencies: f"recommendation {row.number}",
    ),
)
