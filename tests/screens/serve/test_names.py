"""Names of files that come from people."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.serve.names import attachment, free_name, safe_name


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("chronology.xlsx", "chronology.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\notes.txt", "notes.txt"),
        ("/absolute", "absolute"),
        ("..", "file"),
        ("", "file"),
        (".hidden", "hidden"),
        ("a\x00b\nc\x1b[31m.txt", "abc[31m.txt"),
        ("letter\u202efdp.exe", "letterfdp.exe"),
        ('what?<is>|"this"*.pdf', "what__is___this__.pdf"),
        ("CON.txt", "_CON.txt"),
        ("trailing. . ", "trailing"),
        ("a\u00a0b\u3000c.txt", "a b c.txt"),
        ("e\u0301.txt", "\u00e9.txt"),
        ("com1", "_com1"),
        ("console.txt", "console.txt"),
        ("Gemüse – 日本.pdf", "Gemüse – 日本.pdf"),
    ],
)
def test_a_name_becomes_safe_and_stays_readable(given: str, safe: str) -> None:
    assert safe_name(given) == safe


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("ü" * 300 + ".docx")
    assert name.endswith(".docx")
    assert len(name.encode()) <= 150


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a" * 146 + ".txt", "a" * 146 + ".txt"),
        ("a" * 147 + ".txt", "a" * 146 + ".txt"),
        ("a" * 145 + " .txt", "a" * 145 + " .txt"),
        ("a .txt", "a .txt"),
        ("a" * 151, "a" * 150),
        ("a." + "b" * 151, "a." + "b" * 148),
        ("a" * 150 + "." + "b" * 20, "a" * 129 + "." + "b" * 20),
        ("a" * 150 + "." + "b" * 21, "a" * 150),
        # A letter is not cut in two, and no space is left before the ending.
        ("ü" * 100, "ü" * 75),
        ("ü" * 100 + ".txt", "ü" * 73 + ".txt"),
        ("a" + "ü" * 100, "a" + "ü" * 74),
        ("a" * 144 + " ." * 20 + ".txt", "a" * 144 + ".txt"),
    ],
)
def test_a_name_is_shortened_only_where_it_is_too_long(given: str, kept: str) -> None:
    assert safe_name(given) == kept


@given(st.text())
def test_whatever_the_name_it_stays_in_its_folder(given: str) -> None:
    name = safe_name(given)
    assert Path("folder", name).parent == Path("folder")
    assert name not in ("", ".", "..")
    assert name.isprintable()


def test_a_second_file_of_a_name_does_not_replace_the_first(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert free_name(tmp_path, "a.txt") == "a (2).txt"
    (tmp_path / "a (2).txt").touch()
    assert free_name(tmp_path, "a.txt") == "a (3).txt"


def test_a_download_is_always_saved_and_never_shown() -> None:
    told = attachment('Outcome – "ECR 1"; x.html')
    assert told == (
        'attachment; filename="Outcome _ _ECR 1__ x.html"; '
        "filename*=UTF-8''Outcome%20%E2%80%93%20_ECR%201_%3B%20x.html"
    )


@given(st.text())
def test_whatever_the_name_it_cannot_leave_its_header(given: str) -> None:
    told = attachment(given)
    assert told.isascii()
    assert told.isprintable()
    assert told.count('"') == 2
