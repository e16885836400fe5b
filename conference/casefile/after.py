"""Appeals, follow-ups and stopped clocks, as one audience may see them."""

from __future__ import annotations

from collections import defaultdict

from conference.casefile import wanted
from conference.casefile.reader import Reader
from conference.casefile.retention import hold_view
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
        AppealView(
            id=row.id,
            version=row.version,
            against=row.against,
            ground=row.ground,
            lodged_on=row.lodged_on,
            lodged_by=row.lodged_by,
            letter_id=row.letter_id,
            last_day=row.last_day,
            out_of_time=row.out_of_time,
            acknowledged_on=row.acknowledged_on,
            sent_on=row.sent_on,
            sent_to=row.sent_to,
            result=row.result,
            result_on=row.result_on,
            result_words=row.result_words,
            referred_reference=reader.reference(row.referred_case_id),
            note=row.note if reader.is_inside else "",
            bundles=tuple(bundles.get(row.id, ())),
        )
        for row in reader.rows(wanted.APPEALS)
    )


def _bundles(reader: Reader) -> dict[str, list[BundleView]]:
    files: dict[str, list[BundleFileView]] = defaultdict(list)
    for row in reader.rows(wanted.BUNDLE_FILES):
        file = BundleFileView(row.id, row.name, row.size, row.digest)
        if reader.is_inside or not file.is_key:
            files[row.bundle_id].append(file)
    bundles: dict[str, list[BundleView]] = defaultdict(list)
    for row in reader.rows(wanted.BUNDLES):
        bundles[row.appeal_id].append(
            BundleView(row.id, row.made_at, row.made_by, row.pages, tuple(files[row.id]))
        )
    return bundles


def follow_ups(reader: Reader) -> tuple[FollowUpView, ...]:
    """What was promised after the letter, by day."""
    if not reader.knows_applicant:
        return ()
    return tuple(
        FollowUpView(
            id=row.id,
            version=row.version,
            kind=row.kind,
            due_on=row.due_on,
            words=row.words,
            done_on=row.done_on,
            done_by=row.done_by,
            happened=row.happened if reader.is_inside else "",
            stopped=row.stopped if reader.is_inside else "",
            applicant_view=row.applicant_view if reader.is_inside else "",
            letter_id=row.letter_id,
            overdue=row.done_on is None and row.due_on < reader.today,
        )
        for row in reader.rows(wanted.FOLLOW_UPS)
    )


def clock_stops(reader: Reader) -> tuple[ClockStopView, ...]:
    """The days that do not count, oldest first."""
    if not reader.is_inside:
        return ()
    return tuple(
        ClockStopView(
            id=row.id,
            version=row.version,
            step=row.step,
            stopped_on=row.stopped_on,
            why=row.why,
            stopped_by=row.stopped_by,
            resumed_on=row.resumed_on,
            resumed_by=row.resumed_by,
        )
        for row in reader.rows(wanted.CLOCK_STOPS)
    )


def holds(reader: Reader) -> tuple[HoldView, ...]:
    """What was placed to keep the case beyond its time, oldest first."""
    if not reader.is_inside:
        return ()
    return tuple(map(hold_view, reader.rows(wanted.HOLDS)))
