"""What each audience gets of a case, and what never reaches it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Enum, String
from sqlmodel import Session

from conference.casefile import open_case
from conference.forms import (
    ApplicantHeard,
    Disclosure,
    NewAttendance,
    NewParty,
    RequestAnswer,
)
from conference.law.audience import (
    APPLICANT,
    COMMISSIONER,
    PANEL,
    ROOM,
    Audience,
    Mark,
    agency,
)
from conference.law.when import Precision
from conference.record.tables import Action, Case, Decision, Incident, Recommendation, Report
from conference.review import attendance, evidence, intake, meeting, outcome, recommendations
from conference.views import (
    Answer,
    ApplicantPart,
    CaseFile,
    Channel,
    DecisionKind,
    LetterKind,
    PartyRole,
    RequestState,
)
from tests.office import Office

pytestmark = pytest.mark.database("sqlite")

MARKED: tuple[type[Any], ...] = (Incident, Report, Action, Decision, Recommendation)
WORDING = "wording-for-the-applicant"
NOT_WORDS = {"id", "council_id", "case_id", "source_digest", "summary_wording", "entered_by"}
TOLD_WITH_A_SUMMARY = {"to_body", "owner"}
"""What the applicant is told of a recommendation with its summary: s.104(8) would be empty else."""


def words_of(table: type[Any]) -> list[str]:
    """Every column that holds words, so that one added later is tested too."""
    return [
        column.name
        for column in table.__table__.columns
        if isinstance(column.type, String)
        and not isinstance(column.type, Enum)
        and column.name not in NOT_WORDS
        and not column.foreign_keys
    ]


def secret(table: type[Any], column: str) -> str:
    return f"secret-{table.__name__}-{column}"


@dataclass
class Planted:
    """A case in an open transaction: entries are planted in it and vanish with it."""

    session: Session
    case: Case
    office: Office
    meeting_id: str

    def plant(self, table: type[Any], mark: Mark, words: dict[str, str]) -> Any:
        """An entry of the table that was marked, with the words in its columns."""
        columns = {column.name for column in table.__table__.columns}
        given: dict[str, Any] = {
            "when_from": date(2026, 10, 20),
            "when_to": date(2026, 10, 20),
            "when_precision": Precision.RANGE,
            "entered_at": datetime(2026, 11, 2, tzinfo=UTC),
            "decided_at": datetime(2026, 11, 2, tzinfo=UTC),
            "meeting_id": self.meeting_id,
            "kind": DecisionKind.OTHER,
            "number": 9,
            "due_on": date(2026, 12, 24),
        }
        row = table(
            council_id=self.case.council_id,
            case_id=self.case.id,
            mark=mark,
            summary_wording=WORDING,
            named_agencies=[self.office.police_id],
            **{**{k: v for k, v in given.items() if k in columns}, **words},
        )
        self.session.add(row)
        self.session.flush()
        return row

    def seen_by(self, audience: Audience) -> CaseFile:
        return open_case(self.session, self.case, audience, date(2026, 11, 2))


@pytest.fixture
def planted(office: Office) -> Iterator[Planted]:
    case_id = office.in_evidence()
    office.ask(case_id, office.housing_id)
    meeting_id = office.plan(case_id)
    with office.store.writing() as session:
        yield Planted(session, session.get_one(Case, case_id), office, meeting_id)
        session.rollback()


def entries_of(case: CaseFile, table: type[Any]) -> dict[str, Any]:
    """The views of that table's entries, by id."""
    assert case.meeting is not None
    views: Any = {
        Incident: case.incidents,
        Report: case.reports,
        Action: case.actions,
        Decision: case.meeting.decisions,
        Recommendation: case.recommendations,
    }[table]
    return {view.id: view for view in views}


WHOLE, SUMMARY, NOTHING = "whole", "summary", "nothing"
SEEN = {
    "panel": dict.fromkeys(Mark, WHOLE),
    "named agency": dict.fromkeys(Mark, WHOLE),
    "other agency": {**dict.fromkeys(Mark, WHOLE), Mark.NAMED: NOTHING},
    "room": {**dict.fromkeys(Mark, WHOLE), Mark.NAMED: NOTHING},
    "commissioner": {**dict.fromkeys(Mark, WHOLE), Mark.NAMED: NOTHING},
    "applicant": {
        Mark.APPLICANT: WHOLE,
        Mark.SUMMARY: SUMMARY,
        Mark.PANEL: NOTHING,
        Mark.NAMED: NOTHING,
    },
}


def audiences(office: Office) -> dict[str, Audience]:
    return {
        "panel": PANEL,
        "named agency": agency(office.police_id),
        "other agency": agency(office.housing_id),
        "room": ROOM,
        "commissioner": COMMISSIONER,
        "applicant": APPLICANT,
    }


@pytest.mark.parametrize("table", MARKED)
def test_every_audience_gets_of_every_mark_what_the_law_of_the_house_says(
    planted: Planted, table: type[Any]
) -> None:
    secrets = {column: secret(table, column) for column in words_of(table)}
    rows = {mark: planted.plant(table, mark, secrets) for mark in Mark}
    for name, audience in audiences(planted.office).items():
        views = entries_of(planted.seen_by(audience), table)
        for mark, row in rows.items():
            expected = SEEN[name][mark]
            view = views.get(row.id)
            where = f"{name}, {mark}"
            if expected is NOTHING:
                assert view is None, where
                continue
            assert view is not None, where
            assert view.shortened is (expected is SUMMARY), where
            told = {column for column, words in secrets.items() if words in repr(view)}
            if expected is SUMMARY:
                assert told <= TOLD_WITH_A_SUMMARY, where
                assert WORDING in (getattr(view, "summary", None) or view.what), where
            else:
                assert {"summary", "what"} & told, where


@pytest.mark.parametrize("table", MARKED)
def test_a_summary_tells_nothing_else_of_the_entry(planted: Planted, table: type[Any]) -> None:
    """Two entries that differ in all but their summary look alike to the applicant."""
    bland = planted.plant(table, Mark.SUMMARY, {})
    flags = {name: True for name in ("hate", "still_open") if name in table.model_fields}
    telling = planted.plant(
        table,
        Mark.SUMMARY,
        {column: "telling" for column in words_of(table) if column not in TOLD_WITH_A_SUMMARY}
        | flags,
    )
    views = entries_of(planted.seen_by(APPLICANT), table)
    telling_view, bland_view = (repr(views[row.id]) for row in (telling, bland))
    assert telling_view.replace(telling.id, bland.id) == bland_view


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    table=st.sampled_from(MARKED),
    column=st.integers(0, 20),
    mark=st.sampled_from([Mark.SUMMARY, Mark.PANEL, Mark.NAMED]),
    name=st.sampled_from(["applicant", "room", "other agency", "commissioner"]),
)
def test_a_secret_reaches_nobody_it_is_not_for(
    planted: Planted, table: type[Any], column: int, mark: Mark, name: str
) -> None:
    columns = words_of(table)
    where = columns[column % len(columns)]
    planted.plant(table, mark, {where: "X5ecretX"})
    seen = repr(planted.seen_by(audiences(planted.office)[name]))
    planted.session.rollback()
    allowed = SEEN[name][mark] is WHOLE or (
        SEEN[name][mark] is SUMMARY and where in TOLD_WITH_A_SUMMARY
    )
    if not allowed:
        assert "X5ecretX" not in seen


def test_nothing_points_at_an_entry_that_is_not_seen(planted: Planted) -> None:
    from conference.record.tables import ReportedIncident

    hidden = planted.plant(Report, Mark.PANEL, {"summary": "hidden"})
    told = planted.plant(Incident, Mark.APPLICANT, {"summary": "told"})
    behind = planted.plant(Incident, Mark.PANEL, {"summary": "hidden too"})
    open_report = planted.plant(Report, Mark.APPLICANT, {"summary": "open"})
    action = planted.plant(Action, Mark.APPLICANT, {"kind": "visit", "report_id": hidden.id})
    for report, incident in ((hidden, told), (open_report, behind), (open_report, told)):
        planted.session.add(
            ReportedIncident(
                council_id=planted.case.council_id, report_id=report.id, incident_id=incident.id
            )
        )
    planted.session.flush()
    seen = planted.seen_by(APPLICANT)
    assert entries_of(seen, Incident)[told.id].report_ids == (open_report.id,)
    assert entries_of(seen, Report)[open_report.id].incident_ids == (told.id,)
    assert entries_of(seen, Action)[action.id].report_id is None
    for row in (hidden, behind):
        assert row.id not in repr(seen)
    assert entries_of(planted.seen_by(PANEL), Action)[action.id].report_id == hidden.id


# What is not an entry ----------------------------------------------------------------------------

EVERYBODY = {"panel", "named agency", "other agency", "room", "commissioner", "applicant"}
OUTSIDE_WORDS = {
    "x-persistence": {"panel"},
    "x-harm": {"panel"},
    "x-adequacy": {"panel"},
    "x-reasons": EVERYBODY,
    "x-conflict": {"panel"},
    "x-note-of-item": {"panel"},
    "x-applicant-said": {"panel", "room", "commissioner", "applicant"},
    "x-impact": {"panel", "commissioner", "applicant"},
    "x-applicant-phone": {"panel", "applicant"},
    "x-vulnerable": {"panel", "applicant"},
    "x-applicant-name": EVERYBODY - {"room"},
    "x-victim-name": {"panel", "named agency", "other agency"},
    "x-victim-phone": {"panel"},
    "x-alleged": {"panel"},
    "x-witness": {"panel"},
    "x-note-of-answer": {"panel", "other agency"},
    "x-progress": EVERYBODY - {"applicant"},
    "x-approval-note": {"panel"},
    "x-draft-words": {"panel"},
    "x-correction": {"panel"},
}


def test_words_that_are_no_entry_reach_whom_they_are_for(office: Office) -> None:
    case_id = case_full_of_words(office)
    for name, audience in audiences(office).items():
        seen = repr(office.case(case_id, view_as=audience))
        told = {words for words in OUTSIDE_WORDS if words in seen}
        wanted = {words for words, whom in OUTSIDE_WORDS.items() if name in whom}
        assert told == wanted, name


def case_full_of_words(office: Office) -> str:
    applicant = NewParty(
        "x-applicant-name", phone="x-applicant-phone", vulnerabilities="x-vulnerable"
    )
    others = (
        NewParty("x-victim-name", PartyRole.VICTIM, phone="x-victim-phone"),
        NewParty("x-alleged", PartyRole.ALLEGED),
        NewParty("x-witness", PartyRole.WITNESS),
    )
    case_id = office.receive(applicant=applicant, others=others, impact="x-impact")
    intake.acknowledge(office.officer, case_id)
    office.decide(
        case_id,
        persistence="x-persistence",
        harm="x-harm",
        adequacy="x-adequacy",
        reasons="x-reasons",
    )
    office.ask(case_id)
    asked = office.ask(case_id, office.housing_id)
    nil = RequestAnswer(RequestState.NIL, "x-note-of-answer")
    evidence.answer_request(office.housing, case_id, asked, nil)
    action = evidence.log_action(office.police, case_id, office.action())
    meeting_id = office.open_meeting(case_id)
    stranger = NewAttendance("Somebody", conflict="x-conflict")
    attendance.expect(office.chair, case_id, meeting_id, stranger)
    item = office.meeting(case_id).items[0]
    meeting.note_item(office.chair, case_id, item.id, note="x-note-of-item")
    heard = ApplicantHeard(ApplicantPart.ATTENDS, "x-applicant-said")
    meeting.hear_applicant(office.chair, case_id, meeting_id, heard)
    row = recommendations.recommend(office.chair, case_id, office.recommendation())
    recommendations.report_progress(office.police, case_id, row, note="x-progress")
    letter = outcome.draft(
        office.officer, case_id, LetterKind.OUTCOME, paragraphs={"opening": "x-draft-words"}
    )
    outcome.send_back(office.chair, case_id, letter, note="x-approval-note")
    evidence.mark_entry(
        office.officer, case_id, action, Disclosure(Mark.NAMED, "x-correction", (office.police_id,))
    )
    evidence.mark_entry(office.officer, case_id, action, Disclosure())
    return case_id


def test_the_answer_to_a_recommendation_comes_with_it(office: Office) -> None:
    case_id = office.after_meeting()
    [row] = office.case(case_id).recommendations
    recommendations.answer(office.police, case_id, row.id, answer=Answer.DECLINED, reason="No.")
    told = office.case(case_id, view_as=APPLICANT).recommendations[0]
    assert (told.answer, told.answer_reason) == (Answer.DECLINED, "No.")
    evidence.mark_entry(office.chair, case_id, row.id, Disclosure(Mark.SUMMARY, "Visits."))
    told = office.case(case_id, view_as=APPLICANT).recommendations[0]
    assert (told.answer, told.answer_reason, told.what) == (None, "", "Visits.")


def test_the_applicant_knows_only_issued_letters_to_them(office: Office) -> None:
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id)
    request = outcome.draft(
        office.officer, case_id, LetterKind.AGENCY_REQUEST, agency_id=office.police_id
    )
    with office.record() as session:
        from conference.record.tables import Letter
        from conference.views import LetterState

        session.get_one(Letter, request).state = LetterState.ISSUED
    assert office.case(case_id, view_as=APPLICANT).letters == ()
    outcome.issue(office.officer, case_id, letter_id, channel=Channel.POST)
    [told] = office.case(case_id, view_as=APPLICANT).letters
    assert told.id == letter_id
    assert office.case(case_id, view_as=ROOM).letters == ()
    assert office.case(case_id, view_as=agency(office.police_id)).letters == ()
    assert len(office.case(case_id, view_as=COMMISSIONER).letters) == 2


def test_the_commissioner_sees_that_the_record_is_whole_and_not_what_it_says(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    named = Disclosure(Mark.NAMED, named_agencies=(office.police_id,))
    words = office.action(disclosure=named, more_could_be_done="intelligence")
    evidence.log_action(office.police, case_id, words)
    seen = office.case(case_id, view_as=COMMISSIONER)
    assert "intelligence" not in repr(seen)
    assert [line.digest for line in seen.history] == [
        line.digest for line in office.case(case_id).history
    ]


def test_the_file_an_entry_came_from_is_not_told_to_the_applicant(planted: Planted) -> None:
    from conference.record.tables import Source

    source = Source(
        council_id=planted.case.council_id,
        case_id=planted.case.id,
        file_name="neighbour-at-nine.csv",
        digest="",
        imported_at=datetime(2026, 11, 2, tzinfo=UTC),
    )
    planted.session.add(source)
    planted.session.flush()
    words = {"kind": "visit", "source_id": source.id, "source_line": 3}
    row = planted.plant(Action, Mark.APPLICANT, words)  # type: ignore[arg-type]
    assert entries_of(planted.seen_by(APPLICANT), Action)[row.id].source == ""
    assert entries_of(planted.seen_by(PANEL), Action)[row.id].source == (
        "neighbour-at-nine.csv, line 3"
    )


def test_items_of_the_agenda_are_seen_by_those_they_are_for(office: Office) -> None:
    from conference.record.tables import AgendaItem
    from conference.views import Visibility

    case_id = office.in_evidence()
    office.plan(case_id)
    items = office.meeting(case_id).items
    with office.record() as session:
        session.get_one(AgendaItem, items[0].id).visibility = Visibility.CHAIR
    private = {item.key for item in items if item.visibility is Visibility.PANEL}
    shared = {item.key for item in items if item.visibility is Visibility.ROOM} - {items[0].key}
    for name, audience in audiences(office).items():
        seen = office.case(case_id, view_as=audience).meeting
        assert seen is not None
        keys = {item.key for item in seen.items}
        assert shared <= keys, name
        assert (items[0].key in keys) is (name == "panel"), name
        assert (private <= keys) is (name != "applicant"), name
        assert (not private & keys) is (name == "applicant"), name
