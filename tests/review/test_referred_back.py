"""An appeal that is upheld and referred back: the same application, looked at again."""

from __future__ import annotations

from conference.review import appeals, evidence, reading
from conference.views import AppealResult, CaseFile, Stage
from tests.office import Office
from tests.review.appeal_case import appeal, appealed, lodge, told_outcome


def upheld(office: Office) -> tuple[CaseFile, CaseFile]:
    """A case whose appeal was upheld, and the review that looks at it again."""
    case_id, appeal_id = appealed(office)
    words = "The diary was not looked at."
    reference = appeals.result(
        office.officer, case_id, appeal_id, AppealResult.UPHELD, words, office.clock.today
    )
    return office.case(case_id), office.case(reference)


def test_both_cases_show_the_link(office: Office) -> None:
    earlier, again = upheld(office)
    assert again.reference != earlier.reference
    assert again.linked_reference == earlier.reference
    assert earlier.appeals[-1].referred_reference == again.reference
    first = again.history[-1].act
    assert first == f"opened the review again after an appeal in {earlier.reference} was upheld"


def test_people_application_and_chronology_are_carried_over(office: Office) -> None:
    earlier, again = upheld(office)
    assert [one.name for one in again.parties] == [one.name for one in earlier.parties]
    assert again.application is not None
    assert earlier.application is not None
    assert again.application.impact == earlier.application.impact
    for name in ("incidents", "reports", "actions"):
        copied, first = getattr(again, name), getattr(earlier, name)
        assert [one.summary for one in copied] == [one.summary for one in first]
        assert [one.mark for one in copied] == [one.mark for one in first]
        assert not {one.id for one in copied} & {one.id for one in first}
    told = {one.summary: len(one.report_ids) for one in earlier.incidents}
    assert {one.summary: len(one.report_ids) for one in again.incidents} == told


def test_every_copied_entry_tells_where_it_came_from(office: Office) -> None:
    earlier, again = upheld(office)
    entries = [*again.incidents, *again.reports, *again.actions]
    assert entries
    assert all(one.source.startswith(f"{earlier.reference}, line ") for one in entries)
    assert len({one.source for one in entries}) == len(entries)


def test_what_belongs_to_the_earlier_review_stays_there(office: Office) -> None:
    _, again = upheld(office)
    assert (again.requests, again.meetings, again.recommendations) == ((), (), ())
    assert (again.letters, again.appeals) == ((), ())


def test_after_an_appeal_against_the_review_the_threshold_stands(office: Office) -> None:
    earlier, again = upheld(office)
    assert again.threshold is not None
    assert again.threshold.met
    assert again.stage is Stage.EVIDENCE
    assert again.next_step == "ask the agencies"
    assert again.received_on == earlier.received_on
    assert again.chair is None


def test_after_an_appeal_against_the_threshold_it_is_decided_anew(office: Office) -> None:
    case_id = told_outcome(office)
    appeal_id = lodge(office, case_id, against="threshold")
    reference = appeals.result(
        office.officer, case_id, appeal_id, AppealResult.UPHELD, "Weigh it again."
    )
    again = office.case(reference)
    assert again.threshold is None
    assert again.stage is Stage.THRESHOLD
    assert reading.weigh_case(office.officer, reference).statute.count >= 3


def test_another_body_may_carry_the_review_out(office: Office) -> None:
    case_id, appeal_id = appealed(office)
    reference = appeals.result(
        office.officer,
        case_id,
        appeal_id,
        AppealResult.UPHELD,
        "The next district looks at it.",
        refer_back=False,
    )
    assert reference == ""
    assert appeal(office, case_id).referred_reference == ""


def test_both_histories_hold_and_the_new_case_works_like_any_other(office: Office) -> None:
    earlier, again = upheld(office)
    for case in (earlier, again):
        assert reading.history_faults(office.officer, case.id) == []
    evidence.ask(office.officer, again.id, office.wanted())
    assert office.case(again.id).next_step == "agencies' answers"


def test_a_representative_learns_of_the_new_review_only_when_asked(office: Office) -> None:
    _, again = upheld(office)
    known = [line.reference for line in reading.read_caseload(office.police)]
    assert again.reference not in known
