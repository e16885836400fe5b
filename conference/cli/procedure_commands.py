"""`conference procedures`: what is shipped, with its gaps and sources."""

from __future__ import annotations

from typing import Annotated

import typer

from conference.cli.printing import say
from conference.exchange.procedures import procedure_named, shipped


def add_to(root: typer.Typer) -> None:
    """Add the command to the tree."""
    root.command("procedures")(procedures)


def procedures(
    name: Annotated[str | None, typer.Argument(help="One procedure, in full.")] = None,
) -> None:
    """List the procedures that are shipped, or print one with its gaps and sources."""
    if name is None:
        for key, one in shipped().items():
            say(f"{key}: {one.area}, from {one.effective_from}")
        return
    one = procedure_named(name)
    say(f"{one.name}: {one.area}, {one.nation}, in force from {one.effective_from}")
    say(f"Lead body: {one.lead_body}", f"Complaints needed: {one.threshold.complaints_needed}")
    for limb in one.threshold.limbs:
        say(f"Further limb: {limb.words}")
    for condition in one.threshold.conditions:
        say(f"Beyond the statute: {condition.words}")
    for step, time in one.steps.items():
        say(f"{step.capitalize()}: {time}")
    body = one.appeal.body
    say(f"Appeal: {body}", f"Window: {one.appeal.window}")
    say(*(f"Warning: {warning}" for warning in one.warnings))
    say(f"Not published: {', '.join(one.gaps()) or 'nothing is missing'}")
    say(*(f"Source: {source}" for source in one.sources))
