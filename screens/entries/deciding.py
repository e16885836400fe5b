"""The decision on the threshold, and rulings on reports that the dates leave open."""

from __future__ import annotations

from conference.forms import ThresholdForm
from conference.law.procedure import NOT_PUBLISHED, Decider, Procedure
from screens.widgets.fields import AreaField, ChoiceField, Field, TextField, TickField
from screens.widgets.form import Values

YES, NO = "yes", "no"


def decision_fields(procedure: Procedure) -> list[Field]:
    """The decision, with its reasons; below the number also what s.104(5) names."""
    grounds = procedure.refusal_grounds
    published = "" if grounds is NOT_PUBLISHED else f"Published: {'; '.join(grounds)}"
    return [
        ChoiceField(
            "met",
            "The threshold is",
            [(YES, "met: a review is held"), (NO, "not met")],
            required=True,
        ),
        ChoiceField(
            "decider",
            "Who takes the decision",
            [(one.value, one.value) for one in Decider],
            Decider.COUNCIL.value,
            required=True,
            help="Which ombudsman can look at it depends on this",
        ),
        AreaField("reasons", "Reasons", required=True, help="They go into the letter", lines=4),
        AreaField(
            "persistence",
            "Persistence of the behaviour",
            lines=3,
            help="Needed below the number of complaints: section 104(5)",
        ),
        AreaField("harm", "Harm, or potential harm, to the victim", lines=3),
        AreaField("adequacy", "Adequacy of the response so far", lines=3),
        TickField("discretionary", "Not met, but a review is held anyway"),
        TextField(
            "refusal_ground",
            "Ground of refusal",
            help=f"Only to refuse although section 104(4) is met. {published}".strip(),
            wide=True,
        ),
        TextField(
            "senior_sign_off", "Senior person who signs the refusal off", help="Name and position"
        ),
    ]


def decision_in(values: Values) -> ThresholdForm:
    """The decision as the form says."""
    return ThresholdForm(
        met=values["met"] == YES,
        reasons=str(values["reasons"]),
        persistence=str(values["persistence"]),
        harm=str(values["harm"]),
        adequacy=str(values["adequacy"]),
        discretionary=values["discretionary"] is True,
        refusal_ground=str(values["refusal_ground"]),
        senior_sign_off=str(values["senior_sign_off"]),
        decider=str(values["decider"]),
    )


def ruling_fields() -> list[Field]:
    """Whether a report counts, and why."""
    return [
        ChoiceField(
            "counts",
            "Does the report count?",
            [(YES, "yes, it counts"), (NO, "no, it does not count")],
            required=True,
        ),
        AreaField("why", "Why", required=True, lines=5, help="A later ruling replaces this one"),
    ]
