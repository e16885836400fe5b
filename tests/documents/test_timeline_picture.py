"""The timeline as a drawing: where things stand, and the same in words."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from conference.documents.pdf import draw
from conference.documents.timeline_picture import TimelinePicture, timeline_picture
from conference.law.when import in_month, on
from conference.timeline import timeline
from conference.views import CaseFile
from tests import sample_case as sample


def drawn(case: CaseFile) -> TimelinePicture:
    picture = timeline_picture(timeline(case))
    assert picture is not None
    return picture


def test_nothing_is_drawn_where_no_day_is_known() -> None:
    assert timeline_picture(timeline(sample.case())) is None


def test_each_body_has_a_lane_and_each_entry_its_place_on_it() -> None:
    picture = drawn(sample.sample_case())
    assert [lane.name for lane in picture.lanes] == [
        "Incidents",
        "Reports",
        "Riverside Homes",
        "Derbyshire Police",
        "Environmental Health",
    ]
    assert picture.lanes[0].entries[0].at == 0
    everything = [entry for lane in picture.lanes for entry in lane.entries]
    assert all(0 <= entry.at <= entry.to <= 1 for entry in everything)


def test_a_month_is_drawn_as_long_as_it_is() -> None:
    case = sample.case(
        incidents=(
            sample.incident("i1", on(date(2025, 1, 1))),
            sample.incident("i2", in_month(date(2025, 3, 1))),
        )
    )
    day, month = drawn(case).lanes[0].entries
    assert day.at == day.to
    assert month.at < month.to


def test_a_silence_is_drawn_from_the_report_to_the_first_action_with_its_days() -> None:
    case = sample.case(
        reports=(sample.report("r1", on(date(2025, 1, 1))),),
        actions=(sample.action("x1", on(date(2025, 3, 2))),),
    )
    (silence,) = drawn(case).lanes[2].silences
    assert (silence.words, silence.ended, silence.at) == ("60 days", True, 0)


def test_a_report_never_acted_on_is_drawn_to_this_day_and_left_open() -> None:
    case = sample.case(reports=(sample.report("r1", on(date(2025, 1, 1))),))
    picture = drawn(case)
    (silence,) = picture.lanes[2].silences
    assert (silence.ended, silence.to) == (False, picture.today)
    assert "1 never acted on" in picture.alt


def test_the_words_of_silences_never_lie_on_one_another() -> None:
    first = date(2025, 1, 1)
    reports, actions = [], []
    for n in range(40):
        reports.append(sample.report(f"r{n}", on(first + timedelta(days=4 * n))))
        actions.append(sample.action(f"x{n}", on(first + timedelta(days=4 * n + 3))))
    case = sample.case(reports=tuple(reports), actions=tuple(actions))
    named = [one for one in drawn(case).lanes[2].silences if one.words]
    places = sorted(one.label_at for one in named)
    assert 1 < len(named) < 40
    assert all(b - a > 0.07 for a, b in pairwise(places))


def test_ten_thousand_entries_are_a_drawing_of_bounded_size() -> None:
    first = date(2024, 1, 1)
    incidents = tuple(
        sample.incident(f"i{n}", on(first + timedelta(days=n % 500))) for n in range(10_000)
    )
    picture = drawn(sample.case(incidents=incidents))
    assert len(picture.lanes[0].entries) <= 401
    assert "10000 entries" in picture.alt
    assert draw(picture, "png").startswith(b"\x89PNG")


def test_a_tenancy_of_long_ago_does_not_squeeze_the_review() -> None:
    picture = drawn(sample.sample_case())
    assert picture.earlier == 1
    assert picture.ticks[0].words.endswith("2024")


def test_the_axis_names_a_handful_of_days_however_long_the_time() -> None:
    for days in (3, 30, 300, 3000, 30_000):
        last = date(2025, 1, 1)
        case = sample.case(
            incidents=(
                sample.incident("i1", on(last - timedelta(days=days))),
                sample.incident("i2", on(last)),
            ),
            taken_on=last,
        )
        assert 1 <= len(drawn(case).ticks) <= 10, days
