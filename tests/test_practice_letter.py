"""The practice review's letter: what the check makes of it, and of words that are not for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conference.law.audience import APPLICANT
from conference.practice import Practice, fill, finish
from conference.record.store import Store
from conference.review import outcome, reading
from conference.views import LetterKind


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    store = Store(str(tmp_path / "practice.db"))
    store.prepare()
    made = fill(store, lambda: datetime(2026, 3, 3, 11, tzinfo=UTC))
    finish(made)
    yield made
    store.close()


def look_over(practice: Practice, **words: str) -> outcome.LetterCheck:
    letter_id = outcome.draft(
        practice.officer, practice.case_id, LetterKind.OUTCOME, paragraphs=words
    )
    return outcome.look_over(practice.officer, practice.case_id, letter_id)


def test_the_practice_letter_raises_no_false_alarm_and_tells_every_decision(
    practice: Practice,
) -> None:
    found = look_over(practice)
    assert [str(flag) for flag in found.flags] == []
    assert found.gaps == ()
    assert found.coverage
    assert all(line.told for line in found.coverage)
    assert found.readability is not None
    assert found.readability.ease >= 60


@pytest.mark.long
def test_what_agencies_logged_for_the_panel_is_found_when_it_is_pasted(practice: Practice) -> None:
    panel = reading.read_case(practice.officer, practice.case_id)
    seen = reading.read_case(practice.officer, practice.case_id, view_as=APPLICANT, again=True)
    known = {one.id for one in seen.actions}
    hidden = [one for one in panel.actions if one.id not in known and len(one.summary.split()) > 8]
    assert hidden
    for entry in hidden[:5]:
        found = look_over(practice, opening=entry.summary)
        assert any(flag.key.startswith("hidden/") for flag in found.flags), entry.id
