"""`conference case import`, `ask`, `answer` and `log`: the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from conference.cli import chase_commands
from conference.cli.chase_commands import asked_of
from conference.cli.fact_options import with_facts
from conference.cli.office import agency_called, at_desk
from conference.cli.options import Acting, MarkOption, Reference, Wording, Yes, confirmed, day
from conference.cli.printing import say
from conference.errors import BadInput, NeedsConfirming
from conference.exchange.chronology import ReadChronology, read_chronology
from conference.exchange.days import parse_when
from conference.forms import (
    Disclosure,
    NewAction,
    NewIncident,
    NewReport,
    NewRequest,
    RequestAnswer,
    RowKind,
)
from conference.law.access import Role
from conference.law.audience import Mark
from conference.review import evidence, imports, reading
from conference.views import (
    ActionFacts,
    CaseFile,
    IncidentFacts,
    IncidentView,
    ReportFacts,
    RequestState,
)

ASKED = (
    "Please search your records for the applicant, the address and anybody involved, and tell us "
    "every report you received, what you did about it and when, and what more could be done."
)


def add_to(app: typer.Typer) -> None:
    """Put these commands beside the others that act on a case."""
    app.command("import")(bring_in)
    app.command("ask")(ask)
    app.command("answer")(answer)
    app.command("log")(log)
    app.command("incident")(incident)
    app.command("report")(report)
    chase_commands.add_to_case(app)


def _pairs(given: Sequence[str] | None, option: str) -> dict[str, str]:
    pairs = {}
    for words in given or ():
        left, equals, right = words.partition("=")
        if not (left.strip() and equals and right.strip()):
            raise typer.BadParameter(f"{option} takes ONE=OTHER, not {words!r}.")
        pairs[left.strip()] = right.strip()
    return pairs


def bring_in(
    reference: Reference,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or XLSX.")],
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=HEADING", help="Which column holds which field."),
    ] = None,
    meant: Annotated[
        list[str] | None,
        typer.Option("--meaning", metavar="BODY=AGENCY", help="Which agency the file means."),
    ] = None,
    kind: Annotated[
        RowKind | None, typer.Option("--kind", help="What rows are, where the file does not say.")
    ] = None,
    sender: Annotated[str, typer.Option("--from", help="The agency whose file it is.")] = "",
    yes: Yes = False,
    acting: Acting = None,
) -> None:
    """Bring a chronology into a case: a preview, one confirmation, all of it or nothing."""
    with at_desk(acting) as desk:
        mapping = _pairs(columns, "--map")
        found = read_chronology(file, mapping, default_kind=kind, agency=sender, today=desk.today)
        _refuse_unread(found)
        meanings = _pairs(meant, "--meaning")
        preview = imports.preview(desk, reference, found.good, meanings=meanings)
        _say_preview(found, preview)
        if not preview.new:
            say("Nothing to add.")
            return
        confirmed(f"Add {len(preview.new)} rows to {reference}?", yes=yes)
        imports.bring_in(desk, reference, found.good, meanings=meanings)
    say(f"{reference}: {len(preview.new)} rows added.")


def _refuse_unread(found: ReadChronology) -> None:
    if found.missing:
        raise BadInput(
            f"No column was recognised for: {', '.join(found.missing)}.",
            next=f"Say which with --map FIELD=HEADING. Headings: {', '.join(found.headings)}.",
        )
    if not found.good.rows and found.bad:
        raise BadInput("No row of the file can be used.", found.bad)


def _say_preview(found: ReadChronology, preview: imports.Preview) -> None:
    for row in preview.new:
        body = row.told_to or row.agency
        say(f"line {row.line}: {row.when}, {row.kind}{f', {body}' if body else ''}: {row.summary}")
    if preview.already_there:
        say(f"Already in the case: {len(preview.already_there)} rows.")
    for problem in found.bad:
        say(f"Left out, {problem}")
    if found.unknown_headings:
        say(f"Columns that are not taken: {', '.join(found.unknown_headings)}")
    if found.taken_out:
        say(found.taken_out)
    if preview.unmatched:
        names = ", ".join(preview.unmatched)
        say(
            f"No agency of the council is called: {names}. Kept under these names; to file them "
            "with an agency add --meaning BODY=AGENCY."
        )


def ask(
    reference: Reference,
    agency: Annotated[str, typer.Argument(help="Its name or kind.")],
    words: Annotated[str, typer.Option("--what", help="What is asked.")] = ASKED,
    by: Annotated[
        date | None, typer.Option("--by", parser=day, metavar="DATE", help="Answer by.")
    ] = None,
    acting: Acting = None,
) -> None:
    """Ask an agency for information: Schedule 4 paragraph 7."""
    with at_desk(acting) as desk:
        one = agency_called(reading.read_agencies(desk), agency)
        evidence.ask(desk, reference, NewRequest(one.id, words, due_on=by))
    say(f"{reference}: {one.name} is asked.")


def answer(
    reference: Reference,
    agency: Annotated[str, typer.Argument(help="Its name or kind.")],
    state: Annotated[RequestState, typer.Argument(help="How far the answer has come.")],
    note: Annotated[
        str, typer.Option("--note", help="Declined: its ground. Nil: records searched.")
    ] = "",
    acting: Acting = None,
) -> None:
    """Record an agency's answer as a whole."""
    with at_desk(acting) as desk:
        one = agency_called(reading.read_agencies(desk), agency)
        request = asked_of(reading.read_case(desk, reference), one)
        form = RequestAnswer(state, note)
        evidence.answer_request(desk, reference, request.id, form, shown=request.version)
    say(f"{reference}: {one.name}, {state}.")


@with_facts(ActionFacts, summary="what", more_could_be_done="more")
def log(
    case: Reference,
    agency: Annotated[str, typer.Argument(help="Its name or kind.")],
    facts: dict[str, Any],
    mark: MarkOption = Mark.PANEL,
    wording: Wording = "",
    yes: Yes = False,
    acting: Acting = None,
) -> None:
    """Log what an agency did. A day before the first incident is asked about."""
    with at_desk(acting, Role.OFFICER) as desk:
        one = agency_called(reading.read_agencies(desk), agency)
        form = NewAction(**facts, agency_id=one.id, disclosure=Disclosure(mark, wording))
        try:
            evidence.log_action(desk, case, form, confirmed=yes)
        except NeedsConfirming as question:
            confirmed(question.what, yes=yes)
            evidence.log_action(desk, case, form, confirmed=True)
    say(f"{case}: logged for {one.name}.")


@with_facts(IncidentFacts, summary="what", time_words="time")
def incident(
    case: Reference,
    facts: dict[str, Any],
    mark: MarkOption = Mark.PANEL,
    wording: Wording = "",
    acting: Acting = None,
) -> None:
    """Add an incident to a case."""
    with at_desk(acting, Role.OFFICER) as desk:
        form = NewIncident(**facts)
        evidence.add_incident(desk, case, form, disclosure=Disclosure(mark, wording))
    say(f"{case}: the incident is added.")


@with_facts(ReportFacts, summary="what", formal="logged")
def report(
    case: Reference,
    facts: dict[str, Any],
    of: Annotated[
        list[str] | None,
        typer.Option("--of", metavar="DATE", help="The day of an incident that it tells of."),
    ] = None,
    mark: MarkOption = Mark.PANEL,
    wording: Wording = "",
    acting: Acting = None,
) -> None:
    """Add a report of one or more incidents to a case."""
    with at_desk(acting, Role.OFFICER) as desk:
        seen = reading.read_case(desk, case)
        told = tuple(_incident_of(seen, words).id for words in of or ())
        evidence.add_report(
            desk,
            case,
            NewReport(**facts),
            incident_ids=told,
            disclosure=Disclosure(mark, wording),
        )
    say(f"{case}: the report is added.")


def _incident_of(case: CaseFile, words: str) -> IncidentView:
    """The one incident of that day, as it is written in the case or as anybody writes a day."""
    day = parse_when(words)
    found = [
        one for one in case.incidents if words in (one.summary, str(one.when)) or one.when == day
    ]
    if len(found) == 1:
        return found[0]
    raise BadInput(
        f"{'No' if not found else 'More than one'} incident of the case is of {words}.",
        next="conference case show REF entries lists them; for one of several give its words.",
    )
