"""Forms of a request's later life: put off, asked again, and its agency chased."""

from __future__ import annotations

from conference.chasing import RUNG_WORDS
from conference.exchange.days import parse_day
from conference.forms import NewRequest
from conference.law.when import uk_day
from conference.review import chasing, requests
from conference.review.desk import Desk
from conference.views import CaseFile, Channel, RequestView, Rung
from screens.entries.days import day_in, day_text
from screens.entries.evidence import proposed_answer
from screens.entry import Entry
from screens.widgets.fields import AreaField, ChoiceField, DayField, TextField
from screens.widgets.form import Values


def chase_form(desk: Desk, case: CaseFile, request: RequestView, rung: Rung, words: str) -> Entry:
    """Shows the ready text of a rung, to be changed and sent; records that it was sent."""

    def save(values: Values) -> None:
        chasing.chase(
            desk,
            case.id,
            request.id,
            rung,
            channel=Channel(str(values["channel"])),
            sent_to=str(values["sent_to"]),
            words=str(values["words"]),
        )

    contact = chasing.contact_for(case, request, rung)
    fields = [
        ChoiceField(
            "channel",
            "How it was sent",
            [(one, one) for one in Channel if one is not Channel.ONLINE],
            Channel.EMAIL,
            required=True,
        ),
        TextField("sent_to", "Sent to", contact, required=True),
        AreaField("words", "What was said", words, required=True, lines=10),
    ]
    return Entry(
        f"Chase {request.agency_name}: {RUNG_WORDS[rung]}",
        fields,
        save,
        desk=desk,
        place=f"chase/{request.id}/{rung}",
        case_id=case.id,
        about="Nothing is sent from here: copy the text, send it, and record it as proof.",
        save_words="Record",
    )


def extend_form(desk: Desk, case: CaseFile, request: RequestView) -> Entry:
    """Asks until when an agency has, and why."""

    def save(values: Values) -> None:
        requests.extend_request(
            desk,
            case.id,
            request.id,
            due_on=parse_day(str(values["answer_by"])),
            why=str(values["why"]),
            shown=request.version,
        )

    due = uk_day(request.due_on) if request.due_on else "no day that is set"
    fields = [
        DayField("answer_by", "Answer by", read=parse_day, required=True),
        AreaField("why", "Why", required=True, lines=3),
    ]
    return Entry(
        f"Give {request.agency_name} more time",
        fields,
        save,
        desk=desk,
        place=f"extend/{request.id}",
        case_id=case.id,
        about=f"The answer is due on {due}. The agency sees the new day.",
    )


def again_form(desk: Desk, case: CaseFile, request: RequestView) -> Entry:
    """Asks the agency anew; the earlier request is withdrawn with the reason."""

    def save(values: Values) -> None:
        form = NewRequest(
            request.agency_id,
            str(values["what_is_asked"]),
            day_in(values["period_from"]),
            day_in(values["period_to"]),
            day_in(values["answer_by"]),
        )
        requests.ask_again(desk, case.id, request.id, form, why=str(values["why"]))

    fields = [
        AreaField("why", "Why it is asked again", required=True, lines=2),
        AreaField("what_is_asked", "What is asked", request.asked, required=True, lines=6),
        DayField("period_from", "From", day_text(request.period_from), read=parse_day),
        DayField("period_to", "To", day_text(case.taken_on), read=parse_day),
        DayField(
            "answer_by",
            "Answer by",
            day_text(proposed_answer(case)),
            read=parse_day,
            required=True,
        ),
    ]
    return Entry(
        f"Ask {request.agency_name} again",
        fields,
        save,
        desk=desk,
        place=f"again/{request.id}",
        case_id=case.id,
        about="The earlier request is withdrawn with the reason; what was answered is kept.",
        save_words="Ask",
    )
