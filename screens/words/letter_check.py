"""What the check of a letter found, in words."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from conference.review.outcome import LetterCheck
from screens.words.letters import missing_words
from screens.words.parts import headed, paragraphs


def check_words(found: LetterCheck) -> Content:
    """What is missing, what every decision became in the letter, and how it reads."""
    return paragraphs(
        missing_words(found.gaps),
        _flags(found),
        _coverage(found),
        headed("How it reads:", found.readability.words) if found.readability else "",
    )


def _flags(found: LetterCheck) -> Content | str:
    if not found.flags:
        return "Nothing in it needs a second look." if found.readability else ""
    count = len(found.flags)
    left = len(found.open_flags)
    words = f"{count} thing{'s' * (count != 1)} to look at twice"
    told = f"{left} without a reason" if left else "each has its reason"
    return Content.assemble((f"{words}; {told}.", "bold"))


def _coverage(found: LetterCheck) -> Content | str:
    """Every decision and recommendation beside the passage that tells it."""
    if not found.coverage:
        return ""
    return headed("Decisions and recommendations:", "\n".join(_lines(found)))


def _lines(found: LetterCheck) -> Iterable[str]:
    for one in found.coverage:
        name = f"{one.name[:1].upper()}{one.name[1:]}"
        if not one.told:
            yield f"- {name}: NOT TOLD, {one.why_not}"
            continue
        words = one.passage if len(one.passage) < 90 else f"{one.passage[:88]}…"
        yield f"- {name}: told {one.place}: “{words}”"
