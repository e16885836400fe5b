"""`conference chase`, and how a request is extended, withdrawn or asked again."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from conference.chasing import DONE_WORDS, RUNG_WORDS, proposed_rung
from conference.cli.office import agency_called, at_desk
from conference.cli.options import Acting, Json, Reference, day
from conference.cli.printing import say, say_json
from conference.errors import BadInput, Refused
from conference.forms import NewRequest
from conference.law.when import uk_day
from conference.review import chasing, reading, requests
from conference.review.desk import Desk
from conference.views import AgencyView, CaseFile, Channel, RequestState, RequestView, Rung, ToChase

_Agency = Annotated[str, typer.Argument(help="Its name or kind.")]
_Why = Annotated[str, typer.Option("--why", help="The reason; it is kept.")]


def add_to(root: typer.Typer) -> None:
    """Add `conference chase` to the tree."""
    root.command("chase")(chase)


def add_to_case(app: typer.Typer) -> None:
    """Put what is done with a request beside the others that act on a case."""
    app.command("extend")(extend)
    app.command("withdraw-request")(withdraw)
    app.command("ask-again")(ask_again)


def asked_of(case: CaseFile, agency: AgencyView) -> RequestView:
    """The newest request to the agency that is not withdrawn. Raises Refused."""
    asked = [
        one
        for one in case.requests
        if one.agency_id == agency.id and one.state is not RequestState.WITHDRAWN
    ]
    if not asked:
        raise Refused(f"{agency.name} is not asked for anything.", next="Ask it first.")
    return asked[-1]


def _meant(desk: Desk, reference: str, agency: str) -> tuple[CaseFile, RequestView]:
    one = agency_called(reading.read_agencies(desk), agency)
    case = reading.read_case(desk, reference)
    return case, asked_of(case, one)


def chase(
    reference: Annotated[
        str, typer.Argument(metavar="REF", help="The case; without it, whom to chase today.")
    ] = "",
    agency: Annotated[str, typer.Argument(metavar="AGENCY", help="Its name or kind.")] = "",
    rung: Annotated[
        Rung | None, typer.Option("--rung", help="The one that is due if left out.")
    ] = None,
    channel: Annotated[
        Channel | None, typer.Option("--channel", help="Record it, as sent this way.")
    ] = None,
    sent_to: Annotated[str, typer.Option("--to", help="Record it, as sent to them.")] = "",
    text: Annotated[str, typer.Option("--text", help="Record it, with these words.")] = "",
    acting: Acting = None,
    json: Json = False,
) -> None:
    """Print whom to chase today; of one agency, the ready text, or record that it was sent."""
    with at_desk(acting) as desk:
        if not reference:
            _say_list(chasing.to_chase(desk), json)
            return
        if not agency:
            raise typer.BadParameter("Name the agency too: conference chase REF AGENCY")
        case, request = _meant(desk, reference, agency)
        step = rung or proposed_rung(request, case.taken_on)
        words = text or chasing.ready_text(desk, case.id, request.id, step)
        if channel is None and not (sent_to or text):
            say(words.rstrip("\n"))
            return
        whom = sent_to or chasing.contact_for(case, request, step)
        if not whom:
            raise BadInput(
                f"Nobody to write to is known for {request.agency_name}.", next="Say it with --to."
            )
        chasing.chase(
            desk,
            case.id,
            request.id,
            step,
            channel=channel or Channel.EMAIL,
            sent_to=whom,
            words=words,
        )
    say(f"{case.reference}: {request.agency_name} {DONE_WORDS[step]}, {whom}.")


def _say_list(lines: tuple[ToChase, ...], json: bool) -> None:
    if json:
        say_json(lines)
    else:
        say(*(map(_line, lines) if lines else ["Nobody is to be chased today."]))


def _line(one: ToChase) -> str:
    late = f"{one.days_late} day{'' if one.days_late == 1 else 's'} late"
    last = "not chased yet"
    if one.last_rung and one.last_chased:
        last = f"{DONE_WORDS[one.last_rung]} {uk_day(one.last_chased)}"
    return (
        f"{one.reference} {one.agency_name}: due {uk_day(one.due_on)}, {late}, {last}. "
        f"Next: {RUNG_WORDS[one.rung]}{f', {one.contact}' if one.contact else ''}."
    )


def extend(
    reference: Reference,
    agency: _Agency,
    until: Annotated[date, typer.Option("--to", parser=day, metavar="DATE", help="Answer by.")],
    why: _Why,
    acting: Acting = None,
) -> None:
    """Give an agency until a later day to answer."""
    with at_desk(acting) as desk:
        case, request = _meant(desk, reference, agency)
        requests.extend_request(
            desk, case.id, request.id, due_on=until, why=why, shown=request.version
        )
    say(f"{case.reference}: {request.agency_name} has until {uk_day(until)}.")


def withdraw(reference: Reference, agency: _Agency, why: _Why, acting: Acting = None) -> None:
    """Withdraw what an agency is asked."""
    with at_desk(acting) as desk:
        case, request = _meant(desk, reference, agency)
        requests.withdraw_request(desk, case.id, request.id, why=why)
    say(f"{case.reference}: {request.agency_name} is no longer asked.")


def ask_again(
    reference: Reference,
    agency: _Agency,
    why: _Why,
    words: Annotated[str, typer.Option("--what", help="What is asked; the same if left out.")] = "",
    by: Annotated[
        date | None, typer.Option("--by", parser=day, metavar="DATE", help="Answer by.")
    ] = None,
    acting: Acting = None,
) -> None:
    """Ask an agency anew; the earlier request is withdrawn with the reason."""
    with at_desk(acting) as desk:
        case, request = _meant(desk, reference, agency)
        form = NewRequest(
            request.agency_id,
            words or request.asked,
            request.period_from,
            request.period_to,
            due_on=by,
        )
        requests.ask_again(desk, case.id, request.id, form, why=why)
    say(f"{case.reference}: {request.agency_name} is asked again.")
