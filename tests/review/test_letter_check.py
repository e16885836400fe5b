"""The check before a letter goes out: what it refuses, what it asks about, and who answered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlmodel import select

from conference.errors import BadInput, NotFound, Refused
from conference.forms import ApplicantHeard, NewAttendance, NewParty, ThresholdForm
from conference.law.audience import APPLICANT
from conference.record.tables import Letter, LetterFile, ThresholdDecision
from conference.review import attendance, evidence, intake, meeting, outcome, reading, threshold
from conference.review.issuing import APPROVED_BY_CHAIR
from conference.views import ApplicantPart, Channel, LetterKind, LetterState, LetterView, PartyRole
from tests.office import Office

pytestmark = pytest.mark.database("sqlite")


def letter(office: Office, case_id: str) -> LetterView:
    return office.case(case_id).letters[-1]


def flagged(office: Office, **words: str) -> tuple[str, str]:
    """A case ready for its outcome, and a draft of the letter with something to look at."""
    case_id = office.after_meeting()
    words = words or {"opening": "Please ring 07700 900123."}
    return case_id, outcome.draft(office.officer, case_id, LetterKind.OUTCOME, paragraphs=words)


def test_a_letter_that_lacks_nothing_is_checked_by_name(office: Office) -> None:
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id, approved=False)
    assert outcome.look_over(office.officer, case_id, letter_id).ready
    outcome.check(office.officer, case_id, letter_id)
    now = letter(office, case_id)
    assert (now.state, now.checked_by) == (LetterState.CHECKED, "Olive Officer")
    assert "checked the letter" in office.acts(case_id)


def test_a_flag_without_a_reason_holds_the_letter_back_at_every_step(office: Office) -> None:
    case_id, letter_id = flagged(office)
    for act in (
        lambda: outcome.check(office.officer, case_id, letter_id),
        lambda: outcome.check(office.officer, case_id, letter_id, {"phone/07700 900123": "  "}),
        lambda: outcome.check(office.officer, case_id, letter_id, {"phone/other": "Because."}),
        lambda: outcome.approve(office.chair, case_id, letter_id),
    ):
        with pytest.raises(BadInput, match="second look") as refused:
            act()
        (problem,) = refused.value.problems
        assert "07700 900123" in problem.what
        assert problem.where.startswith("under “The outcome")
    assert letter(office, case_id).state is LetterState.DRAFT


def test_a_reason_lets_it_stand_and_is_kept_with_who_gave_it(office: Office) -> None:
    case_id, letter_id = flagged(office)
    why = {"phone/07700 900123": "The out-of-hours line.", "phone/gone": "Not in it."}
    outcome.check(office.officer, case_id, letter_id, why)
    (kept,) = letter(office, case_id).overrides
    assert (kept.flag, kept.reason, kept.by) == (
        "phone/07700 900123",
        "The out-of-hours line.",
        "Olive Officer",
    )
    outcome.approve(office.chair, case_id, letter_id)
    outcome.issue(office.officer, case_id, letter_id, channel=Channel.POST)
    assert letter(office, case_id).state is LetterState.ISSUED


def test_other_words_are_checked_again_and_a_reason_that_was_given_stays(office: Office) -> None:
    case_id, letter_id = flagged(office)
    outcome.check(office.officer, case_id, letter_id, {"phone/07700 900123": "The line."})
    again = {"opening": "Please ring 07700 900123 or 07700 900999."}
    outcome.write_paragraphs(office.officer, case_id, letter_id, paragraphs=again)
    now = letter(office, case_id)
    assert (now.state, now.checked_by) == (LetterState.DRAFT, "")
    found = outcome.look_over(office.officer, case_id, letter_id)
    assert [flag.key for flag in found.open_flags] == ["phone/07700 900999"]


def test_the_name_of_whoever_the_application_is_about_is_flagged(office: Office) -> None:
    them = NewParty("Bernard Nextdoor", role=PartyRole.ALLEGED)
    case_id = office.receive(others=(them,))
    letter_id = outcome.draft(
        office.officer,
        case_id,
        LetterKind.ACKNOWLEDGEMENT,
        paragraphs={"opening": "We have written to Mr Nextdoor."},
    )
    (flag,) = outcome.look_over(office.officer, case_id, letter_id).flags
    assert flag.words == "“Nextdoor” names the person the application is about"


def test_words_an_agency_logged_for_the_panel_are_flagged_in_the_letter(office: Office) -> None:
    case_id = office.in_evidence()
    secret = "Intelligence says that a weapon is kept behind the bath panel."
    action_id = evidence.log_action(
        office.police, case_id, replace(office.action(), summary=secret)
    )
    office.hold_meeting(case_id)
    words = {"opening": "We know that a weapon is kept behind the bath panel."}
    letter_id = outcome.draft(office.officer, case_id, LetterKind.OUTCOME, paragraphs=words)
    (flag,) = outcome.look_over(office.officer, case_id, letter_id).flags
    assert flag.key == f"hidden/{action_id}"
    assert "an action of" in flag.words
    assert "weapon" not in flag.words


def test_the_whole_practice_of_an_office_raises_no_false_alarm(office: Office) -> None:
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id, approved=False)
    found = outcome.look_over(office.officer, case_id, letter_id)
    assert [str(flag) for flag in found.flags] == []
    assert all(line.told for line in found.coverage)
    assert found.readability is not None


# Refusals the Act leaves no room for


def refused_case(office: Office, **more: str) -> str:
    case_id = office.receive()
    intake.acknowledge(office.officer, case_id)
    given = {"refusal_ground": "vexatious", "senior_sign_off": "Ms Senior", **more}
    form = ThresholdForm(False, "The same reports were reviewed last year.", **given)  # type: ignore[arg-type]
    threshold.decide(office.officer, case_id, form)
    return case_id


def test_a_refusal_that_is_signed_off_goes_out_with_the_chairs_approval(office: Office) -> None:
    case_id = refused_case(office)
    letter_id = outcome.draft(
        office.officer,
        case_id,
        LetterKind.APPLICATION_REFUSED,
        paragraphs={"why": "Nothing new was reported since."},
    )
    with pytest.raises(Refused, match="the chair approves it"):
        outcome.issue(office.officer, case_id, letter_id, channel=Channel.POST)
    outcome.approve(office.chair, case_id, letter_id)
    outcome.issue(office.officer, case_id, letter_id, channel=Channel.POST)
    assert letter(office, case_id).state is LetterState.ISSUED


def test_without_the_sign_off_a_refusal_is_neither_composed_nor_issued(office: Office) -> None:
    case_id = refused_case(office)
    with office.record() as session:
        row = session.exec(select(ThresholdDecision)).one()
        row.signed_off_by = ""
        session.add(row)
    for kind in (LetterKind.APPLICATION_REFUSED, LetterKind.THRESHOLD_NOT_MET):
        letter_id = outcome.draft(office.officer, case_id, kind, paragraphs={})
        with pytest.raises(Refused, match="section 104"):
            outcome.preview(office.officer, case_id, letter_id)
        with pytest.raises((Refused, BadInput)):
            outcome.approve(office.chair, case_id, letter_id)


def test_letters_that_tell_a_decision_are_the_chairs_to_approve() -> None:
    assert set(APPROVED_BY_CHAIR) == {
        LetterKind.THRESHOLD_NOT_MET,
        LetterKind.APPLICATION_REFUSED,
        LetterKind.NOT_INVITED,
        LetterKind.OUTCOME,
    }


# What a letter is about


def test_an_invitation_to_the_panel_goes_to_who_is_expected(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    pete = attendance.expect(
        office.chair, case_id, meeting_id, NewAttendance("Pete Police", office.police_id)
    )
    letter_id = outcome.draft(office.officer, case_id, LetterKind.INVITATION_PANEL, about_id=pete)
    document = outcome.preview(office.officer, case_id, letter_id)
    assert document.recipient == ("Pete Police", "Police")
    with pytest.raises(BadInput, match="none was named"):
        outcome.draft(office.officer, case_id, LetterKind.INVITATION_PANEL)
    with pytest.raises(NotFound):
        outcome.draft(office.officer, case_id, LetterKind.INVITATION_PANEL, about_id="nobody")
    with pytest.raises(BadInput, match="is not about a meeting"):
        outcome.draft(office.officer, case_id, LetterKind.INVITATION_PANEL, about_id=meeting_id)


def test_who_drafts_no_letters_is_refused_for_every_kind_alike(office: Office) -> None:
    case_id = office.in_evidence()
    for kind in LetterKind:
        with pytest.raises(Refused, match="You may not draft a letter"):
            outcome.draft(office.police, case_id, kind, agency_id=office.police_id)


def test_a_letter_to_the_panel_is_no_letter_of_the_applicants(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    guest = attendance.expect(office.chair, case_id, meeting_id, office.guest())
    with office.record() as session:
        kept = session.get_one(Letter, outcome.draft(
            office.officer, case_id, LetterKind.INVITATION_PANEL, about_id=guest
        ))  # fmt: skip
        kept.state = LetterState.ISSUED
        session.add(kept)
    assert office.case(case_id, view_as=APPLICANT).letters == ()


def test_the_reasons_for_not_inviting_reach_the_applicant_before_the_meeting(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    heard = ApplicantHeard(ApplicantPart.NOT_INVITED, "", "Somebody there has threatened you.")
    meeting.hear_applicant(office.chair, case_id, meeting_id, heard)
    letter_id = outcome.draft(
        office.officer,
        case_id,
        LetterKind.NOT_INVITED,
        paragraphs={"instead": "The chair will ring you."},
    )
    text = str(outcome.preview(office.officer, case_id, letter_id).values)
    assert "Somebody there has threatened you." in text


# What was issued, altered behind the program's back


def issued(office: Office) -> str:
    case_id = office.after_meeting()
    outcome.issue(office.officer, case_id, office.outcome_letter(case_id), channel=Channel.POST)
    assert reading.history_faults(office.officer, case_id) == []
    return case_id


@pytest.mark.parametrize("part", ["content", "digest", "row"])
def test_an_issued_file_that_was_altered_is_told_by_the_proof(office: Office, part: str) -> None:
    case_id = issued(office)
    with office.record() as session:
        row = session.exec(select(LetterFile).where(LetterFile.format == "pdf")).one()
        if part == "row":
            session.delete(row)
        elif part == "content":
            row.content = row.content + b"%"
        else:
            row.digest = "0" * 64
        session.flush()
    faults = reading.history_faults(office.observer, case_id)
    assert any("letter" in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("sent_to", "Somebody else"),
        ("channel", "e-mail"),
        ("issued_by", "Nobody"),
        ("last_appeal_day", None),
        ("state", LetterState.DRAFT),
        ("number", 9),
        ("paragraphs", {"opening": "Other words."}),
    ],
)
def test_a_register_entry_that_was_altered_is_told_by_the_proof(
    office: Office, column: str, value: object
) -> None:
    case_id = issued(office)
    with office.record() as session:
        row = session.exec(select(Letter)).one()
        before = getattr(row, column)
        setattr(row, column, value)
        session.add(row)
    if before == value:
        assert reading.history_faults(office.officer, case_id) == []
        return
    faults = reading.history_faults(office.officer, case_id)
    assert any("letter" in fault and column.replace("_", " ") in fault for fault in faults), faults


def test_a_letter_that_was_taken_out_of_the_register_is_told(office: Office) -> None:
    case_id = issued(office)
    with office.record() as session:
        for file in session.exec(select(LetterFile)):
            session.delete(file)
        session.flush()
        session.delete(session.exec(select(Letter)).one())
    faults = reading.history_faults(office.officer, case_id)
    assert "the register entry of letter 1 was removed without an act" in faults
