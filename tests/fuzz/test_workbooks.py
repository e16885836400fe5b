"""Spreadsheets: XML that was meddled with, archives without end, entities that breed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.errors import BadInput
from conference.exchange.applications import example, read_application
from conference.exchange.chronology import read_chronology
from conference.exchange.return_reading import read_return
from conference.exchange.what_if import read_what_if
from tests.fuzz.budget import bounded, fuzz, gives_or_refuses, spoiled

READERS: dict[str, Callable[[Path], object]] = {
    "application": read_application,
    "chronology": read_chronology,
    "what-if": read_what_if,
    "return": read_return,
}
WORKBOOK = example("xlsx")
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
MILLION = 1_000_000
HEAD = b'<?xml version="1.0"?>'
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(name: str, content: bytes) -> bytes:
    """The workbook with one part put in the place of its own."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, kept in {**parts(), name: content}.items():
            archive.writestr(other, kept)
    return written.getvalue()


def sheet(inside: bytes) -> bytes:
    return b"".join(
        (HEAD, b"<worksheet ", MAIN, b"><sheetData>", inside, b"</sheetData></worksheet>")
    )


@pytest.mark.parametrize("reader", READERS)
@given(data=st.data())
@fuzz(0.6)
def test_any_part_that_was_meddled_with(
    tmp_path_factory: pytest.TempPathFactory, reader: str, data: st.DataObject
) -> None:
    whole = parts()
    name = data.draw(st.sampled_from(sorted(whole)))
    path = tmp_path_factory.mktemp("given") / "given.xlsx"
    path.write_bytes(with_part(name, data.draw(spoiled(whole[name]))))
    gives_or_refuses(lambda: READERS[reader](path))


TOO_MUCH: dict[str, Callable[[], bytes]] = {
    "a part that unpacks without end": lambda: with_part(SHEET, b" " * (250 * MILLION)),
    "a line of cells without end": lambda: with_part(
        SHEET, sheet(b"<row>" + b'<c t="n"><v>1</v></c>' * MILLION + b"</row>")
    ),
    "lines without end": lambda: with_part(SHEET, sheet(b"<row/>" * (2 * MILLION))),
    "a line with a number beyond all": lambda: with_part(
        SHEET, sheet(b'<row r="99999999999"><c r="A99999999999" t="n"><v>1</v></c></row>')
    ),
    "strings without end": lambda: with_part(
        STRINGS, HEAD + b"<sst " + MAIN + b">" + b"<si><t>x</t></si>" * MILLION + b"</sst>"
    ),
    "tags within tags": lambda: with_part(SHEET, sheet(b"<row>" * 200_000 + b"</row>" * 200_000)),
    "a day beyond the calendar": lambda: with_part(
        SHEET, sheet(b'<row><c t="d"><v>99999-99-99</v></c><c t="n"><v>1e308</v></c></row>')
    ),
}


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_too_much_is_refused_in_time(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "given.xlsx"
    path.write_bytes(TOO_MUCH[kind]())
    for read in (read_application, read_chronology):
        with bounded():
            gives_or_refuses(lambda read=read: read(path))


@pytest.mark.parametrize("name", [SHEET, STRINGS, STYLES, "xl/workbook.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_breed_are_refused_unread(tmp_path: Path, name: str, encoding: str) -> None:
    """A thousand million laughs in ten lines."""
    lines = ['<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    laughs = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{"".join(lines)}]><x>&a9;</x>'
    )
    path = tmp_path / "given.xlsx"
    path.write_bytes(with_part(name, laughs.encode(encoding)))
    for read in READERS.values():
        with bounded(), pytest.raises(BadInput):
            read(path)


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    """The directory says that a part has ten bytes, and it unpacks to many more."""
    content = bytearray(with_part(SHEET, sheet(b"<row/>" * MILLION)))
    size = len(sheet(b"<row/>" * MILLION)).to_bytes(4, "little")
    while (at := content.find(size)) >= 0:
        content[at : at + 4] = (10).to_bytes(4, "little")
    path = tmp_path / "given.xlsx"
    path.write_bytes(content)
    with bounded(), pytest.raises(BadInput):
        read_application(path)
