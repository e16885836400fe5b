"""Searching the cases: what people look for, what they find, and what nobody learns by it."""

from __future__ import annotations

import pytest
from sqlmodel import select

from conference.errors import BadInput, NotFound, Refused
from conference.forms import Disclosure, NewParty
from conference.law.audience import Mark
from conference.record.tables import History
from conference.review import attendance, evidence, intake, reading
from conference.review.searching import LIMIT, search
from conference.views import Hit, HitKind, PartyRole
from tests.office import Office


def kinds(hits: tuple[Hit, ...]) -> set[HitKind]:
    return {hit.kind for hit in hits}


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("sample", HitKind.PERSON),
        ("SAMPLE mrs", HitKind.PERSON),
        ("er-2026-0001", HitKind.REFERENCE),
        ("2026-0001", HitKind.REFERENCE),
        ("DE7 1AA", HitKind.PERSON),
        ("de71aa", HitKind.PERSON),
        ("high street", HitKind.PERSON),
        ("cannot sleep", HitKind.APPLICATION),
        ("noise 28", HitKind.INCIDENT),
    ],
)
def test_a_case_is_found_by_what_people_know_of_it(
    office: Office, words: str, kind: HitKind
) -> None:
    case_id = office.receive()
    hits = search(office.officer, words)
    assert kind in kinds(hits)
    assert {hit.case_id for hit in hits} == {case_id}


def test_entries_of_every_kind_are_found_by_their_words(office: Office) -> None:
    case_id = office.after_meeting()
    evidence.log_action(office.officer, case_id, office.action(outcome="Panels were lent"))
    assert kinds(search(office.officer, "panels lent")) == {HitKind.ACTION}
    assert kinds(search(office.officer, "one visit five")) == {HitKind.DECISION}
    assert kinds(search(office.officer, "visit every week")) == {HitKind.RECOMMENDATION}


def test_a_hit_says_where_it_is_and_shows_the_words(office: Office) -> None:
    case_id = office.in_evidence()
    evidence.log_action(office.officer, case_id, office.action(outcome="Panels were lent"))
    (hit,) = search(office.officer, "LENT")
    assert hit.reference == "ER-2026-0001"
    assert hit.applicant == "Mrs A. Sample"
    assert hit.where == "action of Police, 23 October 2026: outcome"
    assert hit.snippet == "Panels were lent"


def test_names_beyond_ascii_are_found_in_small_and_capital_letters(office: Office) -> None:
    office.receive(applicant=NewParty("Zoë Żółkiewska", address=("Łąkowa 3",)))
    for words in ("zoë", "ZOË", "żółkiewska", "ŻÓŁKIEWSKA", "łąkowa"):
        assert search(office.officer, words), words
    assert not search(office.officer, "zoe")


def test_a_name_in_another_script_is_found(office: Office) -> None:
    office.receive(applicant=NewParty("محمد علي", address=("日本通り",)))
    assert search(office.officer, "محمد")
    assert search(office.officer, "日本")


def test_signs_that_mean_something_to_a_database_stand_for_themselves(office: Office) -> None:
    office.receive(impact='100% of nights_ are lost; a\\b "quoted" [b]x[/b]')
    office.receive(impact="1000 nights are lost")
    for words in ("100%", "nights_", "a\\b", '"quoted"', "[b]x[/b]"):
        assert len(search(office.officer, words)) == 1, words
    for words in ("__", "%%", "';--"):
        assert search(office.officer, words) == (), words


def test_a_representative_finds_only_in_the_cases_they_are_asked_on(office: Office) -> None:
    office.receive()
    assert search(office.police, "sample") == ()
    case_id = office.in_evidence()
    assert {hit.case_id for hit in search(office.police, "sample")} == {case_id}
    assert search(office.housing, "sample") == ()


def test_words_for_a_named_agency_are_found_by_it_and_by_no_other(office: Office) -> None:
    case_id = office.in_evidence()
    office.ask(case_id, office.housing_id)
    alone = Disclosure(Mark.NAMED, named_agencies=(office.police_id,))
    evidence.log_action(office.police, case_id, office.action(outcome="Heron", disclosure=alone))
    finds = {name: bool(search(desk, "heron")) for name, desk in _searching(office)}
    assert finds == {
        "officer": True,
        "chair": True,
        "police": True,
        "housing": False,
        "observer": False,
    }


def _searching(office: Office):
    read_nothing = ("administrator", "room")
    return [(name, desk) for name, desk in office.desks.items() if name not in read_nothing]


def test_the_alleged_perpetrator_is_found_only_by_those_inside(office: Office) -> None:
    person = NewParty("Mr Q. Quail", role=PartyRole.ALLEGED)
    case_id = office.in_evidence(others=(person,))
    office.ask(case_id, office.housing_id)
    finds = {name for name, desk in _searching(office) if search(desk, "quail")}
    assert finds == {"officer", "chair"}


def test_whoever_has_a_conflict_of_interest_finds_nothing_in_the_case(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    chair = next(one for one in office.meeting(case_id).attendance if one.capacity == "chair")
    attendance.declare_conflict(office.officer, case_id, chair.id, conflict="A neighbour")
    assert search(office.chair, "sample") == ()
    assert search(office.officer, "sample")


def test_what_a_search_finds_can_be_read_and_what_cannot_be_read_is_not_found(
    office: Office,
) -> None:
    cases = [office.receive(), office.in_evidence(), office.after_meeting()]
    office.ask(cases[1], office.housing_id)
    for name, desk in _searching(office):
        found = {hit.case_id for hit in search(desk, "sample")}
        for case_id in cases:
            try:
                reading.read_case(desk, case_id)
            except NotFound:
                assert case_id not in found, name
            else:
                assert case_id in found, name


def test_an_administrator_may_not_search(office: Office) -> None:
    office.receive()
    with pytest.raises(Refused):
        search(office.administrator, "sample")


def test_a_search_stays_within_the_council(office: Office) -> None:
    from dataclasses import replace

    office.receive()
    stranger = replace(office.officer, council_id="another")
    with pytest.raises(Refused):
        search(replace(stranger, person=replace(office.officer.person, id="nobody")), "sample")


@pytest.mark.long
def test_the_newest_case_comes_first_and_there_is_an_end_to_it(office: Office) -> None:
    first = office.receive()
    office.clock.tick()
    many = tuple(office.incident(n % 28 + 1) for n in range(LIMIT + 5))
    second = office.receive(incidents=many)
    hits = search(office.officer, "noise")
    assert len(hits) == LIMIT
    assert {hit.case_id for hit in hits} == {second}
    hits = search(office.officer, "sample")
    assert [hit.case_id for hit in hits] == [second, first]


def test_the_history_says_that_somebody_searched_and_not_for_what(office: Office) -> None:
    reference = office.case(office.receive()).reference
    search(office.officer, "sample")
    with office.record() as session:
        lines = session.exec(select(History).where(History.act == "searched the cases")).all()
        assert [(line.actor, line.case_id, line.details) for line in lines] == [
            ("Olive Officer", None, {"found": 1, "in": [reference]})
        ]
    assert "sample" not in str(lines[0].details).casefold()


@pytest.mark.parametrize("words", ["", "  ", "a", "\n", "\u200b"])
def test_too_little_to_search_for_is_refused(office: Office, words: str) -> None:
    with pytest.raises(BadInput):
        search(office.officer, words)


def test_a_withdrawn_request_takes_the_case_out_of_the_search(office: Office) -> None:
    case_id = office.in_evidence()
    intake.withdraw(office.officer, case_id, why="It stopped.")
    assert search(office.officer, "sample")


def test_whoever_is_asked_on_very_many_cases_finds_the_same(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = office.in_evidence()
    office.receive()
    office.clock.tick()
    second = office.in_evidence()
    alone = Disclosure(Mark.NAMED, named_agencies=(office.housing_id,))
    evidence.log_action(office.officer, first, office.action(outcome="Heron", disclosure=alone))
    few = {words: search(office.police, words) for words in ("sample", "noise 28", "heron", "er-")}
    assert {hit.case_id for hit in few["sample"]} == {first, second}
    for name in ("_FEW_ON_FILE", "_FEW_ON_SERVER"):
        monkeypatch.setattr(f"conference.review.searching.{name}", 0)
    assert {words: search(office.police, words) for words in few} == few
    assert search(office.housing, "sample") == ()
