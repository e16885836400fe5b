"""`conference meeting agenda`: its items listed, made, moved and gone through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal

import typer

from conference.agenda_time import item_words, minutes_words, overrun_words, planned_words
from conference.agenda_time import used_seconds as used
from conference.cli.meeting_found import item_numbered, meeting_of
from conference.cli.office import at_desk
from conference.cli.options import Acting, Json, Reference
from conference.cli.printing import say, say_json
from conference.forms import NewItem
from conference.law.access import Role
from conference.review import agenda
from conference.review.desk import Desk
from conference.views import AgendaItemView, ItemState, MeetingState, MeetingView, Visibility

app = typer.Typer(help="The agenda of the meeting.", no_args_is_help=True)
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The item's number.")]
Minutes = Annotated[int | None, typer.Option("--minutes", help="How long it is meant to take.")]
Seen = Annotated[Visibility | None, typer.Option("--visibility", help="Who sees it.")]
Owner = Annotated[str | None, typer.Option("--owner", help="Who leads it.")]


@app.command("list")
def list_(reference: Reference, as_json: Json = False, acting: Acting = None) -> None:
    """List the agenda with minutes planned and used, who leads, and who sees each item."""
    with at_desk(acting, Role.CHAIR) as desk:
        meeting, now = meeting_of(desk, reference), desk.clock()
    if as_json:
        say_json(meeting.items)
        return
    say(*agenda_lines(meeting, now))


def agenda_lines(meeting: MeetingView, now: datetime) -> list[str]:
    """The agenda in plain lines, with its totals against the booked time. now: aware."""
    lines = [_line(item, now) for item in meeting.items] or ["The agenda is empty."]
    lines.append(planned_words(meeting))
    running = meeting.state in (MeetingState.OPEN, MeetingState.ADJOURNED)
    return [*lines, *filter(None, [overrun_words(meeting, now) if running else ""])]


def _line(item: AgendaItemView, now: datetime) -> str:
    parts = [
        item.state.value,
        minutes_words(item.planned_minutes),
        f"{minutes_words(used(item, now) // 60)} used" if used(item, now) >= 60 else "",
        item_words(item, now),
        f"for the {item.visibility}" if item.visibility is not Visibility.CHAIR else "chair only",
        f"led by {item.owner}" if item.owner else "",
        "required" if item.required else "",
    ]
    note = f" Note: {item.note}" if item.note else ""
    return f"{item.position}. {item.title}: {', '.join(filter(None, parts))}.{note}"


@app.command("add")
def add(
    reference: Reference,
    title: Annotated[str, typer.Argument(help="What stands on the agenda.")],
    minutes: Minutes = None,
    visibility: Seen = None,
    owner: Owner = None,
    after: Annotated[
        int | None, typer.Option("--after", metavar="NUMBER", help="The item that it follows.")
    ] = None,
    acting: Acting = None,
) -> None:
    """Put an item on the agenda: at its end, or after another; for the panel unless said."""
    with at_desk(acting, Role.CHAIR) as desk:
        meeting = meeting_of(desk, reference)
        form = NewItem(
            title,
            minutes=minutes or 0,
            visibility=visibility or Visibility.PANEL,
            owner=owner or "",
            after=item_numbered(meeting, after).id if after is not None else None,
        )
        agenda.add_item(desk, reference, meeting.id, form)
    say(f"{reference}: {title} is on the agenda.")


@app.command("change")
def change(
    reference: Reference,
    number: Number,
    title: Annotated[str | None, typer.Option("--title")] = None,
    minutes: Minutes = None,
    visibility: Seen = None,
    owner: Owner = None,
    acting: Acting = None,
) -> None:
    """Change an item; what is left out stays as it is."""
    with at_desk(acting, Role.CHAIR) as desk:
        item = item_numbered(meeting_of(desk, reference), number)
        form = NewItem(
            item.title if title is None else title,
            minutes=item.planned_minutes if minutes is None else minutes,
            visibility=visibility or item.visibility,
            owner=item.owner if owner is None else owner,
        )
        agenda.change_item(desk, reference, item.id, form, shown=item.version)
    say(f"{reference}: item {number} is changed.")


@app.command("move")
def move(
    reference: Reference,
    number: Number,
    where: Annotated[Literal["up", "down"], typer.Argument(help="One place up, or down.")],
    acting: Acting = None,
) -> None:
    """Move an item one place up or down."""
    _act(
        reference,
        number,
        acting,
        lambda desk, item: agenda.move_item(desk, reference, item.id, up=where == "up"),
        f"is one place {where}",
    )


@app.command("remove")
def remove(reference: Reference, number: Number, acting: Acting = None) -> None:
    """Take an item off the agenda, before anything was done about it."""
    _act(
        reference,
        number,
        acting,
        lambda desk, item: agenda.remove_item(desk, reference, item.id),
        "is off the agenda",
    )


@app.command("go")
def go(
    reference: Reference,
    number: Annotated[
        int | None, typer.Argument(metavar="[NUMBER]", help="Its number; the next one if left out.")
    ] = None,
    acting: Acting = None,
) -> None:
    """Go to an item, or return to one; the one before it is done."""
    with at_desk(acting, Role.CHAIR) as desk:
        meeting = meeting_of(desk, reference)
        item = item_numbered(meeting, number) if number is not None else _next(meeting)
        if item is None:
            say(f"{reference}: that was the last item.")
            return
        agenda.go_to_item(desk, reference, item.id)
    say(f"{reference}: now at item {item.position}, {item.title}.")


def _next(meeting: MeetingView) -> AgendaItemView | None:
    """The first item behind the current one that is still to come."""
    here = meeting.current.position if meeting.current else 0
    waiting = (
        item
        for item in meeting.items
        if item.position > here and item.state in (ItemState.WAITING, ItemState.PARKED)
    )
    return next(waiting, None)


@app.command("done")
def done(reference: Reference, number: Number, acting: Acting = None) -> None:
    """Mark an item as done."""
    _act(
        reference,
        number,
        acting,
        lambda desk, item: agenda.finish_item(desk, reference, item.id),
        "is done",
    )


@app.command("park")
def park(reference: Reference, number: Number, acting: Acting = None) -> None:
    """Park an item for later."""
    _act(
        reference,
        number,
        acting,
        lambda desk, item: agenda.finish_item(desk, reference, item.id, park=True),
        "is parked",
    )


@app.command("note")
def note(
    reference: Reference,
    number: Number,
    words: Annotated[str, typer.Argument(help="The note, for the chair and the officer.")],
    acting: Acting = None,
) -> None:
    """Write the note of an item, in the place of the one it has."""
    _act(
        reference,
        number,
        acting,
        lambda desk, item: agenda.note_item(
            desk, reference, item.id, note=words, shown=item.version
        ),
        "has its note",
    )


def _act(
    reference: str,
    number: int,
    acting: str | None,
    act: Callable[[Desk, AgendaItemView], None],
    came: str,
) -> None:
    with at_desk(acting, Role.CHAIR) as desk:
        item = item_numbered(meeting_of(desk, reference), number)
        act(desk, item)
    say(f"{reference}: {item.title} {came}.")
