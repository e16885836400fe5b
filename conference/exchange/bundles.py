"""A ZIP of papers with a manifest of digests: the same papers are the same bytes.

The manifest is in the form that `sha256sum -c` reads, so that anybody can check what they got.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MANIFEST = "manifest-sha256.txt"
_NAME = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest a ZIP can tell: the time of making belongs to the record, not to each file."""
_UNIX, _READABLE = 3, 0o644


def manifest(files: Mapping[str, bytes]) -> bytes:
    """One line a file: its SHA-256 in hexadecimal, two spaces, its name."""
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in files.items())
    return "".join(f"{line}\n" for line in lines).encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files in their order, the manifest last.

    Raises ValueError for a name that is not small letters, digits, dots and hyphens alone: nothing
    in the ZIP can be written anywhere but beside it.
    """
    for name in files:
        if not _NAME.fullmatch(name) or name == MANIFEST:
            raise ValueError(f"not a name for a file in a bundle: {name!r}")
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in {**files, MANIFEST: manifest(files)}.items():
            info = ZipInfo(name, _TIME)
            info.create_system, info.external_attr = _UNIX, _READABLE << 16
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()
