"""Forms of the presence ledger: who is expected, and a conflict of interest."""

from __future__ import annotations

from conference.forms import NewAttendance
from conference.review import attendance
from conference.review.desk import Desk
from conference.text import one_line
from conference.views import AttendanceView, CaseFile
from screens.entry import Entry
from screens.widgets.fields import AreaField, ChoiceField, TextField, TickField
from screens.widgets.form import Values

CAPACITIES = ("representative", "observer", "applicant", "for the applicant", "chair")


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
        ChoiceField("agency", "Agency", [(a.id, a.name) for a in case.agencies], prompt="none"),
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


def conflict_form(desk: Desk, case: CaseFile, one: AttendanceView) -> Entry:
    """Asks which conflict of interest somebody has, and whether they leave the room for it."""

    def save(values: Values) -> None:
        attendance.declare_conflict(
            desk,
            case.id,
            one.id,
            conflict=str(values["conflict"]),
            leaves=values["leaves"] is True,
        )

    name = one_line(one.name)
    return Entry(
        f"A conflict of interest of {name}",
        [
            AreaField("conflict", "Which conflict of interest", required=True, lines=4),
            TickField("leaves", f"{name} leaves the room for it", one.is_here),
        ],
        save,
        desk=desk,
        place=f"conflict/{one.id}",
        case_id=case.id,
        about="Whoever has a conflict of interest loses sight of the case from now on.",
    )
