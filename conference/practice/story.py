"""The practice case's story: the published chronology, moved to recent days, and an application."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import conference
from conference.exchange.chronology import read_chronology
from conference.forms import (
    Chronology,
    ChronologyRow,
    NewApplication,
    NewIncident,
    NewParty,
    NewReport,
    RowKind,
)
from conference.law.when import When, on
from conference.views import Channel

CHRONOLOGY = Path(conference.__file__).parents[1] / "templates" / "practice" / "chronology.csv"
SOURCE = (
    "Housing Ombudsman 202329817 (London Borough of Camden Council): the reports and the "
    "landlord's steps, dates moved. The rest is made up."
)
_QUIET = timedelta(days=6)
"""Days from the last published entry to the practice application."""


def moved(applied: date) -> Chronology:
    """The published chronology with its days moved so that it ends just before `applied`.

    The ombudsman's own decision, what is only background, and what has no single day are left out.
    """
    rows = [row for row in read_chronology(CHRONOLOGY).good.rows if _is_of_the_story(row)]
    last = max(row.when.earliest for row in rows if row.when.earliest)
    # Whole weeks, so that a Monday stays a Monday.
    by = timedelta(weeks=(applied - _QUIET - last).days // 7)
    return Chronology(
        file_name="Housing Ombudsman 202329817",
        digest="practice",
        rows=tuple(
            replace(row, when=_moved(row.when, by), reported=_moved(row.reported, by))
            for row in rows
        ),
    )


def _is_of_the_story(row: ChronologyRow) -> bool:
    background = row.note.startswith("context")
    return row.when.exact and not background and row.kind is not RowKind.DECISION


def _moved(when: When, by: timedelta) -> When:
    return on(when.earliest + by) if when.earliest else when


def _reports(chronology: Chronology) -> list[ChronologyRow]:
    return [row for row in chronology.rows if row.kind is RowKind.REPORT]


def without_reports(chronology: Chronology) -> Chronology:
    """The landlord's steps: the dated reports are in the application already."""
    reports = _reports(chronology)
    return replace(chronology, rows=tuple(row for row in chronology.rows if row not in reports))


def application(chronology: Chronology, received: date) -> NewApplication:
    """The reports as an applicant would put them; each incident is taken to be of its own day."""
    return NewApplication(
        applicant=NewParty(
            "Ms Jo Practice",
            address=("Flat 2", "14 Practice Road", "Practice Town"),
            postcode="ZZ1 1ZZ",
            phone="01632 960003",
            email="jo@practice.example",
        ),
        received_on=received,
        channel=Channel.ONLINE,
        problem="Dog nuisance and drug dealing by a neighbour",
        location="The block and its shared stairs",
        impact="My family and I do not feel safe on the stairs, and nobody tells us what is done.",
        wanted_outcome="Somebody who answers, and for it to stop.",
        tenure="Leaseholder of the council",
        incidents=tuple(
            NewIncident(
                row.when,
                row.summary,
                reports=(
                    NewReport(
                        row.when,
                        told_to=row.told_to or row.agency,
                        reported_by="Son of the applicant" if row.summary.startswith("Son") else "",
                        summary=row.summary,
                    ),
                ),
            )
            for row in _reports(chronology)
        ),
        preferred_contact="e-mail",
        consent_to_share=True,
        signed_on=received,
    )
