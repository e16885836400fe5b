"""Reading one case for one audience: what is seen of an entry, and who is who."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, TypeVar

import sqlalchemy
from sqlmodel import Session, col, select

from conference.casefile.who import person_view
from conference.law.audience import Audience, AudienceKind, Mark, Sight, sight
from conference.record.tables import Agency, Case, CaseRow, Person, Report, ReportedIncident, Source
from conference.record.weighing import when_of
from conference.views import PersonView

Row = TypeVar("Row", bound=CaseRow)


class Reader:
    """One case, one audience, one moment."""

    def __init__(self, session: Session, case: Case, audience: Audience, today: date) -> None:
        self.session = session
        self.case = case
        self.audience = audience
        self.today = today
        self.agencies = {
            row.id: row
            for row in session.exec(
                select(Agency)
                .where(Agency.council_id == case.council_id)
                .order_by(col(Agency.position))
            )
        }
        self._kept: dict[tuple[Any, ...], list[Any]] = {}
        self.sources = {row.id: row.file_name for row in self.rows(Source)}

    def rows(self, table: type[Row], *order: Any) -> list[Row]:
        """The case's rows of a table, read once however often they are asked for.

        They are bare rows, to be read and not to be changed: for a case of hundreds of entries that
        is half the time.
        """
        key = (table, *order)
        if key not in self._kept:
            found = self.session.execute(_rows_of(*key), {"case_id": self.case.id})
            self._kept[key] = list(found)
        return list(self._kept[key])

    @cached_property
    def links(self) -> list[Any]:
        """(report_id, incident_id) for each incident that a report of the case tells of."""
        found = sqlalchemy.select(
            col(ReportedIncident.report_id), col(ReportedIncident.incident_id)
        ).join(Report, col(Report.id) == ReportedIncident.report_id)
        return list(self.session.execute(found.where(col(Report.case_id) == self.case.id)))

    @property
    def is_inside(self) -> bool:
        """Whether this is for the chair and the officer, who see everything."""
        return self.audience.kind is AudienceKind.PANEL

    def sight_of(self, row: Any, own_agency: str | None = None) -> Sight:
        """How much of an entry this audience gets."""
        return sight(
            self.audience,
            Mark(row.mark),
            named=tuple(row.named_agencies),
            own_agency=own_agency,
        )

    def entry(self, row: Any, seen: Sight) -> dict[str, Any]:
        """What all entries have in common, cut to what is seen."""
        whole = seen is Sight.WHOLE
        when = when_of(row)
        return {
            "id": row.id,
            "version": row.version,
            # How the day was put may tell more than the summary does.
            "when": when if whole else replace(when, words=""),
            "summary": row.summary if whole else row.summary_wording,
            "mark": row.mark,
            "summary_wording": row.summary_wording,
            "named_agencies": tuple(row.named_agencies) if self.is_inside else (),
            "grade": row.grade,
            "source": self.source(row) if whole and not self.is_applicant else "",
            "shortened": not whole,
        }

    def source(self, row: Any) -> str:
        """The file an entry came from, with its line."""
        name = self.sources.get(row.source_id or "")
        return f"{name}, line {row.source_line}" if name else ""

    def visible(self, rows: Iterable[Row], whose: Callable[[Row], str | None]) -> list[Any]:
        """(row, sight) of each entry that is seen at all."""
        pairs = ((row, self.sight_of(row, whose(row))) for row in rows)
        return [(row, seen) for row, seen in pairs if seen is not Sight.NOTHING]

    def agency_name(self, agency_id: str | None) -> str:
        """The agency's name; empty for none."""
        agency = self.agencies.get(agency_id or "")
        return agency.name if agency else ""

    def person(self, person_id: str | None) -> PersonView | None:
        """Somebody who works on reviews."""
        row = self.session.get(Person, person_id) if person_id else None
        return person_view(self.session, row) if row else None

    @property
    def is_applicant(self) -> bool:
        """Whether this is for the applicant."""
        return self.audience.kind is AudienceKind.APPLICANT

    @property
    def knows_applicant(self) -> bool:
        """Whether this audience may know all that the application says."""
        return knows_applicant(self.audience)


def knows_applicant(audience: Audience) -> bool:
    """Whether the audience may know all that the application says."""
    return audience.kind in (
        AudienceKind.PANEL,
        AudienceKind.APPLICANT,
        AudienceKind.COMMISSIONER,
    )


@lru_cache
def _rows_of(table: type[CaseRow], *order: Any) -> sqlalchemy.Select[Any]:
    """How a case's rows are found; made once, because making it costs as much as running it."""
    bare = sqlalchemy.inspect(table).local_table
    found = sqlalchemy.select(bare).where(bare.c.case_id == sqlalchemy.bindparam("case_id"))
    return found.order_by(*order, bare.c.id)


@lru_cache
def by_day(table: Any) -> tuple[Any, ...]:
    """Oldest first, undated last; entries of one day as they were entered or stood in the file."""
    return *undated_last(table.when_from), col(table.entered_at), col(table.source_line)


def undated_last(column: Any) -> tuple[Any, Any]:
    """In order of the column, what has none at the end: databases differ in where they put it."""
    return col(column).is_(None), col(column)
