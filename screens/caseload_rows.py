"""The caseload as rows: the ids of all cases in order, the lines of those that are looked at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

from conference.text import one_line
from conference.views import CaseLine, CaseOrder
from screens.widgets.line_list import Cell, Column, Row
from screens.words.parts import short_day
from screens.words.standing import due_words

PAGE = 100
"""Cases that are read at once."""
_KEPT = 30 * PAGE
"""Lines that are kept; the oldest go first."""
_COLUMNS = (
    (Column("Reference", width=12), CaseOrder.REFERENCE),
    (Column("Applicant", share=4), CaseOrder.APPLICANT),
    (Column("Stage", width=11, hide_below=94), CaseOrder.STAGE),
    (Column("Next", share=6), None),
    (Column("Due", width=15), CaseOrder.DUE),
    (Column("On", width=11, hide_below=140), None),
    (Column("Waiting for", share=3, hide_below=94), None),
    (Column("Contact", share=3, hide_below=94), None),
)
_ORDERS = {
    CaseOrder.DUE: "what is due first",
    CaseOrder.REFERENCE: "the reference",
    CaseOrder.APPLICANT: "the applicant's name",
    CaseOrder.STAGE: "the stage",
    CaseOrder.RECEIVED: "the day they were received",
}


def columns(by: CaseOrder, *, backwards: bool) -> tuple[Column, ...]:
    """The columns; the one the cases are in order of has an arrow."""
    return tuple(
        Column(
            f"{column.title} {'↑' if backwards else '↓'}" if order is by else column.title,
            column.width,
            column.share,
            column.align,
            column.hide_below,
        )
        for column, order in _COLUMNS
    )


def order_words(by: CaseOrder, *, backwards: bool) -> str:
    """What the cases are in order of, in words."""
    return f"By {_ORDERS[by]}{', backwards' if backwards else ''}."


def next_order(by: CaseOrder) -> CaseOrder:
    """The order after this one, round and round."""
    every = list(CaseOrder)
    return every[(every.index(by) + 1) % len(every)]


class CaseRows:
    """The cases as rows, each made when it is shown.

    ids: of all of them, in order. want: asked for the ids of cases whose lines are missing when one
    is shown; `put` gives them.
    """

    def __init__(
        self,
        ids: Sequence[str],
        today: date,
        lines: Iterable[CaseLine] = (),
        want: Callable[[], None] = lambda: None,
    ) -> None:
        self.ids = ids
        self._today = today
        self._want = want
        self._lines = {line.id: line for line in lines}
        self._gone: set[str] = set()
        self._wanted: list[int] = []

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, index: int) -> Row:
        key = self.ids[index]
        line = self._lines.get(key)
        if line is not None:
            return case_row(line, self._today)
        if key in self._gone:
            return Row(key, ("", "This case is not there any more.", *[""] * 6))
        self._wanted.append(index)
        self._want()
        return Row(key, ("…", *[""] * 7))

    def place(self, key: str) -> int | None:
        """The index of the case with that id."""
        return _place(self.ids, key)

    def line(self, key: str | None) -> CaseLine | None:
        """The line of a case, where it was read."""
        return self._lines.get(key) if key is not None else None

    def missing(self) -> Sequence[str]:
        """The ids of what was shown last without its line, and of its neighbours."""
        if not self._wanted:
            return ()
        at = self._wanted[-1]
        self._wanted.clear()
        near = self.ids[max(0, at - PAGE) : at + PAGE]
        return [key for key in near if key not in self._lines and key not in self._gone]

    def put(self, asked: Collection[str], lines: Iterable[CaseLine]) -> None:
        """Take the lines that were asked for; those that did not come are gone."""
        found = {line.id: line for line in lines}
        self._gone.update(set(asked) - found.keys())
        self._lines.update(found)
        while len(self._lines) > _KEPT:
            del self._lines[next(iter(self._lines))]

    def says(self, ids: Sequence[str], lines: Iterable[CaseLine], today: date) -> bool:
        """Whether these rows say all that already."""
        return (
            today == self._today
            and ids == self.ids
            and not self._gone
            and all(self._lines.get(line.id) == line for line in lines)
        )


def _place(ids: Sequence[str], key: str) -> int | None:
    try:
        return ids.index(key)
    except ValueError:
        return None


def around(ids: Sequence[str], shown: Iterable[str | None]) -> list[str]:
    """The ids of the first page, and of a page around each case that is shown."""
    places = (_place(ids, key) for key in shown if key is not None)
    parts = [(0, PAGE), *((max(0, at - PAGE // 2), at + PAGE) for at in places if at is not None)]
    return list(dict.fromkeys(one for start, end in parts for one in ids[start:end]))


def case_row(line: CaseLine, today: date) -> Row:
    """One case as a row of the caseload."""
    due = due_words(line.next_due, today)
    return Row(
        line.id,
        (
            Cell(line.reference, "strong"),
            line.applicant,
            line.stage.value,
            line.next_step,
            Cell(due, "error" if line.overdue else "warning" if due == "today" else ""),
            short_day(line.next_due),
            ", ".join(line.outstanding) or "nobody",
            line.spoc or "not named",
        ),
    )


def whose_words(council: str, who: str) -> str:
    """Whose caseload it is, for its title."""
    return one_line(f"Caseload · {council} · You are {who}")


def practice_words(source: str) -> str:
    """What is said above the cases of a practice council."""
    built = f" Built from: {source}" if source else ""
    return one_line(f"PRACTICE: nobody here is real.{built}")


def chosen_words(line: CaseLine) -> str:
    """The case under the cursor in full, on two lines."""
    waiting = ", ".join(line.outstanding) or "nobody"
    due = f" by {short_day(line.next_due)}" if line.next_due else ""
    return (
        f"{one_line(line.applicant)}: {line.next_step}{due}. Stage: {line.stage}.\n"
        f"Waiting for: {one_line(waiting)}. Single point of contact: "
        f"{one_line(line.spoc) or 'not named'}."
    )
