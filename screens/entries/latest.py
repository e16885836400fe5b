"""What a correction starts from: an entry as it was shown, then as it is once others saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from conference.review.desk import Desk
from conference.review.reading import read_case
from conference.views import CaseFile
from screens.widgets.form import Values

View = TypeVar("View")


class Latest(Generic[View]):
    """An entry of a case that is being corrected.

    now: its latest view. find: the same entry in the case read anew. values: an entry as its form
    holds it.
    """

    def __init__(
        self,
        desk: Desk,
        case: CaseFile,
        now: View,
        find: Callable[[CaseFile], View | None],
        values: Callable[[View], Values],
    ) -> None:
        self.now = now
        self._desk = desk
        self._case = case
        self._find = find
        self._values = values

    def read(self) -> Values:
        """Read the entry anew; its values as they are now. Raises ConferenceError."""
        case = read_case(self._desk, self._case.id, again=True)
        self.now = self._find(case) or self.now
        return self._values(self.now)
