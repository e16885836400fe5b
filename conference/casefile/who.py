"""The council, its agencies and its people as views."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from conference.casefile.views_of import view_of
from conference.record.tables import Agency, Council, Person, RoleHeld
from conference.views import AgencyView, CouncilView, PersonView


def council_view(session: Session, council_id: str) -> CouncilView:
    """The council, as its letterhead has it."""
    return council_of(session.get_one(Council, council_id))


def council_of(row: Any) -> CouncilView:
    """The same, from its row."""
    return view_of(CouncilView, row)


def agency_view(row: Any, *, inside: bool = False) -> AgencyView:
    """One agency of the area. inside: also whom to ask above its usual contact."""
    return view_of(AgencyView, row, escalation=row.escalation if inside else "")


def person_view(session: Session, row: Person) -> PersonView:
    """The person as screens and letters see them."""
    held = select(RoleHeld.role).where(
        RoleHeld.person_id == row.id, col(RoleHeld.case_id).is_(None)
    )
    agency = session.get(Agency, row.agency_id) if row.agency_id else None
    roles = tuple(session.exec(held.order_by(col(RoleHeld.role))))
    return person_of(row, roles, agency.name if agency else "")


def person_of(row: Any, roles: tuple[str, ...], agency_name: str) -> PersonView:
    """The same, from their row. roles: those held on every case."""
    return view_of(PersonView, row, roles=roles, agency_name=agency_name)
