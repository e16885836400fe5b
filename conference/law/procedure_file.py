"""Reading a procedure from its TOML file, strictly: each fault names its key and its line.

`templates/procedures/erewash.toml` is the file to copy, and explains the format in its comments.
"not published" stands for what an area has not published, wherever the Act allows that to be open.
"""

from __future__ import annotations

import re
from dataclasses import replace

from conference.errors import BadInput, Problem
from conference.law import toml_values as values
from conference.law.procedure import (
    NOT_PUBLISHED,
    AppealRoute,
    ConditionKind,
    Contact,
    Counted,
    Decider,
    Limb,
    LimbKind,
    LocalCondition,
    Nation,
    NotPublished,
    Period,
    Procedure,
    Signpost,
    Step,
    StepTime,
    Threshold,
)
from conference.law.toml_lines import TomlLines, spoken
from conference.law.toml_table import TomlTable
from conference.law.toml_text import toml

_LINE = re.compile(r"\(at line (\d+)")
_IN_WORDS = {
    "complaints_needed": "the number of complaints (three)",
    "counted": "what counts (every complaint)",
    "report_within": "the time to report (one month)",
    "apply_within": "the time to apply (six months from the report)",
}
_NO_WELSH = "This procedure is for Wales and its languages do not name Welsh (cy)."


def read_procedure(text: str, *, key: str, origin: str = "") -> Procedure:
    """The procedure a TOML text holds. key: its short name; origin: the file, for the message.

    Raises BadInput with a Problem for each fault, naming the key and the line. A number of
    complaints above three is accepted, with a warning.
    """
    lines = TomlLines(text)
    faults: list[Problem] = []
    table = TomlTable(_parsed(text, lines, origin or key), (), lines, faults)
    procedure = _procedure(table, key, text)
    if faults:
        raise _refused(origin or key, faults)
    return replace(procedure, warnings=_warnings(procedure, table.table("threshold").gaps()))


def _warnings(procedure: Procedure, left_open: tuple[str, ...]) -> tuple[str, ...]:
    """What a reader must be told. left_open: the threshold's keys that are not published."""
    threshold = procedure.threshold
    return (
        *([_above_three(threshold.complaints_needed)] if threshold.complaints_needed > 3 else []),
        *([_beyond(len(threshold.conditions))] if threshold.conditions else []),
        *([_as_the_act_has_it(left_open)] if left_open else []),
        *([_NO_WELSH] if _lacks_welsh(procedure) else []),
    )


def _above_three(number: int) -> str:
    return (
        f"This procedure asks for {number} complaints. The Explanatory Notes to the Act (paragraph "
        "231) say that the number should be set no higher than three, and the statutory guidance "
        "says not more than three in six months."
    )


def _beyond(number: int) -> str:
    conditions = "a local condition" if number == 1 else f"{number} local conditions"
    return (
        f"This procedure adds {conditions} for which s.104(4) leaves no room once enough "
        "qualifying complaints were made."
    )


def _as_the_act_has_it(left_open: tuple[str, ...]) -> str:
    words = ", ".join(_IN_WORDS[key] for key in left_open)
    return f"Not published, so that the Act's own rule stands: {words}."


def _lacks_welsh(procedure: Procedure) -> bool:
    return procedure.nation is Nation.WALES and "cy" not in procedure.languages


def _refused(name: str, faults: list[Problem]) -> BadInput:
    return BadInput(f"The procedure {name} cannot be used.", tuple(faults))


def _parsed(text: str, lines: TomlLines, name: str) -> dict[str, object]:
    try:
        return toml(text)
    except RecursionError:
        fault = Problem("", "The file nests brackets too deeply.")
    except ValueError as wrong:  # TOMLDecodeError, and numbers too long for Python
        fault = _syntax_fault(str(wrong), lines)
    raise _refused(name, [fault])


def _syntax_fault(message: str, lines: TomlLines) -> Problem:
    """A fault of the TOML itself, with the key of its line where the parser names a line."""
    found = _LINE.search(message)
    if not found:
        return Problem("", f"This is not TOML: {message}.")
    line = int(found[1])
    path = lines.at(line)
    where = f"{spoken(path)} (line {line})" if path else f"line {line}"
    return Problem(where, f"This is not TOML: {message[: found.start()].strip()}.")


def _procedure(table: TomlTable, key: str, text: str) -> Procedure:
    procedure = Procedure(
        key=key,
        name=table.required("name", values.text),
        area=table.required("area", values.text),
        nation=table.required("nation", values.choice(Nation)),
        lead_body=table.required("lead_body", values.text),
        effective_from=table.required("effective_from", values.day),
        threshold=_threshold(table.table("threshold")),
        steps=_steps(table.table("steps")),
        appeal=_appeal(table.table("appeal")),
        contact=_contact(table.table("contact")),
        signposts=tuple(_signpost(one) for one in table.tables("signposts")),
        chair=table.published("chair", values.text),
        quorum=table.published("quorum", values.whole_number),
        third_party_consent=table.published("third_party_consent", values.text),
        refusal_grounds=table.published("refusal_grounds", values.some_texts),
        closure_days=table.optional("closure_days", values.days, ()),
        languages=table.optional("languages", values.several("en", "cy"), ("en",)),
        sources=table.required("sources", values.texts),
        text=text,
    )
    table.close()
    return procedure


def _threshold(table: TomlTable) -> Threshold:
    """The area's own test; what it has not published stays as the Act has it."""
    act = Threshold()
    number = table.published("complaints_needed", values.whole_number)
    counted = table.published("counted", values.choice(Counted))
    report = table.published("report_within", values.period)
    apply = table.published("apply_within", values.period)
    measured = table.optional(
        "apply_measured_from", values.word("report", "incident"), act.apply_measured_from
    )
    threshold = Threshold(
        complaints_needed=act.complaints_needed if number is NOT_PUBLISHED else number,
        counted=act.counted if counted is NOT_PUBLISHED else counted,
        report_within=act.report_within if report is NOT_PUBLISHED else report,
        apply_within=act.apply_within if apply is NOT_PUBLISHED else apply,
        apply_measured_from=measured,
        limbs=tuple(_limb(one) for one in table.tables("limbs")),
        conditions=tuple(_condition(one) for one in table.tables("beyond_the_statute")),
    )
    table.close()
    return threshold


def _limb(table: TomlTable) -> Limb:
    kind = table.required("kind", values.choice(LimbKind))
    counts = kind is not LimbKind.SAFEGUARDING or table.has("number")
    limb = Limb(
        kind=kind,
        number=table.required("number", values.whole_number) if counts else 1,
        words=table.required("words", values.text),
        same_incident=table.optional("same_incident", values.yes_or_no, False),
        within=_maybe_period(table),
    )
    table.close()
    return limb


def _condition(table: TomlTable) -> LocalCondition:
    condition = LocalCondition(
        kind=table.required("kind", values.choice(ConditionKind)),
        words=table.required("words", values.text),
        within=_maybe_period(table),
    )
    if condition.kind is ConditionKind.RECENT_REPORT and not table.has("within"):
        table.fault("within", "is missing: how recent must the newest incident or report be?")
    table.close()
    return condition


def _maybe_period(table: TomlTable) -> Period | None:
    return table.required("within", values.period) if table.has("within") else None


def _steps(table: TomlTable) -> dict[Step, StepTime | NotPublished]:
    steps = {step: table.published(step.value.replace(" ", "_"), values.step_time) for step in Step}
    table.close()
    return steps


def _appeal(table: TomlTable) -> AppealRoute:
    contact = table.table_or_gap("contact")
    route = AppealRoute(
        body=table.published("body", values.text),
        contact=NOT_PUBLISHED if contact is NOT_PUBLISHED else _contact(contact),
        window=table.published("window", values.window),
        grounds=table.published("grounds", values.some_texts),
        against=table.optional(
            "against", values.several("threshold", "review"), ("threshold", "review")
        ),
        notes=table.optional("notes", values.texts, ()),
    )
    table.close()
    return route


def _contact(table: TomlTable) -> Contact:
    contact = Contact(
        name=table.required("name", values.text),
        address=table.optional("address", values.texts, ()),
        phone=table.contact_part("phone", values.text),
        email=table.contact_part("email", values.text),
        web=table.contact_part("web", values.text),
    )
    table.close()
    return contact


def _signpost(table: TomlTable) -> Signpost:
    signpost = Signpost(
        decider=table.required("decider", values.choice(Decider)),
        contact=_contact(table.table("contact")),
        words=table.required("words", values.text),
    )
    table.close()
    return signpost
