"""A letter as a tagged PDF (PDF/UA-1) with its fonts inside, set by Typst.

The letter goes to the house style `letters/letter.typ` as data, a drawing to `papers/drawing.typ`;
no text from people is ever Typst source. Typst is loaded with the first letter and kept: a warm
letter takes some 30 ms.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from conference.documents.sheet import Sheet
from conference.documents.template import LETTERS, PAPERS, SHIPPED
from conference.documents.timeline_picture import TimelinePicture
from conference.errors import ConferenceError
from conference.text import REPLACEMENT

if TYPE_CHECKING:
    import typst

_STYLE = LETTERS / "letter.typ"
_DRAWING = PAPERS / "drawing.typ"
_DOTS_PER_INCH = 220
_FONTS = (
    "fontpkg_arimo",
    "fontpkg_atkinson_hyperlegible",
    "fontpkg_ibm_plex_sans_arabic",
    "manimgx_fonts",
)
_UNDRAWABLE = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
# One compiler must not be used by two threads at once. It releases the GIL while it works.
_lock = Lock()


@dataclass(frozen=True)
class Pdf:
    """A PDF file, and what could not be drawn in it."""

    data: bytes
    undrawable: str = ""
    """Each character that no font here can draw; the file shows U+FFFD in its place."""


def to_pdf(sheet: Sheet) -> Pdf:
    """The letter as PDF/UA-1.

    The fonts that come with the program are tried first, so that a letter looks the same on every
    machine; the machine's own are tried for characters those lack, and what none can draw is
    replaced and reported: PDF/UA refuses a character without a glyph.
    """
    data, system, lost = _payload(sheet), False, ""
    while True:
        try:
            return Pdf(_compile(data, sheet, system=system), lost)
        except RuntimeError as error:
            found = _undrawable(error)
            if system:
                lost += found.replace(REPLACEMENT, "")
                data = data.translate({ord(char): _stand_in(found) for char in found})
            system = True


def _stand_in(found: str) -> str:
    """What is shown instead: U+FFFD, or a question mark where not even that can be drawn."""
    return "?" if found == REPLACEMENT else REPLACEMENT


def _undrawable(error: RuntimeError) -> str:
    """The characters Typst could not draw; raises ConferenceError for any other failure.

    U+FFFD is among them only if it is the only one: beside a mark it cannot carry it fails too.
    """
    texts = _UNDRAWABLE.findall(getattr(error, "diagnostic", "") or str(error))
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(texts))
    found = {char for char in text if not char.isascii()}
    found = found - {REPLACEMENT} or found
    if not found:
        raise ConferenceError(
            "The PDF could not be made.",
            safe="The letter itself is unharmed.",
            next="Make it as DOCX or HTML, and report what the typesetter said: "
            f"{str(error).splitlines()[0]}",
        ) from error
    return "".join(sorted(found))


def _payload(sheet: Sheet) -> str:
    """The letter as JSON; a node of the tree is its fields and its kind."""
    page = {
        "title": sheet.title,
        "language": sheet.language,
        "council": sheet.masthead,
        "footing": sheet.footing,
        "heads": sheet.heads,
        "large": sheet.large_print,
        "signed": sheet.signed,
        "contents": sheet.contents,
        "body": sheet.body,
    }
    return json.dumps(page, default=_fields, ensure_ascii=False)


def _fields(node: Any) -> dict[str, Any]:
    return {"kind": type(node).__name__, **vars(node)}


def _compile(data: str, sheet: Sheet, *, system: bool) -> bytes:
    with _lock:
        made = _compiler(system).compile(
            str(_STYLE),
            format="pdf",
            sys_inputs={"letter": data},
            pdf_standards=["ua-1"],
            # The letter's own day: the same letter is the same bytes.
            timestamp=datetime.combine(sheet.letter_date, time(12), UTC),
        )
    if not isinstance(made, bytes):
        raise TypeError("Typst made no single PDF")
    return made


def draw(drawing: TimelinePicture, format: Literal["png", "svg"]) -> bytes:
    """A drawing by itself, as the PDF of the same paper shows it; words in it are outlines."""
    data = json.dumps(drawing, default=_fields, ensure_ascii=False)
    with _lock:
        made = _compiler(system=False).compile(
            str(_DRAWING), format=format, ppi=_DOTS_PER_INCH, sys_inputs={"drawing": data}
        )
    if not isinstance(made, bytes):
        raise TypeError("Typst made no single drawing")
    return made


@lru_cache(maxsize=2)
def _compiler(system: bool) -> typst.Compiler:
    import typst

    fonts = [folder for package in _FONTS for folder in _folders(package)]
    return typst.Compiler(
        str(_STYLE),
        root=str(SHIPPED),
        font_paths=fonts,
        ignore_system_fonts=not system,
        sys_inputs={"letter": "{}"},
    )


def _folders(package: str) -> list[str]:
    spec = find_spec(package)
    homes = (spec.submodule_search_locations or []) if spec else []
    return [
        str(folder)
        for home in homes
        for folder in (Path(home), Path(home) / "files")
        if folder.is_dir()
    ]
