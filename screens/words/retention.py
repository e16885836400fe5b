"""How long cases are kept, in words."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from conference.law.when import uk_day
from conference.text import one_line
from conference.views import RetentionLine, RetentionList, RetentionSetting, RetentionState
from screens.widgets.line_list import Cell, Row
from screens.words.parts import labelled, paragraphs, short_day

UNSET = (
    "How long a case is kept is not set: nothing falls due. Press t to set the time that the "
    "council has published."
)
_STYLES = {
    RetentionState.PROPOSED: "warning",
    RetentionState.DUE: "error",
    RetentionState.HELD: "strong",
}


def setting_words(setting: RetentionSetting) -> str:
    """The council's time in a sentence."""
    if setting.months is None:
        return UNSET
    where = one_line(setting.words)
    return f"A case is kept for {setting.months} months after it ended. Published: {where}"


def empty_words(found: RetentionList, *, every: bool) -> str:
    """What stands where there is no case to look at."""
    if every or not found.others:
        return "No closed or withdrawn case is kept here."
    return f"No case is to be looked at. Press a to see the {found.others} that ended."


def retention_row(line: RetentionLine) -> Row:
    """One ended case."""
    why = "; ".join(line.held_by)
    if line.state is RetentionState.PROPOSED and line.proposal:
        why = f"by {line.proposal.proposed_by}{f'; held: {why}' if why else ''}"
    return Row(
        line.case_id,
        (
            Cell(line.state.upper(), _STYLES.get(line.state, "")),
            short_day(line.due_on, none="not set"),
            Cell(line.reference, "strong"),
            line.applicant,
            f"{line.ended_as} {short_day(line.ended_on)}",
            why,
        ),
    )


def against_words(line: RetentionLine, today: date) -> str:
    """What speaks for keeping the case still; empty where nothing does."""
    if line.held_by:
        return f"It is held: {'; '.join(map(one_line, line.held_by))}"
    if line.due_on is None:
        return "The council has not set how long a case is kept"
    return f"It is kept until {uk_day(line.due_on)}" if line.due_on > today else ""


def chosen_words(line: RetentionLine) -> Content:
    """The case under the cursor in full."""
    proposal = line.proposal
    proposed = (
        f"{uk_day(proposal.proposed_on)}, by {one_line(proposal.proposed_by)}" if proposal else ""
    )
    title = f"{line.reference}, {one_line(line.applicant)}: {line.state}"
    return paragraphs(
        Content.assemble((title, "bold")),
        labelled(
            (line.ended_as.capitalize(), uk_day(line.ended_on)),
            ("Kept until", uk_day(line.due_on) if line.due_on else "not set"),
            *(("Held", one_line(why)) for why in line.held_by),
            ("Disposal proposed", proposed),
            ("Said about it", proposal.why if proposal else ""),
        ),
    )
