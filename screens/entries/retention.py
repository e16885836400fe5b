"""Forms of keeping: the council's time, and a hold."""

from __future__ import annotations

from conference.errors import BadInput, Problem
from conference.review import retention
from conference.review.desk import Desk
from conference.views import HoldKind, RetentionLine, RetentionSetting
from screens.entry import Entry
from screens.widgets.fields import AreaField, ChoiceField, TextField
from screens.widgets.form import Values


def setting_form(desk: Desk, now: RetentionSetting) -> Entry:
    """Asks how long a case is kept, and where that is published."""

    def save(values: Values) -> None:
        months = _months(str(values["months"]))
        retention.set_retention(
            desk, months, str(values["where_it_is_published"]), shown=now.version
        )

    fields = [
        TextField(
            "months",
            "Months",
            str(now.months or ""),
            help="From the day a case was closed or withdrawn; empty where none is published",
        ),
        TextField(
            "where_it_is_published",
            "Where it is published",
            now.words,
            help="Such as the council's retention schedule",
        ),
    ]
    return Entry(
        "How long a case is kept",
        fields,
        save,
        desk=desk,
        place="retention",
        about="No law sets this time. While it is empty, nothing falls due.",
    )


def _months(words: str) -> int | None:
    text = words.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise BadInput("That is no number of months.", (Problem("months", "a number, such as 72"),))
    return int(text)


def hold_form(desk: Desk, line: RetentionLine) -> Entry:
    """Asks why a case is to be kept beyond its time."""

    def save(values: Values) -> None:
        retention.place_hold(desk, line.case_id, HoldKind(str(values["kind"])), str(values["why"]))

    fields = [
        ChoiceField("kind", "For", [(one, one) for one in HoldKind], required=True),
        AreaField("why", "Why it is to be kept", required=True, lines=3),
    ]
    return Entry(
        f"Hold {line.reference}",
        fields,
        save,
        desk=desk,
        place=f"hold/{line.case_id}",
        case_id=line.case_id,
        about="A case that is held is not disposed of until the hold is lifted.",
    )
