"""The council, its procedures, its agencies and its people."""

# No `from __future__ import annotations` here: SQLModel reads these annotations as types.

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from conference.record.columns import Instant, one_of
from conference.record.tables.base import Base, CouncilRow, Row, identity, listed, wording
from conference.views import AgencyKind, AgencyRole


class Council(Row, table=True):
    """A council that runs reviews."""

    name: str = wording()
    code: str = Field(max_length=8)
    department: str = wording()
    address: list[str] = listed()
    phone: str = wording()
    email: str = wording()
    practice: bool = False
    source: str = wording()
    lock_minutes: int = Field(default=10, sa_column_kwargs={"server_default": "10"})
    """Minutes without a key after which a screen locks; 0 for never."""
    sign_in_hours: int = Field(default=12, sa_column_kwargs={"server_default": "12"})
    """Hours after which a sign-in ends, whatever is being done."""
    codes_for: list[str] = listed(sa_column_kwargs={"server_default": "[]"})
    """The roles whose holders give a one-time code beside their password."""
    retention_months: int | None = None
    """How long a closed case is kept, as the council published it; None where it has not."""
    retention_words: str = wording(sa_column_kwargs={"server_default": ""})
    """Where the council published it."""
    witness: str = wording(sa_column_kwargs={"server_default": ""})
    """Where the head of the council's history is sent: a file, a mailto: or an https: address."""


class ProcedureText(CouncilRow, table=True):
    """A procedure as the council adopted it: the text, so that a case keeps what was in force."""

    __tablename__ = "procedure"

    key: str = wording()
    name: str = wording()
    effective_from: date
    text: str = wording()
    digest: str = Field(max_length=64)
    adopted_at: datetime = Field(sa_type=Instant)


class Agency(CouncilRow, table=True):
    """An agency of the area."""

    name: str = wording()
    kind: AgencyKind = Field(sa_type=one_of(AgencyKind))
    role: AgencyRole = Field(sa_type=one_of(AgencyRole))
    email: str = wording()
    phone: str = wording()
    escalation: str = wording(sa_column_kwargs={"server_default": ""})
    """Whom to ask above the usual contact when no answer comes: a name and how to reach them."""
    position: int = 0
    active: bool = True


class Person(CouncilRow, table=True):
    """Somebody who works on reviews."""

    name: str = wording()
    title: str = wording()
    agency_id: str | None = identity(default=None, foreign_key="agency.id")
    email: str = wording()
    phone: str = wording()
    active: bool = True


class Credential(CouncilRow, table=True):
    """How somebody proves who they are. Nothing here can be read back into a password."""

    __table_args__ = (UniqueConstraint("person_id"),)

    person_id: str = identity(foreign_key="person.id")
    password: str = wording(repr=False)
    """Argon2id, with its salt and its costs."""
    must_change: bool = False
    """Whether it was set by somebody else, and has to be changed at the next sign-in."""
    changed_at: datetime = Field(sa_type=Instant)
    totp_secret: str = wording(repr=False)
    """The shared secret of one-time codes, sealed for its person ("age:", the key's id, an age file
    in base 64), or in base 32 where no key could be had; empty where none are used."""
    totp_last: int = 0
    """The time step of the last code that was taken: none is taken twice."""
    recovery: list[str] = listed(repr=False)
    """Argon2id of each recovery code that is left."""


class KnownDevice(Base, table=True):
    """A browser, or an account of a machine, in which somebody has signed in before."""

    __tablename__ = "known_device"

    council_id: str = identity(foreign_key="council.id", primary_key=True)
    person_id: str = identity(foreign_key="person.id", primary_key=True)
    digest: str = Field(max_length=64, primary_key=True)
    """SHA-256 of the random token that is kept there."""
    last_used: date


class TryCount(Base, table=True):
    """Wrong tries since the last right one: by who was meant, by where from, or by both."""

    __tablename__ = "try_count"

    council_id: str = identity(foreign_key="council.id", primary_key=True)
    who: str = Field(max_length=64, primary_key=True)
    """SHA-256 of who was meant, whether or not there is such a person; "" for anybody."""
    whence: str = Field(max_length=64, primary_key=True)
    """SHA-256 of where the try came from; "" for anywhere."""
    failures: int = 0
    wait_until: datetime | None = Field(default=None, sa_type=Instant)
    """Until when no try is taken."""
    last_at: datetime = Field(sa_type=Instant)


class SignIn(CouncilRow, table=True):
    """One time that somebody signed in with a password: open until it ends, or is too old.

    The history tells when people signed in and how each sign-in ended; these rows go after a while.
    """

    __tablename__ = "sign_in"

    person_id: str = identity(foreign_key="person.id", index=True)
    place: str = wording()
    """On what they signed in: "a browser", "a terminal on FRONTDESK"."""
    started_at: datetime = Field(sa_type=Instant)
    last_seen: datetime = Field(sa_type=Instant)
    """When something was last done or read with it, to within a few minutes."""
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_why: str = wording()
    """Why it ended, as the person is told: "your password was changed"."""


class RoleHeld(CouncilRow, table=True):
    """A role somebody holds: on every case of the council, or on one."""

    __tablename__ = "role_held"

    person_id: str = identity(foreign_key="person.id", index=True)
    role: str = Field(max_length=20)
    case_id: str | None = identity(default=None, foreign_key="review_case.id")


class ReferenceCounter(Base, table=True):
    """The last number given out for a council's year; raised in the case's own transaction."""

    __tablename__ = "reference_counter"

    council_id: str = identity(foreign_key="council.id", primary_key=True)
    year: int = Field(primary_key=True)
    last: int = 0
