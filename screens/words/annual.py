"""What is told beside the yearly figures."""

from __future__ import annotations

from conference.exchange.figures import notes, summary
from conference.law.annual import Published, ReportingPeriod, doubts
from conference.review.annual import YearReport
from conference.views import PublishedYearView


def below(report: YearReport) -> str:
    """The doubts first, then how it was counted, then earlier years with their own doubts."""
    told = [f"Look again: {doubt}" for doubt in report.doubts]
    told += notes(report.figures)
    told.append("Earlier years as published:" if report.published else "No earlier year is kept.")
    told += [year_words(year) for year in report.published]
    return "\n".join(told)


def year_words(year: PublishedYearView) -> str:
    """One published year, with what is doubted in it."""
    numbers = Published(
        year.received, year.not_met, year.reviews, year.with_recommendations, year.appeals
    )
    told = f"{ReportingPeriod(year.period_from, year.period_to)}: {summary(numbers)}."
    told += f" Note: {year.note}" if year.note else ""
    told += f" Source: {year.source}." if year.source else ""
    doubted = [] if year.note else doubts(numbers)
    return " ".join([told, *(f"Look again: {doubt}" for doubt in doubted)])
