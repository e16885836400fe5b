"""The people of the council who can answer for a recommendation, offered agency by agency."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from rich.text import Text
from textual import work
from textual.css.query import NoMatches
from textual.widgets import Select

from conference.errors import ConferenceError
from conference.review.desk import Desk
from conference.review.people import people
from conference.text import one_line
from conference.views import PersonView
from screens.entries.offers import OfferField
from screens.widgets.fields import Field


class OwnersField(OfferField):
    """Offers the people of the agency that is chosen in another field; a name can be written too.

    They are read beside the event loop once the form is open.
    """

    def __init__(self, desk: Desk, *, into: str, of: str) -> None:
        """into: the key of the field a name is put into. of: that of the field of the agency."""
        super().__init__(
            "their_people", "People of that agency", (), {}, prompt="nobody is entered there"
        )
        self._desk = desk
        self._into = into
        self._of = of
        self._everybody: tuple[PersonView, ...] = ()

    def on_mount(self) -> None:
        """Read who there is, and follow the agency."""
        if (agency := self._field(self._of)) is not None:
            self.watch(agency.control, "value", self._offer, init=False)
        self._read()

    @work(group="people")
    async def _read(self) -> None:
        try:
            found = await asyncio.to_thread(people, self._desk.store, self._desk.council_id)
        except ConferenceError:
            return  # only an offer is missing: names can be written
        self._everybody = found
        self._offer()

    def _offer(self) -> None:
        agency = self._field(self._of)
        agency_id = str(agency.value) if isinstance(agency, Field) else ""
        theirs = [one for one in self._everybody if agency_id and one.agency_id == agency_id]
        self._offer_these(theirs)

    def _offer_these(self, theirs: Sequence[PersonView]) -> None:
        names = [one_line(one.name) for one in theirs]
        self._puts = {name: {self._into: name} for name in names}
        self._values = {
            one_line(one.name): one_line(", ".join(filter(None, (one.name, one.title))))
            for one in theirs
        }
        with self.control.prevent(Select.Changed):
            self.control.prompt = "Choose" if theirs else "nobody is entered there"
            try:
                self.control.set_options(
                    (Text(words), name) for name, words in self._values.items()
                )
            except NoMatches:  # the form was left meanwhile
                return
