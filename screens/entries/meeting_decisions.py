"""The form of a decision: a finding on a response, an option considered, or anything else."""

from __future__ import annotations

from conference.exchange.tools_and_powers import tools_and_powers
from conference.forms import Disclosure, NewDecision
from conference.law.audience import Mark
from conference.review import decisions
from conference.review.desk import Desk
from conference.views import AgendaItemView, CaseFile, DecisionKind, DecisionView, MeetingView
from screens.entries.disclosure import (
    DecidingField,
    disclosure_fields,
    disclosure_in,
    disclosure_values,
)
from screens.entries.latest import Latest
from screens.entry import Entry
from screens.widgets.fields import AreaField, ChoiceField, Field, TextField
from screens.widgets.form import Values

KINDS = {
    DecisionKind.RESPONSE: "was the response adequate",
    DecisionKind.OPTION: "an option: a tool or power considered",
    DecisionKind.OTHER: "something else",
}
OUTCOMES = {
    DecisionKind.RESPONSE: ("adequate", "not adequate"),
    DecisionKind.OPTION: ("decided", "rejected"),
    DecisionKind.OTHER: ("decided", "rejected"),
}
WORDS = "words"
_BY_ITEM = {
    "options": DecisionKind.OPTION,
    **dict.fromkeys(("agencies", "gaps", "risk"), DecisionKind.RESPONSE),
}


class ToolField(ChoiceField):
    """Puts a tool or power into the field below it; words already there stay."""

    def announce(self) -> None:
        """Put the chosen tool in, behind what is there."""
        fields = self.parent.query_children(AreaField) if self.parent is not None else ()
        target = next((field for field in fields if field.key == "decision"), None)
        if self.value and target is not None and str(self.value) not in str(target.value):
            target.value = f"{target.value} {self.value}".strip()
        super().announce()


def kind_at(meeting: MeetingView, item: AgendaItemView | None) -> DecisionKind:
    """The kind of decision that belongs to an item: of one without a kind, what is still owed."""
    if item is not None and item.key in _BY_ITEM:
        return _BY_ITEM[item.key]
    found = any(one.kind is DecisionKind.RESPONSE for one in meeting.decisions)
    own = item is not None and not item.key
    return DecisionKind.OTHER if found or own else DecisionKind.RESPONSE


def decision_form(
    desk: Desk,
    case: CaseFile,
    meeting: MeetingView,
    item: AgendaItemView | None = None,
    now: DecisionView | None = None,
) -> Entry:
    """Asks what the panel decided, and why; with `now`, that decision is corrected.

    item: the one it is taken under, which chooses its kind. Raises BadInput where the council's own
    list of tools and powers cannot be used.
    """
    kind = now.kind if now else kind_at(meeting, item)
    latest = _latest(desk, case, now) if now else None

    def save(values: Values) -> None:
        under = now.agenda_item_id if now else item.id if item else None
        form = _decision_in(values, under)
        if latest is None:
            decisions.decide(desk, case.id, meeting.id, form)
        else:
            shown = latest.now
            decisions.correct_decision(desk, case.id, shown.id, form, shown=shown.version)

    return Entry(
        "Correct a decision" if now else "Record a decision",
        _fields(desk, case, kind, now),
        save,
        desk=desk,
        place=f"decision/{now.id if now else f'{meeting.id}/{kind.name}'}",
        case_id=case.id,
        about="When it was taken and who was present stay as they are."
        if now
        else "Who is present now is recorded with it.",
        theirs=latest.read if latest else None,
    )


def _fields(
    desk: Desk, case: CaseFile, kind: DecisionKind, now: DecisionView | None
) -> list[Field]:
    given = _values(now) if now else {}
    agencies = [(agency.id, agency.name) for agency in case.agencies]
    tools = [
        (tool.label, f"{tool.label} ({tool.group})") for tool in tools_and_powers(desk.templates)
    ]
    outcomes = dict.fromkeys(
        (*OUTCOMES[kind], *OUTCOMES[DecisionKind.RESPONSE], "decided", "rejected")
    )
    return [
        DecidingField(
            "about",
            "Decided about",
            list(KINDS.items()),
            str(given.get("about", kind.value)),
            asks={"tool": DecisionKind.OPTION.value},
        ),
        ChoiceField(
            "agency", "Agency", agencies, str(given.get("agency", "")), prompt="no one agency"
        ),
        ToolField("tool", "Tools and powers", tools, prompt="Put one into the sentence", wide=True),
        AreaField(
            "decision",
            "What was decided about, in a sentence",
            str(given.get("decision", "")),
            required=True,
            lines=2,
        ),
        DecidingField(
            "outcome",
            "The panel's decision",
            [*((outcome, outcome) for outcome in outcomes), (WORDS, "in other words")],
            str(given.get("outcome", "")),
            asks={"outcome_words": WORDS},
        ),
        TextField("outcome_words", "In which other words", str(given.get("outcome_words", ""))),
        AreaField("reason", "The reason", str(given.get("reason", "")), required=True, lines=3),
        *disclosure_fields(
            case,
            Disclosure(now.mark, now.summary_wording, now.named_agencies)
            if now
            else Disclosure(Mark.APPLICANT),
        ),
    ]


def _values(now: DecisionView) -> Values:
    """A decision as its form holds it."""
    listed = any(now.outcome in outcomes for outcomes in OUTCOMES.values())
    return {
        "about": now.kind.value,
        "agency": now.agency_id or "",
        "tool": "",
        "decision": now.what,
        "outcome": now.outcome if listed else WORDS,
        "outcome_words": "" if listed else now.outcome,
        "reason": now.reason,
        **disclosure_values(now),
    }


def _latest(desk: Desk, case: CaseFile, now: DecisionView) -> Latest[DecisionView]:
    def find(case: CaseFile) -> DecisionView | None:
        made = (one for meeting in case.meetings for one in meeting.decisions)
        return next((one for one in made if one.id == now.id), None)

    return Latest(desk, case, now, find, _values)


def _decision_in(values: Values, item_id: str | None) -> NewDecision:
    outcome = str(values["outcome"])
    return NewDecision(
        kind=DecisionKind(str(values["about"])),
        what=str(values["decision"]),
        outcome=str(values["outcome_words"]) if outcome == WORDS else outcome,
        reason=str(values["reason"]),
        agency_id=str(values["agency"]) or None,
        disclosure=disclosure_in(values),
        agenda_item_id=item_id,
    )
