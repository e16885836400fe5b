"""The agenda as a paper of its own: what is gone through and for how long, and nothing of the case.

The room's copy holds what everybody hears, the applicant too; the panel's adds what the agencies
hear without them; the chair's adds the chair's own items.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from conference.documents.context import Contact, Council
from conference.documents.letters import Document
from conference.documents.papers_make import made_for_the_panel, make_paper
from conference.documents.papers_words import minutes_words
from conference.documents.picture import clock_words, contact_of, council_of, day_words
from conference.text import one_line
from conference.views import AgendaItemView, CaseFile, MeetingView, PaperKind, Visibility

_HEARD_BY = {
    Visibility.ROOM: (Visibility.ROOM,),
    Visibility.PANEL: (Visibility.ROOM, Visibility.PANEL),
    Visibility.CHAIR: tuple(Visibility),
}


@dataclass(frozen=True)
class LedItem:
    """One item of the agenda, and who leads it."""

    number: int
    title: str
    led_by: str
    minutes: str
    visibility: str
    """ "room", "panel" or "chair only"."""


@dataclass(frozen=True)
class AgendaContext:
    """Everything the template of the agenda can name at its top level."""

    council: Council
    contact: Contact
    reference: str
    copy: str
    """Whose copy it is: "room", "panel" or "chair only"."""
    cancelled: bool
    day: str
    time: str
    place: str
    link: str
    chair: str
    items: tuple[LedItem, ...]
    planned: str
    """What the items of this copy take together; empty where no item has a time."""
    booked: str
    over: str
    """By how much these items are longer than what is booked; empty where it fits."""


def compose_agenda(
    case: CaseFile,
    meeting: MeetingView,
    *,
    copy: Visibility = Visibility.ROOM,
    templates: Path | None = None,
) -> Document:
    """The agenda of one meeting of the case.

    case: as the panel sees it. copy: for whom. templates: a council's folder of templates. Raises
    Refused where the case is anybody else's view, BadInput where the template is wrong.
    """
    made_for_the_panel(case, "The agenda")
    return make_paper(PaperKind.AGENDA, case, _context(case, meeting, copy), templates=templates)


def _context(case: CaseFile, meeting: MeetingView, copy: Visibility) -> AgendaContext:
    ordered = sorted(meeting.items, key=lambda item: item.position)
    shown = [item for item in ordered if item.visibility in _HEARD_BY[copy]]
    planned = sum(item.planned_minutes for item in shown)
    # The room is not told of items it does not hear, nor by their length that there are any.
    over = planned - meeting.booked_minutes
    return AgendaContext(
        council=council_of(case),
        contact=contact_of(case),
        reference=one_line(case.reference),
        copy=copy.value,
        cancelled=meeting.cancelled_on is not None,
        day=day_words(meeting.planned_for),
        time=clock_words(meeting.starts_at),
        place=one_line(meeting.place),
        link=one_line(meeting.link),
        chair=one_line(meeting.chair or (case.chair.name if case.chair else "")),
        items=tuple(_item(number, item) for number, item in enumerate(shown, start=1)),
        planned=minutes_words(planned) if planned else "",
        booked=minutes_words(meeting.booked_minutes) if meeting.booked_minutes else "",
        over=minutes_words(over) if over > 0 and meeting.booked_minutes else "",
    )


def _item(number: int, item: AgendaItemView) -> LedItem:
    minutes = str(item.planned_minutes or "")
    return LedItem(
        number, one_line(item.title), one_line(item.owner), minutes, item.visibility.value
    )
