"""The process of one session as the server has it: two pipes, and a way to end it."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

_HEAD = 5
_LARGEST = 32 * 1024 * 1024
"""Bytes in one packet; a picture of the whole window has some ten thousand."""


class SessionProcess:
    """One process. ended: set when it is gone. kill: ends it where it does not end by itself.

    alone: nobody tells when it is gone, so the end of its pipe has to.
    """

    def __init__(
        self,
        pid: int,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        kill: Callable[[], None],
    ) -> None:
        self.pid = pid
        self.ended = asyncio.Event()
        self.kill = kill
        self.alone = False
        self._reader = reader
        self._writer = writer

    async def send(self, kind: bytes, payload: bytes) -> None:
        """Send one packet, and wait until there is room for the next. Raises OSError at its end."""
        if self._writer.is_closing():
            raise BrokenPipeError
        self._writer.write(kind + len(payload).to_bytes(4, "big") + payload)
        await self._writer.drain()

    async def tell(self, type: str, **words: object) -> None:
        """Send a message."""
        await self.send(b"M", json.dumps({"type": type, **words}).encode())

    async def prelude(self) -> None:
        """Wait for the line with which an application begins. Raises IncompleteReadError."""
        await self._reader.readuntil(b"__GANGLION__\n")

    async def packet(self) -> tuple[bytes, bytes]:
        """The next packet. Raises IncompleteReadError at the end, ValueError for what is none."""
        head = await self._reader.readexactly(_HEAD)
        size = int.from_bytes(head[1:], "big")
        if head[:1] not in (b"D", b"M") or size > _LARGEST:
            raise ValueError("no packet")
        return head[:1], await self._reader.readexactly(size)

    async def end(self, grace: float) -> bool:
        """Ask it to end, and kill it where it has not within `grace` seconds; False if killed."""
        with suppress(OSError, asyncio.TimeoutError):
            await asyncio.wait_for(self.tell("quit"), 1)
        # The end of its pipe says the same once more, to a process that has not read the words.
        self._writer.close()
        drained = asyncio.create_task(self._drain())
        try:
            await asyncio.wait_for(self.ended.wait(), grace)
        except TimeoutError:
            self.kill()
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self.ended.wait(), grace)
            return False
        finally:
            drained.cancel()
        return True

    async def _drain(self) -> None:
        """Read on to nobody: a process whose pipe is full could not end."""
        while await self._reader.read(65536):
            pass
        if self.alone:
            self.ended.set()


async def reader_of(pipe: int) -> asyncio.StreamReader:
    """A reader of the end of a pipe; it closes it at its end."""
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(pipe, "rb", 0)
    )
    return reader


async def writer_of(pipe: int) -> asyncio.StreamWriter:
    """A writer to the end of a pipe."""
    loop = asyncio.get_running_loop()
    protocol: Any = asyncio.StreamReaderProtocol(asyncio.StreamReader())
    transport, _ = await loop.connect_write_pipe(lambda: protocol, os.fdopen(pipe, "wb", 0))
    return asyncio.StreamWriter(transport, protocol, None, loop)
