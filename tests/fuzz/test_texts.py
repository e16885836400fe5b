"""Procedures, a council's own lists and templates, settings and calendars: any text at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.cli.settings import SETTINGS, check_settings
from conference.documents import check_templates
from conference.exchange.agenda import read_agenda
from conference.exchange.applications import example, read_application
from conference.exchange.mail import Mail, mail_server, message_of
from conference.exchange.own_lists import SHIPPED
from conference.exchange.procedures import read_procedure_file
from conference.exchange.risk_questions import read_questions
from conference.exchange.tools_and_powers import read_tools
from conference.exchange.usual_recommendations import read_usual
from conference.law.procedure_file import read_procedure
from tests.fuzz.budget import bounded, fuzz, gives_or_refuses, spoiled

LISTS: dict[str, Callable[[bytes, str], object]] = {
    "agenda": read_agenda,
    "usual-recommendations": read_usual,
    "risk-questions": read_questions,
    "tools-and-powers": read_tools,
}
PROCEDURE = (SHIPPED / "procedures" / "erewash.toml").read_bytes()
DEEP = 100_000


@pytest.mark.parametrize("name", LISTS)
@given(data=st.data())
@fuzz()
def test_a_list_of_the_councils_own(name: str, data: st.DataObject) -> None:
    shipped = (SHIPPED / f"{name}.toml").read_bytes()
    content = data.draw(st.one_of(spoiled(shipped), st.binary(max_size=200)))
    gives_or_refuses(lambda: LISTS[name](content, f"{name}.toml"))


@given(content=spoiled(PROCEDURE))
@fuzz(2)
def test_a_procedure(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("procedure") / "ours.toml"
    path.write_bytes(content)
    gives_or_refuses(lambda: read_procedure_file(path))


@given(text=st.text(alphabet='{}[]"=\n.,# \\ue019-:TZ_', max_size=80))
@fuzz(2)
def test_a_procedure_of_any_text(text: str) -> None:
    gives_or_refuses(lambda: read_procedure(text, key="ours"))


@pytest.mark.parametrize("kind", ["toml", "json"])
@given(data=st.data())
@fuzz()
def test_an_application(
    tmp_path_factory: pytest.TempPathFactory, kind: str, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("given") / f"application.{kind}"
    path.write_bytes(data.draw(spoiled(example(kind))))
    gives_or_refuses(lambda: read_application(path))


@pytest.mark.parametrize("name", ["outcome.md.j2", "delay.md.j2"])
@given(data=st.data())
@fuzz(0.6)
def test_a_letter_template_is_checked(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("letters")
    shipped = (SHIPPED / "letters" / name).read_bytes()
    (folder / name).write_bytes(data.draw(spoiled(shipped)))
    gives_or_refuses(lambda: check_templates(folder))


@given(environment=st.dictionaries(st.sampled_from(sorted(SETTINGS)), st.text(max_size=30)))
@fuzz(2)
def test_the_settings(environment: dict[str, str]) -> None:
    gives_or_refuses(lambda: check_settings(environment))
    gives_or_refuses(lambda: mail_server(environment))


@given(to=st.text(max_size=40), subject=st.text(max_size=40), body=st.text(max_size=80))
@fuzz(2)
def test_a_message(to: str, subject: str, body: str) -> None:
    mail = Mail(to, subject, body, "<1@here>", datetime(2026, 11, 2, tzinfo=UTC), "a.pdf", b"%PDF")
    gives_or_refuses(lambda: message_of(mail, "asb@example.org").as_bytes())


# What is made to be too much --------------------------------------------------------------------

TOO_MUCH = {
    "brackets": b"a = " + b"[" * DEEP,
    "tables": b"[a" + b".a" * DEEP + b"]",
    "a table in a table": b"a = " + b"{a=" * DEEP,
    "a huge number": b"a = " + b"9" * 200_000,
    "a huge fraction": b"a = 1e" + b"9" * 5000,
    "one long line": b"a" * 250_000,
    "many keys": b"".join(b"k%d = 1\n" % number for number in range(5_000)),
    "many headings": b"[[item]]\n" * 20_000,
}


@pytest.mark.parametrize("content", TOO_MUCH.values(), ids=TOO_MUCH)
def test_too_much_is_refused_in_time(tmp_path: Path, content: bytes) -> None:
    for name in ("ours.toml", "ours.json"):
        path = tmp_path / name
        path.write_bytes(content)
        with bounded():
            gives_or_refuses(lambda path=path: read_application(path))
    with bounded():
        gives_or_refuses(lambda: read_procedure_file(tmp_path / "ours.toml"))
    for read in LISTS.values():
        with bounded():
            gives_or_refuses(lambda read=read: read(content, "ours.toml"))


@pytest.mark.parametrize("opening", [b"[", b'{"applicant":'])
def test_json_that_nests_without_end(tmp_path: Path, opening: bytes) -> None:
    path = tmp_path / "given.json"
    path.write_bytes(opening * DEEP)
    with bounded():
        gives_or_refuses(lambda: read_application(path))


@pytest.mark.parametrize(
    "template", ["{{ " + "(" * 5000, "{% if a %}" * 2000, "{{ a" + ".b" * 5000 + " }}", "{#" * 9000]
)
def test_a_template_that_nests_without_end(tmp_path: Path, template: str) -> None:
    front = '+++\n[[paragraph]]\nname = "opening"\ntitle = "Opening"\n+++\n# Title\n'
    (tmp_path / "delay.md.j2").write_text(front + template)
    with bounded():
        gives_or_refuses(lambda: check_templates(tmp_path))
