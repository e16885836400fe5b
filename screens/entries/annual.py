"""Forms of the yearly figures: the period's days, and an earlier year as it was published."""

from __future__ import annotations

from collections.abc import Callable

from conference.exchange.days import parse_day
from conference.forms import NewPublishedYear
from conference.law.annual import ReportingPeriod
from conference.review import annual
from conference.review.desk import Desk
from conference.views import PublishedYearView
from screens.entries.days import day_text
from screens.entry import CONFIRMED, Entry
from screens.widgets.fields import AreaField, DayField, TextField
from screens.widgets.form import Values


class CountField(TextField):
    """A count: nought or more. empty: whether it may be left out."""

    def check(self) -> str:
        """Whether it is a count."""
        words = str(self.value).strip()
        if (not words and not self.required) or (words.isascii() and words.isdigit()):
            return ""
        return "Give a number, such as 0 or 4."


def period_form(now: ReportingPeriod, show: Callable[[ReportingPeriod], None]) -> Entry:
    """Asks for the first and the last day of a period."""

    def save(values: Values) -> None:
        show(_period(values))

    return Entry("The period", _days(now), save, desk=None, save_words="Show")


def _days(period: ReportingPeriod) -> list[DayField]:
    return [
        DayField("first", "First day", day_text(period.first), read=parse_day, required=True),
        DayField(
            "last",
            "Last day",
            day_text(period.last),
            read=parse_day,
            required=True,
            help="At most twelve months: section 104(10)",
        ),
    ]


def _period(values: Values) -> ReportingPeriod:
    return ReportingPeriod(parse_day(str(values["first"])), parse_day(str(values["last"])))


def year_form(
    desk: Desk, period: ReportingPeriod, published: tuple[PublishedYearView, ...]
) -> Entry:
    """Asks for a year's figures as they were published; the same year again is changed."""

    def save(values: Values) -> None:
        chosen = _period(values)
        form = NewPublishedYear(
            period_from=chosen.first,
            period_to=chosen.last,
            received=_number(values["received"]),
            not_met=_number(values["not_met"]),
            reviews=_number(values["reviews"]),
            with_recommendations=_number(values["with_recommendations"]),
            appeals=_number(values["appeals"]) if str(values["appeals"]).strip() else None,
            note=str(values["note"]),
            source=str(values["source"]),
            shown=_shown(published, chosen),
        )
        annual.enter_year(desk, form, confirmed=values.get(CONFIRMED) is True)

    fields = [
        *_days(period),
        CountField("received", "Applications received", required=True),
        CountField("not_met", "Threshold not met", required=True),
        CountField("reviews", "Reviews carried out", required=True),
        CountField("with_recommendations", "Reviews with recommendations", required=True),
        CountField("appeals", "Appeals", help="Leave it empty where none were published"),
        AreaField("note", "Note", help="What stood beside the figures", lines=2),
        TextField("source", "Where they were published"),
    ]
    return Entry(
        "A year as it was published",
        fields,
        save,
        desk=desk,
        place="published-year",
        about="These stand beside the figures that are worked out from the cases.",
    )


def _number(value: object) -> int:
    return int(str(value).strip())


def _shown(published: tuple[PublishedYearView, ...], period: ReportingPeriod) -> int | None:
    """The version of the year that is there already."""
    days = (period.first, period.last)
    return next(
        (year.version for year in published if (year.period_from, year.period_to) == days), None
    )
