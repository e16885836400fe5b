"""Taking the words out of a case whose time has run, and what stays of it, with the reason.

The columns are read from the tables themselves: a column that is added goes unless it is named
here, or can hold no words. The rows stay where they are, so that what is counted of them is the
same before and after.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy
from sqlalchemy import Boolean, Column, Date, Enum, Integer, Time
from sqlmodel import Session, col, delete, select, update

from conference.record.columns import Instant
from conference.record.tables import Case, CaseRow, Draft, History

REMOVED = "removed"
"""What stands where words stood: that there were some is all that is left."""

STAYS = {
    "Case.reference": "it names what was disposed of",
    "Case.acknowledged_on": "the days of the procedure's steps are counted",
    "Case.closed_on": "the time of keeping is counted from it",
    "Case.disposed_on": "it says that this was done",
    "Application.withdrawn_on": "the yearly figures count what was withdrawn",
    "Meeting.closed_at": "the yearly figures count the review on that day",
    "Recommendation.done_on": "how many were done is counted",
    "InformationRequest.answered_on": "how long answers took is counted",
    "Letter.letter_date": "the register of letters keeps its days",
    "Letter.issued_at": "the register of letters keeps its days",
    "LetterFile.format": "a word of the program",
    "LetterFile.digest": "whoever still has the letter can show that it is the one",
    "Minutes.approved_at": "that there were minutes, and when, can be shown",
    "Minutes.head": "it ties the minutes to the history",
    "Minutes.digest": "whoever still has the minutes can show that they are these",
    "MinutesFile.format": "a word of the program",
    "MinutesFile.digest": "whoever still has the minutes can show that they are these",
    "BundleFile.name": "the program made it of the reference",
    "BundleFile.digest": "whoever still has the bundle can show that it is the one",
    "Appeal.against": "a word of the program",
    "Appeal.acknowledged_on": "the days of an appeal are counted",
    "Appeal.sent_on": "the days of an appeal are counted",
    "Appeal.last_day": "the days of an appeal are counted",
    "Appeal.result_on": "the days of an appeal are counted",
    "FollowUp.done_on": "that it was done is counted",
    "Hold.lifted_on": "that the case was held, and until when",
    "Disposal.why": "why it was disposed of, by those who did it",
    "Disposal.proposed_by": "who did it",
    "Disposal.declined_on": "who did it",
    "Disposal.done_at": "who did it",
    "Disposal.done_by": "who did it",
}
"""The columns that stay although they could be emptied, as table.column, with the reason."""

_HOLD_NO_WORDS = (Enum, Boolean, Integer)
_DAYS = (Date, Time, Instant)


def case_tables() -> tuple[type[CaseRow], ...]:
    """Every table whose rows belong to a case."""
    return tuple(sorted(_below(CaseRow), key=lambda table: table.__name__))


def _below(parent: type[Any]) -> Iterator[type[Any]]:
    for table in parent.__subclasses__():
        if hasattr(table, "__table__"):
            yield table
        yield from _below(table)


def goes(table: type[Any], column: Column[Any]) -> bool:
    """Whether what stands in the column goes when a case is disposed of.

    Identifiers join the rows; words of a fixed list, numbers and yes or no name nobody; a day that
    a row cannot be without names nobody either.
    """
    if f"{table.__name__}.{column.key}" in STAYS:
        return False
    if column.primary_key or column.foreign_keys or column.key == "about_id":
        return False
    kind = column.type
    if isinstance(kind, _HOLD_NO_WORDS):
        return False
    return bool(column.nullable) or not isinstance(kind, _DAYS)


def without_words(value: Any) -> Any:
    """What is put in the place of what goes: nothing, or a word that there was something."""
    match value:
        case str():
            return REMOVED if value else ""
        case bytes():
            return b""
        case list() | tuple():
            return []
        case dict():
            return {}
    return None


def empty_case(session: Session, case: Case) -> int:
    """Take the words out of every row of the case, its drafts and its history; how many rows.

    In the caller's transaction. What each entry of the history told goes; the entry and the digest
    of what it told stay, and with them the chain.
    """
    emptied = [case]
    _empty(case)
    for table in case_tables():
        rows = session.exec(select(table).where(table.case_id == case.id)).all()
        for row in rows:
            _empty(row)
        emptied += rows  # type: ignore[arg-type]
    session.add_all(emptied)
    session.flush()
    _drop_drafts(session, case, {row.id for row in emptied})
    session.execute(update(History).where(col(History.chain_id) == case.id).values(details={}))
    return len(emptied)


def _empty(row: Any) -> None:
    table = type(row)
    for column in sqlalchemy.inspect(table).local_table.columns:
        if goes(table, column):
            value = getattr(row, column.key)
            if value != (empty := without_words(value)):
                setattr(row, column.key, empty)


def _drop_drafts(session: Session, case: Case, ids: set[str]) -> None:
    """Forget what anybody was typing about the case, also where only the place of it tells so."""
    drafts = session.exec(
        select(Draft.id, col(Draft.case_id), Draft.place).where(Draft.council_id == case.council_id)
    ).all()
    gone = [
        draft_id
        for draft_id, case_id, place in drafts
        if case_id == case.id or ids & set(place.split("/"))
    ]
    session.execute(delete(Draft).where(col(Draft.id).in_(gone)))
