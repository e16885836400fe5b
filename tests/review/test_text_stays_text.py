"""Whatever people write comes back as they wrote it, apart from what no output can carry."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conference.errors import NotFound
from conference.forms import ApplicantHeard, NewIncident, NewParty, NewReport
from conference.law.when import UNKNOWN
from conference.review import drafts, evidence, meeting, outcome, reading, recommendations
from conference.text import clean, one_line
from conference.views import ApplicantPart, LetterKind, PartyRole
from tests.office import Office

FIXTURES = Path(__file__).parents[1] / "fixtures"
CONTROL = [
    "\x1b[31mred\x1b[0m and \x1b]52;c;aGk=\x07",
    "\x9b2Jgone \x00 nul",
    "Mr \u202egnp.exe and \u2066isolated",
    "half \ud83d a pair",
    "zero\u200dwidth, \ufeffmark",
    "line\r\nends\rof\u2028all\u2029kinds",
    "O’Neill, Zoë; Ἀθήνα; مرحبا; 東京; 👩‍👩‍👧",
    "x" * 20_000,
]
TEXTS = json.loads((FIXTURES / "hostile_text.json").read_text("utf-8")) + CONTROL


@pytest.mark.long
def test_names_and_accounts_come_back_literally(office: Office) -> None:
    people = tuple(NewParty(f"n {text}", PartyRole.WITNESS) for text in TEXTS)
    incidents = tuple(
        NewIncident(UNKNOWN, text, place=text, reports=(NewReport(UNKNOWN, text, response=text),))
        for text in TEXTS
    )
    case_id = office.receive(
        others=people, incidents=incidents, impact="\n".join(TEXTS), problem=" ".join(TEXTS)
    )
    case = office.case(case_id)
    names = [party.name for party in case.parties if party.role is PartyRole.WITNESS]
    assert names == [one_line(f"n {text}") for text in TEXTS]
    assert sorted(i.summary for i in case.incidents) == sorted(clean(text) for text in TEXTS)
    assert sorted(i.place for i in case.incidents) == sorted(one_line(text) for text in TEXTS)
    assert sorted(r.response for r in case.reports) == sorted(clean(text) for text in TEXTS)
    assert sorted(r.told_to for r in case.reports) == sorted(one_line(text) for text in TEXTS)
    assert case.application is not None
    assert case.application.impact == clean("\n".join(TEXTS))
    assert case.application.problem == one_line(" ".join(TEXTS))


@pytest.mark.long
def test_what_agencies_and_the_panel_write_comes_back_literally(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    item = office.meeting(case_id).items[0].id
    for text in TEXTS:
        evidence.log_action(
            office.police, case_id, office.action(outcome=text, more_could_be_done=text)
        )
        recommendations.recommend(
            office.chair, case_id, office.recommendation(what=f"w {text}", how_known=text)
        )
    together = "\n".join(TEXTS)
    meeting.note_item(office.chair, case_id, item, note=together)
    heard = ApplicantHeard(ApplicantPart.STATEMENT, together)
    meeting.hear_applicant(office.chair, case_id, meeting_id, heard)
    meeting.decide(office.chair, case_id, meeting_id, office.finding(reason=together))
    outcome.draft(office.officer, case_id, LetterKind.OUTCOME, paragraphs={"opening": together})
    case = office.case(case_id)
    cleaned = [clean(text) for text in TEXTS]
    assert [a.outcome for a in case.actions] == [a.more_could_be_done for a in case.actions]
    assert sorted(a.outcome for a in case.actions) == sorted(cleaned)
    assert [r.what for r in case.recommendations] == [clean(f"w {text}") for text in TEXTS]
    assert [r.how_known for r in case.recommendations] == cleaned
    held = case.meeting
    assert held is not None
    assert held.items[0].note == held.applicant_words == clean(together)
    assert held.decisions[0].reason == clean(together)
    assert case.letters[0].paragraphs == {"opening": clean(together)}
    assert reading.history_faults(office.officer, case_id) == []


def test_a_draft_comes_back_to_the_last_character(office: Office) -> None:
    values = {str(number): text for number, text in enumerate(TEXTS)}
    drafts.keep(office.police, "action/new", values)
    assert drafts.kept(office.police, "action/new") == {
        key: clean(text) for key, text in values.items()
    }


def test_a_draft_is_its_writers_alone_and_is_forgotten_when_let_go(office: Office) -> None:
    drafts.keep(office.police, "note", {"words": "one"})
    drafts.keep(office.police, "note", {"words": "two", "count": 3})
    assert drafts.kept(office.chair, "note") == {}
    assert drafts.kept(office.police, "note") == {"words": "two", "count": 3}
    drafts.let_go(office.police, "note")
    drafts.let_go(office.police, "note")
    assert drafts.kept(office.police, "note") == {}


@pytest.mark.parametrize("words", ["50%", "_", "a\\b", "' OR 1=1 --", "\x00"])
def test_a_search_takes_signs_for_themselves(office: Office, words: str) -> None:
    office.receive()
    assert reading.read_caseload(office.officer, words=words) == ()
    assert len(reading.read_caseload(office.officer, words="SAMPLE")) == 1
    named = office.receive(applicant=NewParty(f"Ms {words} X"))
    if words.isprintable():
        assert [line.id for line in reading.read_caseload(office.officer, words=words)] == [named]


@pytest.mark.parametrize("reference", ["", " ", "\x00", "ER-2026-0001\x00", "%", "x" * 5000])
def test_a_reference_that_is_none_finds_nothing(office: Office, reference: str) -> None:
    office.receive()
    with pytest.raises(NotFound):
        office.case(reference)


@pytest.mark.database("sqlite")
def test_a_reference_is_found_as_people_type_it(office: Office) -> None:
    case_id = office.receive()
    assert office.case(" er-2026-0001\n").id == case_id
