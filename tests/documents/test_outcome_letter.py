"""What the outcome letter must tell: s.104(8), and Schedule 4 paragraph 3."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from conference.documents import Document, compose, write
from conference.errors import BadInput, Refused
from conference.law.audience import PANEL, Mark
from conference.law.procedure import NOT_PUBLISHED, Event, Nation, Unit, Window
from conference.views import ApplicantPart, CaseFile, LetterKind
from tests.documents import factory


def outcome(case: CaseFile, letter_date: date = factory.LETTER_DATE, **words: str) -> Document:
    return compose(
        LetterKind.OUTCOME,
        case,
        paragraphs=words,
        number=factory.NUMBER,
        letter_date=letter_date,
        signed_by=factory.SPOC,
    )


def words_of(document: Document, case: CaseFile) -> str:
    """The letter as one line of text."""
    text = write(document, "txt", council=case.council, reference=factory.NUMBER)
    return " ".join(text.decode().split())


def letter_of(case: CaseFile, letter_date: date = factory.LETTER_DATE, **words: str) -> str:
    return words_of(outcome(case, letter_date, **words), case)


def test_the_title_is_the_first_heading() -> None:
    title = outcome(factory.case()).title
    assert title == "The outcome of your anti-social behaviour case review"


def test_it_is_addressed_dated_and_referenced() -> None:
    letter = letter_of(factory.case())
    assert "Mrs A. Sample 12 Sample Close Exampleton Derbyshire EX2 2BB 18 May 2026" in letter
    assert f"Our reference: {factory.NUMBER}" in letter


def test_every_finding_is_told_with_the_panels_reason() -> None:
    letter = letter_of(factory.case())
    assert "Exampleshire Police ------" in letter
    assert "The panel found that the response was not adequate. Eleven calls" in letter
    assert "Example Homes ------" in letter
    assert "The panel found that the response was adequate. It answered each report" in letter


def test_every_recommendation_is_told_with_its_owner_and_day() -> None:
    letter = letter_of(factory.case())
    for one in factory.RECOMMENDATIONS:
        assert f"What is recommended: {one.what}" in letter
    assert "Neighbourhood Inspector, Exampleshire Police By when: 1 June 2026" in letter
    assert "Tenancy Manager, Example Homes By when: 15 June 2026" in letter


def test_a_recommendation_without_an_owner_names_the_body_it_is_made_to() -> None:
    letter = letter_of(factory.case())
    assert "Who answers for it: Erewater Borough Council By when: 10 July 2026" in letter


def test_it_does_not_say_that_recommendations_bind() -> None:
    assert "The panel cannot order them to be carried out" in letter_of(factory.case())


def test_it_says_who_to_ring_and_when_the_applicant_hears_next() -> None:
    letter = letter_of(factory.case())
    assert "Ms O. Fficer, Community Safety Officer, is your single point of contact" in letter
    assert "Telephone: 01632 960002" in letter
    assert "E-mail: o.fficer@erewater.example" in letter
    assert "You will hear from us by 17 August 2026." in letter


def test_no_further_action_is_explained() -> None:
    case = factory.case(recommendations=())
    letter = letter_of(case, no_action="The behaviour stopped when the tenancy ended in April.")
    assert "The panel made no recommendations. These are the reasons: The behaviour" in letter
    assert "What is recommended" not in letter


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (ApplicantPart.ATTENDS, "You came to the meeting"),
        (ApplicantPart.REPRESENTED, "Somebody you chose came to the meeting"),
        (ApplicantPart.STATEMENT, "Your statement was read to the panel"),
        (ApplicantPart.DECLINED, "You chose not to take part"),
        (ApplicantPart.NOT_INVITED, "You were not invited to the meeting. This is why: Safety."),
    ],
)
def test_it_says_how_the_applicant_was_heard(part: ApplicantPart, words: str) -> None:
    case = factory.with_meeting(applicant_part=part, applicant_reason="Safety.")
    assert words in letter_of(case)


def test_blank_lines_in_somebodys_words_part_paragraphs() -> None:
    html = write(
        outcome(factory.case()), "html", council=factory.COUNCIL, reference=factory.NUMBER
    ).decode()
    assert "<p>I have not slept through a night since January.</p>\n<p>I want it" in html


# Schedule 4 paragraph 3: what the applicant may do if dissatisfied


def test_the_appeal_names_body_grounds_address_and_last_day() -> None:
    letter = letter_of(factory.case())
    assert "you can appeal to: The Commissioner for Exampleshire" in letter
    assert "- The panel did not follow a relevant process, policy or protocol." in letter
    assert "Office of the Commissioner 2 Example Road Exampleton EX3 3CC" in letter
    assert "Telephone: 01632 960003" in letter
    # 20 working days after Monday 18 May 2026, with the bank holiday of 25 May.
    assert "The last day to appeal is 16 June 2026." in letter
    assert "That is 20 working days after the date of this letter." in letter
    assert outcome(factory.case()).last_appeal_day == date(2026, 6, 16)


def test_a_window_that_is_not_published_is_not_guessed_and_the_letter_says_how_to_ask() -> None:
    case = factory.with_appeal(window=NOT_PUBLISHED)
    letter = letter_of(case)
    assert "does not say how long you have to appeal. Please ask us as soon as you can" in letter
    assert "The last day" not in letter
    assert outcome(case).last_appeal_day is None


def test_further_sentences_of_the_procedure_are_told() -> None:
    letter = letter_of(factory.with_appeal(notes=("An appeal is not a new review.",)))
    assert "An appeal is not a new review." in letter


def test_an_appeal_of_which_nothing_is_published_says_how_to_ask() -> None:
    silent = replace(factory.PROCEDURE, appeal=factory.SILENT_ROUTE)
    letter = letter_of(factory.case(procedure=silent))
    assert "does not say who looks at an appeal, or how long you have" in letter
    assert "Please ask us on 01632 960002 as soon as you can" in letter


def test_an_appeal_only_against_the_threshold_is_not_offered_against_the_review() -> None:
    letter = letter_of(factory.with_appeal(against=("threshold",)))
    assert "Commissioner" not in letter
    assert "does not say who looks at an appeal" in letter


def test_a_window_from_receipt_is_counted_from_the_letters_date_and_says_so() -> None:
    case = factory.with_appeal(window=Window(21, Unit.CALENDAR_DAYS, Event.LETTER_RECEIVED))
    letter = letter_of(case, date(2026, 5, 18))
    assert "The last day to appeal is 8 June 2026." in letter
    assert "21 calendar days after the day you receive this letter" in letter
    assert "If it reached you later, tell us when" in letter


def test_a_window_without_a_published_start_says_from_which_day_it_was_counted() -> None:
    case = factory.with_appeal(window=Window(21, Unit.CALENDAR_DAYS, NOT_PUBLISHED))
    letter = letter_of(case, date(2026, 5, 18))
    assert "The last day to appeal is 8 June 2026. That is 21 calendar days." in letter
    assert "does not say from which day the time runs" in letter


def test_t23_a_last_day_on_a_bank_holiday_shows_both_days() -> None:
    case = factory.with_appeal(window=Window(21, Unit.CALENDAR_DAYS, Event.LETTER_SENT))
    letter = letter_of(case, date(2025, 4, 14))
    assert "The last day to appeal is 5 May 2025." in letter
    assert "5 May 2025 is not a working day. The next working day is 6 May 2025" in letter


def test_a_partnerships_decision_gets_no_promise_of_the_councils_ombudsman() -> None:
    letter = letter_of(factory.case())
    assert "Ombudsman" not in letter


def test_a_councils_own_decision_is_signposted_to_its_ombudsman_alone() -> None:
    decision = replace(factory.THRESHOLD, decider="council")
    letter = letter_of(factory.case(threshold=decision))
    assert "Local Government and Social Care Ombudsman" in letter
    assert "https://www.lgo.org.uk" in letter
    assert "Housing Ombudsman" not in letter


# What its reader may be told


def test_a_letter_is_not_made_from_what_the_panel_sees() -> None:
    with pytest.raises(Refused, match="what the applicant may see"):
        outcome(factory.case(PANEL))


def test_an_entry_marked_for_the_panel_stays_out_even_if_it_arrives() -> None:
    hidden = factory.finding(9, "Health", "adequate", "SECRET", mark=Mark.PANEL)
    case = factory.with_meeting(decisions=(*factory.MEETING.decisions, hidden))
    secret = factory.recommendation(4, "SECRET", "X", date(2026, 7, 1), mark=Mark.NAMED)
    letter = letter_of(replace(case, recommendations=(*factory.RECOMMENDATIONS, secret)))
    assert "SECRET" not in letter


def test_a_shortened_finding_gives_its_summary_wording_and_nothing_behind_it() -> None:
    short = factory.finding(
        1,
        "SECRET",
        "SECRET",
        "SECRET",
        shortened=True,
        mark=Mark.SUMMARY,
        what="It could be better.",
    )
    letter = letter_of(factory.with_meeting(decisions=(short,)))
    assert "It could be better." in letter
    assert "SECRET" not in letter


def test_a_shortened_recommendation_keeps_its_owner_and_day() -> None:
    short = factory.recommendation(
        1, "Action will be taken.", "Example Homes", date(2026, 6, 1), shortened=True, why="SECRET"
    )
    letter = letter_of(factory.case(recommendations=(short,)))
    told = "Example Homes, Exampleshire Police By when: 1 June 2026"
    assert f"Action will be taken. Who answers for it: {told}" in letter


# For its reader


def test_what_helps_the_applicant_is_asked_back() -> None:
    letter = letter_of(factory.case())
    assert "You told us what helps you: > Please call before you write" in letter


def test_another_language_is_offered_by_name() -> None:
    application = replace(factory.APPLICATION, language="Polish")
    assert "explained to you in Polish" in letter_of(factory.case(application=application))


def test_a_council_in_wales_welcomes_welsh() -> None:
    procedure = replace(factory.PROCEDURE, nation=Nation.WALES)
    assert "gohebiaeth yn Gymraeg" in letter_of(factory.case(procedure=procedure))


def test_nobody_to_write_to_is_an_error_in_words() -> None:
    with pytest.raises(BadInput, match="no applicant to write to"):
        outcome(factory.case(parties=()))


def test_words_for_a_paragraph_the_template_lacks_are_never_dropped() -> None:
    with pytest.raises(BadInput, match="no place for words that were written") as error:
        outcome(factory.case(), apology="We are sorry.")
    assert [problem.where for problem in error.value.problems] == ["apology"]
