"""Bringing a chronology in: previewed, all or nothing, and never twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from conference.errors import BadInput
from conference.exchange.chronology import read_chronology
from conference.forms import Chronology, ChronologyRow, RowKind
from conference.law.audience import APPLICANT, Mark
from conference.law.when import on
from conference.review import imports, reading
from conference.views import CaseFile, Grade
from tests.office import START, Office

pytestmark = pytest.mark.database("sqlite")
CASES = sorted((Path(__file__).parents[1] / "fixtures" / "cases").glob("[hl]*.csv"))
DAY = START.date() - timedelta(days=20)


def row(line: int, kind: RowKind, summary: str, **more: str) -> ChronologyRow:
    return ChronologyRow(line, kind, on(DAY), summary, digest=f"digest-{line}", **more)


def chronology(*rows: ChronologyRow) -> Chronology:
    given = rows or (
        row(2, RowKind.INCIDENT, "Shouting"),
        row(3, RowKind.REPORT, "Shouting told", told_to="police"),
        row(4, RowKind.ACTION, "Visited", agency="police", outcome="Warned"),
    )
    return Chronology("police.csv", "file-digest", given)


def size(case: CaseFile) -> tuple[int, int, int]:
    return len(case.incidents), len(case.reports), len(case.actions)


def test_a_preview_changes_nothing(office: Office) -> None:
    case_id = office.receive(incidents=())
    found = imports.preview(office.officer, case_id, chronology())
    assert (len(found.new), found.already_there, found.unmatched) == (3, (), ())
    assert size(office.case(case_id)) == (0, 0, 0)


@pytest.mark.database("sqlite", "postgresql")
def test_the_same_file_twice_adds_nothing(office: Office) -> None:
    case_id = office.receive(incidents=())
    imports.bring_in(office.officer, case_id, chronology())
    before = office.case(case_id)
    again = imports.bring_in(office.officer, case_id, chronology())
    after = office.case(case_id)
    assert (again.new, len(again.already_there)) == ((), 3)
    assert size(before) == size(after) == (1, 1, 1)
    assert len(after.history) == len(before.history)


def test_a_longer_file_adds_only_its_new_rows(office: Office) -> None:
    case_id = office.receive(incidents=())
    imports.bring_in(office.officer, case_id, chronology())
    longer = chronology(*chronology().rows, row(5, RowKind.CONTACT, "Rang", agency="police"))
    assert len(imports.bring_in(office.officer, case_id, longer).new) == 1
    assert size(office.case(case_id)) == (1, 1, 2)


def test_a_file_that_fails_in_the_middle_leaves_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = office.receive(incidents=())
    before = len(office.case(case_id).history)

    def fails(*_given: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(imports, "_action", fails)
    with pytest.raises(RuntimeError):
        imports.bring_in(office.officer, case_id, chronology())
    monkeypatch.undo()
    assert size(office.case(case_id)) == (0, 0, 0)
    assert len(office.case(case_id).history) == before
    assert reading.history_faults(office.officer, case_id) == []
    assert len(imports.bring_in(office.officer, case_id, chronology()).new) == 3


def test_what_an_agency_sends_is_the_panels_and_says_where_it_stood(office: Office) -> None:
    case_id = office.receive(incidents=())
    imports.bring_in(office.officer, case_id, chronology())
    case = office.case(case_id)
    entries = (*case.incidents, *case.reports, *case.actions)
    assert {entry.mark for entry in entries} == {Mark.PANEL}
    assert {entry.grade for entry in entries} == {Grade.AGENCY_RECORD}
    assert [entry.source for entry in entries] == [
        "police.csv, line 2",
        "police.csv, line 3",
        "police.csv, line 4",
    ]
    assert size(office.case(case_id, view_as=APPLICANT)) == (0, 0, 0)


def test_a_body_that_is_no_agency_keeps_its_name_unless_its_meaning_is_given(
    office: Office,
) -> None:
    file = chronology(row(2, RowKind.ACTION, "Injunction granted", agency="Derby court"))
    one, other = (office.receive(incidents=()) for _ in range(2))
    assert imports.bring_in(office.officer, one, file).unmatched == ("Derby court",)
    assert [a.agency_name for a in office.case(one).actions] == ["Derby court"]
    meanings = {"derby  COURT": "Police"}
    assert imports.bring_in(office.officer, other, file, meanings=meanings).unmatched == ()
    assert [a.agency_name for a in office.case(other).actions] == ["Police"]
    with pytest.raises(BadInput, match="no agency called"):
        imports.preview(office.officer, one, file, meanings={"court": "Nobody"})


def test_an_incident_and_the_report_of_it_are_joined(office: Office) -> None:
    """One row tells of the behaviour and of its report; a second row is that report again."""
    told = on(DAY + timedelta(days=1))
    incident = ChronologyRow(
        2, RowKind.INCIDENT, on(DAY), "Noise", told_to="police", reported=told, digest="a"
    )
    report = ChronologyRow(3, RowKind.REPORT, told, "Noise", told_to="police", digest="b")
    for rows in ((incident,), (incident, report)):
        case_id = office.receive(incidents=())
        imports.bring_in(office.officer, case_id, chronology(*rows))
        case = office.case(case_id)
        assert size(case) == (1, 1, 0)
        assert case.incidents[0].report_ids == (case.reports[0].id,)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_published_chronology_comes_in_whole_and_only_once(
    office: Office, path: Path
) -> None:
    read = read_chronology(path)
    assert read.bad == ()
    case_id = office.receive(incidents=())
    found = imports.bring_in(office.officer, case_id, read.good)
    assert len(found.new) == len(read.good.rows)
    case = office.case(case_id)
    kept = [e for e in (*case.incidents, *case.reports, *case.actions) if e.source]
    assert len(kept) >= len(read.good.rows)
    again = imports.bring_in(office.officer, case_id, read.good)
    assert again.new == ()
    assert size(office.case(case_id)) == size(case)


def published(office: Office, name: str) -> CaseFile:
    case_id = office.receive(incidents=())
    path = next(path for path in CASES if path.stem == name)
    imports.bring_in(office.officer, case_id, read_chronology(path).good)
    return office.case(case_id)


def test_fact_1_the_one_report_of_two_hammer_attacks_is_one_report(office: Office) -> None:
    case = published(office, "hos-202006852")
    attacks = [i for i in case.incidents if "hammer" in i.summary.lower() and i.report_ids]
    assert len(attacks) == 2
    assert len({i.report_ids for i in attacks}) == 1


def test_fact_18_the_reports_that_could_not_be_made_are_not_made_up(office: Office) -> None:
    case = published(office, "lgsco-21-011-288")
    assert any("cyber-attack" in action.summary for action in case.actions)
    assert not any("cyber-attack" in report.summary for report in case.reports)
