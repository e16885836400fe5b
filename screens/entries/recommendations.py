"""Forms of the recommendations: the recommendation, its answer, and what became of it."""

from __future__ import annotations

from collections.abc import Callable

from conference.exchange.days import parse_day
from conference.forms import Disclosure, NewRecommendation
from conference.law.audience import Mark
from conference.review import recommendations
from conference.review.desk import Desk
from conference.text import one_line
from conference.views import Answer, CaseFile, RecommendationView
from screens.entries.days import day_in, day_text
from screens.entries.disclosure import DecidingField, disclosure_fields, disclosure_in
from screens.entries.latest import Latest
from screens.entries.timeline import OTHER
from screens.entry import Entry
from screens.widgets.fields import (
    AreaField,
    ChoiceField,
    DayField,
    Field,
    TextField,
    TickField,
)
from screens.widgets.form import Values

USUAL = (
    "Name one lead officer for the applicant, and how and how often they are in touch.",
    "Carry out a risk assessment with the applicant, and repeat it while the behaviour goes on.",
    "Visit or patrol at the times the applicant reports, and record what is found.",
    "Install noise monitoring equipment, and act on what it shows.",
    "Issue a community protection warning and, where it is not heeded, a notice.",
    "Consider an injunction, with written reasons if none is applied for.",
    "Offer the alleged perpetrator an acceptable behaviour contract.",
    "Offer mediation to both households.",
    "Make a referral for support with mental health, alcohol or drugs.",
    "Make a safeguarding referral.",
    "Take the tenancy action that the tenancy agreement provides for.",
    "Agree one place where every agency records reports about this address.",
)
"""What panels usually recommend: words to begin with, to be made particular."""


class UsualField(ChoiceField):
    """Puts a usual recommendation into the field below it; words already there stay."""

    def announce(self) -> None:
        """Put the chosen words in, below those that are there."""
        target = self._target()
        if self.value and target is not None and str(self.value) not in str(target.value):
            target.value = f"{target.value}\n{self.value}".strip()
            target.control.move_cursor(target.control.document.end)
        super().announce()

    def _target(self) -> AreaField | None:
        fields = self.parent.query_children(AreaField) if self.parent is not None else ()
        return next((field for field in fields if field.key == "what"), None)


def recommendation_form(desk: Desk, case: CaseFile, now: RecommendationView | None = None) -> Entry:
    """Asks what is recommended, to whom, owned by whom and by when; with `now`, corrects it."""

    latest = _latest(desk, case, now) if now else None

    def save(values: Values) -> None:
        form = _recommendation_in(case, values)
        if latest is None:
            recommendations.recommend(desk, case.id, form)
        else:
            shown = latest.now
            recommendations.correct(desk, case.id, shown.id, form, shown=shown.version)

    return Entry(
        f"Correct recommendation {now.number}" if now else "A recommendation",
        _fields(case, now),
        save,
        desk=desk,
        place=f"recommendation/{now.id if now else case.id}",
        case_id=case.id,
        about="The body must have regard to it when it exercises public functions: s.104(7).",
        theirs=latest.read if latest else None,
    )


def _latest(desk: Desk, case: CaseFile, now: RecommendationView) -> Latest[RecommendationView]:
    def find(case: CaseFile) -> RecommendationView | None:
        return next((one for one in case.recommendations if one.id == now.id), None)

    return Latest(desk, case, now, find, _values)


def _values(now: RecommendationView) -> Values:
    """A recommendation as its form holds it."""
    return {
        "to_whom": now.agency_id or OTHER,
        "other_body": "" if now.agency_id else now.to_body,
        "usual": "",
        "what": now.what,
        "owner": now.owner,
        "by_when": day_text(now.due_on),
        "why": now.why,
        "power": now.power,
        "how_known": now.how_known,
        "mark": now.mark.value,
        "summary_wording": now.summary_wording,
    }


def _fields(case: CaseFile, now: RecommendationView | None) -> list[Field]:
    mark = Disclosure(now.mark, now.summary_wording) if now else Disclosure(Mark.APPLICANT)
    bodies = [*((agency.id, agency.name) for agency in case.agencies), (OTHER, "another body")]
    to_whom = (now.agency_id or OTHER) if now else ""
    other = now.to_body if now and not now.agency_id else ""
    return [
        DecidingField("to_whom", "To whom", bodies, to_whom, asks={"other_body": OTHER}),
        TextField("other_body", "Which other body", other),
        UsualField("usual", "Usual recommendations", [(u, u) for u in USUAL], wide=True),
        AreaField("what", "What is recommended", now.what if now else "", required=True, lines=4),
        TextField("owner", "Who answers for it", now.owner if now else "", required=True),
        DayField(
            "by_when", "By when", day_text(now.due_on) if now else "", read=parse_day, required=True
        ),
        AreaField("why", "Why", now.why if now else "", lines=2),
        TextField("power", "Tool or power", now.power if now else "", wide=True),
        AreaField("how_known", "How we will know", now.how_known if now else "", lines=2),
        *disclosure_fields(case, mark),
    ]


def _recommendation_in(case: CaseFile, values: Values) -> NewRecommendation:
    names = {agency.id: agency.name for agency in case.agencies}
    to_whom = str(values["to_whom"])
    return NewRecommendation(
        to_body=names.get(to_whom) or str(values["other_body"]),
        what=str(values["what"]),
        owner=str(values["owner"]),
        due_on=day_in(values["by_when"]),
        agency_id=to_whom if to_whom in names else None,
        power=str(values["power"]),
        why=str(values["why"]),
        how_known=str(values["how_known"]),
        disclosure=disclosure_in(values),
    )


def answer_form(desk: Desk, case: CaseFile, now: RecommendationView) -> Entry:
    """Asks what the addressee answered."""

    def save(values: Values) -> None:
        recommendations.answer(
            desk,
            case.id,
            now.id,
            answer=Answer(str(values["answer"])),
            reason=str(values["reason"]),
        )

    fields = [
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
        "answered", f"The answer to recommendation {now.number}", fields, save, desk, case, now
    )


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
        "progress", f"Progress on recommendation {now.number}", fields, save, desk, case, now
    )


def _about(
    place: str,
    title: str,
    fields: list[Field],
    save: Callable[[Values], None],
    desk: Desk,
    case: CaseFile,
    now: RecommendationView,
) -> Entry:
    return Entry(
        title,
        fields,
        save,
        desk=desk,
        place=f"{place}/{now.id}",
        case_id=case.id,
        about=f"To {one_line(now.to_body)}: {one_line(now.what)[:250]}",
    )
