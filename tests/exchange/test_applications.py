"""Applications from files: the same form whatever the file, or every fault at once."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from conference.errors import BadInput
from conference.exchange.application_example import EXAMPLE
from conference.exchange.application_fields import APPLICATION, INCIDENT, PARTY, REPORT
from conference.exchange.application_writing import as_csv, as_json, as_toml, as_xlsx
from conference.exchange.applications import example, read_application
from conference.exchange.sheets import plain_heading
from conference.forms import NewApplication, NewIncident, NewParty, NewReport
from conference.law.when import UNKNOWN, Precision, on
from conference.views import Basis, Channel, PartyRole
from tests.exchange.conftest import Write

KINDS = ("toml", "json", "csv", "xlsx")
HOSTILE = Path(__file__).parents[1] / "fixtures" / "hostile_text.json"


def faults(path: Path) -> list[str]:
    with pytest.raises(BadInput) as refused:
        read_application(path)
    assert refused.value.safe == "Nothing was changed."
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_is_read_back_just_as_it_was_written(write: Write, kind: str) -> None:
    assert read_application(write(example(kind), f"example.{kind}")) == EXAMPLE


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_needs_no_name_that_says_what_it_is(write: Write, kind: str) -> None:
    assert read_application(write(example(kind), "application")) == EXAMPLE


def test_the_example_fills_every_field() -> None:
    incident = EXAMPLE.incidents[0]
    for form in (EXAMPLE, EXAMPLE.others[0], incident, incident.reports[1]):
        for field in fields(form):
            assert getattr(form, field.name) != field.default, field.name


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_names_every_field(kind: str) -> None:
    content = example(kind)
    tree = json.loads(example("json"))
    own = [*tree, *tree["others"][0], *tree["incidents"][0], *tree["incidents"][0]["reports"][0]]
    expected = {
        field.name
        for form in (NewApplication, NewParty, NewIncident, NewReport)
        for field in fields(form)
    }
    assert set(own) == expected
    assert len(content) > 1000


def test_there_is_no_example_of_another_kind() -> None:
    with pytest.raises(BadInput, match="choose toml, json, csv or xlsx"):
        example("docx")


def test_an_officer_types_a_form_in_a_spreadsheet(book: Write) -> None:
    path = book(
        [
            ["Application by telephone"],
            ["About the applicant", None],
            ["Applicant's name", "Zoë O’Neill-Ümit"],
            ["Address line 1", "Flat 2"],
            ["Address line 2", "Mill Rise, Erewash"],
            ["Post code", "ZZ1 1ZZ"],
            ["DOB", date(1984, 2, 29)],
            ["Received by", "Telephone"],
            ["What happened, incident by incident", None],
            ["Incident 1 date", "early May 2025"],
            ["Incident 1 reported on", "20/5/2025"],
            ["Incident 1 reported to", "police"],
            ["Incident 1 report 2 reported on", "21/5/2025"],
            ["Incident 1 report 2 reported to", "council"],
            ["Incident 2 date", "not known"],
            ["Incident 2 details", "Dog let loose"],
            ["Language", "Welsh"],
            ["Impact", "=1+1 is not a formula here"],
        ]
    )
    workbook = openpyxl.load_workbook(path)
    workbook.worksheets[0]["B18"].data_type = "s"
    workbook.save(path)
    read = read_application(path)
    assert read.applicant.name == "Zoë O’Neill-Ümit"
    assert read.applicant.address == ("Flat 2", "Mill Rise, Erewash")
    assert read.applicant.born_on == date(1984, 2, 29)
    assert (read.channel, read.language) == (Channel.PHONE, "cy")
    assert read.impact == "=1+1 is not a formula here"
    first, second = read.incidents
    assert (first.when.precision, first.when.words) == (Precision.RANGE, "early May 2025")
    assert [report.told_to for report in first.reports] == ["police", "council"]
    assert (second.when, second.summary, second.reports) == (UNKNOWN, "Dog let loose", ())


def test_a_row_of_an_online_forms_export_is_an_application(write: Write) -> None:
    head = "Full name,Basis,Problem,Incident date,Incident details,Incident reported on,Phone\n"
    row = "Ada Quill,I am one of a group,Noise,3/4/2025,Music,4/4/2025,01632 960003\n"
    read = read_application(write(head + row))
    assert read == NewApplication(
        applicant=NewParty("Ada Quill", phone="01632 960003"),
        basis=Basis.GROUP_MEMBER,
        problem="Noise",
        incidents=(
            NewIncident(on(date(2025, 4, 3)), "Music", reports=(NewReport(on(date(2025, 4, 4))),)),
        ),
    )


def test_the_least_application_is_a_name(write: Write) -> None:
    least = NewApplication(applicant=NewParty("Ada Quill"))
    assert read_application(write('[applicant]\nname = "Ada Quill"\n', "a.toml")) == least
    assert read_application(write('{"applicant": {"name": "Ada Quill"}}', "a.json")) == least
    assert read_application(write("Name\nAda Quill\n", "a.csv")) == least
    assert read_application(write("Name,Ada Quill\n", "b.csv")) == least


def test_every_fault_is_named_at_once_with_its_line(write: Write) -> None:
    text = (
        'recieved_on = "3/4/2025"\n'
        'signed_on = "31/2/2025"\n'
        'channel = "pigeon"\n'
        f'landlord = "{"x" * 201}"\n'
        "[applicant]\n"
        'name = ""\n'
        "[[incidents]]\n"
        'when = "3 April 2025"\n'
        "[[incidents.reports]]\n"
        'when = "1 April 2025"\n'
        "[[incidents]]\n"
        "[[incidents.reports]]\n"
        'told_too = "police"\n'
    )
    found = faults(write(text, "bad.toml"))
    assert (
        found[0] == "line 1, recieved_on: “recieved_on” is no field; the nearest is “received_on”"
    )
    assert found[1].startswith("line 2, signed_on: Signed on: “31/2/2025” cannot be read as a date")
    assert "line 3, channel: How it came: “pigeon” is not one of “post”, “e-mail”" in found[2]
    assert "line 4, landlord: Landlord: this has 201 characters; at most 200" in found[3]
    assert found[4] == "line 6, applicant name: the name of the applicant is missing"
    assert "line 10" in found[5]
    assert "reported on 1 April 2025, before it happened on 3 April 2025" in found[5]
    assert found[6].startswith("line 13, incidents 2, reports 1, told_too: “told_too” is no field")
    assert len(found) == 7


def test_a_sheet_names_the_line_and_the_heading_of_each_fault(write: Write) -> None:
    text = "Field,Answer\nName,Ada Quill\nRecieved on,3/4/2025\nDate of birth,4/25/1980\n"
    found = faults(write(text))
    assert found[1].startswith("line 4, Date of birth: Date of birth: “4/25/1980” cannot be read")
    assert found[0].endswith("“Recieved on” is no field; the nearest is “Received on”")
    assert found[0].startswith("line 3, ")


def test_an_answer_under_no_heading_is_told_and_goes_into_no_field(write: Write) -> None:
    (fault,) = faults(write("Name,,Impact\nAda Quill,Told in confidence,No sleep\n"))
    assert fault.endswith("“” is no field")


def test_no_heading_means_two_facts_of_one_form() -> None:
    for form in (PARTY, APPLICATION, INCIDENT, REPORT):
        words = [
            (plain_heading(word), field.name)
            for field in form
            for word in {*field.also, field.name, field.label}
        ]
        assert "" not in dict(words)
        assert len(dict(words)) == len(set(words))


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.json", "{", "is not whole JSON"),
        ("a.json", "[1]", "holds no application"),
        ("a.json", '{"applicant": {"name": "A"}, "problem": "x", "problem": "y"}', "given twice"),
        ("a.json", '{"applicant": "A"}', "fields with values are needed here"),
        ("a.json", '{"applicant": {"name": "A"}, "incidents": {}}', "a list is needed here"),
        ("a.json", '{"applicant": {"name": ["A"]}}', "text is needed here"),
        ("a.json", "[" * 100_000, "is not whole JSON"),
        ("a.toml", "name = ", "is not whole TOML"),
        ("a.toml", "", "is empty"),
        ("a.csv", "colour,shape\nred,round\n", "no field of an application"),
        ("a.csv", "Name,Problem,Impact\nAda,x,y\nBob,x,y\n", "has 2 rows"),
        ("a.csv", "Name,Problem,Impact\n", "has 0 rows"),
        ("a.csv", "Name,Problem,Impact\nAda,x,y,z\n", "4 cells where there are 3 headings"),
        ("a.csv", "Name,Ada\nProblem,noise, and more\n", "needs quotation marks"),
        ("a.csv", "Name,Ada\nName,Bob\nImpact,x\n", "“name” is given twice"),
        ("a.csv", "Name,Ada\nIncident 0 date,3/4/2025\n", "not between 1 and 500"),
        ("a.csv", "Name,Ada\nIncident 9999 date,3/4/2025\n", "not between 1 and 500"),
        ("a.csv", "Name,Ada\nPerson 1 name,\nPerson 1 phone,1\n", "name of person 1 is missing"),
        ("a.csv", "Name,Ada\nConsent to share,perhaps\n", "neither yes nor no"),
    ],
)  # fmt: skip
def test_a_bad_form_is_refused_in_plain_words(write: Write, name: str, text: str, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_application(write(text, name))
    assert why in str(refused.value)


def test_a_label_merged_over_two_answers_is_refused(book: Write) -> None:
    rows = [["Name", "Ada"], ["Problem", "x"], [None, "y"]]
    assert any("the cells A2:A3 are merged" in fault for fault in faults(book(rows, "A2:A3")))


def test_long_accounts_are_taken_to_the_limit_and_no_further(write: Write) -> None:
    form = {"applicant": {"name": "Ada"}, "impact": "x" * 20_000}
    assert len(read_application(write(json.dumps(form), "a.json")).impact) == 20_000
    form["impact"] += "x"
    assert "at most 20,000" in faults(write(json.dumps(form), "a.json"))[0]


@pytest.mark.parametrize("kind", KINDS)
def test_text_that_would_be_code_elsewhere_comes_through_as_it_is(write: Write, kind: str) -> None:
    writers = {"toml": as_toml, "json": as_json, "csv": as_csv, "xlsx": as_xlsx}
    for text in json.loads(HOSTILE.read_text(encoding="utf-8")):
        form = NewApplication(applicant=NewParty("Ada"), impact=text.replace("\t", "    "))
        assert read_application(write(writers[kind](form), f"a.{kind}")).impact == form.impact


def test_an_example_in_a_spreadsheet_has_no_formula() -> None:
    risky = replace(EXAMPLE, impact="=1+1", problem="+44", location="-1", landlord="@x")
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(risky))).worksheets[0]
    values = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert {values[text] for text in ("=1+1", "+44", "-1", "@x")} == {"s"}


def test_the_example_row_has_each_heading_once() -> None:
    headings = next(csv.reader(io.StringIO(example("csv").decode("utf-8-sig"))))
    assert len(headings) == len(set(headings))


def test_control_codes_never_arrive(write: Write) -> None:
    text = json.dumps({"applicant": {"name": "Ada\x1b[2J\u202eB"}, "impact": "a\x07\r\nb"})
    read = read_application(write(text, "a.json"))
    assert (read.applicant.name, read.impact) == ("Ada\ufffd[2J\ufffdB", "a\ufffd\nb")


@pytest.mark.parametrize("kind", KINDS)
def test_what_nobody_can_see_is_taken_out_and_told(write: Write, kind: str) -> None:
    writers = {"toml": as_toml, "json": as_json, "csv": as_csv, "xlsx": as_xlsx}
    form = NewApplication(applicant=NewParty("Ada\u200b T\u00adester"), impact="seen")
    told: list[str] = []
    content = writers[kind](form).replace(b"\\u200b", "\u200b".encode())
    assert read_application(write(content, f"a.{kind}"), told.append).applicant.name == "Ada Tester"
    (words,) = told
    assert words.startswith("2 invisible signs were taken out of the file: line")


def test_the_applicant_may_be_named_with_the_role_of_another(write: Write) -> None:
    text = "Name,Ada\nPerson 1 name,Bob\nPerson 1 role,Alleged perpetrator\nPerson 2 name,Cy\n"
    others = read_application(write(text)).others
    assert [person.role for person in others] == [PartyRole.ALLEGED, PartyRole.OTHER]


def test_a_key_that_is_no_text_is_refused_in_words_that_can_be_printed(write: Write) -> None:
    text = '{"applicant": {"name": "Ada"}, "\\ud800\\u001b[2J": 1, "impact": "\\ud800"}'
    (fault,) = faults(write(text, "a.json"))
    assert fault.encode() == "\ufffd\ufffd[2J: “\ufffd\ufffd[2J” is no field".encode()
