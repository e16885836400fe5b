"""What is left to read of a case that was disposed of: that it was, when, and by whom."""

from __future__ import annotations

from conference.casefile import outcome, wanted
from conference.casefile.reader import Reader
from conference.casefile.retention import done_disposal
from conference.casefile.who import agency_view, council_of
from conference.views import CaseFile


def tombstone(reader: Reader, *, with_history: bool) -> CaseFile:
    """The case without anything that anybody wrote: the same for every audience."""
    session, case = reader.session, reader.case
    agencies = tuple(agency_view(row, inside=False) for row in reader.agencies.values())
    return CaseFile(
        id=case.id,
        version=case.version,
        reference=case.reference,
        audience=reader.audience,
        council=council_of(reader.rows(wanted.COUNCIL)[0]),
        procedure=reader.procedure,
        stage=case.stage,
        received_on=case.received_on,
        taken_on=reader.today,
        spoc=reader.person(case.spoc_id),
        chair=reader.person(case.chair_id),
        acknowledged_on=case.acknowledged_on,
        closed_on=case.closed_on,
        application=None,
        parties=(),
        agencies=agencies,
        incidents=(),
        reports=(),
        requests=(),
        actions=(),
        threshold=None,
        meetings=(),
        recommendations=(),
        letters=(),
        history=outcome.history(reader) if with_history else (),
        steps=(),
        next_step=case.next_step,
        linked_reference=reader.reference(case.linked_case_id),
        disposed=done_disposal(session, case),
    )
