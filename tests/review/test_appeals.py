"""An appeal from the day it is lodged to its result: Schedule 4 paragraph 3."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from conference.documents.appeal_time import time_mark, time_words
from conference.errors import BadInput, Conflict, NotFound, Refused
from conference.forms import NewAppeal
from conference.law.audience import APPLICANT, COMMISSIONER, ROOM, agency
from conference.record.tables import Letter
from conference.review import appeals, bundles, letters, outcome, reading
from conference.views import AppealResult, AppealView, Channel, LetterKind
from tests.office import Office
from tests.review.appeal_case import GROUND, appeal, appealed, lodge, told_outcome


def tell_last_day(office: Office, case_id: str, day: date) -> None:
    """As if the outcome letter had told this last day to appeal."""
    letter_id = office.case(case_id).letters[-1].id
    with office.record() as session:
        session.get_one(Letter, letter_id).last_appeal_day = day


def test_an_appeal_keeps_the_last_day_that_its_letter_told(office: Office) -> None:
    case_id = told_outcome(office)
    last = office.clock.today + timedelta(days=21)
    tell_last_day(office, case_id, last)
    office.clock.tick(days=21)
    lodge(office, case_id)
    seen = appeal(office, case_id)
    assert (seen.last_day, seen.out_of_time) == (last, False)
    assert seen.letter_id == office.case(case_id).letters[-1].id
    assert time_mark(seen) == "in time"
    assert "on the last day" in time_words(seen, office.case(case_id).procedure)


def test_a_late_appeal_is_recorded_and_says_how_late_it_is(office: Office) -> None:
    case_id = told_outcome(office)
    tell_last_day(office, case_id, office.clock.today + timedelta(days=21))
    office.clock.tick(days=25)
    lodge(office, case_id)
    seen, case = appeal(office, case_id), office.case(case_id)
    assert seen.out_of_time
    assert time_mark(seen) == "4 days late"
    assert time_words(seen, case.procedure).startswith("Out of time by 4 days: the last day was")
    assert any("after the last day to appeal" in words for words in case.warnings)


def test_a_last_day_that_is_no_working_day_is_left_to_a_person(office: Office) -> None:
    case_id = told_outcome(office)
    saturday = date(2026, 11, 28)
    tell_last_day(office, case_id, saturday)
    office.clock.tick(days=28)
    lodge(office, case_id)
    words = time_words(appeal(office, case_id), office.case(case_id).procedure)
    assert "Out of time by 2 days" in words
    assert "not a working day; the next one was 30 November 2026" in words


def test_where_no_window_is_published_nothing_is_late_and_the_officer_is_warned(
    office: Office,
) -> None:
    case_id, _ = appealed(office, days=400)
    seen, case = appeal(office, case_id), office.case(case_id)
    assert (seen.last_day, seen.out_of_time) == (None, False)
    assert "nobody can say that it is late" in time_words(seen, case.procedure)
    assert any("publishes no time to appeal" in words for words in case.warnings)


def test_the_letter_that_counts_is_the_one_the_applicant_had_on_the_day(office: Office) -> None:
    case_id = told_outcome(office)
    told = office.clock.today
    office.clock.tick(days=3)
    before = lodge(office, case_id, lodged_on=told)
    assert next(one for one in office.case(case_id).appeals if one.id == before).letter_id
    against_threshold = lodge(office, case_id, against="threshold")
    seen = {one.id: one for one in office.case(case_id).appeals}
    assert seen[against_threshold].letter_id is None


def test_whoever_appeals_is_named_and_is_the_applicant_unless_it_is_said(office: Office) -> None:
    case_id, _ = appealed(office)
    assert appeal(office, case_id).lodged_by == "Mrs A. Sample"
    office.clock.tick(days=1)
    lodge(office, case_id, lodged_by="Citizens Advice")
    assert appeal(office, case_id).lodged_by == "Citizens Advice"


@pytest.mark.parametrize(
    ("more", "where"),
    [({"ground": " "}, "ground"), ({"against": "everything"}, "against")],
)
def test_what_is_missing_is_named(office: Office, more: dict[str, str], where: str) -> None:
    case_id = told_outcome(office)
    with pytest.raises(BadInput) as refused:
        lodge(office, case_id, **more)
    assert refused.value.problems[0].where == where
    assert not office.case(case_id).appeals


def test_an_appeal_cannot_come_tomorrow_or_before_the_application(office: Office) -> None:
    case_id = told_outcome(office)
    for day in (office.clock.today + timedelta(days=1), date(2020, 1, 1)):
        with pytest.raises(BadInput):
            lodge(office, case_id, lodged_on=day)


def test_how_an_appeal_was_taken_down_can_be_corrected_by_one_at_a_time(office: Office) -> None:
    case_id, appeal_id = appealed(office)
    shown = appeal(office, case_id).version
    form = NewAppeal("threshold", "I was never asked.", office.clock.today)
    appeals.correct(office.officer, case_id, appeal_id, form, shown=shown)
    assert appeal(office, case_id).ground == "I was never asked."
    with pytest.raises(Conflict):
        appeals.correct(office.officer, case_id, appeal_id, form, shown=shown)


def test_an_appeal_is_acknowledged_once(office: Office) -> None:
    case_id, appeal_id = appealed(office)
    appeals.acknowledge(office.officer, case_id, appeal_id)
    assert appeal(office, case_id).acknowledged_on == office.clock.today
    with pytest.raises(Refused):
        appeals.acknowledge(office.officer, case_id, appeal_id)


def test_letters_about_the_appeal_can_be_drafted(office: Office) -> None:
    case_id, appeal_id = appealed(office)
    for kind in (LetterKind.APPEAL_ACKNOWLEDGEMENT, LetterKind.APPEAL_BUNDLE):
        letters.draft(office.officer, case_id, kind, about_id=appeal_id)
    assert [one.about_id for one in office.case(case_id).letters[-2:]] == [appeal_id, appeal_id]


def test_an_acknowledgement_that_is_issued_acknowledges_its_appeal(office: Office) -> None:
    case_id = told_outcome(office)
    appeal_id = lodge(office, case_id, ground="Nobody looked at my diary.")
    kind = LetterKind.APPEAL_ACKNOWLEDGEMENT
    letter_id = letters.draft(office.officer, case_id, kind, about_id=appeal_id)
    assert appeal(office, case_id).acknowledged_on is None
    outcome.issue(office.officer, case_id, letter_id, channel=Channel.POST)
    assert appeal(office, case_id).acknowledged_on == office.clock.today


def test_an_appeal_goes_with_its_bundle_to_the_body_the_procedure_names(office: Office) -> None:
    case_id, appeal_id = appealed(office)
    with pytest.raises(Refused, match="No bundle"):
        appeals.send(office.officer, case_id, appeal_id)
    bundles.make_bundle(office.officer, case_id, appeal_id)
    appeals.send(office.officer, case_id, appeal_id)
    seen = appeal(office, case_id)
    assert (seen.sent_on, seen.sent_to) == (
        office.clock.today,
        "Derbyshire Police and Crime Commissioner",
    )


def test_the_case_warns_until_an_appeal_is_acknowledged_and_sent(office: Office) -> None:
    case_id, appeal_id = appealed(office)

    def warned(words: str) -> bool:
        return any(words in one for one in office.case(case_id).warnings)

    assert warned("neither acknowledged nor sent on")
    appeals.acknowledge(office.officer, case_id, appeal_id)
    assert warned("is not sent on yet")
    bundles.make_bundle(office.officer, case_id, appeal_id)
    appeals.send(office.officer, case_id, appeal_id)
    assert not warned("The appeal of")


@pytest.mark.parametrize(
    "outcome", [AppealResult.NOT_UPHELD, AppealResult.WITHDRAWN, AppealResult.NOT_ACCEPTED]
)
def test_a_result_that_refers_nothing_back_opens_no_review(
    office: Office, outcome: AppealResult
) -> None:
    case_id, appeal_id = appealed(office)
    assert appeals.result(office.officer, case_id, appeal_id, outcome, "So decided.") == ""
    seen = appeal(office, case_id)
    assert (seen.result, seen.result_on) == (outcome, office.clock.today)
    assert (seen.result_words, seen.referred_reference) == ("So decided.", "")
    assert len(reading.read_caseload(office.officer, ended=True)) == 1


def test_an_appeal_that_was_in_time_cannot_be_refused_as_late(office: Office) -> None:
    case_id = told_outcome(office)
    tell_last_day(office, case_id, office.clock.today + timedelta(days=21))
    appeal_id = lodge(office, case_id)
    with pytest.raises(BadInput, match="in time"):
        appeals.result(
            office.officer, case_id, appeal_id, AppealResult.NOT_ACCEPTED, "It came too late."
        )


def test_an_appeal_that_is_over_stays_as_it_is(office: Office) -> None:
    case_id, appeal_id = appealed(office)
    appeals.result(office.officer, case_id, appeal_id, AppealResult.WITHDRAWN, "By letter.")
    with pytest.raises(Refused, match="over"):
        appeals.result(office.officer, case_id, appeal_id, AppealResult.UPHELD, "No, upheld.")
    assert appeal(office, case_id).result is AppealResult.WITHDRAWN


def test_an_appeal_of_another_case_is_not_found(office: Office) -> None:
    _, appeal_id = appealed(office)
    other = office.receive()
    with pytest.raises(NotFound):
        appeals.acknowledge(office.officer, other, appeal_id)


def test_who_learns_of_an_appeal(office: Office) -> None:
    """The applicant their own; the body all but the note; agencies and the room nothing."""
    case_id = told_outcome(office)
    lodge(office, case_id, note="She rang twice, in tears.")
    bundles.make_bundle(office.officer, case_id, appeal(office, case_id).id)

    def seen_by(audience: object) -> tuple[AppealView, ...]:
        return office.case(case_id, view_as=audience).appeals  # type: ignore[arg-type]

    assert seen_by(ROOM) == () == seen_by(agency(office.police_id))
    (told,) = seen_by(APPLICANT)
    assert (told.ground, told.note, told.bundles) == (GROUND, "", ())
    (read,) = seen_by(COMMISSIONER)
    assert read.note == ""
    assert not any(file.is_key for file in read.bundles[0].files)
    assert any(file.is_key for file in appeal(office, case_id).bundles[0].files)
