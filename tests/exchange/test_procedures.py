from datetime import date

import pytest

from conference.errors import BadInput
from conference.exchange.procedures import (
    DEFAULT,
    LARGEST,
    SHIPPED,
    procedure_named,
    read_procedure_file,
    shipped,
    shipped_names,
)
from conference.law.procedure import (
    NOT_PUBLISHED,
    ConditionKind,
    Counted,
    Decider,
    LimbKind,
    Nation,
    Period,
    Step,
    Unit,
)
from conference.law.procedure_file import read_procedure


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_procedure_loads_with_its_sources(name):
    procedure = shipped()[name]
    assert procedure.key == name
    assert procedure.sources
    assert all(source.startswith("http") for source in procedure.sources)
    assert procedure.effective_from == date(2014, 10, 20)
    assert set(procedure.steps) == set(Step)
    assert procedure.contact.web is not NOT_PUBLISHED


def test_the_procedures_asked_for_are_shipped():
    wanted = {"erewash", "birmingham", "cheltenham", "chelmsford", "herefordshire", "richmond"}
    wanted |= {"hinckley-and-bosworth", "ashfield", "wales"}
    assert wanted <= set(shipped_names())
    assert DEFAULT in shipped_names()


def test_erewash_has_its_gaps():
    erewash = procedure_named("erewash")
    assert str(erewash.steps[Step.ACKNOWLEDGE]) == "5 working days after received"
    assert set(erewash.gaps()) == {
        "days to threshold",
        "days to agency returns",
        "days to panel papers",
        "days to meeting",
        "days to outcome",
        "who chairs",
        "quorum",
        "appeal window",
        "appeal grounds",
    }
    assert erewash.appeal.body == "Derbyshire Police and Crime Commissioner"
    assert erewash.threshold.conditions == ()
    assert "vexatious" in erewash.refusal_grounds


def test_the_shipped_procedures_differ_in_kind():
    known = shipped()
    assert known["herefordshire"].threshold.limbs[0].kind is LimbKind.HATE
    assert known["richmond"].threshold.limbs[0].same_incident
    assert known["n-kesteven"].threshold.limbs[0].kind is LimbKind.SAFEGUARDING
    assert known["n-kesteven"].threshold.report_within == Period(30, Unit.CALENDAR_DAYS)
    assert known["chesterfield"].threshold.apply_measured_from == "incident"
    assert known["greenwich"].quorum == 3
    assert known["suffolk"].appeal.window is not NOT_PUBLISHED
    assert known["wales"].nation is Nation.WALES
    assert known["wales"].languages == ("en", "cy")
    kinds = {c.kind for each in known.values() for c in each.threshold.conditions}
    assert kinds == set(ConditionKind)
    assert {each.threshold.counted for each in known.values()} == set(Counted)


def test_signposts_fit_who_decided_and_promise_no_ombudsman_for_a_partnership():
    england = {post.decider: post for post in procedure_named("erewash").signposts}
    assert england[Decider.COUNCIL].contact.web == "https://www.lgo.org.uk"
    assert england[Decider.LANDLORD].contact.web == "https://www.housing-ombudsman.org.uk"
    assert england[Decider.POLICE].contact.web == "https://www.policeconduct.gov.uk"
    assert england[Decider.PARTNERSHIP].contact.web is NOT_PUBLISHED
    assert "cannot promise" in england[Decider.PARTNERSHIP].words
    wales = {post.decider: post for post in procedure_named("wales").signposts}
    assert wales[Decider.COUNCIL].contact.web == "https://www.ombudsman.wales"


def test_what_a_case_keeps_of_a_procedure_reads_as_the_same_procedure():
    for name, procedure in shipped().items():
        assert read_procedure(procedure.text, key=name) == procedure


def test_a_council_may_use_a_file_of_its_own(tmp_path):
    own = tmp_path / "Sometown.toml"
    text = (SHIPPED / "erewash.toml").read_text(encoding="utf-8")
    own.write_bytes(("\ufeff" + text.replace("Erewash", "Sometown")).replace("\n", "\r\n").encode())
    procedure = procedure_named(str(own))
    assert procedure.key == "Sometown"
    assert procedure.area == "Sometown"
    assert procedure.signposts == procedure_named("erewash").signposts


def test_a_fault_keeps_its_line_when_a_shared_list_is_added(tmp_path):
    own = tmp_path / "own.toml"
    text = (SHIPPED / "erewash.toml").read_text(encoding="utf-8")
    own.write_text(text.replace('report_within = "not published"', 'report_within = "soon"'))
    line = text[: text.index("report_within")].count("\n") + 1
    with pytest.raises(BadInput) as refused:
        read_procedure_file(own)
    assert [problem.where for problem in refused.value.problems] == [
        f"threshold.report_within (line {line})"
    ]


@pytest.mark.parametrize("name", ["france", "../erewash", ""])
def test_a_shared_list_that_is_not_there_is_named_with_its_line(tmp_path, name):
    own = tmp_path / "own.toml"
    text = (SHIPPED / "erewash.toml").read_text(encoding="utf-8")
    own.write_text(text.replace('signposts = "england"', f'signposts = "{name}"'))
    line = text[: text.index('signposts = "england"')].count("\n") + 1
    with pytest.raises(BadInput) as refused:
        read_procedure_file(own)
    (problem,) = refused.value.problems
    assert problem.where == f"signposts (line {line})"


def test_a_name_is_found_however_it_is_written():
    assert procedure_named(" Erewash ").key == "erewash"


@pytest.mark.parametrize("name", ["atlantis", "", "_signposts-england", "../erewash", "a\x1b[2Jb"])
def test_an_unknown_name_lists_the_known_ones(name):
    with pytest.raises(BadInput) as refused:
        procedure_named(name)
    assert "erewash" in str(refused.value)
    assert "\x1b" not in str(refused.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        (b"x" * (LARGEST + 1), "too large"),
        (b"PK\x03\x04", "cannot be used"),
        (b"", "cannot be used"),
    ],
)
def test_a_file_that_is_no_procedure_is_refused(tmp_path, content, words):
    own = tmp_path / "own.toml"
    own.write_bytes(content)
    with pytest.raises(BadInput, match=words):
        procedure_named(str(own))


def test_a_missing_file_or_a_folder_is_refused(tmp_path):
    for path in (tmp_path / "none.toml", tmp_path, "nul\x00.toml"):
        with pytest.raises(BadInput, match="cannot be read"):
            read_procedure_file(path)
