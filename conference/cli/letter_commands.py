"""`conference letter`: drafted, checked, approved, issued and saved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from conference import documents
from conference.cli.files import letter_name, write_private
from conference.cli.office import agency_called, at_desk
from conference.cli.options import Acting, Reference, written_to
from conference.cli.place import own_templates
from conference.cli.printing import say
from conference.documents import write
from conference.errors import Refused
from conference.law.access import Role
from conference.review import outcome, reading
from conference.review.desk import Desk
from conference.views import Channel, LetterKind, LetterState, LetterView

app = typer.Typer(help="Letters.", no_args_is_help=True)


Number = Annotated[
    int | None, typer.Argument(metavar="[NUMBER]", help="Of the case's letters; else the newest.")
]


def letter_numbered(desk: Desk, reference: str, number: int | None) -> LetterView:
    """The case's letter with that number, or its newest; Refused where there is none."""
    letters = reading.read_case(desk, reference).letters
    if not letters:
        raise Refused("No letter is drafted.", next="conference letter draft REF KIND")
    if number is None:
        return letters[-1]
    found = [one for one in letters if one.number.rpartition("/")[2] == str(number)]
    if not found:
        raise Refused(f"There is no letter {number}.")
    return found[0]


_Words = Annotated[
    list[str] | None,
    typer.Option("--write", metavar="NAME=WORDS", help="One of its free paragraphs."),
]
_Files = Annotated[
    list[str] | None,
    typer.Option("--from", metavar="NAME=FILE", help="One of its free paragraphs, from a file."),
]


@app.command("draft")
def draft(
    reference: Reference,
    kind: Annotated[LetterKind, typer.Argument(help="Which letter.")],
    words: _Words = None,
    files: _Files = None,
    agency: Annotated[str, typer.Option("--agency", help="Whom a request goes to.")] = "",
    to: Annotated[
        str, typer.Option("--to", help="Who is invited to the panel, of those expected.")
    ] = "",
    corrects: Annotated[
        int | None, typer.Option("--corrects", metavar="NUMBER", help="The issued letter.")
    ] = None,
    acting: Acting = None,
) -> None:
    """Draft a letter of any kind; an appeal's is about the latest appeal."""
    paragraphs = _paragraphs(words, files)
    with at_desk(acting) as desk:
        one = agency_called(reading.read_agencies(desk), agency) if agency else None
        earlier = letter_numbered(desk, reference, corrects) if corrects is not None else None
        outcome.draft(
            desk,
            reference,
            kind,
            paragraphs=paragraphs or (earlier.paragraphs if earlier else {}),
            agency_id=one.id if one else (earlier.agency_id if earlier else None),
            supersedes=earlier.id if earlier else None,
            about_id=_about(desk, reference, to, earlier),
        )
        say(f"{letter_numbered(desk, reference, None).number}: drafted.")


def _about(desk: Desk, reference: str, name: str, earlier: LetterView | None) -> str:
    """Id of the one person of that name who is expected, or what an earlier letter was about."""
    if not name:
        return earlier.about_id if earlier else ""
    case = reading.read_case(desk, reference)
    there = case.meeting.attendance if case.meeting else ()
    found = [one for one in there if name.casefold() in one.name.casefold()]
    if len(found) != 1:
        names = ", ".join(one.name for one in there) or "nobody yet"
        raise Refused(f"No one person is meant by {name!r}.", next=f"Expected are: {names}.")
    return found[0].id


def _paragraphs(words: list[str] | None, files: list[str] | None) -> dict[str, str]:
    typed = dict(_pair(one, "--write") for one in words or ())
    for name, path in (_pair(one, "--from") for one in files or ()):
        try:
            typed[name] = Path(path).expanduser().read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise Refused(f"{path} cannot be read as text.", safe="Nothing was changed.") from None
    return typed


def _pair(words: str, option: str) -> tuple[str, str]:
    name, equals, text = words.partition("=")
    if not equals:
        raise typer.BadParameter(f"{option} takes NAME=…, not {words!r}.")
    return name.strip(), text


@app.command("write")
def write_words(
    reference: Reference,
    number: Number = None,
    words: _Words = None,
    files: _Files = None,
    acting: Acting = None,
) -> None:
    """Write a letter's free paragraphs; without any, print what there is to write."""
    paragraphs = _paragraphs(words, files)
    with at_desk(acting) as desk:
        letter = letter_numbered(desk, reference, number)
        if not paragraphs:
            for place in outcome.places(desk, reference, letter.id):
                needed = " (needed)" if place.required else ""
                say(f"{place.name}{needed}: {place.title}. {place.help}")
                say(*(f"    {line}" for line in letter.paragraphs.get(place.name, "").splitlines()))
            return
        outcome.write_paragraphs(
            desk, reference, letter.id, paragraphs={**letter.paragraphs, **paragraphs}
        )
    say(f"{letter.number}: written.")


@app.command("check")
def check(
    reference: Reference,
    number: Number = None,
    overrides: Annotated[
        list[str] | None,
        typer.Option("--override", metavar="FLAG=REASON", help="Why something flagged may stay."),
    ] = None,
    acting: Acting = None,
) -> None:
    """Print what is missing and what needs a second look; with neither, the letter is checked."""
    given = dict(_pair(one, "--override") for one in overrides or ())
    with at_desk(acting) as desk:
        letter = letter_numbered(desk, reference, number)
        found = outcome.look_over(desk, reference, letter.id)
        found = replace(found, answered={**found.answered, **given})
        say(*check_lines(found))
        if not found.ready:
            raise typer.Exit(1)
        if letter.state in (LetterState.DRAFT, LetterState.CHECKED):
            outcome.check(desk, reference, letter.id, given)
    say(f"{letter.number}: nothing is missing.")


def check_lines(found: outcome.LetterCheck) -> list[str]:
    """What the check found, as plain lines."""
    lines = [f"Missing: {problem}" for problem in found.gaps]
    for flag in found.flags:
        reason = found.answered.get(flag.key, "").strip()
        lines.append(f"Look at: {flag} [{flag.key}]")
        lines += [f"    It may stay: {reason}"] if reason else []
    for told in found.coverage:
        where = f"told {told.place}" if told.told else f"not told: {told.why_not}"
        lines.append(f"{told.name[:1].upper()}{told.name[1:]}: {where}")
    return [*lines, *([f"Reading: {found.readability.words}"] if found.readability else [])]


@app.command("check-templates")
def check_templates(
    folder: Annotated[
        Path | None, typer.Argument(help="Of the templates; else the council's own, or ours.")
    ] = None,
) -> None:
    """Say what is wrong in letter templates, with file, line and the name that was meant."""
    place = folder or own_templates()
    problems = documents.check_templates(place)
    say(*map(str, problems))
    if problems:
        raise typer.Exit(1)
    say(f"The letter templates in {place or 'the program'} can be used.")


@app.command("show")
def show(reference: Reference, number: Number = None, acting: Acting = None) -> None:
    """Print the letter as text, as it would go out today or as it was issued."""
    with at_desk(acting) as desk:
        letter = letter_numbered(desk, reference, number)
        issued = next((one for one in letter.files if one.format == "txt"), None)
        if issued:
            text = reading.read_letter_file(desk, reference, issued.id).decode()
        else:
            document = outcome.preview(desk, reference, letter.id)
            council = reading.read_council(desk)
            text = write(document, "txt", council=council, reference=letter.number).decode()
    say(text.rstrip("\n"))


@app.command("approve")
def approve(
    reference: Reference,
    number: Number = None,
    note: Annotated[str, typer.Option("--note")] = "",
    acting: Acting = None,
) -> None:
    """Approve a letter, as the chair."""
    with at_desk(acting, Role.CHAIR) as desk:
        letter = letter_numbered(desk, reference, number)
        outcome.approve(desk, reference, letter.id, note=note)
    say(f"{letter.number}: approved.")


@app.command("send-back")
def send_back(
    reference: Reference,
    note: Annotated[str, typer.Option("--note")],
    number: Number = None,
    acting: Acting = None,
) -> None:
    """Send a letter back to the officer with a note, as the chair."""
    with at_desk(acting, Role.CHAIR) as desk:
        letter = letter_numbered(desk, reference, number)
        outcome.send_back(desk, reference, letter.id, note=note)
    say(f"{letter.number}: sent back.")


@app.command("issue")
def issue(
    reference: Reference,
    number: Number = None,
    channel: Annotated[Channel, typer.Option("--channel")] = Channel.POST,
    sent_to: Annotated[
        str, typer.Option("--sent-to", help="Where it goes; else the address in the case.")
    ] = "",
    acting: Acting = None,
) -> None:
    """Issue a letter: every format is frozen with its digest, and registered."""
    with at_desk(acting) as desk:
        letter = letter_numbered(desk, reference, number)
        outcome.issue(desk, reference, letter.id, channel=channel, sent_to=sent_to)
    say(f"{letter.number}: issued.")


@app.command("save")
def save(
    reference: Reference,
    folder: Annotated[Path, typer.Argument(help="Where to.", callback=written_to)],
    number: Number = None,
    acting: Acting = None,
) -> None:
    """Save an issued letter's files; an existing file is never overwritten."""
    with at_desk(acting) as desk:
        letter = letter_numbered(desk, reference, number)
        if not letter.files:
            raise Refused(f"{letter.number} is {letter.state}: it has no files yet.")
        for file in letter.files:
            content = reading.read_letter_file(desk, reference, file.id)
            say(str(write_private(folder, letter_name(letter, file.format), content)))
