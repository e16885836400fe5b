"""What a password may be, by the advice of the National Cyber Security Centre as it is known.

Length instead of composition (three random words), a list of what everybody tries first, nothing
made of names that everybody here knows, and no change unless there is a reason for one. Pure: the
list and the names are given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

SHORTEST, LONGEST = 12, 200
"""Characters, once normalised."""
WORDS, LETTERS = 3, 3
"""So many words of at least so many letters are long enough, however few characters they make."""
RULE = (
    "At least 12 characters, or three words that do not belong together. Any characters may be "
    "used and none must be."
)
"""The rule, for the person who chooses."""
_OWN = 4
"""Letters or figures that must be left once everything that anybody could guess is taken away."""
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890")
_REPLACED = str.maketrans("013457@$!", "oleastasi")


@dataclass(frozen=True)
class Limit:
    """How wrong tries are slowed: `free` of them not at all, then 1 second, 2, 4, up to `longest`.

    Nothing locks for good: after the longest wait the right password is always tried.
    """

    free: int
    longest: timedelta

    def wait_after(self, wrong: int) -> timedelta:
        """How long no try is taken after so many wrong ones."""
        if wrong < self.free:
            return timedelta()
        return min(timedelta(seconds=2 ** min(wrong - self.free, 30)), self.longest)


BY_PERSON = Limit(3, timedelta(minutes=15))
"""For one person from all unknown places together; and from one place where they signed in once."""
BY_PERSON_AND_PLACE = Limit(3, timedelta(hours=1))
"""For one person from one unknown place: longer than from all, so that others have a turn."""
BY_PLACE = Limit(30, timedelta(minutes=5))
"""For anybody from one unknown place: many may sit behind one address, and mistype."""
TRIES_ARE_FORGOTTEN = timedelta(days=1)
"""So long after the last wrong one."""


def normalised(password: str) -> str:
    """The password as it is kept and compared: NFKC, so that every keyboard gives the same."""
    return unicodedata.normalize("NFKC", password)


def faults(
    password: str, *, names: Iterable[str] = (), denied: Set[str] = frozenset()
) -> tuple[str, ...]:
    """What is wrong with a new password, in words for whoever chooses it; empty when it will do.

    names: of the person and of the council, as they are written. denied: the commonest passwords
    and their words, in small letters.
    """
    if len(password) > 4 * LONGEST:  # A normalised text can be shorter, never by so much.
        return (f"It is longer than {LONGEST} characters.",)
    words = normalised(password)
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in words):
        return ("It holds a character that cannot be typed.",)
    if len(words) > LONGEST:
        return (f"It is longer than {LONGEST} characters.",)
    if not _is_long_enough(words):
        return (f"It is too short: {SHORTEST} characters, or {WORDS} words, are needed.",)
    if _is_common(words.casefold(), denied):
        return ("It is among those that are tried first.",)
    if _is_made_of(words.casefold(), _parts(names) | denied):
        return ("It is made of names or words that anybody here could guess.",)
    return ()


def _is_long_enough(words: str) -> bool:
    if len(words.strip()) >= SHORTEST:
        return True
    found = {part for part in re.split(r"[\W\d_]+", words.casefold()) if len(part) >= LETTERS}
    return len(found) >= WORDS


def _is_common(words: str, denied: Set[str]) -> bool:
    """Whether it is a common one, as it stands, dressed up, or said several times over."""
    for said in (words, re.sub(r"^[\W\d_]+|[\W\d_]+$", "", words)):
        if said and not denied.isdisjoint((said, said.translate(_REPLACED))):
            return True
        unit = _unit(said)
        if unit != said and (len(unit) <= _OWN or unit in denied or _is_a_row(unit)):
            return True
    return _is_a_row(words)


def _unit(words: str) -> str:
    """What is said again and again; the words themselves where nothing is."""
    place = (words + words).find(words, 1)
    return words[:place]


def _is_a_row(words: str) -> bool:
    """Whether it only goes along the alphabet, the figures or a row of keys."""
    plain = "".join(letter for letter in words if letter.isalnum())
    if len(plain) < _OWN:
        return True
    forward = all(_next_to(a, b) for a, b in pairwise(plain))
    return forward or all(_next_to(b, a) for a, b in pairwise(plain))


def _next_to(one: str, two: str) -> bool:
    """Whether the one key is followed by the other; the end of a row by the beginning of any."""
    if any(one + two in row for row in _ROWS):
        return True
    ends, begins = {row[-1] for row in _ROWS}, {row[0] for row in _ROWS} | {"1"}
    return one in ends and two in begins


def _parts(names: Iterable[str]) -> set[str]:
    """Each word of the names that is long enough to be meant."""
    words = " ".join(normalised(name).casefold() for name in names)
    return {part for part in re.split(r"[\W\d_]+", words) if len(part) >= LETTERS}


def _is_made_of(words: str, guessed: Set[str]) -> bool:
    """Whether hardly anything is left when what could be guessed, and the figures, are gone."""
    left = words
    for part in sorted(guessed, key=len, reverse=True):
        if len(part) >= LETTERS:
            left = left.replace(part, " ")
    letters = [letter for letter in left if letter.isalpha()]
    if len(letters) >= _OWN:
        return False
    # Long numbers are as good as words; a year or a date behind a name is not.
    return left != words and len([c for c in left if not c.isspace()]) < 2 * _OWN + 2
