"""The yearly figures as files: plain text, a page for a web site, a spreadsheet's CSV, and JSON.

The lines are the ones councils publish: a number for each count of s.104(9), appeals beside them,
noughts told as noughts, and the basis on which a case belongs to the period.
"""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable
from typing import Final, NamedTuple

from conference.exchange.words import as_cell
from conference.law.annual import SMALL, CountedBy, Figures, Published, ReportingPeriod
from conference.views import PublishedYearView


class Line(NamedTuple):
    """One line of the figures."""

    key: str
    words: str
    references: tuple[str, ...]
    """The cases that are counted."""
    statutory: bool
    """Whether s.104(9) asks for it."""

    @property
    def number(self) -> int:
        """How many."""
        return len(self.references)


def lines(figures: Figures) -> tuple[Line, ...]:
    """The lines of a period: the four of the Act, appeals, then what makes them reconcile."""
    return (
        Line("received", "Applications for an ASB case review received", figures.received, True),
        Line("not_met", "Times the threshold for a review was not met", figures.not_met, True),
        Line("reviews", "ASB case reviews carried out", figures.reviews, True),
        Line(
            "with_recommendations",
            "Reviews that resulted in recommendations",
            figures.with_recommendations,
            True,
        ),
        Line("appeals", "Appeals received", figures.appeals, False),
        Line(
            "carried_over",
            "Applications carried over from the period before",
            figures.carried_over,
            False,
        ),
        Line("met", "Times the threshold was met", figures.met, False),
        Line("withdrawn", "Applications withdrawn before a decision", figures.withdrawn, False),
        Line("pending", "Applications waiting for a decision", figures.pending, False),
        Line(
            "discretionary",
            "Reviews held although the threshold was not met",
            figures.discretionary,
            False,
        ),
        Line(
            "referred_back",
            "Reviews carried out again after an appeal",
            figures.referred_back,
            False,
        ),
    )


PUBLISHED: Final = ("received", "not_met", "reviews", "with_recommendations", "appeals")
"""The keys of the lines that councils publish."""


def notes(figures: Figures) -> tuple[str, ...]:
    """What is told below the figures, in sentences."""
    basis = {
        CountedBy.EVENT: (
            "Each is counted by its own day: an application by the day it was received, a decision "
            "by the day it was taken, a review by the day its meeting closed."
        ),
        CountedBy.APPLICATION: (
            "Counted are the applications received in the period, with what has become of each "
            "until now."
        ),
    }[figures.counted_by]
    came = f"{len(figures.carried_over)} carried over and {len(figures.received)} received"
    went = (
        f"{len(figures.not_met)} not met, {len(figures.met)} met, {len(figures.withdrawn)} "
        f"withdrawn and {len(figures.pending)} waiting"
    )
    check = "agree" if figures.reconciles else "DO NOT AGREE: look at the cases before publishing"
    return (basis, f"Check: {came}; {went}. These {check}.", *_small(figures))


def _small(figures: Figures) -> tuple[str, ...]:
    if not figures.small:
        return ()
    return (
        f"Some counts are below {SMALL}. Publish the counts alone: beside a ward, a kind of "
        "behaviour or a month, so small a number can point to a person.",
    )


def as_text(figures: Figures, council: str, published: tuple[PublishedYearView, ...] = ()) -> bytes:
    """Plain lines, which a screen reader reads well."""
    told = [f"ASB case reviews: {council}", f"{figures.period}", ""]
    width = max(len(line.words) for line in lines(figures)) + 2
    told += [f"{line.words}:".ljust(width) + f"{line.number:>4}" for line in lines(figures)]
    told += ["", *notes(figures)]
    for year in published:
        told += ["", f"{_period(year)}, as published:", *_year_lines(year)]
    return ("\n".join(told) + "\n").encode()


def _period(year: PublishedYearView) -> str:
    return str(ReportingPeriod(year.period_from, year.period_to))


def _year_lines(year: PublishedYearView) -> list[str]:
    appeals = "not published" if year.appeals is None else str(year.appeals)
    told = [
        f"received {year.received}, not met {year.not_met}, reviews {year.reviews}, "
        f"with recommendations {year.with_recommendations}, appeals {appeals}"
    ]
    told += [f"Note: {year.note}"] if year.note else []
    return told + ([f"Source: {year.source}"] if year.source else [])


def as_html(figures: Figures, council: str, published: tuple[PublishedYearView, ...] = ()) -> bytes:
    """A part of a page for the council's web site: a heading, a table, its notes. No style."""
    words = html.escape
    rows = [
        f'<tr><th scope="row">{words(line.words)}</th><td>{line.number}</td></tr>'
        for line in lines(figures)
        if line.key in PUBLISHED
    ]
    told = [
        f"<h2>ASB case reviews: {words(council)}</h2>",
        f"<table><caption>{words(str(figures.period))}</caption><tbody>",
        *rows,
        "</tbody></table>",
        f"<p>{words(notes(figures)[0])}</p>",
        *_earlier(published),
    ]
    return ("\n".join(told) + "\n").encode()


def _earlier(published: tuple[PublishedYearView, ...]) -> list[str]:
    if not published:
        return []
    heads = ("Period", "Received", "Not met", "Reviews", "With recommendations", "Appeals", "Note")
    rows = [
        (
            _period(year),
            str(year.received),
            str(year.not_met),
            str(year.reviews),
            str(year.with_recommendations),
            "not published" if year.appeals is None else str(year.appeals),
            year.note,
        )
        for year in published
    ]
    cells = ["".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows]
    return [
        "<h3>Earlier periods</h3>",
        "<table><thead><tr>",
        "".join(f'<th scope="col">{head}</th>' for head in heads),
        "</tr></thead><tbody>",
        *(f"<tr>{row}</tr>" for row in cells),
        "</tbody></table>",
    ]


def as_csv(figures: Figures, council: str, published: tuple[PublishedYearView, ...] = ()) -> bytes:
    """One row a period, the columns named as in JSON; text cells are never formulas."""
    keys = [line.key for line in lines(figures)]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["council", "from", "to", "counted", *keys, "note", "source"])
    days = (figures.period.first.isoformat(), figures.period.last.isoformat())
    numbers = [line.number for line in lines(figures)]
    writer.writerow([as_cell(council), *days, figures.counted_by.value, *numbers, "", ""])
    for year in published:
        writer.writerow(_csv_year(year, council, keys))
    return out.getvalue().encode("utf-8-sig")


def _csv_year(year: PublishedYearView, council: str, keys: list[str]) -> list[str | int]:
    numbers = _year_numbers(year)
    return [
        as_cell(council),
        year.period_from.isoformat(),
        year.period_to.isoformat(),
        "as published",
        *("" if (number := numbers.get(key)) is None else number for key in keys),
        as_cell(year.note),
        as_cell(year.source),
    ]


def _year_numbers(year: PublishedYearView) -> dict[str, int | None]:
    return {
        "received": year.received,
        "not_met": year.not_met,
        "reviews": year.reviews,
        "with_recommendations": year.with_recommendations,
        "appeals": year.appeals,
    }


def as_json(figures: Figures, council: str, published: tuple[PublishedYearView, ...] = ()) -> bytes:
    """The numbers with the references behind them, for the council's own use."""
    value = {
        "council": council,
        "from": figures.period.first.isoformat(),
        "to": figures.period.last.isoformat(),
        "counted": figures.counted_by.value,
        "figures": {line.key: line.number for line in lines(figures)},
        "cases": {line.key: list(line.references) for line in lines(figures)},
        "reconciles": figures.reconciles,
        "notes": list(notes(figures)),
        "published": [
            {
                "from": year.period_from.isoformat(),
                "to": year.period_to.isoformat(),
                **_year_numbers(year),
                "note": year.note,
                "source": year.source,
            }
            for year in published
        ],
    }
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


Writer = Callable[[Figures, str, tuple[PublishedYearView, ...]], bytes]
WRITERS: Final[dict[str, Writer]] = {
    "text": as_text,
    "html": as_html,
    "csv": as_csv,
    "json": as_json,
}
"""How the figures are written, by format."""


def summary(numbers: Published) -> str:
    """The five numbers in one line: "4 received, 3 not met …"."""
    appeals = "not published" if numbers.appeals is None else numbers.appeals
    return (
        f"{numbers.received} received, {numbers.not_met} not met, {numbers.reviews} reviews, "
        f"{numbers.with_recommendations} with recommendations, appeals {appeals}"
    )


def file_name(period: ReportingPeriod, format: str) -> str:
    """asb-case-reviews-2025-04-01-to-2026-03-31.csv."""
    ending = {"text": "txt"}.get(format, format)
    return f"asb-case-reviews-{period.first:%Y-%m-%d}-to-{period.last:%Y-%m-%d}.{ending}"
