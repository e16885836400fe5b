"""Forms of the meeting's life: its plan, and its close."""

from __future__ import annotations

from conference.agenda_time import minutes_words
from conference.errors import BadInput, Problem
from conference.exchange.agenda import CARRIED, agenda_items
from conference.exchange.days import parse_day
from conference.forms import MeetingPlan
from conference.review import meeting
from conference.review.desk import Desk
from conference.views import CaseFile, MeetingView, PersonView
from screens.entries.days import day_in, day_text, read_time, time_in
from screens.entries.faults import told_in_full
from screens.entries.latest import Latest
from screens.entry import Entry
from screens.widgets.fields import AreaField, ChoiceField, DayField, TextField
from screens.widgets.form import Values
from screens.words.meeting_owed import key_for


def plan_form(
    desk: Desk, case: CaseFile, chairs: tuple[PersonView, ...], now: MeetingView | None
) -> Entry:
    """Asks where and when the panel meets, and who chairs; with `now`, that plan is changed.

    Raises BadInput where the council's own agenda cannot be used.
    """
    planned = _planned_minutes(desk, case, now)

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
        DayField("time", "Time", _time(now), read=read_time, help="14:30 or 2.30pm, London time"),
        TextField("place", "Place", now.place if now else ""),
        TextField("link", "Link for those who join from elsewhere", now.link if now else ""),
        ChoiceField("chair", "Chair", [(p.id, f"{p.name}, {p.title}") for p in chairs], chair),
        BookedField(planned, str(now.booked_minutes if now else 120)),
        AreaField(
            "independence",
            "The chair's independence",
            now.chair_independence if now else "",
            help="Whom the chair works for, and any part they had in this case",
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


def _planned_minutes(desk: Desk, case: CaseFile, now: MeetingView | None) -> int:
    """What the agenda takes: of this meeting, or of the one that would be planned."""
    if now is not None:
        return sum(item.planned_minutes for item in now.items)
    carried = any(one.done_on is None for one in case.recommendations)
    usual = agenda_items(desk.templates)
    return sum(item.minutes for item in usual if carried or item.key != CARRIED)


class MinutesField(TextField):
    """A number of minutes. least: the smallest that is taken."""

    least = 1

    def check(self) -> str:
        """Whether it is a number of minutes in a day."""
        if self.minutes is not None:
            return ""
        return "Give a number of minutes, such as 20."

    @property
    def minutes(self) -> int | None:
        """The number; None where it is none."""
        words = str(self.value).strip()
        if words.isascii() and words.isdigit() and self.least <= int(words[:5]) <= 1440:
            return int(words)
        return None


class BookedField(MinutesField):
    """The minutes a meeting is booked for, told beside what its agenda takes."""

    def __init__(self, planned: int, value: str) -> None:
        """planned: minutes of all items of the agenda together."""
        super().__init__("minutes", "Minutes booked", value)
        self._planned = planned

    def on_mount(self) -> None:
        """Tell the total from the start."""
        self._tell()

    def announce(self) -> None:
        """Tell the total anew."""
        self._tell()
        super().announce()

    def _tell(self) -> None:
        booked, planned = self.minutes, minutes_words(self._planned)
        spare = 0 if booked is None else booked - self._planned
        more = f", {spare} to spare" if spare > 0 else f": {-spare} TOO MANY" if spare < 0 else ""
        self.help = f"The agenda takes {planned}{more}"


def _time(now: MeetingView | None) -> str:
    return now.starts_at.strftime("%H:%M") if now and now.starts_at else ""


def close_form(desk: Desk, case: CaseFile, now: MeetingView) -> Entry:
    """Asks when the panel looks again, and closes; what is missing is said with its key."""

    def save(values: Values) -> None:
        try:
            meeting.close(desk, case.id, now.id, review_on=day_in(values["review_date"]))
        except BadInput as error:
            told = [
                Problem(one.where, f"{one.what} (key: {key_for(one, now)})")
                for one in error.problems
            ]
            raise BadInput(error.what, tuple(told), safe=error.safe, next=error.next) from None

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
