"""Two people on one entry, and drafts that come back after somebody else has saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from conference.errors import NeedsConfirming
from conference.law.when import on
from conference.record.store import Store
from conference.review import evidence, recommendations
from conference.views import ActionView
from screens.dialogs.two_versions import TwoVersions
from screens.evidence import EvidencePane
from screens.recommendations import RecommendationsPane
from tests.office import Office
from tests.screens.stage_host import Hand, at

WORDS, OUTCOME = "Officers visited.", "Nobody was in."


@pytest.fixture
def desk(file: Path) -> Iterator[Office]:
    """Everybody at their desks, on a file."""
    store = Store(str(file))
    yield Office.in_store(store)
    store.close()


@pytest.fixture
def case_id(desk: Office) -> str:
    case_id = desk.in_evidence()
    evidence.log_action(desk.police, case_id, desk.action(outcome=OUTCOME))
    return case_id


def action_of(desk: Office, case_id: str) -> ActionView:
    [action] = desk.case(case_id).actions
    return action


def somebody_else(desk: Office, case_id: str, **changed: str) -> None:
    """The officer corrects the action meanwhile."""
    now = action_of(desk, case_id)
    form = replace(desk.action(outcome=OUTCOME), **changed)
    evidence.correct_action(desk.officer, case_id, now.id, form, shown=now.version)


async def begins_a_correction(hand: Hand, words: str) -> None:
    """Open the action and type in front of what was done."""
    await hand.press("tab", "e")
    await hand.sees("Correct an action of Police")
    await hand.fill(what_was_done=words)


async def test_what_each_of_two_changed_of_an_action_is_kept(desk: Office, case_id: str) -> None:
    async with at(EvidencePane, desk.police, case_id) as hand:
        await begins_a_correction(hand, "On foot. ")
        somebody_else(desk, case_id, outcome="The door was shut.")
        await hand.save()
        await hand.until(lambda: action_of(desk, case_id).version == 3)
    now = action_of(desk, case_id)
    assert (now.summary, now.outcome) == (f"On foot. {WORDS}", "The door was shut.")


async def test_where_two_changed_the_same_words_both_are_shown(desk: Office, case_id: str) -> None:
    async with at(EvidencePane, desk.police, case_id) as hand:
        await begins_a_correction(hand, "On foot. ")
        somebody_else(desk, case_id, summary="Officers drove by.")
        await hand.save()
        await hand.until(lambda: isinstance(hand.host.screen, TwoVersions))
        assert "Officers drove by." in hand.text
        assert f"On foot. {WORDS}" in hand.text
        await hand.press("t")
        await hand.save()
    assert action_of(desk, case_id).summary == "Officers drove by."


async def test_a_draft_that_comes_back_covers_no_newer_words(desk: Office, case_id: str) -> None:
    async with at(EvidencePane, desk.police, case_id) as hand:
        await begins_a_correction(hand, "On foot. ")
    somebody_else(desk, case_id, outcome="The door was shut.")
    async with at(EvidencePane, desk.police, case_id) as hand:
        await hand.press("tab", "e")
        await hand.sees("What you had typed before is back.")
        await hand.save()
        await hand.until(lambda: action_of(desk, case_id).version == 3)
    now = action_of(desk, case_id)
    assert (now.summary, now.outcome) == (f"On foot. {WORDS}", "The door was shut.")


async def test_a_draft_of_words_that_others_changed_asks_whose_stand(
    desk: Office, case_id: str
) -> None:
    async with at(EvidencePane, desk.police, case_id) as hand:
        await begins_a_correction(hand, "On foot. ")
    somebody_else(desk, case_id, summary="Officers drove by.")
    async with at(EvidencePane, desk.police, case_id) as hand:
        await hand.press("tab", "e")
        await hand.until(lambda: isinstance(hand.host.screen, TwoVersions))
        await hand.press("t")
        await hand.save()
        await hand.until(lambda: action_of(desk, case_id).version >= 2)
    assert action_of(desk, case_id).summary == "Officers drove by."


async def test_two_on_one_recommendation_see_both_versions(desk: Office) -> None:
    case_id = desk.after_meeting()
    [row] = desk.case(case_id).recommendations
    async with at(RecommendationsPane, desk.chair, case_id) as hand:
        await hand.press("e")
        await hand.sees("Correct recommendation 1")
        await hand.fill(what="At night: ")
        again = desk.recommendation(what="Patrol every week")
        recommendations.correct(desk.officer, case_id, row.id, again, shown=row.version)
        await hand.save()
        await hand.until(lambda: isinstance(hand.host.screen, TwoVersions))
        await hand.press("m")
        await hand.until(lambda: desk.case(case_id).recommendations[0].version == 3)
    assert desk.case(case_id).recommendations[0].what == "At night: Visit every week"


async def test_saving_twice_in_a_hurry_logs_one_action(desk: Office) -> None:
    case_id = desk.in_evidence()
    async with at(EvidencePane, desk.police, case_id) as hand:
        await hand.press("l")
        await hand.fill(date="20/10/2026")
        await hand.choose("kind", "vis")
        await hand.fill(what_was_done="Visited")
        await hand.pilot.press("ctrl+s", "ctrl+s")
        await hand.settle()
        await hand.until(lambda: len(desk.case(case_id).actions) == 1)
        await hand.press("escape")
    assert len(desk.case(case_id).actions) == 1


# A day that is unusual --------------------------------------------------------------------------


async def test_a_day_before_the_first_incident_is_asked_about_and_then_saved(desk: Office) -> None:
    case_id = desk.in_evidence()
    async with at(EvidencePane, desk.police, case_id) as hand:
        await hand.press("l")
        await hand.fill(date="1/9/2026")
        await hand.choose("kind", "vis")
        await hand.fill(what_was_done="Visited")
        await hand.save()
        await hand.sees("is before the first incident (5 October 2026).")
        await hand.press("n")
        assert desk.case(case_id).actions == ()
        assert "Visited" in hand.text
        await hand.save()
        await hand.sees("before the first incident")
        await hand.press("y")
        await hand.until(lambda: desk.case(case_id).actions)


def test_only_a_day_that_is_moved_is_asked_about_again(desk: Office) -> None:
    case_id = desk.in_evidence()
    early = replace(desk.action(), when=on(desk.clock.today.replace(month=9)))
    with pytest.raises(NeedsConfirming, match="before the first incident"):
        evidence.log_action(desk.police, case_id, early)
    entry = evidence.log_action(desk.police, case_id, early, confirmed=True)
    again = replace(early, outcome="Spoke to them.")
    evidence.correct_action(desk.police, case_id, entry, again, shown=1)
    earlier = replace(again, when=on(desk.clock.today.replace(month=8)))
    with pytest.raises(NeedsConfirming):
        evidence.correct_action(desk.police, case_id, entry, earlier, shown=2)
