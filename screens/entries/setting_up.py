"""What a first run asks for: the council, its agencies and its people."""

from __future__ import annotations

from collections.abc import Sequence

from conference.errors import BadInput, Problem
from conference.forms import NewAgency, NewCouncil, NewPerson
from conference.law.access import Role
from conference.views import AgencyKind, AgencyRole
from screens.entries.many import ManyField, chosen
from screens.widgets.fields import AreaField, ChoiceField, Field, TextField
from screens.widgets.form import Values

_ROLES = (
    (Role.OFFICER, "officer: runs the cases, single point of contact, issues the letters"),
    (Role.CHAIR, "chair: chairs the meeting, approves the letters"),
    (Role.REPRESENTATIVE, "representative: answers for an agency"),
    (Role.ADMINISTRATOR, "administrator: keeps agencies and people, reads no case"),
    (Role.OBSERVER, "observer: reads only"),
    (Role.ROOM, "room display: nobody, the screen in the meeting room"),
)


def council_fields() -> list[Field]:
    """The council, as its letterhead has it."""
    return [
        TextField("name", "Council", required=True, help="As your letters have it"),
        TextField(
            "code",
            "Letters of the references",
            required=True,
            max_length=4,
            help="One to four letters: ER gives ER-2026-0001",
        ),
        TextField("department", "Department or team"),
        TextField("phone", "Telephone"),
        TextField("email", "E-mail"),
        AreaField("address", "Address", lines=4, help="One line a line"),
    ]


def check_council(values: Values) -> dict[str, str]:
    """Faults of the council's form by key; empty when there are none."""
    code = str(values["code"]).strip()
    if code.isascii() and code.isalpha():
        return {}
    return {"code": "Only letters, such as ER."}


def council_in(values: Values) -> NewCouncil:
    """The council a filled form names."""
    return NewCouncil(
        name=str(values["name"]),
        code=str(values["code"]).strip().upper(),
        department=str(values["department"]),
        address=tuple(str(values["address"]).splitlines()),
        phone=str(values["phone"]),
        email=str(values["email"]),
    )


def agency_values(agency: NewAgency) -> Values:
    """An agency as its form holds it."""
    return {
        "name": agency.name,
        "kind": agency.kind.value,
        "role": agency.role.value,
        "email": agency.email,
        "phone": agency.phone,
        "escalation": agency.escalation,
    }


def agency_fields(values: Values) -> list[Field]:
    """One agency of the area."""
    return [
        TextField("name", "Agency", _of(values, "name"), required=True),
        ChoiceField(
            "kind",
            "Kind of agency",
            [(kind.value, kind.value) for kind in AgencyKind],
            _of(values, "kind"),
            required=True,
        ),
        ChoiceField(
            "role",
            "Role under the Act",
            [(role.value, role.value) for role in AgencyRole],
            _of(values, "role"),
            required=True,
            help="Relevant bodies: section 105. Contributor: asked under Schedule 4.",
        ),
        TextField("email", "E-mail", _of(values, "email")),
        TextField("phone", "Telephone", _of(values, "phone")),
        TextField(
            "escalation",
            "Escalation contact",
            _of(values, "escalation"),
            help="Whom to ask when no answer comes",
        ),
    ]


def agency_in(values: Values) -> NewAgency:
    """The agency a filled form names."""
    return NewAgency(
        str(values["name"]),
        AgencyKind(str(values["kind"])),
        AgencyRole(str(values["role"])),
        str(values["email"]),
        str(values["phone"]),
        str(values.get("escalation", "")),
    )


def person_fields(values: Values, agencies: Sequence[str]) -> list[Field]:
    """Somebody who works on reviews; agencies: the names there are to choose from."""
    return [
        TextField("name", "Name", _of(values, "name"), required=True),
        TextField("title", "Job title", _of(values, "title")),
        ManyField("roles", "Roles", _ROLES, _of(values, "roles"), required=True),
        ChoiceField(
            "agency",
            "Agency",
            [(name, name) for name in agencies],
            _of(values, "agency"),
            prompt="The council itself",
            help="Needed for a representative",
        ),
        TextField("phone", "Telephone", _of(values, "phone")),
        TextField("email", "E-mail", _of(values, "email")),
    ]


def check_person(values: Values) -> None:
    """Raise BadInput where a representative has no agency, or a display is more than a display."""
    roles = chosen(values["roles"])
    if Role.ROOM in roles and (len(roles) > 1 or values["agency"]):
        fault = Problem("roles", "A room display holds no other role and is of no agency.")
        raise BadInput("That cannot be a room display.", (fault,))
    if Role.REPRESENTATIVE in roles and not values["agency"]:
        fault = Problem("agency", "A representative answers for an agency: choose it.")
        raise BadInput("The agency is missing.", (fault,))


def person_in(values: Values) -> NewPerson:
    """The person a filled form names; the agency by its name."""
    return NewPerson(
        str(values["name"]),
        str(values["title"]),
        chosen(values["roles"]),
        str(values["agency"]) or None,
        str(values["email"]),
        str(values["phone"]),
    )


def _of(values: Values, key: str) -> str:
    return str(values.get(key, ""))
