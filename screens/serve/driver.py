"""The driver of a session in a browser: keys come in packets through a pipe, pictures leave so.

Other than the stock one it sleeps until something comes, survives whatever the browser sends, ends
with its drafts written when it is told to or the server is gone, and hands files over whole.
"""

from __future__ import annotations

import json
import os
import secrets
import selectors
import signal
import sys
import threading
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Literal, TextIO

from textual import events, messages
from textual._xterm_parser import XTermParser
from textual.drivers._byte_stream import ByteStream
from textual.drivers.web_driver import WebDriver
from textual.geometry import Size

from screens.keeper import write_what_waits
from screens.serve.errand import OUTBOX

_ESCAPE_SECONDS = 0.1
"""After this a lone escape counts as the escape key."""
_READ = 64 * 1024
_LAST_SECONDS = 5.0
"""A process that was told to end and cannot ends all the same, so much later."""


class ServedDriver(WebDriver):
    """Speaks with the server: packets of a letter (D data, M message), a length, and the rest."""

    lost = False
    """Whether the server went away without a word."""
    _leaving = False
    _wake: int | None = None

    def write(self, data: str) -> None:
        """What the terminal is to show."""
        self._send(b"D", data.encode("utf-8", "replace"))

    def write_meta(self, data: dict[str, object]) -> None:
        """A message to the server."""
        self._send(b"M", json.dumps(data).encode())

    def _send(self, kind: bytes, payload: bytes) -> None:
        packet = memoryview(b"%s%s%s" % (kind, len(payload).to_bytes(4, "big"), payload))
        try:
            while packet:
                packet = packet[os.write(self.fileno, packet) :]
        except OSError:
            self._leave(lost=True)

    def start_application_mode(self) -> None:
        """Begin. How a signal ends the program is the application's own affair."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._write(b"__GANGLION__\n")
        self.write("\x1b[?1049h")  # The other screen, which is left as it was.
        self._enable_mouse_support()
        self.write("\x1b[?25l")  # No cursor: Textual draws its own.
        size = Size(*(self._size or (80, 24)))
        self._app.post_message(events.Resize(size, size))
        self._request_terminal_sync_mode_support()
        self._enable_bracketed_paste()
        self._key_thread.start()

    def stop_application_mode(self) -> None:
        """Stop reading, and tell the server that it is over."""
        self.exit_event.set()
        wake, self._wake = self._wake, None
        if wake is not None:
            with suppress(OSError):
                os.close(wake)
        self.write_meta({"type": "exit"})

    # What comes in

    def run_input_thread(self) -> None:
        """Read packets until it is over; the end of the pipe is the end of the server."""
        self._parser = XTermParser(self._debug)
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        stream = ByteStream()
        for data in self._chunks():
            for kind, payload in stream.feed(data) if data else ():
                with suppress(Exception):
                    # Whatever a browser sends, the next key is read.
                    self._take(kind, payload)
            for event in self._parser.tick():
                self.process_message(event)
        if not self.exit_event.is_set():
            self._leave(lost=True)

    def _take(self, kind: str, payload: bytes) -> None:
        if kind != "D":
            self._on_meta(kind, payload)
            return
        try:
            for event in self._parser.feed(self._decode(payload)):
                self.process_message(event)
        except Exception:
            self._parser = XTermParser(self._debug)
            raise

    def _chunks(self) -> Iterator[bytes]:
        """What arrives; an empty one when an escape has waited long enough for more."""
        entry = sys.__stdin__.fileno() if sys.__stdin__ else 0
        if sys.platform == "win32":
            while data := os.read(entry, _READ):
                yield data
            return
        woken, self._wake = os.pipe()
        with selectors.DefaultSelector() as selector:
            selector.register(entry, selectors.EVENT_READ)
            selector.register(woken, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                waits = getattr(self._parser, "_timeout_time", 0.0) is not None
                ready = {key.fd for key, _ in selector.select(_ESCAPE_SECONDS if waits else None)}
                if woken in ready:
                    break
                data = os.read(entry, _READ) if entry in ready else b""
                if entry in ready and not data:
                    break
                yield data
        os.close(woken)

    def on_meta(self, packet_type: str, payload: dict[str, Any]) -> None:
        """What the server says of the window, and of the session."""
        if packet_type == "resize":
            size = Size(int(payload["width"]), int(payload["height"]))
            self._size = (size.width, size.height)
            self._app.post_message(events.Resize(size, size))
        elif packet_type == "focus":
            self._app.post_message(events.AppFocus())
        elif packet_type == "blur":
            self._app.post_message(events.AppBlur())
        elif packet_type == "alive":
            # Answered by the loop: a thread would answer for an application that hangs.
            self._loop.call_soon_threadsafe(self._say_alive)
        elif packet_type == "quit":
            self._leave()

    def _say_alive(self) -> None:
        self.write_meta({"type": "alive"})

    def _leave(self, *, lost: bool = False) -> None:
        """End as on a shutdown: drafts written, then out; by force where that takes too long."""
        self.lost = self.lost or lost
        if self._leaving:
            return
        self._leaving = True
        threading.Thread(target=_end_at_last, daemon=True).start()
        if sys.platform == "win32":
            self._app.call_later(self._app.post_message, messages.ExitApp())
        else:
            os.kill(os.getpid(), signal.SIGTERM)

    # What goes out

    def deliver_binary(
        self,
        binary: BinaryIO | TextIO,
        *,
        delivery_key: str,
        save_path: Path,
        open_method: Literal["browser", "download"] = "download",  # noqa: ARG002
        encoding: str | None = None,
        mime_type: str | None = None,
        name: str | None = None,
    ) -> None:
        """Hand a file over whole, under a name that says nothing; it always leaves as a download.

        encoding: of text that is given; UTF-8 unless told.
        """
        with binary:
            content = binary.read()
        whole = content.encode(encoding or "utf-8") if isinstance(content, str) else content
        beside = self._folder() / OUTBOX / secrets.token_hex(16)
        beside.write_bytes(whole)
        told: dict[str, object] = {"type": "deliver", "file": beside.name, "name": save_path.name}
        self.write_meta(told | {"mime": mime_type or ""})
        complete = events.DeliveryComplete(key=delivery_key, path=None, name=name)
        self._app.post_message(complete)

    def _folder(self) -> Path:
        """This session's own folder."""
        served = getattr(self._app, "served", None)
        if served is None:
            raise RuntimeError("this application is not shown in a browser")
        return Path(served.inbox).parent

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Ask the page to open another; the server passes on what is safe to open."""
        self.write_meta({"type": "open_url", "url": url, "new_tab": new_tab})


def _end_at_last() -> None:
    """End the process where it does not end by itself."""
    threading.Event().wait(_LAST_SECONDS)
    write_what_waits()
    os._exit(1)
