"""The timeline: what stands on it, how long nothing came, and how it reads aloud."""

from __future__ import annotations

import json
import unicodedata
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.law.when import UNKNOWN, When, about, between, in_month, on
from conference.timeline import EntryKind, Silence, timeline, timeline_lines
from conference.timeline_text import silence_words
from tests.sample_case import (
    HEALTH,
    LANDLORD,
    POLICE,
    action,
    case,
    incident,
    report,
    request,
    sample_case,
)

HOSTILE = json.loads((Path(__file__).parent / "fixtures" / "hostile_text.json").read_text("utf-8"))
TOLD = date(2025, 2, 3)


def only_silence(**entries: object) -> Silence:
    """The one silence of a case with these entries."""
    (silence,) = timeline(case(**entries)).silences  # type: ignore[arg-type]
    return silence


def test_the_lanes_are_incidents_then_reports_then_the_agencies_that_took_part() -> None:
    shown = timeline(case(reports=(report("r", on(TOLD), POLICE),)))
    assert [lane.name for lane in shown.lanes] == ["Incidents", "Reports", "Derbyshire Police"]


def test_an_agency_that_was_only_asked_has_a_lane_too() -> None:
    shown = timeline(case(requests=(request("q", HEALTH, TOLD),)))
    assert shown.lanes[-1].name == "Environmental Health"
    assert shown.entries[0].kind is EntryKind.REQUEST


def test_entries_stand_in_the_order_of_their_first_day() -> None:
    firsts = [entry.first for entry in timeline(sample_case()).entries]
    assert all(one <= other for one, other in pairwise(firsts) if one and other)


def test_a_range_is_placed_on_its_first_day_and_keeps_its_last() -> None:
    shown = timeline(case(actions=(action("x", in_month(date(2024, 8, 1))),)))
    entry = shown.entries[0]
    assert (entry.first, entry.last) == (date(2024, 8, 1), date(2024, 8, 31))


def test_what_has_no_known_day_is_kept_apart_and_not_lost() -> None:
    shown = timeline(case(incidents=(incident("i", UNKNOWN, "Fire on the roof"),)))
    assert not shown.entries
    assert [entry.title for entry in shown.undated] == ["Fire on the roof"]


def test_a_silence_ends_with_the_first_action_of_the_body_that_was_told() -> None:
    silence = only_silence(
        reports=(report("r", on(TOLD), LANDLORD),),
        actions=(
            action("early", on(TOLD - timedelta(days=1)), LANDLORD),
            action("theirs", on(TOLD + timedelta(days=2)), POLICE),
            action("first", on(TOLD + timedelta(days=9)), LANDLORD),
            action("second", on(TOLD + timedelta(days=20)), LANDLORD),
        ),
    )
    assert (silence.action_id, silence.days, silence.most) == ("first", 9, 9)


def test_an_action_on_the_day_of_the_report_leaves_no_silence() -> None:
    silence = only_silence(reports=(report("r", on(TOLD)),), actions=(action("x", on(TOLD)),))
    assert silence.days == 0
    assert silence_words(silence) == "the same day"


def test_a_report_nobody_acted_on_counts_its_days_to_the_day_of_the_picture() -> None:
    silence = only_silence(reports=(report("r", on(TOLD)),), taken_on=TOLD + timedelta(days=156))
    assert not silence.acted
    assert silence_words(silence) == "nothing, 156 days so far"


def test_asking_an_agency_for_information_does_not_end_its_silence() -> None:
    silence = only_silence(
        reports=(report("r", on(TOLD), HEALTH),),
        requests=(request("q", HEALTH, TOLD + timedelta(days=1)),),
    )
    assert not silence.acted


def test_a_month_gives_the_shortest_and_the_longest_silence_the_days_allow() -> None:
    silence = only_silence(
        reports=(report("r", on(date(2025, 7, 20))),),
        actions=(action("x", in_month(date(2025, 8, 1))),),
    )
    assert (silence.days, silence.most) == (12, 42)
    assert silence_words(silence).startswith("after 12 to 42 days")


def test_an_action_that_may_have_come_before_the_report_is_only_perhaps_an_answer() -> None:
    silence = only_silence(
        reports=(report("r", on(date(2025, 8, 8))),),
        actions=(action("x", in_month(date(2025, 8, 1))),),
    )
    assert (silence.acted, silence.days, silence.most) == (True, 0, None)
    assert "perhaps never" in silence_words(silence)


def test_about_a_day_reaches_a_week_each_side() -> None:
    silence = only_silence(
        reports=(report("r", about(on(TOLD))),),
        actions=(action("x", on(TOLD + timedelta(days=10))),),
    )
    assert (silence.days, silence.most) == (3, 17)


def test_an_action_that_names_its_report_answers_it_even_without_a_day() -> None:
    silence = only_silence(
        reports=(report("r", on(TOLD)),), actions=(action("x", UNKNOWN, report_id="r"),)
    )
    assert silence.acted
    assert silence_words(silence) == "acted, on a day not known"


def test_a_report_to_somebody_outside_the_review_is_not_counted_and_said_so() -> None:
    shown = timeline(case(reports=(report("r", on(TOLD), None), report("u", UNKNOWN))))
    assert (shown.silences, shown.uncounted) == ((), 2)
    assert "For 2 reports nothing is counted" in "\n".join(timeline_lines(shown))


def test_a_body_that_is_no_agency_but_acted_has_a_lane_and_a_silence_by_its_name() -> None:
    name = "valley homes"
    shown = timeline(
        case(
            reports=(report("r", on(TOLD), None, told_to="Valley  Homes"),),
            actions=(action("x", on(TOLD + timedelta(days=3)), agency_id=None, agency_name=name),),
        )
    )
    assert shown.lanes[-1].name == name
    assert [(silence.days, silence.agency) for silence in shown.silences] == [(3, name)]


def test_the_longest_gap_counts_any_agency_and_runs_to_today_if_nothing_ends_it() -> None:
    shown = timeline(
        case(
            reports=(report("r", on(TOLD)), report("s", on(TOLD + timedelta(days=40)))),
            actions=(action("x", on(TOLD + timedelta(days=30)), POLICE),),
            taken_on=TOLD + timedelta(days=100),
        )
    )
    gap = shown.longest_gap
    assert gap is not None
    assert (gap.days, gap.reports, gap.ended) == (70, 1, False)


def test_an_action_before_the_first_report_is_no_end_of_a_gap() -> None:
    gap = timeline(sample_case()).longest_gap
    assert gap is not None
    assert gap.first == date(2025, 1, 14)


def test_the_response_table_has_median_longest_open_and_never_answered() -> None:
    days = (0, 100, 200)
    shown = timeline(
        case(
            reports=tuple(report(f"r{n}", on(TOLD + timedelta(days=n))) for n in (*days, 300)),
            actions=tuple(
                action(f"x{n}", on(TOLD + timedelta(days=n + wait)), still_open=n == 0)
                for n, wait in zip(days, (2, 30, 4), strict=True)
            ),
            taken_on=TOLD + timedelta(days=400),
        )
    )
    (line,) = shown.responses
    assert (line.reports, line.actions, line.still_open, line.never_answered) == (4, 3, 1, 1)
    assert (line.median_days, line.longest_days, line.certain) == (4, 30, True)


days_of_2025 = st.integers(0, 364).map(lambda n: date(2025, 1, 1) + timedelta(days=n))
whens = st.one_of(
    days_of_2025.map(on),
    days_of_2025.map(in_month),
    days_of_2025.map(lambda day: about(on(day))),
    st.tuples(days_of_2025, days_of_2025).map(lambda pair: between(min(pair), max(pair))),
)


@given(st.lists(whens, max_size=6), st.lists(whens, max_size=8), st.randoms())
def test_both_readings_are_what_looking_at_every_action_gives(
    told: list[When], done: list[When], chance: object
) -> None:
    reports = [report(f"r{n}", when) for n, when in enumerate(told)]
    actions = [action(f"x{n}", when) for n, when in enumerate(done)]
    chance.shuffle(actions)  # type: ignore[attr-defined]
    shown = timeline(case(reports=tuple(reports), actions=tuple(actions)))
    spans = [when.span for when in done if when.span]
    for silence in shown.silences:
        first, last = told[int(silence.report_id[1:])].span or (date.min, date.min)
        best = [max(0, (begin - last).days) for begin, end in spans if end >= first]
        worst = [(end - first).days for begin, end in spans if begin >= last]
        assert silence.days == min(best, default=None)
        assert silence.most == (min(worst, default=None) if best else None)


def test_the_plain_lines_read_aloud_in_sentences() -> None:
    lines = timeline_lines(timeline(sample_case()))
    assert lines[0] == "Timeline on 9 July 2025:"
    assert "14 January 2025, Derbyshire Police: Officer visits. Still open. [panel]" in lines
    assert "156 days so far." in "\n".join(lines)
    assert lines[-1] == "Environmental Health: no reports received; no actions, 0 still open."


@pytest.mark.parametrize("width", [40, 80])
def test_the_plain_lines_fit_and_draw_no_boxes(width: int) -> None:
    for line in timeline_lines(timeline(sample_case()), width):
        assert len(line) <= width
        assert not any("BOX DRAWINGS" in unicodedata.name(character, "") for character in line)


def test_an_empty_case_says_so() -> None:
    assert timeline_lines(timeline(case()))[1] == "Nothing with a known day has been recorded."


@pytest.mark.parametrize("text", [*HOSTILE, "\x1b]0;x\x07title", "one\ntwo", "\u202eesrever"])
def test_text_from_people_stands_literally_on_one_line(text: str) -> None:
    (entry,) = timeline(case(incidents=(incident("i", on(TOLD), text),))).entries
    assert not any(unicodedata.category(character) == "Cc" for character in entry.title)
    if text in HOSTILE:
        assert entry.title.split() == text.split()
    assert "\u202e" not in entry.title
