"""Names of people as they are written: their parts, and words that alone are no name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from conference.text import one_line


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _set(
    "mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend father sister cllr "
    "councillor pc pcso sgt sergeant inspector insp"
)
_MONTHS = "january february march april may june july august september october november december"
_DAYS = "monday tuesday wednesday thursday friday saturday sunday day night week month year"
_ROADS = (
    "street road lane close court avenue drive crescent way place square terrace gardens grove "
    "hill park green flat house block floor unit room number"
)
_ROLES = (
    "applicant complainant victim neighbour neighbours resident residents tenant tenants witness "
    "person people perpetrator man woman male female boy girl child children youth youths young "
    "daughter son mother father mum dad brother sister wife husband partner friend friends family "
    "member members group public staff officer officers police council housing landlord agent "
    "agency health environmental social care adult support service services team manager warden "
    "caller callers supporter anonymous unknown named other others self both somebody someone "
    "anyone household representative solicitor carer"
)
_SMALL = (
    "a an and are as at be but by do for from go had has he her him his i if in is it its me my no "
    "not of off on or our out she so that the their them they this to up us was we were who with"
)
NO_NAME = _set(" ".join((_MONTHS, _DAYS, _ROADS, _ROLES, _SMALL)))
"""Words that stay wherever they stand alone, even where somebody is called so."""

CAPITAL_NEEDED = _set(
    "art baker bell best bill bird bishop black bond brown burn carter chance chase church clay "
    "cook cooper cross crow dale dawn dean drew earl faith field fields fish fisher flood ford "
    "fox frank frost gale gates glass gold good grace grant gray grey guy hall hand hardy harm "
    "head heath hope hunt iris ivy jack joy key king knight lamb law lily little long love mark "
    "marsh mason may mills moore moss noise olive page parsons pat pearl pike pool pope potter "
    "power price rain ray reed rich rob rose rush sage savage shaw sharp short singer singh smart "
    "snow stone summer sue swift tanner taylor turner violet wade walker wall ward waters weaver "
    "webb wells west white will winter wise wolf wood woods woodward wright york"
)
"""Names that are words too: alone, they count as names where a capital letter begins them."""

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019\u02bc\-\u2010\u2011][^\W\d_]+)*\.?")


def folded(text: str) -> str:
    """The text for comparing: composed, on one line, without case."""
    return unicodedata.normalize("NFC", one_line(text)).casefold()


@dataclass(frozen=True)
class Name:
    """A person's name in its parts."""

    written: str
    title: str
    words: tuple[str, ...]
    """Without the title, the surname last."""

    @property
    def surname(self) -> str:
        """The last word; empty where there is none."""
        return self.words[-1] if self.words else ""

    @property
    def forenames(self) -> tuple[str, ...]:
        """Every word before the surname that is more than an initial."""
        return tuple(word for word in self.words[:-1] if len(word.rstrip(".")) > 1)


def name_of(written: str) -> Name | None:
    """The parts of a name; None where the words describe somebody ("the neighbour") or are none.

    "Oakes, Darren" is read as Darren Oakes.
    """
    text = unicodedata.normalize("NFC", one_line(written))
    last, comma, first = text.partition(",")
    parts = _WORD.findall(f"{first} {last}" if comma and first.strip() else text)
    title = next((part for part in parts[:1] if is_title(part)), "")
    words = tuple(part for part in parts if not is_title(part)) or tuple(parts[len(title) > 0 :])
    letters = sum(char.isalpha() for word in words for char in word)
    if letters < 2 or all(word.casefold().rstrip(".") in NO_NAME for word in words):
        return None
    return Name(text, title.rstrip("."), words)


def is_title(word: str) -> bool:
    """Whether the word is a form of address."""
    return word.casefold().rstrip(".") in TITLES


def looks_like_name(written: str) -> bool:
    """Whether words of a field that may hold anything are somebody's name: short, with capitals."""
    name = name_of(written)
    if name is None or len(name.words) > 4 or any(char.isdigit() for char in written):
        return False
    return all(word[0].isupper() or not word[0].islower() for word in name.words)
