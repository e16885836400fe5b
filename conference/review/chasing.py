"""Chasing agencies for their answers: who is to be chased, the ready text, and the proof.

Nothing here sends anything. The text is ready, somebody sends it as they are used to, and what is
recorded is the proof: on which rung, when, by whom, how, to whom and in which words.
"""

from __future__ import annotations

from conference.casefile.chasing import to_chase as read_to_chase
from conference.chasing import days_late
from conference.documents.chases import chase_text
from conference.errors import NotFound, Refused
from conference.law import access
from conference.law.access import Operation
from conference.law.audience import PANEL
from conference.law.audience import agency as agency_audience
from conference.record.tables import Agency, Chase, InformationRequest
from conference.review.desk import Desk, council_standing, refused, required
from conference.review.reading import read_case
from conference.review.requests import still_to_come
from conference.text import clean, one_line
from conference.views import CaseFile, Channel, RequestView, Rung, ToChase


def chase(
    desk: Desk,
    case_id: str,
    request_id: str,
    rung: Rung,
    *,
    channel: Channel,
    sent_to: str,
    words: str,
) -> str:
    """Record that an agency was chased, as the proof of it; return the chase's id.

    Any rung may be taken by choice, but an agency is not told that it is overdue before it is.
    """
    required(sent_to=sent_to, words=words)
    with desk.acting(Operation.CHASE, case_id) as work:
        request = work.find(InformationRequest, request_id)
        still_to_come(request, "chased")
        if rung is Rung.OVERDUE and not days_late(request.due_on, work.today):
            raise Refused(
                "The answer is not overdue.",
                safe="Nothing was recorded.",
                next="Send a reminder, or wait for the day it is due.",
            )
        row = work.new(
            Chase,
            request_id=request.id,
            rung=rung,
            chased_on=work.today,
            chased_at=work.now,
            chased_by=work.actor,
            channel=channel,
            sent_to=one_line(sent_to),
            words=clean(words),
        )
        work.did(f"chased {work.find(Agency, request.agency_id).name}: {rung}", row)
        row_id: str = row.id
        return row_id


def to_chase(desk: Desk) -> tuple[ToChase, ...]:
    """Whom to chase today, over all cases, the longest overdue first."""
    with desk.store.reading() as session:
        if not access.may(council_standing(session, desk), Operation.CHASE):
            raise refused(desk, Operation.CHASE)
        return read_to_chase(session, desk.council_id, desk.today, not_conflicted=desk.person.id)


def ready_text(desk: Desk, case_id: str, request_id: str, rung: Rung) -> str:
    """The text of a chase as it would go out today, its subject on the first line."""
    panel = read_case(desk, case_id, view_as=PANEL, again=True)
    request = request_in(panel, request_id)
    seen = read_case(desk, case_id, view_as=agency_audience(request.agency_id), again=True)
    return chase_text(
        rung,
        seen,
        request,
        today=desk.today,
        sender=desk.person,
        templates=desk.own_templates("chases"),
    )


def request_in(case: CaseFile, request_id: str) -> RequestView:
    """One request of a case. Raises NotFound."""
    found = next((one for one in case.requests if one.id == request_id), None)
    if found is None:
        raise NotFound("That request is no longer there.", next="Open the case again.")
    return found


def contact_for(case: CaseFile, request: RequestView, rung: Rung) -> str:
    """Whom a rung goes to, as far as the settings know; empty where they know nobody."""
    agency = next((one for one in case.agencies if one.id == request.agency_id), None)
    if agency is None:
        return ""
    usual = agency.email or agency.phone
    return usual if rung is Rung.REMINDER else agency.escalation or usual
