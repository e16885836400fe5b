"""From a request to the form that records a chase: first the rung, then its ready text."""

from __future__ import annotations

from functools import partial

from textual.dom import DOMNode

from conference.chasing import DONE_WORDS, RUNG_WORDS, days_ago, days_late, proposed_rung
from conference.review import chasing
from conference.review.desk import Desk
from conference.views import CaseFile, RequestView, Rung
from screens.acting import attempt
from screens.dialogs.choose import Choose
from screens.entries.chasing import chase_form


async def chased(node: DOMNode, desk: Desk, case: CaseFile, request: RequestView) -> bool:
    """Ask on which rung, show its text and record it; whether it was recorded.

    Called in a worker.
    """
    if not request.state.outstanding:
        words = f"{request.agency_name}: {request.state}. There is nothing to chase."
        node.app.notify(words, markup=False)
        return False
    rung = await _chosen_rung(node, case, request)
    if rung is None:
        return False
    text = await attempt(node, partial(chasing.ready_text, desk, case.id, request.id, rung))
    if text is None:
        return False
    return await node.app.push_screen_wait(chase_form(desk, case, request, rung, text)) or False


async def _chosen_rung(node: DOMNode, case: CaseFile, request: RequestView) -> Rung | None:
    today = case.taken_on
    choices = [(rung.value, _rung_words(request, rung, case)) for rung in _open(request, case)]
    question = Choose(
        f"Chase {request.agency_name}", choices, at=proposed_rung(request, today).value
    )
    key = await node.app.push_screen_wait(question)
    return Rung(key) if key else None


def _open(request: RequestView, case: CaseFile) -> list[Rung]:
    """The rungs that can be taken: nobody is told that they are overdue before they are."""
    late = days_late(request.due_on, case.taken_on)
    return [rung for rung in Rung if late or rung is not Rung.OVERDUE]


def _rung_words(request: RequestView, rung: Rung, case: CaseFile) -> str:
    done = [one for one in request.chases if one.rung is rung]
    if not done:
        return RUNG_WORDS[rung]
    ago = days_ago(done[-1].chased_on, case.taken_on)
    return f"{RUNG_WORDS[rung]} ({DONE_WORDS[rung]} {ago})"
