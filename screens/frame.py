"""The frame of the application: its first picture, colours, help, and what a fault says.

Nothing here loads a database library: the first picture does not wait for one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.widgets import Static

from screens.faults import fault_words
from screens.locking import LockingApp
from screens.terminal import PlainText, quick_driver
from screens.themes import DARK, THEMES
from screens.widgets.key_footer import KeyFooter


def _commands() -> type[Provider]:
    from screens.commands import ScreenCommands

    return ScreenCommands


class Frame(LockingApp):
    """What stands on every screen, whoever sits there. clock: gives aware instants."""

    TITLE = "Case Conference"
    CSS_PATH = Path(__file__).with_name("app.tcss")
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (100, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "explain", "Help", priority=True, tooltip="What this screen is for"),
        Binding(
            "f8",
            "next_theme",
            "Colours",
            show=False,
            priority=True,
            tooltip="Dark, light or high-contrast colours",
        ),
        Binding(
            "f9",
            "own_access",
            "You",
            show=False,
            priority=True,
            tooltip="Your password and one-time codes; for an administrator, everybody's",
        ),
        Binding(
            "ctrl+l",
            "lock",
            "Lock",
            show=False,
            priority=True,
            tooltip="Lock the screen; what is being typed is kept",
        ),
    ]

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__(clock, driver_class=quick_driver())
        self._plain_text = PlainText()
        self._use_themes()

    def _use_themes(self) -> None:
        """Offer the themes whose contrast was measured, and neither others nor the terminal's."""
        others = list(self.available_themes)
        for theme in THEMES:
            self.register_theme(theme)
        # Changing it later would have every style read a second time before the first picture.
        self.set_reactive(App.theme, DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())
        for name in others:
            self.unregister_theme(name)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line passes through on its way out; control codes go first."""
        return [self._plain_text, *super().get_line_filters()]

    def compose(self) -> ComposeResult:
        """The frame, at once."""
        yield Static("Case Conference", classes="title", markup=False)
        yield Static("Opening the record…", id="opening", markup=False)
        yield KeyFooter()

    def action_command_palette(self) -> None:
        """Find anything that can be done here, unless the screen in front keeps to its keys."""
        if getattr(self.screen, "PALETTE", True) and not self.is_locked:
            super().action_command_palette()

    def action_next_theme(self) -> None:
        """Change to the next theme."""
        names = list(self.available_themes)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.notify(f"Colours: {self.theme.removeprefix('conference-')}", markup=False)

    def action_explain(self) -> None:
        """Explain the screen in front, unless it is the explanation."""
        from screens.help import Explanation

        if not isinstance(self.screen, Explanation):
            self.push_screen(Explanation.of(self.screen))

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Write no picture: it would hold a case, and words could name where it goes."""

    async def _shutdown(self) -> None:
        """Let go first of whatever is still being read: the screens go that would show it."""
        self.workers.cancel_all()
        await super()._shutdown()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a notification; its words are never markup, whoever forgets to say so."""
        del markup
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    def _handle_exception(self, error: Exception) -> None:
        """End after a fault in the program, without a word of any case on the terminal."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self.panic(Text(fault_words(error)))
