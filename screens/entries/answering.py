"""Forms of what follows a recommendation: stances, the answer, progress, and telling of it."""

from __future__ import annotations

from collections.abc import Callable

from conference.exchange.days import parse_day
from conference.law.access import Operation
from conference.review import recommendations
from conference.review.desk import Desk
from conference.text import one_line
from conference.views import Answer, CaseFile, RecommendationView, StanceKind, StanceView
from screens.entries.days import day_in, day_text
from screens.entries.latest import Latest
from screens.entries.many import ManyField, chosen
from screens.entry import Entry
from screens.rights import own_agency
from screens.widgets.fields import AreaField, ChoiceField, DayField, Field, TickField
from screens.widgets.form import Values
from screens.words.parts import day_words

REGARD = "The duty is to have regard to it, not to carry it out; declining needs its reasons."


def answer_form(desk: Desk, case: CaseFile, now: RecommendationView) -> Entry:
    """Asks what the addressee answered."""
    latest = Latest(desk, case, now, _finder(now), _answer_values)

    def save(values: Values) -> None:
        recommendations.answer(
            desk,
            case.id,
            now.id,
            answer=Answer(str(values["answer"])),
            reason=str(values["reason"]),
            shown=latest.now.answer_version,
        )

    fields: list[Field] = [
        ChoiceField(
            "answer", "The answer", [(a, a) for a in Answer], now.answer or "", required=True
        ),
        AreaField(
            "reason",
            "Reasons",
            now.answer_reason,
            help="Needed unless it is accepted as it stands",
        ),
    ]
    return _about(
        f"The answer to recommendation {now.number}",
        fields,
        save,
        desk=desk,
        case=case,
        now=now,
        place="answered",
        theirs=latest.read,
        duty=f"{REGARD} ",
    )


def _answer_values(now: RecommendationView) -> Values:
    return {"answer": now.answer.value if now.answer else "", "reason": now.answer_reason}


def stance_form(desk: Desk, case: CaseFile, now: RecommendationView) -> Entry:
    """Asks how an agency stands to a recommendation.

    Whoever acts for one agency is asked for none, and finds the stance that it has.
    """
    only = own_agency(desk, case, Operation.TAKE_STANCE)
    agency_id = only or ""
    latest = Latest(desk, case, now, _finder(now), lambda one: _stance_values(one, agency_id))

    def save(values: Values) -> None:
        nonlocal agency_id
        agency_id = only or str(values["agency"])
        taken = _stance(latest.now, agency_id)
        recommendations.take_stance(
            desk,
            case.id,
            now.id,
            agency_id,
            StanceKind(str(values["stance"])),
            str(values["words"]),
            shown=taken.version if taken else 0,
        )

    own = _stance(now, only or "")
    agencies = [(agency.id, agency.name) for agency in case.agencies]
    which = [] if only else [ChoiceField("agency", "Agency", agencies, required=True)]
    fields: list[Field] = [
        *which,
        ChoiceField(
            "stance",
            "It",
            [(one, one) for one in StanceKind],
            own.stance if own else "",
            required=True,
        ),
        AreaField(
            "words",
            "In its words",
            own.words if own else "",
            help="Needed unless it agrees: it goes into the minutes",
        ),
    ]
    return _about(
        f"How an agency stands to recommendation {now.number}",
        fields,
        save,
        desk=desk,
        case=case,
        now=now,
        place="stance",
        theirs=latest.read,
    )


def _stance(now: RecommendationView, agency_id: str) -> StanceView | None:
    return next((one for one in now.stances if one.agency_id == agency_id), None)


def _stance_values(now: RecommendationView, agency_id: str) -> Values:
    """The stance of an agency as the form holds it; nothing where it has taken none."""
    own = _stance(now, agency_id)
    return {"stance": own.stance.value, "words": own.words} if own else {}


def progress_form(desk: Desk, case: CaseFile, now: RecommendationView) -> Entry:
    """Asks what became of a recommendation."""

    def save(values: Values) -> None:
        recommendations.report_progress(
            desk,
            case.id,
            now.id,
            note=str(values["what_was_done"]),
            evidence=str(values["evidence"]),
            done=values["done"] is True,
            on=day_in(values["on"]),
        )

    fields: list[Field] = [
        AreaField("what_was_done", "What was done", required=True),
        AreaField("evidence", "What shows it", lines=2),
        DayField("on", "On which day", day_text(case.taken_on), read=parse_day),
        TickField("done", "It is done"),
    ]
    return _about(
        f"Progress on recommendation {now.number}",
        fields,
        save,
        desk=desk,
        case=case,
        now=now,
        place="progress",
    )


def tell_form(desk: Desk, case: CaseFile, now: RecommendationView) -> Entry:
    """Asks which progress the applicant was told, and when."""

    def save(values: Values) -> None:
        recommendations.tell_applicant(
            desk, case.id, now.id, chosen(values["progress"]), day_in(values["on"])
        )

    waiting = [one for one in now.progress if one.applicant_told_on is None]
    fields: list[Field] = [
        ManyField(
            "progress",
            "What they were told",
            [(one.id, f"{day_words(one.noted_on)}: {one.note}") for one in waiting],
            "\n".join(one.id for one in waiting),
            help="Space ticks. Its words become theirs to see; what shows it does not.",
        ),
        DayField("on", "On which day", day_text(case.taken_on), read=parse_day),
    ]
    return _about(
        f"The applicant was told of recommendation {now.number}",
        fields,
        save,
        desk=desk,
        case=case,
        now=now,
        place="told",
    )


def _finder(now: RecommendationView) -> Callable[[CaseFile], RecommendationView | None]:
    def find(case: CaseFile) -> RecommendationView | None:
        return next((one for one in case.recommendations if one.id == now.id), None)

    return find


def _about(
    title: str,
    fields: list[Field],
    save: Callable[[Values], None],
    *,
    desk: Desk,
    case: CaseFile,
    now: RecommendationView,
    place: str,
    theirs: Callable[[], Values] | None = None,
    duty: str = "",
) -> Entry:
    """The form, with the recommendation it is about. place: the name of its draft."""
    return Entry(
        title,
        fields,
        save,
        desk=desk,
        place=f"{place}/{now.id}",
        case_id=case.id,
        about=f"{duty}To {one_line(now.to_body)}: {one_line(now.what)[:250]}",
        theirs=theirs,
    )
