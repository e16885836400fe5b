"""What agencies did, the chronology, and who may be told an entry: also by two at once."""

from __future__ import annotations

from dataclasses import replace as changed
from datetime import timedelta
from typing import Any

from conference.errors import Conflict
from conference.forms import NewAction, NewIncident, NewReport
from conference.law.when import on
from conference.record import tables
from conference.review import evidence
from tests.simulate.acts_case import AGENCIES
from tests.simulate.council import Council
from tests.simulate.model import Case, Entry, Model
from tests.simulate.plan import (
    WRONG,
    Plan,
    act,
    belongs,
    by,
    disclosure,
    keep_entry,
    pick,
    replace,
    words,
)

_COLUMN = {"Decision": "what", "Recommendation": "what"}
_LONG = "and so on, and on " * 400


@act(4.5)
def log_action(council: Council) -> Plan | None:
    case = pick(council, lambda one: one.requests)
    if case is None:
        return None
    ref, chance = case.reference, council.chance
    agency = chance.choice(AGENCIES)
    what, summary = council.marker(0), council.marker(1)
    desk, expected = by(council, "log", ref, agency)
    form, mark, named = disclosure(council, summary)
    action = NewAction(
        agency_id=council.agency_ids[agency],
        when=on(desk.today - timedelta(days=chance.randint(0, 9))),
        kind="visit",
        summary=words(what),
        outcome=_LONG if chance.random() < 0.1 else "",
        disclosure=form,
    )

    def learn(model: Model) -> None:
        keep_entry(model, what, Entry(ref, "Action", mark, agency, named), summary)

    return Plan(
        "log an action",
        desk,
        lambda: evidence.log_action(desk, ref, action, confirmed=True),
        learn,
        expected,
        ref,
    )


@act(0.3)
def log_wrongly(council: Council) -> Plan | None:
    """Something that is still to come, or without words: it is refused, and nothing is kept."""
    case = pick(council, lambda one: one.requests)
    if case is None or not council.model.may("Olive Officer", "log", case.reference):
        return None
    desk, ref = council.desk("Olive Officer"), case.reference
    action = NewAction(
        agency_id=council.agency_ids["Police"],
        when=on(desk.today + timedelta(days=3)),
        kind="visit",
        summary=words(council.marker()),
    )
    if council.chance.random() < 0.5:
        action = changed(action, when=on(desk.today), kind="")
    return Plan(
        "log wrongly",
        desk,
        lambda: evidence.log_action(desk, ref, action, confirmed=True),
        expected=WRONG,
        about=ref,
    )


@act(1.5)
def add_incident(council: Council) -> Plan | None:
    case = pick(council, lambda one: True)
    if case is None:
        return None
    ref = case.reference
    told, report, summary = (council.marker(n) for n in range(3))
    desk, expected = by(council, "add to the chronology", ref)
    form, mark, named = disclosure(council, summary)
    day = on(desk.today - timedelta(days=2))
    given = NewReport(day, told_to="Police", summary=words(report))
    # The report would carry the same summary, which is to stand in the record once.
    reports = () if mark == "summary" else (given,)
    incident = NewIncident(day, words(told), reports=reports)

    def learn(model: Model) -> None:
        keep_entry(model, told, Entry(ref, "Incident", mark, "", named), summary)
        if reports:
            keep_entry(model, report, Entry(ref, "Report", mark, "Police", named), "")

    return Plan(
        "add an incident",
        desk,
        lambda: evidence.add_incident(desk, ref, incident, disclosure=form),
        learn,
        expected,
        ref,
    )


def _entry(council: Council, *kinds: str) -> tuple[str, Entry, Case] | None:
    """An entry of one of the kinds, with its case."""
    entries = council.model.entries
    case = pick(
        council,
        lambda one: any(e.case == one.reference and e.table in kinds for e in entries.values()),
    )
    if case is None:
        return None
    found = [
        (key, entry)
        for key, entry in entries.items()
        if entry.case == case.reference and entry.table in kinds
    ]
    key, entry = council.chance.choice(found)
    return key, entry, case


def row_of(council: Council, key: str, entry: Entry) -> Any:
    """The row of an entry, by the words that stand in it now."""
    column = _COLUMN.get(entry.table, "summary")
    at = f"{entry.table}.{column}"
    now = next(
        marker
        for marker, word in council.model.words.items()
        if word.entry == key and word.at == at and not word.replaced
    )
    return council.row(getattr(tables, entry.table), **{column: words(now)})


@act(1.5)
def mark_entry(council: Council) -> Plan | None:
    found = _entry(council, "Incident", "Report", "Action", "Decision", "Recommendation")
    if found is None:
        return None
    key, entry, case = found
    ref, summary = case.reference, council.marker()
    form, mark, named = disclosure(council, summary)
    # Whose no agency's is, or the panel's, no agency may mark.
    whose = "" if entry.table in ("Decision", "Recommendation") else entry.own
    desk, expected = by(council, "mark", ref, whose)
    row = row_of(council, key, entry)
    stale = council.chance.random() < 0.15 and not expected

    def learn(model: Model) -> None:
        one = model.entries[key]
        one.mark, one.named, one.changes = mark, named, one.changes + 1
        replace(model, f"{one.table}.summary_wording", ref, entry=key)
        if mark == "summary":
            belongs(model, key, f"{one.table}.summary_wording", summary, part="summary")

    return Plan(
        "mark an entry",
        desk,
        lambda: evidence.mark_entry(desk, ref, row.id, form, shown=row.version - stale),
        learn,
        (Conflict,) if stale else expected,
        ref,
    )


@act(1.5)
def open_a_form(council: Council) -> Plan | None:
    """Somebody opens an action to correct it, and goes on to other things for a while."""
    found = _entry(council, "Action")
    if found is None or len(council.model.forms) > 3:
        return None
    key, entry, _case = found
    desk, row = council.desk("Olive Officer"), row_of(council, key, entry)

    def learn(model: Model) -> None:
        model.forms.append((key, row.version, entry.changes))

    return Plan("open a form", desk, lambda: None, learn)


@act(2)
def save_a_form(council: Council) -> Plan | None:
    """The form is saved: a conflict where somebody saved the entry meanwhile."""
    if not council.model.forms:
        return None
    number = council.chance.randrange(len(council.model.forms))
    key, shown, changes = council.model.forms[number]
    entry = council.model.entries[key]
    case = pick(council, lambda one: one.reference == entry.case)
    if case is None:
        return None
    ref, what, summary = entry.case, council.marker(0), council.marker(1)
    desk, expected = by(council, "log", ref, entry.own)
    form, mark, named = disclosure(council, summary)
    row = row_of(council, key, entry)
    action = NewAction(
        agency_id=council.agency_ids[entry.own],
        when=on(desk.today),
        kind="visit",
        summary=words(what),
        disclosure=form,
    )
    if not expected and entry.changes != changes:
        expected = (Conflict,)

    def learn(model: Model) -> None:
        model.forms.pop(number)
        one = model.entries[key]
        one.mark, one.named, one.changes = mark, named, one.changes + 1
        for column in ("summary", "summary_wording"):
            replace(model, f"Action.{column}", ref, entry=key)
        belongs(model, key, "Action.summary", what)
        if mark == "summary":
            belongs(model, key, "Action.summary_wording", summary, part="summary")

    return Plan(
        "save a form",
        desk,
        lambda: evidence.correct_action(desk, ref, row.id, action, shown=shown, confirmed=True),
        learn,
        expected,
        ref,
    )
