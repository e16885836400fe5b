"""The council, its agencies, those who work on reviews and those the review is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from conference.case.facts import fact, text
from conference.law.access import Role
from conference.views.kinds import AgencyKind, AgencyRole, Consent, PartyRole


@dataclass(frozen=True)
class CouncilView:
    """The council that runs the review, as its letterhead has it."""

    id: str
    name: str
    code: str
    """The letters of its references: ER in ER-2026-0001."""
    department: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    practice: bool = False
    """A practice council: every screen and paper says so."""
    source: str = ""
    """For practice: whose published chronology the case is built from."""


@dataclass(frozen=True)
class AgencyView:
    """One agency of the area."""

    id: str
    name: str
    kind: AgencyKind
    role: AgencyRole
    email: str = ""
    phone: str = ""
    version: int = 1
    escalation: str = ""
    """Whom to ask above the usual contact, for those who chase."""


@dataclass(frozen=True)
class PersonView:
    """Somebody who works on reviews: chair, representative, officer, administrator or observer."""

    id: str
    name: str
    title: str
    roles: tuple[str, ...]
    agency_id: str | None = None
    agency_name: str = ""
    email: str = ""
    phone: str = ""
    version: int = 1

    @property
    def is_room_display(self) -> bool:
        """Whether this is nobody, but the screen in the meeting room."""
        return Role.ROOM in self.roles


def _consent(consent: Consent) -> str:
    return "" if consent is Consent.NOT_NEEDED else consent.value


@dataclass(frozen=True)
class PartyFacts:
    """A person outside the agencies."""

    name: Annotated[str, fact("Name", also=("full name",))]
    role: Annotated[PartyRole, fact("In the case as", heading="Role")] = PartyRole.APPLICANT
    address: Annotated[tuple[str, ...], text("Address")] = ()
    postcode: Annotated[str, fact("Postcode", also=("post code",))] = ""
    phone: Annotated[
        str,
        fact("Telephone", also=("phone", "phone number", "day phone", "daytime phone")),
    ] = ""
    mobile: Annotated[str, fact("Mobile", also=("mobile phone", "mobile number"))] = ""
    email: Annotated[str, fact("E-mail", also=("email", "email address", "e mail address"))] = ""
    born_on: Annotated[
        date | None,
        fact(
            "Born",
            heading="Date of birth",
            question="Born on",
            also=("dob", "birth date"),
        ),
    ] = None
    organisation: Annotated[str, fact("Organisation", also=("agency or group", "group"))] = ""
    relationship: Annotated[str, fact("Relationship", also=("relationship to the victim",))] = ""
    consent: Annotated[Consent, fact("Consent", tell=_consent)] = Consent.NOT_NEEDED
    consent_on: Annotated[
        date | None,
        fact(
            "Consent given on",
            heading="Date of consent",
        ),
    ] = None
    vulnerabilities: Annotated[str, text("Vulnerabilities", also=("vulnerability",))] = ""


@dataclass(frozen=True)
class PartyView(PartyFacts):
    """Somebody the review is about, with what the record knows of them."""

    id: str = field(kw_only=True)
    version: int = 1
