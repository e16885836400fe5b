"""The frozen files of an issued letter."""

from __future__ import annotations

from conference.errors import ConferenceError
from conference.review.desk import Desk
from conference.review.reading import read_letter_file
from conference.views import LetterView


def letter_files(desk: Desk, case_id: str, letter: LetterView) -> dict[str, bytes]:
    """Every file by the name it is saved under: ER-2026-0001-3.pdf."""
    stem = letter.number.replace("/", "-")
    return {
        f"{stem}.{file.format}": read_letter_file(desk, case_id, file.id) for file in letter.files
    }


def frozen_text(desk: Desk, case_id: str, letter: LetterView) -> str:
    """The text as it went out, or why it cannot be read."""
    plain = next((file.id for file in letter.files if file.format == "txt"), None)
    if plain is None:
        return "No text of this letter is kept."
    try:
        return read_letter_file(desk, case_id, plain).decode()
    except ConferenceError as error:
        return str(error)
