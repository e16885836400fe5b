"""What the display in the meeting room shows: one item for everybody there, or nothing at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conference.views.case import CaseFile
from conference.views.meeting import AgendaItemView
from conference.views.people import CouncilView


@dataclass(frozen=True)
class OpenMeeting:
    """A meeting that is open now, as the room may choose it: by its reference, without a name."""

    id: str
    reference: str


@dataclass(frozen=True)
class RoomPicture:
    """What the room display shows at one moment.

    While `holding`, nothing in it tells of a case: no reference, no item, no name.
    """

    council: CouncilView
    holding: bool
    why: str = ""
    """For the holding screen, a sentence: "The meeting has not begun."; empty while showing."""
    reference: str = ""
    applicant_present: bool = False
    """Whether the applicant is in the room, so that `case` is made for their eyes."""
    item: AgendaItemView | None = None
    case: CaseFile | None = None
    """Made for the room, or for the applicant while they are in it."""
    meeting_id: str = ""
    """The meeting this room follows, also while it holds; empty where it follows none."""
    since: datetime | None = None
    """Since when the item has been the current one; None where it is not."""
    choices: tuple[OpenMeeting, ...] = ()
    """The open meetings to choose from, where the room does not follow one of them."""

    @property
    def number(self) -> int:
        """The place of the item on the agenda as the room sees it, from 1; 0 while holding."""
        ids = [item.id for item in self._items]
        return ids.index(self.item.id) + 1 if self.item and self.item.id in ids else 0

    @property
    def count(self) -> int:
        """How many items the room sees on the agenda."""
        return len(self._items)

    @property
    def _items(self) -> tuple[AgendaItemView, ...]:
        meetings = self.case.meetings if self.case else ()
        return next((one.items for one in meetings if one.id == self.meeting_id), ())
