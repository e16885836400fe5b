"""Whatever the bytes, a reader gives what it promises or a plain refusal; never anything else."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conference.errors import BadInput
from conference.exchange.applications import example, read_application
from conference.exchange.chronology import read_chronology
from conference.exchange.return_reading import read_return
from conference.exchange.sheets import read_grid, read_rows
from conference.exchange.what_if import read_what_if
from tests.fuzz.budget import EXAMPLES

READERS: dict[str, Callable[[Path], object]] = {
    "grid": read_grid,
    "rows": lambda path: read_rows(path, most=50),
    "application": read_application,
    "chronology": read_chronology,
    "what_if": read_what_if,
    "return": read_return,
}
fuzz = settings(
    max_examples=max(60, EXAMPLES),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
_CELLS = st.one_of(
    st.sampled_from(
        ["date", "kind", "summary", "incident", "reported", "hate", "name", "Incident 1 date",
         "Person 1 name", "Address line 2", "3/4/2025", "report", "yes", "2025-04", "?", ""]
    ),
    st.text(max_size=12),
)  # fmt: skip
_TABLES = st.lists(st.lists(_CELLS, max_size=6), max_size=8)
_TOML = st.lists(
    st.sampled_from(
        ["[applicant]", 'name = "A"', "[[incidents]]", 'when = "3/4/2025"', "when = 2025-04-03",
         "[[incidents.reports]]", "[[others]]", 'role = "x"', "reports = [1]", "hate = 1",
         "incidents = []", "applicant = 3", 'address = [["a"]]', "born_on = 10:00:00", '"" = 1',
         "impact = nan", "[incidents]", "[a.b]"]
    ),
    max_size=10,
).map("\n".join)  # fmt: skip


def read(path: Path, content: bytes, reader: str) -> None:
    path.write_bytes(content)
    try:
        READERS[reader](path)
    except BadInput as refused:
        assert refused.what


def as_csv(table: list[list[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(table)
    return written.getvalue().encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("reader", READERS)
@given(content=st.binary(max_size=300))
@fuzz
def test_any_bytes(tmp_path: Path, reader: str, content: bytes) -> None:
    read(tmp_path / "given.csv", content, reader)


@pytest.mark.parametrize("reader", READERS)
@given(text=st.text(max_size=200), encoding=st.sampled_from(["utf-8-sig", "utf-16", "cp1252"]))
@fuzz
def test_any_text(tmp_path: Path, reader: str, text: str, encoding: str) -> None:
    read(tmp_path / "given.csv", text.encode(encoding, "replace"), reader)


@pytest.mark.parametrize("reader", READERS)
@given(table=_TABLES)
@fuzz
def test_any_table(tmp_path: Path, reader: str, table: list[list[str]]) -> None:
    read(tmp_path / "given.csv", as_csv(table), reader)


@pytest.mark.parametrize("name", ["given.toml", "given.json", "given"])
@given(text=st.one_of(_TOML, st.text(alphabet='{}[]":,.0eE-=\n \\utnfa#', max_size=60)))
@fuzz
def test_any_form(tmp_path: Path, name: str, text: str) -> None:
    read(tmp_path / name, text.encode(), "application")


WORKBOOK = example("xlsx")


@pytest.mark.parametrize("reader", READERS)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(WORKBOOK) - 1), st.integers(0, 255)), min_size=1, max_size=8
    ),
    end=st.one_of(st.none(), st.integers(4, len(WORKBOOK))),
)
@settings(
    max_examples=max(25, EXAMPLES),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_damaged_workbook(
    tmp_path: Path, reader: str, changes: list[tuple[int, int]], end: int | None
) -> None:
    content = bytearray(WORKBOOK)
    for place, value in changes:
        content[place] = value
    read(tmp_path / "given.xlsx", bytes(content[:end]), reader)
