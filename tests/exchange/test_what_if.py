"""The what-if for somebody on the telephone: which rows are one incident, and the answer."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from conference.errors import BadInput
from conference.exchange.what_if import as_json, as_lines, read_what_if
from conference.law.procedure import (
    NOT_PUBLISHED,
    AppealRoute,
    ConditionKind,
    Contact,
    LocalCondition,
    Nation,
    Period,
    Procedure,
    Threshold,
    Unit,
)
from conference.law.threshold import Assessment, IncidentFact, Outcome, Verdict, assess
from conference.law.when import UNKNOWN, on
from tests.exchange.conftest import Write

RECENT = LocalCondition(
    ConditionKind.RECENT_REPORT, "The newest report is a month old at most.", Period(1, Unit.MONTHS)
)
HEAD = "incident,reported,reported_to,reported_by,hate,reference,summary\n"


def procedure(*conditions: LocalCondition) -> Procedure:
    return Procedure(
        key="testshire",
        name="Testshire",
        area="Testshire",
        nation=Nation.ENGLAND,
        lead_body="Testshire Council",
        effective_from=date(2024, 1, 1),
        threshold=Threshold(conditions=conditions),
        steps={},
        appeal=AppealRoute(NOT_PUBLISHED, NOT_PUBLISHED, NOT_PUBLISHED, NOT_PUBLISHED),
        contact=Contact("Testshire Council"),
    )


def assessed(path: Path, *conditions: LocalCondition, applied: date) -> Assessment:
    incidents, reports = read_what_if(path)
    return assess(incidents, reports, applied=applied, procedure=procedure(*conditions))


def incidents_of(path: Path) -> list[list[str]]:
    """The lines that tell of each incident."""
    incidents, reports = read_what_if(path)
    return [[r.key for r in reports if i.key in r.incidents] for i in incidents]


def perhaps(incidents: tuple[IncidentFact, ...]) -> set[frozenset[str]]:
    return {frozenset({i.key, other}) for i in incidents for other in i.perhaps_same_as}


def test_only_two_columns_are_needed(write: Write) -> None:
    incidents, reports = read_what_if(write("incident,reported\n3/4/2025,4 April 2025\n"))
    assert [incident.when for incident in incidents] == [on(date(2025, 4, 3))]
    assert [(report.key, report.when) for report in reports] == [("2", on(date(2025, 4, 4)))]


def test_every_column_is_taken(write: Write) -> None:
    row = "3/4/2025,4/4/2025,the police,Mrs Jones,yes,LOG 1,Stones\n"
    (incident,), (report,) = read_what_if(write(HEAD + row))
    assert (incident.hate, report.told_to, report.by) == (True, "the police", "Mrs Jones")


def test_headings_go_by_their_usual_names(write: Write) -> None:
    path = write("Date of incident,Date reported,Told to,Hate crime\n3/4/2025,4/4/2025,x,race\n")
    assert read_what_if(path)[0][0].hate


@pytest.mark.parametrize("who", ["", "applicant", "Me", "The applicant"])
def test_the_applicant_has_no_other_name(write: Write, who: str) -> None:
    assert read_what_if(write(HEAD + f"3/4/2025,4/4/2025,,{who},,,\n"))[1][0].by == ""


def test_one_night_told_to_three_bodies_is_one_incident(write: Write) -> None:
    rows = "".join(f"3/4/2025,4/4/2025,{to},,,,\n" for to in ("police", "council", "landlord"))
    assert incidents_of(write(HEAD + rows)) == [["2", "3", "4"]]


def test_a_summary_told_to_one_body_and_none_to_another_is_one_incident(write: Write) -> None:
    rows = "3/4/2025,4/4/2025,police,,,,Stones\n3/4/2025,4/4/2025,council,,,,\n"
    assert incidents_of(write(HEAD + rows)) == [["2", "3"]]


def test_two_summaries_to_two_bodies_may_be_one_incident(write: Write) -> None:
    rows = "3/4/2025,4/4/2025,police,,,,Stones\n3/4/2025,4/4/2025,council,,,,Shouting\n"
    incidents, _ = read_what_if(write(HEAD + rows))
    assert perhaps(incidents) == {frozenset(incident.key for incident in incidents)}
    assert len(incidents) == 2


def test_two_summaries_to_one_body_are_two_incidents(write: Write) -> None:
    rows = "3/4/2025,4/4/2025,police,,,,Stones\n3/4/2025,4/4/2025,Police,,,,Shouting\n"
    incidents, _ = read_what_if(write(HEAD + rows))
    assert (len(incidents), perhaps(incidents)) == (2, set())


def test_one_summary_to_one_body_twice_is_one_incident_told_twice(write: Write) -> None:
    rows = "3/4/2025,4/4/2025,police,,,,Stones!\n3/4/2025,9/4/2025,police,,,,stones\n"
    assert incidents_of(write(HEAD + rows)) == [["2", "3"]]


def test_two_neighbours_on_one_night_tell_of_one_incident(write: Write) -> None:
    rows = "3/4/2025,4/4/2025,police,A,,,\n3/4/2025,4/4/2025,police,B,,,\n"
    path = write(HEAD + rows)
    assert incidents_of(path) == [["2", "3"]]
    assert [report.by for report in read_what_if(path)[1]] == ["A", "B"]


def test_what_has_no_summary_may_be_any_of_two_incidents_of_its_day(write: Write) -> None:
    rows = (
        "3/4/2025,4/4/2025,police,,,,Stones\n"
        "3/4/2025,4/4/2025,police,,,,Shouting\n"
        "3/4/2025,4/4/2025,council,,,,\n"
    )
    incidents, _ = read_what_if(write(HEAD + rows))
    stones, shouting, unclear = (incident.key for incident in incidents)
    assert perhaps(incidents) == {frozenset({stones, unclear}), frozenset({shouting, unclear})}


def test_incidents_of_unknown_date_are_never_merged(write: Write) -> None:
    rows = "unknown,4/4/2025,police,,,,Stones\n,4/4/2025,police,,,,Stones\n"
    incidents, _ = read_what_if(write(HEAD + rows))
    assert [incident.when for incident in incidents] == [UNKNOWN, UNKNOWN]
    assert perhaps(incidents) == set()


def test_different_dates_are_different_incidents(write: Write) -> None:
    rows = "2025-04,4/4/2025,,,,,x\n2025-04-01/2025-04-03,4/4/2025,,,,,x\n3/4/2025,4/4/2025,,,,,x\n"
    assert incidents_of(write(HEAD + rows)) == [["2"], ["3"], ["4"]]


def test_t7_one_noisy_night_told_to_three_bodies_is_not_met_alone(write: Write) -> None:
    rows = "".join(f"3/4/2025,4/4/2025,{to},,,,\n" for to in ("police", "council", "landlord"))
    result = assessed(write(HEAD + rows), applied=date(2025, 5, 1))
    assert (result.statute.outcome, result.statute.count) == (Outcome.NOT_MET, 1)


def test_t8_two_neighbours_on_one_night_are_two_complaints(write: Write) -> None:
    rows = "3/4/2025,4/4/2025,police,A,,,\n3/4/2025,4/4/2025,police,B,,,\n"
    result = assessed(write(HEAD + rows), applied=date(2025, 5, 1))
    assert result.statute.count == 2


def test_t18_a_report_before_its_incident_is_refused_with_its_line(write: Write) -> None:
    with pytest.raises(BadInput) as refused:
        read_what_if(write(HEAD + "3/4/2025,4/4/2025,,,,,\n3/4/2025,2/4/2025,,,,,\n"))
    (problem,) = refused.value.problems
    assert problem.where == "line 3"
    assert problem.what == "it was reported on 2 April 2025, before it happened on 3 April 2025"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("incident\n3/4/2025\n", "has no column reported"),
        ("a,b\n1,2\n", "has no column incident and no column reported"),
        ("incident,reported\n", "headings and no rows"),
        (HEAD + "31/2/2025,4/4/2025,,,,,\n", "line 2: column incident: “31/2/2025” cannot be read"),
        (HEAD + "3/4/2025,4/25/2025,,,,,\n", "line 2: column reported: “4/25/2025” cannot"),
        (HEAD + "3/4/2025,4/4/2025,,,maybe,,\n", "“maybe” is neither yes nor no"),
        (HEAD + f"3/4/2025,4/4/2025,{'x' * 201},,,,\n", "longer than 200"),
        (HEAD + "3/4/2025,4/4/2025,,,,,bins, gates\n", "8 cells where there are 7 headings"),
        (HEAD + "3/4/2025,4/4/2025,,,,,\n" * 100_000, "more than 2,000 rows"),
    ],
)
def test_a_bad_list_is_refused_in_plain_words(write: Write, text: str, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_what_if(write(text))
    assert why in str(refused.value)


THREE = HEAD + "".join(
    f"{happened},{reported},police,,,,\n"
    for happened, reported in (
        ("14/1/2025", "13/2/2025"),
        ("10/3/2025", "11/3/2025"),
        ("early April 2025", "3/5/2025"),
        ("1/5/2025", "2/5/2025"),
    )
)


def test_the_json_has_its_stable_shape(write: Write) -> None:
    answer = as_json(assessed(write(THREE), RECENT, applied=date(2025, 8, 12)))
    assert list(answer) == ["applied", "procedure", "statute", "local", "differs", "reports"]
    assert (answer["applied"], answer["procedure"]) == ("2025-08-12", "testshire")
    assert answer["statute"] == {"result": "met", "count": 4, "count_worst": 3, "needed": 3}
    assert answer["local"] == {
        "result": "not_met",
        "count": 4,
        "count_worst": 3,
        "needed": 3,
        "conditions": [
            {
                "condition": "The newest report is a month old at most.",
                "holds": False,
                "beyond_statute": True,
            }
        ],
    }
    assert answer["differs"] is True
    first, _, third, _ = answer["reports"]
    assert list(first) == ["line", "verdict", "rule", "last_report_date", "last_application_date"]
    assert (first["line"], first["verdict"]) == (2, "qualifies")
    assert (first["last_report_date"], first["last_application_date"]) == (
        "2025-02-13",
        "2025-08-12",
    )
    assert third["verdict"] == Verdict.BORDERLINE.value
    assert json.loads(json.dumps(answer)) == answer


def test_a_date_nobody_knows_is_null_in_the_json(write: Write) -> None:
    path = write("incident,reported\nunknown,unknown\n")
    (report,) = as_json(assessed(path, applied=date(2025, 8, 12)))["reports"]
    assert (report["last_report_date"], report["last_application_date"]) == (None, None)


def test_the_lines_for_the_telephone_begin_with_the_answer(write: Write) -> None:
    lines = as_lines(assessed(write(THREE), RECENT, applied=date(2025, 8, 12)), "Testshire")
    assert lines[0] == "By the statute, s.104(4): MET. 3 to 4 counted, 3 needed."
    assert lines[1] == "By the local procedure, Testshire: NOT MET. 3 to 4 counted, 3 needed."
    text = " ".join(line.strip() for line in lines)
    assert "“The newest report is a month old at most.” This does not hold." in text
    assert text.index("Line 2: qualifies.") < text.index("Line 4: borderline.")
    assert text.index("Line 5:") < text.index("Take care") < text.index("The two tests differ")


def test_the_lines_fit_eighty_columns(write: Write) -> None:
    lines = as_lines(assessed(write(THREE), RECENT, applied=date(2025, 8, 12)), "x" * 100)
    assert max(map(len, lines)) <= 80
