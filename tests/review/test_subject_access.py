"""What is held about one person, for that person."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import pytest

from conference.documents.subject_items import About
from conference.errors import BadInput, NotFound, Refused
from conference.forms import Disclosure, NewAction, NewParty
from conference.law.audience import Mark
from conference.review import evidence, subject_access
from conference.review.subject_access import SHOW, Subject
from conference.views import PartyRole
from tests.documents.reading import pdf_words
from tests.office import Office

APPLICANT = "Mrs A. Sample"
NEIGHBOUR = "Darren Oakes"


def case_of_two(office: Office, **more: Any) -> str:
    """A case with an applicant and the neighbour they complain of."""
    oakes = NewParty(NEIGHBOUR, role=PartyRole.ALLEGED, phone="0115 496 0111")
    case_id = office.in_evidence(
        others=(oakes,), impact=f"I cannot sleep because of {NEIGHBOUR}.", **more
    )
    office.clock.tick()
    return case_id


def action(office: Office, case_id: str, words: str, mark: Mark = Mark.PANEL) -> str:
    form = replace(office.action(), summary=words)
    named = (office.police_id,) if mark is Mark.NAMED else ()
    assert isinstance(form, NewAction)
    action_id = evidence.log_action(office.officer, case_id, form)
    evidence.mark_entry(
        office.officer, case_id, action_id, Disclosure(mark=mark, named_agencies=named)
    )
    return action_id


def held(office: Office, case_id: str, person: str = APPLICANT, **more: Any) -> Subject:
    return subject_access.look(office.officer, case_id, person, **more)


def all_shown(found: Subject) -> dict[str, str]:
    return {item.key: SHOW for item in found.items if item.about is About.OTHERS}


def files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_is_about_them_alone_is_shown_without_asking(office: Office) -> None:
    case_id = case_of_two(office)
    found = held(office, case_id)
    details = found.items[0]
    assert (details.heading, details.about) == ("Their details", About.ALONE)
    application = next(item for item in found.items if item.heading == "The application")
    assert application.about is About.OTHERS


def test_an_entry_for_the_panel_that_names_them_waits_for_a_person(office: Office) -> None:
    case_id = case_of_two(office)
    action(office, case_id, "Spoke with Mrs Sample about the noise.")
    action(office, case_id, "Filled a pothole.")
    found = held(office, case_id)
    (one,) = [item for item in found.items if item.heading.startswith("Action")]
    assert one.about is About.OTHERS
    with pytest.raises(BadInput, match="decide about some of it") as error:
        subject_access.hand_out(office.officer, case_id, APPLICANT, {})
    assert any("show it or withhold it" in problem.what for problem in error.value.problems)


def test_what_is_for_named_agencies_is_withheld_and_counted(office: Office) -> None:
    case_id = case_of_two(office)
    action(office, case_id, "Intelligence about Mrs Sample.", Mark.NAMED)
    found = held(office, case_id)
    (one,) = [item for item in found.items if item.about is About.NAMED]
    file = subject_access.hand_out(office.officer, case_id, APPLICANT, all_shown(found))
    told = json.loads(files(file.content)["subject-access.json"])
    assert told["withheld"] == [{"ground": "marked for named agencies alone", "entries": 1}]
    assert "Intelligence" not in json.dumps(told)
    again = subject_access.hand_out(
        office.officer, case_id, APPLICANT, {**all_shown(found), one.key: SHOW}
    )
    assert b"Intelligence" in files(again.content)["subject-access.json"]


def test_others_have_stand_ins_in_every_file_and_the_person_keeps_their_name(
    office: Office,
) -> None:
    case_id = case_of_two(office)
    action(office, case_id, f"Mrs Sample says {NEIGHBOUR} rang 0115 496 0111.")
    found = held(office, case_id)
    file = subject_access.hand_out(office.officer, case_id, APPLICANT, all_shown(found))
    parts = files(file.content)
    texts = {
        "pdf": pdf_words(parts["subject-access.pdf"]),
        "html": parts["subject-access.html"].decode(),
        "json": parts["subject-access.json"].decode(),
    }
    for text in texts.values():
        assert "Oakes" not in text
        assert "496 0111" not in text
        assert "Sample" in text
        assert "Person A" in text


def test_the_neighbour_gets_what_names_him_and_not_the_application(office: Office) -> None:
    case_id = case_of_two(office)
    action(office, case_id, "Mr Oakes was warned after Mrs Sample rang.", Mark.APPLICANT)
    found = held(office, case_id, NEIGHBOUR)
    headings = [item.heading for item in found.items]
    assert headings[0] == "Their details"
    assert any(heading.startswith("Action") for heading in headings)
    assert not any(heading.startswith("Incident") for heading in headings)
    assert all(item.about is not About.ALONE for item in found.items[1:])
    file = subject_access.hand_out(office.officer, case_id, NEIGHBOUR, all_shown(found))
    told = files(file.content)["subject-access.json"].decode()
    assert "Sample" not in told
    assert "Oakes was warned" in told
    assert "Applicant A" in told


def test_a_person_of_two_cases_gets_both_with_the_same_stand_ins(office: Office) -> None:
    first, second = case_of_two(office), case_of_two(office)
    references = [office.case(one).reference for one in (first, second)]
    found = held(office, first)
    assert found.also == (references[1],)
    both = held(office, first, also=found.also)
    assert both.references == tuple(references)
    assert both.also == ()
    file = subject_access.hand_out(
        office.officer, first, APPLICANT, all_shown(both), also=found.also
    )
    told = json.loads(files(file.content)["subject-access.json"])
    impacts = {
        fact["words"]
        for entry in told["held"]
        for fact in entry["facts"]
        if fact["label"] == "What it does to them"
    }
    assert impacts == {"I cannot sleep because of Person A."}


def test_it_says_who_read_of_it(office: Office) -> None:
    from conference.review import reading

    case_id = case_of_two(office)
    reading.read_case(office.observer, case_id)
    found = held(office, case_id)
    file = subject_access.hand_out(office.officer, case_id, APPLICANT, all_shown(found))
    readings = json.loads(files(file.content)["subject-access.json"])["readings"]
    assert any("Otto Observer read the case" in line for line in readings)


def test_the_history_keeps_the_digest_of_what_was_handed_out(office: Office) -> None:
    case_id = case_of_two(office)
    found = held(office, case_id)
    file = subject_access.hand_out(office.officer, case_id, APPLICANT, all_shown(found))
    assert file.digest == hashlib.sha256(file.content).hexdigest()
    newest = office.case(case_id).history[0]
    assert newest.act == "handed out what is held about a person"
    assert file.digest[:12] in newest.detail


def test_it_is_for_an_officer_alone(office: Office) -> None:
    case_id = case_of_two(office)
    for desk in (office.chair, office.observer, office.police):
        with pytest.raises(Refused, match="You may not gather what is held"):
            subject_access.look(desk, case_id, APPLICANT)


def test_a_person_who_is_not_in_the_case_is_not_found(office: Office) -> None:
    case_id = case_of_two(office)
    with pytest.raises(NotFound, match="No one person"):
        held(office, case_id, "Nobody Known")


def test_text_of_people_stays_text_in_it(office: Office) -> None:
    case_id = case_of_two(office, wanted_outcome="<script>alert(1)</script> **bold** {{ name }}")
    found = held(office, case_id)
    file = subject_access.hand_out(office.officer, case_id, APPLICANT, all_shown(found))
    html = files(file.content)["subject-access.html"].decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **bold** {{ name }}" in html
