"""Forms of the meeting: its plan, who comes, how the applicant is heard, decisions, the close."""

from __future__ import annotations

from conference.exchange.days import parse_day
from conference.forms import ApplicantHeard, Disclosure, MeetingPlan, NewAttendance, NewDecision
from conference.law.audience import Mark
from conference.review import attendance, meeting
from conference.review.desk import Desk
from conference.views import (
    AgendaItemView,
    ApplicantPart,
    CaseFile,
    DecisionKind,
    MeetingView,
    PersonView,
)
from screens.entries.days import day_in, day_text, read_time, time_in
from screens.entries.disclosure import DecidingField, disclosure_fields, disclosure_in
from screens.entries.faults import told_in_full
from screens.entries.latest import Latest
from screens.entry import Entry
from screens.widgets.fields import AreaField, ChoiceField, DayField, Field, TextField, TickField
from screens.widgets.form import Values

CAPACITIES = ("representative", "observer", "applicant", "for the applicant", "chair")
OUTCOMES = ("adequate", "not adequate", "decided", "rejected")
WORDS = "words"


def plan_form(
    desk: Desk, case: CaseFile, chairs: tuple[PersonView, ...], now: MeetingView | None
) -> Entry:
    """Asks where and when the panel meets, and who chairs; with `now`, that plan is changed."""

    def save(values: Values) -> None:
        form = MeetingPlan(
            planned_for=day_in(values["date"]),
            starts_at=time_in(values["time"]),
            place=str(values["place"]),
            link=str(values["link"]),
            chair_id=str(values["chair"]) or None,
            chair_independence=str(values["independence"]),
            booked_minutes=int(str(values["minutes"])),
        )
        if now is None:
            meeting.plan(desk, case.id, form)
        else:
            shown = latest.now if latest else now
            meeting.change_plan(desk, case.id, now.id, form, shown=shown.version)

    named = {person.name: person.id for person in chairs}
    chair = named.get(now.chair, "") if now else case.chair.id if case.chair else ""
    latest = _latest_plan(desk, case, now, named) if now else None
    fields = [
        DayField(
            "date", "Day", day_text(now.planned_for) if now else "", read=parse_day, required=True
        ),
        DayField("time", "Time", _time(now), read=read_time, help="14:30 or 2.30pm"),
        TextField("place", "Place", now.place if now else ""),
        TextField("link", "Link for those who join from elsewhere", now.link if now else ""),
        ChoiceField("chair", "Chair", [(p.id, f"{p.name}, {p.title}") for p in chairs], chair),
        MinutesField("minutes", "Minutes booked", str(now.booked_minutes if now else 120)),
        AreaField(
            "independence",
            "The chair's independence",
            now.chair_independence if now else "",
            help="Whom the chair works for, and any part they had in the case",
            lines=3,
        ),
    ]
    return Entry(
        "Change the plan of the meeting" if now else "Plan the meeting",
        fields,
        save,
        desk=desk,
        place=f"plan/{now.id if now else case.id}",
        case_id=case.id,
        theirs=latest.read if latest else None,
    )


def _latest_plan(
    desk: Desk, case: CaseFile, now: MeetingView, chairs: dict[str, str]
) -> Latest[MeetingView]:
    """chairs: ids by name."""

    def find(case: CaseFile) -> MeetingView | None:
        return next((one for one in case.meetings if one.id == now.id), None)

    def values(plan: MeetingView) -> Values:
        return {
            "date": day_text(plan.planned_for),
            "time": _time(plan),
            "place": plan.place,
            "link": plan.link,
            "chair": chairs.get(plan.chair, ""),
            "minutes": str(plan.booked_minutes),
            "independence": plan.chair_independence,
        }

    return Latest(desk, case, now, find, values)


class MinutesField(TextField):
    """A number of minutes."""

    def check(self) -> str:
        """Whether it is a number of minutes in a day."""
        words = str(self.value).strip()
        if words.isascii() and words.isdigit() and 0 < int(words) <= 1440:
            return ""
        return "Give a number of minutes, such as 120."


def _time(now: MeetingView | None) -> str:
    return now.starts_at.strftime("%H:%M") if now and now.starts_at else ""


def attendance_form(desk: Desk, case: CaseFile, meeting_id: str) -> Entry:
    """Asks who is expected at the meeting, or sends apologies."""

    def save(values: Values) -> None:
        form = NewAttendance(
            name=str(values["name"]),
            agency_id=str(values["agency"]) or None,
            capacity=str(values["capacity"]),
            substitute_for=str(values["substitute"]),
            apologies=values["apologies"] is True,
            conflict=str(values["conflict"]),
        )
        attendance.expect(desk, case.id, meeting_id, form)

    fields = [
        TextField("name", "Name", required=True),
        ChoiceField("agency", "Agency", _agencies(case), prompt="none"),
        ChoiceField(
            "capacity", "They come as", [(c, c) for c in CAPACITIES], CAPACITIES[0], required=True
        ),
        TextField("substitute", "In place of"),
        TickField("apologies", "Sends apologies"),
        AreaField(
            "conflict",
            "Conflict of interest",
            help="Whoever has one loses sight of the case; leave it empty if there is none",
            lines=2,
        ),
    ]
    return Entry(
        "Expect somebody", fields, save, desk=desk, place=f"expect/{meeting_id}", case_id=case.id
    )


def applicant_form(desk: Desk, case: CaseFile, now: MeetingView) -> Entry:
    """Asks how the applicant takes part."""

    def save(values: Values) -> None:
        form = ApplicantHeard(
            ApplicantPart(str(values["part"])), str(values["words"]), str(values["reason"])
        )
        meeting.hear_applicant(desk, case.id, now.id, form)

    fields = [
        DecidingField(
            "part",
            "How the applicant is heard",
            [(part, part) for part in ApplicantPart],
            now.applicant_part or "",
            asks={"reason": ApplicantPart.NOT_INVITED},
            wide=True,
        ),
        AreaField("words", "What they said and want, in their words", now.applicant_words, lines=5),
        AreaField(
            "reason",
            "Why they were not invited",
            now.applicant_reason,
            help="Needed: it is told to the applicant",
            lines=2,
        ),
    ]
    return Entry(
        "The applicant's part", fields, save, desk=desk, place=f"heard/{now.id}", case_id=case.id
    )


def decision_form(desk: Desk, case: CaseFile, meeting_id: str) -> Entry:
    """Asks what the panel decided, and why."""

    def save(values: Values) -> None:
        outcome = str(values["outcome"])
        form = NewDecision(
            kind=DecisionKind(str(values["about"])),
            what=str(values["decision"]),
            outcome=str(values["outcome_words"]) if outcome == WORDS else outcome,
            reason=str(values["reason"]),
            agency_id=str(values["agency"]) or None,
            disclosure=disclosure_in(values),
        )
        meeting.decide(desk, case.id, meeting_id, form)

    fields: list[Field] = [
        ChoiceField(
            "about",
            "Decided about",
            [(kind, kind) for kind in DecisionKind],
            DecisionKind.RESPONSE,
            required=True,
        ),
        ChoiceField("agency", "Agency", _agencies(case), prompt="no one agency"),
        AreaField("decision", "What was decided about, in a sentence", required=True, lines=2),
        DecidingField(
            "outcome",
            "The panel's decision",
            [*((outcome, outcome) for outcome in OUTCOMES), (WORDS, "in other words")],
            asks={"outcome_words": WORDS},
        ),
        TextField("outcome_words", "In which other words"),
        AreaField("reason", "The reason", required=True, lines=3),
        *disclosure_fields(case, Disclosure(Mark.APPLICANT)),
    ]
    return Entry(
        "Record a decision",
        fields,
        save,
        desk=desk,
        place=f"decision/{meeting_id}",
        case_id=case.id,
        about="Who is present now is recorded with it.",
    )


def note_form(desk: Desk, case: CaseFile, item: AgendaItemView) -> Entry:
    """Asks for the note of an agenda item."""

    def save(values: Values) -> None:
        note = str(values["note"])
        meeting.note_item(desk, case.id, item.id, note=note, shown=latest.now.version)

    def find(case: CaseFile) -> AgendaItemView | None:
        items = (one for meeting in case.meetings for one in meeting.items)
        return next((one for one in items if one.id == item.id), None)

    latest = Latest(desk, case, item, find, lambda now: {"note": now.note})
    return Entry(
        item.title,
        [AreaField("note", "Note", item.note, lines=10)],
        save,
        desk=desk,
        place=f"note/{item.id}",
        case_id=case.id,
        theirs=latest.read,
    )


def close_form(desk: Desk, case: CaseFile, now: MeetingView) -> Entry:
    """Asks when the panel looks again, and closes; what is missing is said in the form."""

    def save(values: Values) -> None:
        meeting.close(desk, case.id, now.id, review_on=day_in(values["review_date"]))

    day = day_text(now.review_on)
    return Entry(
        "Close the meeting",
        [DayField("review_date", "When the panel looks again", day, read=parse_day)],
        told_in_full(save, {"review_date": "give the day: no review is closed without one"}),
        desk=desk,
        place=f"close/{now.id}",
        case_id=case.id,
        save_words="Close the meeting",
    )


def _agencies(case: CaseFile) -> list[tuple[str, str]]:
    return [(agency.id, agency.name) for agency in case.agencies]
