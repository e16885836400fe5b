"""An application as forms ask for it: the applicant, what happened, and whom they told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from conference.errors import BadInput, Problem
from conference.exchange.days import parse_day, parse_when
from conference.forms import NewApplication, NewIncident, NewParty, NewReport
from conference.law.when import uk_day
from conference.views import Basis, Channel, Consent, PartyRole
from screens.entries.days import day_in
from screens.widgets.fields import AreaField, ChoiceField, DayField, Field, TextField, TickField
from screens.widgets.form import Values

Told = dict[str, object]
"""An incident's values, with the values of each report of it in a list under "reports"."""


def application_fields(today: date) -> list[Field]:
    """Who applies, how to reach them, and what they ask for."""
    return [
        TextField("name", "Applicant's name", required=True),
        DayField("received_on", "Received on", uk_day(today), read=parse_day, required=True),
        ChoiceField(
            "channel",
            "How it came",
            [(one.value, one.value) for one in Channel],
            Channel.ONLINE.value,
            required=True,
        ),
        ChoiceField(
            "basis",
            "On what footing",
            [(one.value, one.value) for one in Basis],
            Basis.VICTIM.value,
            required=True,
        ),
        AreaField("address", "Address", lines=3, wide=False),
        TextField("postcode", "Postcode"),
        TextField("phone", "Telephone"),
        TextField("mobile", "Mobile"),
        TextField("email", "E-mail"),
        TextField("preferred_contact", "How and when to reach them"),
        TextField("contact_notes", "Is it safe to write or ring?"),
        TextField("victim", "Victim's name", help="Only where somebody applies for them"),
        ChoiceField(
            "consent",
            "Victim's consent",
            [(one.value, one.value) for one in Consent],
            Consent.NOT_NEEDED.value,
        ),
        TextField("problem", "The problem in a few words", wide=True),
        TextField("location", "Where it happens"),
        TextField("others_affected", "Who else is affected"),
        AreaField("impact", "What it does to them", lines=3),
        AreaField("health_impact", "What it does to their health", lines=2),
        AreaField("routine_impact", "What it does to their days", lines=2),
        TextField("feeling_of_risk", "How much at risk they feel"),
        TextField("hate_strands", "Hate: which strands", help="Separated by commas"),
        AreaField("wanted_outcome", "What they want to happen", lines=3),
        TextField("action_taken", "Was any action taken, as ticked"),
        TextField("tenure", "Tenure"),
        TextField("landlord", "Landlord"),
        AreaField("adjustments", "Adjustments they need", lines=2),
        TextField("letter_format", "Format of letters", "standard"),
        TextField("language", "Language", "en"),
        TickField("consent_to_share", "They agree to their information being shared"),
        DayField("signed_on", "Signed on", read=parse_day),
    ]


def incident_fields(values: Values) -> list[Field]:
    """One incident, and the first report of it."""
    return [*_behaviour(values), *report_fields({})]


def _behaviour(values: Values) -> list[Field]:
    return [
        DayField(
            "when",
            "When it happened",
            _of(values, "when"),
            read=parse_when,
            required=True,
            help="A day, a month (May 2025), a range, or about 3 May 2025",
        ),
        TextField("time_words", "Time of day", _of(values, "time_words")),
        AreaField("summary", "What happened", _of(values, "summary"), required=True, lines=3),
        TextField("place", "Where", _of(values, "place")),
        TickField("hate", "It was a hate incident", bool(values.get("hate"))),
    ]


def told_fields(values: Values) -> list[Field]:
    """One incident without its reports, to be changed."""
    return _behaviour(values)


def report_fields(values: Values) -> list[Field]:
    """One report of an incident; left empty where it was told to nobody."""
    return [
        TextField(
            "told_to",
            "Told to",
            _of(values, "told_to"),
            help="The body: police, council ... Empty: told to nobody yet",
        ),
        DayField("told_on", "Told on", _of(values, "told_on"), read=parse_when),
        TextField("method", "How", _of(values, "method")),
        TextField("reference", "Their reference", _of(values, "reference")),
        TextField("reported_by", "By whom", _of(values, "reported_by"), help="Empty: applicant"),
        AreaField("response", "What was done or promised", _of(values, "response"), lines=2),
    ]


REPORT_KEYS = ("told_to", "told_on", "method", "reference", "reported_by", "response")


def check_told(values: Values) -> None:
    """Raise BadInput where a report says to whom but not when, or when but not to whom."""
    if values.get("told_to") and not values.get("told_on"):
        fault = Problem("told_on", "Say when it was told: the threshold turns on it.")
        raise BadInput("The day of the report is missing.", (fault,))
    if values.get("told_on") and not values.get("told_to"):
        fault = Problem("told_to", "Say which body was told.")
        raise BadInput("The body is missing.", (fault,))


def application_in(values: Values, incidents: Sequence[Told]) -> NewApplication:
    """The application that the filled forms make."""

    def text(key: str) -> str:
        return str(values.get(key, "")).strip()

    words: dict[str, Any] = {name: text(name) for name in _WORDS}
    return NewApplication(
        applicant=_applicant(values),
        received_on=day_in(text("received_on")),
        channel=Channel(text("channel")),
        basis=Basis(text("basis")),
        others=_victim(text("victim"), text("consent")),
        incidents=tuple(map(_incident, incidents)),
        hate_strands=tuple(
            part.strip() for part in text("hate_strands").split(",") if part.strip()
        ),
        consent_to_share=values.get("consent_to_share") is True,
        signed_on=day_in(text("signed_on")),
        **words,
    )


_WORDS = (
    "problem",
    "location",
    "others_affected",
    "impact",
    "health_impact",
    "routine_impact",
    "feeling_of_risk",
    "wanted_outcome",
    "action_taken",
    "tenure",
    "landlord",
    "adjustments",
    "letter_format",
    "language",
    "preferred_contact",
    "contact_notes",
)


def _applicant(values: Values) -> NewParty:
    return NewParty(
        name=str(values["name"]),
        address=tuple(str(values["address"]).splitlines()),
        postcode=str(values["postcode"]),
        phone=str(values["phone"]),
        mobile=str(values["mobile"]),
        email=str(values["email"]),
    )


def _victim(name: str, consent: str) -> tuple[NewParty, ...]:
    if not name:
        return ()
    return (NewParty(name, PartyRole.VICTIM, consent=Consent(consent or Consent.NOT_NEEDED)),)


def _incident(told: Told) -> NewIncident:
    reports = told.get("reports")
    return NewIncident(
        when=parse_when(str(told["when"])),
        summary=str(told["summary"]),
        time_words=str(told.get("time_words", "")),
        place=str(told.get("place", "")),
        hate=told.get("hate") is True,
        reports=tuple(map(_report, reports if isinstance(reports, list) else [])),
    )


def _report(values: Values) -> NewReport:
    return NewReport(
        when=parse_when(str(values["told_on"])),
        told_to=str(values["told_to"]),
        reported_by=str(values.get("reported_by", "")),
        method=str(values.get("method", "")),
        reference=str(values.get("reference", "")),
        response=str(values.get("response", "")),
    )


def _of(values: Values, key: str) -> str:
    return str(values.get(key, ""))
