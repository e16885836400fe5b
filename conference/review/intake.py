"""The application comes in: received, acknowledged, corrected, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from conference.case.facts import Kind, facts_of
from conference.errors import BadInput, Problem
from conference.forms import NewApplication, NewIncident, NewParty, NewReport
from conference.law import access
from conference.law.access import Operation, Role
from conference.law.audience import Mark
from conference.law.when import When
from conference.record.references import next_reference
from conference.record.tables import (
    Agency,
    Application,
    Base,
    Case,
    Chain,
    Incident,
    Party,
    Person,
    ProcedureText,
    Report,
    ReportedIncident,
    RoleHeld,
)
from conference.review.columns import columns_of, report_columns
from conference.review.desk import (
    Desk,
    Work,
    as_shown,
    council_of,
    council_standing,
    refused,
    required,
)
from conference.text import clean, one_line
from conference.views import Grade, PartyRole


@dataclass(frozen=True)
class Received:
    """What came of taking an application in."""

    case_id: str
    reference: str


def receive(desk: Desk, form: NewApplication) -> Received:
    """Take an application in: it gets its reference, and the procedure in force that day.

    Raises BadInput naming each fault; nothing is kept then, and no reference is used up.
    """
    received_on = form.received_on or desk.today
    _check(form, received_on, desk.today)
    _may_receive(desk)
    with desk.store.writing() as session:
        council = council_of(session, desk)
        case = Case(
            council_id=council.id,
            reference=next_reference(session, council, received_on.year),
            procedure_id=_procedure_in_force(session, desk, received_on),
            received_on=received_on,
            received_at=desk.clock(),
            applicant_name=one_line(form.applicant.name),
            spoc_id=_only_one(session, desk, Role.OFFICER),
            chair_id=_only_one(session, desk, Role.CHAIR),
        )
        session.add(case)
        session.flush()
        session.add(Chain(id=case.id, council_id=council.id))
        session.flush()
        work = Work(desk, session, case)
        work.did("took the application in", _application(work, form), reference=case.reference)
        for position, party in enumerate((form.applicant, *form.others)):
            work.did("named a person", _party(work, party, position))
        _keep_incidents(work, form.incidents)
        work.finish()
        return Received(case.id, case.reference)


def _check(form: NewApplication, received_on: date, today: date) -> None:
    problems = []
    if not form.applicant.name.strip():
        problems.append(Problem("applicant's name", "this is needed"))
    if received_on > today:
        problems.append(Problem("received on", "this day has not come yet"))
    for number, incident in enumerate(form.incidents, start=1):
        where = f"incident {number}"
        for report in incident.reports:
            problems += _out_of_order(where, incident.when, report.when)
        problems += _in_future(where, incident.when, today)
    if problems:
        raise BadInput(
            "The application cannot be taken in yet.",
            tuple(problems),
            next="Put these right and hand it in again.",
        )


def _out_of_order(where: str, incident: When, report: When) -> list[Problem]:
    if incident.earliest and report.latest and report.latest < incident.earliest:
        return [
            Problem(where, f"reported ({report}) before it happened ({incident}): check the dates")
        ]
    return []


def _in_future(where: str, when: When, today: date) -> list[Problem]:
    if when.earliest and when.earliest > today:
        return [Problem(where, f"{when} has not come yet")]
    return []


def _may_receive(desk: Desk) -> None:
    with desk.store.reading() as session:
        if not access.may(council_standing(session, desk), Operation.RECEIVE):
            raise refused(desk, Operation.RECEIVE)


def _procedure_in_force(session: Session, desk: Desk, received_on: date) -> str:
    adopted = session.exec(
        select(ProcedureText)
        .where(ProcedureText.council_id == desk.council_id)
        .order_by(col(ProcedureText.effective_from), col(ProcedureText.adopted_at))
    ).all()
    in_force = [row for row in adopted if row.effective_from <= received_on]
    if not in_force:
        raise BadInput(
            f"No review procedure was in force on {received_on}.",
            next="Check the date it was received, or adopt the procedure of that time.",
        )
    return in_force[-1].id


def _only_one(session: Session, desk: Desk, role: Role) -> str | None:
    """Whoever holds the role, where it is one person: nobody has to be asked then."""
    held = session.exec(
        select(RoleHeld.person_id)
        .join(Person, col(Person.id) == RoleHeld.person_id)
        .where(
            RoleHeld.council_id == desk.council_id,
            RoleHeld.role == role.value,
            col(RoleHeld.case_id).is_(None),
            Person.active,
        )
    ).all()
    return held[0] if len(held) == 1 else None


def _application(work: Work, form: NewApplication) -> Application:
    columns = {name: value for name, value in columns_of(form).items() if name != "received_on"}
    return work.new(Application, **columns)


def _party(work: Work, form: NewParty, position: int) -> Party:
    return work.new(Party, position=position, **columns_of(form))


def _keep_incidents(work: Work, incidents: Iterable[NewIncident]) -> None:
    agencies = agencies_of(work)
    for form in incidents:
        incident = work.new(
            Incident,
            **columns_of(form),
            **told_by_applicant(work),
        )
        work.did("added an incident", incident)
        for report in form.reports:
            _keep_report(work, incident, report, agencies)


def _keep_report(
    work: Work, incident: Incident, form: NewReport, agencies: Iterable[Agency]
) -> None:
    report = work.new(
        Report,
        **report_columns(form, agencies, told=incident.summary),
        **told_by_applicant(work),
        in_application=True,
    )
    work.did("added a report", report)
    join(work, report, incident)


def join(work: Work, report: Report, incident: Incident) -> None:
    """Note that the report tells of the incident."""
    work.did(
        "joined a report to an incident",
        work.new(ReportedIncident, report_id=report.id, incident_id=incident.id),
    )


def told_by_applicant(work: Work) -> dict[str, object]:
    """What an entry carries that the applicant told: they may be told it, and it is their word."""
    return {
        "mark": Mark.APPLICANT,
        "grade": Grade.APPLICANT,
        "entered_by": work.actor,
        "entered_at": work.now,
    }


def agencies_of(work: Work) -> list[Agency]:
    """The agencies of the council, in their order."""
    rows = work.session.exec(
        select(Agency)
        .where(Agency.council_id == work.case.council_id, Agency.active)
        .order_by(col(Agency.position))
    )
    return list(rows)


def acknowledge(desk: Desk, case_id: str, *, on: date | None = None) -> None:
    """Record that the application was acknowledged, today or on an earlier day."""
    with desk.acting(Operation.ACKNOWLEDGE, case_id) as work:
        day = on or work.today
        if not work.case.received_on <= day <= work.today:
            raise BadInput(
                f"{day} is not between the day it was received and today.",
                next="Give the day the acknowledgement was sent.",
            )
        work.case.acknowledged_on = day
        work.did("acknowledged the application", work.case)


def name_contact(desk: Desk, case_id: str, *, person_id: str) -> None:
    """Name the applicant's single point of contact: the one name on every screen and letter."""
    with desk.acting(Operation.NAME_CONTACT, case_id) as work:
        work.case.spoc_id = work.colleague(person_id).id
        work.did("named the single point of contact", work.case)


def name_chair(desk: Desk, case_id: str, *, person_id: str) -> None:
    """Name who chairs the review."""
    with desk.acting(Operation.NAME_CONTACT, case_id) as work:
        work.case.chair_id = work.colleague(person_id).id
        work.did("named the chair", work.case)


def withdraw(desk: Desk, case_id: str, *, why: str, on: date | None = None) -> None:
    """Record that the applicant withdrew. It stays counted as received, never as "not met"."""
    required(why=why)
    with desk.acting(Operation.WITHDRAW, case_id) as work:
        application = application_of(work)
        application.withdrawn_on = on or work.today
        application.withdrawn_why = clean(why)
        work.did("recorded that the application was withdrawn", application)


def correct_application(desk: Desk, case_id: str, *, shown: int, **fields: str) -> None:
    """Change what the application says, field by field; the earlier words stay in the history.

    fields: names of `forms.NewApplication` that hold words.
    """
    with desk.acting(Operation.CORRECT_APPLICATION, case_id) as work:
        application = application_of(work)
        as_shown(application.version, shown)
        for name, words in fields.items():
            declared = facts_of(NewApplication).get(name)
            if declared is None or declared.kind not in (Kind.LINE, Kind.TEXT):
                raise BadInput(f"There is no field {name!r} to correct.")
            setattr(application, name, declared.tidy(words))
        work.did("corrected the application", application)


def correct_applicant(
    desk: Desk, case_id: str, party_id: str, form: NewParty, *, shown: int
) -> None:
    """Change how the applicant (or another person of the case) is named and reached."""
    required(name=form.name)
    with desk.acting(Operation.CORRECT_APPLICATION, case_id) as work:
        party = work.find(Party, party_id, shown=shown)
        _copy(_party(work, form, party.position), party)
        if party.role is PartyRole.APPLICANT:
            work.case.applicant_name = party.name
        work.did("corrected a person's details", party)


def _copy(given: Base, onto: Base) -> None:
    for name, value in given.model_dump(exclude={"id", "version", "council_id", "case_id"}).items():
        setattr(onto, name, value)


def application_of(work: Work) -> Application:
    """The case's application."""
    return work.session.exec(select(Application).where(Application.case_id == work.case.id)).one()
