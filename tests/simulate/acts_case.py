"""The application, the threshold, the requests to agencies, the clocks, the roles."""

from __future__ import annotations

from datetime import timedelta

from conference.errors import Conflict
from conference.forms import (
    NewApplication,
    NewIncident,
    NewParty,
    NewReport,
    NewRequest,
    RequestAnswer,
    ThresholdForm,
)
from conference.law.access import Role
from conference.law.procedure import Step
from conference.law.when import on
from conference.record import tables
from conference.review import clocks, evidence, intake, requests, roles, threshold
from conference.views import RequestState
from tests.simulate import days
from tests.simulate.council import NEWCOMER, Council
from tests.simulate.model import ALL, INSIDE, NOT_AGENCIES, Case, Entry, Model
from tests.simulate.model import Request as Asked
from tests.simulate.plan import (
    REFUSED,
    WRONG,
    Plan,
    across,
    act,
    by,
    keep,
    keep_entry,
    pick,
    replace,
    words,
)

_MOST_CASES = 3
AGENCIES = ("Police", "Council housing", "Environmental health")


@act(3)
def receive(council: Council) -> Plan | None:
    """An application comes in, with incidents that were told to the police or to housing."""
    cases = council.model.cases
    if len(cases) >= _MOST_CASES or (cases and council.chance.random() < 0.7):
        return None
    chance, today = council.chance, council.clock.today
    desk, expected = across(council, "receive")
    received = desk.today - timedelta(days=chance.choice((0, 0, 0, 1, 4)))
    latest = max((one.received for one in council.model.cases.values()), default=received)
    reference = _next_reference(council.model, received.year)
    count = chance.randint(0, 3)
    name, impact = council.marker(0), council.marker(1)
    told = [(council.marker(2 + 2 * n), council.marker(3 + 2 * n)) for n in range(count)]
    bodies = [chance.choice(("Police", "Council housing", "the church")) for _ in told]
    form = NewApplication(
        applicant=NewParty(f"Mrs {name} Sample", address=("1 High Street",), postcode="DE7 1AA"),
        received_on=received,
        incidents=tuple(
            NewIncident(
                on(received - timedelta(days=20 - 5 * n)),
                words(incident),
                reports=(
                    NewReport(
                        on(received - timedelta(days=19 - 5 * n)),
                        told_to=bodies[n],
                        summary=words(report),
                    ),
                ),
            )
            for n, (incident, report) in enumerate(told)
        ),
        impact=words(impact),
    )

    def learn(model: Model) -> None:
        model.cases[reference] = Case(reference, received, max(received, today, latest))
        keep(model, reference, "Party.name", name, ALL - {"room"})
        keep(model, reference, "Application.impact", impact, NOT_AGENCIES - {"room"})
        for (incident, report), body in zip(told, bodies, strict=True):
            own = body if body in AGENCIES else ""
            keep_entry(model, incident, Entry(reference, "Incident", "applicant"), "")
            keep_entry(model, report, Entry(reference, "Report", "applicant", own), "")

    return Plan("receive", desk, lambda: intake.receive(desk, form), learn, expected, reference)


def _next_reference(model: Model, year: int) -> str:
    numbers = [int(one[-4:]) for one in model.cases if one.startswith(f"ER-{year}-")]
    return f"ER-{year}-{max(numbers, default=0) + 1:04}"


@act(0.4)
def receive_wrongly(council: Council) -> Plan | None:
    """An application without a name, or of a day that has not come: nothing is kept of it."""
    desk = council.desk("Olive Officer")
    incident = NewIncident(on(desk.today), words(council.marker(0)))
    name = council.chance.choice(("", f"Mrs {council.marker(1)}"))
    day = desk.today + timedelta(days=0 if not name else 2)
    form = NewApplication(applicant=NewParty(name), received_on=day, incidents=(incident,))
    return Plan("receive wrongly", desk, lambda: intake.receive(desk, form), expected=WRONG)


@act(3)
def acknowledge(council: Council) -> Plan | None:
    case = pick(council, lambda one: one.acknowledged is None)
    if case is None:
        return None
    ref = case.reference
    desk, expected = by(council, "file", ref)

    def learn(model: Model) -> None:
        model.cases[ref].acknowledged = desk.today

    return Plan("acknowledge", desk, lambda: intake.acknowledge(desk, ref), learn, expected, ref)


@act(1.5)
def name_contact(council: Council) -> Plan | None:
    case = pick(council, lambda one: not one.contact)
    if case is None:
        return None
    ref = case.reference
    desk, expected = by(council, "name the contact", ref)
    officer = council.programs[0].desks["Olive Officer"].person.id

    if case.is_conflicted("Olive Officer"):
        expected = REFUSED

    def learn(model: Model) -> None:
        model.cases[ref].contact = True

    return Plan(
        "name the contact",
        desk,
        lambda: intake.name_contact(desk, ref, person_id=officer),
        learn,
        expected,
        ref,
    )


@act(0.3)
def withdraw(council: Council) -> Plan | None:
    case = pick(council, lambda one: one.closed is None)
    if case is None:
        return None
    ref, why = case.reference, council.marker()
    desk, expected = by(council, "file", ref)

    def learn(model: Model) -> None:
        model.cases[ref].withdrawn = desk.today
        keep(model, ref, "Application.withdrawn_why", why, NOT_AGENCIES - {"room"})

    return Plan(
        "withdraw",
        desk,
        lambda: intake.withdraw(desk, ref, why=words(why)),
        learn,
        expected,
        ref,
    )


@act(0.3)
def correct_application(council: Council) -> Plan | None:
    """The impact is put in other words, from the version that is there or from an older one."""
    case = pick(council, lambda one: True)
    if case is None:
        return None
    ref, impact = case.reference, council.marker()
    desk, expected = by(council, "file", ref)
    stale = council.chance.random() < 0.2 and not expected
    case_id = council.row(tables.Case, reference=ref).id
    shown = council.row(tables.Application, case_id=case_id).version - stale

    def learn(model: Model) -> None:
        replace(model, "Application.impact", ref)
        keep(model, ref, "Application.impact", impact, NOT_AGENCIES - {"room"})

    return Plan(
        "correct the application",
        desk,
        lambda: intake.correct_application(desk, ref, shown=shown, impact=words(impact)),
        learn,
        (Conflict,) if stale else expected,
        ref,
    )


@act(5)
def decide_threshold(council: Council) -> Plan | None:
    case = pick(council, lambda one: len(one.decisions) < 3 and not one.letter)
    if case is None:
        return None
    ref, reasons, persistence = case.reference, council.marker(0), council.marker(1)
    again = case.decisions and council.chance.random() < 0.5
    if again:
        return None
    met = council.chance.random() < 0.75
    anyway = not met and council.chance.random() < 0.3
    desk, expected = by(council, "decide the threshold", ref)
    form = ThresholdForm(
        met,
        words(reasons),
        persistence=words(persistence),
        harm="No sleep.",
        adequacy="One visit.",
        discretionary=anyway,
        refusal_ground="" if met else "vexatious",
        senior_sign_off="" if met else "The head of service",
    )

    def learn(model: Model) -> None:
        for column in ("reasons", "persistence"):
            replace(model, f"ThresholdDecision.{column}", ref, kept=True)
        model.cases[ref].decisions.append((desk.today, met, anyway))
        keep(model, ref, "ThresholdDecision.reasons", reasons, ALL)
        keep(model, ref, "ThresholdDecision.persistence", persistence)

    return Plan(
        "decide the threshold",
        desk,
        lambda: threshold.decide(desk, ref, form),
        learn,
        expected,
        ref,
    )


@act(0.3)
def decide_what_was_withdrawn(council: Council) -> Plan | None:
    case = pick(council, lambda one: one.withdrawn, ended=True)
    if case is None or not council.model.may("Olive Officer", "file", case.reference):
        return None
    ref, desk = case.reference, council.desk("Olive Officer")
    form = ThresholdForm(True, words(council.marker()), "Weekly.", "Harm.", "None.")
    return Plan(
        "decide what was withdrawn",
        desk,
        lambda: threshold.decide(desk, ref, form),
        expected=REFUSED,
        about=ref,
    )


@act(5)
def ask(council: Council) -> Plan | None:
    case = pick(council, lambda one: one.has_review and len(one.requests) < 5)
    if case is None:
        return None
    ref, asked = case.reference, council.marker()
    agency = council.chance.choice(AGENCIES)
    desk, expected = by(council, "ask", ref)
    form = NewRequest(council.agency_ids[agency], words(asked))

    def learn(model: Model) -> None:
        one = model.cases[ref]
        # By the procedure: counted from the day the agency was asked.
        day = days.due(days.STEPS["agency returns"], desk.today)
        one.requests[asked] = Asked(agency, desk.today, day)
        keep(model, ref, "InformationRequest.asked", asked, INSIDE | {f"agency {agency}"})

    return Plan("ask", desk, lambda: requests.ask(desk, ref, form), learn, expected, ref)


def _request(council: Council, *states: str) -> tuple[Case, str] | None:
    """A request in one of the states, with its case."""
    case = pick(council, lambda one: any(r.state in states for r in one.requests.values()))
    if case is None:
        return None
    found = [key for key, one in case.requests.items() if one.state in states]
    return case, council.chance.choice(found)


@act(3)
def answer(council: Council) -> Plan | None:
    found = _request(council, "open", "answered")
    if found is None:
        return None
    case, asked = found
    ref, note, agency = case.reference, council.marker(), case.requests[asked].agency
    state = council.chance.choice(
        (RequestState.ANSWERED, RequestState.PART_ANSWERED, RequestState.NIL, RequestState.DECLINED)
    )
    desk, expected = by(council, "answer", ref, agency)
    row = council.row(tables.InformationRequest, asked=words(asked))
    stale = council.chance.random() < 0.15 and not expected
    form = RequestAnswer(state, words(note))

    def learn(model: Model) -> None:
        _drop_notes(model, asked)
        one = model.cases[ref].requests[asked]
        part = state is RequestState.PART_ANSWERED
        one.state, one.answered = ("open", None) if part else ("answered", desk.today)
        keep(model, ref, "InformationRequest.note", note, INSIDE | {f"agency {agency}"})
        model.notes[note] = asked

    return Plan(
        "answer a request",
        desk,
        lambda: requests.answer_request(desk, ref, row.id, form, shown=row.version - stale),
        learn,
        (Conflict,) if stale else expected,
        ref,
    )


def _drop_notes(model: Model, asked: str) -> None:
    """Another answer takes the place of the one that was there."""
    for note, request in model.notes.items():
        if request == asked:
            model.words[note].replaced = True


@act(0.5)
def withdraw_request(council: Council) -> Plan | None:
    found = _request(council, "open", "answered")
    if found is None:
        return None
    case, asked = found
    ref, why, agency = case.reference, council.marker(), case.requests[asked].agency
    desk, expected = by(council, "ask", ref)
    row = council.row(tables.InformationRequest, asked=words(asked))

    def learn(model: Model) -> None:
        model.cases[ref].requests[asked].state = "withdrawn"
        keep(model, ref, "InformationRequest.note", why, INSIDE | {f"agency {agency}"})
        model.notes[why] = asked

    return Plan(
        "withdraw a request",
        desk,
        lambda: requests.withdraw_request(desk, ref, row.id, why=words(why)),
        learn,
        expected,
        ref,
    )


@act(0.4)
def extend_request(council: Council) -> Plan | None:
    found = _request(council, "open")
    if found is None:
        return None
    case, asked = found
    ref, due = case.reference, case.requests[asked].due
    desk, expected = by(council, "ask", ref)
    until = max(due or desk.today, desk.today) + timedelta(days=council.chance.randint(1, 20))
    row = council.row(tables.InformationRequest, asked=words(asked))

    def learn(model: Model) -> None:
        model.cases[ref].requests[asked].due = until

    return Plan(
        "extend a request",
        desk,
        lambda: requests.extend_request(desk, ref, row.id, due_on=until, why="They asked."),
        learn,
        expected,
        ref,
    )


@act(1)
def stop_clock(council: Council) -> Plan | None:
    step = council.chance.choice([one for one in Step if one is not Step.PANEL_PAPERS])
    case = pick(council, lambda one: _running_stop(one, step.value) is None)
    if case is None:
        return None
    ref, why = case.reference, council.marker()
    desk, expected = by(council, "stop a clock", ref)
    back = timedelta(days=council.chance.choice((0, 0, 1, 6)))
    day = max(case.received, desk.today - back)

    def learn(model: Model) -> None:
        model.cases[ref].stops.append((step.value, day, None))
        keep(model, ref, "ClockStop.why", why)

    return Plan(
        "stop a clock",
        desk,
        lambda: clocks.stop_clock(desk, ref, step, why=words(why), on=day),
        learn,
        expected,
        ref,
    )


def _running_stop(case: Case, step: str) -> int | None:
    found = [n for n, one in enumerate(case.stops) if one[0] == step and one[2] is None]
    return found[0] if found else None


@act(1)
def resume_clock(council: Council) -> Plan | None:
    case = pick(council, lambda one: any(again is None for *_, again in one.stops))
    if case is None:
        return None
    number = next(n for n, (*_, again) in enumerate(case.stops) if again is None)
    name, first, _ = case.stops[number]
    ref = case.reference
    desk, expected = by(council, "stop a clock", ref)
    day = max(first, desk.today - timedelta(days=council.chance.choice((0, 0, 1))))

    def learn(model: Model) -> None:
        model.cases[ref].stops[number] = (name, first, day)

    return Plan(
        "let a clock run",
        desk,
        lambda: clocks.resume_clock(desk, ref, Step(name), on=day),
        learn,
        expected,
        ref,
    )


@act(0.5)
def give_role(council: Council) -> Plan | None:
    """The newcomer gets a role on one case, or loses it."""
    case = pick(council, lambda one: True)
    if case is None:
        return None
    ref = case.reference
    desk, expected = across(council, "give a role")
    if desk.person.name.startswith("Olive"):
        # An officer gives roles on one case too, who has no conflict in any that goes on.
        others = [one for one in council.model.cases.values() if not one.ended]
        is_bound = any(one.is_conflicted("Olive Officer") for one in (case, *others))
        expected = REFUSED if is_bound else ()
    person = council.programs[0].desks[NEWCOMER].person.id
    role = council.chance.choice((Role.OFFICER, Role.CHAIR, Role.OBSERVER))
    has = role.value in case.roles.get(NEWCOMER, set())
    change = roles.take_role if has else roles.give_role

    def learn(model: Model) -> None:
        held = model.cases[ref].roles.setdefault(NEWCOMER, set())
        (held.discard if has else held.add)(role.value)

    return Plan(
        "give or take a role",
        desk,
        lambda: change(desk, person, role, case=ref),
        learn,
        expected,
        ref,
    )


@act(0.4)
def touch_what_is_not_there(council: Council) -> Plan | None:
    """A row of another case, or of none, is answered as if it were not there."""
    case = pick(council, lambda one: True)
    others = [one for one in council.model.cases.values() if case and one is not case]
    if case is None or not council.model.may("Olive Officer", "ask", case.reference):
        return None
    keys = [key for one in others for key in one.requests if not one.disposed]
    row_id = "0" * 32
    if keys:
        row_id = council.row(tables.InformationRequest, asked=words(council.chance.choice(keys))).id
    desk, ref = council.desk("Olive Officer"), case.reference
    return Plan(
        "touch what is not there",
        desk,
        lambda: evidence.withdraw_request(desk, ref, row_id, why=words(council.marker())),
        expected=REFUSED,
        about=ref,
    )
