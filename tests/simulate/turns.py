"""One step: the clock moves, something is chosen, done, and held against the model."""

from __future__ import annotations

import traceback
from collections.abc import Callable

from conference.errors import ConferenceError
from tests.simulate import acts_after, acts_case, acts_evidence, acts_meeting, days, readings
from tests.simulate.council import Council, Fault
from tests.simulate.model import Model, copy_of
from tests.simulate.plan import ACTS, FORWARD, Plan

__all__ = ["acts_after", "acts_case", "acts_evidence", "acts_meeting", "readings"]
_DRIVEN = 4
Report = Callable[[Model], object]
"""Told what will be known when the step is done, before it is tried."""


def begin(council: Council) -> None:
    """Another step begins: with a number and identifiers of its own, and at a later moment."""
    council.model.steps += 1
    _move_clock(council)
    council.ids.now = council.clock.now
    council.ids.restart(f"{council.seed}/{council.model.steps}")


def _move_clock(council: Council) -> None:
    chance, clock = council.chance, council.clock
    kind = chance.random()
    late = clock.now.year >= days.LAST_YEAR - 2
    if kind < 0.04 and not late:
        clock.tick(days=chance.randint(60, 430))
        council.say("the clock jumps forward by months")
    elif kind < 0.14 and not late:
        clock.tick(days=chance.randint(1, 30), hours=chance.randint(0, 23))
    elif kind < 0.18:
        clock.tick(hours=-chance.randint(1, 20))
        council.counted["clock set back"] += 1
        council.say("the clock is set back by hours")
    elif kind < 0.4:
        clock.tick(seconds=chance.randint(1, 100))
    else:
        clock.tick(minutes=chance.randint(1, 400))


def choose(council: Council) -> Plan | None:
    """Something that can be done now, by chance; none where nothing was found."""
    makers = [make for _, make in ACTS]
    weights = [
        weight * (_DRIVEN if council.is_driven and weight >= FORWARD else 1) for weight, _ in ACTS
    ]
    for make in council.chance.choices(makers, weights, k=60):
        if plan := make(council):
            return plan
    return None


def perform(council: Council, plan: Plan) -> bool:
    """Do it; whether it was done. Raises Fault where it is refused and may be, or the reverse."""
    told = f"{plan.desk.person.name}: {plan.what} {plan.about}".rstrip()
    try:
        plan.do()
    except Fault:
        council.say(f"{told} -> WRONG")
        raise
    except ConferenceError as error:
        if not isinstance(error, plan.expected or plan.perhaps):
            council.say(f"{told} -> {type(error).__name__}")
            raise
        council.counted["refused"] += 1
        council.say(f"{told} -> refused: {type(error).__name__}")
        return False
    if plan.expected:
        council.say(f"{told} -> done")
        names = ", ".join(one.__name__ for one in plan.expected)
        raise Fault(f"{told}: it was done, and had to be refused ({names})")
    council.counted[plan.what] += 1
    council.say(told)
    return True


def turn(council: Council, report: Report | None = None) -> None:
    """One whole step."""
    begin(council)
    plan = choose(council)
    if plan is None:
        return
    after = copy_of(council.model)
    plan.apply(after)
    if report:
        report(after)
    if settle(council, plan):
        council.model = after


def settle(council: Council, plan: Plan) -> bool:
    """Do it, and tell whatever goes wrong as a Fault; whether it was done."""
    try:
        return perform(council, plan)
    except ConferenceError as error:
        raise Fault(
            f"{plan.desk.person.name}: {plan.what}: refused, and it should be done: "
            f"{type(error).__name__}: {error}"
        ) from error
    except Fault:
        raise
    except Exception as error:
        raise Fault(f"a fault in the program: {traceback.format_exc()}") from error
