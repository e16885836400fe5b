"""The screens of a case, seen as somebody else, searched for secrets of others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from conference.forms import Disclosure
from conference.law.audience import Mark
from conference.record.store import Store
from conference.review import evidence
from tests.disclosure.planting import Planted, plant
from tests.disclosure.test_secrets import may_know
from tests.office import Office
from tests.screens.shell import LARGE, Seat, seat

STAGES = "12345678"
# How far down the list of audiences each stands.
VIEWS = {"applicant": 0, "room": 1, "commissioner": 2}


@pytest.fixture
def desk(file: Path) -> Iterator[Office]:
    """Everybody at their desks, on the file the application opens."""
    store = Store(str(file))
    yield Office.in_store(store)
    store.close()


@pytest.fixture
def secrets(desk: Office) -> Planted:
    """A case full of secrets, kept in the file."""
    case_id = desk.after_meeting()
    desk.ask(case_id, desk.housing_id)
    with desk.store.writing() as session:
        return plant(desk, session, case_id)


async def _walks_through(one: Seat) -> str:
    """Everything every stage shows, with each line of a list looked at for a while."""
    seen = []
    for stage in STAGES:
        await one.press(stage)
        await one.reads(f"[{stage}")
        for _ in range(6):
            seen.append(one.sees)
            await one.press("down")
        await one.press("tab", "end")
        seen.append(one.sees)
    return "\n".join(seen)


@pytest.mark.parametrize("audience", VIEWS)
async def test_no_stage_seen_as_somebody_else_shows_what_they_may_not_know(
    secrets: Planted, file: Path, audience: str
) -> None:
    async with seat(file, size=LARGE) as one:
        await one.comes_to("Caseload")
        await one.reads("ER-2026-0001")
        await one.press("enter")
        await one.comes_to("CaseScreen")
        await one.press("v")
        await one.comes_to("Choose")
        await one.press(*["down"] * VIEWS[audience], "enter")
        await one.reads("SEEN AS")
        seen = await _walks_through(one)
    told = [one.place for one in secrets.secrets if one.words in seen]
    assert told, "something is shown"
    leaked = [one for one in secrets.secrets if one.words in seen and not may_know(one, audience)]
    assert [one.place for one in leaked] == []


def test_a_changed_mark_is_in_the_history_with_what_it_was_before(desk: Office) -> None:
    case_id = desk.in_evidence()
    entry = evidence.log_action(desk.police, case_id, desk.action())
    told = Disclosure(Mark.SUMMARY, "Officers came by.")
    evidence.mark_entry(desk.officer, case_id, entry, told)
    detail = desk.case(case_id).history[0].detail
    assert detail == "mark: panel → summary; summary wording: Officers came by."
    named = Disclosure(Mark.NAMED, "Officers came by.", (desk.police_id,))
    evidence.mark_entry(desk.officer, case_id, entry, named)
    detail = desk.case(case_id).history[0].detail
    assert detail == "mark: summary → named agencies; named agencies: Police"
