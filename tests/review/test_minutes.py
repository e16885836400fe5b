"""Minutes from the record: begun, worded, approved, locked, corrected; on both databases."""

from __future__ import annotations

import hashlib

import pytest
from sqlmodel import select

from conference.documents import FORMATS, write
from conference.errors import BadInput, Conflict, NotFound, Refused
from conference.law.audience import APPLICANT, agency
from conference.record.tables import Meeting, Minutes, MinutesFile
from conference.review import meeting, minutes, outcome, reading
from conference.views import Channel, MeetingState, MinutesView
from tests.office import Office


def held(office: Office) -> tuple[str, str]:
    """A case whose meeting is closed: its id and the meeting's."""
    case_id = office.in_evidence()
    return case_id, office.hold_meeting(case_id)


def edition(office: Office, case_id: str, place: int = -1) -> MinutesView:
    """An edition of the minutes, the newest unless said."""
    found: MinutesView = office.meeting(case_id).minutes[place]
    return found


def approved(office: Office) -> tuple[str, str, str]:
    """A case with approved minutes: the ids of case, meeting and minutes."""
    case_id, meeting_id = held(office)
    minutes_id = minutes.begin(office.officer, case_id, meeting_id)
    minutes.write(office.officer, case_id, minutes_id, {"opening": "The chair welcomed all."})
    minutes.approve(office.chair, case_id, minutes_id)
    return case_id, meeting_id, minutes_id


def text_of(office: Office, case_id: str, minutes_id: str) -> str:
    """The minutes as they would be approved now, as text on one line."""
    document = minutes.preview(office.officer, case_id, minutes_id)
    case = office.case(case_id)
    data = write(document, "txt", council=case.council, reference=case.reference)
    return " ".join(data.decode().split())


def test_minutes_write_themselves_from_the_record(office: Office) -> None:
    case_id, meeting_id = held(office)
    text = text_of(office, case_id, minutes.begin(office.officer, case_id, meeting_id))
    for told in (
        "Draft of edition 1",
        "Carol Chair",
        "Pete Police",
        "I want to sleep.",
        "One visit in five weeks.",
        "There when it was decided: Carol Chair; Pete Police (Police).",
        "Visit every week",
        "Who answers for it: Sergeant Police",
    ):
        assert told in text


def test_an_adjournment_is_told_with_its_hours(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    office.clock.tick(minutes=40)
    meeting.adjourn(office.chair, case_id, meeting_id)
    office.clock.tick(minutes=20)
    meeting.open_meeting(office.chair, case_id, meeting_id)
    office.clock.tick(minutes=5)
    text = text_of(office, case_id, minutes.begin(office.chair, case_id, meeting_id))
    assert "at 9.31am, adjourned at 10.11am." in text
    assert "Opened on 2 November 2026 at 10.31am." in text


def test_minutes_can_be_worded_while_the_meeting_goes_on_and_not_before_it(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    with pytest.raises(Refused, match="planned"):
        minutes.begin(office.officer, case_id, meeting_id)
    meeting.open_meeting(office.chair, case_id, meeting_id)
    minutes_id = minutes.begin(office.officer, case_id, meeting_id)
    with pytest.raises(Refused, match="open"):
        minutes.approve(office.chair, case_id, minutes_id)
    assert edition(office, case_id).approved_at is None


def test_minutes_begun_by_somebody_are_not_begun_twice(office: Office) -> None:
    case_id, meeting_id = held(office)
    first = minutes.begin(office.officer, case_id, meeting_id)
    minutes.write(office.officer, case_id, first, {"closing": "Thanks."})
    assert minutes.begin(office.chair, case_id, meeting_id) == first
    assert edition(office, case_id).paragraphs == {"closing": "Thanks."}


def test_wording_is_kept_by_its_place_and_what_is_not_given_stays(office: Office) -> None:
    case_id, meeting_id = held(office)
    minutes_id = minutes.begin(office.officer, case_id, meeting_id)
    item = office.meeting(case_id).items[0]
    minutes.write(office.officer, case_id, minutes_id, {f"item-{item.id}": "All\x1b came."})
    minutes.write(office.officer, case_id, minutes_id, {"closing": "Thanks."})
    assert edition(office, case_id).paragraphs == {
        f"item-{item.id}": "All\ufffd came.",
        "closing": "Thanks.",
    }
    text = text_of(office, case_id, minutes_id)
    assert "All\ufffd came." in text


def test_words_for_a_place_that_is_not_there_are_refused_and_not_lost(office: Office) -> None:
    case_id, meeting_id = held(office)
    minutes_id = minutes.begin(office.officer, case_id, meeting_id)
    with pytest.raises(BadInput, match="no place"):
        minutes.write(office.officer, case_id, minutes_id, {"item-gone": "Words."})
    minutes.write(office.officer, case_id, minutes_id, {"item-gone": " "})


def test_who_wrote_meanwhile_is_not_overwritten(office: Office) -> None:
    case_id, meeting_id = held(office)
    minutes_id = minutes.begin(office.officer, case_id, meeting_id)
    shown = edition(office, case_id).version
    minutes.write(office.chair, case_id, minutes_id, {"opening": "Hers."}, shown)
    with pytest.raises(Conflict):
        minutes.write(office.officer, case_id, minutes_id, {"opening": "His."}, shown)
    with pytest.raises(Conflict):
        minutes.approve(office.chair, case_id, minutes_id, shown=shown)
    assert edition(office, case_id).paragraphs == {"opening": "Hers."}


def test_the_preview_takes_words_that_are_not_saved_yet(office: Office) -> None:
    case_id, meeting_id = held(office)
    minutes_id = minutes.begin(office.officer, case_id, meeting_id)
    document = minutes.preview(
        office.officer, case_id, minutes_id, paragraphs={"opening": "As typed."}
    )
    assert "As typed." in document.values
    assert edition(office, case_id).paragraphs == {}


def test_approval_freezes_every_format_with_its_digest_and_the_place_in_the_history(
    office: Office,
) -> None:
    case_id, _, minutes_id = approved(office)
    now = edition(office, case_id)
    assert now.id == minutes_id
    assert (now.approved_by, now.approved_at) == ("Carol Chair", office.clock.now)
    assert {one.format for one in now.files} == set(FORMATS)
    for one in now.files:
        content = minutes.read_minutes_file(office.officer, case_id, one.id)
        assert hashlib.sha256(content).hexdigest() == one.digest
        assert len(content) == one.size
    assert hashlib.sha256(now.text.encode()).hexdigest() == now.digest
    assert "The chair welcomed all." in now.text
    assert now.head in now.text
    assert now.head in {line.digest for line in reading.read_history(office.officer, case_id)}
    assert office.meeting(case_id).state is MeetingState.MINUTES_APPROVED
    assert reading.history_faults(office.officer, case_id) == []


def test_nothing_that_is_approved_can_change(office: Office) -> None:
    case_id, meeting_id, minutes_id = approved(office)
    before = edition(office, case_id)
    for act in (
        lambda: minutes.write(office.officer, case_id, minutes_id, {"opening": "Else."}),
        lambda: minutes.approve(office.chair, case_id, minutes_id),
        lambda: minutes.begin(office.officer, case_id, meeting_id),
    ):
        with pytest.raises(Refused, match="approved"):
            act()
    assert edition(office, case_id) == before


def test_what_is_recorded_later_does_not_change_what_was_approved(office: Office) -> None:
    case_id, _, _ = approved(office)
    before = edition(office, case_id)
    (one,) = office.case(case_id).recommendations
    from conference.review import recommendations

    changed = office.recommendation(what="Visit every day")
    recommendations.correct(office.chair, case_id, one.id, changed, shown=one.version)
    after = edition(office, case_id)
    assert after == before
    assert "Visit every week" in after.text


def test_a_correction_is_a_new_edition_with_its_reason_and_the_first_one_stays(
    office: Office,
) -> None:
    case_id, _, first = approved(office)
    before = edition(office, case_id)
    with pytest.raises(BadInput):
        minutes.correct(office.officer, case_id, first, why=" ")
    second = minutes.correct(office.officer, case_id, first, why="A name was wrong.")
    draft = edition(office, case_id)
    assert (draft.id, draft.edition, draft.why) == (second, 2, "A name was wrong.")
    assert draft.paragraphs == {"opening": "The chair welcomed all."}
    with pytest.raises(Refused, match="Edition 2 is a draft"):
        minutes.correct(office.officer, case_id, first, why="Again.")
    minutes.write(office.officer, case_id, second, {"opening": "Carol welcomed all."})
    minutes.approve(office.chair, case_id, second)
    assert edition(office, case_id, 0) == before
    now = edition(office, case_id)
    assert "Carol welcomed all." in now.text
    assert "A name was wrong." in now.text
    assert reading.history_faults(office.officer, case_id) == []


def test_approving_the_minutes_does_not_undo_the_approval_of_the_letter(office: Office) -> None:
    case_id, meeting_id = held(office)
    letter_id = office.outcome_letter(case_id)
    minutes_id = minutes.begin(office.officer, case_id, meeting_id)
    minutes.approve(office.chair, case_id, minutes_id)
    outcome.issue(office.officer, case_id, letter_id, channel=Channel.POST)


@pytest.mark.parametrize("also", [False, True], ids=["bytes", "bytes and digest"])
def test_frozen_minutes_that_were_changed_behind_its_back_are_noticed(
    office: Office, also: bool
) -> None:
    case_id, _, _ = approved(office)
    with office.record() as session:
        row = session.exec(select(MinutesFile).where(MinutesFile.format == "pdf")).one()
        row.content = b"%PDF-1.7 other"
        if also:
            row.digest = hashlib.sha256(row.content).hexdigest()
        session.add(row)
    changed = "changed without an act: digest" if also else "changed after it was frozen"
    assert reading.history_faults(office.officer, case_id) == [
        f"a file of the minutes (pdf) was {changed}"
    ]


def test_a_frozen_file_that_was_taken_away_is_noticed(office: Office) -> None:
    case_id, _, _ = approved(office)
    with office.record() as session:
        session.delete(session.exec(select(MinutesFile).where(MinutesFile.format == "txt")).one())
    assert reading.history_faults(office.officer, case_id) == [
        "a file of the minutes (txt) was removed without an act"
    ]


def test_approved_words_that_were_changed_behind_its_back_are_noticed(office: Office) -> None:
    case_id, _, minutes_id = approved(office)
    with office.record() as session:
        row = session.get(Minutes, minutes_id)
        assert row is not None
        row.text, row.head = row.text.replace("welcomed", "cursed"), "0" * 64
        session.add(row)
    assert reading.history_faults(office.officer, case_id) == [
        "minutes 1 was changed without an act: head, text",
        "the minutes (edition 1) were changed after they were approved",
        "the minutes (edition 1) were made from a history that is not this one",
    ]


def test_a_frozen_letter_that_was_changed_behind_its_back_is_noticed(office: Office) -> None:
    from conference.record.tables import LetterFile

    case_id = office.after_meeting()
    outcome.issue(office.officer, case_id, office.outcome_letter(case_id), channel=Channel.POST)
    assert reading.history_faults(office.officer, case_id) == []
    with office.record() as session:
        row = session.exec(select(LetterFile).where(LetterFile.format == "txt")).one()
        row.content = b"Other words"
        session.add(row)
    assert reading.history_faults(office.officer, case_id) == [
        "a letter's file (txt) was changed after it was frozen"
    ]


def test_minutes_are_read_by_the_chair_and_the_officer_alone(office: Office) -> None:
    case_id, _, minutes_id = approved(office)
    file_id = edition(office, case_id).files[0].id
    for desk in (office.police, office.observer):
        with pytest.raises(Refused):
            minutes.read_minutes_file(desk, case_id, file_id)
        with pytest.raises(Refused):
            minutes.preview(desk, case_id, minutes_id)
    for desk in (office.housing, office.administrator):
        with pytest.raises(NotFound):
            minutes.read_minutes_file(desk, case_id, file_id)
    for audience in (APPLICANT, agency(office.police_id)):
        (seen,) = office.case(case_id, view_as=audience).meetings
        assert seen.minutes == ()


def test_a_file_or_minutes_of_another_case_are_not_found(office: Office) -> None:
    case_id, _, minutes_id = approved(office)
    file_id = edition(office, case_id).files[0].id
    other = office.receive()
    with pytest.raises(NotFound):
        minutes.read_minutes_file(office.officer, other, file_id)
    with pytest.raises(NotFound):
        minutes.preview(office.officer, other, minutes_id)


def test_a_template_that_is_wrong_leaves_the_minutes_a_draft(
    office: Office, tmp_path: object
) -> None:
    from dataclasses import replace
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    case_id, meeting_id = held(office)
    minutes_id = minutes.begin(office.officer, case_id, meeting_id)
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "minutes.md.j2").write_text("# {{ nothing }}", encoding="utf-8")
    with pytest.raises(BadInput, match="template"):
        minutes.approve(replace(office.chair, templates=tmp_path), case_id, minutes_id)
    assert edition(office, case_id).files == ()
    with office.record() as session:
        assert session.exec(select(Meeting.state)).one() is MeetingState.CLOSED
