"""Which council's record is opened, where the database holds several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import Column, LineList, Row, RowList

if TYPE_CHECKING:
    from conference.review.councils import CouncilName


class ChooseCouncil(Screen[str]):
    """Asks for the council; answered with its id. Nothing of any of them but its name is shown."""

    CSS_PATH = "councils.tcss"
    AUTO_FOCUS = "LineList"
    ABOUT: ClassVar[str] = (
        "Several councils share this database, and none sees anything of another. Choose the one "
        "whose reviews you work on; then say who you are. To be asked no more, have "
        "CONFERENCE_COUNCIL name it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "app.quit", "Quit", tooltip="Leave Case Conference"),
    ]

    def __init__(self, councils: Sequence[CouncilName]) -> None:
        super().__init__()
        self._councils = tuple(councils)

    def compose(self) -> ComposeResult:
        """The councils with the letters their references begin with."""
        yield Static("Which council?", classes="title", markup=False)
        yield Static("Its reviews are opened, and no other's.", classes="about", markup=False)
        columns = [Column("Council", share=4), Column("References", share=1)]
        rows = [Row(one.id, (one.name, f"{one.code}-…")) for one in self._councils]
        yield LineList(columns, RowList(rows))
        yield KeyFooter()

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """That one."""
        self.dismiss(event.key)
