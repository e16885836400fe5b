"""A quorum is told only where the area's procedure asks for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from conference.exchange.procedures import procedure_named
from conference.law.procedure import NOT_PUBLISHED
from conference.quorum import quorum_words, services_here
from conference.views import AttendanceView, MeetingState, MeetingView

NOW = datetime(2026, 11, 2, 14, tzinfo=UTC)


def here(
    agency: str | None, *, capacity: str = "representative", left: bool = False
) -> AttendanceView:
    """Somebody who came, and may have left."""
    return AttendanceView(
        "a",
        1,
        "Somebody",
        agency,
        agency or "",
        capacity,
        False,
        "",
        "",
        NOW,
        NOW if left else None,
    )


def meeting(*people: AttendanceView) -> MeetingView:
    return MeetingView(
        "m", 1, MeetingState.OPEN, None, None, "", "", "", "", None, "", "", None, None, None,
        120, (), people, (),
    )  # fmt: skip


def test_two_people_of_one_service_count_once_and_who_left_not_at_all() -> None:
    there = meeting(here("police"), here("police"), here("health", left=True), here(None))
    assert services_here(there) == {"police"}


def test_whoever_comes_for_the_applicant_is_no_service() -> None:
    assert services_here(meeting(here("council", capacity="for the applicant"))) == frozenset()


@pytest.mark.parametrize(
    ("services", "words"),
    [
        (0, "0 of the 3 services the procedure asks for are present."),
        (1, "1 of the 3 services the procedure asks for is present."),
        (2, "2 of the 3 services the procedure asks for are present."),
        (3, ""),
        (4, ""),
    ],
)
def test_too_few_services_are_told_in_a_sentence(services: int, words: str) -> None:
    procedure = procedure_named("greenwich")
    assert procedure.quorum == 3
    assert quorum_words(meeting(*(here(str(n)) for n in range(services))), procedure) == words


def test_where_none_is_published_there_is_none() -> None:
    procedure = replace(procedure_named("greenwich"), quorum=NOT_PUBLISHED)
    assert quorum_words(meeting(), procedure) == ""
