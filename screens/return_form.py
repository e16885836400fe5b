"""The form for an agency without an account is made and handed over."""

from __future__ import annotations

from functools import partial

from textual.dom import DOMNode

from conference.exchange.return_form import make_return
from conference.exchange.return_pages import file_name
from conference.review import returns
from conference.review.desk import Desk
from conference.views import CaseFile, RequestView
from screens.acting import attempt
from screens.save_dialog import ask_where, hand_over


async def write_return_form(
    node: DOMNode, desk: Desk, case: CaseFile, request: RequestView
) -> None:
    """Hand over the form of the request, readable by the person alone."""
    where = await ask_where(node, f"Where should the form for {request.agency_name} go?")
    if where is None:
        return
    made = await attempt(node, partial(_made, desk, case, request))
    if made is not None:
        await hand_over(node, where, dict([made]))


def _made(desk: Desk, case: CaseFile, request: RequestView) -> tuple[str, bytes]:
    form = returns.make(desk, case.id, request.agency_id, request_id=request.id)
    return file_name(form), make_return(form)
