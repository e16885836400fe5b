"""`conference meeting decide` and `correct`: what the panel decided, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from conference.cli.meeting_found import decision_numbered, item_numbered, meeting_of
from conference.cli.office import agency_called, at_desk
from conference.cli.options import Acting, MarkOption, Reference, Wording
from conference.cli.printing import say
from conference.forms import Disclosure, NewDecision
from conference.law.access import Role
from conference.law.audience import Mark
from conference.review import decisions, reading
from conference.review.desk import Desk
from conference.views import DecisionKind, DecisionView, MeetingView

Item = Annotated[
    int | None, typer.Option("--item", metavar="NUMBER", help="The agenda item it belongs to.")
]


def add_to_meeting(meeting: typer.Typer) -> None:
    """Put these commands beside the others of the meeting."""
    meeting.command("decide")(decide)
    meeting.command("correct")(correct)


def decide(
    reference: Reference,
    what: Annotated[str, typer.Argument(help="What was decided about.")],
    result: Annotated[
        str, typer.Option("--result", help="adequate, not adequate, decided, rejected ...")
    ],
    reason: Annotated[str, typer.Option("--reason")],
    agency: Annotated[str, typer.Option("--agency")] = "",
    kind: Annotated[DecisionKind, typer.Option("--kind")] = DecisionKind.RESPONSE,
    item: Item = None,
    mark: MarkOption = Mark.APPLICANT,
    wording: Wording = "",
    acting: Acting = None,
) -> None:
    """Record a decision of the panel: was the response adequate, which options, and why."""
    with at_desk(acting, Role.CHAIR) as desk:
        meeting = meeting_of(desk, reference)
        current = meeting.current.id if meeting.current else None
        form = NewDecision(
            kind=kind,
            what=what,
            outcome=result,
            reason=reason,
            agency_id=_agency(desk, agency),
            disclosure=Disclosure(mark, wording),
            agenda_item_id=item_numbered(meeting, item).id if item is not None else current,
        )
        decisions.decide(desk, reference, meeting.id, form)
    say(f"{reference}: decided.")


def _agency(desk: Desk, words: str) -> str | None:
    return agency_called(reading.read_agencies(desk), words).id if words else None


def correct(
    reference: Reference,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The decision's number.")],
    what: Annotated[str | None, typer.Option("--what")] = None,
    result: Annotated[str | None, typer.Option("--result")] = None,
    reason: Annotated[str | None, typer.Option("--reason")] = None,
    agency: Annotated[str, typer.Option("--agency")] = "",
    kind: Annotated[DecisionKind | None, typer.Option("--kind")] = None,
    item: Item = None,
    acting: Acting = None,
) -> None:
    """Correct a decision: what is left out stays, and the earlier words stay in the history."""
    with at_desk(acting, Role.CHAIR) as desk:
        meeting = meeting_of(desk, reference)
        now = decision_numbered(meeting, number)
        form = NewDecision(
            kind=kind or now.kind,
            what=now.what if what is None else what,
            outcome=now.outcome if result is None else result,
            reason=now.reason if reason is None else reason,
            agency_id=_agency(desk, agency) or now.agency_id,
            disclosure=Disclosure(now.mark, now.summary_wording, now.named_agencies),
            agenda_item_id=(
                item_numbered(meeting, item).id if item is not None else now.agenda_item_id
            ),
        )
        decisions.correct_decision(desk, reference, now.id, form, shown=now.version)
    say(f"{reference}: decision {number} is corrected.")


def decision_lines(meeting: MeetingView) -> list[str]:
    """The decisions with who was there, numbered as they were taken, in plain lines."""
    lines = [_line(number, one) for number, one in enumerate(meeting.decisions, start=1)]
    return lines or ["None yet."]


def _line(number: int, one: DecisionView) -> str:
    agency = f"{one.agency_name}: " if one.agency_name else ""
    there = ", ".join(one.present) or "nobody recorded"
    return f"{number}. {agency}{one.what}: {one.outcome}. {one.reason} Present: {there}."
