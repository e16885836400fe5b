"""Whatever happens to the record under it, the application says so in words, and words are kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from conference.record import store as store_module
from conference.record.store import Store
from screens.evidence import EvidencePane
from tests.office import START, Clock, Office
from tests.screens.shell import seat
from tests.screens.stage_host import at

Spoil = Callable[[Path], object]
TYPED = "Visited them at nine. "


def newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as bare:
        bare.execute("UPDATE alembic_version SET version_num = '9999'")
        bare.commit()


def cut_short(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 3])


def scribbled_over(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096 : 4096 * 40] = b"\xff" * (4096 * 39)
    file.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (newer, "newer version of Case"),
        (cut_short, "is damaged"),
        (scribbled_over, "is damaged"),
    ],
    ids=["newer", "cut short", "scribbled over"],
)
async def test_a_record_that_cannot_be_opened_is_told(file: Path, spoil: Spoil, words: str) -> None:
    spoil(file)
    async with seat(file) as one:
        await one.reads("cannot be opened")
        await one.reads(words)
        await one.press("enter")
        await one.until(lambda: one.app.return_code == 1)


async def test_a_place_that_is_a_folder_is_told(tmp_path: Path) -> None:
    async with seat(tmp_path) as one:
        await one.reads("cannot be opened")
        await one.press("enter")


async def test_a_clock_that_was_set_back_is_told(file: Path) -> None:
    async with seat(file, clock=Clock(START - timedelta(days=3))) as one:
        await one.reads("This computer's clock says 30")


# While somebody works ---------------------------------------------------------------------------


def full(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA max_page_count=1").close()


def only_read(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA query_only=ON").close()


@pytest.fixture
def desk(file: Path) -> Iterator[Office]:
    store = Store(str(file))
    yield Office.in_store(store)
    store.close()


@pytest.fixture
def held(file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    monkeypatch.setattr(store_module, "WAIT_SECONDS", 0.2)
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        yield holder


async def cannot_be_saved(
    desk: Office, spoil: Callable[[], object], words: str, typed: str = TYPED
) -> None:
    """Words are typed, the disk goes wrong, saving is refused in words, and the words are there."""
    case_id = desk.in_evidence()
    async with at(EvidencePane, desk.police, case_id, (120, 40)) as hand:
        await hand.press("l")
        await hand.fill(date="20/10/2026")
        await hand.choose("kind", "vis")
        await hand.fill(what_was_done=typed)
        spoil()
        await hand.save()
        await hand.sees(words)
        await hand.press("enter")
        await hand.sees(TYPED.strip())
    assert desk.case(case_id).actions == ()


@pytest.mark.parametrize(
    ("pragma", "words"),
    [(full, "The disk is full."), (only_read, "may not be written")],
    ids=["full disk", "read-only"],
)
async def test_what_cannot_be_written_is_told_and_the_words_stay(
    desk: Office, pragma: Callable[..., None], words: str
) -> None:
    def spoil() -> None:
        desk.store.close()
        event.listen(desk.store._engine, "connect", pragma)

    try:
        # More than fits into what the file has free already.
        await cannot_be_saved(desk, spoil, words, TYPED * 800)
    finally:
        if event.contains(desk.store._engine, "connect", pragma):
            event.remove(desk.store._engine, "connect", pragma)


async def test_a_locked_record_is_told_and_the_words_stay(
    desk: Office, held: sqlite3.Connection
) -> None:
    await cannot_be_saved(desk, lambda: held.execute("BEGIN IMMEDIATE"), "in use by somebody")


async def test_a_deleted_folder_is_told_and_the_words_stay(desk: Office, tmp_path: Path) -> None:
    file = desk.store.file
    assert file is not None
    away = tmp_path.with_name(f"{tmp_path.name}-away")
    case_id = desk.in_evidence()
    async with at(EvidencePane, desk.police, case_id, (120, 40)) as hand:
        await hand.press("l")
        await hand.fill(date="20/10/2026")
        await hand.choose("kind", "vis")
        await hand.fill(what_was_done=TYPED)
        file.parent.rename(away)
        try:
            await hand.save()
            await hand.sees("cannot be found")
            await hand.press("enter")
            await hand.sees(TYPED.strip())
        finally:
            away.rename(file.parent)
