"""A desk: who is acting, on which record, by which clock; and the transaction each act is.

`Desk.acting` is the only way `review/` writes to a case. It checks the access table before anything
is read, keeps refusals in the history, and leaves the case's stage and next step true to the facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy
from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from conference.errors import BadInput, Conflict, NotFound, Problem, Refused
from conference.law import access
from conference.law.access import Operation, Role, Standing
from conference.law.calendar import london_day
from conference.law.procedure import Procedure
from conference.law.when import uk_day
from conference.record import history
from conference.record.bare import Question, Rows, ask
from conference.record.conflicts import (
    CONFLICTS,
    bound_in,
    conflicted_cases,
    has_conflict_in_open_case,
)
from conference.record.facts import case_dates, procedure_of
from conference.record.keeping import changes_of
from conference.record.store import Store
from conference.record.tables import (
    Base,
    Case,
    CaseRow,
    Council,
    CouncilRow,
    InformationRequest,
    Person,
    RoleHeld,
)
from conference.review.client import NOWHERE, Client
from conference.review.protection import Proof, must_have_proved
from conference.review.signed_in import SIGNED_IN, SignedIn, must_be_signed_in, note_seen
from conference.steps import next_step, stage
from conference.text import one_line
from conference.views import PersonView, RequestState

_Row = TypeVar("_Row", bound=CouncilRow)
Clock = Callable[[], datetime]

NO_SUCH_CASE = "There is no such case, or it is not one of yours."


@dataclass(frozen=True)
class Desk:
    """Where somebody sits and acts. The clock gives aware instants.

    store: scoped to the council, whatever was given. templates: the council's own folder, laid out
    as the `templates` that are shipped; what is not in it is taken from those. proof: shared by
    every copy of the desk, so that whoever proves who they are has done so for what is already
    under way. client: where they signed in. signed_in: the sign-in it comes from; shared too.
    """

    person: PersonView
    council_id: str
    store: Store
    clock: Callable[[], datetime]
    templates: Path | None = None
    proof: Proof = field(default_factory=Proof, compare=False)
    client: Client = field(default=NOWHERE, compare=False)
    signed_in: SignedIn = field(default_factory=SignedIn, compare=False)

    def __post_init__(self) -> None:
        """Nobody sits at a desk from which more than their own council can be reached."""
        object.__setattr__(self, "store", self.store.within(self.council_id))

    @property
    def proved_at(self) -> datetime | None:
        """When whoever sits here last gave their password."""
        return self.proof.at

    def own_templates(self, kind: str) -> Path | None:
        """The council's own folder for one kind of template: "letters" or "chases"."""
        return self.templates / kind if self.templates is not None else None

    @property
    def today(self) -> date:
        """The Europe/London day it is."""
        return london_day(self.clock())

    @contextmanager
    def acting(
        self,
        operation: Operation,
        case_id: str,
        *,
        entry_agency: str | None = None,
    ) -> Iterator[Work]:
        """One act on one case, allowed by the access table, in one transaction.

        Raises NotFound for a case this person may not know of, Refused where the table says no or
        their account is closed, NeedsProof where it needs a proof and there is none or an old one.
        """
        refusal: Refused | NotFound | None = None
        with self.store.writing() as session:
            case = find_case(session, self, case_id, to_write=True)
            standing = standing_in(session, self, case)
            work = Work(self, session, case)
            if not access.may_know_of_case(standing):
                refusal = no_such_case()
                work.note(f"{history.REFUSED}: {operation}")
            elif access.may(standing, operation, entry_agency=entry_agency) and _works_on_all(
                session, self, operation
            ):
                must_have_words(case, operation)
                must_have_proved_for(session, self, operation)
                yield work
                work.finish()
            else:
                refusal = not_allowed(operation)
                work.note(f"{history.REFUSED}: {operation}")
        see_to_witness(self)
        if refusal:
            raise refusal


def _works_on_all(session: Session, desk: Desk, operation: Operation) -> bool:
    """Whether somebody may do it by a role on all cases, where one on this case is not enough."""
    if operation not in access.WORKS_ON_ALL:
        return True
    return access.may(council_standing(session, desk), operation)


def must_have_proved_for(session: Session, desk: Desk, operation: Operation) -> None:
    """Raise NeedsProof where the operation needs a proof, and there is none or an old one."""
    if operation in access.PROVED:
        must_have_proved(session, desk)


@contextmanager
def settling(
    desk: Desk, operation: Operation = Operation.SET_UP, *, long: bool = False
) -> Iterator[Session]:
    """One change of what is the council's and no case's, in one transaction.

    Raises Refused where the table says no, where the account is closed, and, for what decides who
    works on the cases, where they have a conflict of interest in one; NeedsProof as for `acting`.
    long: as for `Store.writing`.
    """
    with desk.store.writing(long=long) as session:
        refusal = _not_settled_by(session, desk, operation)
        if refusal is None:
            must_have_proved_for(session, desk, operation)
            yield session
        else:
            note_at(session, desk, f"{history.REFUSED}: {operation}")
    if refusal is not None:
        raise refusal


def _not_settled_by(session: Session, desk: Desk, operation: Operation) -> Refused | None:
    if not access.may(council_standing(session, desk), operation):
        return not_allowed(operation)
    if operation in access.ARRANGING and has_conflict_in_open_case(session, desk.person.id):
        return Refused(
            f"Somebody with a conflict of interest may not {operation}.",
            safe="Nothing was changed.",
            next="You have one in a case that has not ended: ask an administrator who has none.",
        )
    return None


def see_to_witness(desk: Desk) -> None:
    """Have the witness of the history told, once a day and while everybody goes on."""
    # What it needs is slow to load, and it stands upon this.
    from conference.review.witness import daily

    daily(desk)


_STILL_DONE = frozenset(one for one in Operation if one.name.startswith(("READ_", "EXPORT_")))
"""What can be done with a case of which only what is counted is left."""


def must_have_words(case: Case, operation: Operation) -> None:
    """Raise Refused for an act on a case that was disposed of: it can only be read."""
    if case.disposed_on is not None and operation not in _STILL_DONE:
        raise Refused(
            f"{case.reference} was disposed of on {uk_day(case.disposed_on)}.",
            safe="Nothing was changed.",
            next="What is left of it can be read, and nothing more can be recorded.",
        )


def no_such_case() -> NotFound:
    """What is said of a case that is not there, and of one that somebody may not know of."""
    return NotFound(NO_SUCH_CASE, next="Check the reference.")


def refused(desk: Desk, operation: Operation, case: Case | None = None) -> Refused:
    """The refusal of an operation, after the history of the case (or the council) was told.

    It has a transaction of its own: a caller that is writing notes it there instead.
    """
    note_refusal(desk, operation, case)
    return not_allowed(operation)


def not_yours(desk: Desk, operation: Operation, case: Case) -> NotFound:
    """What is said to somebody who may not know of the case; its history is told who asked."""
    note_refusal(desk, operation, case)
    return no_such_case()


def note_refusal(desk: Desk, operation: Operation, case: Case | None = None) -> None:
    """Keep in the history of the case, or else of the council, that somebody was refused."""
    with desk.store.writing() as session:
        # Where there is no such council there is no history either.
        if session.get(Council, desk.council_id) is not None:
            note_at(session, desk, f"{history.REFUSED}: {operation}", case)


def note_at(
    session: Session,
    desk: Desk,
    act: str,
    case: Case | None = None,
    details: dict[str, Any] | None = None,
    *,
    about: tuple[str, str] = ("", ""),
    with_heads: bool = False,
) -> None:
    """Write an entry of history of whoever sits at the desk, outside an act on a case.

    about: the table's name and the id of the row it tells of. with_heads: as `history.append`.
    """
    subject, subject_id = about
    note_seen(session, desk.signed_in, desk.clock())
    history.append(
        session,
        council_id=desk.council_id,
        case_id=case.id if case else None,
        at=desk.clock(),
        actor_id=desk.person.id,
        actor=desk.person.name,
        act=act,
        subject=subject,
        subject_id=subject_id,
        details=details,
        with_heads=with_heads,
    )


def note_read(desk: Desk, case: Case, act: str = history.READ, **details: str) -> None:
    """Keep in the case's history that it, or a part of it, was read."""
    with desk.store.writing() as session:
        note_at(session, desk, act, case, dict(details))


def not_allowed(operation: Operation) -> Refused:
    """The refusal of an operation, with who may do it."""
    return Refused(
        f"You may not {operation}.",
        safe="Nothing was changed.",
        next=f"This is for {access.roles_for(operation)}.",
    )


@dataclass
class Work:
    """One act in progress: its transaction, its case, and what its history will say."""

    desk: Desk
    session: Session
    case: Case
    _procedure: Procedure | None = field(default=None, init=False)

    @property
    def now(self) -> datetime:
        """The moment of the act."""
        return self.desk.clock()

    @property
    def today(self) -> date:
        """The London day of the act."""
        return self.desk.today

    def moment_after(self, *earlier: datetime | None) -> datetime:
        """The moment of an act that takes the place of those of earlier moments: after them all.

        It is now, unless this clock stands behind the one they were taken by.
        """
        last = max(filter(None, earlier), default=None)
        return self.now if last is None or last < self.now else last + timedelta(microseconds=1)

    @property
    def actor(self) -> str:
        """The name of whoever acts."""
        return self.desk.person.name

    @property
    def procedure(self) -> Procedure:
        """The procedure the case was received under."""
        if self._procedure is None:
            self._procedure = procedure_of(self.session, self.case)
        return self._procedure

    def new(self, table: type[_Row], **values: Any) -> _Row:
        """A row of the case; not yet kept: `did` keeps it."""
        of_case: dict[str, Any] = {"case_id": self.case.id} if issubclass(table, CaseRow) else {}
        return table(council_id=self.case.council_id, **of_case, **values)

    def find(self, table: type[_Row], row_id: str, *, shown: int | None = None) -> _Row:
        """A row of this council (and of this case, where it has one) as it is now.

        shown: the version the form showed; raises Conflict where the row has changed since.
        """
        row = self.session.get(table, row_id)
        if (
            row is None
            or row.council_id != self.case.council_id
            or (isinstance(row, CaseRow) and row.case_id != self.case.id)
        ):
            raise NotFound("That entry is no longer there.", next="Open the case again.")
        as_shown(row.version, shown)
        return row

    def colleague(self, person_id: str) -> Person:
        """Somebody who can be given a duty in this case: who works here, and has no conflict in it.

        Raises Refused.
        """
        person = self.find(Person, person_id)
        why = "" if person.active else "has left: their account is closed"
        if self.case.id in conflicted_cases(self.session, person.id):
            why = "has a conflict of interest in this case"
        if why:
            raise Refused(
                f"{person.name} {why}.", safe="Nothing was changed.", next="Name somebody else."
            )
        return person

    def did(self, act: str, row: Base, *, about: str = "", **more: Any) -> None:
        """Keep a new or changed row, and say so in the history with its before and after."""
        changes = changes_of(row)
        self.session.add(row)
        self.session.flush()
        self.note(act, row, details={**changes, **more}, about=about)

    def note(
        self,
        act: str,
        row: Base | None = None,
        *,
        details: dict[str, Any] | None = None,
        about: str = "",
    ) -> None:
        """Write one entry of history."""
        note_seen(self.session, self.desk.signed_in, self.now)
        history.append(
            self.session,
            council_id=self.case.council_id,
            case_id=self.case.id,
            at=self.now,
            actor_id=self.desk.person.id,
            actor=self.actor,
            act=act,
            subject=about or (type(row).__name__ if row is not None else ""),
            subject_id=getattr(row, "id", "") if row is not None else "",
            details=details,
        )

    def finish(self) -> None:
        """Bring the case's stage and next step up to date with what was done."""
        self.session.flush()
        dates = case_dates(self.session, self.case)
        following = next_step(dates, self.procedure)
        self.case.stage = stage(dates)
        self.case.next_step, self.case.next_due = following.words, following.due
        self.session.add(self.case)
        self.session.flush()


def as_shown(present: int, shown: int | None) -> None:
    """Raise Conflict where somebody changed the row after the form showed it."""
    if shown is not None and shown != present:
        raise Conflict(
            "Somebody else changed this while you had it open.",
            safe="Nothing was overwritten, and your words are kept.",
            next="Look at their version, then save yours again.",
        )


def find_case(session: Session, desk: Desk, case_id: str, *, to_write: bool = False) -> Case:
    """The case by its id or its reference, within the desk's own council.

    to_write: hold it until the transaction ends, so that acts on one case queue on any database.
    """
    mine = select(Case).where(Case.council_id == desk.council_id)
    if to_write:
        # Weak enough to let others refer to the case meanwhile, as a reader's history does.
        mine = mine.with_for_update(key_share=True)
    named = one_line(case_id)
    case = session.exec(mine.where(Case.id == named)).first()
    case = case or session.exec(mine.where(Case.reference == named.upper())).first()
    if case is None:
        raise no_such_case()
    return case


def standing_in(session: Session, desk: Desk, case: Case) -> Standing:
    """What the person at the desk is to this case."""
    agency_id = desk.person.agency_id
    about = {
        "case_id": case.id,
        "person_id": desk.person.id,
        "agency_id": agency_id,
        "sign_in_id": desk.signed_in.id,
    }
    signed_in, account, held, asked, conflicts = ask(session, _STANDING, about)
    _must_be_open(account)
    must_be_signed_in(desk, signed_in)
    return Standing(
        roles=frozenset(Role(row.role) for row in held),
        agency_id=agency_id,
        asked=agency_id is not None and bool(asked),
        conflicted=bool(conflicts) and case.id in bound_in(session, conflicts),
    )


def _must_be_open(account: Rows) -> None:
    if any(not row.active for row in account):
        raise Refused(
            "Your account was closed.",
            safe="What you did before stands, under your name.",
            next="Whoever comes back is let in again by an administrator.",
        )


def must_work_here(session: Session, desk: Desk) -> None:
    """Raise Refused where the account of whoever sits at the desk was closed meanwhile."""
    _must_be_open(*ask(session, (_ACCOUNT,), {"person_id": desk.person.id}))


_ACCOUNT = Question(
    sqlalchemy.select(col(Person.active)).where(col(Person.id) == bindparam("person_id"))
)
_STANDING = (
    SIGNED_IN,
    _ACCOUNT,
    Question(
        sqlalchemy.select(col(RoleHeld.role)).where(
            col(RoleHeld.person_id) == bindparam("person_id"),
            col(RoleHeld.case_id).is_(None) | (col(RoleHeld.case_id) == bindparam("case_id")),
        )
    ),
    Question(
        sqlalchemy.select(col(InformationRequest.id)).where(
            col(InformationRequest.case_id) == bindparam("case_id"),
            col(InformationRequest.agency_id) == bindparam("agency_id"),
            col(InformationRequest.state) != RequestState.WITHDRAWN,
        )
    ),
    CONFLICTS,
)
"""Whether somebody's account is open, their roles in a case, what of it their agency is asked, and
their conflicts of interest."""
_HELD = Question(
    sqlalchemy.select(col(RoleHeld.role)).where(
        col(RoleHeld.person_id) == bindparam("person_id"), col(RoleHeld.case_id).is_(None)
    )
)


def council_standing(session: Session, desk: Desk) -> Standing:
    """What the person at the desk is in the council, apart from any one case.

    Raises SignedOut where their sign-in has ended, Refused where their account was closed.
    """
    about = {"person_id": desk.person.id, "sign_in_id": desk.signed_in.id}
    signed_in, account, held = ask(session, (SIGNED_IN, _ACCOUNT, _HELD), about)
    _must_be_open(account)
    must_be_signed_in(desk, signed_in)
    return Standing(frozenset(Role(row.role) for row in held), desk.person.agency_id)


def council_of(session: Session, desk: Desk) -> Council:
    """The desk's council."""
    council = session.get(Council, desk.council_id)
    if council is None:
        raise NotFound("The council is not set up.", next="Run the set-up first.")
    return council


def required(**fields: str) -> None:
    """Raise BadInput naming each field that was left empty; keys read as words, _ as spaces."""
    empty = [name.replace("_", " ") for name, value in fields.items() if not value.strip()]
    if empty:
        raise BadInput(
            "Something is missing.",
            tuple(Problem(name, "this is needed") for name in empty),
            next="Fill it in and save again.",
        )
