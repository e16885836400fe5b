"""A published procedure in words: what it asks for, what it adds, and what it does not publish."""

from __future__ import annotations

from textual.content import Content

from conference.law.procedure import NOT_PUBLISHED, Procedure, Threshold
from conference.law.when import uk_day
from screens.words.parts import headed, labelled, listed, paragraphs


def threshold_words(threshold: Threshold) -> str:
    """The area's own test in one sentence."""
    return (
        f"{threshold.complaints_needed} {threshold.counted}, each reported within "
        f"{threshold.report_within}; the application within {threshold.apply_within} of the "
        f"{threshold.apply_measured_from}."
    )


def procedure_words(procedure: Procedure) -> Content:
    """Everything somebody choosing a procedure wants to know of it."""
    appeal = procedure.appeal
    return paragraphs(
        labelled(
            ("Procedure", procedure.name),
            ("Area", f"{procedure.area}, {procedure.nation}"),
            ("Lead body", procedure.lead_body),
            ("In force from", uk_day(procedure.effective_from)),
            ("Threshold", threshold_words(procedure.threshold)),
            ("Or", "; ".join(limb.words for limb in procedure.threshold.limbs)),
        ),
        headed("Warnings", listed(procedure.warnings)) if procedure.warnings else "",
        headed("Local conditions that go beyond the statute", _conditions(procedure))
        if procedure.threshold.conditions
        else "",
        headed("Not published: shown as gaps, never guessed", listed(procedure.gaps(), "nothing")),
        headed("Days for each step", _steps(procedure)),
        labelled(
            ("Who chairs", procedure.chair),
            ("Appeal to", appeal.body),
            ("Appeal within", appeal.window),
        ),
        headed("Sources", listed(procedure.sources)) if procedure.sources else "",
    )


def _conditions(procedure: Procedure) -> str:
    return listed(condition.words for condition in procedure.threshold.conditions)


def _steps(procedure: Procedure) -> str:
    return listed(
        f"{step}: {time if time is not NOT_PUBLISHED else 'not published'}"
        for step, time in procedure.steps.items()
    )
