"""Where a day stands on the swim-lane: zoom steps, day to column and back, the words on the axis.

Days are proleptic ordinals (`date.toordinal`), columns are terminal cells counted from the first
day of the case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum


class Zoom(Enum):
    """How much of the case one screenful shows; the value is its days, 0 for all of them."""

    CASE = 0
    YEAR = 366
    QUARTER = 92
    MONTH = 31
    WEEK = 7

    @property
    def words(self) -> str:
        """The step as the status line names it."""
        return "whole case" if self is Zoom.CASE else f"a {self.name.lower()}"


@dataclass(frozen=True)
class Scale:
    """`columns` cells stand for `days` days, from the day `origin` on for `length` days."""

    origin: int
    length: int
    columns: int
    days: int

    @property
    def width(self) -> int:
        """Columns from the first day of the case to the end of its last."""
        return max(1, -(-self.length * self.columns // self.days))

    def column(self, day: int) -> int:
        """The column `day` stands in."""
        return (day - self.origin) * self.columns // self.days

    def first_day(self, column: int) -> int:
        """The first day that stands in `column` or to its right."""
        return self.origin - (-column * self.days // self.columns)


def scale_for(zoom: Zoom, origin: int, length: int, columns: int) -> Scale:
    """The scale that shows `zoom` in `columns` cells; the whole case is fitted exactly."""
    return Scale(origin, length, max(1, columns), zoom.value or length)


@dataclass(frozen=True)
class _Unit:
    """One way to mark the axis: where its marks stand, what they say, and how much room that is."""

    days: int
    """From one mark to the next, at the longest."""
    cells: int
    """What one mark and its label take."""
    start: Callable[[date], date]
    """The mark on or before a day."""
    label: Callable[[date], str]
    above: Callable[[date], str]
    """What stands above the marks, where it changes."""


def _year(day: date) -> str:
    return str(day.year)


def _years(number: int) -> _Unit:
    def start(day: date) -> date:
        return date(max(1, day.year - day.year % number), 1, 1)

    return _Unit(366 * number, 6, start, _year, lambda _day: "")


def _months(number: int) -> _Unit:
    def start(day: date) -> date:
        return date(day.year, day.month - (day.month - 1) % number, 1)

    return _Unit(31 * number, 5, start, lambda day: f"{day:%b}", _year)


def _monday(day: date) -> date:
    return date.fromordinal(max(1, day.toordinal() - day.weekday()))


def _same(day: date) -> date:
    return day


def _month_name(day: date) -> str:
    return f"{day:%B %Y}"


_UNITS = (
    _Unit(1, 8, _same, lambda day: f"{day:%a} {day.day}", _month_name),
    _Unit(1, 4, _same, lambda day: str(day.day), _month_name),
    _Unit(7, 5, _monday, lambda day: f"{day.day}", _month_name),
    _months(1),
    _months(3),
    *(_years(number) for number in (1, 2, 5, 10, 25, 100)),
)


def axis(scale: Scale, first: int, width: int) -> tuple[str, str]:
    """The two lines of the axis for `width` columns from column `first`: period above, marks."""
    unit = next(
        (unit for unit in _UNITS if unit.days * scale.columns >= unit.cells * scale.days),
        _UNITS[-1],
    )
    days = list(_mark_days(unit, scale, first, width))
    columns = [scale.column(day.toordinal()) - first for day in days]
    above, marks = [" "] * width, [" "] * width
    shown, free = "", 0
    for number, (day, column) in enumerate(zip(days, columns, strict=True)):
        label = f"|{unit.label(day)}" if column >= 0 else unit.label(day)
        room = columns[number + 1] if number + 1 < len(days) else width
        if column >= 0 or len(label) < room:
            _write(marks, max(column, 0), label)
        period = unit.above(day)
        if period != shown and max(column, 0) >= free:
            _write(above, max(column, 0), period)
            shown, free = period, max(column, 0) + len(period) + 1
    return "".join(above), "".join(marks)


def _mark_days(unit: _Unit, scale: Scale, first: int, width: int) -> Iterator[date]:
    last = min(scale.first_day(first + width), date.max.toordinal() - unit.days)
    day = unit.start(date.fromordinal(max(1, scale.first_day(first))))
    while day.toordinal() <= last:
        yield day
        day = unit.start(date.fromordinal(day.toordinal() + unit.days))


def _write(cells: list[str], column: int, text: str) -> None:
    for offset, character in enumerate(text[: max(0, len(cells) - column)]):
        cells[column + offset] = character
