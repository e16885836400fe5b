"""Chronologies as agencies send them, real ones among them."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import pytest

from conference.errors import BadInput
from conference.exchange.chronology import ReadChronology, read_chronology
from conference.forms import RowKind
from conference.law.when import UNKNOWN, Precision, on
from tests.exchange.conftest import Write

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
REAL = sorted(path for path in CASES.glob("*.csv") if path.name != "index.csv")


def faults(read: ReadChronology) -> list[str]:
    return [str(problem) for problem in read.bad]


def test_the_published_cases_are_all_here() -> None:
    with (CASES / "index.csv").open(encoding="utf-8", newline="") as index:
        expected = {row["file"]: int(row["event_count"]) for row in csv.DictReader(index)}
    assert {path.name: len(read_chronology(path).good.rows) for path in REAL} == expected


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_every_row_of_a_published_case_is_read(path: Path) -> None:
    read = read_chronology(path, today=date(2026, 1, 1))
    with path.open(encoding="utf-8", newline="") as opened:
        written = list(csv.DictReader(opened))
    assert (read.bad, read.unknown_headings, read.missing) == ((), (), ())
    for row, given in zip(read.good.rows, written, strict=True):
        assert row.kind.value == given["kind"]
        assert row.summary == given["summary"]
        assert (row.agency, row.told_to) == (given["agency"], given["reported_to"])
        assert row.note == given["source_note"]
        assert row.when.precision.value == given["date_precision"]
        assert row.when.earliest is not None
        assert row.when.earliest.isoformat().startswith(given["date"].split("/")[0])
        assert row.reported.known is bool(given["reported_on"])


def test_one_report_of_two_incidents_keeps_both_with_their_late_report() -> None:
    rows = read_chronology(CASES / "hos-202006852.csv").good.rows
    assert [row.when for row in rows[1:3]] == [on(date(2019, 9, 20)), on(date(2019, 10, 14))]
    assert {row.reported for row in rows[1:3]} == {on(date(2019, 10, 15))}


def test_a_date_with_marks_that_nobody_sees_is_a_date_and_the_marks_are_told(write: Write) -> None:
    """As a list in Windows puts them around each date that is copied from it."""
    read = read_chronology(
        write(
            "Date,Type,Agency,Summary\n"
            "\u200e3/4/2025\u200e,incident,Police,Copied\n"
            "4/4/2025,incident,Police,Plain\n"
            "5/4/2025,incident,Police,Mr Te\u00adst\n"
        )
    )
    assert read.good.rows[0].when == on(date(2025, 4, 3))
    assert read.good.rows[2].summary == "Mr Test"
    assert read.taken_out == "3 invisible signs were taken out of the file: lines 2, 4."


def test_nothing_is_told_of_a_file_in_which_all_can_be_seen() -> None:
    assert {read_chronology(path).taken_out for path in REAL} == {""}


def test_an_index_is_no_chronology_and_says_what_it_lacks() -> None:
    read = read_chronology(CASES / "index.csv")
    assert (read.good.rows, read.bad, read.missing) == ((), (), ("date", "kind"))
    assert "decision_date" in read.unknown_headings


def test_a_police_log_with_its_own_headings_is_recognised(book: Write) -> None:
    path = book(
        [
            ["Log of calls to Lower Quarry Steps"],
            [],
            ["Date of Incident", "Time", "Type", "Details", "Crime No.", "Action Taken", "Officer"],
            [datetime(2025, 4, 3), "22:30", "Incident", "Stones thrown", "X/1", "Patrol", "12"],
            ["on or about 5 April 2025", "", "Home visit", "Spoke to her", "", "", ""],
        ]
    )
    read = read_chronology(path, agency="Police")
    first, second = read.good.rows
    assert (first.line, first.kind, first.when) == (4, RowKind.INCIDENT, on(date(2025, 4, 3)))
    assert (first.reference, first.outcome, first.agency) == ("X/1", "Patrol", "Police")
    assert first.note == "Time: 22:30"
    assert (second.kind, second.when.precision) == (RowKind.ACTION, Precision.ABOUT)
    assert second.note == "Type: Home visit"
    assert read.unknown_headings == ("Officer",)


def test_headings_nobody_knows_are_mapped_by_the_user(write: Write) -> None:
    path = write("Wann,Was,Art\n3/4/2025,Stones,report\n")
    assert read_chronology(path).missing == ("date", "summary", "kind")
    mapped = {"date": "Wann", "summary": "was", "kind": "Art"}
    read = read_chronology(path, mapped)
    assert [row.summary for row in read.good.rows] == ["Stones"]
    assert dict(read.mapping) == {"date": "Wann", "summary": "Was", "kind": "Art"}


def test_a_mapping_to_what_is_not_there_is_refused(write: Write) -> None:
    path = write("date,kind,summary\n3/4/2025,report,x\n")
    with pytest.raises(BadInput) as refused:
        read_chronology(path, {"date": "dates", "colour": "kind"})
    assert [str(problem).split(";")[0] for problem in refused.value.problems] == [
        "dates: no such heading",
        "colour: no such field",
    ]
    assert "the nearest is “date”" in str(refused.value)


def test_a_file_that_does_not_say_what_its_rows_are_is_told_once(write: Write) -> None:
    path = write("date,summary,type\n3/4/2025,Loud music,Noise\n")
    assert "its type “Noise” is not one of incident" in faults(read_chronology(path))[0]
    read = read_chronology(path, default_kind=RowKind.REPORT)
    assert [(row.kind, row.note) for row in read.good.rows] == [(RowKind.REPORT, "Type: Noise")]


def test_bad_rows_are_shown_with_line_and_reason_and_good_ones_stay(write: Write) -> None:
    path = write(
        "date,kind,summary,reported on\n"
        "3/4/2025,incident,Stones,4/4/2025\n"
        "31/2/2025,incident,Shouting,\n"
        "5/4/2025,incident,,\n"
        "6/4/2025,,Shouting,\n"
        "7/4/2025,incident,Shouting,6/4/2025\n"
        "8/4/2025,incident,Shouting,tomorrow\n"
        "9/4/2099,incident,Shouting,\n"
        "9/4/2025,incident,Shouting, at night,9/4/2025\n"
        f"9/4/2025,incident,{'x' * 20_001},\n"
        ",incident,Peanuts on the roof,\n"
    )
    read = read_chronology(path, today=date(2025, 6, 1))
    assert [row.line for row in read.good.rows] == [2, 11]
    assert read.good.rows[1].when == UNKNOWN
    expected = {
        3: "there is no 31 February 2025",
        4: "it has no summary",
        5: "it does not say what it is",
        6: "reported on 6 April 2025, before it happened on 7 April 2025",
        7: "date reported: “tomorrow” cannot be read",
        8: "lies in the future",
        9: "5 cells where there are 4 headings",
        10: "longer than 20,000 characters",
    }
    assert [problem.where for problem in read.bad] == [f"line {line}" for line in expected]
    for problem, why in zip(read.bad, expected.values(), strict=True):
        assert why in problem.what


def test_an_agency_may_act_on_what_was_reported_before(write: Write) -> None:
    path = write("date,kind,summary,reported on\n7/4/2025,action,Visit,6/4/2025\n")
    assert read_chronology(path).bad == ()


def test_a_report_may_fall_on_any_day_the_incident_can_have_been(write: Write) -> None:
    path = write("date,kind,summary,reported on\nabout 7 April 2025,incident,x,2/4/2025\n")
    assert read_chronology(path).bad == ()


def test_the_same_row_has_the_same_digest_in_another_file(write: Write, book: Write) -> None:
    as_text = read_chronology(
        write("Ref,date,kind,summary\n,,,\n,3/4/2025,Incident,stones  THROWN\n")
    )
    as_book = read_chronology(
        book([["date", "kind", "details"], [datetime(2025, 4, 3), "incident", "Stones thrown"]])
    )
    assert as_text.good.rows[0].digest == as_book.good.rows[0].digest
    assert as_text.good.digest != as_book.good.digest


def test_two_like_rows_of_one_day_are_both_kept(write: Write) -> None:
    text = "date,kind,summary\n3/4/2025,report,Noise\n3/4/2025,report,Noise\n"
    once, again = read_chronology(write(text)), read_chronology(write(text))
    assert len({row.digest for row in once.good.rows}) == 2
    assert once.good == again.good


def test_any_change_of_what_a_row_says_changes_its_digest(write: Write) -> None:
    head = "date,kind,agency,summary,reported to,reported on,ref,outcome,note\n"
    base = ["3/4/2025", "report", "police", "x", "police", "4/4/2025", "r", "o", "n"]
    other = ["4/4/2025", "action", "council", "y", "council", "5/4/2025", "s", "p", "m"]
    variants = [base, *([*base[:i], other[i], *base[i + 1 :]] for i in range(len(base)))]
    text = head + "".join(",".join(row) + "\n" for row in variants)
    digests = [row.digest for row in read_chronology(write(text)).good.rows]
    assert len(set(digests)) == len(variants)


def test_twenty_thousand_rows_are_the_most(write: Write) -> None:
    text = "date,kind,summary\n" + "3/4/2025,report,Noise\n" * 20_001
    with pytest.raises(BadInput, match="more than 20,000 rows"):
        read_chronology(write(text))
