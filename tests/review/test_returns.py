"""Returns of agencies without an account: what a form is good for, and taking it in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from conference.errors import BadInput, NotFound, Refused
from conference.exchange.return_form import make_return
from conference.exchange.return_layout import ACTIONS, KNOWN, READ_ME
from conference.exchange.return_reading import read_return
from conference.forms import NewRequest
from conference.law.audience import APPLICANT, Mark
from conference.review import evidence, reading, requests, returns
from conference.views import Grade, Moment, RequestState
from tests.office import Office
from tests.returns import AUTHOR, VISIT, come_back, filled, make

LETTER = {"date": "12/10/2026", "kind": "warning letter", "summary": "First warning sent."}


def test_a_return_becomes_the_agencys_actions_and_its_answer(
    office: Office, tmp_path: Path
) -> None:
    case_id = office.in_evidence()
    office.clock.tick(days=3)
    read = come_back(
        office, tmp_path / "police.xlsx", case_id, VISIT, LETTER, job="Sergeant", risk="Low"
    )
    found = returns.take(office.officer, read)
    assert (found.agency, found.state, len(found.new)) == ("Police", RequestState.ANSWERED, 2)
    case = office.case(case_id)
    letter, visit = case.actions
    assert (letter.kind, visit.summary) == ("warning letter", "Two officers called at the flat.")
    assert {one.agency_id for one in case.actions} == {office.police_id}
    assert {one.mark for one in case.actions} == {Mark.PANEL}
    assert {one.grade for one in case.actions} == {Grade.AGENCY_RECORD}
    assert {one.moment for one in case.actions} == {Moment.BEFORE}
    assert {(one.keyed_by, one.keyed_for) for one in case.actions} == {
        ("Olive Officer", "Sgt Jo Bloggs")
    }
    assert [one.source for one in case.actions] == ["police.xlsx, line 3", "police.xlsx, line 2"]
    (request,) = case.requests
    assert (request.state, request.answered_on) == (RequestState.ANSWERED, date(2026, 11, 5))
    assert request.note == (
        "Return by: Sgt Jo Bloggs, Sergeant\nRecords searched: Niche and the custody system\n"
        "Risk and vulnerability: Low"
    )
    assert office.case(case_id, view_as=APPLICANT).actions == ()


def test_the_history_tells_of_the_form_and_of_the_return(office: Office, tmp_path: Path) -> None:
    case_id = office.in_evidence()
    read = come_back(office, tmp_path / "police.xlsx", case_id, VISIT)
    returns.take(office.officer, read)
    assert office.acts(case_id)[-4:] == [
        "made a return form for Police",
        "took in a return of Police",
        "logged what Police did",
        "recorded an agency's answer: answered",
    ]
    assert reading.history_faults(office.officer, case_id) == []


def test_a_preview_changes_nothing(office: Office, tmp_path: Path) -> None:
    case_id = office.in_evidence()
    read = come_back(office, tmp_path / "police.xlsx", case_id, VISIT)
    before = office.case(case_id)
    found = returns.preview(office.officer, read)
    assert (len(found.new), found.changes, found.read_before) == (1, True, False)
    assert office.case(case_id) == before


@pytest.mark.parametrize("answers", [{}, {"nil": "yes"}], ids=["rows", "nil return"])
def test_the_same_return_twice_adds_nothing_and_says_so(
    office: Office, tmp_path: Path, answers: dict[str, object]
) -> None:
    case_id = office.in_evidence()
    rows = () if answers else (VISIT, VISIT)
    read = come_back(office, tmp_path / "police.xlsx", case_id, *rows, **answers)
    returns.take(office.officer, read)
    before = office.case(case_id)
    office.clock.tick(days=1)
    again = returns.take(office.officer, read)
    assert (again.new, len(again.already_there)) == ((), len(rows))
    assert (again.read_before, again.changes) == (True, False)
    after = office.case(case_id)
    assert (after.actions, after.requests) == (before.actions, before.requests)
    assert len(after.history) == len(before.history)


def test_an_earlier_return_read_again_does_not_undo_a_later_one(
    office: Office, tmp_path: Path
) -> None:
    case_id = office.in_evidence()
    first = come_back(office, tmp_path / "first.xlsx", case_id, VISIT, to_come="The call logs")
    assert returns.take(office.officer, first).state is RequestState.PART_ANSWERED
    second = come_back(office, tmp_path / "second.xlsx", case_id, VISIT, LETTER)
    found = returns.take(office.officer, second)
    assert (len(found.new), len(found.already_there)) == (1, 1)
    returns.take(office.officer, first)
    case = office.case(case_id)
    assert case.requests[0].state is RequestState.ANSWERED
    assert len(case.actions) == 2


def test_a_nil_return_is_recorded_with_the_records_that_were_searched(
    office: Office, tmp_path: Path
) -> None:
    case_id = office.in_evidence()
    read = come_back(office, tmp_path / "nil.xlsx", case_id, nil="yes", searched_on="2/11/2026")
    assert returns.take(office.officer, read).state is RequestState.NIL
    (request,) = office.case(case_id).requests
    assert request.state is RequestState.NIL
    assert "Records searched (on 2 November 2026): Niche" in request.note


def test_bad_rows_are_left_out_and_the_answer_is_in_part_until_they_come(
    office: Office, tmp_path: Path
) -> None:
    case_id = office.in_evidence()
    bad = {**LETTER, "date": "31/2/2026"}
    read = come_back(office, tmp_path / "one.xlsx", case_id, VISIT, bad)
    found = returns.take(office.officer, read)
    assert (len(found.new), len(found.bad)) == (1, 1)
    (request,) = office.case(case_id).requests
    assert request.state is RequestState.PART_ANSWERED
    assert "Rows left out: 1, which could not be read" in request.note
    mended = come_back(office, tmp_path / "two.xlsx", case_id, VISIT, LETTER)
    assert len(returns.take(office.officer, mended).new) == 1
    case = office.case(case_id)
    assert (case.requests[0].state, len(case.actions)) == (RequestState.ANSWERED, 2)


def test_a_form_without_one_good_row_is_refused(office: Office, tmp_path: Path) -> None:
    case_id = office.in_evidence()
    read = come_back(office, tmp_path / "bad.xlsx", case_id, {**VISIT, "date": "soon"})
    before = office.case(case_id)
    with pytest.raises(BadInput, match="No row of the form can be used") as refused:
        returns.take(office.officer, read)
    assert refused.value.problems[0].where == "line 2"
    assert office.case(case_id) == before


def test_a_return_that_fails_in_the_middle_leaves_nothing(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = office.in_evidence()
    read = come_back(office, tmp_path / "police.xlsx", case_id, VISIT, LETTER)
    before = office.case(case_id)
    whole = returns._action
    calls: list[int] = []

    def fails(*given: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("power cut")
        return whole(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(returns, "_action", fails)
    with pytest.raises(RuntimeError):
        returns.take(office.officer, read)
    monkeypatch.undo()
    assert office.case(case_id) == before
    assert len(returns.take(office.officer, read).new) == 2


def test_only_us_is_kept_from_the_other_agencies(office: Office, tmp_path: Path) -> None:
    case_id = office.in_evidence()
    office.ask(case_id, office.housing_id)
    ours = {**VISIT, "mark": "only us, the chair and the officer"}
    told = {**LETTER, "mark": "the applicant, in my words only", "wording": "We wrote."}
    returns.take(office.officer, come_back(office, tmp_path / "x.xlsx", case_id, ours, told))
    assert [one.kind for one in office.case(case_id, office.housing).actions] == ["warning letter"]
    assert len(office.case(case_id, office.police).actions) == 2
    (shown,) = office.case(case_id, view_as=APPLICANT).actions
    assert (shown.summary, shown.shortened) == ("We wrote.", True)


@pytest.mark.database("sqlite")
def test_what_deserves_a_look_is_said_before_the_yes(office: Office, tmp_path: Path) -> None:
    case_id = office.in_evidence()
    early = {**VISIT, "date": date(2026, 9, 1)}
    read = come_back(office, tmp_path / "a.xlsx", case_id, VISIT, early)
    (notice,) = returns.take(office.officer, read).notices
    assert notice == "line 3: 1 September 2026 is before the first incident (5 October 2026)"
    changed = come_back(office, tmp_path / "b.xlsx", case_id, {**VISIT, "outcome": "Nobody in"})
    (notice,) = returns.preview(office.officer, changed).notices
    assert notice.startswith("line 2: the case holds this with other details")
    nil = come_back(office, tmp_path / "c.xlsx", case_id, nil="yes")
    (notice,) = returns.preview(office.officer, nil).notices
    assert "holds actions of Police already: 2" in notice


@pytest.mark.database("sqlite")
def test_a_return_for_another_case_than_the_open_one_is_told(
    office: Office, tmp_path: Path
) -> None:
    case_id, other = office.in_evidence(), office.in_evidence()
    read = come_back(office, tmp_path / "police.xlsx", case_id, VISIT)
    for act in (returns.preview, returns.take):
        with pytest.raises(BadInput, match=r"for another case \(ER-2026-0001\)"):
            act(office.officer, read, case_id=other)
    assert office.case(other).actions == ()
    assert returns.take(office.officer, read, case_id=case_id).changes


@pytest.mark.database("sqlite")
def test_a_form_given_another_cases_reference_is_not_taken_for_it(
    office: Office, tmp_path: Path
) -> None:
    case_id, other = office.in_evidence(), office.in_evidence()
    read = come_back(office, tmp_path / "police.xlsx", case_id, VISIT)
    forged = replace(read, reference=office.case(other).reference)
    with pytest.raises(BadInput, match="was not made for ER-2026-0002"):
        returns.take(office.officer, forged)
    with pytest.raises(NotFound):
        returns.take(office.officer, replace(read, reference="ER-2026-0099"))


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("sheet", "cell", "words"),
    [
        (READ_ME, "B5", "Council housing"),
        (READ_ME, "B7", "Only what happened last week"),
        (READ_ME, "B17", "Never mind this."),
        (READ_ME, "B14", "AAAA-BBBB-CCCC-DDDD"),
        (KNOWN, "D2", "Nothing happened"),
    ],
    ids=["agency", "what is asked", "instructions", "check value", "what we know"],
)
def test_an_altered_form_is_caught_by_its_check_value(
    office: Office, tmp_path: Path, sheet: str, cell: str, words: str
) -> None:
    case_id = office.in_evidence()
    book = filled(make(office, case_id), AUTHOR, [VISIT])
    assert book[sheet][cell].value
    book[sheet][cell].value = words
    book.save(tmp_path / "altered.xlsx")
    read = read_return(tmp_path / "altered.xlsx")
    with pytest.raises(BadInput, match="something outside the white cells was changed"):
        returns.take(office.officer, read)
    assert office.case(case_id).actions == ()


@pytest.mark.database("sqlite")
def test_a_form_of_one_agency_with_the_number_of_another_is_not_taken(
    office: Office, tmp_path: Path
) -> None:
    case_id = office.in_evidence()
    office.ask(case_id, office.housing_id)
    read = come_back(office, tmp_path / "police.xlsx", case_id, VISIT)
    form = returns.make(office.officer, case_id, office.housing_id)
    with pytest.raises(BadInput, match="is not as it was sent out"):
        returns.take(office.officer, replace(read, number=form.key.number))


@pytest.mark.database("sqlite")
def test_a_form_stays_good_when_more_time_is_given(office: Office, tmp_path: Path) -> None:
    case_id = office.in_evidence()
    read = come_back(office, tmp_path / "police.xlsx", case_id, VISIT)
    request = office.case(case_id).requests[0]
    later = date(2027, 1, 29)
    requests.extend_request(office.officer, case_id, request.id, due_on=later, why="Leave")
    assert returns.take(office.officer, read).state is RequestState.ANSWERED


@pytest.mark.database("sqlite")
def test_a_form_for_a_withdrawn_request_is_refused_and_the_new_request_has_its_own(
    office: Office, tmp_path: Path
) -> None:
    case_id = office.in_evidence()
    read = come_back(office, tmp_path / "police.xlsx", case_id, VISIT)
    earlier = office.case(case_id).requests[0]
    again = NewRequest(office.police_id, "The call logs too")
    requests.ask_again(office.officer, case_id, earlier.id, again, why="More is needed")
    with pytest.raises(Refused, match="was withdrawn"):
        returns.take(office.officer, read)
    fresh = come_back(office, tmp_path / "again.xlsx", case_id, VISIT)
    assert fresh.number != read.number
    assert returns.take(office.officer, fresh).changes
    states = {one.asked: one.state for one in office.case(case_id).requests}
    assert states["The call logs too"] is RequestState.ANSWERED
    assert states[earlier.asked] is RequestState.WITHDRAWN


@pytest.mark.database("sqlite")
def test_no_form_is_made_for_an_agency_that_is_not_asked(office: Office) -> None:
    case_id = office.in_evidence()
    with pytest.raises(Refused, match="Council housing is not asked for anything"):
        returns.make(office.officer, case_id, office.housing_id)


@pytest.mark.database("sqlite")
def test_a_representative_makes_and_takes_only_their_own_agencys(
    office: Office, tmp_path: Path
) -> None:
    case_id = office.in_evidence()
    office.ask(case_id, office.housing_id)
    read = come_back(office, tmp_path / "police.xlsx", case_id, VISIT)
    with pytest.raises(Refused):
        returns.make(office.housing, case_id, office.police_id)
    for desk in (office.housing, office.observer):
        for act in (returns.preview, returns.take):
            with pytest.raises(Refused):
                act(desk, read)
    assert office.case(case_id).actions == ()
    assert returns.make(office.police, case_id, office.police_id).key.number == read.number
    assert returns.take(office.police, read).changes
    assert office.case(case_id).actions[0].keyed_by == "Pete Police"


@pytest.mark.database("sqlite")
def test_whoever_may_not_know_of_the_case_learns_nothing_from_a_form(
    office: Office, tmp_path: Path
) -> None:
    case_id = office.in_evidence()
    read = come_back(office, tmp_path / "police.xlsx", case_id, VISIT)
    for wrong in (read, replace(read, number="0000"), replace(read, reference="ER-2026-0099")):
        with pytest.raises(NotFound, match="There is no such case"):
            returns.preview(office.housing, wrong)


@pytest.mark.database("sqlite")
def test_what_is_made_at_the_meeting_says_so(office: Office, tmp_path: Path) -> None:
    case_id = office.in_evidence()
    read = come_back(office, tmp_path / "police.xlsx", case_id, VISIT)
    office.open_meeting(case_id)
    returns.take(office.officer, read)
    assert office.case(case_id).actions[0].moment is Moment.AT


@pytest.mark.database("sqlite")
def test_the_kinds_to_choose_from_are_the_councils_list(office: Office) -> None:
    case_id = office.in_evidence()
    form = returns.make(office.officer, case_id, office.police_id)
    assert {"visit", "noise monitoring", "closure order"} <= set(form.kinds)
    own = returns.make(office.officer, case_id, office.police_id, kinds=("dispersal",))
    book = filled(make_return(own))
    assert "dispersal" in [cell.value for row in book["Lists"].iter_rows() for cell in row]
    assert book[ACTIONS]["D2"].value is None


@pytest.mark.database("sqlite")
def test_an_action_the_case_already_holds_is_not_in_the_way(office: Office, tmp_path: Path) -> None:
    case_id = office.in_evidence()
    evidence.log_action(office.police, case_id, office.action())
    read = come_back(office, tmp_path / "police.xlsx", case_id, VISIT)
    assert len(returns.take(office.officer, read).new) == 1
    assert len(office.case(case_id).actions) == 2
