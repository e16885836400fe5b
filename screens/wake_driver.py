"""A terminal driver whose input thread is woken when the application ends.

The stock driver lets its thread look up every tenth of a second, so quitting waits two tenths. Here
a byte in a pipe wakes it: quitting takes about ten milliseconds. Imported only on Linux and macOS.
"""

from __future__ import annotations

import os
import selectors
import signal
import termios
from codecs import getincrementaldecoder
from contextlib import suppress

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

_LOOK_UP = 0.1
"""Seconds after which a lone escape counts as the escape key."""
_READ = 4096


class WakeDriver(LinuxDriver):
    """The stock Linux driver, but its input thread ends as soon as it is told to."""

    _wake: int | None = None

    def run_input_thread(self) -> None:
        """Read keys and pass them on until woken to stop."""
        woken, self._wake = os.pipe()
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")().decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(woken, selectors.EVENT_READ)
            try:
                while not self.exit_event.is_set():
                    ready = {key.fd for key, _ in selector.select(_LOOK_UP)}
                    if self.fileno in ready:
                        text = decode(os.read(self.fileno, _READ))
                        if not text:
                            break
                        for event in parser.feed(text):
                            self.process_message(event)
                    for event in parser.tick():
                        self.process_message(event)
            finally:
                os.close(woken)
                with suppress(EOFError, ParseError):
                    for _ in parser.feed(""):
                        pass

    def disable_input(self) -> None:
        """Stop reading: wake the thread, wait for it, and throw away what is still unread."""
        if self.exit_event.is_set():
            return
        with suppress(OSError, ValueError):
            signal.signal(signal.SIGWINCH, signal.SIG_DFL)
            self._disable_mouse_support()
        self.exit_event.set()
        self._wake_thread()
        if self._key_thread is not None:
            self._key_thread.join()
        self.exit_event.clear()
        with suppress(termios.error):
            termios.tcflush(self.fileno, termios.TCIFLUSH)

    def _wake_thread(self) -> None:
        wake, self._wake = self._wake, None
        if wake is not None:
            with suppress(OSError):
                os.write(wake, b".")
            os.close(wake)
