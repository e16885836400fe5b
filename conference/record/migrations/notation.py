"""Tables in few words, as the revisions write them down.

    letter: id 32!, case_id review_case.id*, number int, title, note = '', unique case_id+number

A table and its columns. A column has a name and a kind: text unless one is said, a length for short
text, or the column of another table that it points to. `!` is for the key, `?` for what may be
empty, `*` for what rows are looked up by; after = stands what rows have that were there before it.
"""

import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from conference.record.columns import Instant
from conference.record.walls import raise_walls

_TABLE = re.compile(r"^(\w+):(.*?)(?=^\w+:|\Z)", re.MULTILINE | re.DOTALL)
_COLUMN = re.compile(r"(\w+)(?: ([\w.]+))?([!?*]*)(?: = (.*))?")
_KINDS: dict[str, Any] = {
    "text": sa.Text(),
    "int": sa.Integer(),
    "bigint": sa.BigInteger(),
    "bool": sa.Boolean(),
    "date": sa.Date(),
    "time": sa.Time(),
    "instant": Instant(timezone=True),
    "json": sa.JSON(),
    "bytes": sa.LargeBinary(),
}
_DEFAULTS: dict[str | None, Any] = {"''": "", "false": sa.false(), "true": sa.true()}


def make_tables(written: str) -> None:
    """Make the tables in their order, each with its indexes and the wall between councils.

    The constraints are named by `tables.base.NAMING`.
    """
    for name, columns in _TABLE.findall(written):
        op.create_table(name, *_parts(columns))
        raise_walls(op.get_bind(), name)


def add_columns(table: str, written: str) -> None:
    """Put columns behind those that a table has; none of them points to another table."""
    for column in _parts(written):
        op.add_column(table, column)


def _parts(written: str) -> Iterator[Any]:
    """The columns, and what is unique among the rows."""
    for part in " ".join(written.split()).split(", "):
        if part.startswith("unique "):
            yield sa.UniqueConstraint(*part.removeprefix("unique ").split("+"))
        else:
            yield _column(part)


def _column(written: str) -> sa.Column[Any]:
    found = _COLUMN.fullmatch(written)
    if found is None:
        raise ValueError(f"no column: {written!r}")
    name, kind, marks, default = found.groups()
    kind = kind or "text"
    points_to = [sa.ForeignKey(kind)] if "." in kind else []
    return sa.Column(
        name,
        sa.String(32) if points_to else _KINDS.get(kind) or sa.String(int(kind)),
        *points_to,
        primary_key="!" in marks,
        nullable="?" in marks,
        index="*" in marks,
        server_default=_DEFAULTS.get(default, default),
    )
