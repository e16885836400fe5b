"""Days to columns and back, and the words on the axis."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from screens.widgets.swim_scale import Scale, Zoom, axis, scale_for

ORIGIN = date(2024, 6, 3).toordinal()
scales = st.builds(
    scale_for,
    st.sampled_from(Zoom),
    st.just(ORIGIN),
    st.integers(1, 6000),
    st.integers(1, 200),
)


@given(scales, st.data())
def test_the_first_day_of_a_column_stands_in_it_or_right_of_it(
    scale: Scale, data: st.DataObject
) -> None:
    column = data.draw(st.integers(0, scale.width))
    day = scale.first_day(column)
    assert scale.column(day) >= column
    assert scale.column(day - 1) < column


@given(scales)
def test_every_day_of_the_case_has_a_column_of_its_width(scale: Scale) -> None:
    assert scale.column(scale.origin) == 0
    assert scale.column(scale.origin + scale.length - 1) < scale.width


@given(scales, st.data(), st.integers(1, 200))
def test_the_axis_is_as_wide_as_asked_at_any_zoom(
    scale: Scale, data: st.DataObject, width: int
) -> None:
    first = data.draw(st.integers(0, scale.width))
    assert [len(line) for line in axis(scale, first, width)] == [width, width]


def test_a_week_shows_each_day_under_its_month() -> None:
    above, marks = axis(scale_for(Zoom.WEEK, ORIGIN, 30, 63), 0, 63)
    assert above.startswith("June 2024")
    assert marks.startswith("|Mon 3   |Tue 4   |Wed 5")


def test_a_year_shows_each_month_once() -> None:
    _, marks = axis(scale_for(Zoom.YEAR, ORIGIN, 400, 100), 0, 100)
    assert [marks.count(month) for month in ("Jul", "Aug", "Dec", "Jan")] == [1, 1, 1, 1]


def test_a_case_of_many_years_shows_years() -> None:
    _, marks = axis(scale_for(Zoom.CASE, ORIGIN, 3650, 60), 0, 60)
    assert "|2026" in marks
