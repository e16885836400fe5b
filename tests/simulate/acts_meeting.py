"""The meeting: planned, opened, held, closed; conflicts of interest; what the panel recommends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from conference.forms import (
    ApplicantHeard,
    MeetingPlan,
    NewAttendance,
    NewDecision,
    NewRecommendation,
)
from conference.record import tables
from conference.review import attendance, meeting, recommendations
from conference.views import Answer, ApplicantPart, DecisionKind, StanceKind
from tests.simulate.acts_case import AGENCIES
from tests.simulate.acts_evidence import row_of
from tests.simulate.council import Council
from tests.simulate.model import ALL, NOT_AGENCIES, Case, Entry, Meeting, Model
from tests.simulate.model import Recommendation as Recommended
from tests.simulate.plan import (
    REFUSED,
    WRONG,
    Plan,
    act,
    belongs,
    by,
    disclosure,
    keep,
    keep_entry,
    pick,
    replace,
    words,
)


@act(5)
def plan_meeting(council: Council) -> Plan | None:
    case = pick(council, lambda one: one.has_review and not one.live_meeting and not one.told)
    if case is None or len(case.meetings) > 2:
        return None
    ref, place = case.reference, council.marker()
    desk, expected = by(council, "meet", ref)
    latest = max((one.planned for one in case.meetings.values()), default=desk.today)
    day = max(desk.today, latest) + timedelta(days=council.chance.choice((1, 2, 9)))
    chair = council.programs[0].desks["Carol Chair"].person.id
    form = MeetingPlan(
        day, place=words(place), chair_id=chair, chair_independence="Never dealt with it."
    )

    if case.is_conflicted("Carol Chair"):
        expected = REFUSED

    def learn(model: Model) -> None:
        model.cases[ref].meetings[place] = Meeting(day, names=["Carol Chair"])
        keep(model, ref, "Meeting.place", place, ALL)

    return Plan("plan a meeting", desk, lambda: meeting.plan(desk, ref, form), learn, expected, ref)


def _meeting(council: Council, *states: str) -> tuple[Case, str, Any] | None:
    """A meeting in one of the states: its case, its words and its row."""
    case = pick(council, lambda one: any(m.state in states for m in one.meetings.values()))
    if case is None:
        return None
    found = [key for key, one in case.meetings.items() if one.state in states]
    key = council.chance.choice(found)
    return case, key, council.row(tables.Meeting, place=words(key))


_PEOPLE = {
    "Pete Police": "Police",
    "Hana Housing": "Council housing",
    "Eve Environment": "Environmental health",
    "Otto Observer": "",
    "Olive Officer": "",
}


@act(4)
def expect(council: Council) -> Plan | None:
    found = _meeting(council, "planned", "open")
    if found is None:
        return None
    case, key, row = found
    names = [one for one in _PEOPLE if one not in case.meetings[key].names]
    if not names:
        return None
    ref, name, conflict = case.reference, council.chance.choice(names), council.marker()
    conflicted = council.chance.random() < 0.15
    desk, expected = by(council, "meet", ref)
    form = NewAttendance(
        name,
        council.agency_ids.get(_PEOPLE[name]),
        conflict=words(conflict) if conflicted else "",
    )

    def learn(model: Model) -> None:
        model.cases[ref].meetings[key].names.append(name)
        if conflicted:
            _bound(model, ref, key, name, conflict)

    return Plan(
        "expect somebody",
        desk,
        lambda: attendance.expect(desk, ref, row.id, form),
        learn,
        expected,
        ref,
    )


def _bound(model: Model, ref: str, key: str, name: str, conflict: str) -> None:
    """Somebody has a conflict of interest, in these words."""
    conflicts = model.cases[ref].conflicts
    if (key, name) in conflicts:
        model.words[conflicts[key, name]].replaced = True
    conflicts[key, name] = conflict
    keep(model, ref, "Attendance.conflict", conflict)


@act(1.2)
def declare_conflict(council: Council) -> Plan | None:
    found = _meeting(council, "planned", "open", "closed")
    if found is None:
        return None
    case, key, row = found
    ref, conflict = case.reference, council.marker()
    name = council.chance.choice(case.meetings[key].names)
    who = council.row(tables.Attendance, meeting_id=row.id, name=name)
    desk, expected = by(council, "meet", ref)

    def learn(model: Model) -> None:
        _bound(model, ref, key, name, conflict)

    return Plan(
        "declare a conflict",
        desk,
        lambda: attendance.declare_conflict(desk, ref, who.id, conflict=words(conflict)),
        learn,
        expected,
        ref,
    )


@act(0.5)
def withdraw_conflict(council: Council) -> Plan | None:
    case = pick(council, lambda one: one.conflicts)
    if case is None:
        return None
    ref = case.reference
    key, name = council.chance.choice(sorted(case.conflicts))
    row = council.row(tables.Meeting, place=words(key))
    who = council.row(tables.Attendance, meeting_id=row.id, name=name)
    desk, expected = by(council, "lift a conflict", ref)

    def learn(model: Model) -> None:
        conflicts = model.cases[ref].conflicts
        for at in [at for at in conflicts if at[1] == name]:
            model.words[conflicts.pop(at)].replaced = True

    return Plan(
        "lift a conflict",
        desk,
        lambda: attendance.withdraw_conflict(desk, ref, who.id, why="By mistake."),
        learn,
        expected,
        ref,
    )


@act(5)
def open_meeting(council: Council) -> Plan | None:
    found = _meeting(council, "planned", "adjourned")
    if found is None:
        return None
    case, key, row = found
    ref = case.reference
    desk, expected = by(council, "meet", ref)

    def learn(model: Model) -> None:
        model.cases[ref].meetings[key].state = "open"

    return Plan(
        "open a meeting",
        desk,
        lambda: meeting.open_meeting(desk, ref, row.id),
        learn,
        expected,
        ref,
    )


@act(0.4)
def adjourn_or_cancel(council: Council) -> Plan | None:
    found = _meeting(council, "planned", "open")
    if found is None:
        return None
    case, key, row = found
    ref, planned = case.reference, case.meetings[key].state == "planned"
    desk, expected = by(council, "meet", ref)

    def learn(model: Model) -> None:
        model.cases[ref].meetings[key].state = "cancelled" if planned else "adjourned"

    def do() -> object:
        if planned:
            return meeting.cancel(desk, ref, row.id, why="Nobody can come.")
        return meeting.adjourn(desk, ref, row.id)

    what = "cancel a meeting" if planned else "adjourn a meeting"
    return Plan(what, desk, do, learn, expected, ref)


@act(5)
def arrive(council: Council) -> Plan | None:
    found = _meeting(council, "open")
    if found is None or (case := found[0]).meetings[found[1]].arrived:
        return None
    case, key, row = found
    ref = case.reference
    who = council.row(tables.Attendance, meeting_id=row.id, name=case.meetings[key].names[0])
    desk, expected = by(council, "meet", ref)

    def learn(model: Model) -> None:
        model.cases[ref].meetings[key].arrived = True

    return Plan(
        "arrive",
        desk,
        lambda: attendance.arrive(desk, ref, who.id),
        learn,
        expected,
        ref,
    )


@act(5)
def hear(council: Council) -> Plan | None:
    found = _meeting(council, "planned", "open")
    if found is None or found[0].meetings[found[1]].heard:
        return None
    case, key, row = found
    ref, said = case.reference, council.marker()
    desk, expected = by(council, "meet", ref)
    form = ApplicantHeard(ApplicantPart.STATEMENT, words(said))

    def learn(model: Model) -> None:
        model.cases[ref].meetings[key].heard = True
        keep(model, ref, "Meeting.applicant_words", said, NOT_AGENCIES)

    return Plan(
        "hear the applicant",
        desk,
        lambda: meeting.hear_applicant(desk, ref, row.id, form),
        learn,
        expected,
        ref,
    )


@act(5)
def decide(council: Council) -> Plan | None:
    found = _meeting(council, "open")
    if found is None:
        return None
    case, key, row = found
    ref, what, summary = case.reference, council.marker(0), council.marker(1)
    desk, expected = by(council, "meet", ref)
    form, mark, named = disclosure(council, summary)
    given = NewDecision(
        DecisionKind.RESPONSE,
        words(what),
        "not adequate",
        "One visit.",
        agency_id=council.agency_ids["Police"],
        disclosure=form,
    )

    def learn(model: Model) -> None:
        model.cases[ref].meetings[key].found = True
        keep_entry(model, what, Entry(ref, "Decision", mark, "", named), summary, "what")

    return Plan(
        "record a decision",
        desk,
        lambda: meeting.decide(desk, ref, row.id, given),
        learn,
        expected,
        ref,
    )


@act(5)
def recommend(council: Council) -> Plan | None:
    found = _meeting(council, "open", "closed")
    if found is None or len(found[0].recommendations) > 3:
        return None
    case, key, _ = found
    ref, what, summary = case.reference, council.marker(0), council.marker(1)
    agency = council.chance.choice(AGENCIES)
    desk, expected = by(council, "meet", ref)
    form, mark, named = disclosure(council, summary)
    due = desk.today + timedelta(days=council.chance.randint(5, 60))
    given = NewRecommendation(
        agency,
        words(what),
        "Sergeant Sample",
        due,
        agency_id=council.agency_ids[agency],
        disclosure=form,
    )

    def learn(model: Model) -> None:
        model.cases[ref].recommendations[what] = Recommended(agency, due, key)
        keep_entry(model, what, Entry(ref, "Recommendation", mark, agency, named), summary, "what")

    return Plan(
        "recommend",
        desk,
        lambda: recommendations.recommend(desk, ref, given),
        learn,
        expected,
        ref,
    )


@act(7)
def close_meeting(council: Council) -> Plan | None:
    """Closed where the record can bear it, refused where something is missing."""
    found = _meeting(council, "open")
    if found is None:
        return None
    case, key, row = found
    one, ref = case.meetings[key], case.reference
    recommended = any(r.meeting == key for r in case.recommendations.values())
    whole = one.arrived and one.heard and one.found
    if whole and not recommended:
        return None
    if not whole and council.chance.random() < 0.7:
        return None
    desk, expected = by(council, "meet", ref)
    again = desk.today + timedelta(days=90)

    def learn(model: Model) -> None:
        closed = model.cases[ref].meetings[key]
        closed.state, closed.closed_at, closed.again = "closed", desk.clock(), again

    return Plan(
        "close a meeting",
        desk,
        lambda: meeting.close(desk, ref, row.id, review_on=again),
        learn,
        expected or (() if whole else WRONG),
        ref,
    )


def _recommendation(council: Council) -> tuple[Case, str, Any] | None:
    """A recommendation: its case, its words and its row."""
    case = pick(council, lambda one: one.recommendations)
    if case is None:
        return None
    key = council.chance.choice(sorted(case.recommendations))
    return case, key, row_of(council, key, council.model.entries[key])


@act(1)
def answer_recommendation(council: Council) -> Plan | None:
    found = _recommendation(council)
    if found is None:
        return None
    case, key, row = found
    ref, reason = case.reference, council.marker()
    given = council.chance.choice(list(Answer))
    desk, expected = by(council, "answer a recommendation", ref, case.recommendations[key].agency)

    def learn(model: Model) -> None:
        model.cases[ref].recommendations[key].declined = given is Answer.DECLINED
        replace(model, "RecommendationAnswer.reason", ref, entry=key)
        belongs(model, key, "RecommendationAnswer.reason", reason)

    return Plan(
        "answer a recommendation",
        desk,
        lambda: recommendations.answer(desk, ref, row.id, answer=given, reason=words(reason)),
        learn,
        expected,
        ref,
    )


@act(1)
def report_progress(council: Council) -> Plan | None:
    found = _recommendation(council)
    if found is None:
        return None
    case, key, row = found
    ref, note = case.reference, council.marker()
    done = council.chance.random() < 0.4
    desk, expected = by(council, "report progress", ref, case.recommendations[key].agency)

    def learn(model: Model) -> None:
        model.cases[ref].recommendations[key].done |= done
        belongs(model, key, "Progress.note", note, part="notes")

    return Plan(
        "report progress",
        desk,
        lambda: recommendations.report_progress(desk, ref, row.id, note=words(note), done=done),
        learn,
        expected,
        ref,
    )


@act(0.8)
def take_stance(council: Council) -> Plan | None:
    """An agency says how it stands to what it may know of; of the rest it is told nothing."""
    found = _recommendation(council)
    if found is None:
        return None
    case, key, row = found
    ref, said, agency = case.reference, council.marker(), council.chance.choice(AGENCIES)
    model = council.model
    allowed = [
        one
        for one in model.people
        if model.may(one, "report progress", ref, agency)
        and model.entries[key].whole() & model.eyes(one, ref)
    ]
    if not allowed:
        return None
    desk = council.desk(council.chance.choice(allowed))

    def learn(after: Model) -> None:
        for marker, whose in after.stances.items():
            if whose == (key, agency):
                after.words[marker].replaced = True
        after.stances[said] = (key, agency)
        belongs(after, key, "Stance.words", said, part="notes")

    return Plan(
        "take a stance",
        desk,
        lambda: recommendations.take_stance(
            desk, ref, row.id, council.agency_ids[agency], StanceKind.DISSENTS, words(said)
        ),
        learn,
        (),
        ref,
    )
