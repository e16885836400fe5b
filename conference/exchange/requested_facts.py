"""The facts that freedom-of-information requests ask of ASB case reviews, as one set of answers.

The questions follow a set that councils were sent in 2022 (Herefordshire's disclosure log): counts,
who the contact is, what the threshold adds to the Act's, ways to apply, how the applicant is heard,
who chairs, and appeals. Nothing in the answers can point to a case.
"""

from __future__ import annotations

from typing import NamedTuple

from conference.law.procedure import NOT_PUBLISHED, NotPublished, Procedure


class Heard(NamedTuple):
    """How many applicants were heard in which way, over the reviews of the period."""

    attended: int
    represented: int
    statement_read: int
    declined: int
    not_invited: int


class Numbers(NamedTuple):
    """The counts of the period that the answers tell."""

    received: int
    met: int
    not_met: int
    reviews: int
    with_recommendations: int
    appeals: int
    appeals_upheld: int


def answers(numbers: Numbers, heard: Heard, procedure: Procedure) -> tuple[tuple[str, str], ...]:
    """Each question with its answer, in order."""
    return (
        ("Applications received", str(numbers.received)),
        (
            "Threshold met, and not met",
            f"met {numbers.met} times, not met {numbers.not_met} times",
        ),
        (
            "Panel meetings held for reviews",
            f"{numbers.reviews}; {numbers.with_recommendations} resulted in recommendations",
        ),
        ("Point of contact for applications", procedure.contact.name),
        ("Ways to apply", _ways(procedure)),
        ("Conditions on the threshold beyond the number of complaints", _conditions(procedure)),
        (
            "Whether every application reaches all relevant bodies",
            "section 104(3) requires it, and the procedure names the contact who does it",
        ),
        ("Who chairs, and what independent means", _told(procedure.chair)),
        ("How applicants were heard", _heard(heard)),
        ("Grounds of appeal", _grounds(procedure)),
        ("Who decides an appeal", _told(procedure.appeal.body)),
        ("Appeals", f"{numbers.appeals} received, {numbers.appeals_upheld} upheld"),
    )


def _told(value: str | NotPublished) -> str:
    return str(value)


def _ways(procedure: Procedure) -> str:
    contact = procedure.contact
    ways = [
        *(["in writing"] if contact.address else []),
        *(["by telephone"] if contact.phone is not NOT_PUBLISHED else []),
        *(["by e-mail"] if contact.email is not NOT_PUBLISHED else []),
        *(["on line"] if contact.web is not NOT_PUBLISHED else []),
    ]
    return ", ".join(ways) or "not published"


def _conditions(procedure: Procedure) -> str:
    return "; ".join(one.words for one in procedure.threshold.conditions) or "none"


def _heard(heard: Heard) -> str:
    return (
        f"attended {heard.attended}, sent a representative {heard.represented}, had a statement "
        f"read {heard.statement_read}, declined {heard.declined}, not invited {heard.not_invited}"
    )


def _grounds(procedure: Procedure) -> str:
    grounds = procedure.appeal.grounds
    return "not published" if grounds is NOT_PUBLISHED else "; ".join(grounds)
