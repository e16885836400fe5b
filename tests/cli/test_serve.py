"""`conference serve`: what it asks for before anybody is let in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from screens.serve.plan import Plan
from tests.cli.conftest import Run

PUBLIC = "https://reviews.example.gov.uk"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    """The plans that a server was started with; none really is."""
    plans: list[Plan] = []

    def serve(plan: Plan, record: object, told: Callable[[str], None]) -> None:
        plans.append(plan)
        told(plan.public_url or f"http://{plan.host}:{plan.port}")

    monkeypatch.setattr("screens.serve.server.serve", serve)
    return plans


def test_it_listens_to_this_machine_alone_and_says_where(run: Run, started: list[Plan]) -> None:
    run("people")
    ran = run("serve")
    assert ran.status == 0
    assert "http://127.0.0.1:8765" in ran.out
    assert "No passwords are set" in ran.err
    (plan,) = started
    assert plan.is_local
    assert plan.sessions == 100
    assert Path(plan.place).is_absolute()


def test_a_record_that_nobody_has_set_up_is_not_served(run: Run, started: list[Plan]) -> None:
    ran = run("serve")
    assert ran.status == 1
    assert "conference set-up" in ran.err
    assert started == []


@pytest.mark.parametrize(
    "options", [("--host", "0.0.0.0"), ("--public-url", PUBLIC), ("--origin", PUBLIC)]
)
def test_without_passwords_no_network_is_served(
    run: Run, started: list[Plan], options: tuple[str, ...]
) -> None:
    run("people")
    ran = run("serve", *options)
    assert ran.status == 1
    assert "Nobody has a password yet in" in ran.err
    assert "conference person password" in ran.err
    assert started == []


def test_a_network_without_tls_is_warned_of_loudly(
    run: Run, started: list[Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("people")
    monkeypatch.setattr("conference.review.serving.ServedRecord.unprotected", lambda _self: ())
    ran = run("serve", "--host", "0.0.0.0")
    assert ran.status == 0
    assert "WARNING" in ran.err
    assert started
    assert "WARNING" not in run("serve", "--host", "0.0.0.0", "--public-url", PUBLIC).err


def test_options_that_cannot_be_meant_are_named(run: Run, started: list[Plan]) -> None:
    run("people")
    ran = run("serve", "--port", "99999", "--public-url", "reviews", "--sessions", "0")
    assert ran.status == 1
    for option in ("--port", "--public-url", "--sessions"):
        assert option in ran.err
    assert started == []
