"""The walls of the house: what may import what, and what an import costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATABASE = ("sqlmodel", "sqlalchemy", "alembic", "psycopg", "pydantic")
SCREENS = ("textual", "rich")


def loaded_by(module: str) -> set[str]:
    """The top-level modules that importing this one loads, in a process of its own."""
    code = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(run.stdout.split())


@pytest.mark.parametrize(
    "module",
    [
        "conference",
        "conference.law.threshold",
        "conference.law.procedure_file",
        "conference.views",
        "conference.forms",
        "conference.steps",
        "conference.timeline",
        "conference.documents",
        "conference.exchange.what_if",
        "conference.exchange.applications",
    ],
)
def test_what_knows_no_record_loads_no_database(module: str) -> None:
    assert loaded_by(module).isdisjoint(DATABASE + SCREENS)


@pytest.mark.parametrize("module", ["conference.review.outcome", "conference.review.reading"])
def test_a_review_needs_no_screen(module: str) -> None:
    loaded = loaded_by(module)
    assert "sqlmodel" in loaded
    assert loaded.isdisjoint(SCREENS)


def test_an_ordinary_start_loads_no_migrations() -> None:
    assert "alembic" not in loaded_by("conference.review.reading")


def test_the_contracts_between_the_packages_hold() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
