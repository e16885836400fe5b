"""What the documentation tells people to type works, and where it points to is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from conference.cli.commands import tree
from tests.databases import PostgresServer
from tests.documentation.machine import Machine
from tests.documentation.pages import DOCS, ROOT, blocks, indented, links, pages

_COMMAND = re.compile(r"`conference ([a-z][a-z-]*)")
SHOWN_ONLY = ("pg_hba", "text")
"""Kinds of block that belong into another program's own files, or are another account's to run."""
INSTALL = "python3 install.py --command"
BEGINS_EMPTY = ("laptop.md", "server.md", "county.md")
"""Pages that set the record up themselves."""


def the(pages_: list[Path]) -> list[object]:
    return [pytest.param(page, id=page.name) for page in pages_]


@pytest.fixture
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Machine]:
    postgres: PostgresServer = request.getfixturevalue("postgres")
    made = Machine(tmp_path, postgres)
    yield made
    made.close()
    _sql(postgres, "DROP DATABASE IF EXISTS case_reviews WITH (FORCE)")
    _sql(postgres, "DROP ROLE IF EXISTS case_conference")


def _sql(postgres: PostgresServer, text: str) -> None:
    with psycopg.connect(postgres.url_of_superuser("postgres"), autocommit=True) as connection:
        for statement in filter(None, map(str.strip, text.split(";"))):
            connection.execute(statement)  # type: ignore[arg-type]


@pytest.mark.parametrize("page", the(sorted(DOCS.glob("*.md"))))
def test_every_command_of_a_page_does_what_it_says(
    page: Path, machine: Machine, postgres: PostgresServer
) -> None:
    if page.name not in BEGINS_EMPTY:
        machine.set_up()
    if page.name == "moving.md":
        county = next(one for one in blocks(DOCS / "county.md") if one.kind == "sql")
        _sql(postgres, county.text)
    for block in blocks(page):
        if block.kind == "sh":
            for line in block.lines:
                machine.run(line)
        elif block.kind == "sql":
            _sql(postgres, block.text)
        elif block.kind == "toml" and "database" in block.text:
            machine.settings(block)
            if page.name == "laptop.md":
                machine.set_up()  # As the application asks for it the first time.
        elif block.kind == "crontab":
            for line in block.lines:
                machine.run(line.split(maxsplit=5)[5].replace("\\%", "%"))
        else:
            assert block.kind in SHOWN_ONLY


def test_the_readmes_commands_are_verbs_of_the_makefile_or_commands_of_the_program() -> None:
    verbs = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    known = {f"make {verb}" for verb in verbs} | {INSTALL, "py -3 install.py"}
    for line in indented(ROOT / "README.md"):
        word = line.removeprefix(".\\.venv\\Scripts\\")
        assert line in known or word.split()[0] == "conference", line


@pytest.mark.parametrize("page", the(pages()))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [one for one in links(page) if not (page.parent / one).exists()] == []


@pytest.mark.parametrize("page", the(pages()))
def test_nothing_is_installed_but_by_the_installer_that_knows_each_digest(page: Path) -> None:
    commands = re.findall(
        r"^.*\b(?:pipx?|uv)\b.* install\b.*$", page.read_text("utf-8"), re.MULTILINE
    )
    assert commands == []


def test_the_page_of_commands_names_every_command_and_no_other() -> None:
    told = set(_COMMAND.findall((DOCS / "commands.md").read_text("utf-8")))
    assert told == set(tree(()).commands)  # type: ignore[attr-defined]
