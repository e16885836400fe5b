"""What all tables have in common: identity, version, whose row it is, its day, who may be told."""

# No `from __future__ import annotations` here: SQLModel reads these annotations as types.

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, MetaData, Text
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from conference.law.audience import Mark
from conference.law.when import Precision
from conference.record.columns import ID_LENGTH, Instant, new_id, one_of
from conference.views import Grade

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(SQLModel):
    """The common home of all tables, with names for every constraint."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)


def identity(**options: Any) -> Any:
    """A column that holds an identifier."""
    return Field(max_length=ID_LENGTH, **options)


def wording(**options: Any) -> Any:
    """A column for text of any length; empty unless given."""
    return Field(default="", sa_type=Text, **options)


def listed(**options: Any) -> Any:
    """A column for a list of plain words."""
    return Field(default_factory=list, sa_type=JSON, **options)


class Row(Base):
    """A row with an identity and a version that guards against silent overwriting."""

    id: str = identity(default_factory=new_id, primary_key=True)
    version: int = Field(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        """SQLAlchemy raises the version with each change and refuses a stale one."""
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]


class CouncilRow(Row):
    """A row that belongs to one council."""

    council_id: str = identity(foreign_key="council.id", index=True)


class CaseRow(CouncilRow):
    """A row that belongs to one case."""

    case_id: str = identity(foreign_key="review_case.id", index=True)


class Dated(Base):
    """When something happened, as exactly as anyone knows: `law.when.When` in four columns."""

    when_from: date | None = Field(default=None, index=True)
    when_to: date | None = None
    when_precision: Precision = Field(default=Precision.UNKNOWN, sa_type=one_of(Precision))
    when_words: str = wording()


class Disclosed(Base):
    """Who may be told an entry: `law.audience` decides by these."""

    mark: Mark = Field(default=Mark.PANEL, sa_type=one_of(Mark))
    summary_wording: str = wording()
    named_agencies: list[str] = listed()


class Sourced(Base):
    """On whose word an entry rests, and the line of the file it came from."""

    grade: Grade = Field(default=Grade.AGENCY_RECORD, sa_type=one_of(Grade))
    source_id: str | None = identity(default=None, foreign_key="source.id")
    source_line: int | None = None
    source_digest: str = Field(default="", max_length=64, index=True)
    entered_by: str = wording()
    entered_at: datetime = Field(sa_type=Instant)
