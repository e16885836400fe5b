"""Whether anything of a record was altered: its chain, its rows, what is frozen, what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlmodel import Session, col, select

from conference.errors import ConferenceError
from conference.record import finding
from conference.record.facts import case_dates, procedure_of
from conference.record.frozen import frozen_faults
from conference.record.heads_check import head_faults
from conference.record.history import Checked, check_chain
from conference.record.replay import row_faults
from conference.record.tables import Case, ReferenceCounter
from conference.steps import next_step, stage


def proof_of_case(session: Session, case: Case) -> Checked:
    """What a look at all of a case found."""
    chain = check_chain(session, case.id)
    faults = [*chain.faults, *row_faults(session, case.id)]
    if not chain.disposed:
        faults += [*frozen_faults(session, case.id), *_what_follows(session, case)]
    # Of words that were altered the index differs by itself.
    faults = faults or finding.case_faults(session.connection(), case.id)
    return replace(chain, faults=tuple(faults))


def proof_of_council(session: Session, council_id: str) -> Checked:
    """What a look at the council's own record found: its people, and that its cases are all there.

    Whether a case is as it was is for `proof_of_case`; that none was taken out, put in, cut short
    or put back as it was once is found here.
    """
    chain = check_chain(session, council_id)
    faults = (
        *chain.faults,
        *row_faults(session, council_id),
        *_counters(session, council_id),
        *head_faults(session, council_id),
        *finding.council_faults(session.connection(), council_id),
    )
    return replace(chain, faults=faults)


def _what_follows(session: Session, case: Case) -> Iterator[str]:
    """The columns that no entry tells, since they follow from the facts."""
    try:
        dates = case_dates(session, case)
        following = next_step(dates, procedure_of(session, case))
    except (ConferenceError, LookupError, ValueError, RuntimeError):
        yield "what follows from the case's facts cannot be worked out any more"
        return
    here = {
        "stage": (case.stage, stage(dates)),
        "next step": (case.next_step, following.words),
        "next due": (case.next_due, following.due),
    }
    other = [name for name, (kept, found) in here.items() if kept != found]
    if other:
        yield f"the case does not follow from its facts: {', '.join(other)}"


def _counters(session: Session, council_id: str) -> Iterator[str]:
    """The last numbers given out, against the references that cases carry."""
    given = set(session.exec(select(Case.reference).where(Case.council_id == council_id)))
    counters = session.exec(
        select(ReferenceCounter)
        .where(ReferenceCounter.council_id == council_id)
        .order_by(col(ReferenceCounter.year))
    ).all()
    for counter in counters:
        numbers = sorted(_number(one) for one in given if f"-{counter.year}-" in one)
        if numbers != list(range(1, counter.last + 1)):
            yield f"the references of {counter.year} are not those that were given out"
    years = {str(counter.year) for counter in counters}
    if strangers := {one.split("-")[1] for one in given if one.count("-") == 2} - years:
        yield f"references of {', '.join(sorted(strangers))} were given out by nobody"


def _number(reference: str) -> int:
    last = reference.rpartition("-")[2]
    return int(last) if last.isdecimal() else 0
