"""What a browser saves: under names that every system takes, as one file or one ZIP."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest

from screens.downloads import one_download, safe_name
from tests.screens.stage_host import HOSTILE


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("ER-2026-0001-outcome.pdf", "ER-2026-0001-outcome.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\olive\\letter.docx", "letter.docx"),
        ('a"b; filename=c.exe\r\nX: y.pdf', "a-b; filename=c.exe X- y.pdf"),
        (".htaccess", "htaccess"),
        ("..", "file"),
        ("", "file"),
        ("CON", "file-CON"),
        ("com1.pdf", "file-com1.pdf"),
        ("letter\u202efdp.exe", "letter-fdp.exe"),
        ("Brief an Frau Müller 20%.txt", "Brief an Frau Müller 20%.txt"),
        ("Mu\u0308ller.txt", "Müller.txt"),
        ("trailing dots...", "trailing dots"),
    ],
)
def test_a_name_is_one_that_every_system_takes(given: str, safe: str) -> None:
    assert safe_name(given) == safe


def test_a_name_without_end_is_cut_and_keeps_its_ending() -> None:
    assert safe_name("x" * 5000 + ".pdf") == "x" * 100 + ".pdf"


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_a_case_holds_makes_no_dangerous_name(words: str) -> None:
    name = safe_name(f"{words}.pdf")
    assert name
    assert name == name.strip(" .")
    assert name.isprintable()
    assert not set(name) & set('<>:"/\\|?*')
    assert len(name) <= 111


def test_one_file_goes_as_it_is() -> None:
    assert one_download({"a.pdf": b"%PDF"}) == ("a.pdf", b"%PDF")


def test_several_go_as_one_zip_that_bears_what_their_names_have_in_common() -> None:
    files = {"ER-2026-0001-L1.pdf": b"one", "ER-2026-0001-L1.docx": b"two"}
    name, content = one_download(files)
    assert name == "ER-2026-0001-L1.zip"
    with ZipFile(io.BytesIO(content)) as archive:
        assert {one: archive.read(one) for one in archive.namelist()} == files


def test_names_that_come_out_alike_are_told_apart_in_the_zip() -> None:
    name, content = one_download({"x/a.txt": b"1", "y/A.txt": b"2", "b.txt": b"3"})
    assert name == "case-conference.zip"
    with ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["a.txt", "A-2.txt", "b.txt"]
        assert archive.read("A-2.txt") == b"2"


def test_the_same_files_make_the_same_zip() -> None:
    files = {"a.txt": b"1", "b.txt": b"2"}
    assert one_download(files) == one_download(dict(files))
