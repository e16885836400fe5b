"""What every table's columns are made of."""

from __future__ import annotations

import uuid

from conference.record.columns import ID_LENGTH, new_id


def test_rows_of_one_instant_keep_the_order_they_were_made_in() -> None:
    made = [new_id() for _ in range(2000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_an_identifier_is_a_version_7_uuid() -> None:
    made = new_id()
    assert len(made) == ID_LENGTH
    assert (uuid.UUID(made).version, uuid.UUID(made).variant) == (7, uuid.RFC_4122)
