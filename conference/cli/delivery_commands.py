"""`conference letter send` and what became of it, beside the other commands of letters."""

from __future__ import annotations

from typing import Annotated

import typer

from conference.cli.letter_commands import Number, app, letter_numbered
from conference.cli.office import at_desk
from conference.cli.options import Acting, Reference
from conference.cli.printing import say
from conference.errors import Refused
from conference.exchange.mail_account import account_sender
from conference.law.calendar import london_time
from conference.review import delivery
from conference.review.desk import Desk
from conference.views import DeliveryState, DeliveryView


def add_to(root: typer.Typer) -> None:
    """Add the commands of letters to the tree."""
    root.add_typer(app, name="letter")


@app.command("send")
def send_(
    reference: Reference,
    number: Number = None,
    to: Annotated[str, typer.Option("--to", help="Else the address in the case.")] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Try the newest delivery that failed again.")
    ] = False,
    acting: Acting = None,
) -> None:
    """Send an issued letter by e-mail; it never goes out twice."""
    sender = account_sender()
    with at_desk(acting) as desk:
        letter = letter_numbered(desk, reference, number)
        if again:
            one = _newest(desk, reference, number)
            attempt = delivery.try_again(desk, reference, one.id, sender)
        else:
            attempt = delivery.send_letter(desk, reference, letter.id, sender, to=to)
    if attempt.state is not DeliveryState.SENT:
        raise Refused(
            f"{letter.number} is {attempt.state}: {attempt.problem}.",
            safe="The letter is issued, and the attempt is in the record.",
            next="conference letter send REF --again"
            if attempt.state is DeliveryState.FAILED
            else "Find out whether it arrived: conference letter arrived REF --help",
        )
    say(f"{letter.number}: sent.")


def _newest(desk: Desk, reference: str, number: int | None) -> DeliveryView:
    deliveries = letter_numbered(desk, reference, number).deliveries
    if not deliveries:
        raise Refused("That letter was never sent from here.")
    return deliveries[-1]


@app.command("deliveries")
def deliveries(reference: Reference, number: Number = None, acting: Acting = None) -> None:
    """Print where a letter was sent, and what became of it."""
    with at_desk(acting) as desk:
        letter = letter_numbered(desk, reference, number)
    say(*map(delivery_line, letter.deliveries))
    if not letter.deliveries:
        say(f"{letter.number} was never sent from here.")


def delivery_line(one: DeliveryView) -> str:
    """One sending on one line."""
    when = f" {london_time(one.tried_at):%d/%m/%Y %H:%M}" if one.tried_at else ""
    times = f", {one.attempts} attempts" if one.attempts > 1 else ""
    why = f": {one.problem}" if one.problem else ""
    return f"{one.sent_to}{when}, by {one.tried_by}{times}: {one.state}{why}"


@app.command("arrived")
def arrived(
    reference: Reference,
    how_known: Annotated[str, typer.Option("--how", help="How it is known.")],
    number: Number = None,
    did_not: Annotated[bool, typer.Option("--not", help="It did not arrive.")] = False,
    acting: Acting = None,
) -> None:
    """Record what was found out about a sending that was not certain."""
    with at_desk(acting) as desk:
        one = _newest(desk, reference, number)
        delivery.settle(desk, reference, one.id, arrived=not did_not, how_known=how_known)
    say(f"Recorded: it {'did not arrive' if did_not else 'arrived'}.")
