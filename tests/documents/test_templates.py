"""An officer edits a template: what is wrong in it is said with file, line and plain words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conference.documents import compose, free_paragraphs, write
from conference.errors import BadInput
from conference.views import LetterKind
from tests.documents import factory


def text_of(template: str, folder: Path, **words: str) -> str:
    (folder / "outcome.md.j2").write_text(template, encoding="utf-8")
    document = compose(
        LetterKind.OUTCOME,
        factory.case(),
        paragraphs=words,
        number=factory.NUMBER,
        letter_date=factory.LETTER_DATE,
        signed_by=factory.SPOC,
        templates=folder,
    )
    data = write(document, "txt", council=factory.COUNCIL, reference=factory.NUMBER)
    return data.decode().split("\n\n", 1)[1]


def fault_of(template: str, folder: Path) -> str:
    with pytest.raises(BadInput) as error:
        text_of(template, folder)
    return str(error.value.problems[0])


@pytest.mark.parametrize(
    ("template", "what"),
    [
        ("{% include 'threshold-met.md.j2' %}", "'include' is not available"),
        ("{% import 'x' as y %}", "'import' is not available"),
        ("{% from 'x' import y %}", "'import' is not available"),
        ("{% extends 'x' %}", "'extends' is not available"),
        ("{% macro f() %}{% endmacro %}", "'macro' is not available"),
        ("{% set x = 1 %}", "'set' is not available"),
        ("{{ range(1000000000) }}", "'a call with brackets' is not available"),
        ("{{ reference.format(1) }}", "'a call with brackets' is not available"),
        ("{{ reference ~ date }}", "'joining with ~' is not available"),
        ("{{ 'x' * 1000000000 }}", "'mul' is not available"),
        ("{{ reference | attr('x') }}", "the filter 'attr' is not available"),
        ("{{ reference | safe }}", "the filter 'safe' is not available"),
        ("{{ reference.__class__ }}", "'__class__' is not available"),
        ("{{ reference['__class__'] }}", "'__class__' is not available"),
        ("{{ council.__init__.__globals__ }}", "'__init__' is not available"),
        ("{{ council }}", "only text and numbers can be printed"),
        ("{{ reference.upper }}", "only text and numbers can be printed"),
        ("{{ recommendations }}", "only text and numbers can be printed"),
        ("{{ applicnt.name }}", "there is no value called 'applicnt'"),
        ("{{ council.nmae }}", "'council' has no value called 'nmae'"),
        ("{{ words.openin }}", "'words' has no value called 'openin'"),
        ("{% if aplicant %}x{% endif %}", "there is no value called 'aplicant'"),
        ("{% if reference %}x", "this cannot be read as a template"),
        ("{{ reference + 1 }}", "this cannot be worked out"),
    ],
)
def test_a_template_that_asks_for_more_is_refused_with_file_line_and_reason(
    template: str, what: str, tmp_path: Path
) -> None:
    fault = fault_of(f"# Title\n\n{template}\n", tmp_path)
    assert fault.startswith("outcome.md.j2, line 3: ")
    assert what in fault


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{ recommendations | length }}", "3"),
        ("{{ meeting.agencies | join(' / ') }}", "Exampleshire Police / Example Homes / Erewater"),
        ("{{ meeting.agencies | first | upper }}", "EXAMPLESHIRE POLICE"),
        ("{{ meeting.agencies | last | lower }}", "erewater borough council environmental health"),
        ("{{ threshold.decided_by | capitalize }}", "The agencies of the local partnership"),
        ("{{ meeting.agencies | listed }}", "Exampleshire Police, Example Homes and Erewater"),
        ("{{ meeting.agencies | lines }}", "Exampleshire Police\nExample Homes\nErewater"),
        ("{% if date is defined %}yes{% endif %}", "yes"),
        ("{% if recommendations | length is odd %}odd{% endif %}", "odd"),
        ("{% if recommendations | length is even %}even{% else %}no{% endif %}", "no"),
    ],
)
def test_each_filter_and_test_that_is_allowed_does_its_work(
    template: str, shown: str, tmp_path: Path
) -> None:
    assert shown in text_of(f"# Title\n\n{template}\n", tmp_path)


def test_lines_are_counted_with_the_declarations_at_the_top(tmp_path: Path) -> None:
    front = '+++\n[[paragraph]]\nname = "opening"\n+++\n'
    fault = fault_of(f"{front}# Title\n\n{{{{ nothing }}}}\n", tmp_path)
    assert fault == "outcome.md.j2, line 7: there is no value called 'nothing'"


def test_a_fault_in_the_declarations_names_its_line(tmp_path: Path) -> None:
    assert "outcome.md.j2, line 3: " in fault_of('+++\n[[paragraph]]\nname = "a\n+++\n', tmp_path)


def test_a_name_that_is_no_name_is_refused(tmp_path: Path) -> None:
    fault = fault_of('+++\n[[paragraph]]\nname = "My words"\n+++\n', tmp_path)
    assert "small letters, digits and underscores" in fault


def test_the_councils_own_template_comes_before_the_shipped_one(tmp_path: Path) -> None:
    front = '+++\n[[paragraph]]\nname = "note"\ntitle = "A note"\nhelp = "Short."\n+++\n'
    text = text_of(f"{front}# Ours\n\n{{{{ words.note }}}}\n", tmp_path, note="Hello.")
    assert text.startswith("Ours\n====\n\nHello.")
    (paragraph,) = free_paragraphs(LetterKind.OUTCOME, tmp_path)
    assert (paragraph.name, paragraph.title, paragraph.help) == ("note", "A note", "Short.")


def test_a_folder_without_that_template_falls_back_to_the_shipped_one(tmp_path: Path) -> None:
    assert free_paragraphs(LetterKind.OUTCOME, tmp_path) == free_paragraphs(LetterKind.OUTCOME)


@pytest.mark.parametrize("kind", LetterKind)
def test_each_shipped_template_says_what_the_officer_may_write(kind: LetterKind) -> None:
    for paragraph in free_paragraphs(kind):
        assert paragraph.title
        assert paragraph.help.endswith(".")


def test_a_template_cannot_forge_the_place_of_a_value(tmp_path: Path) -> None:
    template = "# {{ reference }}\n\n\ue0000\ue001 and {{ '\ue0000\ue001' }}\n"
    assert "\ufffd0\ufffd and \ufffd0\ufffd" in text_of(template, tmp_path)


def test_values_inside_markup_are_literal_and_keep_the_markup(tmp_path: Path) -> None:
    (tmp_path / "outcome.md.j2").write_text(
        '+++\n[[paragraph]]\nname = "a"\n+++\n# A\n\n**{{ words.a }}** _{{ words.a }}_\n'
    )
    document = compose(
        LetterKind.OUTCOME,
        factory.case(),
        paragraphs={"a": "* _x_ **"},
        number="",
        letter_date=factory.LETTER_DATE,
        signed_by=factory.SPOC,
        templates=tmp_path,
    )
    html = write(document, "html", council=factory.COUNCIL, reference="").decode()
    assert "<strong>* _x_ **</strong> <em>* _x_ **</em>" in html


@pytest.mark.parametrize(
    ("link", "href"),
    [
        ("[x](mailto:{{ words.a }})", "mailto:a%20b%3Fcc%3Dme@x.example"),
        ("[x](https://x.example/{{ words.a }})", "https://x.example/a%20b%3Fcc%3Dme@x.example"),
        ("[x]({{ words.b }})", "https://x.example/?a=1&amp;b=%222%22"),
    ],
)
def test_a_value_in_an_address_stays_one_part_of_it(link: str, href: str, tmp_path: Path) -> None:
    front = '+++\n[[paragraph]]\nname = "a"\n[[paragraph]]\nname = "b"\n+++\n'
    (tmp_path / "outcome.md.j2").write_text(f"{front}# A\n\n{link}\n")
    document = compose(
        LetterKind.OUTCOME,
        factory.case(),
        paragraphs={"a": "a b?cc=me@x.example", "b": 'https://x.example/?a=1&b="2"'},
        number="",
        letter_date=factory.LETTER_DATE,
        signed_by=factory.SPOC,
        templates=tmp_path,
    )
    html = write(document, "html", council=factory.COUNCIL, reference="").decode()
    assert f'<a href="{href}">x</a>' in html


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc", "x"])
def test_only_web_and_mail_addresses_become_links(address: str, tmp_path: Path) -> None:
    front = '+++\n[[paragraph]]\nname = "a"\n+++\n'
    (tmp_path / "outcome.md.j2").write_text(f"{front}# A\n\n[words]({{{{ words.a }}}})\n")
    document = compose(
        LetterKind.OUTCOME,
        factory.case(),
        paragraphs={"a": address},
        number="",
        letter_date=factory.LETTER_DATE,
        signed_by=factory.SPOC,
        templates=tmp_path,
    )
    html = write(document, "html", council=factory.COUNCIL, reference="").decode()
    assert "<p>words</p>" in html


def test_importing_the_package_loads_no_library_of_its_own() -> None:
    code = (
        "import sys, conference.documents as d; d.free_paragraphs; d.gaps\n"
        "heavy = {'typst', 'docx', 'jinja2', 'markdown_it', 'textual', 'rich'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
