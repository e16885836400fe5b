"""What reaches the terminal, and how quickly the application lets go of it."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color

from screens.terminal import PlainText, quick_driver

UNSAFE = "\x1b]0;x\x07 \x9b31m \u202e \u2066 \u200f \x00 \x7f"
BLACK = Color(0, 0, 0)


def test_control_codes_and_marks_of_direction_are_taken_out_of_words() -> None:
    (segment,) = PlainText().apply([Segment(f"a{UNSAFE}b", Style(bold=True))], BLACK)
    assert segment == Segment("a]0;x 31m     b", Style(bold=True))


def test_what_nobody_can_see_is_not_drawn_either() -> None:
    hidden = "a\u200bb\u061cc\u2061d\u206ae\ufff9f\U000e0041g"
    (segment,) = PlainText().apply([Segment(hidden)], BLACK)
    assert segment.text == "abcdefg"


def test_what_textual_itself_tells_the_terminal_is_left_alone() -> None:
    control = Segment("\x1b[H", None, [(ControlType.HOME,)])
    assert PlainText().apply([control], BLACK) == [control]


def test_ordinary_words_of_any_script_are_left_alone() -> None:
    segments = [Segment("مرحبا بالعالم – £1,000 日本語 e\u0301 👩\u200d👧 می\u200cخ")]
    assert PlainText().apply(segments, BLACK) == segments


def test_a_driver_chosen_in_the_environment_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver")
    assert quick_driver() is None


APP = """
import sys
from textual.app import App
from screens.terminal import quick_driver
class Quitting(App):
    def on_key(self, event):
        if event.key == "q":
            self.exit()
    def on_mount(self):
        self.call_after_refresh(lambda: self.set_timer(0.05, lambda: self.driver_write()))
    def driver_write(self):
        self._driver.write("READY"); self._driver.flush()
Quitting(driver_class=quick_driver()).run()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_keys_are_read_and_quitting_leaves_the_terminal_as_it_was() -> None:
    import pty
    import termios

    pid, terminal = pty.fork()
    if pid == 0:  # pragma: no cover - the child becomes the application
        os.chdir(Path(__file__).parents[2])
        os.environ.pop("TEXTUAL_DRIVER", None)
        os.environ.update(TERM="xterm-256color", PYTHONPATH=str(Path(__file__).parents[2]))
        os.execv(sys.executable, [sys.executable, "-c", APP])
    written = b""
    before = termios.tcgetattr(terminal)
    limit = time.monotonic() + 20
    while b"READY" not in written and time.monotonic() < limit:
        written += os.read(terminal, 65536)
    os.write(terminal, b"q")
    try:
        while chunk := os.read(terminal, 65536):
            written += chunk
    except OSError:
        pass
    _, status = os.waitpid(pid, 0)
    assert status == 0
    assert b"\x1b[?1049l" in written, "the alternate screen is left"
    assert before[3] & termios.ECHO
