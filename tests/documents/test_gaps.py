"""What a letter may not be issued without."""

from __future__ import annotations

from dataclasses import replace

from conference.documents import gaps
from conference.law.audience import PANEL
from conference.law.procedure import Event, Unit, Window
from conference.views import CaseFile, LetterKind
from tests.documents import factory


def missing(case: CaseFile, kind: LetterKind = LetterKind.OUTCOME, **words: str) -> list[str]:
    return [str(problem) for problem in gaps(case, kind, paragraphs=words)]


def test_nothing_is_missing_from_a_complete_case() -> None:
    assert missing(factory.case()) == []
    assert missing(factory.case(), LetterKind.ACKNOWLEDGEMENT) == []
    assert missing(factory.case(), LetterKind.THRESHOLD_MET) == []
    assert missing(factory.case_for_agency(), LetterKind.AGENCY_REQUEST) == []


def test_no_recommendation_needs_reasons() -> None:
    case = factory.case(recommendations=())
    assert missing(case) == ["recommendations: there is none, and no reasons for that"]
    assert missing(case, no_action="It has stopped.") == []


def test_every_recommendation_needs_words_owner_and_day() -> None:
    bare = factory.recommendation(1, "", "", None, to_body="")
    assert missing(factory.case(recommendations=(bare,))) == [
        "recommendation 1: it has no words",
        "recommendation 1: it has no owner",
        "recommendation 1: it has no day by which it is done",
    ]


def test_a_recommendation_the_applicant_would_not_hear_of_is_found() -> None:
    case = factory.case(recommendations=factory.RECOMMENDATIONS[:2])
    panel = factory.case(PANEL)
    (problem,) = gaps(case, LetterKind.OUTCOME, panel=panel)
    assert problem.where == "recommendation 3"
    assert "s.104(8)" in problem.what


def test_a_missing_number_shows_even_without_the_panels_view() -> None:
    case = factory.case(recommendations=factory.RECOMMENDATIONS[1:])
    assert [problem.where for problem in gaps(case, LetterKind.OUTCOME)] == ["recommendation 1"]


def test_findings_and_their_reasons_are_needed() -> None:
    (first, *_) = factory.MEETING.decisions
    silent = factory.with_meeting(decisions=(replace(first, reason=""),))
    assert missing(silent) == ["finding on Exampleshire Police: it has no reason"]
    assert missing(factory.with_meeting(decisions=())) == [
        "findings: no finding on an agency's response that the applicant may be told"
    ]


def test_the_day_of_the_next_word_is_needed() -> None:
    assert missing(factory.with_meeting(review_on=None)) == [
        "what happens next: no day on which the applicant hears next"
    ]


def test_an_open_meeting_has_no_outcome_yet() -> None:
    assert missing(factory.with_meeting(closed_at=None)) == [
        "meeting: the panel's meeting is not closed"
    ]


def test_somebody_to_ask_is_needed() -> None:
    assert missing(factory.case(spoc=None)) == ["contact: no single point of contact is named"]
    mute = replace(factory.COUNCIL, phone="", email="")
    spoc = replace(factory.SPOC, phone="", email="")
    assert missing(factory.case(spoc=spoc, council=mute)) == [
        "contact: there is no telephone number and no e-mail address to ask at"
    ]


def test_somebody_to_write_to_is_needed() -> None:
    nowhere = replace(factory.APPLICANT_PARTY, address=(), email="")
    assert missing(factory.case(parties=(nowhere,))) == [
        "applicant: there is no address and no e-mail address"
    ]


def test_an_appeal_of_which_nothing_is_published_is_no_gap_of_the_letter() -> None:
    silent = replace(factory.PROCEDURE, appeal=factory.SILENT_ROUTE)
    assert missing(factory.case(procedure=silent)) == []


def test_a_last_day_to_appeal_that_is_already_past_is_found() -> None:
    window = Window(20, Unit.WORKING_DAYS, Event.THRESHOLD_DECIDED)
    assert missing(factory.with_appeal(window=window)) == [
        "appeal: its last day, 29 April 2026, is already past"
    ]


def test_a_refusal_needs_its_decision_and_reasons() -> None:
    kind = LetterKind.THRESHOLD_NOT_MET
    assert missing(factory.case(threshold=None), kind) == [
        "threshold: no decision is recorded (s.104(6))"
    ]
    decision = replace(factory.THRESHOLD, met=False, reasons=" ")
    assert missing(factory.case(threshold=decision), kind) == [
        "threshold: the decision has no reasons"
    ]
    assert missing(factory.case(), kind) == [
        "threshold: the decision recorded is that the threshold was met"
    ]


def test_an_agency_is_asked_for_something_by_a_day() -> None:
    request = replace(factory.REQUEST, asked="", due_on=None)
    case = factory.case_for_agency(requests=(request,))
    assert missing(case, LetterKind.AGENCY_REQUEST) == [
        "request: it does not say what the agency is asked for",
        "request: it has no day by which the agency is to answer",
    ]
