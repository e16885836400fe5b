"""The yearly figures of s.104(9): worked out, compared with what was published, and told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlmodel import select

from conference.casefile.figures import applicants_parts, published_years, review_facts
from conference.casefile.who import council_view
from conference.errors import BadInput, NeedsConfirming, NotFound, Problem
from conference.forms import NewPublishedYear
from conference.law import access, annual
from conference.law.access import Operation
from conference.law.annual import CountedBy, Figures, Published, ReportingPeriod
from conference.law.procedure import Procedure
from conference.record.conflicts import conflicted_cases
from conference.record.facts import kept_procedure
from conference.record.tables import ProcedureText, PublishedYear
from conference.review.desk import Desk, as_shown, council_standing, refused, settling
from conference.review.people import kept
from conference.text import clean, one_line
from conference.views import ApplicantPart, CouncilView, PublishedYearView


@dataclass(frozen=True)
class YearReport:
    """A period's figures with what has to be told beside them, and earlier years as published."""

    council: CouncilView
    figures: Figures
    doubts: tuple[str, ...]
    """What cannot be, or needs a note before it is published."""
    published: tuple[PublishedYearView, ...]
    """Earlier periods, the newest first."""
    made_on: date


@dataclass(frozen=True)
class RequestedFacts:
    """What freedom-of-information requests about case reviews ask for, beside the figures."""

    report: YearReport
    procedure: Procedure
    attended: int
    represented: int
    statement_read: int
    declined: int
    not_invited: int
    appeals_upheld: int


def read_figures(
    desk: Desk, period: ReportingPeriod, counted_by: CountedBy = CountedBy.EVENT
) -> YearReport:
    """The figures of a period, from the record as it is now."""
    with desk.store.reading() as session:
        if not access.may(council_standing(session, desk), Operation.READ_FIGURES):
            raise refused(desk, Operation.READ_FIGURES)
        facts = review_facts(session, desk.council_id, not_conflicted=desk.person.id)
        found = annual.figures(facts, period, counted_by)
        left_out = bool(conflicted_cases(session, desk.person.id))
        return YearReport(
            council=council_view(session, desk.council_id),
            figures=found,
            doubts=(*([_LEFT_OUT] if left_out else []), *_doubts(found)),
            published=published_years(session, desk.council_id),
            made_on=desk.today,
        )


_LEFT_OUT = (
    "Cases in which you have a conflict of interest are not counted here: "
    "what is published is worked out by somebody who has none."
)


def _doubts(found: Figures) -> list[str]:
    return annual.doubts(
        annual.published(found),
        carried_over=len(found.carried_over),
        discretionary=len(found.discretionary) + len(found.referred_back),
    )


def requested_facts(desk: Desk, period: ReportingPeriod) -> RequestedFacts:
    """What is usually asked for under the Freedom of Information Act, for one period."""
    report = read_figures(desk, period)
    with desk.store.reading() as session:
        me = desk.person.id
        parts = applicants_parts(session, desk.council_id, not_conflicted=me)
        upheld = sum(
            case.appeals_upheld
            for case in review_facts(session, desk.council_id, not_conflicted=me)
            if case.reference in report.figures.appeals
        )
        procedure = _procedure_then(desk, period.last)
    heard = Counter(parts.get(reference) for reference in report.figures.reviews)
    return RequestedFacts(
        report=report,
        procedure=procedure,
        attended=heard[ApplicantPart.ATTENDS],
        represented=heard[ApplicantPart.REPRESENTED],
        statement_read=heard[ApplicantPart.STATEMENT],
        declined=heard[ApplicantPart.DECLINED],
        not_invited=heard[ApplicantPart.NOT_INVITED],
        appeals_upheld=upheld,
    )


def _procedure_then(desk: Desk, day: date) -> Procedure:
    """The procedure in force on a day; the earliest one for days before any."""
    with desk.store.reading() as session:
        rows = session.exec(
            select(ProcedureText).where(ProcedureText.council_id == desk.council_id)
        ).all()
    if not rows:
        raise NotFound("The council has adopted no procedure.", next="conference procedures --help")
    before = [row for row in rows if row.effective_from <= day]
    row = (
        max(before, key=lambda row: (row.effective_from, row.adopted_at))
        if before
        else min(rows, key=lambda row: row.effective_from)
    )
    return kept_procedure(row.key, row.text)


def enter_year(desk: Desk, form: NewPublishedYear, *, confirmed: bool = False) -> str:
    """Keep an earlier period's figures as they were published; return the entry's id.

    Figures that cannot be are kept only where somebody confirmed that they were published so, with
    a note that says it. The same period is entered once: again, it replaces what was there.
    Raises NeedsConfirming with what is doubted, BadInput where a number is none.
    """
    period = ReportingPeriod(form.period_from, form.period_to)
    _check(form)
    doubted = annual.doubts(_numbers(form))
    if doubted and not form.note.strip() and not confirmed:
        raise NeedsConfirming(
            f"{' '.join(doubted)} Were they published so?",
            safe="Nothing was kept yet.",
            next="Say so in the note, or confirm them.",
        )
    with settling(desk, Operation.ENTER_FIGURES) as session:
        row = session.exec(
            select(PublishedYear).where(
                PublishedYear.council_id == desk.council_id,
                PublishedYear.period_from == period.first,
                PublishedYear.period_to == period.last,
            )
        ).first()
        if row is not None:
            as_shown(row.version, form.shown)
        row = row or PublishedYear(
            council_id=desk.council_id,
            period_from=period.first,
            period_to=period.last,
            received=0,
            not_met=0,
            reviews=0,
            with_recommendations=0,
            entered_at=desk.clock(),
        )
        _fill(row, form, desk)
        return kept(session, desk, "entered published figures", row)


def _check(form: NewPublishedYear) -> None:
    numbers = {
        "received": form.received,
        "not met": form.not_met,
        "reviews": form.reviews,
        "with recommendations": form.with_recommendations,
        "appeals": form.appeals or 0,
    }
    wrong = tuple(
        Problem(name, "a count is nought or more")
        for name, number in numbers.items()
        if not 0 <= number <= _MOST
    )
    if wrong:
        raise BadInput("These cannot be the figures of a year.", wrong)


_MOST = 100_000
"""More applications than England and Wales together see in a year."""


def _numbers(form: NewPublishedYear) -> Published:
    return Published(
        form.received, form.not_met, form.reviews, form.with_recommendations, form.appeals
    )


def _fill(row: PublishedYear, form: NewPublishedYear, desk: Desk) -> None:
    row.received, row.not_met = form.received, form.not_met
    row.reviews, row.with_recommendations = form.reviews, form.with_recommendations
    row.appeals = form.appeals
    row.note, row.source = clean(form.note), one_line(form.source)
    row.entered_by, row.entered_at = desk.person.name, desk.clock()
