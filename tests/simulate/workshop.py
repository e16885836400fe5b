"""Where seeds are run: a folder in memory where there is one, and a server when the first asks."""

from __future__ import annotations

import atexit
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import ClassVar

from tests.databases import REQUIRED, NoServer, PostgresServer, postgres_server
from tests.simulate.council import Places

_IN_MEMORY = Path("/dev/shm")
_KEPT_AT_ONCE = {"synchronous_commit": "on"}
"""What was acknowledged outlives a server that ends at once."""


class Workshop:
    """The place of one process, for as many seeds as it runs."""

    _opened: ClassVar[Workshop | None] = None

    def __enter__(self) -> Workshop:
        self._held = ExitStack()
        within = str(_IN_MEMORY) if _IN_MEMORY.is_dir() else None
        folder = self._held.enter_context(tempfile.TemporaryDirectory(dir=within))
        self.places = Places(Path(folder))
        self._server: PostgresServer | None = None
        self.server = self._one_server
        return self

    def __exit__(self, *_error: object) -> None:
        self._held.close()

    def _one_server(self) -> PostgresServer | None:
        """The server; None where there is no software for one, and none is required."""
        if self._server is None:
            try:
                server = self._held.enter_context(postgres_server())
            except NoServer:
                if os.environ.get("CONFERENCE_TEST_POSTGRES") == REQUIRED:
                    raise
                return None
            server.stop()
            server.options.update(_KEPT_AT_ONCE)
            server.start()
            self._server = server
        return self._server

    @classmethod
    def open_for_good(cls) -> None:
        """Open one that stays until the process ends."""
        cls._opened = cls().__enter__()
        atexit.register(cls._opened.__exit__)

    @classmethod
    def opened(cls) -> Workshop:
        """The one of this process."""
        assert cls._opened is not None
        return cls._opened
