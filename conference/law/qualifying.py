"""Whether one report of one incident is a qualifying complaint.

Section 104(11): the complaint is made within one month beginning with the day on which the
behaviour is alleged to have occurred, and the application within six months beginning with the day
on which the complaint was made. Each report has its own clock. A local procedure may set other
periods, so the same reading serves both with another `Clock`.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from conference.law.calendar import Reading, last_day
from conference.law.facts import Verdict
from conference.law.procedure import Period, Threshold, Unit
from conference.law.when import When


@dataclass(frozen=True)
class Clock:
    """How long there is to report behaviour, and after that to apply."""

    report_within: Period
    apply_within: Period
    from_incident: bool = False
    """Whether the time to apply runs from the incident, as a few areas have it."""


ANY_DAY = (date.min, date.max)
STATUTE = Clock(Period(1, Unit.MONTHS), Period(6, Unit.MONTHS))


def local_clock(threshold: Threshold, apply_within: Period | None = None) -> Clock:
    """The periods of a published procedure, or of a limb with its own time to apply."""
    return Clock(
        threshold.report_within,
        apply_within or threshold.apply_within,
        threshold.apply_measured_from == "incident",
    )


class Telling:
    """One report of one incident, read by one clock for one day of application.

    Each limb of the test is asked twice: whether it holds on every day the facts leave open, read
    strictly, and whether it holds on any of them, read generously. A day that is not known may be
    any day. The incident is never wholly after the report: `threshold.check` refuses that.
    """

    # Plain attributes, worked out once: a case can hold a hundred thousand reports.
    __slots__ = (
        "applied", "apply_by", "clock", "incident", "incidents", "report", "report_by", "reports",
        "verdict",
    )  # fmt: skip

    def __init__(self, incident: When, report: When, applied: date, clock: Clock) -> None:
        self.incident = incident
        self.report = report
        self.applied = applied
        self.clock = clock
        self.incidents = incident.span or ANY_DAY
        """The first and last day the incident can have been."""
        first, last = report.span or ANY_DAY
        self.reports = max(first, self.incidents[0]), last
        """The first and last day the report can have been; never before its incident."""
        self.report_by = self._last_days_to_report()
        self.apply_by = self._last_days_to_apply()
        self.verdict = self._verdict()
        """Qualifies if it does on every day the facts leave open, does not if on none."""

    @property
    def made_certainly(self) -> bool:
        """Whether the report was made by the day of the application."""
        return self.reports[1] <= self.applied

    @property
    def made_possibly(self) -> bool:
        """Whether the report can have been made by the day of the application."""
        return self.reports[0] <= self.applied

    @property
    def reported_certainly(self) -> bool:
        """Whether the report was in time after the incident, at its worst."""
        return self.reports[1] <= self.report_by[0].strict

    @property
    def reported_possibly(self) -> bool:
        """Whether the report was in time after the incident, at its best."""
        return self._near_enough(self.reports[0], self.reports[1])

    @property
    def applied_certainly(self) -> bool:
        """Whether the application was in time after the report, at its worst."""
        return self.applied <= self.apply_by[0].strict

    @property
    def applied_possibly(self) -> bool:
        """Whether the application was in time after the report, at its best."""
        return self.applied <= self.apply_by[1].generous

    @property
    def apply_from_known(self) -> bool:
        """Whether anything is known of the day from which the time to apply runs."""
        return self.incident.known if self.clock.from_incident else self.report.known

    def _last_days_to_report(self) -> tuple[Reading, Reading]:
        """Counted from the first and from the last day the incident can have been."""
        first, last = self.incidents
        return self._both(first, min(last, self.reports[1]), self.clock.report_within)

    def _last_days_to_apply(self) -> tuple[Reading, Reading]:
        """Counted from the first and from the last day the time to apply can run from."""
        first, last = self.incidents if self.clock.from_incident else self.reports
        last = max(first, min(last, self.reports[1], self.applied))
        return self._both(first, last, self.clock.apply_within)

    @staticmethod
    def _both(first: date, last: date, period: Period) -> tuple[Reading, Reading]:
        return last_day(first, period), last_day(last, period)

    def _verdict(self) -> Verdict:
        if self.made_certainly and self.reported_certainly and self.applied_certainly:
            return Verdict.QUALIFIES
        if not (self.made_possibly and self.applied_possibly and self._possible()):
            return Verdict.DOES_NOT
        return Verdict.BORDERLINE

    def _possible(self) -> bool:
        """Whether there are days on which all limbs hold at once, where each can by itself."""
        first, last = self.reports[0], min(self.reports[1], self.applied)
        # The last day is in reach: `applied_possibly` says so, whichever day the time runs from.
        days = range(first.toordinal(), last.toordinal())
        earliest = date.fromordinal(first.toordinal() + bisect_left(days, True, key=self._in_reach))
        return self._near_enough(earliest, last)

    def _near_enough(self, first: date, last: date) -> bool:
        """Whether a report from `first` to `last` can have been in time after the incident."""
        nearest = min(self.incidents[1], last)
        return first <= last_day(nearest, self.clock.report_within).generous

    def _in_reach(self, ordinal: int) -> bool:
        start = date.fromordinal(ordinal)
        return self.applied <= last_day(start, self.clock.apply_within).generous
