"""What of the record the history does not tell, and why; everything else it tells by itself.

A column that is added is told from then on. Only what is named here is left out.
"""

from __future__ import annotations

NOT_TOLD_TABLES = {
    "Chain": "the heads of the chains, which are held against their entries",
    "Draft": "what is being typed is no part of the record until it is saved",
    "HeadSum": "it is held against the heads of the chains",
    "History": "the chain itself",
    "KnownDevice": "it says where somebody signed in last, and is forgotten after a while",
    "SignIn": "what is open just now: that somebody signed in, and how it ended, are entries",
    "ReferenceCounter": "it is held against the references that were given out",
    "TryCount": "it counts wrong passwords since the last right one, each of which is told",
}
"""Tables whose rows the history does not tell, by class, with the reason."""

NOT_TOLD = {
    "*.content": "the bytes of a frozen file: their digest stands beside them, and is told",
    "*.version": "it counts the saves of a row, so that no open form covers another's words: "
    "altered, a form is refused or covers some, and the history tells what it covered",
    "Case.stage": "it follows from the facts, and is held against them",
    "Case.next_step": "it follows from the facts, and is held against them",
    "Case.next_due": "it follows from the facts, and is held against them",
    "Credential.totp_last": "it moves with every one-time code: set back, a code of the last "
    "minute counts twice, for whoever has the password too",
}
"""Columns that the history does not tell, as table.column, with the reason."""

NAMED_OTHERWISE = {
    "*.id": "each change is told under the row's id: another id is another row",
    "*.council_id": "it is the council of the chain",
    "*.case_id": "it is the case of the chain",
}
"""Columns that an entry of the history names outside its details."""

BY_DIGEST = {
    "Credential.password": "a secret, though a hashed one",
    "Credential.totp_secret": "a secret",
    "Credential.recovery": "secrets, though hashed ones",
}
"""Columns of which the history holds a SHA-256 in the place of what is in them."""


def is_told(table: str, column: str) -> bool:
    """Whether the history tells the column of the table, given by the name of its class."""
    return not (_names(NOT_TOLD, table, column) or _names(NAMED_OTHERWISE, table, column))


def by_digest(table: str, column: str) -> bool:
    """Whether the history holds only a digest of what is in the column."""
    return _names(BY_DIGEST, table, column)


def _names(columns: dict[str, str], table: str, column: str) -> bool:
    return f"*.{column}" in columns or f"{table}.{column}" in columns
