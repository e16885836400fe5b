"""What the process of a session tells the server at its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference.review import hashing
from screens.serve.child import ServedApp, run_session
from screens.serve.driver import ServedDriver
from screens.serve.errand import Errand


def test_the_servers_log_is_told_of_the_damage_behind_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, object]] = []

    def run(app: ServedApp, **_size: int) -> None:
        app._driver = ServedDriver.__new__(ServedDriver)
        app.fault, app.damage = "LookupError, days.py line 12", "The database file is damaged."

    monkeypatch.setattr(ServedApp, "run", run)
    monkeypatch.setattr(ServedDriver, "write_meta", lambda _driver, words: told.append(words))
    monkeypatch.setattr(hashing, "turns", hashing.turns)
    run_session(Errand(str(tmp_path / "reviews.db"), str(tmp_path / "session"), "/send"))
    where = "The database file is damaged. LookupError, days.py line 12"
    assert told == [{"type": "fault", "where": where}]
