"""Text no widget may take for markup or pass to the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture(scope="session")
def hostile() -> list[str]:
    """Every hostile text, with a few that attack terminals."""
    texts = json.loads((FIXTURES / "hostile_text.json").read_text(encoding="utf-8"))
    return [*texts, "\x1b]52;c;eA==\x07", "\u202edesrever", "\x9b31mred", "[@click=app.quit]x[/]"]
