"""The practice review: built from a published chronology, and carried to its letter."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from conference.cli import main
from conference.exchange.chronology import read_chronology
from conference.practice import CHRONOLOGY, fill, finish, moved
from conference.record.store import Store
from conference.review import reading
from conference.timeline import timeline
from conference.views import LetterState, RequestState, Stage

FIXTURE = Path(__file__).parent / "fixtures" / "cases" / "hos-202329817.csv"


def test_the_practice_chronology_is_the_published_one() -> None:
    assert CHRONOLOGY.read_bytes() == FIXTURE.read_bytes()


def test_the_days_between_its_entries_stay_as_they_were_published() -> None:
    applied = date(2026, 10, 23)
    rows = moved(applied).rows
    published = {row.line: row.when.earliest for row in read_chronology(CHRONOLOGY).good.rows}
    shifts = {row.when.earliest - published[row.line] for row in rows if row.when.earliest}
    assert len(shifts) == 1
    assert shifts.pop() % timedelta(weeks=1) == timedelta(0)
    assert all(row.when.latest and row.when.latest < applied for row in rows)


@pytest.mark.long
@pytest.mark.parametrize("day", [1, 2, 3, 4, 5, 6, 7])
def test_it_can_be_filled_on_any_day_of_the_week_and_carried_to_its_letter(
    store_file: Path, day: int
) -> None:
    store = Store(str(store_file))
    store.prepare()
    practice = fill(store, lambda: datetime(2026, 3, day, 11, tzinfo=UTC))
    case = reading.read_case(practice.officer, practice.case_id)
    assert case.stage is Stage.EVIDENCE
    assert case.council.practice
    assert [r.state for r in case.requests].count(RequestState.ASKED) == 1
    assert timeline(case).longest_silence is not None
    letter_id = finish(practice)
    letter = reading.read_case(practice.officer, practice.case_id).letters[-1]
    assert (letter.id, letter.state) == (letter_id, LetterState.ISSUED)
    assert reading.history_faults(practice.officer, practice.case_id) == []
    store.close()


@pytest.fixture
def store_file(tmp_path: Path) -> Path:
    return tmp_path / "practice.db"


@pytest.mark.long
def test_without_a_terminal_it_prints_the_account_and_writes_the_letter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "practice-review"
    assert main(["demo", "--folder", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert "TIMELINE" in out
    assert "Housing Ombudsman 202329817" in out
    assert "Issuing the outcome letter" in err
    written = sorted(file.name for file in folder.iterdir())
    assert written == [f"outcome-letter.{kind}" for kind in ("docx", "html", "md", "pdf", "txt")]
    assert "Practice - not a real letter" in (folder / "outcome-letter.txt").read_text("utf-8")
    assert (folder / "outcome-letter.pdf").read_bytes().startswith(b"%PDF")
    # A second time it writes its own files anew.
    assert main(["demo", "--folder", str(folder)]) == 0
