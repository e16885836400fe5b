"""Corrections of an application and of the people in it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from conference.exchange.days import parse_day
from conference.forms import NewParty
from conference.views import ApplicationView, Consent, PartyView
from screens.entries.days import day_in, day_text
from screens.widgets.fields import AreaField, ChoiceField, DayField, Field, TextField
from screens.widgets.form import Values

_LINES = {
    "problem": "The problem in a few words",
    "location": "Where it happens",
    "others_affected": "Who else is affected",
    "action_taken": "Was any action taken, as ticked",
    "tenure": "Tenure",
    "landlord": "Landlord",
    "letter_format": "Format of letters",
    "language": "Language",
}
_TEXTS = {
    "impact": "What it does to them",
    "health_impact": "What it does to their health",
    "routine_impact": "What it does to their days",
    "feeling_of_risk": "How much at risk they feel",
    "wanted_outcome": "What they want to happen",
    "adjustments": "Adjustments they need",
    "preferred_contact": "How and when to reach them",
    "contact_notes": "Is it safe to write or ring?",
}


def correction_fields(application: ApplicationView) -> list[Field]:
    """What the application says, to be corrected."""
    return [
        *(TextField(key, label, getattr(application, key)) for key, label in _LINES.items()),
        *(
            AreaField(key, label, getattr(application, key), lines=3)
            for key, label in _TEXTS.items()
        ),
    ]


def correction_values(application: ApplicationView) -> Values:
    """What the application says, as its form holds it."""
    return {key: getattr(application, key) for key in (*_LINES, *_TEXTS)}


def corrected(values: Values, application: ApplicationView) -> dict[str, str]:
    """Only what differs from the application as it was shown."""
    return {key: str(value) for key, value in values.items() if value != getattr(application, key)}


def party_fields(party: PartyView) -> list[Field]:
    """How somebody is named and reached."""
    return [
        TextField("name", "Name", party.name, required=True),
        AreaField("address", "Address", "\n".join(party.address), lines=3, wide=False),
        TextField("postcode", "Postcode", party.postcode),
        TextField("phone", "Telephone", party.phone),
        TextField("mobile", "Mobile", party.mobile),
        TextField("email", "E-mail", party.email),
        DayField("born_on", "Born on", day_text(party.born_on), read=parse_day),
        TextField("organisation", "Organisation", party.organisation),
        TextField("relationship", "Relationship", party.relationship),
        ChoiceField(
            "consent",
            "Consent",
            [(one.value, one.value) for one in Consent],
            party.consent.value,
            required=True,
        ),
        DayField("consent_on", "Consent given on", day_text(party.consent_on), read=parse_day),
        AreaField("vulnerabilities", "Vulnerabilities", party.vulnerabilities, lines=3),
    ]


def party_values(party: PartyView) -> Values:
    """Somebody's details as their form holds them."""
    words = ("name", "postcode", "phone", "mobile", "email", "organisation", "relationship")
    return {
        **{key: getattr(party, key) for key in (*words, "vulnerabilities")},
        "address": "\n".join(party.address),
        "born_on": day_text(party.born_on),
        "consent": party.consent.value,
        "consent_on": day_text(party.consent_on),
    }


def party_in(values: Values, party: PartyView) -> NewParty:
    """The person as corrected; their part in the case stays."""
    given: dict[str, Any] = {
        **values,
        "address": tuple(str(values["address"]).splitlines()),
        "born_on": day_in(values["born_on"]),
        "consent_on": day_in(values["consent_on"]),
        "consent": Consent(str(values["consent"])),
    }
    known = {one.name for one in fields(NewParty)}
    return NewParty(role=party.role, **{key: given[key] for key in given if key in known})
