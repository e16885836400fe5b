"""Appeals, follow-ups and stopped clocks, as one audience may see them."""

from __future__ import annotations

from collections import defaultdict

from conference.casefile import wanted
from conference.casefile.reader import Reader
from conference.casefile.retention import hold_view
from conference.casefile.views_of import view_of
from conference.views import (
    AppealView,
    BundleFileView,
    BundleView,
    ClockStopView,
    FollowUpView,
    HoldView,
)


def appeals(reader: Reader) -> tuple[AppealView, ...]:
    """The appeals, oldest first: for the panel, the body they went to, and whoever appealed.

    The applicant is not given the bundle, which tells what is the panel's; nobody outside gets its
    key or the officer's note. Agencies and the room learn nothing of an appeal.
    """
    if not reader.knows_applicant:
        return ()
    bundles = {} if reader.is_applicant else _bundles(reader)
    return tuple(
        view_of(
            AppealView,
            row,
            referred_reference=reader.reference(row.referred_case_id),
            note=row.note if reader.is_inside else "",
            bundles=tuple(bundles.get(row.id, ())),
        )
        for row in reader.rows(wanted.APPEALS)
    )


def _bundles(reader: Reader) -> dict[str, list[BundleView]]:
    files: dict[str, list[BundleFileView]] = defaultdict(list)
    for row in reader.rows(wanted.BUNDLE_FILES):
        file = view_of(BundleFileView, row)
        if reader.is_inside or not file.is_key:
            files[row.bundle_id].append(file)
    bundles: dict[str, list[BundleView]] = defaultdict(list)
    for row in reader.rows(wanted.BUNDLES):
        bundles[row.appeal_id].append(view_of(BundleView, row, files=tuple(files[row.id])))
    return bundles


def follow_ups(reader: Reader) -> tuple[FollowUpView, ...]:
    """What was promised after the letter, by day."""
    if not reader.knows_applicant:
        return ()
    hidden = {} if reader.is_inside else {"happened": "", "stopped": "", "applicant_view": ""}
    return tuple(
        view_of(
            FollowUpView,
            row,
            **hidden,
            overdue=row.done_on is None and row.due_on < reader.today,
        )
        for row in reader.rows(wanted.FOLLOW_UPS)
    )


def clock_stops(reader: Reader) -> tuple[ClockStopView, ...]:
    """The days that do not count, oldest first."""
    if not reader.is_inside:
        return ()
    return tuple(view_of(ClockStopView, row) for row in reader.rows(wanted.CLOCK_STOPS))


def holds(reader: Reader) -> tuple[HoldView, ...]:
    """What was placed to keep the case beyond its time, oldest first."""
    if not reader.is_inside:
        return ()
    return tuple(map(hold_view, reader.rows(wanted.HOLDS)))
