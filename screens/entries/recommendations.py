"""The form of a recommendation: made, corrected, or carried forward to the next meeting."""

from __future__ import annotations

from conference.errors import BadInput
from conference.exchange.days import parse_day
from conference.exchange.tools_and_powers import tools_and_powers
from conference.exchange.usual_recommendations import UsualRecommendation, usual_recommendations
from conference.forms import Disclosure, NewRecommendation
from conference.law.audience import Mark
from conference.review import recommendations
from conference.review.desk import Desk
from conference.views import AgencyKind, CaseFile, RecommendationView
from screens.entries.days import day_in, day_text
from screens.entries.disclosure import (
    DecidingField,
    disclosure_fields,
    disclosure_in,
    disclosure_values,
)
from screens.entries.latest import Latest
from screens.entries.offers import OfferField
from screens.entries.owners import OwnersField
from screens.entries.timeline import OTHER
from screens.entry import Entry
from screens.widgets.fields import AreaField, DayField, Field, TextField
from screens.widgets.form import Values

DUTY = "The body must have regard to it when it exercises public functions: s.104(7)."


def recommendation_form(
    desk: Desk, case: CaseFile, now: RecommendationView | None = None, *, words: str = ""
) -> Entry:
    """Asks what is recommended, to whom, owned by whom and by when; with `now`, corrects it.

    words: what is recommended, to begin with, as a note of the meeting has it.
    """
    latest = _latest(desk, case, now) if now else None

    def save(values: Values) -> None:
        form = _recommendation_in(case, values)
        if latest is None:
            recommendations.recommend(desk, case.id, form)
        else:
            shown = latest.now
            recommendations.correct(desk, case.id, shown.id, form, shown=shown.version)

    fields, faults = _fields(desk, case, now, words=words)
    return Entry(
        f"Correct recommendation {now.number}" if now else "A recommendation",
        fields,
        save,
        desk=desk,
        place=f"recommendation/{now.id if now else case.id}",
        case_id=case.id,
        about=faults or DUTY,
        theirs=latest.read if latest else None,
    )


def carry_form(desk: Desk, case: CaseFile, earlier: RecommendationView) -> Entry:
    """Asks how a recommendation of an earlier meeting is made again, with a new day."""

    def save(values: Values) -> None:
        form = _recommendation_in(case, values)
        recommendations.carry_forward(desk, case.id, earlier.id, form)

    fields, faults = _fields(desk, case, earlier, again=True)
    return Entry(
        f"Carry recommendation {earlier.number} forward",
        fields,
        save,
        desk=desk,
        place=f"carried/{earlier.id}",
        case_id=case.id,
        about=faults or "The earlier one stays as it was made, and says where it went.",
        save_words="Carry it forward",
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
        "what": now.what,
        "owner": now.owner,
        "by_when": day_text(now.due_on),
        "why": now.why,
        "power": now.power,
        "how_known": now.how_known,
        **disclosure_values(now),
    }


def _fields(
    desk: Desk,
    case: CaseFile,
    now: RecommendationView | None,
    *,
    words: str = "",
    again: bool = False,
) -> tuple[list[Field], str]:
    """The fields, and what is wrong with the council's own lists, if anything is.

    again: `now` is made anew, so its day is left open.
    """
    usual, powers, faults = _offers(desk, case)
    mark = _disclosure(now)
    bodies = [*((agency.id, agency.name) for agency in case.agencies), (OTHER, "another body")]
    to_whom = (now.agency_id or OTHER) if now else ""
    other = now.to_body if now and not now.agency_id else ""
    due = day_text(now.due_on) if now and not again else ""
    fields: list[Field] = [
        usual,
        DecidingField("to_whom", "To whom", bodies, to_whom, asks={"other_body": OTHER}),
        TextField("other_body", "Which other body", other),
        AreaField("what", "What is recommended", now.what if now else words, required=True),
        OwnersField(desk, into="owner", of="to_whom"),
        TextField(
            "owner",
            "Who answers for it",
            now.owner if now else "",
            required=True,
            help="A person by name",
        ),
        DayField("by_when", "By when", due, read=parse_day, required=True),
        powers,
        TextField("power", "Tool or power", now.power if now else "", help="Or write another"),
        AreaField("why", "Why", now.why if now else "", lines=2),
        AreaField("how_known", "How we will know", now.how_known if now else "", lines=2),
        *disclosure_fields(case, mark),
    ]
    return fields, faults


def _disclosure(now: RecommendationView | None) -> Disclosure:
    if now is None:
        return Disclosure(Mark.APPLICANT)
    return Disclosure(now.mark, now.summary_wording, now.named_agencies)


def _offers(desk: Desk, case: CaseFile) -> tuple[OfferField, OfferField, str]:
    """The lists to pick from, and their faults: without them a recommendation is still made."""
    faults = list[str]()
    usual: tuple[UsualRecommendation, ...] = ()
    powers: dict[str, str] = {}
    try:
        usual = usual_recommendations(desk.templates)
    except BadInput as error:
        faults.append(str(error))
    try:
        tools = tools_and_powers(desk.templates)
        powers = {one.label: one.source for one in tools if one.legal_power}
    except BadInput as error:
        faults.append(str(error))
    return _usual_field(usual, case), _power_field(powers), " ".join(faults)


def _usual_field(usual: tuple[UsualRecommendation, ...], case: CaseFile) -> OfferField:
    puts = {
        one.what: {
            "to_whom": _agency_of(case, one.to_kind),
            "what": one.what,
            "power": one.power,
            "why": one.why,
            "how_known": one.how_known,
        }
        for one in usual
    }
    return OfferField(
        "usual",
        "Usual recommendations",
        [(one.what, one.what) for one in usual],
        puts,
        help="Fills in the fields below; make it particular. What you typed stays.",
        wide=True,
    )


def _agency_of(case: CaseFile, kind: AgencyKind | None) -> str:
    """The id of the one agency of that kind; empty where there is none, or a choice."""
    found = [agency.id for agency in case.agencies if agency.kind is kind]
    return found[0] if kind is not None and len(found) == 1 else ""


def _power_field(powers: dict[str, str]) -> OfferField:
    """powers: the Act and section of each, by its label."""
    choices = [
        (label, f"{label} ({source})" if source else label) for label, source in powers.items()
    ]
    puts = {label: {"power": words} for label, words in choices}
    return OfferField("powers", "Powers that an Act gives", choices, puts)


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
