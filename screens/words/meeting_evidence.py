"""The items about what was done, in words: each agency's return, the risk, the gaps."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from conference.exchange.risk_questions import RiskQuestion
from conference.text import one_line
from conference.timeline import timeline
from conference.timeline_text import response_sentence, silence_sentences
from conference.views import CaseFile, DecisionKind, MeetingView, RequestView
from screens.words.evidence import answer_words
from screens.words.meeting_decided import decision_lines
from screens.words.meeting_opening import Words, said
from screens.words.meeting_owed import missing_returns
from screens.words.parts import counted, headed, listed
from screens.words.risk import risk_words


def agencies_words(case: CaseFile, _meeting: MeetingView) -> tuple[Words, ...]:
    """Whose return is missing, then what each agency answered and did."""
    responses = {line.agency: line for line in timeline(case).responses}
    named = dict.fromkeys(
        (*(one.agency_name for one in case.requests), *(one.agency_name for one in case.actions))
    )
    said = {name: response_sentence(line) for name, line in responses.items()}
    missing = missing_returns(case)
    return (
        headed("RETURNS STILL MISSING", listed(missing)) if missing else "",
        *(_return(case, name, said.get(name, "")) for name in named),
        "" if named else "No agency was asked, and nothing any of them did is recorded.",
    )


def _return(case: CaseFile, name: str, sentence: str) -> Content:
    asked = [request for request in case.requests if request.agency_name == name]
    done = [action for action in case.actions if action.agency_name == name]
    still_open = [one_line(action.summary) for action in done if action.still_open]
    more = [action.more_could_be_done for action in done if action.more_could_be_done.strip()]
    return headed(
        one_line(name),
        "\n".join(
            filter(
                None,
                (
                    *(_answer(case, request) for request in asked),
                    sentence or counted(len(done), "action").capitalize() + ".",
                    said("Still open", "; ".join(still_open)),
                    said("What more could be done", "; ".join(more)),
                ),
            )
        ),
    )


def _answer(case: CaseFile, request: RequestView) -> str:
    state = answer_words(request, case.taken_on).words
    return f"Its return: {state}.{f' {one_line(request.note)}' if request.note.strip() else ''}"


def risk_part(case: CaseFile, questions: Sequence[RiskQuestion] | None = None) -> tuple[Words, ...]:
    """The risk then and now; questions: the council's own, shipped ones where None."""
    known = [f"{p.name} ({p.role}): {p.vulnerabilities}" for p in case.parties if p.vulnerabilities]
    told = case.application
    felt = [told.feeling_of_risk, told.health_impact, told.routine_impact] if told else []
    return (
        risk_words(case, questions),
        headed("Vulnerability", listed(known, "None is recorded.")),
        headed("As the applicant told it", listed(filter(None, felt), "Nothing was told.")),
    )


def gaps_words(case: CaseFile, meeting: MeetingView) -> tuple[Words, ...]:
    """How long nothing came, and what the panel found of it."""
    found = [one for one in meeting.decisions if one.kind is DecisionKind.RESPONSE]
    return (
        listed(silence_sentences(timeline(case)), "No report was made to an agency."),
        headed(
            "Was the response adequate",
            listed(decision_lines(found), "Nothing is decided yet."),
        ),
    )
