"""How easy a letter is to read: the length of its sentences and of its words.

The figure is Flesch's reading ease (0 to 100, higher is easier), which any library on writing
gives: 206.835 - 1.015 x words per sentence - 84.6 x syllables per word. Syllables are counted by
groups of vowels, near enough for English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONG = 35
"""Words from which a sentence is long. Plain-English guides ask for 15 to 20 on average."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n\s*\n")
_VOWELS = re.compile(r"[aeiouy]+")
_GRADES = ((80, "easy"), (65, "plain"), (50, "fairly hard"), (30, "hard"))


@dataclass(frozen=True)
class Readability:
    """The figures of one text."""

    ease: int
    """Flesch's reading ease, 0 to 100."""
    words_a_sentence: float
    longest: int
    """Words of the longest sentence."""

    @property
    def words(self) -> str:
        """The figures as people say them."""
        grade = next((name for least, name in _GRADES if self.ease >= least), "very hard")
        return (
            f"{grade} to read ({self.ease} of 100), {self.words_a_sentence:.0f} words a sentence, "
            f"{self.longest} in the longest"
        )


def readability(texts: Iterable[str]) -> Readability:
    """The figures of these texts together; of no words at all, the easiest there is."""
    counts = [
        [_syllables(word) for word in found]
        for text in texts
        for sentence in sentences(text)
        if (found := _WORD.findall(sentence))
    ]
    words, syllables = sum(map(len, counts)), sum(map(sum, counts))
    if not words:
        return Readability(100, 0.0, 0)
    length = words / len(counts)
    ease = 206.835 - 1.015 * length - 84.6 * syllables / words
    return Readability(round(min(max(ease, 0), 100)), length, max(map(len, counts)))


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, each on one line."""
    return (" ".join(part.split()) for part in _END.split(text) if part and part.strip())


def length_of(sentence: str) -> int:
    """How many words a sentence has."""
    return len(_WORD.findall(sentence))


def _syllables(word: str) -> int:
    found = len(_VOWELS.findall(word.casefold()))
    silent = word.endswith("e") and not word.endswith("le") and found > 1
    return max(found - silent, 1)
