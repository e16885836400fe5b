"""The marks of disclosure: who sees how much of an entry."""

from __future__ import annotations

import pytest

from conference.law.audience import (
    APPLICANT,
    COMMISSIONER,
    PANEL,
    ROOM,
    Audience,
    AudienceKind,
    Mark,
    Sight,
    agency,
    sight,
)

W, S, N = Sight.WHOLE, Sight.SUMMARY, Sight.NOTHING
POLICE, HOUSING = agency("police"), agency("housing")


@pytest.mark.parametrize(
    ("audience", "applicant", "summary", "panel", "named"),
    [
        (PANEL, W, W, W, W),
        (POLICE, W, W, W, W),
        (HOUSING, W, W, W, N),
        (ROOM, W, W, W, N),
        (COMMISSIONER, W, W, W, N),
        (APPLICANT, W, S, N, N),
    ],
    ids=["panel", "named agency", "other agency", "room", "commissioner", "applicant"],
)
def test_who_sees_which_mark(
    audience: Audience, applicant: Sight, summary: Sight, panel: Sight, named: Sight
) -> None:
    marks = (Mark.APPLICANT, Mark.SUMMARY, Mark.PANEL, Mark.NAMED)
    seen = tuple(sight(audience, mark, named=("police",)) for mark in marks)
    assert seen == (applicant, summary, panel, named)


def test_an_agency_always_sees_its_own_entry() -> None:
    assert sight(HOUSING, Mark.NAMED, named=("police",), own_agency="housing") is W
    assert sight(agency("housing"), Mark.NAMED, own_agency="housing") is W
    assert sight(agency("police"), Mark.NAMED, own_agency="housing") is N


def test_an_agency_that_is_not_said_is_no_party_to_an_entry_of_nobody() -> None:
    nobody = Audience(AudienceKind.AGENCY)
    assert sight(nobody, Mark.NAMED, named=(), own_agency=None) is N


def test_every_audience_has_an_answer_for_every_mark() -> None:
    for kind in AudienceKind:
        for mark in Mark:
            assert sight(Audience(kind), mark) in Sight
