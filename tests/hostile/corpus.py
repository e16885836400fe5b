"""The texts, and how to tell that one stands somewhere literally."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path

from conference.text import clean

MORE = (
    "[@click=app.quit]quit[/]",
    "[@click=app.simulate_key('y')]see appendix[/]",
    "[@click=\"app.screenshot('x.svg','/tmp')\"]picture[/]",
    "[link=http://evil.example/]link[/link]",
    "[REDACTED] said",
    "[PII] [Agency A] [$primary]",
    "a [/ b",
    "[b",
    "\x1b]52;c;eA==\x07",
    "\x1b[2J\x1b[31mred",
    "\x1b]8;;http://evil.example/\x1b\\link\x1b]8;;\x1b\\",
    "\x9b31mred",
    "\u202edesrever\u202c \u2066x\u2069",
    "=cmd|'/c calc'!A0",
    '=HYPERLINK("http://evil.example/","x")',
    "+1+cmd",
    "-2+3+cmd",
    "@SUM(1+1)",
    "../../../../etc/evil",
    "..\\..\\evil",
    "C:\\Windows\\evil",
    "/etc/evil\x00.txt",
    "CON",
    "<script>alert(1)</script>",
    "'; DROP TABLE review_case; --",
    "{{ ''.__class__.__mro__ }}{% include '/etc/passwd' %}",
    '#eval("1+1") #include "x"',
    "BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT",
    "\r\nBcc: evil@example.org",
    "x" * 300,
)
CORPUS: tuple[str, ...] = (
    *MORE,
    *json.loads(
        (Path(__file__).parents[1] / "fixtures" / "hostile_text.json").read_text(encoding="utf-8")
    ),
)
ROUNDS = int(os.environ.get("CONFERENCE_TEST_HOSTILE", "1"))
"""How many times every column gets another text: 1 in the usual run, 80 for every pair."""
MARK = re.compile(r"zq\d+z")


def closed(text: str) -> str:
    """Text without its white space: lines are broken anywhere."""
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


@dataclass
class Planted:
    """Each text with a mark after it, by which it is found again."""

    start: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._numbers = count(100)
        self._corpus = cycle((*CORPUS[self.start :], *CORPUS[: self.start]))

    def words(self, table: str, column: str) -> str:
        """The next hostile text, as whoever keeps it would have cleaned it."""
        text, mark = clean(next(self._corpus)), f"zq{next(self._numbers)}z"
        self.texts[mark], self.places[mark] = text, f"{table}.{column}"
        return f"{text} {mark}"

    def faults(self, shown: str) -> list[str]:
        """The places of texts that stand in what is shown, and not as they were written."""
        whole = closed(shown)
        found = []
        for match in MARK.finditer(whole):
            mark = match.group()
            if mark not in self.texts:
                continue
            self.seen.add(mark)
            before, wanted = whole[: match.start()], closed(self.texts[mark])
            if not before.endswith(wanted):
                found.append(f"{self.places[mark]}: {wanted[-40:]!r}, shown {before[-40:]!r}")
        return found

    def faults_on_screen(self, screen: str) -> list[str]:
        """As `faults`, for lines that other things stand beside: the end of each text alone."""
        found = []
        for line in screen.splitlines():
            for match in re.finditer(r"(\S+) (zq\d+z)", line):
                shown, mark = match.groups()
                # Behind a border stands what was wrapped from the line above.
                if mark not in self.texts or shown[-1] in "│┃▌▐":
                    continue
                self.seen.add(mark)
                last = self.texts[mark].split()[-1] if self.texts[mark].split() else ""
                if not (last.endswith(shown) or shown.endswith(last[-8:])):
                    found.append(f"{self.places[mark]}: {last!r}, shown {shown!r}")
        return found
