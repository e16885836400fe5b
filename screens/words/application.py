"""An application in words: what was asked for, by whom, and the days of the procedure."""

from __future__ import annotations

from textual.content import Content

from conference.case.facts import told
from conference.text import one_line
from conference.views import ApplicationView, CaseFile, ClockStopView, DueStep, PartyView
from screens.words.parts import day_words, headed, labelled, listed, paragraphs, short_day
from screens.words.standing import due_words


def application_words(case: CaseFile) -> Content:
    """Everything of the application this audience may see, with the steps and their days."""
    return paragraphs(
        headed("Warnings", listed(case.warnings)) if case.warnings else "",
        headed("Steps of the procedure", steps_words(case)),
        labelled(
            ("Received", day_words(case.received_on)),
            ("Acknowledged", day_words(case.acknowledged_on, "not yet")),
            ("Single point of contact", case.spoc.name if case.spoc else "not named"),
            ("Chair", case.chair.name if case.chair else "not named"),
            ("Procedure", case.procedure.name),
            ("Closed", day_words(case.closed_on)),
        ),
        *(
            labelled(("The clock was stopped", stop.step), *told(stop, ("step",)))
            for stop in case.clock_stops
        ),
        _asked_for(case.application),
        headed("People in the case"),
        *(party_words(party) for party in case.parties),
    )


def _clock_stop(stop: ClockStopView) -> Content:
    return labelled(("The clock was stopped", stop.step), *told(stop, ("step",)))


def steps_words(case: CaseFile) -> str:
    """One line a step: what, due, how far off or done, and the rule that says so."""
    return "\n".join(_step(step, case) for step in case.steps)


def _step(step: DueStep, case: CaseFile) -> str:
    rule = str(step.rule) if step.rule else "no time published"
    due = short_day(step.due_on, "no day yet" if step.rule else "")
    if step.done_on:
        state = f"done {short_day(step.done_on)}"
    elif case.closed_on:
        state = ""
    elif step.stopped:
        return one_line(f"{step.step:<15} {'stopped':<12} {step.stopped}")
    else:
        state = (
            due_words(step.due_on, case.taken_on).upper()
            if step.overdue
            else due_words(step.due_on, case.taken_on)
        )
    if step.due_on != step.unstopped and not step.done_on:
        rule += f"; {short_day(step.unstopped)} before its clock was stopped"
    return f"{step.step:<15} {due:<12} {state:<18} {rule}".rstrip()


def _asked_for(application: ApplicationView | None) -> Content:
    if application is None:
        return Content("You may not see the application itself.")
    return labelled(*told(application, ("received_on",)))


def party_words(party: PartyView) -> Content:
    """One person outside the agencies."""
    name = (party.role.value.capitalize(), party.name)
    return labelled(name, *told(party, ("role", "name")))
