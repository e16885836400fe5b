"""A store that a later test takes up again: each statement of the program is compiled but once."""

from __future__ import annotations

from typing import ClassVar

from conference.record.store import Store


class KeptStore(Store):
    """A store that is free for the next test when it was closed."""

    _free: ClassVar[list[KeptStore]] = []

    @classmethod
    def at(cls, place: str) -> Store:
        """One that nobody uses, for that place."""
        kept = next((one for one in cls._free if str(one.file) == place), None)
        if kept is None:
            return cls(place)
        cls._free.remove(kept)
        return kept

    def close(self) -> None:
        """Let go of everything, and be free for the next."""
        super().close()
        self.__dict__.pop("changes", None)
        if self not in self._free:
            self._free.append(self)
