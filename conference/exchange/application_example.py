"""A filled example of an application with every field, in each kind of file that is read.

The people are invented; the telephone numbers are of the range kept for drama.
"""

from __future__ import annotations

from datetime import date

from conference.errors import BadInput
from conference.exchange.application_writing import as_csv, as_json, as_toml, as_xlsx
from conference.forms import NewApplication, NewIncident, NewParty, NewReport
from conference.law.when import about, between, on
from conference.views import Basis, Channel, Consent, PartyRole

EXAMPLE = NewApplication(
    received_on=date(2025, 8, 12),
    channel=Channel.POST,
    basis=Basis.FOR_VICTIM,
    problem="Stones thrown at the windows and shouting at night, by people we know by sight.",
    location="Outside 4 Lower Quarry Steps and in the yard behind it.",
    others_affected="The two households next door; one has small children.",
    hate_strands=("disability", "age"),
    impact="Mum keeps the curtains closed all day.\nShe has stopped going to the day centre.",
    health_impact="She sleeps badly and her doctor has changed her tablets.",
    routine_impact="I stay three nights a week, so that she is not alone.",
    feeling_of_risk="She is afraid that the next stone will hit her.",
    wanted_outcome="One person to speak to, and somebody to come when it happens.",
    action_taken="don't know",
    tenure="housing association",
    landlord="Quarry Homes",
    adjustments="A meeting on the ground floor; a loop for hearing aids.",
    letter_format="large print",
    language="cy",
    preferred_contact="telephone",
    contact_notes="After 6 pm. Please do not leave a message on the landline.",
    consent_to_share=True,
    signed_on=date(2025, 8, 9),
    applicant=NewParty(
        name="Rowan Ashdown-O'Neill",
        role=PartyRole.APPLICANT,
        address=("Flat 2", "19 Mill Rise", "Erewash"),
        postcode="ZZ1 1ZZ",
        phone="01632 960001",
        mobile="07700 900001",
        email="rowan@example.org",
        born_on=date(1984, 2, 29),
        organisation="Carers of Erewash",
        relationship="daughter",
        consent=Consent.NOT_NEEDED,
        consent_on=date(2025, 8, 9),
        vulnerabilities="Works nights.",
    ),
    others=(
        NewParty(
            name="Wren Ashdown",
            role=PartyRole.VICTIM,
            address=("4 Lower Quarry Steps", "Erewash"),
            postcode="ZZ1 2ZZ",
            phone="01632 960002",
            mobile="07700 900002",
            email="wren@example.org",
            born_on=date(1951, 11, 3),
            organisation="none",
            relationship="mother",
            consent=Consent.GIVEN,
            consent_on=date(2025, 8, 8),
            vulnerabilities="Uses a wheelchair; hard of hearing.",
        ),
    ),
    incidents=(
        NewIncident(
            when=on(date(2025, 5, 3)),
            time_words="about 11 pm",
            summary="Stones thrown at the front window, which broke.",
            place="Lower Quarry Steps",
            hate=True,
            reports=(
                NewReport(
                    when=on(date(2025, 5, 4)),
                    told_to="police",
                    reported_by="Wren Ashdown",
                    method="telephone 101",
                    reference="LOG-0412",
                    taken_by="the call handler",
                    summary="The window and who was seen running away.",
                    response="An officer was to call back and did not.",
                    formal=True,
                ),
                NewReport(
                    when=about(on(date(2025, 5, 6))),
                    told_to="Quarry Homes",
                    reported_by="a neighbour",
                    method="in person",
                    reference="none given",
                    taken_by="the caretaker",
                    summary="That the window was broken by a stone.",
                    response="The window was boarded up.",
                    formal=False,
                ),
            ),
        ),
        NewIncident(
            when=between(date(2025, 6, 10), date(2025, 6, 14)),
            time_words="every night, after closing time",
            summary="Shouting and banging on the door.",
            place="the yard",
            hate=False,
            reports=(
                NewReport(
                    when=on(date(2025, 6, 16)),
                    told_to="council",
                    reported_by="Rowan Ashdown-O'Neill",
                    method="online form",
                    reference="ENV 2025/118",
                    taken_by="not known",
                    summary="Five nights of noise.",
                    response="Diary sheets were sent.",
                    formal=True,
                ),
            ),
        ),
    ),
)


def example(kind: str) -> bytes:
    """The example as a file of that kind: "toml", "json", "csv" (one row) or "xlsx" (a form).

    Raises BadInput for another kind.
    """
    match kind:
        case "toml":
            return as_toml(EXAMPLE)
        case "json":
            return as_json(EXAMPLE)
        case "csv":
            return as_csv(EXAMPLE)
        case "xlsx":
            return as_xlsx(EXAMPLE)
    raise BadInput(f"There is no example of the kind “{kind}”: choose toml, json, csv or xlsx.")
