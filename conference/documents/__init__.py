"""Letters: a Markdown template and a picture of a case in; preview, PDF, DOCX, HTML and text out.

Names are loaded when first used, so that importing this package costs nothing: Jinja2, Typst and
python-docx come with the function that needs them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conference.documents.check import gaps
    from conference.documents.letters import Document, compose
    from conference.documents.papers import compose_pack
    from conference.documents.preview import preview_markdown
    from conference.documents.template import FreeParagraph, free_paragraphs
    from conference.documents.templates_check import check_templates
    from conference.documents.writing import FORMATS, Format, write, write_pdf

_HOME = {
    "Document": "letters",
    "FORMATS": "writing",
    "Format": "writing",
    "check_templates": "templates_check",
    "FreeParagraph": "template",
    "compose": "letters",
    "compose_pack": "papers",
    "free_paragraphs": "template",
    "gaps": "check",
    "preview_markdown": "preview",
    "write": "writing",
    "write_pdf": "writing",
}

__all__ = [
    "FORMATS",
    "Document",
    "Format",
    "FreeParagraph",
    "check_templates",
    "compose",
    "compose_pack",
    "free_paragraphs",
    "gaps",
    "preview_markdown",
    "write",
    "write_pdf",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
