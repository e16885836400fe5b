"""A folder of templates is looked through: each fault has its file, its line and plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference.documents import check_templates
from conference.documents.template import LETTERS
from conference.errors import BadInput
from conference.views import LetterKind

FRONT = '+++\n[[paragraph]]\nname = "opening"\ntitle = "Opening"\n+++\n'
ENOUGH = "{{ contact.phone }} {{ words.opening }}"


def faults(template: str, folder: Path, kind: LetterKind = LetterKind.DELAY) -> list[str]:
    (folder / f"{kind}.md.j2").write_text(template, encoding="utf-8")
    return [str(problem) for problem in check_templates(folder)]


def test_the_shipped_templates_can_all_be_used() -> None:
    assert check_templates() == ()
    assert check_templates(LETTERS.parent) == ()


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{{ refrence }}", "there is no value called 'refrence'; did you mean 'reference'"),
        ("{{ council.nmae }}", "'council' has no value called 'nmae'; did you mean 'name'"),
        ("{% if meetting.time %}x{% endif %}", "did you mean 'meeting'"),
        (
            "{% for one in recommendations %}{{ one.wat }}{% endfor %}",
            "'recommendations' has no value called 'wat'; did you mean 'what'",
        ),
        ("{{ words.openning }}", "the paragraph 'openning' is printed and not declared at the top"),
        ("{{ council.name | uper }}", "the filter 'uper' is not available in letter templates"),
        ("{{ council.name | uper }}", "did you mean 'upper'"),
        ("{% if date is number %}x{% endif %}", "the test 'number' is not available"),
        ("{% include 'x' %}", "'include' is not available in letter templates"),
        ("{{ reference.upper() }}", "'a call with brackets' is not available"),
        ("{{ council }}", "'council' is a group of values: print one, such as 'council.name'"),
        ("{{ findings }}", "'findings' is a list: go through it with a for"),
        ("{{ threshold.met }}", "'threshold.met' is yes or no: use it in an if"),
        ("{% if reference %}x", "this cannot be read as a template"),
    ],
)
def test_a_fault_names_file_line_and_what_was_meant(line: str, what: str, tmp_path: Path) -> None:
    found = faults(f"{FRONT}# Title\n{line}\n\n{ENOUGH}\n", tmp_path)
    assert any(what in one for one in found), found
    if "cannot be read" not in what:
        assert all(one.startswith("delay.md.j2, line 7: ") for one in found), found


@pytest.mark.parametrize(
    "line",
    [
        "{{ recipient.address | lines }}",
        "{{ [sender.title, council.name] | lines }}",
        "{{ meeting.agencies | listed }}",
        "{% for one in recommendations %}{{ loop.index }} {{ one.what }}{% endfor %}",
        "{% for note in appeal.notes %}{{ note }}{% else %}{{ date }}{% endfor %}",
        "{% if appeal.contact and not needs.welsh %}{{ number or reference }}{% endif %}",
        "{{ reference if threshold.met else number }}",
        "{% for one in recommendations if one.overdue %}{{ one.due }}{% endfor %}",
        "{{ recommendations | length }}",
    ],
)
def test_what_may_be_written_raises_no_fault(line: str, tmp_path: Path) -> None:
    assert faults(f"{FRONT}# Title\n{line}\n\n{ENOUGH}\n", tmp_path) == []


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    found = faults(
        f"{FRONT}# T\n{{{{ a }}}}\n{{{{ b | c }}}}\n{{% set d = 1 %}}\n{ENOUGH}\n", tmp_path
    )
    assert len([one for one in found if "line 7" in one]) == 1
    assert len([one for one in found if "line 8" in one]) == 2
    assert any("line 9" in one for one in found)


def test_a_paragraph_that_is_never_printed_is_told_with_its_line(tmp_path: Path) -> None:
    (found,) = faults(f"{FRONT}# Title\n\n{{{{ contact.phone }}}}\n", tmp_path)
    assert found.startswith("delay.md.j2, line 3: the paragraph 'opening' is declared and never")


def test_a_paragraph_that_is_declared_twice_or_with_an_unknown_word_is_told(tmp_path: Path) -> None:
    front = FRONT.replace("+++\n[[", '+++\n[[paragraph]]\nname = "opening"\nhint = "x"\n[[', 1)
    found = faults(f"{front}# Title\n\n{ENOUGH}\n", tmp_path)
    assert any("declared twice" in one for one in found)
    assert any("a paragraph has no 'hint'; it can have help, name" in one for one in found)


def test_a_template_without_a_title_is_told(tmp_path: Path) -> None:
    (found,) = faults(f"{FRONT}Dear reader\n\n{ENOUGH}\n", tmp_path)
    assert found == "delay.md.j2: it has no title: a line that begins with one # and a space"


@pytest.mark.parametrize(
    "kind", [LetterKind.OUTCOME, LetterKind.THRESHOLD_NOT_MET, LetterKind.APPLICATION_REFUSED]
)
def test_a_decision_without_its_appeal_is_told(kind: LetterKind, tmp_path: Path) -> None:
    found = faults(f"{FRONT}# Title\n\n{ENOUGH}\n", tmp_path, kind)
    assert any("who looks at an appeal: print {{ appeal.body }}" in one for one in found)
    assert any("the last day to appeal: print {{ appeal.last_day }}" in one for one in found)


def test_an_outcome_that_tells_no_recommendation_is_told(tmp_path: Path) -> None:
    found = faults(f"{FRONT}# Title\n\n{ENOUGH}\n", tmp_path, LetterKind.OUTCOME)
    assert any("print {{ recommendation.what }}" in one for one in found)
    assert any("print {{ finding.reason }}" in one for one in found)


def test_a_file_of_another_name_is_told_which_it_may_have_meant(tmp_path: Path) -> None:
    (tmp_path / "out-come.md.j2").write_text("# T\n")
    (tmp_path / "notes.txt").write_text("mine")
    (found,) = check_templates(tmp_path)
    assert str(found) == (
        "out-come.md.j2: no letter has a template of this name; did you mean outcome.md.j2"
    )


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "delay.md.j2").write_bytes(b"# T\xff\n")
    (found,) = check_templates(tmp_path)
    assert "save it as UTF-8" in found.what


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no folder"):
        check_templates(tmp_path / "nowhere")
