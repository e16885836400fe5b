"""The form for an agency without an account is written into a folder."""

from __future__ import annotations

from functools import partial

from textual.dom import DOMNode

from conference.exchange.return_form import make_return
from conference.exchange.return_pages import file_name
from conference.review import returns
from conference.review.desk import Desk
from conference.views import CaseFile, RequestView
from screens.acting import attempt
from screens.save_dialog import ask_for_folder, save_with_care


async def write_return_form(
    node: DOMNode, desk: Desk, case: CaseFile, request: RequestView
) -> None:
    """Ask for a folder and write the form of the request into it, readable by the person alone."""
    folder = await ask_for_folder(node, f"Where should the form for {request.agency_name} go?")
    if folder is None:
        return
    made = await attempt(node, partial(_made, desk, case, request))
    if made is not None:
        await save_with_care(node, folder, dict([made]))


def _made(desk: Desk, case: CaseFile, request: RequestView) -> tuple[str, bytes]:
    form = returns.make(desk, case.id, request.agency_id, request_id=request.id)
    return file_name(form), make_return(form)
