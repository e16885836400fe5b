"""Requests put off, asked again and seen; agencies chased; and the proof of each chase."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from conference.account import account
from conference.errors import BadInput, ConferenceError, NotFound, Refused, Unavailable
from conference.forms import NewAgency, NewRequest, RequestAnswer
from conference.law.audience import APPLICANT, COMMISSIONER, ROOM
from conference.law.audience import agency as agency_audience
from conference.record import history
from conference.review import attendance, chasing, evidence, intake, people, reading, requests
from conference.views import Channel, RequestState, RequestView, Rung
from tests.office import Office

DUE = date(2026, 11, 9)


@pytest.fixture
def case_id(office: Office) -> str:
    """A case on which the police are asked, to answer in a week."""
    case_id = office.receive()
    evidence.ask(office.officer, case_id, replace(office.wanted(), due_on=DUE))
    return case_id


def the_request(office: Office, case_id: str, **more: object) -> RequestView:
    """The newest request of the case."""
    return office.case(case_id, **more).requests[-1]  # type: ignore[arg-type]


def chase(office: Office, case_id: str, rung: Rung = Rung.REMINDER, words: str = "Please.") -> str:
    request = the_request(office, case_id)
    office.clock.tick()
    return chasing.chase(
        office.officer,
        case_id,
        request.id,
        rung,
        channel=Channel.EMAIL,
        sent_to="police@example.org",
        words=words,
    )


def name_escalation(office: Office) -> None:
    police = office.agencies["Police"]
    form = NewAgency(
        police.name,
        police.kind,
        police.role,
        email="asb@police.example",
        escalation="Chief Inspector Example, 01632 960002",
    )
    people.change_agency(office.officer, police.id, form, shown=police.version)


# Seen


def test_opening_the_case_makes_the_request_seen_once(office: Office, case_id: str) -> None:
    seen = reading.read_case(office.police, case_id)
    assert seen.requests[0].state is RequestState.SEEN, "the picture shows it already"
    reading.read_case(office.police, case_id)
    assert office.acts(case_id).count("saw what the agency is asked") == 1
    line = next(x for x in office.case(case_id).history if x.act.startswith("saw"))
    assert line.actor == "Pete Police"


def test_what_is_asked_counts_as_seen_only_together_with_the_reading(
    office: Office, case_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full just then leaves both undone: nobody was shown the case."""
    kept = history.append

    def full(*told: Any, act: str, **more: Any) -> Any:
        if act == history.READ:
            raise Unavailable("The disk is full.")
        return kept(*told, act=act, **more)

    with monkeypatch.context() as patch:
        patch.setattr(history, "append", full)
        with pytest.raises(Unavailable):
            reading.read_case(office.police, case_id)
    assert the_request(office, case_id).state is RequestState.ASKED
    reading.read_case(office.police, case_id)
    assert the_request(office, case_id).state is RequestState.SEEN


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("who", ["officer", "chair", "observer"])
def test_it_is_not_seen_when_others_open_the_case(office: Office, case_id: str, who: str) -> None:
    reading.read_case(office.desks[who], case_id)
    reading.read_case(office.officer, case_id, view_as=agency_audience(office.police_id))
    assert the_request(office, case_id).state is RequestState.ASKED


@pytest.mark.database("sqlite")
def test_another_agencys_request_stays_unseen(office: Office, case_id: str) -> None:
    office.ask(case_id, office.housing_id)
    reading.read_case(office.police, case_id)
    states = {one.agency_name: one.state for one in office.case(case_id).requests}
    assert states == {"Police": RequestState.SEEN, "Council housing": RequestState.ASKED}


@pytest.mark.database("sqlite")
def test_an_answer_is_not_unmade_by_opening_the_case_again(office: Office, case_id: str) -> None:
    request = the_request(office, case_id)
    answer = RequestAnswer(RequestState.PART_ANSWERED)
    evidence.answer_request(office.police, case_id, request.id, answer)
    reading.read_case(office.police, case_id)
    assert the_request(office, case_id).state is RequestState.PART_ANSWERED


# Put off


def test_an_extension_keeps_the_first_day_and_its_reason(office: Office, case_id: str) -> None:
    request = the_request(office, case_id)
    for day in (16, 20):
        requests.extend_request(
            office.officer, case_id, request.id, due_on=date(2026, 11, day), why="Staff are ill."
        )
    now = the_request(office, case_id)
    assert (now.due_on, now.extended_from) == (date(2026, 11, 20), DUE)
    newest = office.case(case_id).history[0]
    assert newest.act == "gave Police until 20 November 2026 to answer"
    assert "Staff are ill." in newest.detail
    theirs = the_request(office, case_id, desk=office.police)
    assert (theirs.due_on, theirs.extended_from) == (date(2026, 11, 20), DUE)


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("day", [DUE, DUE - timedelta(days=2), date(2026, 10, 1)])
def test_an_extension_goes_forward(office: Office, case_id: str, day: date) -> None:
    request = the_request(office, case_id)
    with pytest.raises(BadInput) as refused:
        requests.extend_request(office.officer, case_id, request.id, due_on=day, why="So.")
    assert refused.value.problems[0].where == "answer by"
    assert the_request(office, case_id).due_on == DUE


@pytest.mark.database("sqlite")
def test_an_extended_request_is_late_only_after_the_new_day(office: Office, case_id: str) -> None:
    office.clock.tick(days=8)
    assert [one.rung for one in chasing.to_chase(office.officer)] == [Rung.REMINDER]
    chase(office, case_id)
    later = date(2026, 11, 20)
    request = the_request(office, case_id)
    requests.extend_request(office.officer, case_id, request.id, due_on=later, why="Ill.")
    assert chasing.to_chase(office.officer) == ()
    office.clock.now = office.clock.now.replace(day=21)
    assert [one.rung for one in chasing.to_chase(office.officer)] == [Rung.REMINDER]


# Asked again


def test_asking_again_withdraws_the_earlier_request_with_the_reason(
    office: Office, case_id: str
) -> None:
    earlier = the_request(office, case_id)
    answer = RequestAnswer(RequestState.ANSWERED, "See the log.")
    evidence.answer_request(office.police, case_id, earlier.id, answer)
    form = NewRequest(office.police_id, "Also the calls to 101", due_on=date(2026, 11, 20))
    new = requests.ask_again(office.officer, case_id, earlier.id, form, why="The calls lack.")
    by_id = {one.id: one for one in office.case(case_id).requests}
    assert by_id[earlier.id].state is RequestState.WITHDRAWN
    assert by_id[earlier.id].note == "See the log.\nThe calls lack."
    assert (by_id[earlier.id].asked_again, by_id[new].asked_again) == (True, False)
    assert by_id[new].due_on == date(2026, 11, 20)
    assert "asked Police again for information" in office.acts(case_id)
    assert reading.read_caseload(office.police)[0].id == case_id, "they see the case still"


@pytest.mark.database("sqlite")
def test_asking_again_asks_the_same_agency_and_gives_a_reason(office: Office, case_id: str) -> None:
    request = the_request(office, case_id)
    with pytest.raises(BadInput, match="same agency"):
        requests.ask_again(
            office.officer, case_id, request.id, office.wanted(office.housing_id), why="So."
        )
    with pytest.raises(BadInput) as refused:
        requests.ask_again(office.officer, case_id, request.id, office.wanted(), why=" ")
    assert [one.where for one in refused.value.problems] == ["why"]
    assert len(office.case(case_id).requests) == 1


@pytest.mark.database("sqlite")
def test_a_withdrawn_request_is_neither_answered_nor_withdrawn_nor_asked_again(
    office: Office, case_id: str
) -> None:
    request = the_request(office, case_id)
    evidence.withdraw_request(office.officer, case_id, request.id, why="Asked in error.")
    desk, answer = office.officer, RequestAnswer(RequestState.ANSWERED)
    acts: list[Callable[[], object]] = [
        lambda: evidence.answer_request(desk, case_id, request.id, answer),
        lambda: evidence.withdraw_request(desk, case_id, request.id, why="Again."),
        lambda: requests.ask_again(desk, case_id, request.id, office.wanted(), why="Again."),
        lambda: requests.extend_request(
            desk, case_id, request.id, due_on=date(2026, 12, 1), why="Again."
        ),
        lambda: chase(office, case_id),
    ]
    for act in acts:
        with pytest.raises(Refused):
            act()
    assert the_request(office, case_id).note == "Asked in error."


@pytest.mark.database("sqlite")
def test_an_agency_that_is_asked_nothing_else_loses_sight_of_the_case(
    office: Office, case_id: str
) -> None:
    request = the_request(office, case_id)
    evidence.withdraw_request(office.officer, case_id, request.id, why="Asked in error.")
    with pytest.raises(NotFound):
        reading.read_case(office.police, case_id)


# Answered


@pytest.mark.database("sqlite")
def test_a_nil_return_says_which_records_were_searched(office: Office, case_id: str) -> None:
    request = the_request(office, case_id)
    with pytest.raises(BadInput) as refused:
        evidence.answer_request(
            office.police, case_id, request.id, RequestAnswer(RequestState.NIL, " ")
        )
    assert [one.where for one in refused.value.problems] == ["records searched"]
    searched = RequestAnswer(RequestState.NIL, "Crime and incident logs since 2025.")
    evidence.answer_request(office.police, case_id, request.id, searched)
    now = the_request(office, case_id)
    assert (now.state, now.note) == (RequestState.NIL, searched.note)


# Chased


def test_the_ladder_is_climbed_with_proof_of_every_rung(office: Office, case_id: str) -> None:
    name_escalation(office)
    climbed = []
    for day in range(8, 30):
        office.clock.now = office.clock.now.replace(day=day)
        for one in chasing.to_chase(office.officer):
            climbed.append((day, one.rung, one.days_late, one.contact))
            chase(office, case_id, one.rung, f"Text of {one.rung}")
    above = "Chief Inspector Example, 01632 960002"
    assert climbed == [
        (10, Rung.REMINDER, 1, "asb@police.example"),
        (15, Rung.ESCALATION, 6, above),
        (20, Rung.OVERDUE, 11, above),
    ]
    chases = the_request(office, case_id).chases
    assert [one.rung for one in chases] == list(Rung)
    first = chases[0]
    assert first.chased_on == date(2026, 11, 10)
    assert (first.chased_by, first.channel, first.sent_to, first.words) == (
        "Olive Officer",
        "e-mail",
        "police@example.org",
        "Text of reminder",
    )
    assert [act for act in office.acts(case_id) if act.startswith("chased")] == [
        f"chased Police: {rung}" for rung in Rung
    ]
    assert reading.history_faults(office.officer, case_id) == []


def test_whom_to_chase_is_listed_over_all_cases_the_latest_first(
    office: Office, case_id: str
) -> None:
    other = office.receive()
    for agency_id, day in ((office.housing_id, 4), (office.agencies["Health"].id, 30)):
        form = replace(office.wanted(agency_id), due_on=date(2026, 11, day))
        evidence.ask(office.officer, other, form)
    office.clock.tick(days=10)
    listed = chasing.to_chase(office.chair)
    assert [(one.reference, one.agency_name, one.days_late) for one in listed] == [
        ("ER-2026-0002", "Council housing", 8),
        ("ER-2026-0001", "Police", 3),
    ]
    assert {one.last_chased for one in listed} == {None}


@pytest.mark.database("sqlite")
def test_nobody_is_chased_in_a_case_that_has_ended(office: Office, case_id: str) -> None:
    office.clock.tick(days=10)
    assert chasing.to_chase(office.officer)
    intake.withdraw(office.officer, case_id, why="Moved away.")
    assert chasing.to_chase(office.officer) == ()


@pytest.mark.database("sqlite")
def test_whoever_has_a_conflict_is_not_told_of_that_case(office: Office, case_id: str) -> None:
    meeting_id = office.open_meeting(case_id)
    office.clock.tick(days=10)
    [me] = [x.id for x in office.meeting(case_id).attendance if x.capacity == "chair"]
    attendance.declare_conflict(office.chair, case_id, me, conflict="A neighbour.")
    assert meeting_id
    assert chasing.to_chase(office.chair) == ()
    assert chasing.to_chase(office.officer) != ()


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("who", ["police", "observer", "administrator"])
def test_only_the_chair_and_officers_chase(office: Office, case_id: str, who: str) -> None:
    request = the_request(office, case_id)
    desk = office.desks[who]
    with pytest.raises(Refused):
        chasing.to_chase(desk)
    for act in (
        lambda: chasing.ready_text(desk, case_id, request.id, Rung.REMINDER),
        lambda: chasing.chase(
            desk,
            case_id,
            request.id,
            Rung.REMINDER,
            channel=Channel.EMAIL,
            sent_to="x",
            words="x",
        ),
    ):
        with pytest.raises(ConferenceError):
            act()
    assert the_request(office, case_id).chases == ()


@pytest.mark.database("sqlite")
def test_a_reminder_can_be_sent_early_but_nobody_is_told_that_they_are_overdue_early(
    office: Office, case_id: str
) -> None:
    chase(office, case_id)
    with pytest.raises(Refused, match="not overdue"):
        chase(office, case_id, Rung.OVERDUE)
    office.clock.tick(days=8)
    assert [one.rung for one in chasing.to_chase(office.officer)] == [Rung.REMINDER]


@pytest.mark.database("sqlite")
def test_a_chase_without_words_or_receiver_is_no_proof(office: Office, case_id: str) -> None:
    request = the_request(office, case_id)
    with pytest.raises(BadInput) as refused:
        chasing.chase(
            office.officer,
            case_id,
            request.id,
            Rung.REMINDER,
            channel=Channel.PHONE,
            sent_to=" ",
            words="",
        )
    assert [one.where for one in refused.value.problems] == ["sent to", "words"]


# Who learns of it


@pytest.mark.database("sqlite")
def test_chases_and_escalation_contacts_stay_inside(office: Office, case_id: str) -> None:
    name_escalation(office)
    office.clock.tick(days=8)
    chase(office, case_id, words="x-words-of-the-chase")
    inside = "\n".join(account(office.case(case_id)))
    assert "reminded today" in inside
    for audience in (agency_audience(office.police_id), APPLICANT, ROOM, COMMISSIONER):
        seen = office.case(case_id, view_as=audience)
        told = f"{seen}\n{account(seen)}"
        assert "x-words-of-the-chase" not in told
        assert "Chief Inspector" not in told
    by_name = {one.name: one for one in reading.read_agencies(office.officer)}
    assert by_name["Police"].escalation.startswith("Chief Inspector")
    for desk in (office.police, office.housing, office.observer):
        assert {one.escalation for one in reading.read_agencies(desk)} == {""}


@pytest.mark.database("sqlite")
def test_a_representatives_caseload_speaks_of_their_own_answer(
    office: Office, case_id: str
) -> None:
    form = replace(office.wanted(office.housing_id), due_on=date(2026, 11, 4))
    evidence.ask(office.officer, case_id, form)
    office.clock.tick(days=5)
    [police] = reading.read_caseload(office.police)
    [housing] = reading.read_caseload(office.housing)
    assert police.next_step == housing.next_step == "say what your agency did"
    assert (police.next_due, police.overdue, police.outstanding) == (DUE, False, ("Police",))
    assert (housing.next_due, housing.overdue) == (date(2026, 11, 4), True)
    assert housing.outstanding == ("Council housing",)


# The ready text


def test_the_ready_text_says_what_was_asked_when_it_was_due_and_whom_to_answer(
    office: Office, case_id: str
) -> None:
    intake.name_contact(office.officer, case_id, person_id=office.officer.person.id)
    office.clock.tick(days=9)
    request = the_request(office, case_id)
    text = chasing.ready_text(office.officer, case_id, request.id, Rung.REMINDER)
    subject, *rest = text.splitlines()
    assert subject == "Subject: ER-2026-0001: your answer was due on 9 November 2026"
    assert "The answer was due on 9 November 2026 (2 days ago). We have not received it." in rest
    assert "All reports and what was done" in rest
    assert "Olive Officer" in rest
    assert "Sample" not in text, "it goes by e-mail, so it names nobody in the case"
    assert "\n\n\n" not in text


@pytest.mark.database("sqlite")
def test_each_rung_has_a_text_that_tells_of_the_chases_before(office: Office, case_id: str) -> None:
    office.clock.tick(days=9)
    chase(office, case_id)
    office.clock.tick(days=5)
    request = the_request(office, case_id)
    above = chasing.ready_text(office.officer, case_id, request.id, Rung.ESCALATION)
    assert "escalation contact of Police" in above
    assert "We chased the usual contact on 11 November 2026." in above
    last = chasing.ready_text(office.officer, case_id, request.id, Rung.OVERDUE)
    assert "The panel goes on without it." in last
    assert "(7 days ago)" in last


@pytest.mark.database("sqlite")
def test_a_councils_own_text_comes_first_and_its_faults_name_the_line(
    office: Office, case_id: str, tmp_path: Path
) -> None:
    own = tmp_path / "chases"
    own.mkdir()
    file = own / "reminder.txt.j2"
    desk = replace(office.officer, templates=tmp_path)
    request = the_request(office, case_id)
    file.write_text("Ring us, {{ agency }}.\n", encoding="utf-8")
    text = chasing.ready_text(desk, case_id, request.id, Rung.REMINDER)
    assert text == "Ring us, Police.\n"
    file.write_text("Ring us.\n{{ applicant.name }}\n", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        chasing.ready_text(desk, case_id, request.id, Rung.REMINDER)
    assert refused.value.problems[0].where == "reminder.txt.j2, line 2"
    shipped = chasing.ready_text(desk, case_id, request.id, Rung.ESCALATION)
    assert "escalation contact" in shipped


@pytest.mark.database("sqlite")
def test_words_that_look_like_a_template_stay_words(office: Office, case_id: str) -> None:
    trap = "{{ council }} {% if x %} [b]bold[/b] \ue0000\ue001"
    evidence.ask(office.officer, case_id, NewRequest(office.housing_id, trap))
    [request] = [x for x in office.case(case_id).requests if x.agency_id == office.housing_id]
    text = chasing.ready_text(office.officer, case_id, request.id, Rung.REMINDER)
    assert "{{ council }} {% if x %} [b]bold[/b]" in text
