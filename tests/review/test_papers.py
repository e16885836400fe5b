"""The agenda pack from the record: who makes it, what it leaves out, and that history says so."""

from __future__ import annotations

import pytest

from conference.errors import NotFound, Refused
from conference.forms import Disclosure
from conference.law.audience import Mark
from conference.review import evidence, papers
from tests.office import Office


def pack_of(office: Office, case_id: str, **more: bool) -> str:
    made = papers.agenda_pack(office.officer, case_id, formats=("txt",), **more)
    (content,) = made.files.values()
    return content.decode()


def test_the_pack_tells_the_threshold_by_the_statute_and_by_the_procedure(office: Office) -> None:
    case_id = office.in_evidence()
    office.plan(case_id)
    text = " ".join(pack_of(office, case_id).split())
    assert "Result on the reports recorded: met: 3 qualifying complaints, 3 needed" in text
    assert "Three reports in a month." in text
    assert "Town Hall" in text


def test_what_one_agency_may_see_alone_is_not_in_everybodys_pack(office: Office) -> None:
    case_id = office.in_evidence()
    alone = Disclosure(Mark.NAMED, named_agencies=(office.police_id,))
    evidence.log_action(
        office.police, case_id, office.action(outcome="An informant", disclosure=alone)
    )
    assert "An informant" not in pack_of(office, case_id)
    assert "An informant" in pack_of(office, case_id, for_chair=True)


def test_the_history_says_that_a_pack_was_made_for_whom_and_what_it_was(office: Office) -> None:
    case_id = office.in_evidence()
    made = papers.agenda_pack(office.chair, case_id, formats=("txt", "md"))
    line = office.case(case_id).history[0]
    assert (line.act, line.actor, line.subject) == (
        "made the agenda pack",
        "Carol Chair",
        "for the panel",
    )
    assert set(made.files) == {"ER-2026-0001-agenda-pack.txt", "ER-2026-0001-agenda-pack.md"}
    assert "ER-2026-0001-agenda-pack.txt" in line.detail


def test_only_the_chair_and_the_officer_make_one(office: Office) -> None:
    case_id = office.in_evidence()
    for desk in (office.police, office.observer):
        with pytest.raises(Refused):
            papers.agenda_pack(desk, case_id, formats=("txt",))
    for desk in (office.administrator, office.housing):
        with pytest.raises(NotFound):
            papers.agenda_pack(desk, case_id, formats=("txt",))
    assert "made the agenda pack" not in office.acts(case_id)
