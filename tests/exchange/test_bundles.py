"""The ZIP of a bundle: the same papers are the same bytes, and each can be checked."""

from __future__ import annotations

import hashlib
import io
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.exchange.bundles import MANIFEST, manifest, zipped

FILES = {"02-b.txt": b"two", "01-a.pdf": b"one" * 100}


def test_the_same_papers_are_the_same_bytes_in_their_own_order() -> None:
    assert zipped(FILES) == zipped(dict(FILES))
    with ZipFile(io.BytesIO(zipped(FILES))) as archive:
        assert archive.namelist() == [*FILES, MANIFEST]
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


def test_the_manifest_has_the_digest_of_every_file() -> None:
    lines = manifest(FILES).decode().splitlines()
    assert lines == [
        f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in FILES.items()
    ]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "../up.txt",
        "/etc/passwd",
        "a/b.txt",
        "A.txt",
        "a b.txt",
        "a..b",
        "a\\b",
        "c:a",
        MANIFEST,
    ],
)
def test_a_name_that_could_lead_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        zipped({name: b""})


@given(st.dictionaries(st.from_regex(r"[a-z0-9]{1,8}\.txt", fullmatch=True), st.binary()))
def test_what_goes_in_comes_out(files: dict[str, bytes]) -> None:
    with ZipFile(io.BytesIO(zipped(files))) as archive:
        assert {name: archive.read(name) for name in files} == files
