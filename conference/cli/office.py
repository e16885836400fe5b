"""From a command to a desk: which record, which council, who is acting, by which clock."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from conference.cli.application import PERSON
from conference.cli.passwords import desk_of, say_unprotected
from conference.cli.place import database_place, named_council, own_templates
from conference.cli.printing import tell
from conference.errors import ConferenceError, Refused
from conference.exchange.procedures import DEFAULT, procedure_named
from conference.forms import NewCouncil, NewPerson
from conference.law.access import Role
from conference.record.store import Store
from conference.review import people
from conference.review.councils import council_meant, wall_warning
from conference.review.daily_check import check_today
from conference.review.desk import Desk
from conference.review.set_back import clock_warning
from conference.review.sign_ins import leave
from conference.review.witness import witness_warning
from conference.text import one_line
from conference.views import AgencyView, PersonView


def now() -> datetime:
    """The moment it is, aware."""
    return datetime.now(UTC)


@contextmanager
def open_store(place: str = "") -> Iterator[Store]:
    """The database of this command, with its tables up to date."""
    store = Store(place or database_place())
    try:
        store.prepare()
        yield store
    finally:
        store.close()


@contextmanager
def at_desk(acting: str | None, role: Role = Role.OFFICER) -> Iterator[Desk]:
    """A desk for whoever acts: named with --as, or the one person who can be meant.

    A database without a council is set up with the default procedure first, and says so.
    """
    with open_store() as store:
        council_id = council_meant(store, named_council())
        if council_id is None:
            council_id = _set_up_by_default(store, acting)
        else:
            warnings = (
                clock_warning(store.within(council_id), now),
                wall_warning(store),
                witness_warning(store, council_id),
                check_today(store, now),
            )
            for warning in warnings:
                if warning:
                    tell(str(warning))
        person = who_acts(store, council_id, acting, role)
        desk = desk_of(store, council_id, person, now, own_templates())
        _mind_passwords(desk)
        try:
            yield desk
        finally:
            # Each command is a sign-in of its own.
            with suppress(ConferenceError):
                leave(desk, quietly=True)


def _mind_passwords(desk: Desk) -> None:
    """Say that no passwords are set, where they should be."""
    from conference.review.sign_in import asks_for_first_password

    if asks_for_first_password(desk.store, desk.council_id):
        say_unprotected()


def _set_up_by_default(store: Store, acting: str | None) -> str:
    if named := named_council():
        raise Refused(
            f"There is no council {one_line(named)} in this database: there is none yet.",
            safe="Nothing was changed.",
            next="Set it up: conference set-up --help",
        )
    procedure = procedure_named(DEFAULT)
    name = one_line(acting or os.environ.get(PERSON) or account_name())
    form = people.SetUp(
        council=NewCouncil(name=procedure.lead_body, code=procedure.area[:2].upper()),
        procedure=procedure,
        agencies=people.USUAL_AGENCIES,
        people=(NewPerson(name=name, roles=(Role.OFFICER, Role.CHAIR, Role.ADMINISTRATOR)),),
    )
    council_id = people.set_up(store, now, form)
    tell(
        f"A new record was set up for {procedure.lead_body} with its published procedure; "
        f"{name} is its officer and chair. To set up another council, use a new database: "
        "conference set-up --help"
    )
    return council_id


def account_name() -> str:
    """The account that runs the command."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "Officer"


def who_acts(store: Store, council_id: str, acting: str | None, role: Role) -> PersonView:
    """Whoever is named with --as, or the one person who can be meant; else Refused, with names."""
    everybody = people.people(store, council_id)
    named = one_line(acting or os.environ.get(PERSON) or "").casefold()
    if named:
        found = [person for person in everybody if named in person.name.casefold()]
    else:
        account = account_name().casefold()
        found = [person for person in everybody if person.name.casefold() == account] or [
            person for person in everybody if role in person.roles
        ]
    if len(found) == 1:
        return found[0]
    names = ", ".join(person.name for person in found or everybody)
    raise Refused(
        f"Nobody here is called {acting}." if named and not found else "Who is acting?",
        safe="Nothing was changed.",
        next=f"Say it with --as or {PERSON}: {names}.",
    )


def person_called(store: Store, council_id: str, words: str, *, closed: bool = False) -> PersonView:
    """The one person of that name, or part of a name; Refused, with the names, for none or two.

    closed: among those whose accounts are closed.
    """
    everybody = people.people(store, council_id, closed=closed)
    said = one_line(words).casefold()
    exact = [one for one in everybody if one.name.casefold() == said]
    found = exact or [one for one in everybody if said and said in one.name.casefold()]
    if len(found) == 1:
        return found[0]
    names = ", ".join(one.name for one in everybody)
    raise Refused(f"No one person is meant by {words!r}.", next=f"The people are: {names}.")


def agency_called(agencies: tuple[AgencyView, ...], words: str) -> AgencyView:
    """The council's agency of that name or kind; Refused, with the names, where none or two fit."""
    said = one_line(words).casefold()
    exact = [one for one in agencies if said in (one.name.casefold(), one.kind.value)]
    found = exact or [one for one in agencies if said and said in one.name.casefold()]
    if len(found) == 1:
        return found[0]
    names = ", ".join(one.name for one in agencies)
    raise Refused(f"No one agency is meant by {words!r}.", next=f"The agencies are: {names}.")
