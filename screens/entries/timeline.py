"""Forms of the timeline: an incident, a report, and who may be told an entry."""

from __future__ import annotations

from conference.exchange.days import parse_when
from conference.forms import Disclosure, NewIncident, NewReport
from conference.law.when import When
from conference.review import evidence
from conference.review.desk import Desk
from conference.text import one_line
from conference.views import CaseFile, IncidentView, ReportView
from conference.views import Entry as CaseEntry
from screens.entries.days import when_text
from screens.entries.disclosure import (
    DecidingField,
    disclosure_fields,
    disclosure_in,
    disclosure_values,
)
from screens.entries.latest import Latest
from screens.entries.many import ManyField, chosen
from screens.entry import Entry
from screens.widgets.fields import AreaField, DayField, Field, FieldValue, TextField, TickField
from screens.widgets.form import Values

OTHER = "other"
WHEN_HELP = "A day (3/4/2025), a month, a range; empty if not known"


def incident_form(desk: Desk, case: CaseFile) -> Entry:
    """Asks for an incident; it is added to the case."""

    def save(values: Values) -> None:
        evidence.add_incident(desk, case.id, incident_in(values), disclosure=disclosure_in(values))

    fields = [*incident_fields(), *disclosure_fields(case, Disclosure())]
    return Entry(
        "Add an incident", fields, save, desk=desk, place=f"incident/{case.id}", case_id=case.id
    )


def report_form(desk: Desk, case: CaseFile) -> Entry:
    """Asks for a report of one or more incidents; it is added to the case."""

    def save(values: Values) -> None:
        evidence.add_report(
            desk,
            case.id,
            report_in(values),
            incident_ids=chosen(values["incidents"]),
            disclosure=disclosure_in(values),
        )

    fields = [*report_fields(case), *disclosure_fields(case, Disclosure())]
    return Entry(
        "Add a report", fields, save, desk=desk, place=f"report/{case.id}", case_id=case.id
    )


def incident_fields(now: IncidentView | None = None) -> list[Field]:
    """What happened, filled with what is known of it now."""
    values: Values = incident_values(now) if now else {}
    return [
        DayField("date", "When", _text(values, "date"), read=parse_when, help=WHEN_HELP),
        TextField(
            "time",
            "Time of day",
            _text(values, "time"),
            help="As it was told, such as “from about 2 am”",
        ),
        AreaField("what_happened", "What happened", _text(values, "what_happened"), required=True),
        TextField("place", "Where", _text(values, "place")),
        TickField(
            "hate",
            "Hate incident",
            values.get("hate") is True,
            help="As whoever suffered it, or anybody else, saw it",
        ),
    ]


def incident_values(now: IncidentView) -> Values:
    """An incident as its fields hold it."""
    return {
        "date": when_text(now.when),
        "time": now.time_words,
        "what_happened": now.summary,
        "place": now.place,
        "hate": now.hate,
    }


def incident_in(values: Values, now: IncidentView | None = None) -> NewIncident:
    """The incident as the form says; a day nobody touched stays as exactly known as it was."""
    return NewIncident(
        when=_when_in(values["date"], now),
        summary=str(values["what_happened"]),
        time_words=str(values["time"]),
        place=str(values["place"]),
        hate=values["hate"] is True,
    )


def report_fields(case: CaseFile, now: ReportView | None = None) -> list[Field]:
    """A report and the incidents it tells of, filled with what is known of it now."""
    values: Values = report_values(case, now) if now else {}
    bodies = [(agency.name, agency.name) for agency in case.agencies]
    return [
        DecidingField(
            "told_to",
            "Told to",
            [*bodies, (OTHER, "another body")],
            _text(values, "told_to"),
            asks={"other_body": OTHER},
        ),
        TextField("other_body", "Which other body", _text(values, "other_body")),
        DayField(
            "reported",
            "When it was reported",
            _text(values, "reported"),
            read=parse_when,
            help=WHEN_HELP,
        ),
        TextField(
            "method", "How", _text(values, "method"), help="By telephone, e-mail, in person …"
        ),
        ManyField(
            "incidents",
            "Which incidents",
            [(i.id, _line(i)) for i in case.incidents],
            _text(values, "incidents"),
        ),
        TextField(
            "reported_by",
            "Reported by",
            _text(values, "reported_by"),
            help="Empty for the applicant",
        ),
        TextField("reference", "Its reference there", _text(values, "reference")),
        AreaField(
            "what_was_said",
            "What was said",
            _text(values, "what_was_said"),
            help="Empty: as the incidents say",
            lines=3,
        ),
        AreaField("response", "What was done or promised", _text(values, "response"), lines=3),
        TickField(
            "formal",
            "Logged as a report",
            values.get("formal", True) is True,
            help="Not a diary sheet or talk on site",
        ),
    ]


def report_values(case: CaseFile, now: ReportView) -> Values:
    """A report as its fields hold it."""
    known = now.told_to in {agency.name for agency in case.agencies}
    return {
        "told_to": now.told_to if known else OTHER,
        "other_body": "" if known else now.told_to,
        "reported": when_text(now.when),
        "method": now.method,
        "incidents": "\n".join(now.incident_ids),
        "reported_by": now.reported_by,
        "reference": now.reference,
        "what_was_said": now.summary,
        "response": now.response,
        "formal": now.formal,
    }


def report_in(values: Values, now: ReportView | None = None) -> NewReport:
    """The report as the form says; a day nobody touched stays as exactly known as it was."""
    told_to = str(values["told_to"])
    return NewReport(
        when=_when_in(values["reported"], now),
        told_to=str(values["other_body"]) if told_to in ("", OTHER) else told_to,
        reported_by=str(values["reported_by"]),
        method=str(values["method"]),
        reference=str(values["reference"]),
        summary=str(values["what_was_said"]),
        response=str(values["response"]),
        formal=values["formal"] is True,
    )


def _text(values: Values, key: str) -> str:
    return str(values.get(key, ""))


def _when_in(value: FieldValue, now: CaseEntry | None) -> When:
    if now is not None and str(value) == when_text(now.when):
        return now.when
    return parse_when(str(value))


def mark_form(desk: Desk, case: CaseFile, entry: CaseEntry) -> Entry:
    """Asks who may be told an incident, a report or an action."""

    def find(case: CaseFile) -> CaseEntry | None:
        entries: tuple[CaseEntry, ...] = (*case.incidents, *case.reports, *case.actions)
        return next((one for one in entries if one.id == entry.id), None)

    latest = Latest(desk, case, entry, find, disclosure_values)

    def save(values: Values) -> None:
        form = disclosure_in(values)
        evidence.mark_entry(desk, case.id, entry.id, form, shown=latest.now.version)

    now = Disclosure(entry.mark, entry.summary_wording, entry.named_agencies)
    return Entry(
        "Who may be told this",
        disclosure_fields(case, now),
        save,
        desk=desk,
        place=f"mark/{entry.id}",
        case_id=case.id,
        about=one_line(entry.summary)[:300],
        theirs=latest.read,
    )


def _line(incident: IncidentView) -> str:
    return f"{incident.when}: {incident.summary}"
