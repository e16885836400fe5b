"""The agenda pack: what is in it, for whom it is made, and that every format says the same."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn

from conference.documents import FORMATS, compose_pack, write
from conference.documents.template import PAPERS
from conference.errors import Refused
from conference.law.audience import APPLICANT, COMMISSIONER, PANEL, ROOM, Audience, Mark, agency
from conference.law.when import UNKNOWN, on
from conference.text import clean
from conference.views import (
    AgendaItemView,
    CaseFile,
    Grade,
    ItemState,
    PaperKind,
    RequestState,
    Visibility,
)
from tests import sample_case as sample
from tests.documents import factory, reading
from tests.documents.test_files import structure

HOSTILE: list[str] = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "hostile_text.json").read_text(encoding="utf-8")
)
ARABIC = "\u0645"
MARKING = "OFFICIAL-SENSITIVE"
READERS: dict[str, Callable[[bytes], str]] = {
    "pdf": reading.pdf_words,
    "docx": reading.docx_words,
    "html": reading.html_words,
    "txt": reading.text_words,
    "md": reading.markdown_words,
}
NEEDS_PDFTOTEXT = pytest.mark.skipif(
    not reading.HAS_PDFTOTEXT, reason="pdftotext (poppler-utils) is needed to read a PDF back"
)
ALL_FORMATS = [pytest.param(one, marks=NEEDS_PDFTOTEXT) if one == "pdf" else one for one in FORMATS]


def item(position: int, title: str, visibility: Visibility = Visibility.ROOM) -> AgendaItemView:
    return AgendaItemView(
        f"item-{position}", 1, position, "", title, visibility, 10, ItemState.WAITING, "", True
    )


def case_of(put: Callable[[str], str] = str, audience: Audience = PANEL) -> CaseFile:
    """A case before its meeting; `put` may change each text that came from a person."""
    police = sample.POLICE
    police = replace(police, name=put("Derbyshire Police"))
    meeting = replace(
        factory.MEETING,
        planned_for=date(2025, 7, 14),
        starts_at=time(10, 0),
        place=put("Committee Room 2"),
        link=put("https://meet.example/room"),
        chair=put("Mr C. Hair"),
        applicant_words=put("I want it to stop."),
        items=(item(1, put("Opening")), item(2, put("Only the chair's"), Visibility.CHAIR)),
        attendance=(factory.representative(put("PC One"), put("Derbyshire Police")),),
        decisions=(),
    )
    return factory.case(
        audience,
        taken_on=sample.TAKEN_ON,
        council=replace(factory.COUNCIL, name=put("Erewater Borough Council")),
        application=replace(
            factory.APPLICATION,
            problem=put("Noise at night."),
            location=put("Sample Close"),
            impact=put("I cannot sleep."),
            wanted_outcome=put("For it to stop."),
            others_affected=put("My son."),
            adjustments=put("Please call first."),
        ),
        parties=(replace(factory.APPLICANT_PARTY, name=put("Mrs A. Sample")),),
        agencies=(sample.LANDLORD, police, sample.HEALTH),
        threshold=replace(factory.THRESHOLD, reasons=put("Three reports."), harm=put("No sleep.")),
        meetings=(meeting,),
        incidents=(
            sample.incident("i1", on(date(2024, 6, 5)), put("Banging"), place=put("The wall")),
            sample.incident("i2", UNKNOWN, put("Rubbish left"), grade=Grade.DISPUTED),
        ),
        reports=(
            sample.report("r1", on(date(2024, 6, 6)), police, put("Told by telephone")),
            sample.report("r2", on(date(2025, 2, 3)), sample.LANDLORD, put("Asked again")),
        ),
        actions=(
            sample.action(
                "x1",
                on(date(2024, 7, 8)),
                police,
                put("Officers visited"),
                outcome=put("Nobody was in"),
                more_could_be_done=put("A joint visit"),
                still_open=True,
            ),
        ),
        requests=(
            sample.request(
                "q1", police, date(2025, 6, 16), asked=put("What you did"), note=put("Three logs")
            ),
        ),
        recommendations=(
            factory.recommendation(1, put("Visit weekly"), put("Sergeant"), date(2025, 8, 1)),
        ),
    )


def made(form: str, case: CaseFile | None = None, **more: Any) -> bytes:
    case = case or case_of()
    document = compose_pack(case, **more)
    return write(document, form, council=case.council, reference=case.reference)  # type: ignore[arg-type]


def words_in(form: str, data: bytes) -> str:
    return reading.squeezed(READERS[form](data).replace(MARKING, ""))


@pytest.mark.parametrize("form", ALL_FORMATS)
def test_the_pack_holds_what_the_panel_needs(form: str) -> None:
    words = words_in(form, made(form))
    for wanted in (
        "14 July 2025",
        "Committee Room 2",
        "Opening",
        "I cannot sleep.",
        "For it to stop.",
        "Three reports.",
        "32 days",
        "Riverside Homes, 1 report: 3 February 2025 (156 days so far).",
        "Derbyshire Police, the report of 6 June 2024 (Told by telephone): after 32 days.",
        "Derbyshire Police, asked on 16 June 2025: no answer.",
        "Officers visited",
        "Visit weekly",
        "Banging",
        "Day not known",
    ):
        assert reading.squeezed(wanted) in words, wanted


@pytest.mark.parametrize(
    "audience", [APPLICANT, ROOM, COMMISSIONER, agency("a2")], ids=lambda one: str(one.kind)
)
def test_a_pack_is_made_from_the_panels_view_and_from_no_other(audience: Audience) -> None:
    with pytest.raises(Refused):
        compose_pack(case_of(audience=audience))


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_for_named_agencies_is_only_in_the_chairs_own_copy(form: str) -> None:
    secret = {"mark": Mark.NAMED, "named_agencies": ("a2",)}
    case = case_of()
    case = replace(
        case,
        incidents=(*case.incidents, sample.incident("s", on(date(2025, 1, 1)), "S1", **secret)),
        reports=(*case.reports, sample.report("s", on(date(2025, 1, 1)), None, "S2", **secret)),
        actions=(
            *case.actions,
            sample.action("s", on(date(2025, 1, 1)), summary="S3", **secret),
        ),
        recommendations=(
            *case.recommendations,
            factory.recommendation(2, "S4", "Sergeant", None, mark=Mark.NAMED),
        ),
    )
    if form == "pdf" and not reading.HAS_PDFTOTEXT:
        pytest.skip("pdftotext (poppler-utils) is needed to read a PDF back")
    shared = READERS[form](made(form, case))
    assert not [one for one in ("S1", "S2", "S3", "S4", "Only the chair's") if one in shared]
    assert "4 entries are for named agencies alone" in " ".join(shared.split())
    own = " ".join(READERS[form](made(form, case, for_chair=True)).split()).replace("\\", "")
    assert all(one in own for one in ("S1", "S2", "S3", "S4", "Only the chair's"))
    assert "own copy" in own


@pytest.mark.parametrize("form", ALL_FORMATS)
def test_every_text_from_people_reads_back_as_it_was_written(form: str) -> None:
    # pdftotext gives right-to-left text as it stands on the page.
    texts = [text for text in HOSTILE if form != "pdf" or ARABIC not in text]
    # Every text is in every place of the text file; of the rest one time in four.
    for shift in range(0, len(texts), 1 if form == "txt" else 4):
        given: list[str] = []

        def put(_usual: str, shift: int = shift, given: list[str] = given) -> str:
            number = len(given)
            given.append(f"P{number:03}Q{texts[(number + shift) % len(texts)]}R{number:03}S")
            return given[-1]

        words = words_in(form, made(form, case_of(put), for_chair=True))
        lost = [one for one in given if reading.squeezed(clean(one)) not in words]
        assert not lost, f"shift {shift}: {lost[0]!r}"


def test_no_text_from_people_becomes_an_element_of_the_page() -> None:
    usual = reading.html_tags(made("html"))
    for text in HOSTILE:

        def put(_usual: str, text: str = text) -> str:
            return text

        assert reading.html_tags(made("html", case_of(put))) <= usual | {"br", "g", "use"}


def test_the_pdf_is_pdf_ua_with_a_figure_that_has_words_and_tables_that_have_headings() -> None:
    with pikepdf.open(BytesIO(made("pdf"))) as pdf:
        tags = structure(pdf)
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"].startswith("Agenda pack")
        alternatives = [
            str(one["/Alt"])
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure" and "/Alt" in one
        ]
    assert "/Figure" in tags
    assert tags.count("/Table") == 6
    assert len(alternatives) == 1
    assert (
        "Derbyshire Police: 2 entries with a known day, nothing for up to 32 days"
        in (alternatives[0])
    )


@NEEDS_PDFTOTEXT
def test_every_page_of_the_pdf_has_its_marking_and_its_number_and_tables_their_headings() -> None:
    first = date(2024, 6, 6)
    many = tuple(
        sample.report(f"r{n}", on(first + timedelta(days=n)), sample.POLICE, f"Report number {n}")
        for n in range(120)
    )
    data = made("pdf", replace(case_of(), reports=many))
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    pages = done.stdout.decode().split("\f")[:-1]
    assert len(pages) > 5
    for number, page in enumerate(pages, start=1):
        assert page.lstrip().startswith(MARKING)
        assert f"Page {number} of {len(pages)}" in page
    chronology = [page for page in pages if page.count("Report number") > 2]
    assert len(chronology) > 4
    assert all("May be told to" in page for page in chronology)


def test_the_word_file_has_the_drawing_with_words_repeated_headings_and_the_marking() -> None:
    document = open_docx(BytesIO(made("docx")))
    (drawing,) = document.inline_shapes
    assert drawing._inline.docPr.get("descr").startswith("Timeline from 5 June 2024")
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    section = document.sections[0]
    for header in (section.header, section.first_page_header):
        assert header.paragraphs[0].text == MARKING


def test_the_page_of_the_web_draws_the_timeline_and_says_it_in_words() -> None:
    text = made("html").decode()
    assert "<svg" in text
    assert 'role="img" aria-label="Timeline from 5 June 2024' in text
    assert "<script" not in text
    assert "http://" not in text.replace("http://www.w3.org", "")


def test_a_council_chooses_its_own_marking_in_its_own_template(tmp_path: Path) -> None:
    text = (PAPERS / "agenda-pack.md.j2").read_text(encoding="utf-8")
    own = text.replace('marking = "OFFICIAL-SENSITIVE"', 'marking = "Restricted to the panel"')
    (tmp_path / "agenda-pack.md.j2").write_text(own, encoding="utf-8")
    shown = made("txt", templates=tmp_path).decode()
    assert shown.startswith("Restricted to the panel\n")
    assert MARKING not in shown


def test_an_empty_case_makes_a_pack_that_says_what_is_missing() -> None:
    case = replace(
        case_of(),
        meetings=(),
        incidents=(),
        reports=(),
        actions=(),
        requests=(),
        recommendations=(),
        threshold=None,
        application=None,
        parties=(),
    )
    for form in FORMATS:
        assert made(form, case)
    text = made("txt", case).decode()
    for said in ("No day is set", "No agenda yet", "Not decided yet", "None has been carried yet"):
        assert said in text


def test_an_answer_that_came_is_not_told_as_a_gap() -> None:
    case = case_of()
    (asked,) = case.requests
    done = replace(asked, state=RequestState.ANSWERED, answered_on=date(2025, 7, 1))
    text = made("txt", replace(case, requests=(done,))).decode()
    assert "Every agency that was asked has answered." in text
    assert "answered on 1 July 2025" in text


@cache
def _templates() -> set[str]:
    return {path.name for path in PAPERS.glob("*.md.j2")}


def test_the_shipped_templates_are_one_for_each_kind_of_paper() -> None:
    assert _templates() == {f"{kind}.md.j2" for kind in PaperKind}
