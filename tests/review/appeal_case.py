"""A case that has come as far as an appeal, with people in it who are not to be named outside."""

from __future__ import annotations

from conference.forms import Disclosure, NewAppeal, NewIncident, NewParty, NewReport
from conference.law.audience import Mark
from conference.review import appeals, evidence, outcome
from conference.views import AppealView, Channel, PartyRole
from tests.office import Office

ALLEGED = NewParty(
    "Mr Darren Oakes",
    PartyRole.ALLEGED,
    address=("14 Sandiacre Road", "Ilkeston"),
    postcode="DE7 2QQ",
    phone="07700 900123",
    email="d.oakes@example.com",
)
WITNESS = NewParty("Jane O'Brien", PartyRole.WITNESS)
NAMES = ("oakes", "darren", "brien", "fenwick", "Quigley", "14 sandiacre", "de7 2qq", "900123")
"""What must not be found in anything that goes to the appeal body."""
SECRET = "The informant saw a rifle under the stairs of the flat upstairs"
GROUND = "Mr Oakes was believed, and I was not: nobody looked at my diary."


def appealed(office: Office, *, days: int = 3) -> tuple[str, str]:
    """A case whose outcome was told and appealed against so many days later; case and appeal."""
    case_id = told_outcome(office)
    office.clock.tick(days=days)
    return case_id, lodge(office, case_id)


def told_outcome(office: Office) -> str:
    """A case with third parties in every corner of it, its outcome letter issued today."""
    case_id = office.in_evidence(
        others=(ALLEGED, WITNESS), problem="Darren Oakes plays loud music at night."
    )
    officer = office.officer
    evidence.add_incident(
        officer,
        case_id,
        NewIncident(
            office.day(12),
            "OAKES shouted; Mrs Quigley next door heard it.",
            reports=(NewReport(office.day(11), "police", reported_by="Bill Fenwick"),),
        ),
    )
    evidence.add_report(
        officer, case_id, NewReport(office.day(9), "police", reported_by="Bill Fenwick")
    )
    evidence.log_action(
        officer,
        case_id,
        office.action(contact_with="Darren Oakes", outcome="Mr Oakes was spoken to"),
    )
    hidden = Disclosure(Mark.NAMED, named_agencies=(office.police_id,))
    evidence.log_action(officer, case_id, office.action(outcome=SECRET, disclosure=hidden))
    meeting_id = office.hold_meeting(case_id)
    assert meeting_id
    letter_id = office.outcome_letter(case_id)
    outcome.issue(officer, case_id, letter_id, channel=Channel.POST)
    return case_id


def lodge(office: Office, case_id: str, **more: object) -> str:
    """Record an appeal against the review; its id."""
    given = {"against": "review", "ground": GROUND, **more}
    return appeals.lodge(office.officer, case_id, NewAppeal(**given))  # type: ignore[arg-type]


def appeal(office: Office, case_id: str, number: int = -1) -> AppealView:
    """One of the case's appeals as the officer sees it; else the newest."""
    return office.case(case_id).appeals[number]
