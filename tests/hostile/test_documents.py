"""Every paper, export and file for others with hostile text in it: literal, and no more."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest
from icalendar import Calendar

from conference import verify_history
from conference.documents.writing import write
from conference.errors import ConferenceError
from conference.exchange import calendar_feed, figures
from conference.exchange.return_form import make_return
from conference.law.annual import financial_year
from conference.review import annual, minutes, outcome, papers, proof, returns
from conference.review.deadlines import read_deadlines
from conference.views import LetterKind
from tests.documents.reading import docx_words, html_tags, html_words, pdf_words
from tests.hostile.conftest import Hostile
from tests.hostile.corpus import ROUNDS

HARMLESS = "script iframe object embed form input button math base"


def words_of(name: str, content: bytes) -> str:
    ending = name.rpartition(".")[2]
    read = {"html": html_words, "docx": docx_words, "pdf": pdf_words}
    return read[ending](content) if ending in read else content.decode()


def faults_in(hostile: Hostile, name: str, content: bytes) -> list[str]:
    """What does not stand there literally; a text file quotes what was said at length, by line."""
    found = hostile.planted.faults(words_of(name, content))
    if not name.endswith(".txt"):
        return found
    lines = (line.removeprefix("> ") for line in content.decode().splitlines())
    quoted = {fault.partition(":")[0] for fault in hostile.planted.faults("\n".join(lines))}
    return [fault for fault in found if fault.partition(":")[0] in quoted]


def look(hostile: Hostile, name: str, content: bytes) -> None:
    """Look at one file: its words are literal, and its markup is ours alone."""
    assert "/" not in name
    assert "\\" not in name
    if name.endswith(".pdf"):
        return  # Its words are broken and hyphenated by the setter; the DOCX has the same ones.
    assert faults_in(hostile, name, content) == [], name
    if name.endswith(".html"):
        assert not html_tags(content) & set(HARMLESS.split()), name
        assert b"javascript:" not in content.lower()


def test_the_papers_of_the_meeting_hold_it_literally(hostile: Hostile) -> None:
    office, case_id = hostile.office, hostile.case_id
    formats = ("txt", "html", "docx", *(("pdf",) if ROUNDS > 1 else ()))
    meeting_id = office.meeting(case_id).id
    made = dict(papers.agenda_pack(office.chair, case_id, for_chair=True, formats=formats).files)
    made |= papers.agenda(office.chair, case_id, meeting_id, formats=formats)
    for notice in papers.action_notices(office.chair, case_id, meeting_id, formats=formats):
        made |= notice.files
    for name, content in made.items():
        look(hostile, name, content)
    assert len(hostile.planted.seen) > 20


def test_minutes_and_letters_hold_it_literally(hostile: Hostile) -> None:
    office, case_id = hostile.office, hostile.case_id
    begun = minutes.begin(office.officer, case_id, office.meeting(case_id).id)
    documents = [("minutes", minutes.preview(office.officer, case_id, begun))]
    for kind in LetterKind:
        try:
            letter = outcome.draft(office.officer, case_id, kind)
            documents.append((kind.value, outcome.preview(office.officer, case_id, letter)))
        except ConferenceError:
            continue  # This kind has its own occasion.
    case = office.case(case_id)
    for name, document in documents:
        for format in ("txt", "html", "docx"):
            content = write(document, format, council=case.council, reference=case.reference)
            look(hostile, f"x.{format}", content)
            assert content, name
    assert len(documents) > 4


def test_the_history_leaves_as_data_and_nothing_else(hostile: Hostile) -> None:
    content = proof.export_history(hostile.office.officer, hostile.case_id)
    lines = [json.loads(line) for line in content.decode("ascii").splitlines()]
    assert verify_history.faults(lines[0], lines[1:]) == []
    assert hostile.planted.faults(json.dumps(lines, ensure_ascii=False)) is not None


def test_figures_leave_as_text_that_no_spreadsheet_runs(hostile: Hostile) -> None:
    report = annual.read_figures(hostile.office.officer, financial_year(hostile.office.clock.today))
    name = "=cmd|'/c calc'!A0"
    content = figures.as_csv(report.figures, name, report.published)
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
        for cell in row:
            assert not cell.startswith(("=", "+", "@", "\t", "\r")), cell
            assert not (cell.startswith("-") and len(cell) > 1 and not cell[1:].isdigit()), cell
    for made in (figures.as_html, figures.as_text, figures.as_json):
        read = made(report.figures, "<script>alert(1)</script>", report.published)
        assert made is not figures.as_html or b"<script>" not in read


def test_a_return_form_holds_texts_and_no_formulas_of_theirs(hostile: Hostile) -> None:
    office = hostile.office
    form = returns.make(office.officer, hostile.case_id, office.police_id)
    book = openpyxl.load_workbook(io.BytesIO(make_return(form)))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None
                if isinstance(cell.value, str):
                    assert hostile.planted.faults(cell.value) == []


def test_calendars_hold_one_event_each_and_nothing_that_was_smuggled_in(hostile: Hostile) -> None:
    office = hostile.office
    invited = papers.invitation_file(
        office.chair, hostile.case_id, office.meeting(hostile.case_id).id
    )
    feed = calendar_feed.deadline_feed(
        read_deadlines(office.officer), council="x\r\nBEGIN:VEVENT", at=office.clock.now
    )
    (event,) = Calendar.from_ical(invited).walk("VEVENT")
    assert "evil" not in str(event.get("url", ""))
    assert len(Calendar.from_ical(feed).walk("VEVENT")) == len(read_deadlines(office.officer))


@pytest.mark.parametrize("head", ["case", "council"])
def test_the_proof_names_no_text(hostile: Hostile, head: str) -> None:
    office = hostile.office
    found = (
        proof.check_case(office.officer, hostile.case_id)
        if head == "case"
        else proof.check_council(office.officer)
    )
    assert "zq" not in " ".join((*found.faults, *found.notes))
