import tomllib
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conference.errors import BadInput
from conference.exchange.procedures import SHIPPED
from conference.law.procedure import (
    NOT_PUBLISHED,
    ConditionKind,
    Counted,
    Event,
    LimbKind,
    Nation,
    Period,
    Step,
    StepTime,
    Threshold,
    Unit,
    Window,
)
from conference.law.procedure_file import read_procedure

TEXT = """\
name = "Review procedure"
area = "Sometown"
nation = "England"
lead_body = "Sometown Council"
effective_from = 2025-04-01
chair = "A manager from another service."
quorum = 3
third_party_consent = "not published"
refusal_grounds = ["malicious", "vexatious"]
closure_days = [2025-12-29, 2025-12-30]
languages = ["en", "cy"]
sources = ["https://example.org/review"]

[contact]
name = "Community safety"
address = ["1 High Street", "Sometown"]
phone = "01632 960000"

[threshold]
complaints_needed = 3
counted = "incidents"
report_within = "30 days"
apply_within = "6 months"

[[threshold.limbs]]
kind = "hate"
number = 1
words = "One hate incident."

[[threshold.limbs]]
kind = "people"
number = 5
words = "Five people."
same_incident = true
within = "3 weeks"

[[threshold.beyond_the_statute]]
kind = "recent report"
words = "A report in the last month."
within = "1 month"

[steps]
acknowledge = "1 working day after received"
threshold = "3 weeks after acknowledged"
agency_returns = "14 working days after agencies asked"
panel_papers = "2 working days before meeting"
meeting = "28 calendar days after threshold decided"
outcome = "not published"

[appeal]
body = "The commissioner"
window = "20 working days after letter received"
grounds = ["A fact was missed."]
against = ["review"]
notes = ["In writing."]

[appeal.contact]
name = "The commissioner's office"
email = "appeals@example.org"

[[signposts]]
decider = "council"
words = "Ask the ombudsman."
[signposts.contact]
name = "The ombudsman"
web = "https://example.org/ombudsman"
"""


SHORTEST = """\
name = "Review procedure"
area = "Sometown"
nation = "England"
lead_body = "Sometown Council"
effective_from = 2025-04-01
chair = "not published"
quorum = "not published"
third_party_consent = "Written consent."
refusal_grounds = "not published"
sources = []

[contact]
name = "Community safety"

[threshold]
complaints_needed = "not published"
counted = "not published"
report_within = "not published"
apply_within = "not published"

[steps]
acknowledge = "not published"
threshold = "not published"
agency_returns = "not published"
panel_papers = "not published"
meeting = "not published"
outcome = "not published"

[appeal]
body = "not published"
contact = "not published"
window = "not published"
grounds = "not published"
"""
"""All that can be left out is; all that can be left open is."""


def read(text=TEXT):
    return read_procedure(text, key="sometown", origin="sometown.toml")


def faults(text):
    with pytest.raises(BadInput) as refused:
        read(text)
    assert "sometown.toml" in refused.value.what
    return {problem.where: problem.what for problem in refused.value.problems}


def changed(old, new):
    assert TEXT.count(old) == 1
    return TEXT.replace(old, new)


def line_of(text, begins):
    return next(n for n, line in enumerate(text.split("\n"), 1) if line.startswith(begins))


def test_a_whole_procedure_is_read_as_it_is_written():
    procedure = read()
    assert (procedure.key, procedure.name, procedure.area) == (
        "sometown",
        "Review procedure",
        "Sometown",
    )
    assert procedure.nation is Nation.ENGLAND
    assert procedure.effective_from == date(2025, 4, 1)
    assert procedure.quorum == 3
    assert procedure.third_party_consent is NOT_PUBLISHED
    assert procedure.refusal_grounds == ("malicious", "vexatious")
    assert procedure.closure_days == (date(2025, 12, 29), date(2025, 12, 30))
    assert procedure.languages == ("en", "cy")
    assert procedure.contact.address == ("1 High Street", "Sometown")
    assert procedure.contact.email is NOT_PUBLISHED
    assert procedure.warnings == (
        "This procedure adds a local condition for which s.104(4) leaves no room once enough "
        "qualifying complaints were made.",
    )
    assert procedure.text == TEXT


def test_what_is_left_out_of_a_file_has_its_usual_value():
    procedure = read(SHORTEST)
    assert procedure.threshold == Threshold()
    assert (procedure.signposts, procedure.closure_days) == ((), ())
    assert procedure.languages == ("en",)
    assert procedure.contact.address == ()
    assert (procedure.appeal.against, procedure.appeal.notes) == (("threshold", "review"), ())
    assert procedure.third_party_consent == "Written consent."
    assert len(procedure.warnings) == 1


def test_a_threshold_may_differ_from_the_act_in_each_of_its_numbers():
    own = """
        complaints_needed = 2
        counted = "reports"
        report_within = "1 day"
        apply_within = "3 months"
        apply_measured_from = "incident"
        [[threshold.limbs]]
        kind = "safeguarding"
        words = "A manager decides."
        [[threshold.limbs]]
        kind = "safeguarding"
        number = 2
        words = "Two managers decide."
        """
    begin, end = SHORTEST.index("complaints_needed"), SHORTEST.index("[steps]")
    threshold = read(SHORTEST[:begin] + own + SHORTEST[end:]).threshold
    assert (threshold.complaints_needed, threshold.counted) == (2, Counted.REPORTS)
    assert (str(threshold.report_within), str(threshold.apply_within)) == ("1 day", "3 months")
    assert threshold.apply_measured_from == "incident"
    assert [(limb.number, limb.same_incident) for limb in threshold.limbs] == [
        (1, False),
        (2, False),
    ]


def test_the_threshold_is_read_with_its_limbs_and_conditions():
    threshold = read().threshold
    assert (threshold.complaints_needed, threshold.counted) == (3, Counted.INCIDENTS)
    assert threshold.report_within == Period(30, Unit.CALENDAR_DAYS)
    assert str(threshold.report_within) == "30 days"
    assert threshold.apply_within == Period(6, Unit.MONTHS)
    assert threshold.apply_measured_from == "report"
    hate, people = threshold.limbs
    assert (hate.kind, hate.number, hate.within) == (LimbKind.HATE, 1, None)
    assert (people.number, people.same_incident) == (5, True)
    assert people.within == Period(3, Unit.WEEKS)
    (condition,) = threshold.conditions
    assert condition.kind is ConditionKind.RECENT_REPORT
    assert condition.within == Period(1, Unit.MONTHS)


def test_steps_say_how_many_of_what_and_from_when():
    steps = read().steps
    assert steps == {
        Step.ACKNOWLEDGE: StepTime(1, Unit.WORKING_DAYS, Event.RECEIVED),
        Step.THRESHOLD: StepTime(3, Unit.WEEKS, Event.ACKNOWLEDGED),
        Step.AGENCY_RETURNS: StepTime(14, Unit.WORKING_DAYS, Event.AGENCIES_ASKED),
        Step.PANEL_PAPERS: StepTime(2, Unit.WORKING_DAYS, Event.MEETING, before=True),
        Step.MEETING: StepTime(28, Unit.CALENDAR_DAYS, Event.THRESHOLD_DECIDED),
        Step.OUTCOME: NOT_PUBLISHED,
    }
    assert str(steps[Step.ACKNOWLEDGE]) == "1 working day after received"
    assert str(steps[Step.PANEL_PAPERS]) == "2 working days before meeting"
    assert read().gaps() == ("days to outcome",)


def test_the_appeal_route_is_read():
    appeal = read().appeal
    assert appeal.window == Window(20, Unit.WORKING_DAYS, Event.LETTER_RECEIVED)
    assert str(appeal.window) == "20 working days after letter received"
    assert appeal.grounds == ("A fact was missed.",)
    assert appeal.against == ("review",)
    assert appeal.contact is not NOT_PUBLISHED
    assert appeal.contact.email == "appeals@example.org"


def test_a_window_may_leave_open_when_it_starts():
    procedure = read(changed("20 working days after letter received", "20 working days"))
    assert procedure.appeal.window == Window(20, Unit.WORKING_DAYS, NOT_PUBLISHED)
    assert str(procedure.appeal.window) == "20 working days, from a day that is not published"
    assert "day the appeal window runs from" in procedure.gaps()


@pytest.mark.parametrize(
    ("old", "new", "gap"),
    [
        ("quorum = 3", 'quorum = "Not Published"', "quorum"),
        ('chair = "A manager from another service."', 'chair = "not published"', "who chairs"),
        (
            'window = "20 working days after letter received"',
            'window = "not published"',
            "appeal window",
        ),
        ('grounds = ["A fact was missed."]', 'grounds = "not published"', "appeal grounds"),
        ('body = "The commissioner"', 'body = "not published"', "appeal body"),
    ],
)
def test_what_is_not_published_is_a_gap(old, new, gap):
    assert gap not in read().gaps()
    assert gap in read(changed(old, new)).gaps()


def test_an_appeal_contact_may_be_not_published():
    begin, end = TEXT.index("[appeal.contact]"), TEXT.index("[[signposts]]")
    text = (TEXT[:begin] + TEXT[end:]).replace("[appeal]", '[appeal]\ncontact = "not published"')
    assert read(text).appeal.contact is NOT_PUBLISHED


def test_a_threshold_that_is_not_published_stays_as_the_act_has_it():
    text = changed("complaints_needed = 3", 'complaints_needed = "not published"')
    procedure = read(text.replace('report_within = "30 days"', 'report_within = "not published"'))
    assert procedure.threshold.complaints_needed == 3
    assert procedure.threshold.report_within == Period(1, Unit.MONTHS)
    assert any(
        "the number of complaints (three), the time to report (one month)" in warning
        for warning in procedure.warnings
    )


@pytest.mark.parametrize("number", [4, 5, 999])
def test_a_number_above_three_warns_and_is_accepted(number):
    procedure = read(changed("complaints_needed = 3", f"complaints_needed = {number}"))
    assert procedure.threshold.complaints_needed == number
    warning = procedure.warnings[0]
    assert f"{number} complaints" in warning
    assert "231" in warning
    assert "statutory guidance" in warning


def test_each_local_condition_is_counted_in_the_warning():
    another = '[[threshold.beyond_the_statute]]\nkind = "case closed"\nwords = "Closed."\n[steps]'
    (warning,) = read(changed("[steps]", another)).warnings
    assert "adds 2 local conditions" in warning


def test_a_welsh_procedure_without_welsh_warns():
    text = changed('nation = "England"', 'nation = "Wales"')
    assert not any("Welsh" in warning for warning in read(text).warnings)
    english = text.replace('languages = ["en", "cy"]', 'languages = ["en"]')
    assert any("Welsh" in warning for warning in read(english).warnings)


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        (
            "complaints_needed = 3",
            "complaints_needed = 0",
            "threshold.complaints_needed",
            "1 or more",
        ),
        (
            "complaints_needed = 3",
            "complaints_needed = -2",
            "threshold.complaints_needed",
            "1 or more",
        ),
        (
            "complaints_needed = 3",
            "complaints_needed = true",
            "threshold.complaints_needed",
            "whole number",
        ),
        (
            "complaints_needed = 3",
            'complaints_needed = "three"',
            "threshold.complaints_needed",
            "whole number",
        ),
        (
            "complaints_needed = 3",
            "complaints_needed = 1000000",
            "threshold.complaints_needed",
            "999",
        ),
        (
            'counted = "incidents"',
            'counted = "nights"',
            "threshold.counted",
            "one of these: reports, incidents",
        ),
        (
            'report_within = "30 days"',
            'report_within = "30 working days"',
            "threshold.report_within",
            "months, weeks or days",
        ),
        (
            'report_within = "30 days"',
            'report_within = "a month"',
            "threshold.report_within",
            "begin with a number",
        ),
        (
            'report_within = "30 days"',
            'report_within = "0 days"',
            "threshold.report_within",
            "1 or more",
        ),
        (
            'report_within = "30 days"',
            "report_within = 30",
            "threshold.report_within",
            "quotation marks",
        ),
        ('nation = "England"', 'nation = "Scotland"', "nation", "England, Wales"),
        ('area = "Sometown"', 'area = "  "', "area", "empty"),
        ('area = "Sometown"', 'area = "not published"', "area", "cannot be left as not published"),
        (
            "effective_from = 2025-04-01",
            'effective_from = "2025-04-01"',
            "effective_from",
            "without quotation marks",
        ),
        (
            "effective_from = 2025-04-01",
            "effective_from = 2025-04-01T09:00:00",
            "effective_from",
            "2025-04-01",
        ),
        (
            "effective_from = 2025-04-01",
            "effective_from = 2025-04-31",
            "effective_from",
            "not TOML: Invalid date",
        ),
        (
            "closure_days = [2025-12-29, 2025-12-30]",
            'closure_days = ["Christmas"]',
            "closure_days",
            "date",
        ),
        (
            "closure_days = [2025-12-29, 2025-12-30]",
            "closure_days = 2025-12-29",
            "closure_days",
            "list of dates",
        ),
        ('languages = ["en", "cy"]', 'languages = ["fr"]', "languages", "en, cy"),
        (
            'sources = ["https://example.org/review"]',
            'sources = "https://example.org"',
            "sources",
            "list",
        ),
        (
            'acknowledge = "1 working day after received"',
            'acknowledge = "5 days after received"',
            "steps.acknowledge",
            "working days or calendar days",
        ),
        (
            'acknowledge = "1 working day after received"',
            'acknowledge = "5 fortnights after received"',
            "steps.acknowledge",
            "5 working days",
        ),
        (
            'acknowledge = "1 working day after received"',
            'acknowledge = "5 working days"',
            "steps.acknowledge",
            "after or before",
        ),
        (
            'acknowledge = "1 working day after received"',
            'acknowledge = "5 working days during received"',
            "steps.acknowledge",
            "after or before",
        ),
        (
            'acknowledge = "1 working day after received"',
            'acknowledge = "5 working days after"',
            "steps.acknowledge",
            "after or before",
        ),
        (
            'acknowledge = "1 working day after received"',
            'acknowledge = "5 working days after lunch"',
            "steps.acknowledge",
            "received, acknowledged",
        ),
        (
            'kind = "hate"',
            'kind = "hatred"',
            "threshold.limbs[1].kind",
            "hate, people, safeguarding",
        ),
        (
            "same_incident = true",
            'same_incident = "yes"',
            "threshold.limbs[2].same_incident",
            "true or false",
        ),
        ("number = 5", "", "threshold.limbs[2].number", "is missing"),
        ('within = "1 month"', "", "threshold.beyond_the_statute[1].within", "how recent"),
        (
            'window = "20 working days after letter received"',
            'window = "20 working days before meeting"',
            "appeal.window",
            "after what",
        ),
        ('against = ["review"]', 'against = ["everything"]', "appeal.against", "threshold, review"),
        ('against = ["review"]', "against = []", "appeal.against", "at least one"),
        ('decider = "council"', 'decider = "mayor"', "signposts[1].decider", "council"),
        (
            'web = "https://example.org/ombudsman"',
            "web = 7",
            "signposts[1].contact.web",
            "quotation marks",
        ),
        ("quorum = 3", "quorum = 2.5", "quorum", "whole number"),
    ],
)
def test_a_fault_names_its_key_and_its_line(old, new, key, words):
    text = changed(old, new)
    ((where, what),) = faults(text).items()
    name, _, line = where.removesuffix(")").partition(" (line ")
    assert name == key
    assert words in what
    if new:
        assert line == str(line_of(text, new))


@pytest.mark.parametrize(
    ("line", "where", "words"),
    [
        ('area = "Sometown"', "area (line 1)", "is missing from the file"),
        ('counted = "incidents"', "threshold.counted (line 19)", "is missing from [threshold]"),
        ('outcome = "not published"', "steps.outcome (line 42)", "is missing from [steps]"),
        ('name = "Community safety"', "contact.name (line 14)", "is missing from [contact]"),
        ('words = "Five people."', "threshold.limbs[2].words (line 30)", "is missing"),
    ],
)
def test_a_missing_key_names_the_line_of_its_table(line, where, words):
    found = faults(changed(f"{line}\n", ""))
    assert list(found) == [where]
    assert words in found[where]


def test_a_missing_table_is_one_fault_and_each_of_its_keys_another():
    begin, end = TEXT.index("[steps]"), TEXT.index("[appeal]")
    found = faults(TEXT[:begin] + TEXT[end:])
    assert found["steps (line 1)"] == "is missing from the file."
    assert len(found) == 1 + len(Step)


@pytest.mark.parametrize(
    ("old", "new", "where", "hint"),
    [
        ("quorum = 3", "quorum = 3\nqourum = 4", "qourum (line 8)", "did you mean quorum?"),
        ("[steps]", '[steps]\nlunch = "1 week"', "steps.lunch (line 43)", "not a key"),
        ("[steps]", "[extra]\nx = 1\n[steps]", "extra (line 42)", "not a key"),
    ],
)
def test_an_unknown_key_is_a_fault_with_a_suggestion(old, new, where, hint):
    found = faults(changed(old, new))
    assert list(found) == [where]
    assert hint in found[where]


@pytest.mark.parametrize(
    ("table", "path"),
    [
        ("[contact]", "contact"),
        ("[threshold]", "threshold"),
        ("[[threshold.limbs]]", "threshold.limbs[1]"),
        ("[[threshold.beyond_the_statute]]", "threshold.beyond_the_statute[1]"),
        ("[appeal]", "appeal"),
        ("[appeal.contact]", "appeal.contact"),
        ("[[signposts]]", "signposts[1]"),
        ("[signposts.contact]", "signposts[1].contact"),
    ],
)
def test_no_table_takes_a_key_that_nobody_reads(table, path):
    text = TEXT.replace(table, f"{table}\nlunch = 1", 1)
    assert list(faults(text)) == [f"{path}.lunch (line {line_of(text, 'lunch')})"]


def test_every_fault_is_told_at_once():
    text = changed("quorum = 3", "quorum = 0").replace('kind = "people"', 'kind = "folk"')
    assert set(faults(text)) == {"quorum (line 7)", "threshold.limbs[2].kind (line 31)"}


def test_a_table_where_text_belongs_and_text_where_a_table_belongs_are_faults():
    assert (
        "quotation marks" in faults(changed('area = "Sometown"', "area = {a = 1}"))["area (line 2)"]
    )
    flat = TEXT[: TEXT.index("[contact]")] + 'contact = "x"\n' + TEXT[TEXT.index("[threshold]") :]
    assert "must be a table" in faults(flat)["contact (line 14)"]
    no_list = TEXT[: TEXT.index("[[signposts]]")].replace("quorum", 'signposts = "england"\nquorum')
    assert "double brackets" in faults(no_list)["signposts (line 7)"]


def test_a_fault_of_the_toml_itself_names_its_key_and_line():
    found = faults(changed('lead_body = "Sometown Council"', "lead_body = Sometown Council"))
    ((where, what),) = found.items()
    assert where == "lead_body (line 4)"
    assert "not TOML" in what


@pytest.mark.parametrize(
    ("before", "key", "line"),
    [
        ('# area = "Elsewhere"\narea = """\nquorum = 9\n"""', "quorum", 10),
        ('area = """\nSome\nquorum = 9\ntown"""', "quorum", 10),
        ('"area" = "Sometown"', "'quorum'", 7),
    ],
)
def test_a_line_is_found_behind_notes_and_long_texts(before, key, line):
    text = changed('area = "Sometown"', before).replace("quorum = 3", f"{key} = 0")
    assert list(faults(text)) == [f"quorum (line {line})"]


def test_a_line_is_found_behind_two_long_texts_on_one():
    text = changed('address = ["1 High Street"', 'address = ["""1 High""", """Street"""')
    where = "threshold.complaints_needed (line 20)"
    assert list(faults(text.replace("complaints_needed = 3", "complaints_needed = 0"))) == [where]


def test_control_codes_in_a_text_do_not_get_into_the_procedure():
    procedure = read(changed('area = "Sometown"', 'area = "Some\\u001b[31mtown\\u202e"'))
    assert procedure.area == "Some\ufffd[31mtown\ufffd"


@given(st.text() | st.lists(st.sampled_from(TEXT.split("\n"))).map("\n".join))
@example("a = " + "[" * 5000)
@example("quorum = " + "9" * 5000)
@example("[[signposts]]\n[signposts]\n")
@example("[threshold.limbs.x]\n[[threshold.limbs]]")
def test_any_text_is_a_procedure_or_bad_input(text):
    try:
        read(text)
    except BadInput as refused:
        assert refused.problems
        assert str(refused)


@given(st.data())
def test_any_procedure_with_a_damaged_line_is_a_procedure_or_bad_input(data):
    lines = TEXT.split("\n")
    place = data.draw(st.integers(0, len(lines) - 1))
    damage = st.one_of(
        st.text(max_size=30),
        st.sampled_from(["9" * 5000, "[]", "{}", "[[]]", "-1", "1e400", "inf", '""', "[{}]"]).map(
            lambda value: f"{lines[place].partition('=')[0]}= {value}"
        ),
    )
    lines[place] = data.draw(damage)
    try:
        read("\n".join(lines))
    except BadInput as refused:
        assert all("line" in problem.where for problem in refused.problems if problem.where)


SHIPPED_FILES = sorted(SHIPPED.glob("*.toml"))


@pytest.mark.parametrize("path", SHIPPED_FILES, ids=lambda path: path.stem)
def test_a_shipped_file_is_toml_without_names_of_machines(path):
    text = path.read_text(encoding="utf-8")
    assert tomllib.loads(text)
    assert "\t" not in text
