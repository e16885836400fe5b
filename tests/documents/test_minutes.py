"""The minutes: what the record says is in them once, and what is private never is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conference.documents import FORMATS, write
from conference.documents.papers_minutes import Edition, compose_minutes, wording_places
from conference.errors import Refused
from conference.law.audience import APPLICANT, COMMISSIONER, ROOM, Audience, Mark, agency
from conference.text import clean
from conference.views import (
    CaseFile,
    DecisionKind,
    ItemState,
    MeetingState,
    StretchView,
    Visibility,
)
from tests.documents import meeting_record as record
from tests.documents import reading
from tests.documents.test_agenda_pack import ALL_FORMATS, ARABIC, HOSTILE, words_in
from tests.documents.test_files import structure

DRAFT = Edition(1, {})
APPROVED = Edition(
    1, {}, approved_by="Mr C. Hair", approved_at=record.OPENED, head="a1" * 32, entries=57
)
SECRETS = ("Only the chair reads this note", "What the chair keeps to themselves")


def made(form: str, case: CaseFile | None = None, edition: Edition = DRAFT, **more: Any) -> bytes:
    case = case or record.case()
    more.setdefault("sittings", record.SITTINGS)
    document = compose_minutes(case, case.meetings[0], edition, **more)
    return write(document, form, council=case.council, reference=case.reference)  # type: ignore[arg-type]


def text_of(case: CaseFile | None = None, edition: Edition = DRAFT, **more: Any) -> str:
    """The minutes as text on one line."""
    return " ".join(made("txt", case, edition, **more).decode().split())


@pytest.mark.parametrize("form", ALL_FORMATS)
def test_the_minutes_tell_what_was_recorded(form: str) -> None:
    words = words_in(form, made(form, edition=APPROVED))
    for wanted in (
        "Opened on 11 May 2026 at 10.30am, adjourned at 11.30am.",
        "Opened on 11 May 2026 at 12.30pm, closed at 1.30pm.",
        "It sat for 2 hours; 120 minutes were booked.",
        "I have never worked with either family.",
        "Siân Ŵyn Llŷr",
        "10.30am to 10.50am (left: a conflict of interest); 11.10am to 11.30am",
        "PC Two (in place of PC One)",
        "PC One, Derbyshire Police; PC Two came in their place",
        "Siân Ŵyn Llŷr: Her sister lives next door.",
        "The applicant took part in the meeting.",
        "I have not slept since January.",
        "I want the noise to stop.",
        "It took 12 minutes; 10 minutes were planned. Heard by the panel alone. Decisions 1 and 2.",
        "It was parked.",
        "Decision 1: Derbyshire Police, at 10.40am",
        "Outcome: not adequate",
        "There when it was decided: Mr Chair; PC Two.",
        "A closure order.",
        "It would make two children homeless.",
        "Riverside Homes dissents: We have no budget for it.",
        "Health agrees.",
        "Who answers for it: Sergeant One",
        "By when: 1 July 2026",
        "The applicant is called each week.",
        "Risk at the time of the application: high.",
        "The panel looks at the case again on 17 August 2026.",
        "Edition 1, approved by Mr C. Hair on 11 May 2026 at 10.30am.",
        f"entry 57 of the case's history, whose seal is {'a1' * 32}.",
    ):
        assert reading.squeezed(wanted).replace("*", "") in words.replace("*", ""), wanted


@pytest.mark.parametrize("form", ALL_FORMATS)
def test_private_notes_and_the_chairs_own_items_are_in_no_minutes(form: str) -> None:
    words = words_in(form, made(form))
    assert not [one for one in SECRETS if reading.squeezed(one) in words]
    assert reading.squeezed("One contact for the applicant.") in words


@pytest.mark.parametrize(
    "audience", [APPLICANT, ROOM, COMMISSIONER, agency("a2")], ids=lambda one: str(one.kind)
)
def test_minutes_are_made_from_the_panels_view_and_from_no_other(audience: Audience) -> None:
    with pytest.raises(Refused):
        made("txt", replace(record.case(), audience=audience))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(DecisionKind), max_size=12),
    st.lists(st.sampled_from(("a1", "a2", None)), max_size=8),
    st.lists(st.sampled_from(Mark), min_size=20, max_size=20),
    st.lists(st.sampled_from(("i1", "i2", "i3", "gone", None)), min_size=12, max_size=12),
)
def test_each_decision_and_each_recommendation_is_in_the_minutes_once(
    kinds: list[DecisionKind],
    agencies: list[str | None],
    marks: list[Mark],
    items: list[str | None],
) -> None:
    """Whatever its kind, its mark, its agency, and the item it was taken under."""
    decisions = tuple(
        record.decision(n, f"Decided{n:02}X", kind=kind, agenda_item_id=items[n])
        for n, kind in enumerate(kinds)
    )
    decisions = tuple(replace(one, mark=mark) for one, mark in zip(decisions, marks, strict=False))
    recommended = tuple(
        replace(
            record.recommendation(n, f"Recommended{n:02}X"),
            agency_id=agency_id,
            mark=marks[n],
            meeting_id="meeting" if n % 2 else None,
        )
        for n, agency_id in enumerate(agencies, start=1)
    )
    held = replace(record.meeting(), decisions=decisions)
    text = text_of(record.case(meetings=(held,), recommendations=recommended))
    carried: list[Any] = [*decisions, *recommended]
    wanted = [one.what for one in carried]
    assert {what: text.count(what) for what in wanted} == dict.fromkeys(wanted, 1)
    restricted = sum(one.mark is Mark.NAMED for one in carried)
    assert ("for named agencies alone, and marked so" in text) is bool(restricted)


def test_recommendations_of_another_meeting_are_not_in_these_minutes() -> None:
    other = record.recommendation(3, "Of the meeting before.", meeting_id="earlier")
    case = record.case()
    case = replace(case, recommendations=(*case.recommendations, other))
    assert "Of the meeting before." not in text_of(case)


def test_one_that_carries_an_earlier_recommendation_forward_says_which() -> None:
    earlier = record.recommendation(1, "Of the meeting before.", meeting_id="earlier")
    later = record.recommendation(2, "Do it now.", carried_from_id=earlier.id)
    text = text_of(record.case(recommendations=(earlier, later)))
    assert "It carries forward recommendation 1." in text


def test_what_is_for_named_agencies_says_for_whom() -> None:
    held = record.meeting()
    secret = record.decision(4, "An informant is protected.")
    secret = replace(secret, mark=Mark.NAMED, named_agencies=("a2",))
    case = record.case(meetings=(replace(held, decisions=(*held.decisions, secret)),))
    text = text_of(case)
    assert "for Derbyshire Police alone" in text
    assert "1 entry is for named agencies alone" in text


def test_wording_stands_at_its_place_beside_what_the_record_says() -> None:
    meeting = record.meeting()
    places = wording_places(meeting)
    written = {place.key: f"Wording for {place.key}." for place in places}
    text = text_of(edition=Edition(1, written))
    for words in written.values():
        assert text.count(words) == 1
    assert text.index("Wording for item-i2.") > text.index("What each agency did")
    assert "item-i3" not in written
    assert "A closure order." in text


def test_wording_with_blank_lines_makes_paragraphs_of_it() -> None:
    data = made("docx", edition=Edition(1, {"opening": "First.\n\nSecond.\nAnd on."}))
    said = [one.text for one in open_docx(BytesIO(data)).paragraphs]
    assert "First." in said
    assert "Second.\nAnd on." in said


def test_a_correction_says_so_and_why() -> None:
    text = text_of(edition=Edition(2, {}, why="The police sent the date."))
    assert "This edition corrects the one before it, which is kept." in text
    assert "The police sent the date." in text
    assert "Draft of edition 2." in text


@pytest.mark.parametrize("form", ALL_FORMATS)
def test_every_text_from_people_reads_back_as_it_was_written(form: str) -> None:
    # pdftotext gives right-to-left text as it stands on the page.
    texts = [text for text in HOSTILE if form != "pdf" or ARABIC not in text]
    keys = [place.key for place in wording_places(record.meeting())]
    for shift in range(0, len(texts), 5):
        told: list[str] = []

        def put(_usual: str, shift: int = shift, told: list[str] = told) -> str:
            number = len(told)
            told.append(f"P{number:03}Q{texts[(number + shift) % len(texts)]}R{number:03}S")
            return told[-1]

        case = record.case(put)
        edition = Edition(2, {key: put("") for key in keys}, why=put(""), approved_by=put(""))
        words = words_in(form, made(form, case, replace(edition, approved_at=record.OPENED)))
        # In plain text a quotation has a sign before each line.
        look = reading.undecorated if form in ("txt", "md") else reading.squeezed
        lost = [one for one in told if look(clean(one)) not in look(words)]
        assert not lost, f"shift {shift}: {lost[0]!r}"


def test_no_text_from_people_becomes_an_element_of_the_page() -> None:
    usual = reading.html_tags(made("html"))
    for text in HOSTILE:

        def put(_usual: str, text: str = text) -> str:
            return text

        edition = Edition(1, {"opening": text, "item-i1": text})
        assert reading.html_tags(made("html", record.case(put), edition)) <= usual | {"br"}


def test_a_meeting_of_which_nothing_is_recorded_says_what_is_missing() -> None:
    empty = replace(
        record.meeting(),
        state=MeetingState.PLANNED,
        planned_for=None,
        opened_at=None,
        closed_at=None,
        applicant_part=None,
        chair_independence="",
        review_on=None,
        items=(),
        attendance=(),
        decisions=(),
    )
    case = record.case(meetings=(empty,), recommendations=(), risks=())
    for form in FORMATS:
        assert made(form, case, sittings=())
    text = text_of(case, sittings=())
    for said in (
        "The meeting has not been opened.",
        "The chair's independence: nothing was declared.",
        "Nobody is recorded as present.",
        "How the applicant was heard is not recorded.",
        "There was no agenda.",
        "The panel has decided nothing on this.",
        "No option is recorded.",
        "No recommendation was made.",
        "No risk assessment is recorded.",
        "No day is set for the panel to look again.",
    ):
        assert said in text


def test_a_very_long_meeting_is_minuted_in_full() -> None:
    held = replace(
        record.meeting(),
        items=tuple(record.item(n, f"Item called {n:03}.") for n in range(1, 121)),
        attendance=tuple(record.person(f"Person {n:03}", "Police") for n in range(80)),
        decisions=tuple(record.decision(n, f"Decided {n:03}.") for n in range(150)),
    )
    case = record.case(
        meetings=(held,),
        recommendations=tuple(record.recommendation(n, f"Asked {n:03}.") for n in range(1, 100)),
    )
    with pikepdf.open(BytesIO(made("pdf", case))) as pdf:
        assert len(pdf.pages) > 20
    text = text_of(case)
    for told in ("Item called 120.", "Who: Person 079", "Decided 149.", "Asked 099."):
        assert text.count(told) == 1


def test_a_meeting_over_two_days_tells_the_day_of_each_stretch() -> None:
    tomorrow = record.OPENED + timedelta(days=1)
    sittings = (record.SITTINGS[0], (tomorrow, tomorrow + timedelta(hours=1)))
    held = replace(record.meeting(), closed_at=sittings[-1][1])
    stayed = tuple(StretchView(*one) for one in sittings)
    held = replace(held, attendance=(replace(record.person("Mr Chair"), stretches=stayed),))
    text = text_of(record.case(meetings=(held,)), sittings=sittings)
    assert "11 May 2026, 10.30am to 11.30am; 12 May 2026, 10.30am to 11.30am" in text
    assert "Opened on 12 May 2026 at 10.30am, closed at 11.30am." in text


def test_items_say_what_became_of_them() -> None:
    held = replace(
        record.meeting(),
        items=(
            record.item(1, "Done", used_seconds=59),
            record.item(2, "Never", state=ItemState.WAITING, used_seconds=0),
            record.item(3, "Parked", state=ItemState.PARKED, used_seconds=3600, planned_minutes=0),
            record.item(4, "Now", state=ItemState.CURRENT, visibility=Visibility.PANEL),
        ),
        decisions=(),
    )
    text = text_of(record.case(meetings=(held,)))
    for said in (
        "It took less than a minute; 10 minutes were planned.",
        "It was not taken.",
        "It was parked; it took 1 hour.",
        "It is not finished yet. Heard by the panel alone.",
    ):
        assert said in text


def test_the_pdf_is_pdf_ua_with_its_title_and_a_table_with_headings() -> None:
    with pikepdf.open(BytesIO(made("pdf", edition=APPROVED))) as pdf:
        tags = structure(pdf)
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"].startswith("Minutes: anti-social behaviour case review")
    assert tags.count("/Table") == 1
    assert "/TH" in tags


def test_the_word_file_repeats_the_headings_of_its_table_and_carries_its_marking() -> None:
    document = open_docx(BytesIO(made("docx")))
    (table,) = document.tables
    properties = table.rows[0]._tr.trPr
    assert properties is not None
    assert properties.find(qn("w:tblHeader")) is not None
    assert document.sections[0].header.paragraphs[0].text == "OFFICIAL-SENSITIVE"


def test_a_councils_own_template_comes_before_the_shipped_one(tmp_path: Path) -> None:
    own = "# Our minutes of {{ reference }}\n\n{{ words.closing }}\n"
    (tmp_path / "minutes.md.j2").write_text(own, encoding="utf-8")
    text = text_of(edition=Edition(1, {"closing": "Goodbye."}), templates=tmp_path)
    assert "Our minutes of ER-2026-0001" in text
    assert "Goodbye." in text
