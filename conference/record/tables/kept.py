"""What was done, and what is being typed."""

# No `from __future__ import annotations` here: SQLModel reads these annotations as types.

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, UniqueConstraint
from sqlmodel import Field

from conference.record.columns import ID_LENGTH, Instant, new_id, one_of
from conference.record.tables.base import Base, CaseRow, Row, identity, wording
from conference.views import HoldKind


class Chain(Base, table=True):
    """The head of one chain of history: a case's, or the council's own. Locked while it grows."""

    id: str = identity(primary_key=True)
    council_id: str = identity(foreign_key="council.id", index=True)
    length: int = 0
    head: str = Field(default="", max_length=64)
    told: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """Up to which entry the council's own chain was told of a case's."""


class HeadSum(Base, table=True):
    """One number for the heads of all chains of a council: see `record.heads`."""

    __tablename__ = "head_sum"

    council_id: str = identity(foreign_key="council.id", primary_key=True)
    total: int = Field(sa_type=BigInteger)


class History(Base, table=True):
    """One thing that was done or read. Only ever added; each entry seals the one before it."""

    id: str = identity(default_factory=new_id, primary_key=True)
    council_id: str = identity(foreign_key="council.id", index=True)
    chain_id: str = identity(foreign_key="chain.id", index=True)
    case_id: str | None = identity(default=None, foreign_key="review_case.id", index=True)
    number: int
    at: datetime = Field(sa_type=Instant)
    actor_id: str = Field(default="", max_length=ID_LENGTH)
    actor: str = wording()
    act: str = wording()
    subject: str = wording()
    subject_id: str = Field(default="", max_length=ID_LENGTH)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    details_digest: str = Field(max_length=64)
    digest: str = Field(max_length=64)

    __table_args__ = (UniqueConstraint("chain_id", "number"),)


class Draft(Row, table=True):
    """What somebody is typing into a form, kept until they save or discard it."""

    __table_args__ = (UniqueConstraint("person_id", "place"),)

    council_id: str = identity(foreign_key="council.id", index=True)
    person_id: str = identity(foreign_key="person.id")
    case_id: str | None = identity(default=None, foreign_key="review_case.id", index=True)
    place: str = Field(max_length=120)
    values: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    saved_at: datetime = Field(sa_type=Instant)


class Hold(CaseRow, table=True):
    """Why a closed case may not be disposed of yet: an appeal, an ombudsman, a court."""

    kind: HoldKind = Field(sa_type=one_of(HoldKind))
    why: str = wording()
    placed_on: date
    placed_by: str = wording()
    lifted_on: date | None = None
    lifted_by: str = wording()


class Disposal(CaseRow, table=True):
    """The end of a case's words: proposed by one person, carried out by another."""

    proposed_on: date
    proposed_by: str = wording()
    proposed_by_id: str = identity(foreign_key="person.id")
    why: str = wording()
    declined_on: date | None = None
    done_at: datetime | None = Field(default=None, sa_type=Instant)
    done_by: str = wording()
