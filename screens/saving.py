"""Saving files for somebody: readable by them alone, and never over a file without a yes."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from tempfile import mkstemp

from conference.errors import Unavailable


def usual_folder() -> Path:
    """Where letters are saved unless somebody says otherwise."""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.cwd()


def there_already(folder: Path, names: Collection[str]) -> list[str]:
    """The names that stand in the folder already."""
    return [name for name in names if (folder / name).exists()]


def save_files(folder: Path, files: Mapping[str, bytes], *, replace: bool = False) -> None:
    """Write the files into the folder with mode 0600; the folder is made where it is missing.

    replace: over files of the same name. Raises Unavailable where the disk refuses; what was
    written before the refusal stays whole.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            _save(folder / name, content, replace=replace)
    except OSError as error:
        raise Unavailable(
            f"The files could not be saved in {folder}: {error.strerror or error}.",
            safe="What is recorded stays as it is.",
            next="Choose another folder and try again.",
        ) from None


def _save(path: Path, content: bytes, *, replace: bool) -> None:
    """Write beside and move into place, so that a half-written file never stands there."""
    handle, beside = mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        if replace:
            Path(beside).replace(path)
        else:
            os.link(beside, path)
    finally:
        Path(beside).unlink(missing_ok=True)
