"""An application written to a file that `applications` reads back just as it was."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from conference.exchange.application_fields import APPLICATION, INCIDENT, PARTY, REPORT, Field
from conference.forms import NewApplication
from conference.law.when import When, uk_day


def as_json(form: NewApplication) -> bytes:
    """JSON with every field, in UTF-8."""
    return (json.dumps(_tree(form), ensure_ascii=False, indent=2) + "\n").encode()


def _plain(value: object) -> object:
    """A value as JSON has it."""
    match value:
        case When():
            return value.words or str(value)
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case StrEnum():
            return value.value
        case _:
            return value


def _values(form: object, fields: tuple[Field, ...]) -> dict[str, object]:
    return {field.name: _plain(getattr(form, field.name)) for field in fields}


def _tree(form: NewApplication) -> dict[str, object]:
    incidents = [
        {
            **_values(incident, INCIDENT),
            "reports": [_values(report, REPORT) for report in incident.reports],
        }
        for incident in form.incidents
    ]
    return {
        **_values(form, APPLICATION),
        "applicant": _values(form.applicant, PARTY),
        "others": [_values(person, PARTY) for person in form.others],
        "incidents": incidents,
    }


def as_toml(form: NewApplication) -> bytes:
    """TOML with the choices of a field said in a comment above it."""
    lines = [
        "# An application for an ASB case review. Leave out or empty what is not known.",
        "# A date may be a month (April 2025), a range, or about a day.",
        "",
        *_toml_table(form, APPLICATION),
        "",
        "[applicant]",
        *_toml_table(form.applicant, PARTY),
    ]
    for person in form.others:
        lines += ["", "[[others]]", *_toml_table(person, PARTY)]
    for incident in form.incidents:
        lines += ["", "[[incidents]]", *_toml_table(incident, INCIDENT)]
        for report in incident.reports:
            lines += ["", "[[incidents.reports]]", *_toml_table(report, REPORT)]
    return ("\n".join(lines) + "\n").encode()


def _toml_table(form: object, fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        value = getattr(form, field.name)
        if field.choices:
            yield "# One of: " + ", ".join(choice.value for choice in field.choices)
        if value is None:
            yield f"# {field.name} ="
        elif isinstance(value, date):
            yield f"{field.name} = {value.isoformat()}"
        else:
            yield f"{field.name} = {json.dumps(_plain(value), ensure_ascii=False)}"


def _rows(form: NewApplication) -> Iterator[tuple[str, Field, str]]:
    """Each field of a form with its heading and its answer as a sheet has them."""
    yield from _headed("", form.applicant, PARTY)
    yield from _headed("", form, APPLICATION)
    for number, person in enumerate(form.others, 1):
        yield from _headed(f"Person {number} ", person, PARTY)
    for number, incident in enumerate(form.incidents, 1):
        yield from _headed(f"Incident {number} ", incident, INCIDENT)
        for which, report in enumerate(incident.reports, 1):
            of = f"Incident {number} " + (f"report {which} " if which > 1 else "")
            yield from _headed(of, report, REPORT)


def _headed(
    before: str, form: object, fields: tuple[Field, ...]
) -> Iterator[tuple[str, Field, str]]:
    for field in fields:
        label = field.label.lower() if before and field.label != "E-mail" else field.label
        yield before + label, field, _cell(getattr(form, field.name))


def _cell(value: object) -> str:
    """A value as a person writes it in a cell."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case date():
            return uk_day(value)
        case tuple():
            return "\n".join(value)
        case _:
            return str(_plain(value))


def as_csv(form: NewApplication) -> bytes:
    """A row of headings and a row of answers."""
    written = io.StringIO()
    answers = list(_rows(form))
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow([heading for heading, _, _ in answers])
    table.writerow([answer for _, _, answer in answers])
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(form: NewApplication) -> bytes:
    """A form: the fields below each other, with the choices of a field to pick from."""
    # Imported here: it is slow to load, and only this kind of example needs it.
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Application"
    sheet.append(["Application for an ASB case review"])
    sheet.append(["Field", "Answer"])
    for line, (heading, field, answer) in enumerate(_rows(form), 3):
        for column, text in enumerate((heading, answer), 1):
            cell = sheet.cell(line, column, text)
            # Text stays text, whatever it begins with: never a formula.
            cell.data_type = "s"
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if field.choices:
            listed = ",".join(choice.value for choice in field.choices)
            choice = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
            sheet.add_data_validation(choice)
            choice.add(sheet.cell(line, 2))
    for head in (*sheet[1], *sheet[2]):
        head.font = Font(bold=True)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 36, 72
    sheet.freeze_panes = "A3"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
