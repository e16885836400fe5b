"""Letters: approved by the chair, issued once, and never changed after."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from conference.errors import BadInput, NotFound, Refused
from conference.forms import Disclosure
from conference.law.audience import Mark
from conference.record.tables import Letter, LetterFile
from conference.review import (
    evidence,
    follow_up,
    intake,
    issuing,
    outcome,
    reading,
    recommendations,
)
from conference.views import Channel, LetterKind, LetterState, Stage
from tests.office import Office

pytestmark = pytest.mark.database("sqlite")


def issue(office: Office, case_id: str, letter_id: str) -> None:
    outcome.issue(office.officer, case_id, letter_id, channel=Channel.POST)


def letter(office: Office, case_id: str, number: int = 1):  # type: ignore[no-untyped-def]
    return office.case(case_id).letters[number - 1]


def test_an_outcome_letter_is_not_issued_without_the_chairs_approval(office: Office) -> None:
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id, approved=False)
    with pytest.raises(Refused, match="the chair approves it"):
        issue(office, case_id, letter_id)
    with pytest.raises(Refused):
        outcome.approve(office.officer, case_id, letter_id)
    assert letter(office, case_id).state is LetterState.DRAFT


def test_the_refusal_to_approve_is_in_the_history(office: Office) -> None:
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id, approved=False)
    for desk in (office.officer, office.police):
        with pytest.raises(Refused):
            outcome.approve(desk, case_id, letter_id)
        newest = office.case(case_id).history[0]
        assert (newest.actor, newest.act) == (
            desk.person.name,
            "was refused: approve a letter",
        )


def test_an_approved_letter_that_is_edited_must_be_approved_again(office: Office) -> None:
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id)
    assert letter(office, case_id).approved_by == "Carol Chair"
    outcome.write_paragraphs(office.officer, case_id, letter_id, paragraphs={"opening": "Sorry."})
    assert (letter(office, case_id).state, letter(office, case_id).approved_by) == (
        LetterState.DRAFT,
        "",
    )
    with pytest.raises(Refused):
        issue(office, case_id, letter_id)


def test_a_record_that_changed_after_the_approval_is_approved_again(office: Office) -> None:
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id)
    [row] = office.case(case_id).recommendations
    recommendations.correct(
        office.officer,
        case_id,
        row.id,
        office.recommendation(what="Visit once a year"),
        shown=row.version,
    )
    with pytest.raises(Refused, match="changed after the chair approved"):
        issue(office, case_id, letter_id)
    outcome.send_back(office.chair, case_id, letter_id, note="Changed.")
    outcome.approve(office.chair, case_id, letter_id)
    issue(office, case_id, letter_id)
    assert letter(office, case_id).state is LetterState.ISSUED


def test_what_no_letter_tells_can_change_after_the_approval(office: Office) -> None:
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id)
    evidence.log_action(office.police, case_id, office.action())
    issue(office, case_id, letter_id)
    assert letter(office, case_id).state is LetterState.ISSUED


def test_the_chair_can_send_a_letter_back_with_a_note(office: Office) -> None:
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id)
    with pytest.raises(BadInput):
        outcome.send_back(office.chair, case_id, letter_id, note="")
    outcome.send_back(office.chair, case_id, letter_id, note="Say sorry first.")
    assert letter(office, case_id).approval_note == "Say sorry first."
    assert letter(office, case_id).state is LetterState.DRAFT


def test_a_letter_before_the_meeting_cannot_be_approved_and_says_what_is_missing(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    letter_id = office.outcome_letter(case_id, approved=False)
    with pytest.raises(BadInput) as refused:
        outcome.approve(office.chair, case_id, letter_id)
    assert "meeting" in {problem.where for problem in refused.value.problems}
    assert refused.value.problems == outcome.missing(office.officer, case_id, letter_id)


def test_a_finding_nobody_may_be_told_holds_the_letter_back(office: Office) -> None:
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id, approved=False)
    hidden = office.meeting(case_id).decisions[0].id
    evidence.mark_entry(office.chair, case_id, hidden, Disclosure(Mark.PANEL))
    with pytest.raises(BadInput) as refused:
        outcome.approve(office.chair, case_id, letter_id)
    assert "findings" in {problem.where for problem in refused.value.problems}
    assert letter(office, case_id).files == ()


def test_what_is_issued_is_frozen_with_its_digest_and_the_register_filled(office: Office) -> None:
    case_id = office.after_meeting()
    issue(office, case_id, office.outcome_letter(case_id))
    issued = letter(office, case_id)
    assert issued.state is LetterState.ISSUED
    assert (issued.issued_by, issued.channel) == ("Olive Officer", "post")
    assert issued.sent_to == "Mrs A. Sample, 1 High Street, DE7 1AA"
    assert {file.format for file in issued.files} == {"pdf", "docx", "html", "txt", "md"}
    for file in issued.files:
        content = reading.read_letter_file(office.officer, case_id, file.id)
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.size, file.digest)
    assert office.case(case_id).stage is Stage.FOLLOW_UP


def test_issued_bytes_never_change_and_a_correction_supersedes(office: Office) -> None:
    case_id = office.after_meeting()
    first = office.outcome_letter(case_id)
    issue(office, case_id, first)
    before = letter(office, case_id).files
    for act in (
        lambda: issue(office, case_id, first),
        lambda: outcome.approve(office.chair, case_id, first),
        lambda: outcome.send_back(office.chair, case_id, first, note="Wait."),
        lambda: outcome.write_paragraphs(office.officer, case_id, first, paragraphs={}),
    ):
        with pytest.raises(Refused):
            act()
    second, third = (
        outcome.draft(office.officer, case_id, LetterKind.OUTCOME, supersedes=first)
        for _ in range(2)
    )
    assert letter(office, case_id).state is LetterState.ISSUED
    outcome.approve(office.chair, case_id, second)
    issue(office, case_id, second)
    assert [one.state for one in office.case(case_id).letters] == [
        LetterState.SUPERSEDED,
        LetterState.ISSUED,
        LetterState.DRAFT,
    ]
    assert letter(office, case_id).files == before
    outcome.approve(office.chair, case_id, third)
    with pytest.raises(Refused, match="superseded"):
        issue(office, case_id, third)
    with pytest.raises(Refused):
        outcome.draft(office.officer, case_id, LetterKind.OUTCOME, supersedes=first)


def test_a_letter_that_cannot_be_made_leaves_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id)

    def broken(document: object, format: str, **_more: object) -> bytes:
        if format == "html":
            raise RuntimeError("no more paper")
        return b"half"

    monkeypatch.setattr(issuing, "write", broken)
    with pytest.raises(RuntimeError):
        issue(office, case_id, letter_id)
    assert letter(office, case_id).state is LetterState.APPROVED
    assert letter(office, case_id).files == ()
    assert reading.history_faults(office.officer, case_id) == []


def test_an_acknowledgement_that_is_issued_acknowledges_the_application(office: Office) -> None:
    case_id = office.receive()
    letter_id = outcome.draft(office.officer, case_id, LetterKind.ACKNOWLEDGEMENT)
    issue(office, case_id, letter_id)
    case = office.case(case_id)
    assert (case.acknowledged_on, case.stage) == (office.clock.today, Stage.THRESHOLD)
    with pytest.raises(Refused, match="The letter is issued"):
        issue(office, case_id, letter_id)


def test_a_refusal_of_the_threshold_is_approved_and_told_with_its_reasons(office: Office) -> None:
    case_id = office.receive(incidents=(office.incident(14),))
    intake.acknowledge(office.officer, case_id)
    office.decide(case_id, met=False, reasons="One report, and it has stopped.")
    letter_id = outcome.draft(office.officer, case_id, LetterKind.THRESHOLD_NOT_MET)
    with pytest.raises(Refused, match="the chair approves it"):
        issue(office, case_id, letter_id)
    outcome.approve(office.chair, case_id, letter_id)
    issue(office, case_id, letter_id)
    text = next(file for file in letter(office, case_id).files if file.format == "txt")
    told = reading.read_letter_file(office.officer, case_id, text.id).decode()
    assert "One report, and it has stopped." in " ".join(told.split())
    follow_up.close_case(
        office.officer, case_id, why="Told.", applicant_view="Content.", confirmed=True
    )
    assert office.case(case_id).stage is Stage.CLOSED


def test_a_case_is_not_closed_before_the_applicant_is_told(office: Office) -> None:
    case_id = office.after_meeting()
    office.outcome_letter(case_id)
    with pytest.raises(Refused, match="not been told"):
        follow_up.close_case(office.chair, case_id, why="Done.", applicant_view="Asked.")


def test_a_letter_of_another_case_cannot_be_had_through_this_one(office: Office) -> None:
    one, other = office.after_meeting(), office.in_evidence()
    issue(office, one, office.outcome_letter(one))
    file_id = letter(office, one).files[0].id
    with pytest.raises(NotFound):
        reading.read_letter_file(office.officer, other, file_id)
    with pytest.raises(NotFound):
        reading.read_letter_file(office.police, one, file_id)
    with pytest.raises(NotFound):
        reading.read_letter_file(office.administrator, one, file_id)
    with pytest.raises(NotFound):
        outcome.write_paragraphs(
            office.officer, other, letter(office, one).id, paragraphs={"opening": "x"}
        )


def test_the_request_to_an_agency_is_written_for_that_agency(office: Office) -> None:
    case_id = office.in_evidence()
    asked = replace_due(office, case_id)
    letter_id = outcome.draft(
        office.officer, case_id, LetterKind.AGENCY_REQUEST, agency_id=office.housing_id
    )
    assert asked
    issue(office, case_id, letter_id)
    assert letter(office, case_id).sent_to == "Council housing"


def replace_due(office: Office, case_id: str) -> str:
    from datetime import timedelta

    from conference.forms import NewRequest

    wanted = NewRequest(office.housing_id, "All reports")
    day = office.clock.today + timedelta(days=14)
    return evidence.ask(office.officer, case_id, replace(wanted, due_on=day))


@pytest.mark.database("sqlite", "postgresql")
def test_a_whole_review_leaves_an_unbroken_history_on_either_database(office: Office) -> None:
    case_id = office.after_meeting()
    issue(office, case_id, office.outcome_letter(case_id))
    follow_up.close_case(
        office.officer, case_id, why="It stopped.", applicant_view="Content.", confirmed=True
    )
    assert reading.history_faults(office.observer, case_id) == []
    assert office.case(case_id).stage is Stage.CLOSED
    with office.store.reading() as session:
        kept = session.get_one(Letter, letter(office, case_id).id)
        assert kept.issued_at == office.clock.now
        file = session.get_one(LetterFile, letter(office, case_id).files[0].id)
        assert isinstance(file.content, bytes)
