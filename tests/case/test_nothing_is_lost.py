"""Whatever was entered comes out again: each fact of a case in each output, or left out by name.

A fact is changed in a case that holds one of everything. Where an output does not change with it,
the output loses it: then it stands in `LEFT_OUT`, with a reason, or it is a fault.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, time
from enum import Enum
from fnmatch import fnmatchcase
from typing import Any

import pytest

from conference.account import account
from conference.case.facts import Declared, Kind, facts_of
from conference.casefile import open_case
from conference.cli.printing import _plain
from conference.documents import compose_pack, write
from conference.documents.bundle_facts import Papers, bundle_context
from conference.documents.papers_minutes import Edition, compose_minutes
from conference.documents.subject_items import SubjectCase, items_of
from conference.exchange.application_example import EXAMPLE
from conference.exchange.application_writing import as_csv, as_json, as_toml
from conference.forms import NewApplication, NewIncident, NewParty, NewReport
from conference.law.audience import COMMISSIONER, PANEL, Audience
from conference.law.when import on
from conference.record.tables import Case
from conference.timeline import timeline
from conference.views import CaseFile, LetterState
from screens.record_pane import history_facts
from screens.words.afterwards import afterwards_rows, chosen_words
from screens.words.application import application_words
from screens.words.evidence import action_words, request_words
from screens.words.letters import letter_words
from screens.words.meeting import agenda_rows, people_rows, record_words
from screens.words.meeting_item import item_words
from screens.words.minutes import edition_rows, edition_words
from screens.words.recommendations import recommendation_words
from screens.words.risk import risk_words
from screens.words.standing import next_words
from screens.words.threshold import decision_words, report_words
from screens.words.timeline import entry_words
from tests.case.left_out import LEFT_OUT
from tests.disclosure.planting import plant
from tests.office import Office

pytestmark = pytest.mark.database("sqlite")

DAY = date(2001, 2, 3)
_OTHER: Mapping[Kind, Any] = {
    Kind.LINE: "zq other words",
    Kind.TEXT: "zq other words",
    Kind.PARTS: ("zq other words",),
    Kind.DAY: DAY,
    Kind.WHEN: on(DAY),
    Kind.INSTANT: datetime(2001, 2, 3, 4, 5, tzinfo=UTC),
    Kind.CLOCK: time(4, 5),
    Kind.NUMBER: 4711,
    Kind.ANSWERS: {"frequency": "zq other words"},
}


def other_than(value: Any, declared: Declared) -> Any:
    """A value that the fact could have instead."""
    if declared.kind is Kind.TICK:
        return not value
    if declared.kind is Kind.CHOICE:
        choices: Any = declared.choices
        return next(one for one in choices if one is not value)
    return _OTHER[declared.kind]


def with_other(part: Any, kind: type, declared: Declared) -> Any:
    """The same view with another value in that fact of each `kind` that stands in it."""
    if isinstance(part, tuple):
        return tuple(with_other(one, kind, declared) for one in part)
    if isinstance(part, Enum | type) or not is_dataclass(part):
        return part
    given = {
        one.name: with_other(getattr(part, one.name), kind, declared)
        for one in fields(part)
        if isinstance(getattr(part, one.name), tuple) or is_dataclass(getattr(part, one.name))
    }
    if type(part) is kind:
        given[declared.name] = other_than(getattr(part, declared.name), declared)
    return replace(part, **given)


def views_in(part: Any) -> Iterator[type]:
    """The kinds of view that stand in it and declare facts."""
    if isinstance(part, tuple):
        for one in part:
            yield from views_in(one)
    elif is_dataclass(part) and not isinstance(part, type):
        if facts_of(type(part)):
            yield type(part)
        for one in fields(part):
            yield from views_in(getattr(part, one.name))


@pytest.fixture
def seen_by(office: Office) -> Iterator[Callable[[Audience], CaseFile]]:
    """A case with one of everything, as an audience sees it."""

    def seen(audience: Audience) -> CaseFile:
        found = open_case(session, case, audience, DAY, with_history=True)
        issued = tuple(replace(one, state=LetterState.ISSUED) for one in found.letters)
        return replace(found, letters=issued, closed_on=date(2026, 11, 1))

    case_id = office.after_meeting()
    office.ask(case_id, office.housing_id)
    with office.store.writing() as session:
        plant(office, session, case_id)
        case = session.get_one(Case, case_id)
        yield seen
        session.rollback()


def shown_on_screens(case: CaseFile) -> str:
    """What the panes of the case say, in full."""
    shown, now = timeline(case), datetime(2026, 11, 2, tzinfo=UTC)
    after = [row.key for row in afterwards_rows(case)]
    parts: list[Any] = [
        application_words(case),
        decision_words(case.threshold),
        *(entry_words(case, shown, entry) for entry in (*shown.entries, *shown.undated)),
        *(request_words(one, case.taken_on) for one in case.requests),
        *(action_words(case, one) for one in case.actions),
        *(report_words(one, case, None) for one in case.reports),
        risk_words(case),
        *(record_words(case, one) for one in case.meetings),
        *(item_words(case, one, item) for one in case.meetings for item in one.items),
        *(edition_words(edition, one) for one in case.meetings for edition in one.minutes),
        *([row.cells for row in edition_rows(one.minutes)] for one in case.meetings),
        *map(history_facts, case.history),
        next_words(case),
        # The head of the case screen, and the readers that show a whole text.
        (case.reference, case.stage, case.linked_reference),
        *(edition.text for one in case.meetings for edition in one.minutes),
        *([row.cells for row in people_rows(one)] for one in case.meetings),
        *([row.cells for row in agenda_rows(one.items, now)] for one in case.meetings),
        *(recommendation_words(case, one) for one in case.recommendations),
        *(letter_words(one) for one in case.letters),
        *(chosen_words(case, key) for key in after),
    ]
    return "\n".join(getattr(part, "plain", None) or repr(part) for part in parts)


def bundle(case: CaseFile) -> str:
    minutes = {one.id: one.minutes[-1] for one in case.meetings if one.minutes}
    papers = Papers(case, case.appeals[-1], case.history, minutes, {}, {}, 0)
    return repr(bundle_context(papers))


def subject_access(case: CaseFile) -> str:
    """Of the applicant, with their name in everything that is written: so that all is of them."""
    party = case.applicant
    assert party is not None
    case = naming(case, party.name)
    return repr(items_of(SubjectCase(case, case, party, {})))


def naming(part: Any, name: str) -> Any:
    """The same case with the name at the end of each text."""
    if isinstance(part, tuple):
        return tuple(naming(one, name) for one in part)
    if isinstance(part, type) or not is_dataclass(part):
        return part
    known = facts_of(type(part))
    given: dict[str, Any] = {
        one: f"{getattr(part, one)} {name}"
        for one, declared in known.items()
        if declared.kind is Kind.TEXT
    }
    for one in fields(part):
        value = getattr(part, one.name)
        if one.name not in known and (isinstance(value, tuple) or is_dataclass(value)):
            given[one.name] = naming(value, name)
    return replace(part, **given)


def pack(case: CaseFile) -> str:
    document = compose_pack(case, for_chair=True)
    return write(document, "txt", council=case.council, reference=case.reference).decode()


def minutes(case: CaseFile) -> str:
    assert case.meeting is not None
    document = compose_minutes(case, case.meeting, Edition(1, {}))
    return write(document, "txt", council=case.council, reference=case.reference).decode()


OUTPUTS: dict[str, Callable[[CaseFile], str]] = {
    "case show": lambda case: "\n".join(account(case, width=10_000)),
    "JSON": lambda case: json.dumps(_plain(case), default=str),
    "screens": shown_on_screens,
    "bundle": bundle,
    "subject access": subject_access,
    "agenda pack": pack,
    "minutes": minutes,
}


@pytest.mark.parametrize("output", OUTPUTS)
def test_each_fact_comes_out_or_is_left_out_by_name_with_a_reason(
    seen_by: Callable[[Audience], CaseFile], output: str
) -> None:
    says = OUTPUTS[output]
    # The appeal body gets a case as it may see it; all others are made from the whole.
    whole = seen_by(COMMISSIONER if output == "bundle" else PANEL)
    before = says(whole)
    everything = {
        f"{kind.__name__}.{name}": says(with_other(whole, kind, declared)) == before
        for kind in dict.fromkeys(views_in(whole))
        for name, declared in facts_of(kind).items()
    }
    lost = {name for name, is_lost in everything.items() if is_lost}
    assert lost == left_out(output, everything)


def left_out(output: str, names: Iterable[str]) -> set[str]:
    """Those of the names that the output leaves out; "ChaseView.*" is every fact of a chase."""
    patterns = [one for wanted in LEFT_OUT[output].values() for one in wanted.split()]
    found = {one: {name for name in names if fnmatchcase(name, one)} for one in patterns}
    assert not [one for one, matched in found.items() if not matched], "leaves out what is not"
    return set().union(*found.values())


FILES: dict[str, Callable[[NewApplication], bytes]] = {
    "JSON": as_json,
    "TOML": as_toml,
    "CSV": as_csv,
}


@pytest.mark.parametrize("kind", FILES)
def test_each_fact_of_an_application_stands_in_its_file(kind: str) -> None:
    write_file = FILES[kind]
    before = write_file(EXAMPLE)
    lost = [
        f"{form.__name__}.{name}"
        for form in (NewApplication, NewParty, NewIncident, NewReport)
        for name, declared in facts_of(form).items()
        if write_file(with_other(EXAMPLE, form, declared)) == before
    ]
    assert not lost
