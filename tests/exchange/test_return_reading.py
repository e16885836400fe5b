"""A return form that came back: rows good and bad, and every way in which it can be spoilt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conference.errors import BadInput
from conference.exchange.return_form import ReturnForm, make_return
from conference.exchange.return_layout import ACTIONS, ANSWER, KNOWN, READ_ME
from conference.exchange.return_reading import ReadReturn, read_return
from conference.law.audience import Mark
from conference.law.when import Precision
from conference.review import returns
from tests.office import Office
from tests.returns import AUTHOR, VISIT, filled

pytestmark = pytest.mark.database("sqlite")
TODAY = date(2026, 11, 2)
Fill = Callable[..., Path]


@pytest.fixture
def form(office: Office) -> ReturnForm:
    return returns.make(office.officer, office.in_evidence(), office.police_id)


@pytest.fixture
def fill(form: ReturnForm, tmp_path: Path) -> Fill:
    """Fill the form in, spoil it, save it; its path."""
    blank = make_return(form)

    def _fill(
        *rows: dict[str, object], spoil: Callable[[Any], object] | None = None, **answers: object
    ) -> Path:
        book = filled(blank, {**AUTHOR, **answers}, rows)
        if spoil is not None:
            spoil(book)
        path = tmp_path / "return.xlsx"
        book.save(path)
        return path

    return _fill


@pytest.fixture
def whole(fill: Fill) -> bytes:
    """A form that can be taken in, as bytes to be damaged."""
    return fill(VISIT).read_bytes()


def read(path: Path) -> ReadReturn:
    return read_return(path, today=TODAY)


def refusal(path: Path) -> str:
    with pytest.raises(BadInput) as refused:
        read(path)
    assert refused.value.next
    return str(refused.value)


def test_a_form_filled_in_comes_back_whole(fill: Fill, form: ReturnForm) -> None:
    row = {
        "date": date(2026, 10, 1),
        "until": datetime(2026, 10, 7),
        "kind": "Noise monitoring",
        "summary": "Recorder in the flat.\nTwice.",
        "outcome": "Nothing over the limit",
        "contact": "applicant",
        "still_open": "yes",
        "more": "Again in summer",
        "reference": 12345,
        "mark": "the applicant, in my words only",
        "wording": "We measured the noise.",
    }
    found = read(fill(row, searched_on="1/11/2026", job="ASB officer", risk="None known"))
    assert (found.reference, found.agency) == (form.case.reference, "Police")
    assert found.number == form.key.number
    assert found.check == form.key.check(found.fixed)
    assert (found.author, found.job, found.nil) == ("Sgt Jo Bloggs", "ASB officer", False)
    assert (found.searched, found.risk) == ("Niche and the custody system", "None known")
    assert str(found.searched_on) == "1 November 2026"
    (one,) = found.rows
    action = one.action
    assert (one.line, str(action.when)) == (2, "1 October 2026 to 7 October 2026")
    assert (action.kind, action.summary) == ("Noise monitoring", "Recorder in the flat.\nTwice.")
    assert (action.outcome, action.contact_with) == ("Nothing over the limit", "applicant")
    assert (action.still_open, action.more_could_be_done) == (True, "Again in summer")
    assert action.reference == "12345"
    assert action.disclosure.mark is Mark.SUMMARY
    assert action.disclosure.summary_wording == "We measured the noise."


@pytest.mark.parametrize(
    ("said", "exact", "reads", "precision"),
    [
        (date(2026, 4, 3), None, "3 April 2026", Precision.DAY),
        (datetime(2026, 4, 3, 14, 5), None, "3 April 2026", Precision.DAY),
        ("3/4/2026", None, "3 April 2026", Precision.DAY),
        ("3rd April 2026", "that day", "3 April 2026", Precision.DAY),
        ("April 2026", None, "April 2026", Precision.MONTH),
        (date(2026, 4, 1), "Some day in that month", "April 2026", Precision.MONTH),
        (date(2026, 4, 1), "about then", "about 1 April 2026", Precision.ABOUT),
        ("spring 2026", None, "spring 2026", None),
        (None, "not known", "date not known", Precision.UNKNOWN),
    ],
)
def test_a_date_is_read_as_the_agency_typed_it(
    fill: Fill, said: object, exact: str | None, reads: str, precision: Precision | None
) -> None:
    (row,) = read(fill({**VISIT, "date": said, "exact": exact})).rows
    assert reads in (str(row.action.when), row.action.when.words)
    assert precision is None or row.action.when.precision is precision


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"date": None}, "it has no date"),
        ({"date": "last week"}, "cannot be read as a date"),
        ({"date": "31/2/2026"}, "cannot be read as a date"),
        ({"date": date(2026, 11, 3)}, "has not come yet"),
        ({"until": date(2026, 10, 1)}, "ends before it begins"),
        ({"exact": "sometimes"}, "“How exact is the date” says “sometimes”"),
        ({"kind": " "}, "“What kind” is empty"),
        ({"summary": None}, "“What was done” is empty"),
        ({"still_open": "perhaps"}, "neither yes nor no"),
        ({"contact": "the neighbour"}, "“Contact with” says “the neighbour”"),
        ({"mark": "everybody"}, "“Who may be told” says “everybody”"),
        ({"mark": "the applicant, in my words only"}, "there are none"),
        ({"wording": "We called."}, "does not say that the applicant is to get them"),
        ({"reference": "x" * 201}, "longer than 200"),
        ({"outcome": "x" * 20_001}, "longer than 20,000"),
    ],
)
def test_a_bad_row_has_its_line_and_its_reason_and_the_others_stay_good(
    fill: Fill, wrong: dict[str, object], reason: str
) -> None:
    found = read(fill(VISIT, {**VISIT, **wrong}, {**VISIT, "summary": "Rang"}))
    assert [row.line for row in found.rows] == [2, 4]
    (problem,) = found.bad
    assert problem.where == "line 3"
    assert reason in problem.what


def test_only_us_names_nobody_yet_and_nothing_chosen_is_the_panel(fill: Fill) -> None:
    rows = read(fill(VISIT, {**VISIT, "mark": "Only us, the chair and the officer"})).rows
    assert [row.action.disclosure.mark for row in rows] == [Mark.PANEL, Mark.NAMED]


def test_what_nobody_can_see_is_taken_out_and_told(fill: Fill) -> None:
    found = read(fill({**VISIT, "summary": "\u200eTwo officers\u200b called."}))
    assert found.rows[0].action.summary == "Two officers called."
    told = f"Sheet “{ACTIONS}”: 2 invisible signs were taken out of the file: line 2."
    assert found.taken_out == (told,)
    assert read(fill(VISIT)).taken_out == ()


def test_two_like_rows_are_two_and_the_same_row_has_the_same_digest(fill: Fill) -> None:
    first = read(fill(VISIT, VISIT)).rows
    moved = {**VISIT, "summary": "two officers  called at the FLAT."}
    again = read(fill({**VISIT, "summary": "Another"}, moved)).rows
    assert first[0].digest != first[1].digest
    assert again[1].digest == first[0].digest


def test_a_nil_return_needs_no_row(fill: Fill) -> None:
    found = read(fill(nil="Yes"))
    assert (found.nil, found.rows, found.bad) == (True, (), ())


@pytest.mark.parametrize(
    ("answers", "rows", "words"),
    [
        ({"author": " "}, (VISIT,), "Your name: this is needed"),
        ({"searched": None, "nil": "yes"}, (), "Records searched: this is needed"),
        ({}, (), "no row is filled in"),
        ({"nil": "yes"}, (VISIT,), "nothing is held, and the sheet “Actions” has rows"),
        ({"nil": "yes", "to_come": "The log"}, (), "something is still to come"),
        ({"nil": "maybe"}, (VISIT,), "“maybe” is neither yes nor no"),
        ({"searched_on": "3/11/2026"}, (VISIT,), "has not come yet"),
        ({"searched_on": "yesterday"}, (VISIT,), "cannot be read as a date"),
        ({"risk": "x" * 20_001}, (VISIT,), "longer than 20,000"),
    ],
)
def test_an_answer_that_is_missing_or_cannot_be_is_named(
    fill: Fill, answers: dict[str, object], rows: tuple[dict[str, object], ...], words: str
) -> None:
    assert words in refusal(fill(*rows, **answers))


def _rename(book: Any) -> None:
    book[ACTIONS].title = "Sheet1"


def _merge(book: Any) -> None:
    book[ACTIONS].merge_cells("E2:E3")


def _set(sheet: str, cell: str, value: object) -> Callable[[Any], None]:
    def spoil(book: Any) -> None:
        book[sheet][cell].value = value

    return spoil


ALTERED = {
    "a sheet is taken away": (
        lambda book: book.remove(book[KNOWN]),
        "“What we know”: it is missing",
    ),
    "a sheet is renamed": (_rename, "“Actions”: it is missing"),
    "a sheet is added": (lambda book: book.create_sheet("Notes"), "“Notes”: it was added"),
    "a heading is changed": (_set(ACTIONS, "E1", "Remarks"), "it said “What was done”, and it now"),
    "a heading is gone": (_set(ACTIONS, "E1", None), "it said “What was done”, and it is gone"),
    "columns change places": (lambda book: book[ACTIONS].move_range("D1:D9", cols=9), "it is gone"),
    "a question is changed": (_set(ANSWER, "A6", "Full return"), "it said “Nil return”"),
    "a line is inserted": (lambda book: book[ANSWER].insert_rows(4), "“Records searched”"),
    "notes beside the table": (_set(ACTIONS, "N5", "see my e-mail"), "where nothing is read"),
    "a row too many": (_set(ACTIONS, "E202", "one more"), "line 202"),
    "notes below the answers": (_set(ANSWER, "B12", "and"), "where nothing is read"),
    "cells are merged": (_merge, "E2:E3 are merged"),
    "the case is taken out": (_set(READ_ME, "B4", None), "“Case” is missing"),
    "the check value is taken out": (_set(READ_ME, "B14", ""), "“Check value” is missing"),
    "the title is changed": (_set(READ_ME, "A1", "Return"), "its title was changed"),
}


@pytest.mark.parametrize("how", ALTERED)
def test_an_altered_form_is_refused_and_says_where(fill: Fill, how: str) -> None:
    spoil, words = ALTERED[how]
    said = refusal(fill(VISIT, spoil=spoil))
    assert "is not the form as it was sent out" in said
    assert words in said


def test_a_form_of_another_version_is_told_from_a_spoilt_one(fill: Fill) -> None:
    said = refusal(fill(VISIT, spoil=_set(READ_ME, "B2", "Return form, version 7")))
    assert "a form of another version (Return form, version 7)" in said


@pytest.mark.parametrize(
    "spoil",
    [
        _set(READ_ME, "B16", "Ignore this."),
        _set(READ_ME, "B5", "Council housing"),
        _set(READ_ME, "B7", "Only last week"),
        _set(KNOWN, "D2", "Nothing happened"),
        _set(READ_ME, "B40", "A remark"),
    ],
    ids=["instructions", "agency", "what is asked", "what we know", "a remark"],
)
def test_other_changes_show_in_the_check_value(
    fill: Fill, form: ReturnForm, spoil: Callable[[Any], None]
) -> None:
    found = read(fill(VISIT, spoil=spoil))
    assert found.number == form.key.number
    assert form.key.check(found.fixed) != found.check


def test_sizes_colours_and_the_order_of_saving_change_nothing(fill: Fill, form: ReturnForm) -> None:
    def restyle(book: Any) -> None:
        book[ACTIONS].column_dimensions["E"].width = 90
        book[ACTIONS].protection.sheet = False
        book[KNOWN]["D2"].font = openpyxl.styles.Font(bold=True)
        book.active = 2

    found = read(fill(VISIT, spoil=restyle))
    assert form.key.check(found.fixed) == found.check


def test_a_formula_is_refused_with_its_cell(fill: Fill) -> None:
    said = refusal(fill(VISIT, spoil=_set(ACTIONS, "F2", "=1+1")))
    assert "cell F2: the cell holds a formula" in said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("return.csv", b"date,kind\n3/4/2026,visit\n"),
        ("return.pdf", b"%PDF-1.7\n"),
        ("empty.xlsx", b""),
        ("return.xlsx", b"PK\x03\x04 nothing"),
    ],
)
def test_a_file_that_is_no_form_is_refused_in_words(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    refusal(path)


def test_a_workbook_of_something_else_is_no_form(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["date", "kind"])
    book.save(tmp_path / "chronology.xlsx")
    assert "is not a return form" in refusal(tmp_path / "chronology.xlsx")


@given(
    changes=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=8),
    end=st.one_of(st.none(), st.floats(0, 1)),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_damage_is_a_plain_refusal(
    whole: bytes, tmp_path: Path, changes: list[tuple[float, int]], end: float | None
) -> None:
    content = bytearray(whole)
    for place, value in changes:
        content[int(place * len(content))] = value
    path = tmp_path / "damaged.xlsx"
    path.write_bytes(content[: None if end is None else int(end * len(content))])
    try:
        read(path)
    except BadInput as refused:
        assert refused.what


_CELLS = st.one_of(
    st.text(max_size=20).map(lambda text: "".join(c for c in text if c.isprintable())),
    st.dates(date(1899, 12, 31)),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["yes", "not known", "the applicant", "_xD83D_", "_x0000_", "3/4", "1 to 2"]),
)


@given(
    row=st.dictionaries(st.sampled_from([*VISIT, "until", "exact", "mark", "more"]), _CELLS),
    nil=_CELLS,
    author=_CELLS,
)
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_typed_into_the_white_cells_is_read_or_refused(
    fill: Fill, row: dict[str, object], nil: object, author: object
) -> None:
    try:
        found = read(fill(VISIT, {**VISIT, **row}, nil=nil, author=author))
    except BadInput as refused:
        assert refused.what
    else:
        assert len(found.rows) + len(found.bad) == 2
