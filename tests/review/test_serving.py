"""What a server asks of the record before and while it shows it to browsers."""

from __future__ import annotations

import pytest

from conference.record.store import Store
from conference.review.serving import ServedRecord
from tests.office import Office

HOME = ("Erewash Borough Council",)


def test_a_record_without_a_council_is_empty(empty_place: str) -> None:
    record = ServedRecord(empty_place)
    assert record.is_empty
    assert record.answers()
    record.close()


def test_a_council_without_passwords_is_named(office: Office, place: str) -> None:
    record = ServedRecord(place)
    assert not record.is_empty
    assert record.unprotected() == HOME
    record.close()


@pytest.mark.database("sqlite")
def test_a_record_that_was_taken_away_does_not_answer(place: str, store: Store) -> None:
    record = ServedRecord(place)
    assert record.answers()
    assert store.file
    store.file.rename(store.file.with_suffix(".gone"))
    assert not record.answers()
    store.file.with_suffix(".gone").rename(store.file)
    assert record.answers()
    record.close()
