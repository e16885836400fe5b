"""Forms of an appeal: lodged, acknowledged, its bundle, sent, and its result."""

from __future__ import annotations

from collections.abc import Callable

from conference.exchange.days import parse_day
from conference.forms import NewAppeal
from conference.review import appeals, bundles
from conference.review.desk import Desk
from conference.views import AppealResult, AppealView, CaseFile
from screens.entries.days import day_in, day_text
from screens.entries.latest import Latest
from screens.entry import Entry
from screens.widgets.fields import AreaField, ChoiceField, DayField, Field, TextField, TickField
from screens.widgets.form import Values
from screens.words.appeal import body_words, grounds_words, window_words

_AGAINST = (
    ("threshold", "the threshold: how the application was dealt with"),
    ("review", "the review: how it was carried out"),
)


def appeal_form(desk: Desk, case: CaseFile, now: AppealView | None = None) -> Entry:
    """Takes down an appeal; with `now`, corrects how it was taken down."""
    latest = _latest(desk, case, now) if now else None

    def save(values: Values) -> None:
        form = NewAppeal(
            against=str(values["against"]),
            ground=str(values["ground"]),
            lodged_on=day_in(values["lodged_on"]),
            lodged_by=str(values["lodged_by"]),
            note=str(values["note"]),
        )
        if latest is None:
            appeals.lodge(desk, case.id, form)
        else:
            shown = latest.now
            appeals.correct(desk, case.id, shown.id, form, shown=shown.version)

    return Entry(
        "Correct the appeal" if now else "An appeal",
        _appeal_fields(case, now),
        save,
        desk=desk,
        place=f"appeal/{now.id if now else case.id}",
        case_id=case.id,
        about=window_words(case.procedure),
        theirs=latest.read if latest else None,
    )


def _latest(desk: Desk, case: CaseFile, now: AppealView) -> Latest[AppealView]:
    def find(case: CaseFile) -> AppealView | None:
        return next((one for one in case.appeals if one.id == now.id), None)

    return Latest(desk, case, now, find, _values)


def _values(now: AppealView) -> Values:
    """An appeal as its form holds it."""
    return {
        "against": now.against,
        "ground": now.ground,
        "lodged_on": day_text(now.lodged_on),
        "lodged_by": now.lodged_by,
        "note": now.note,
    }


def _appeal_fields(case: CaseFile, now: AppealView | None) -> list[Field]:
    applicant = case.applicant.name if case.applicant else ""
    usual = "review" if case.meeting is not None else "threshold"
    return [
        ChoiceField(
            "against",
            "Against",
            [*_AGAINST],
            now.against if now else usual,
            required=True,
        ),
        AreaField(
            "ground",
            "Ground, as it was put",
            now.ground if now else "",
            required=True,
            help=grounds_words(case.procedure),
            lines=5,
        ),
        DayField(
            "lodged_on",
            "The day it reached the council",
            day_text(now.lodged_on if now else case.taken_on),
            read=parse_day,
            required=True,
        ),
        TextField(
            "lodged_by", "By whom", now.lodged_by if now else applicant, help="Empty: the applicant"
        ),
        AreaField("note", "Note for those inside", now.note if now else "", lines=2),
    ]


def acknowledge_form(desk: Desk, case: CaseFile, appeal: AppealView) -> Entry:
    """Asks on which day the appeal was acknowledged."""

    def save(values: Values) -> None:
        appeals.acknowledge(desk, case.id, appeal.id, on=day_in(values["on"]))

    field = DayField(
        "on",
        "Acknowledged on",
        read=parse_day,
        help="Empty: the day its acknowledgement was issued, or else today",
    )
    return _entry(
        "Acknowledge the appeal",
        [field],
        save,
        desk,
        case,
        f"acknowledge/{appeal.id}",
        about="The letter is drafted with l, and issued with the other letters.",
        words="Acknowledge",
    )


def bundle_form(desk: Desk, case: CaseFile, appeal: AppealView) -> Entry:
    """Asks for names that the record does not know, and makes the bundle."""

    def save(values: Values) -> None:
        names = str(values["also"]).splitlines()
        bundles.make_bundle(desk, case.id, appeal.id, also=names)

    field = AreaField(
        "also",
        "Further names to hide, one a line",
        help="People whom the entries name and the case does not list. Those it lists, and whoever "
        "is named with Mr, Mrs, Miss, Ms or Dr, get a stand-in anyway.",
        lines=4,
    )
    return _entry(
        "Make the bundle",
        [field],
        save,
        desk,
        case,
        f"bundle/{appeal.id}",
        about="It is made from the record as it is now, and frozen. Read it before it goes out.",
        words="Make it",
    )


def send_form(desk: Desk, case: CaseFile, appeal: AppealView) -> Entry:
    """Asks to whom the appeal went, and when."""

    def save(values: Values) -> None:
        to, on = str(values["to"]), day_in(values["on"])
        appeals.send(desk, case.id, appeal.id, to=to, on=on)

    body = body_words(case.procedure)
    fields: list[Field] = [
        TextField(
            "to",
            "Sent to",
            body,
            required=True,
            wide=True,
            help="" if body else "The procedure does not say who looks at an appeal: ask who does",
        ),
        DayField("on", "Sent on", day_text(case.taken_on), read=parse_day, required=True),
    ]
    return _entry(
        "The appeal was sent",
        fields,
        save,
        desk,
        case,
        f"send/{appeal.id}",
        about="This records what you sent; it sends nothing. The latest bundle goes with it.",
        words="It was sent",
    )


def result_form(desk: Desk, case: CaseFile, appeal: AppealView) -> Entry:
    """Asks what became of the appeal; a linked review can open with it."""

    def save(values: Values) -> None:
        appeals.result(
            desk,
            case.id,
            appeal.id,
            AppealResult(str(values["result"])),
            str(values["words"]),
            day_in(values["on"]),
            refer_back=bool(values["refer_back"]),
        )

    fields: list[Field] = [
        ChoiceField("result", "Result", [(one, one) for one in AppealResult], required=True),
        DayField("on", "On", day_text(case.taken_on), read=parse_day, required=True),
        AreaField("words", "What the body said", required=True, lines=4),
        TickField(
            "refer_back",
            "Where it is upheld, open a linked review",
            value=True,
            help="It has a reference of its own and takes the application and chronology over",
            wide=True,
        ),
    ]
    return _entry(
        "The result of the appeal", fields, save, desk, case, f"appeal result/{appeal.id}"
    )


def _entry(
    title: str,
    fields: list[Field],
    save: Callable[[Values], object],
    desk: Desk,
    case: CaseFile,
    place: str,
    *,
    about: str = "",
    words: str = "Save",
) -> Entry:
    return Entry(
        title,
        fields,
        save,
        desk=desk,
        place=place,
        case_id=case.id,
        about=about,
        save_words=words,
    )
