"""What each item of an agenda is about, in words: the middle of the chair's screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from conference.exchange.risk_questions import RiskQuestion
from conference.text import one_line
from conference.views import AgendaItemView, CaseFile, MeetingView, Visibility
from screens.words import meeting_decided, meeting_evidence, meeting_opening
from screens.words.meeting_decided import decision_lines, for_applicant
from screens.words.meeting_hints import hint
from screens.words.meeting_opening import Words
from screens.words.parts import headed, labelled, listed, paragraphs

SEEN = {
    Visibility.ROOM: "The room sees it",
    Visibility.PANEL: "The panel sees it, not the applicant",
    Visibility.CHAIR: "The chair alone sees it",
}


def item_words(
    case: CaseFile,
    meeting: MeetingView,
    item: AgendaItemView,
    *,
    hints: bool = True,
    questions: Sequence[RiskQuestion] | None = None,
) -> Content:
    """An item: what to do and its keys, its note, what it is about, what was decided under it.

    hints: left out for those who cannot act. questions: the council's own about risk. Holds no more
    than `case` was made to hold.
    """
    return paragraphs(
        headed(f"{item.position}. {one_line(item.title)}", _facts(case, item)),
        Content.styled(hint(item.key), "italic") if hints and hint(item.key) else "",
        labelled(("Note", item.note)),
        *_about(case, meeting, item.key, questions),
        _under(meeting, item),
    )


def _about(
    case: CaseFile, meeting: MeetingView, key: str, questions: Sequence[RiskQuestion] | None
) -> tuple[Words, ...]:
    if key == "risk":
        return meeting_evidence.risk_part(case, questions)
    say = _CONTENT.get(key)
    return say(case, meeting) if say else ()


def _facts(case: CaseFile, item: AgendaItemView) -> str:
    """Who sees it, who leads it, whether it is needed: nothing the applicant is troubled with."""
    if for_applicant(case):
        return ""
    facts = (
        SEEN[item.visibility],
        f"led by {one_line(item.owner)}" if item.owner.strip() else "",
        "needed to close" if item.required else "",
    )
    return " · ".join(filter(None, facts))


def _under(meeting: MeetingView, item: AgendaItemView) -> Words:
    """What was decided while the meeting was at this item, where it does not stand there anyway."""
    if item.key in ("options", "close", "gaps"):
        return ""
    made = [one for one in meeting.decisions if one.agenda_item_id == item.id]
    return headed("Decided under this item", listed(decision_lines(made))) if made else ""


_CONTENT: dict[str, Callable[[CaseFile, MeetingView], tuple[Words, ...]]] = {
    "attendance": meeting_opening.attendance_words,
    "confidentiality": meeting_opening.confidentiality_words,
    "conflicts": meeting_opening.conflicts_words,
    "carried": meeting_decided.carried_words,
    "actions": meeting_decided.actions_words,
    "threshold": meeting_opening.threshold_words,
    "applicant": meeting_opening.applicant_words,
    "agencies": meeting_evidence.agencies_words,
    "gaps": meeting_evidence.gaps_words,
    "options": meeting_decided.options_words,
    "recommendations": meeting_decided.recommendations_words,
    "contact": meeting_decided.contact_words,
    "dissent": meeting_decided.dissent_words,
    "review": meeting_decided.review_words,
    "close": meeting_decided.close_words,
}
