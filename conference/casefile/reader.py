"""Reading one case for one audience: what is seen of an entry, and who is who."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from sqlmodel import Session

from conference.casefile import wanted
from conference.casefile.views_of import view_of
from conference.casefile.wanted import undated_last as undated_last
from conference.casefile.who import person_of
from conference.law.audience import Audience, AudienceKind, Mark, Sight, sight
from conference.law.procedure import Procedure
from conference.record.bare import Question, ask
from conference.record.facts import PROCEDURE, procedure_in
from conference.record.tables import Case
from conference.record.weighing import when_of
from conference.views import Entry, PersonView, Stage

Seen = TypeVar("Seen", bound=Entry)


class Reader:
    """One case, one audience, one moment."""

    def __init__(self, session: Session, case: Case, audience: Audience, today: date) -> None:
        self.session = session
        self.case = case
        self.audience = audience
        self.today = today
        self._asking = {
            "case_id": case.id,
            "council_id": case.council_id,
            "procedure_id": case.procedure_id,
            "spoc_id": case.spoc_id,
            "chair_id": case.chair_id,
            "linked_case_id": case.linked_case_id,
        }
        self._kept: dict[Question, list[Any]] = {}
        self._sights: dict[tuple[Any, ...], Sight] = {}

    def fetch(self, questions: Sequence[Question]) -> None:
        """Ask all of these at once; those that are not fetched are asked when they are wanted."""
        missing = [one for one in dict.fromkeys(questions) if one not in self._kept]
        answers = ask(self.session, missing, self._asking) if missing else []
        self._kept.update(zip(missing, answers, strict=True))

    def rows(self, question: Question) -> Sequence[Any]:
        """The answer, asked once however often it is wanted: bare rows, never to be changed."""
        if question not in self._kept:
            self.fetch((question,))
        return self._kept[question]

    @cached_property
    def agencies(self) -> dict[str, Any]:
        """The council's agencies by id, in their order."""
        return {row.id: row for row in self.rows(wanted.AGENCIES)}

    @cached_property
    def sources(self) -> dict[str, str]:
        """The names of the files that entries came from, by id."""
        return {row.id: row.file_name for row in self.rows(wanted.SOURCES)}

    @property
    def procedure(self) -> Procedure:
        """The procedure the case was received under."""
        return procedure_in(self.rows(PROCEDURE))

    @property
    def is_inside(self) -> bool:
        """Whether this is for the chair and the officer, who see everything."""
        return self.audience.kind is AudienceKind.PANEL

    def sight_of(self, row: Any, own_agency: str | None = None) -> Sight:
        """How much of an entry this audience gets: asked once for all that are alike in it."""
        alike = (row.mark.value, *row.named_agencies, own_agency)
        seen = self._sights.get(alike)
        if seen is None:
            seen = self._sights[alike] = sight(
                self.audience,
                Mark(row.mark),
                named=tuple(row.named_agencies),
                own_agency=own_agency,
            )
        return seen

    def entry(self, view: type[Seen], row: Any, seen: Sight, /, **given: Any) -> Seen:
        """An entry, cut to what is seen of it.

        given: what the row does not say by itself, or is told of a shortened entry too.
        """
        whole = seen is Sight.WHOLE
        when = when_of(row)
        given |= {
            # How the day was put may tell more than the summary does.
            "when": when if whole else replace(when, words=""),
            "summary": row.summary if whole else row.summary_wording,
            "named_agencies": tuple(row.named_agencies) if self.is_inside else (),
            "source": self.source(row) if whole and not self.is_applicant else "",
            "entered_by": row.entered_by if self.is_inside else "",
            "shortened": not whole,
        }
        if whole:
            return view_of(view, row, **given)
        always = ("id", "version", "mark", "summary_wording", "grade")
        return view(**{name: getattr(row, name) for name in always}, **given)

    def source(self, row: Any) -> str:
        """The file an entry came from, with its line."""
        name = self.sources.get(row.source_id or "")
        return f"{name}, line {row.source_line}" if name else ""

    def visible(self, rows: Iterable[Any], whose: Callable[[Any], str | None]) -> list[Any]:
        """(row, sight) of each entry that is seen at all."""
        pairs = ((row, self.sight_of(row, whose(row))) for row in rows)
        return [(row, seen) for row, seen in pairs if seen is not Sight.NOTHING]

    def agency_name(self, agency_id: str | None) -> str:
        """The agency's name; empty for none."""
        agency = self.agencies.get(agency_id or "")
        return agency.name if agency else ""

    def person(self, person_id: str | None) -> PersonView | None:
        """Somebody who works on reviews."""
        return self._people.get(person_id or "")

    def left(self, person_id: str | None) -> str:
        """Their name, where somebody with a duty in a running case works here no more; else ""."""
        if self.case.stage in (Stage.CLOSED, Stage.WITHDRAWN):
            return ""
        rows = (row for row in self.rows(wanted.PEOPLE) if row.id == person_id)
        return "".join(row.name for row in rows if not row.active)

    @cached_property
    def _people(self) -> dict[str, PersonView]:
        roles: dict[str, list[str]] = defaultdict(list)
        for row in self.rows(wanted.ROLES):
            roles[row.person_id].append(row.role)
        return {
            row.id: person_of(row, tuple(roles[row.id]), self.agency_name(row.agency_id))
            for row in self.rows(wanted.PEOPLE)
        }

    def reference(self, case_id: str | None) -> str:
        """The reference of another case this one belongs with; empty for none."""
        found = (row.reference for row in self.rows(wanted.OTHER_CASES) if row.id == case_id)
        return next(found, "")

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
