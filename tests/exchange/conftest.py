"""Files for the readers, written where a test may write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write text or bytes to a file of that name and give its path."""

    def written(content: str | bytes, name: str = "given.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


@pytest.fixture
def book(tmp_path: Path) -> Write:
    """Write rows as the first sheet of a workbook and give its path."""

    def written(
        rows: Sequence[Sequence[object]], merge: str = "", name: str = "given.xlsx"
    ) -> Path:
        workbook = openpyxl.Workbook()
        sheet = workbook.worksheets[0]
        for row in rows:
            sheet.append(list(row))
        if merge:
            sheet.merge_cells(merge)
        workbook.save(tmp_path / name)
        return tmp_path / name

    return written
