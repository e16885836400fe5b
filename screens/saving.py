"""Saving files for somebody: readable by them alone, and never over a file without a yes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from conference.errors import Unavailable
from conference.record_files import must_not_be_record
from conference.writing import write_file


def usual_folder() -> Path:
    """Where letters are saved unless somebody says otherwise."""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.cwd()


def there_already(folder: Path, names: Collection[str]) -> list[str]:
    """The names that stand in the folder already."""
    return [name for name in names if (folder / name).exists()]


def save_files(folder: Path, files: Mapping[str, bytes], *, replace: bool = False) -> None:
    """Write the files into the folder with mode 0600; the folder is made where it is missing.

    replace: over files of the same name. Raises Refused where one would go over the record,
    Unavailable where the disk refuses; what was written before the refusal stays whole.
    """
    for name in files:
        must_not_be_record(folder / name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            write_file(folder / name, content, replace=replace)
    except OSError as error:
        raise Unavailable(
            f"The files could not be saved in {folder}: {error.strerror or error}.",
            safe="What is recorded stays as it is.",
            next="Choose another folder and try again.",
        ) from None
