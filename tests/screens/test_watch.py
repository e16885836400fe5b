"""Noticing what others record, and not looking while nobody has."""

from __future__ import annotations

from screens.watch import Watch
from tests.office import Office


def test_while_nobody_records_anything_there_is_nothing_to_read_again(office: Office):
    watch = Watch(office.officer)
    watch.changed()
    assert not watch.changed()
    assert not watch.changed()


def test_a_commit_is_noticed_and_looked_at_once_more(office: Office):
    watch = Watch(office.officer)
    watch.changed()
    assert not watch.changed()
    office.receive()
    assert watch.changed()
    assert watch.changed()
    assert not watch.changed()
