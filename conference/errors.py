"""What can go wrong, in words for the person it happens to.

Every error says what happened, what is safe, and what to do next. The command line prints it and
exits; a screen shows it. None of them carries case text into a log.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb


class ConferenceError(Exception):
    """Something a person can understand and act on.

    what: what happened, a full sentence. safe: what is unharmed. next: what to do now.
    """

    def __init__(self, what: str, *, safe: str = "", next: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.safe = safe
        self.next = next

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.safe, self.next) if part)


class Refused(ConferenceError):
    """The law, the procedure or the access table says no. Nothing was changed."""


class Conflict(ConferenceError):
    """Somebody else changed the record after it was shown. Nothing was changed."""


class NeedsConfirming(ConferenceError):
    """What was given is unusual, and may be right all the same: `what` asks. Nothing was changed.

    Whoever answers yes gives it again as confirmed.
    """


class NeedsCode(ConferenceError):
    """The password is right, and a one-time code is asked for beside it. Nothing was changed."""


class MustChange(ConferenceError):
    """The password is right and was set by somebody else: its person chooses their own first."""


class NeedsProof(ConferenceError):
    """Whoever acts has to give their password again, and then repeat the act.

    by: the desk that was acted at. Nothing was changed.
    """

    def __init__(self, by: object) -> None:
        super().__init__(
            "This needs your password again.",
            safe="Nothing was changed.",
            next="Give it, and do it again.",
        )
        self.by = by


class SignedOut(Refused):
    """The sign-in of whoever acts has ended meanwhile. why: completes "because"."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"You were signed out because {why}.",
            safe="What you typed is kept.",
            next="Sign in again.",
        )


class MustHaveCodes(ConferenceError):
    """The password is right, and its person sets one-time codes up before anything else."""


class NotFound(ConferenceError):
    """There is no such thing, or the person acting may not know of it: the two look alike."""


class Unavailable(ConferenceError):
    """The database cannot be reached, read or written just now."""


@dataclass(frozen=True)
class Problem:
    """One fault in what was given.

    where: "line 12", "row 3, column reported", "threshold.complaints_needed (line 9)", or empty.
    what: the fault and, if there is one, the rule, in plain English.
    """

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


class BadInput(ConferenceError):
    """What was given cannot be used; each fault is a Problem. Nothing was changed."""

    def __init__(
        self, what: str, problems: tuple[Problem, ...] = (), *, safe: str = "", next: str = ""
    ) -> None:
        super().__init__(what, safe=safe or "Nothing was changed.", next=next)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  {problem}" for problem in self.problems)])


def fault_place(error: BaseException) -> str:
    """The kind of a fault in the program and where it is, never what it says: that may be a case's.

    Such as "ValueError, days.py line 12".
    """
    calls = extract_tb(error.__traceback__)
    where = f", {Path(calls[-1].filename).name} line {calls[-1].lineno}" if calls else ""
    return f"{type(error).__name__}{where}"
