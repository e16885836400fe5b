"""What a console on Windows is told, as far as that can be seen on any machine."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
import textual.drivers
from textual.app import App

from screens import terminal
from screens.windows_driver import plain_keys_driver

KITTY_ON, KITTY_OFF, OTHER_SCREEN = "\x1b[>1u", "\x1b[<u", "\x1b[?1049h"


class _NoMonitor:
    """Stands in for the thread that reads the console."""

    def __init__(self, *_given: object) -> None: ...

    def start(self) -> None: ...

    def join(self) -> None: ...


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """A console that keeps what it is told, where Textual would find that of Windows."""
    fake: Any = ModuleType("textual.drivers.win32")
    fake.enable_application_mode = lambda: lambda: None
    fake.EventMonitor = _NoMonitor
    written = io.StringIO()
    monkeypatch.setitem(sys.modules, "textual.drivers.win32", fake)
    monkeypatch.setattr(textual.drivers, "win32", fake, raising=False)
    monkeypatch.delitem(sys.modules, "textual.drivers.windows_driver", raising=False)
    monkeypatch.setattr(sys, "__stdout__", written)
    yield written
    monkeypatch.delattr(textual.drivers, "windows_driver", raising=False)
    sys.modules.pop("textual.drivers.windows_driver", None)


async def told_by(driver_class: type[Any], console: io.StringIO) -> str:
    driver = driver_class(App[None]())
    driver.start_application_mode()
    driver.stop_application_mode()
    driver.close()
    return console.getvalue()


async def test_the_keyboard_is_left_as_it_is_so_that_altgr_keeps_its_letters(
    console: io.StringIO,
) -> None:
    told = await told_by(plain_keys_driver(), console)
    assert OTHER_SCREEN in told
    assert KITTY_ON not in told
    assert KITTY_OFF not in told


async def test_textual_s_own_driver_would_switch_it(console: io.StringIO) -> None:
    from textual.drivers.windows_driver import WindowsDriver

    told = await told_by(WindowsDriver, console)
    assert KITTY_ON in told
    assert KITTY_OFF in told


@pytest.mark.parametrize(
    ("said", "chosen"), [("", "PlainKeysDriver"), ("no", "PlainKeysDriver"), ("yes", "")]
)
def test_a_setting_asks_for_textual_s_own(
    console: io.StringIO, monkeypatch: pytest.MonkeyPatch, said: str, chosen: str
) -> None:
    monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)
    monkeypatch.setenv(terminal.KITTY_KEYS, said)
    monkeypatch.setattr(sys, "platform", "win32")
    driver = terminal.quick_driver()
    assert (driver.__name__ if driver else "") == chosen
