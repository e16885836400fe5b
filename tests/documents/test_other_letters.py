"""What the other letters must tell, each to its own reader."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conference.documents import compose, write
from conference.errors import BadInput, Refused
from conference.views import CaseFile, LetterKind
from tests.documents import factory


def letter_of(kind: LetterKind, case: CaseFile, **words: str) -> str:
    document = compose(
        kind,
        case,
        paragraphs=words,
        number=factory.NUMBER,
        letter_date=factory.LETTER_DATE,
        signed_by=factory.SPOC,
    )
    text = write(document, "txt", council=case.council, reference=factory.NUMBER)
    return " ".join(text.decode().split())


def not_met(**changes: object) -> CaseFile:
    decision = replace(factory.THRESHOLD, met=False, reasons="Two of the three reports were late.")
    return factory.case(threshold=replace(decision, **changes))


def test_the_acknowledgement_gives_reference_contact_and_dates() -> None:
    letter = letter_of(LetterKind.ACKNOWLEDGEMENT, factory.case())
    assert "Its reference is ER-2026-0001" in letter
    assert "We will do this by 1 April 2026." in letter
    assert "Telephone: 01632 960002" in letter


def test_the_acknowledgement_admits_that_no_time_is_published() -> None:
    letter = letter_of(LetterKind.ACKNOWLEDGEMENT, factory.case(steps=()))
    assert "The published procedure sets no number of days for this" in letter


def test_threshold_not_met_gives_the_reasons_and_the_appeal() -> None:
    letter = letter_of(LetterKind.THRESHOLD_NOT_MET, not_met())
    assert "does not meet the threshold" in letter
    assert "Two of the three reports were late." in letter
    assert "you can appeal to: The Commissioner for Exampleshire" in letter
    assert "The last day to appeal is 16 June 2026." in letter


def test_threshold_not_met_but_reviewed_all_the_same_says_so() -> None:
    letter = letter_of(LetterKind.THRESHOLD_NOT_MET, not_met(discretionary=True))
    assert "we will hold a review all the same" in letter


def test_threshold_met_invites_the_applicant_to_be_heard() -> None:
    letter = letter_of(LetterKind.THRESHOLD_MET, factory.case())
    assert "It meets the threshold" in letter
    assert "planned for 11 May 2026 at 10.30am, at Committee Room 2, Town Hall." in letter
    assert "You can come yourself, send somebody to speak for you, or give us a statement" in letter
    assert "appeal" not in letter


def test_the_agency_is_told_what_is_asked_by_when_and_under_which_law() -> None:
    letter = letter_of(LetterKind.AGENCY_REQUEST, factory.case_for_agency())
    assert "Please answer by 15 April 2026." in letter
    assert "Every report from 12 Sample Close, and what was done about it." in letter
    assert "Period: 16 September 2025 to 16 March 2026" in letter
    assert "paragraph 7 of Schedule 4" in letter
    assert "A bin was set on fire in the car park." in letter


def test_an_agencys_request_is_made_only_from_what_that_agency_sees() -> None:
    with pytest.raises(Refused, match="what the agency may see"):
        letter_of(LetterKind.AGENCY_REQUEST, factory.case())


def test_an_agency_that_was_asked_nothing_gets_no_request() -> None:
    with pytest.raises(BadInput, match="has not been asked"):
        letter_of(LetterKind.AGENCY_REQUEST, factory.case_for_agency(requests=()))
