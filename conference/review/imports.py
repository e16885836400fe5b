"""A chronology is brought into a case: previewed, confirmed once, all of it or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import select

from conference.errors import BadInput
from conference.forms import Chronology, ChronologyRow, RowKind
from conference.law.access import Operation
from conference.law.when import When
from conference.record.tables import Action, Agency, Incident, Report, Source
from conference.review.agencies import match
from conference.review.columns import dated
from conference.review.desk import Desk, Work
from conference.review.intake import agencies_of, join
from conference.text import clean, one_line
from conference.views import Grade, Moment


@dataclass(frozen=True)
class Preview:
    """What importing would do; nothing has been changed."""

    new: tuple[ChronologyRow, ...]
    already_there: tuple[ChronologyRow, ...]
    unmatched: tuple[str, ...]
    """Bodies in the file that are no agency of the council. Their entries are kept under these
    names, in a lane for others, unless the importer says which agency is meant."""


def preview(
    desk: Desk, case_id: str, chronology: Chronology, *, meanings: Mapping[str, str] | None = None
) -> Preview:
    """What the file would add to the case.

    meanings: what the file calls a body, to the name of the council's agency that is meant.
    """
    with desk.acting(Operation.IMPORT_CHRONOLOGY, case_id) as work:
        return _compare(work, chronology, _Bodies(agencies_of(work), meanings or {}))


def bring_in(
    desk: Desk, case_id: str, chronology: Chronology, *, meanings: Mapping[str, str] | None = None
) -> Preview:
    """Add every new row of the file; a second time it adds nothing. All rows, or none at all."""
    with desk.acting(Operation.IMPORT_CHRONOLOGY, case_id) as work:
        bodies = _Bodies(agencies_of(work), meanings or {})
        found = _compare(work, chronology, bodies)
        if found.new:
            _add(work, chronology, found.new, bodies)
        return found


class _Bodies:
    """What the file's names for bodies mean in this council."""

    def __init__(self, agencies: list[Agency], meanings: Mapping[str, str]) -> None:
        self._agencies = agencies
        self._meanings = {one_line(said).casefold(): meant for said, meant in meanings.items()}
        for meant in self._meanings.values():
            if match(meant, agencies) is None:
                raise BadInput(f"There is no agency called {one_line(meant)!r}.")

    def meant(self, said: str) -> Agency | None:
        """The agency, or None where the name fits none or several."""
        return match(self._meanings.get(one_line(said).casefold(), said), self._agencies)


def _compare(work: Work, chronology: Chronology, bodies: _Bodies) -> Preview:
    present = {
        digest
        for table in (Incident, Report, Action)
        for digest in work.session.exec(
            select(table.source_digest).where(table.case_id == work.case.id)
        )
    }
    new = tuple(row for row in chronology.rows if row.digest not in present)
    there = tuple(row for row in chronology.rows if row.digest in present)
    named = {_body(row) for row in new} - {""}
    unmatched = sorted(name for name in named if bodies.meant(name) is None)
    return Preview(new, there, tuple(unmatched))


def _body(row: ChronologyRow) -> str:
    """The body a row is about: for a report the one that was told."""
    if row.kind is RowKind.INCIDENT:
        return ""
    return row.told_to or row.agency if row.kind is RowKind.REPORT else row.agency


def _add(
    work: Work, chronology: Chronology, rows: Iterable[ChronologyRow], bodies: _Bodies
) -> None:
    source = work.new(
        Source,
        file_name=one_line(chronology.file_name),
        digest=chronology.digest,
        imported_at=work.now,
        imported_by=work.actor,
    )
    work.did("imported a chronology", source, rows=len(chronology.rows))
    rows = tuple(rows)
    told: dict[_Telling, list[Incident]] = defaultdict(list)
    for row in rows:
        if row.kind is RowKind.INCIDENT:
            told[_Telling.of_incident(row, bodies)].append(_incident(work, row, source))
    for row in rows:
        if row.kind is RowKind.REPORT:
            report = _report(work, row, source, bodies)
            _join_all(work, report, told.pop(_Telling.of_report(row, bodies), ()))
        elif row.kind is not RowKind.INCIDENT:
            _action(work, row, source, bodies)
    _report_the_rest(work, told, bodies)


@dataclass(frozen=True)
class _Telling:
    """When, and to which body, something was told: what an incident row and its report share."""

    when: When
    body: str
    words: str

    @classmethod
    def of_incident(cls, row: ChronologyRow, bodies: _Bodies) -> _Telling:
        agency = bodies.meant(row.told_to)
        return cls(row.reported, agency.id if agency else row.told_to, row.told_to)

    @classmethod
    def of_report(cls, row: ChronologyRow, bodies: _Bodies) -> _Telling:
        agency = bodies.meant(_body(row))
        return cls(row.when, agency.id if agency else _body(row), _body(row))


def _report_the_rest(work: Work, told: Mapping[_Telling, list[Incident]], bodies: _Bodies) -> None:
    """An incident row that says when and to whom it was reported is a report too."""
    for telling, incidents in told.items():
        if not (telling.when.known and telling.words):
            continue
        agency = bodies.meant(telling.words)
        first = incidents[0]
        report = work.new(
            Report,
            **dated(telling.when),
            agency_id=agency.id if agency else None,
            told_to=one_line(telling.words),
            summary=first.summary,
            grade=first.grade,
            source_id=first.source_id,
            source_line=first.source_line,
            entered_by=work.actor,
            entered_at=work.now,
        )
        work.did("added a report", report)
        _join_all(work, report, incidents)


def _join_all(work: Work, report: Report, incidents: Iterable[Incident]) -> None:
    for incident in incidents:
        join(work, report, incident)


def _common(work: Work, row: ChronologyRow, source: Source) -> dict[str, object]:
    return {
        **dated(row.when),
        "summary": clean(row.summary),
        "grade": Grade.AGENCY_RECORD,
        "source_id": source.id,
        "source_line": row.line,
        "source_digest": row.digest,
        "entered_by": work.actor,
        "entered_at": work.now,
    }


def _incident(work: Work, row: ChronologyRow, source: Source) -> Incident:
    incident = work.new(Incident, **_common(work, row, source))
    work.did("added an incident", incident)
    return incident


def _report(work: Work, row: ChronologyRow, source: Source, bodies: _Bodies) -> Report:
    agency = bodies.meant(_body(row))
    report = work.new(
        Report,
        **_common(work, row, source),
        agency_id=agency.id if agency else None,
        told_to=one_line(_body(row)),
        reference=one_line(row.reference),
        response=clean(row.outcome),
    )
    work.did("added a report", report)
    return report


def _action(work: Work, row: ChronologyRow, source: Source, bodies: _Bodies) -> None:
    agency = bodies.meant(row.agency)
    action = work.new(
        Action,
        **_common(work, row, source),
        agency_id=agency.id if agency else None,
        done_by="" if agency else one_line(row.agency),
        kind=row.kind.value,
        outcome=clean(row.outcome),
        reference=one_line(row.reference),
        moment=Moment.BEFORE,
        keyed_by=work.actor,
        keyed_for=agency.name if agency else one_line(row.agency),
    )
    work.did("logged an action", action)
