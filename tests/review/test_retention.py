"""How long a case is kept, what holds it, and how two people dispose of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from typing import Any

import pytest
import sqlalchemy
from sqlmodel import Session, select

from conference.account import account
from conference.errors import BadInput, NeedsProof, NotFound, Refused
from conference.forms import NewAppeal, NewFollowUp
from conference.law.access import Operation, Role
from conference.law.annual import CountedBy, ReportingPeriod, financial_year
from conference.law.audience import APPLICANT
from conference.record import disposing
from conference.record.disposing import case_tables, goes
from conference.record.tables import Case, Credential, Disposal, Draft
from conference.review import (
    annual,
    appeals,
    bundles,
    drafts,
    follow_up,
    intake,
    minutes,
    outcome,
    reading,
    retention,
    searching,
)
from conference.views import (
    AppealResult,
    Channel,
    FollowUpKind,
    HoldKind,
    RetentionState,
)
from tests.office import Office

SECRET = "zebrafinch"
PUBLISHED = "Retention schedule, page 3"


def ended(office: Office, **more: Any) -> str:
    """A case from its application to its close, with letters, minutes, an appeal and a bundle."""
    case_id = office.after_meeting(**more)
    meeting_id = office.meeting(case_id).id
    minutes_id = minutes.begin(office.officer, case_id, meeting_id)
    minutes.approve(office.chair, case_id, minutes_id)
    letter_id = office.outcome_letter(case_id)
    outcome.issue(office.officer, case_id, letter_id, channel=Channel.POST)
    form = NewAppeal("review", f"The {SECRET} was not heard.", office.clock.today)
    appeal_id = appeals.lodge(office.officer, case_id, form)
    appeals.acknowledge(office.officer, case_id, appeal_id)
    bundles.make_bundle(office.officer, case_id, appeal_id)
    appeals.send(office.officer, case_id, appeal_id)
    follow_up.promise(
        office.officer, case_id, NewFollowUp(FollowUpKind.UPDATE, office.clock.today, SECRET)
    )
    appeals.result(
        office.officer, case_id, appeal_id, AppealResult.NOT_UPHELD, f"No {SECRET} was found."
    )
    follow_up.close_case(
        office.officer,
        case_id,
        why=f"The {SECRET} is over.",
        applicant_view="Glad.",
        confirmed=True,
    )
    return case_id


def withdrawn(office: Office) -> str:
    case_id = office.receive()
    intake.withdraw(office.officer, case_id, why="It stopped.")
    return case_id


def set_six_years(office: Office) -> None:
    retention.set_retention(office.administrator, 72, PUBLISHED)


def years_on(office: Office, years: int = 7) -> None:
    office.clock.tick(days=366 * years)


def line(office: Office, case_id: str, *, every: bool = True) -> Any:
    found = retention.read_retention(office.chair, every=every).lines
    return next((one for one in found if one.case_id == case_id), None)


def dispose(office: Office, case_id: str, **more: str) -> None:
    retention.propose(office.officer, case_id, **more)
    retention.dispose(office.chair, case_id, **more)


def test_while_no_time_is_set_nothing_falls_due(office: Office) -> None:
    case_id = withdrawn(office)
    years_on(office, 30)
    assert retention.read_retention(office.officer).lines == ()
    assert retention.read_retention(office.officer).others == 1
    assert line(office, case_id).state is RetentionState.UNSET
    with pytest.raises(Refused, match="has not set how long"):
        retention.propose(office.officer, case_id)


def test_a_case_falls_due_when_the_months_from_its_end_have_run(office: Office) -> None:
    case_id = withdrawn(office)
    retention.set_retention(office.officer, 12, PUBLISHED)
    office.clock.tick(days=364)
    assert line(office, case_id).state is RetentionState.KEPT
    assert line(office, case_id).due_on == date(2027, 11, 2)
    with pytest.raises(Refused, match="kept until 2 November 2027"):
        retention.propose(office.officer, case_id)
    office.clock.tick(days=1)
    assert line(office, case_id, every=False).state is RetentionState.DUE


def test_a_case_that_is_still_running_cannot_be_disposed_of(office: Office) -> None:
    set_six_years(office)
    case_id = office.receive()
    assert line(office, case_id) is None
    with pytest.raises(Refused, match="has not ended"):
        retention.propose(office.officer, case_id, why="We want to.")


@pytest.mark.parametrize("months", [0, -1, 1201])
def test_a_time_that_is_none_is_refused(office: Office, months: int) -> None:
    with pytest.raises(BadInput):
        retention.set_retention(office.officer, months, PUBLISHED)


def test_the_time_stands_with_where_it_is_published(office: Office) -> None:
    with pytest.raises(BadInput):
        retention.set_retention(office.officer, 72)
    set_six_years(office)
    setting = retention.read_setting(office.administrator)
    assert (setting.months, setting.words) == (72, PUBLISHED)
    retention.set_retention(office.officer, None)
    assert retention.read_setting(office.administrator).months is None


def test_a_hold_keeps_a_case_until_it_is_lifted(office: Office) -> None:
    set_six_years(office)
    case_id = withdrawn(office)
    hold_id = retention.place_hold(office.chair, case_id, HoldKind.COURT, "A claim was issued.")
    years_on(office)
    assert line(office, case_id).state is RetentionState.HELD
    assert line(office, case_id).held_by == ("court, since 2 November 2026: A claim was issued.",)
    with pytest.raises(Refused, match="The case is held: court"):
        retention.propose(office.officer, case_id)
    retention.lift_hold(office.officer, case_id, hold_id, why="It was settled.")
    with pytest.raises(Refused, match="lifted already"):
        retention.lift_hold(office.officer, case_id, hold_id, why="Again.")
    assert line(office, case_id).state is RetentionState.DUE


@pytest.mark.long
def test_an_appeal_without_a_result_is_a_hold_by_itself(office: Office) -> None:
    set_six_years(office)
    case_id = ended(office)
    appeal_id = appeals.lodge(
        office.officer, case_id, NewAppeal("review", "Again.", office.clock.today)
    )
    years_on(office)
    assert line(office, case_id).state is RetentionState.HELD
    appeals.result(office.officer, case_id, appeal_id, AppealResult.WITHDRAWN, "Taken back.")
    assert line(office, case_id).state is RetentionState.DUE


def test_against_a_hold_both_have_to_give_a_reason(office: Office) -> None:
    set_six_years(office)
    case_id = withdrawn(office)
    retention.place_hold(office.chair, case_id, HoldKind.OTHER, "Somebody may ask.")
    retention.propose(office.officer, case_id, why="She asked us to erase it.")
    with pytest.raises(Refused, match="The case is held"):
        retention.dispose(office.chair, case_id)
    retention.dispose(office.chair, case_id, why="The adviser agrees.")
    disposed = office.case(case_id).disposed
    assert disposed is not None
    assert disposed.why == (
        "Olive Officer: She asked us to erase it.\nCarol Chair: The adviser agrees."
    )


def test_whoever_proposed_it_does_not_carry_it_out(office: Office) -> None:
    set_six_years(office)
    case_id = withdrawn(office)
    years_on(office)
    with pytest.raises(Refused, match="Nobody has proposed"):
        retention.dispose(office.chair, case_id)
    retention.propose(office.officer, case_id)
    with pytest.raises(Refused, match="proposed it cannot carry it out"):
        retention.dispose(office.officer, case_id)
    with pytest.raises(Refused, match="proposed this already"):
        retention.propose(office.officer, case_id)


def test_where_passwords_are_given_it_needs_one_given_just_now(office: Office) -> None:
    set_six_years(office)
    case_id = withdrawn(office)
    years_on(office)
    retention.propose(office.officer, case_id)
    with office.record() as session:
        person_id = office.chair.person.id
        session.add(
            Credential(council_id=office.council_id, person_id=person_id, changed_at=office.clock())
        )
    with pytest.raises(NeedsProof):
        retention.dispose(office.chair, case_id)
    assert office.case(case_id).disposed is None
    retention.decline(office.chair, case_id, why="Not yet.")


def test_a_hold_is_told_to_the_chair_and_the_officer_alone(office: Office) -> None:
    case_id = office.in_evidence()
    hold_id = retention.place_hold(office.chair, case_id, HoldKind.OMBUDSMAN, "She wrote to them.")
    for desk in (office.officer, office.chair):
        assert [one.id for one in office.case(case_id, desk).holds] == [hold_id]
    for desk in (office.police, office.observer):
        assert office.case(case_id, desk).holds == ()
    assert office.case(case_id, view_as=APPLICANT).holds == ()
    assert any("Placed on: 2 November 2026" in words for words in account(office.case(case_id)))


def test_a_declined_proposal_can_be_made_again(office: Office) -> None:
    set_six_years(office)
    case_id = withdrawn(office)
    years_on(office)
    retention.propose(office.officer, case_id)
    with pytest.raises(BadInput):
        retention.decline(office.chair, case_id, why=" ")
    retention.decline(office.chair, case_id, why="The neighbour may complain.")
    assert line(office, case_id).proposal is None
    with pytest.raises(Refused, match="Nobody has proposed"):
        retention.dispose(office.chair, case_id)
    dispose(office, case_id)
    assert office.case(case_id).disposed is not None


@pytest.mark.long
def test_what_is_left_says_what_was_disposed_of_when_and_by_whom(office: Office) -> None:
    set_six_years(office)
    case_id = ended(office)
    reference = office.case(case_id).reference
    years_on(office)
    dispose(office, case_id)
    for desk in (office.officer, office.chair, office.observer, office.police):
        left = office.case(case_id, desk)
        assert left.reference == reference
        assert (left.parties, left.incidents, left.reports, left.letters) == ((), (), (), ())
        told = "\n".join(account(left))
        assert "Disposed of on 7 November 2033 by Carol Chair." in told
        assert "Proposed on 7 November 2033 by Olive Officer." in told
    assert reading.read_caseload(office.officer) == ()
    (shown,) = reading.read_caseload(office.officer, ended=True)
    assert (shown.reference, shown.applicant) == (reference, disposing.REMOVED)
    assert retention.read_retention(office.officer, every=True).lines == ()


@pytest.mark.long
def test_a_search_finds_nothing_of_it(office: Office) -> None:
    set_six_years(office)
    case_id = ended(office)
    reference = office.case(case_id).reference
    years_on(office)
    assert searching.search(office.officer, reference)
    dispose(office, case_id)
    for words in (reference, "removed", "Sample", "Noise"):
        assert searching.search(office.officer, words) == ()


def test_nothing_more_is_recorded_in_it(office: Office) -> None:
    set_six_years(office)
    case_id = withdrawn(office)
    years_on(office)
    dispose(office, case_id)
    with pytest.raises(Refused, match="was disposed of on"):
        retention.place_hold(office.officer, case_id, HoldKind.COURT, SECRET)
    with pytest.raises(Refused, match="was disposed of on"):
        retention.propose(office.officer, case_id)
    drafts.keep(office.officer, "anywhere", {"words": SECRET}, case_id=case_id)
    assert drafts.kept(office.officer, "anywhere") == {}


@pytest.mark.long
def test_its_frozen_files_are_gone(office: Office) -> None:
    set_six_years(office)
    case_id = ended(office)
    before = office.case(case_id)
    file_id = next(file.id for letter in before.letters for file in letter.files)
    years_on(office)
    dispose(office, case_id)
    with pytest.raises(NotFound):
        reading.read_letter_file(office.officer, case_id, file_id)
    bundle = before.appeals[0].bundles[0]
    with pytest.raises(NotFound):
        bundles.read_bundle(office.officer, case_id, bundle.id)
    edition = before.meetings[0].minutes[0]
    with pytest.raises(NotFound):
        minutes.read_minutes_file(office.officer, case_id, edition.files[0].id)


def periods() -> Iterator[ReportingPeriod]:
    for year in range(2025, 2035):
        yield financial_year(date(year, 6, 1))


def figures(office: Office) -> list[Any]:
    """Everything that is counted, in each year and in both ways of counting."""
    told: list[Any] = []
    for period in periods():
        told += [annual.read_figures(office.officer, period, way).figures for way in CountedBy]
        facts = annual.requested_facts(office.officer, period)
        told.append((facts.attended, facts.represented, facts.declined, facts.appeals_upheld))
    return told


@pytest.mark.long
def test_the_yearly_figures_stay_the_same(office: Office) -> None:
    set_six_years(office)
    cases = [ended(office), withdrawn(office)]
    refused = office.receive(incidents=())
    office.decide(refused, met=False)
    years_on(office)
    before = figures(office)
    for case_id in cases:
        dispose(office, case_id)
    assert figures(office) == before


@pytest.mark.long
def test_the_history_stays_with_its_names_and_still_verifies(office: Office) -> None:
    set_six_years(office)
    case_id = ended(office)
    years_on(office)
    retention.propose(office.officer, case_id)
    acts = [(one.number, one.actor, one.act, one.digest) for one in office.case(case_id).history]
    retention.dispose(office.chair, case_id)
    after = office.case(case_id).history
    told = [(one.number, one.actor, one.act, one.digest) for one in after]
    assert told[-len(acts) :] == acts
    assert after[0].act == "disposed of the case" or after[1].act == "disposed of the case"
    assert reading.history_faults(office.officer, case_id) == []


# Every word of every table


def texts(value: Any) -> Iterator[str]:
    """Every text in what a column holds."""
    match value:
        case str():
            yield value
        case bytes():
            yield value.decode(errors="replace")
        case dict():
            for key, part in value.items():
                yield from (key, *texts(part))
        case list():
            for part in value:
                yield from texts(part)


def everything(office: Office) -> Iterator[tuple[str, str]]:
    """(table.column, text) of every text in the database."""
    with office.record() as session:
        for table in Case.metadata.sorted_tables:
            for row in session.execute(sqlalchemy.select(table)):
                for column in table.columns:
                    for text in texts(row._mapping[column]):
                        yield f"{table.name}.{column.name}", text


def plant(office: Office, case_id: str) -> int:
    """A secret in every column of the case that people's words can stand in; how many there are."""
    planted = 0
    with office.record() as session:
        order = [table.name for table in Case.metadata.sorted_tables]
        tables: list[type[Any]] = [Case, *case_tables()]
        for table in sorted(tables, key=lambda one: order.index(one.__tablename__)):
            of = Case.id if table is Case else table.case_id
            rows = session.exec(select(table).where(of == case_id)).all()
            if not rows and table is not Disposal:
                rows = [_made(session, table, case_id, office)]
                session.add(rows[0])
                session.flush()
            for row in rows:
                for column in sqlalchemy.inspect(table).local_table.columns:
                    planted += _planted(row, table, column)
        session.add(
            Draft(
                council_id=office.council_id,
                person_id=office.officer.person.id,
                case_id=case_id,
                place="planted",
                values={"words": f"{SECRET}draft"},
                saved_at=office.clock(),
            )
        )
    return planted


def _made(session: Session, table: type[Any], case_id: str, office: Office) -> Any:
    """A row of a table that the walk through a case leaves empty, joined to what is there."""
    values: dict[str, Any] = {"case_id": case_id, "council_id": office.council_id}
    for column in sqlalchemy.inspect(table).local_table.columns:
        field = table.model_fields[column.key]
        if column.key in values or column.nullable or not field.is_required():
            continue
        if column.foreign_keys:
            other = next(iter(column.foreign_keys)).column
            values[column.key] = session.execute(sqlalchemy.select(other)).scalars().first()
        else:
            values[column.key] = _some(field.annotation, office)
    return table(**values)


def _some(kind: Any, office: Office) -> Any:
    if issubclass(kind, Enum):
        return next(iter(kind))
    if issubclass(kind, datetime):
        return office.clock()
    return office.clock.today if issubclass(kind, date) else kind()


def _planted(row: Any, table: type[Any], column: Any) -> int:
    closes_it_to_them = column.key == "conflict" and row.person_id is not None
    if not goes(table, column) or closes_it_to_them:
        return 0
    words = f"{SECRET}{table.__name__}{column.key}"
    value = getattr(row, column.key)
    if isinstance(value, bytes):
        setattr(row, column.key, words.encode())
    elif isinstance(value, list):
        setattr(row, column.key, [{"flag": words}] if column.key == "overrides" else [words])
    elif isinstance(value, dict):
        setattr(row, column.key, {words: words})
    elif isinstance(value, str):
        room = getattr(column.type, "length", None)
        setattr(row, column.key, words[:room] if room else words)
    else:
        return 0
    return 1


def test_no_word_of_it_is_left_in_any_table(office: Office) -> None:
    set_six_years(office)
    case_id = ended(office)
    years_on(office)
    assert plant(office, case_id) > 100
    reached = {place for place, text in everything(office) if SECRET[:7] in text}
    assert len(reached) > 90
    before = figures(office)
    dispose(office, case_id, why="The hold was planted.")
    assert {place for place, text in everything(office) if SECRET[:7] in text} == set()
    assert figures(office) == before


@pytest.mark.long
def test_nobody_of_the_case_is_named_in_it_any_more(office: Office) -> None:
    """Whoever works on reviews is named in the history, and in who disposed of it."""
    set_six_years(office)
    case_id = ended(office)
    years_on(office)
    dispose(office, case_id)
    for words in (
        "Sample",
        "High Street",
        "DE7 1AA",
        "Noise",
        "I cannot sleep",
        "Visit every week",
    ):
        assert [place for place, text in everything(office) if words in text] == []


@pytest.mark.long
@pytest.mark.database("sqlite")
def test_the_words_are_in_no_byte_of_the_file(office: Office) -> None:
    set_six_years(office)
    case_id = ended(office)
    plant(office, case_id)
    years_on(office)
    file = office.store.file
    assert file is not None
    folder = file.parent
    retention.propose(office.officer, case_id, why="The hold was planted.")
    assert any(SECRET.encode() in one.read_bytes() for one in folder.iterdir())
    assert retention.dispose(office.chair, case_id, why="It was.").overwritten
    held = [one.name for one in folder.iterdir() if SECRET.encode() in one.read_bytes()]
    assert held == []


@pytest.mark.database("sqlite")
def test_somebody_who_reads_meanwhile_keeps_the_words_in_the_log_and_it_is_said(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conference.record.store.WAIT_SECONDS", 0)
    set_six_years(office)
    case_id = withdrawn(office)
    years_on(office)
    retention.propose(office.officer, case_id)
    file = office.store.file
    reader = sqlite3.connect(str(file), isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM review_case").fetchone()
    assert not retention.dispose(office.chair, case_id).overwritten
    reader.close()
    assert office.store.forget_deleted()


def test_every_column_that_stays_is_there_and_has_its_reason() -> None:
    tables: list[type[Any]] = [Case, *case_tables()]
    columns = {f"{table.__name__}.{name}" for table in tables for name in table.model_fields}
    assert set(disposing.STAYS) <= columns
    assert all(disposing.STAYS.values())


def test_the_other_cases_keep_their_words(office: Office) -> None:
    set_six_years(office)
    gone, stays = withdrawn(office), withdrawn(office)
    years_on(office)
    before = office.case(stays)
    dispose(office, gone)
    assert office.case(stays) == before


def test_who_works_with_it(office: Office) -> None:
    assert Role.ADMINISTRATOR in {*_roles(Operation.SET_RETENTION)}
    with pytest.raises(Refused):
        retention.read_retention(office.administrator)
    with pytest.raises(Refused):
        retention.read_retention(office.police)
    with pytest.raises(Refused):
        retention.read_setting(office.observer)


def _roles(operation: Operation) -> Iterator[Role]:
    from conference.law.access import TABLE

    yield from TABLE[operation]
