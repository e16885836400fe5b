"""`conference appeal`: lodged, acknowledged, the bundle, sent, and its result."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from conference.cli.files import write_private
from conference.cli.office import at_desk
from conference.cli.options import Acting, Json, OnDay, Reference, written_to
from conference.cli.printing import say, say_json, tell
from conference.documents.appeal_time import AGAINST, time_words
from conference.errors import Refused
from conference.forms import NewAppeal
from conference.law.procedure import NOT_PUBLISHED
from conference.law.when import uk_day
from conference.review import appeals, reading
from conference.review.desk import Desk
from conference.text import one_line
from conference.views import AppealResult, AppealView, BundleView, CaseFile

app = typer.Typer(help="Appeals.", no_args_is_help=True)


class Result(StrEnum):
    """What became of an appeal, in one word of a command."""

    UPHELD = "upheld"
    NOT_UPHELD = "not-upheld"
    WITHDRAWN = "withdrawn"
    NOT_ACCEPTED = "not-accepted"


_Number = Annotated[
    int | None, typer.Option("--number", help="Of the case's appeals; else the newest.")
]
_To = Annotated[
    Path, typer.Option("--to", metavar="FOLDER", help="Where the files go.", callback=written_to)
]


def add_to(root: typer.Typer) -> None:
    """Add these commands to the tree."""
    root.add_typer(app, name="appeal")


def _appeal(case: CaseFile, number: int | None) -> AppealView:
    if not case.appeals:
        raise Refused("No appeal is recorded.", next="conference appeal lodge REF")
    if number is None:
        return case.appeals[-1]
    if not 1 <= number <= len(case.appeals):
        raise Refused(f"There is no appeal {number}.")
    return case.appeals[number - 1]


def _read(desk: Desk, reference: str) -> CaseFile:
    return reading.read_case(desk, reference)


@app.command("lodge")
def lodge(
    reference: Reference,
    ground: Annotated[str, typer.Option("--ground", help="The ground, as it was put.")],
    against: Annotated[
        str, typer.Option("--against", help="threshold, or review.", metavar="DECISION")
    ] = "review",
    on: OnDay = None,
    by: Annotated[str, typer.Option("--by", help="Who appealed; else the applicant.")] = "",
    note: Annotated[str, typer.Option("--note", help="For those inside.")] = "",
    acting: Acting = None,
) -> None:
    """Record an appeal. A late one is recorded too, and says so."""
    form = NewAppeal(against, ground, on, by, note)
    with at_desk(acting) as desk:
        made = appeals.lodge(desk, reference, form)
        case = _read(desk, reference)
    one = next(one for one in case.appeals if one.id == made)
    say(f"{case.reference}: the appeal is recorded. {time_words(one, case.procedure)}")
    if case.procedure.appeal.window is NOT_PUBLISHED:
        tell("The procedure publishes no time to appeal: no appeal can be called late.")


@app.command("list")
def list_appeals(reference: Reference, json: Json = False, acting: Acting = None) -> None:
    """Print the appeals of a case, with how far each has come and its bundles."""
    with at_desk(acting) as desk:
        case = _read(desk, reference)
    if json:
        say_json(case.appeals)
        return
    for number, one in enumerate(case.appeals, start=1):
        say(*_lines(number, one, case))
    if not case.appeals:
        say("No appeal is recorded.")


def _lines(number: int, one: AppealView, case: CaseFile) -> list[str]:
    told = [
        f"Appeal {number}, lodged {uk_day(one.lodged_on)} by {one_line(one.lodged_by)}",
        f"  Against {AGAINST.get(one.against, one.against)}",
        f"  Ground: {one_line(one.ground)}",
        f"  {time_words(one, case.procedure)}",
        f"  Acknowledged: {uk_day(one.acknowledged_on) if one.acknowledged_on else 'not yet'}",
        f"  Sent: {_sent(one)}",
        f"  Result: {f'{one.result}, {uk_day(one.result_on)}' if one.result_on else 'not yet'}",
    ]
    if one.referred_reference:
        told.append(f"  Linked review: {one.referred_reference}")
    return told + [line for bundle in one.bundles for line in _bundle_lines(bundle)]


def _sent(one: AppealView) -> str:
    return f"{uk_day(one.sent_on)} to {one_line(one.sent_to)}" if one.sent_on else "not yet"


def _bundle_lines(bundle: BundleView) -> list[str]:
    head = f"  Bundle of {bundle.made_at:%Y-%m-%d %H:%M} UTC, {bundle.pages} pages"
    return [head, *(f"    {file.digest}  {file.name}" for file in bundle.files)]


@app.command("acknowledge")
def acknowledge(
    reference: Reference, number: _Number = None, on: OnDay = None, acting: Acting = None
) -> None:
    """Record that an appeal was acknowledged: by its letter, or else today."""
    with at_desk(acting) as desk:
        one = _appeal(_read(desk, reference), number)
        appeals.acknowledge(desk, reference, one.id, on=on)
    say("The appeal is acknowledged.")


@app.command("bundle")
def bundle(
    reference: Reference,
    to: _To = Path(),
    also: Annotated[
        list[str] | None,
        typer.Option("--hide", metavar="NAME", help="A further name to hide; may be repeated."),
    ] = None,
    number: _Number = None,
    acting: Acting = None,
) -> None:
    """Make the bundle of an appeal, freeze it, and save its files; only you can read them."""
    from conference.review.bundles import make_bundle

    with at_desk(acting) as desk:
        one = _appeal(_read(desk, reference), number)
        made = make_bundle(desk, reference, one.id, also=also or ())
        _save(desk, reference, made, to)


@app.command("save")
def save(
    reference: Reference, to: _To = Path(), number: _Number = None, acting: Acting = None
) -> None:
    """Save the files of the newest bundle as they were frozen."""
    with at_desk(acting) as desk:
        one = _appeal(_read(desk, reference), number)
        if not one.bundles:
            raise Refused("No bundle is made for this appeal yet.", next="conference appeal bundle")
        _save(desk, reference, one.bundles[-1].id, to)


def _save(desk: Desk, reference: str, bundle_id: str, folder: Path) -> None:
    from conference.review.bundles import read_bundle

    for name, content in read_bundle(desk, reference, bundle_id).items():
        say(str(write_private(folder, name, content).resolve()))


@app.command("send")
def send(
    reference: Reference,
    body: Annotated[
        str, typer.Option("--body", help="To whom; else the body the procedure names.")
    ] = "",
    on: OnDay = None,
    number: _Number = None,
    acting: Acting = None,
) -> None:
    """Record that an appeal was sent, with its latest bundle, to the body that looks at it."""
    with at_desk(acting) as desk:
        one = _appeal(_read(desk, reference), number)
        appeals.send(desk, reference, one.id, to=body, on=on)
        sent = _appeal(_read(desk, reference), number)
    say(f"Recorded as sent to {one_line(sent.sent_to)}.")


@app.command("result")
def result(
    reference: Reference,
    became: Annotated[Result, typer.Argument(help="What became of it.")],
    words: Annotated[str, typer.Option("--words", help="What the body said.")],
    on: OnDay = None,
    refer_back: Annotated[
        bool,
        typer.Option(
            "--refer-back/--no-refer-back", help="Open a linked review where it is upheld."
        ),
    ] = True,
    number: _Number = None,
    acting: Acting = None,
) -> None:
    """Record what became of an appeal; one that is upheld opens a linked review."""
    outcome = AppealResult[became.name]
    with at_desk(acting) as desk:
        one = _appeal(_read(desk, reference), number)
        again = appeals.result(desk, reference, one.id, outcome, words, on, refer_back=refer_back)
    say(f"The appeal is recorded as {outcome}.")
    if again:
        say(f"{again} looks at it again.")
