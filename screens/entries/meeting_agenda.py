"""Forms of the agenda: an item, and the private note of one."""

from __future__ import annotations

from collections.abc import Callable

from conference.forms import NewItem
from conference.review import agenda
from conference.review.desk import Desk
from conference.views import AgendaItemView, CaseFile, MeetingView, Visibility
from screens.entries.latest import Latest
from screens.entries.meeting import MinutesField
from screens.entry import Entry
from screens.widgets.fields import AreaField, ChoiceField, TextField
from screens.widgets.form import Values

SEEN_BY = (
    (Visibility.ROOM, "room: everybody there sees it, the applicant too"),
    (Visibility.PANEL, "panel: not while the applicant is there"),
    (Visibility.CHAIR, "chair only: the room display shows nothing of it"),
)


class ItemMinutes(MinutesField):
    """The minutes of an item; none are allowed."""

    least = 0


def item_form(
    desk: Desk,
    case: CaseFile,
    meeting: MeetingView,
    now: AgendaItemView | None = None,
    *,
    after: AgendaItemView | None = None,
) -> Entry:
    """Asks what an item is, how long it takes and who sees it; with `now`, it is changed.

    after: the item that a new one follows; None: it comes last.
    """
    latest = _latest(desk, case, now, _values) if now else None

    def save(values: Values) -> None:
        form = _item_in(values, after)
        if latest is None:
            agenda.add_item(desk, case.id, meeting.id, form)
        else:
            agenda.change_item(desk, case.id, latest.now.id, form, shown=latest.now.version)

    fields = [
        TextField("title", "What it is about", now.title if now else "", required=True, wide=True),
        ItemMinutes("minutes", "Minutes planned", str(now.planned_minutes if now else 10)),
        TextField("owner", "Who leads it", now.owner if now else ""),
        ChoiceField(
            "visibility",
            "Who sees it",
            SEEN_BY,
            now.visibility if now else Visibility.PANEL,
            required=True,
            wide=True,
        ),
    ]
    return Entry(
        "Change an item of the agenda" if now else "Add an item to the agenda",
        fields,
        save,
        desk=desk,
        place=f"item/{now.id if now else meeting.id}",
        case_id=case.id,
        about=f"It follows item {after.position}, {after.title}" if after else "",
        theirs=latest.read if latest else None,
    )


def _item_in(values: Values, after: AgendaItemView | None) -> NewItem:
    return NewItem(
        title=str(values["title"]),
        minutes=int(str(values["minutes"])),
        visibility=Visibility(str(values["visibility"])),
        owner=str(values["owner"]),
        after=after.id if after else None,
    )


def _values(now: AgendaItemView) -> Values:
    """An item as its form holds it."""
    return {
        "title": now.title,
        "minutes": str(now.planned_minutes),
        "owner": now.owner,
        "visibility": now.visibility.value,
    }


def _latest(
    desk: Desk, case: CaseFile, item: AgendaItemView, values: Callable[[AgendaItemView], Values]
) -> Latest[AgendaItemView]:
    def find(case: CaseFile) -> AgendaItemView | None:
        items = (one for meeting in case.meetings for one in meeting.items)
        return next((one for one in items if one.id == item.id), None)

    return Latest(desk, case, item, find, values)


def note_form(desk: Desk, case: CaseFile, item: AgendaItemView) -> Entry:
    """Asks for the private note of an agenda item."""
    latest = _latest(desk, case, item, lambda now: {"note": now.note})

    def save(values: Values) -> None:
        note = str(values["note"])
        agenda.note_item(desk, case.id, item.id, note=note, shown=latest.now.version)

    return Entry(
        f"{item.position}. {item.title}",
        [AreaField("note", "Note", item.note, lines=10)],
        save,
        desk=desk,
        place=f"note/{item.id}",
        case_id=case.id,
        about="For the chair and the officer alone. R makes a recommendation of it, A an action.",
        theirs=latest.read,
    )
