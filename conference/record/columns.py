"""Kinds of column the tables share: aware instants, words from a fixed list, identifiers."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum, TypeDecorator

ID_LENGTH = 32


def new_id() -> str:
    """An identifier that stays unique when councils' databases are brought together.

    32 hexadecimal digits, a version 7 UUID (RFC 9562, 6.2 method 3): of two rows of one instant the
    earlier comes first wherever the identifier breaks the tie, and the index grows at its end.
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    fraction = (rest << 12) // 1_000_000
    number = (milliseconds << 80) | (0x7 << 76) | (fraction << 64) | (0b10 << 62)
    return f"{number | secrets.randbits(62):032x}"


class Instant(TypeDecorator[datetime]):
    """A moment, stored in UTC and always given back aware; SQLite itself would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Refuse a naive moment: nobody could tell afterwards which hour it meant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        """The same moment, aware."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def one_of(choices: type[StrEnum]) -> Enum:
    """A column that keeps a word of the list by its value, as people read it."""
    return Enum(
        choices,
        values_callable=lambda words: [word.value for word in words],
        native_enum=False,
        length=40,
    )
