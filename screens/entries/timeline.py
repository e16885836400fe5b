"""Forms of the timeline: an incident, a report, and who may be told an entry."""

from __future__ import annotations

from conference.exchange.days import parse_when
from conference.forms import Disclosure, NewIncident, NewReport
from conference.review import evidence
from conference.review.desk import Desk
from conference.text import one_line
from conference.views import CaseFile, IncidentView
from conference.views import Entry as CaseEntry
from screens.entries.disclosure import DecidingField, disclosure_fields, disclosure_in
from screens.entries.many import ManyField, chosen
from screens.entry import Entry
from screens.widgets.fields import AreaField, DayField, TextField, TickField
from screens.widgets.form import Values

OTHER = "other"
WHEN_HELP = "A day (3/4/2025), a month, a range; empty if not known"


def incident_form(desk: Desk, case: CaseFile) -> Entry:
    """Asks for an incident; it is added to the case."""

    def save(values: Values) -> None:
        form = NewIncident(
            when=parse_when(str(values["date"])),
            summary=str(values["what_happened"]),
            time_words=str(values["time"]),
            place=str(values["place"]),
            hate=values["hate"] is True,
        )
        evidence.add_incident(desk, case.id, form, disclosure=disclosure_in(values))

    fields = [
        DayField("date", "When", read=parse_when, help=WHEN_HELP),
        TextField("time", "Time of day", help="As it was told, such as “from about 2 am”"),
        AreaField("what_happened", "What happened", required=True),
        TextField("place", "Where"),
        TickField("hate", "Hate incident", help="As whoever suffered it, or anybody else, saw it"),
        *disclosure_fields(case, Disclosure()),
    ]
    return Entry(
        "Add an incident", fields, save, desk=desk, place=f"incident/{case.id}", case_id=case.id
    )


def report_form(desk: Desk, case: CaseFile) -> Entry:
    """Asks for a report of one or more incidents; it is added to the case."""

    def save(values: Values) -> None:
        told_to = str(values["told_to"])
        form = NewReport(
            when=parse_when(str(values["reported"])),
            told_to=str(values["other_body"]) if told_to in ("", OTHER) else told_to,
            reported_by=str(values["reported_by"]),
            method=str(values["method"]),
            reference=str(values["reference"]),
            summary=str(values["what_was_said"]),
            response=str(values["response"]),
            formal=values["formal"] is True,
        )
        evidence.add_report(
            desk,
            case.id,
            form,
            incident_ids=chosen(values["incidents"]),
            disclosure=disclosure_in(values),
        )

    bodies = [(agency.name, agency.name) for agency in case.agencies]
    fields = [
        DecidingField(
            "told_to",
            "Told to",
            [*bodies, (OTHER, "another body")],
            asks={"other_body": OTHER},
        ),
        TextField("other_body", "Which other body"),
        DayField("reported", "When it was reported", read=parse_when, help=WHEN_HELP),
        TextField("method", "How", help="By telephone, e-mail, in person …"),
        ManyField("incidents", "Which incidents", [(i.id, _line(i)) for i in case.incidents]),
        TextField("reported_by", "Reported by", help="Empty for the applicant"),
        TextField("reference", "Its reference there"),
        AreaField("what_was_said", "What was said", help="Empty: as the incidents say", lines=3),
        AreaField("response", "What was done or promised", lines=3),
        TickField("formal", "Logged as a report", True, help="Not a diary sheet or talk on site"),
        *disclosure_fields(case, Disclosure()),
    ]
    return Entry(
        "Add a report", fields, save, desk=desk, place=f"report/{case.id}", case_id=case.id
    )


def mark_form(desk: Desk, case: CaseFile, entry: CaseEntry) -> Entry:
    """Asks who may be told an incident, a report or an action."""

    def save(values: Values) -> None:
        form = disclosure_in(values)
        evidence.mark_entry(desk, case.id, entry.id, form, shown=entry.version)

    now = Disclosure(entry.mark, entry.summary_wording, entry.named_agencies)
    return Entry(
        "Who may be told this",
        disclosure_fields(case, now),
        save,
        desk=desk,
        place=f"mark/{entry.id}",
        case_id=case.id,
        about=one_line(entry.summary)[:300],
    )


def _line(incident: IncidentView) -> str:
    return f"{incident.when}: {incident.summary}"
