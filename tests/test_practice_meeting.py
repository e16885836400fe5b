"""A whole practice meeting: somebody chairs, and the others do their part at desks of their own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conference.chasing import next_rung
from conference.cli import practice_command, practice_place
from conference.errors import ConferenceError, Refused
from conference.forms import ApplicantHeard, NewDecision, NewRecommendation
from conference.practice import Practice, PracticeMeeting, fill
from conference.practice.lines import turns
from conference.record.store import Store
from conference.review import chasing, meeting, reading, recommendations
from conference.views import (
    AgendaItemView,
    Answer,
    ApplicantPart,
    DecisionKind,
    MeetingState,
    MeetingView,
    RequestState,
    StanceKind,
)
from tests.office import Clock

NOW = datetime(2026, 3, 4, 14, tzinfo=UTC)


class Chairing:
    """Somebody who chairs the practice meeting."""

    def __init__(self, file: Path) -> None:
        self.store = Store(str(file))
        self.store.prepare()
        self.practice: Practice = fill(self.store, Clock(NOW))
        self.desk, self.case_id = self.practice.chair, self.practice.case_id

    @property
    def case(self):  # type: ignore[no-untyped-def]
        return reading.read_case(self.practice.officer, self.case_id, again=True)

    @property
    def meeting(self) -> MeetingView:
        found: MeetingView | None = self.case.meeting
        assert found is not None
        return found

    def opens(self) -> None:
        meeting.open_meeting(self.desk, self.case_id, self.meeting.id)

    def item(self, key: str) -> AgendaItemView:
        return next(one for one in self.meeting.items if one.key == key)

    def goes_to(self, key: str) -> None:
        meeting.go_to_item(self.desk, self.case_id, self.item(key).id)

    def recommends(self, number: int = 1) -> None:
        housing = self.practice.housing.person
        for _ in range(number):
            form = NewRecommendation(
                "Council housing",
                "Ring weekly",
                housing.name,
                self.desk.today,
                agency_id=housing.agency_id,
            )
            recommendations.recommend(self.desk, self.case_id, form)


@pytest.fixture
def record_file(tmp_path: Path) -> Path:
    return tmp_path / "practice.db"


@pytest.fixture
def chair(record_file: Path) -> Iterator[Chairing]:
    chairing = Chairing(record_file)
    yield chairing
    chairing.store.close()


def wait_until(holds, seconds: float = 20.0) -> None:  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)


def all_said(chair: Chairing) -> list[str]:
    """Let the others do everything they do at the current item; what they did, in order."""
    said: list[str] = []
    while True:
        case = chair.case
        held = case.meeting
        assert held is not None
        turn = next((t for t in turns(chair.practice, case, held) if t.key not in said), None)
        if turn is None:
            return said
        turn.act()
        said.append(turn.key)


@pytest.mark.long
def test_nobody_does_anything_before_the_meeting_is_at_an_item(chair: Chairing) -> None:
    assert all_said(chair) == []
    chair.opens()
    assert all_said(chair) == []


@pytest.mark.long
def test_the_police_and_housing_come_and_environmental_health_is_late(chair: Chairing) -> None:
    chair.opens()
    chair.goes_to("attendance")
    all_said(chair)
    here = {one.name for one in chair.meeting.attendance if one.arrived_at}
    assert {"Alex Practice", "Kim Practice"} <= here
    assert "Lee Practice" not in here
    chair.goes_to("threshold")
    all_said(chair)
    assert "Lee Practice" in {one.name for one in chair.meeting.attendance if one.arrived_at}


@pytest.mark.long
def test_the_answer_that_was_still_to_come_comes_with_the_agencies(chair: Chairing) -> None:
    chair.opens()
    before = len(chair.case.actions)
    chair.goes_to("agencies")
    all_said(chair)
    assert [one.state for one in chair.case.requests].count(RequestState.ASKED) == 0
    assert len(chair.case.actions) == before + 2


@pytest.mark.long
def test_what_is_recommended_is_agreed_to_abstained_from_and_answered(chair: Chairing) -> None:
    chair.opens()
    chair.goes_to("recommendations")
    all_said(chair)
    chair.recommends(3)
    all_said(chair)
    found = chair.case.recommendations
    assert [one.answer for one in found] == [Answer.ACCEPTED, Answer.ACCEPTED, Answer.IN_PART]
    for one in found:
        assert {s.stance for s in one.stances} == {StanceKind.AGREES, StanceKind.ABSTAINS}


@pytest.mark.long
def test_the_whole_meeting_can_be_chaired_to_its_close(chair: Chairing) -> None:
    chair.opens()
    for item in chair.meeting.items:
        meeting.go_to_item(chair.desk, chair.case_id, item.id)
        if item.key == "applicant":
            heard = ApplicantHeard(ApplicantPart.STATEMENT, "I want it to stop.")
            meeting.hear_applicant(chair.desk, chair.case_id, chair.meeting.id, heard)
        if item.key == "gaps":
            finding = NewDecision(DecisionKind.RESPONSE, "The response", "not adequate", "Late.")
            meeting.decide(chair.desk, chair.case_id, chair.meeting.id, finding)
        all_said(chair)
    assert reading.history_faults(chair.practice.officer, chair.case_id) == []
    assert all(one.arrived_at for one in chair.meeting.attendance if one.capacity != "chair")


@pytest.mark.long
def test_they_play_by_themselves_while_somebody_chairs(chair: Chairing, record_file: Path) -> None:
    others = PracticeMeeting(str(record_file), chair.practice, pace=0.05)
    others.start()
    try:
        chair.opens()
        chair.goes_to("attendance")
        wait_until(lambda: sum(bool(one.arrived_at) for one in chair.meeting.attendance) >= 2)
        chair.goes_to("agencies")
        wait_until(lambda: not any(one.state.outstanding for one in chair.case.requests))
        chair.goes_to("recommendations")
        chair.recommends()
        wait_until(lambda: chair.case.recommendations[0].answer is Answer.ACCEPTED)
    finally:
        others.stop()
    assert not any(one.name == "practice meeting" for one in threading.enumerate())


@pytest.mark.long
def test_whoever_practises_may_be_quicker_and_is_never_overruled(chair: Chairing) -> None:
    chair.opens()
    chair.goes_to("recommendations")
    chair.recommends()
    one = chair.case.recommendations[0]
    recommendations.answer(
        chair.practice.housing, chair.case_id, one.id, answer=Answer.DECLINED, reason="No."
    )
    all_said(chair)
    assert chair.case.recommendations[0].answer is Answer.DECLINED


@pytest.mark.long
def test_sending_them_home_in_the_middle_leaves_a_record_that_is_whole(
    chair: Chairing, record_file: Path
) -> None:
    for pause in (0.0, 0.1, 0.3):
        others = PracticeMeeting(str(record_file), chair.practice, pace=0.0)
        others.start()
        if chair.meeting.state is MeetingState.PLANNED:
            chair.opens()
            chair.goes_to("agencies")
        time.sleep(pause)
        others.stop()
    assert reading.history_faults(chair.practice.officer, chair.case_id) == []


@pytest.mark.long
def test_a_refusal_is_passed_over_and_not_tried_again(
    chair: Chairing, record_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def refuses(*_given: object, **_more: object) -> None:
        tried.append("arrive")
        raise Refused("No.")

    monkeypatch.setattr("conference.practice.lines.attendance.arrive", refuses)
    others = PracticeMeeting(str(record_file), chair.practice, pace=0.0)
    chair.opens()
    chair.goes_to("attendance")
    while others.step() is not None:
        pass
    assert len(tried) == 2
    others.stop()


def test_the_practice_review_has_somebody_to_chase(chair: Chairing) -> None:
    outstanding = next(one for one in chair.case.requests if one.state.outstanding)
    assert [chase.sent_to for chase in outstanding.chases] == ["environment@practice.example"]
    assert next_rung(outstanding, chair.case.taken_on) is not None
    assert len(chasing.to_chase(chair.practice.officer)) == 1


@pytest.mark.long
def test_every_line_of_it_is_said_by_nobody_real(chair: Chairing) -> None:
    names = [one.name for one in chair.meeting.attendance]
    assert all(name.endswith("Practice") for name in names)
    assert chair.case.council.practice


def test_the_room_of_no_practice_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(ConferenceError, match="No practice review is open"):
        practice_command.demo(room=True)


def test_the_room_finds_the_practice_that_is_open_and_none_that_was_killed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    killed = tmp_path / "case-conference-practice-killed"
    killed.mkdir()
    (killed / "practice.db").touch()
    ended = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"],
        capture_output=True,
        text=True,
        check=True,
    )
    (killed / "pid").write_text(ended.stdout.strip())
    with pytest.raises(ConferenceError):
        practice_place.running_record()
    with practice_place.practice_record() as record:
        assert not killed.exists(), "what was left behind goes with the next practice"
        record.touch()
        assert practice_place.running_record() == record
    assert list(tmp_path.iterdir()) == []
