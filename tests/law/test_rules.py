"""Why a report counts, does not count, or is left open: the sentence, with its dates."""

from datetime import date

import pytest

from conference.law.facts import ReportFact, Verdict
from conference.law.procedure import Period, Unit
from conference.law.qualifying import STATUTE, Clock, Telling
from conference.law.rules import ANONYMOUS, NOT_FORMAL, decided_by, doubts_about, rule
from conference.law.when import UNKNOWN, between, on

APRIL_1, APRIL_20, JUNE_1 = on(date(2025, 4, 1)), on(date(2025, 4, 20)), date(2025, 6, 1)
FROM_INCIDENT = Clock(Period(1, Unit.MONTHS), Period(2, Unit.MONTHS), from_incident=True)
A_WEEK_TO_APPLY = Clock(Period(1, Unit.MONTHS), Period(1, Unit.WEEKS))
OF_APRIL_1 = "the last day for an incident of 1 April 2025 was 30 April 2025."
NO_INCIDENT = "The day of the incident is not known, so neither is the last day to report it."
BORDERLINE, DOES_NOT = Verdict.BORDERLINE, Verdict.DOES_NOT


@pytest.mark.parametrize(
    ("incident", "report", "applied", "clock", "verdict", "words"),
    [
        (
            APRIL_1,
            between(date(2025, 4, 10), date(2025, 4, 20)),
            date(2025, 4, 15),
            STATUTE,
            BORDERLINE,
            "Reported 10 April 2025 to 20 April 2025, perhaps after the application of 15 April "
            "2025.",
        ),
        (
            APRIL_1,
            between(date(2025, 4, 25), date(2025, 5, 5)),
            JUNE_1,
            STATUTE,
            BORDERLINE,
            f"Reported 25 April 2025 to 5 May 2025; {OF_APRIL_1}",
        ),
        (
            APRIL_1,
            between(date(2025, 4, 10), date(2025, 4, 20)),
            date(2025, 10, 15),
            STATUTE,
            BORDERLINE,
            "Applied 15 October 2025; the last day to apply on a report of 10 April 2025 to 20 "
            "April 2025 lay between 9 October 2025 and 19 October 2025.",
        ),
        (
            APRIL_1,
            UNKNOWN,
            JUNE_1,
            STATUTE,
            BORDERLINE,
            f"The day of the report is not known; {OF_APRIL_1}",
        ),
        (UNKNOWN, APRIL_20, JUNE_1, STATUTE, BORDERLINE, f"Reported 20 April 2025. {NO_INCIDENT}"),
        (
            UNKNOWN,
            UNKNOWN,
            JUNE_1,
            STATUTE,
            BORDERLINE,
            f"The day of the report is not known. {NO_INCIDENT} Applied 1 June 2025; the last day "
            "to apply on a report of unknown date is not known.",
        ),
        (
            on(date(2025, 1, 31)),
            on(date(2025, 2, 28)),
            JUNE_1,
            STATUTE,
            BORDERLINE,
            "Reported 28 February 2025; the last day for an incident of 31 January 2025 is read "
            "as 27 February 2025 or 28 February 2025.",
        ),
        (
            APRIL_1,
            APRIL_20,
            date(2025, 7, 1),
            FROM_INCIDENT,
            DOES_NOT,
            "Applied 1 July 2025; the last day to apply on an incident of 1 April 2025 was 31 May "
            "2025.",
        ),
        (
            between(date(2025, 4, 1), date(2025, 4, 3)),
            on(date(2025, 5, 1)),
            JUNE_1,
            FROM_INCIDENT,
            BORDERLINE,
            "Reported 1 May 2025; the last day for an incident of 1 April 2025 to 3 April 2025 lay "
            "between 30 April 2025 and 2 May 2025. Applied 1 June 2025; the last day to apply on "
            "an incident of 1 April 2025 to 3 April 2025 lay between 31 May 2025 and 2 June 2025.",
        ),
        (
            APRIL_1,
            between(date(2025, 4, 20), date(2025, 5, 30)),
            date(2025, 5, 20),
            A_WEEK_TO_APPLY,
            DOES_NOT,
            f"Reported 20 April 2025 to 30 May 2025; {OF_APRIL_1} Applied 20 May 2025; the last "
            "day to apply on a report of 20 April 2025 to 30 May 2025 lay between 26 April 2025 "
            "and 26 May 2025. No day of those is in time both to have reported and to have "
            "applied.",
        ),
    ],
)
def test_what_decided_a_report_or_left_it_open_is_said_with_its_dates(
    incident, report, applied, clock, verdict, words
):
    telling = Telling(incident, report, applied, clock)
    assert telling.verdict is verdict
    assert rule(telling) == words


@pytest.mark.parametrize(
    ("facts", "doubts"),
    [
        ({}, ()),
        ({"formal": False}, (NOT_FORMAL,)),
        ({"anonymous": True}, (ANONYMOUS,)),
        ({"formal": False, "anonymous": True}, (NOT_FORMAL, ANONYMOUS)),
    ],
)
def test_a_report_is_doubted_for_its_form_and_for_nobodys_name(facts, doubts):
    assert doubts_about(ReportFact("r", (), APRIL_1, **facts)) == doubts


def test_a_person_decides_or_has_decided():
    assert decided_by(Verdict.BORDERLINE, None) == "A person decides."
    assert decided_by(Verdict.QUALIFIES, True) == "A person decided that it counts."
    assert decided_by(Verdict.DOES_NOT, False) == "A person decided that it does not count."
