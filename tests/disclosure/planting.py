"""A case with a secret of its own in every text of every row that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from sqlalchemy import JSON, Enum, String
from sqlmodel import Session, select

from conference.law.audience import Mark
from conference.law.procedure import Step
from conference.law.when import Precision
from conference.record import tables
from conference.record.tables import CaseRow
from conference.views import (
    AgencyRole,
    Answer,
    DecisionKind,
    DeliveryState,
    FollowUpKind,
    HoldKind,
    LetterKind,
    LetterState,
    PartyRole,
    RiskBand,
    RiskMoment,
    Visibility,
)
from tests.office import Office

DAY = date(2026, 10, 20)
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
MARKED = (
    tables.Incident,
    tables.Report,
    tables.Action,
    tables.Decision,
    tables.Recommendation,
)
NO_TEXT = {"id", "council_id", "case_id", "digest", "source_digest", "format", "language"}
_IN_LIST = {"present", "address", "hate_strands"}
_SHORT = {"against", "stance", "capacity", "channel", "rung", "key", "letter_format", "decider"}
"""Words of a fixed vocabulary."""


@dataclass(frozen=True)
class Secret:
    """One planted text, and where: the table, the column, and the mark or kind of the row."""

    table: str
    column: str
    of: str
    words: str

    @property
    def place(self) -> str:
        return (
            f"{self.table}.{self.column} ({self.of})" if self.of else f"{self.table}.{self.column}"
        )


@dataclass
class Planted:
    """The secrets of one case."""

    case_id: str
    session: Session
    secrets: list[Secret] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1000))

    def texts(self, table: type[Any], of: str = "") -> dict[str, Any]:
        """A new secret for each text of the table."""
        given: dict[str, Any] = {}
        for column in table.__table__.columns:
            if column.name in NO_TEXT | _SHORT or column.foreign_keys:
                continue
            words = f"zq{next(self._numbers)}x"
            if isinstance(column.type, String) and not isinstance(column.type, Enum):
                given[column.name] = words
            elif isinstance(column.type, JSON) and column.name in _IN_LIST:
                given[column.name] = [words]
            elif isinstance(column.type, JSON) and column.name in ("paragraphs", "answers"):
                given[column.name] = {"opening": words}
            else:
                continue
            self.secrets.append(Secret(table.__name__, column.name, of, words))
        return given


def plant(office: Office, session: Session, case_id: str) -> Planted:
    """Fill the case, which has a meeting and a recommendation, with a row of every kind."""
    planted = Planted(case_id, session)
    add = _Adder(office, session, planted)
    for table in MARKED:
        for mark in Mark:
            add.entry(table, mark)
    add.rewrite(tables.Application)
    add.rewrite(tables.Meeting)
    add.rewrite(tables.ThresholdDecision)
    add.people()
    add.asked()
    add.the_rest()
    session.flush()
    return planted


class _Adder:
    def __init__(self, office: Office, session: Session, planted: Planted) -> None:
        self.office = office
        self.session = session
        self.planted = planted
        self.numbers = count(50)

    def first(self, table: type[Any]) -> Any:
        """Any row of the table in the case."""
        found = select(table).where(table.case_id == self.planted.case_id)
        return self.session.exec(found).first()

    def new(self, table: type[CaseRow], of: str = "", **values: Any) -> Any:
        """A row with a secret in each text; `values` win."""
        given = {
            name: value
            for name, value in _USUAL.items()
            if name in table.model_fields  # type: ignore[attr-defined]
        }
        row = table(
            council_id=self.office.council_id,
            case_id=self.planted.case_id,
            **{**given, **self.planted.texts(table, of), **values},
        )
        self.session.add(row)
        self.session.flush()
        return row

    def rewrite(self, table: type[Any]) -> None:
        """Secrets into a row that is there already."""
        row = self.first(table)
        for name, value in self.planted.texts(table).items():
            setattr(row, name, value)
        self.session.add(row)

    def entry(self, table: type[Any], mark: Mark) -> None:
        more: dict[str, Any] = {"mark": mark, "named_agencies": [self.office.police_id]}
        if table is tables.Decision:
            more |= {"meeting_id": self.first(tables.Meeting).id, "kind": DecisionKind.OTHER}
        if table is tables.Recommendation:
            more |= {"number": next(self.numbers), "due_on": date(2026, 12, 24)}
        if table in (tables.Incident, tables.Report, tables.Action):
            source = self.new(tables.Source, of=f"of a {table.__name__}, {mark}")
            more |= {"source_id": source.id, "source_line": 2}
        if table is tables.Incident:
            group = self.new(tables.IncidentGroup, of=str(mark))
            more["group_id"] = group.id
        self._about(self.new(table, str(mark), **more), mark)

    def _about(self, row: Any, mark: Mark) -> None:
        """What hangs on an entry."""
        if isinstance(row, tables.Recommendation):
            on = {"recommendation_id": row.id}
            self.new(tables.RecommendationAnswer, str(mark), **on, answer=Answer.DECLINED)
            self.new(tables.Progress, str(mark), **on)
            self.new(
                tables.Stance, str(mark), **on, agency_id=self.office.housing_id, stance="dissents"
            )
        if isinstance(row, tables.Report):
            self.new(tables.Ruling, str(mark), report_id=row.id, counts=True)

    def people(self) -> None:
        for role in PartyRole:
            if role is not PartyRole.APPLICANT:
                self.new(tables.Party, str(role), role=role, position=next(self.numbers))

    def asked(self) -> None:
        for agency_id, of in (
            (self.office.police_id, "police"),
            (self.office.housing_id, "housing"),
        ):
            request = self.new(tables.InformationRequest, of, agency_id=agency_id)
            self.new(tables.Chase, of, request_id=request.id)

    def the_rest(self) -> None:
        meeting_id = self.first(tables.Meeting).id
        for visibility in Visibility:
            self.new(
                tables.AgendaItem,
                str(visibility),
                meeting_id=meeting_id,
                visibility=visibility,
                position=next(self.numbers),
            )
        here = self.new(tables.Attendance, meeting_id=meeting_id, capacity="observer")
        self.new(tables.Presence, attendance_id=here.id, arrived_at=NOW, left_at=NOW)
        self.new(tables.Minutes, meeting_id=meeting_id)
        for state in (LetterState.DRAFT, LetterState.APPROVED):
            self.new(
                tables.Letter,
                str(state),
                state=state,
                kind=LetterKind.OUTCOME,
                number=next(self.numbers),
            )
        self.new(tables.RiskAssessment, moment=RiskMoment.NOW, band=RiskBand.HIGH)
        self._after_the_letter()

    def _after_the_letter(self) -> None:
        letter = self.first(tables.Letter)
        on = {"letter_id": letter.id, "channel": "e-mail"}
        self.new(tables.Delivery, **on, state=DeliveryState.FAILED)
        appeal = self.new(tables.Appeal, against="outcome")
        bundle = self.new(tables.AppealBundle, appeal_id=appeal.id)
        self.new(tables.BundleFile, bundle_id=bundle.id, content=b"", size=0)
        self.new(tables.FollowUp, kind=FollowUpKind.REVIEW, due_on=DAY)
        self.new(tables.ClockStop, step=Step.MEETING, stopped_on=DAY)
        self.new(tables.Hold, kind=HoldKind.COURT, placed_on=DAY)
        officer = self.office.officer.person.id
        self.new(tables.Disposal, proposed_on=DAY, proposed_by_id=officer)


_USUAL: dict[str, Any] = {
    "when_from": DAY,
    "when_to": DAY,
    "when_precision": Precision.DAY,
    "entered_at": NOW,
    "decided_at": NOW,
    "imported_at": NOW,
    "made_at": NOW,
    "ruled_at": NOW,
    "noted_at": NOW,
    "chased_at": NOW,
    "assessed_at": NOW,
    "assessed_on": DAY,
    "asked_on": DAY,
    "chased_on": DAY,
    "answered_on": DAY,
    "noted_on": DAY,
    "lodged_on": DAY,
    "role": AgencyRole.CONTRIBUTOR,
    "digest": "",
    "rung": "reminder",
}
