"""From the record of a meeting to the context of its minutes. Nobody's private note is in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from conference.documents import papers_minutes_context as context
from conference.documents.papers_presence import presence
from conference.documents.papers_words import (
    duration_words,
    hour_words,
    instant_day,
    minutes_words,
)
from conference.documents.picture import day_words
from conference.law.audience import Mark
from conference.law.calendar import london_day
from conference.law.when import uk_day
from conference.text import clean, one_line
from conference.views import (
    AgendaItemView,
    ApplicantPart,
    CaseFile,
    DecisionKind,
    DecisionView,
    ItemState,
    MeetingState,
    MeetingView,
    RecommendationView,
    RiskMoment,
    RiskView,
    StanceView,
    Visibility,
)

Sittings = Sequence[tuple[datetime, datetime | None]]
"""When the meeting was opened, and when that stretch of it ended; aware instants."""

_PARTS = {
    ApplicantPart.ATTENDS: "The applicant took part in the meeting.",
    ApplicantPart.REPRESENTED: "The applicant sent a representative.",
    ApplicantPart.STATEMENT: "The applicant's statement was read to the panel.",
    ApplicantPart.DECLINED: "The applicant was invited and chose not to take part.",
    ApplicantPart.NOT_INVITED: "The applicant was not invited.",
}
_DECISIONS = {
    DecisionKind.RESPONSE: "response",
    DecisionKind.OPTION: "option",
    DecisionKind.OTHER: "other",
}


def sittings_of(meeting: MeetingView, sittings: Sittings) -> tuple[context.Sitting, ...]:
    """The stretches of the meeting in words."""
    last = len(sittings) - 1
    return tuple(
        context.Sitting(
            day=instant_day(opened),
            opened=hour_words(opened),
            ended=hour_words(ended) if ended else "",
            adjourned=number < last or meeting.closed_at is None,
        )
        for number, (opened, ended) in enumerate(sittings)
    )


def took_words(sittings: Sittings) -> str:
    """How long the meeting sat; nothing while it lasts, or where it was never opened."""
    ends = [ended for _, ended in sittings if ended is not None]
    if not sittings or len(ends) < len(sittings):
        return ""
    seconds = sum((ended - opened).total_seconds() for opened, ended in sittings if ended)
    return duration_words(int(seconds))


def presence_of(meeting: MeetingView) -> context.Presence:
    """The presence ledger."""
    return presence(meeting)


def applicant_of(meeting: MeetingView) -> context.Applicant:
    """The applicant's part."""
    part = meeting.applicant_part
    return context.Applicant(
        part=_PARTS[part] if part else "How the applicant was heard is not recorded.",
        words=clean(meeting.applicant_words).strip(),
        wants=clean(meeting.applicant_wants).strip(),
        reason=clean(meeting.applicant_reason).strip(),
    )


def shown_items(meeting: MeetingView) -> list[AgendaItemView]:
    """The items that the minutes tell of, in order: not those that are the chair's alone."""
    ordered = sorted(meeting.items, key=lambda item: item.position)
    return [item for item in ordered if item.visibility is not Visibility.CHAIR]


def items_of(
    meeting: MeetingView, numbers: dict[str, int], wording: dict[str, str]
) -> tuple[context.Item, ...]:
    """The items. numbers: of the decisions, by id. wording: by the id of the item."""
    return tuple(
        context.Item(
            number=number,
            title=one_line(item.title),
            led_by=one_line(item.owner),
            state=_item_state(item),
            panel_alone=item.visibility is Visibility.PANEL,
            decisions=tuple(
                str(numbers[one.id]) for one in meeting.decisions if one.agenda_item_id == item.id
            ),
            wording=clean(wording.get(item.id, "")).strip(),
        )
        for number, item in enumerate(shown_items(meeting), start=1)
    )


def _item_state(item: AgendaItemView) -> str:
    took = f"took {duration_words(item.used_seconds)}"
    planned = item.planned_minutes
    if planned:
        took += f"; {minutes_words(planned)} {'was' if planned == 1 else 'were'} planned"
    match item.state:
        case ItemState.DONE:
            return f"It {took}."
        case ItemState.PARKED:
            return f"It was parked; it {took}." if item.used_seconds else "It was parked."
        case ItemState.CURRENT:
            return "It is not finished yet."
        case ItemState.WAITING:
            return f"It was set aside; it {took}." if item.used_seconds else "It was not taken."


def numbered(meeting: MeetingView) -> dict[str, int]:
    """The number of each decision by its id, in the order they were taken."""
    in_order = sorted(meeting.decisions, key=lambda one: one.decided_at)
    return {one.id: number for number, one in enumerate(in_order, start=1)}


def decisions_of(case: CaseFile, meeting: MeetingView) -> tuple[context.Decisions, ...]:
    """The decisions by kind, each kind in the order they were taken."""
    numbers = numbered(meeting)
    in_order = sorted(meeting.decisions, key=lambda one: numbers[one.id])
    return tuple(
        context.Decisions(
            name,
            tuple(_decision(case, one, numbers[one.id]) for one in in_order if one.kind is kind),
        )
        for kind, name in _DECISIONS.items()
    )


def _decision(case: CaseFile, one: DecisionView, number: int) -> context.Decision:
    return context.Decision(
        number=number,
        about=one_line(one.agency_name),
        what=clean(one.what).strip(),
        outcome=clean(one.outcome).strip(),
        reason=clean(one.reason).strip(),
        at=hour_words(one.decided_at),
        present=tuple(map(one_line, one.present)),
        only_for=only_for(case, one.mark, one.named_agencies),
    )


def only_for(case: CaseFile, mark: Mark, named: Iterable[str]) -> str:
    """The agencies an entry is for alone, in words; nothing where it is for the whole table."""
    if mark is not Mark.NAMED:
        return ""
    names = {one.id: one_line(one.name) for one in case.agencies}
    told = [names[agency_id] for agency_id in named if agency_id in names]
    return ", ".join(told) or "the chair and the officer"


def carried_at(case: CaseFile, meeting: MeetingView) -> list[RecommendationView]:
    """The recommendations of the meeting, in order.

    One that names no meeting was kept before meetings were told apart: it is the latest one's.
    """
    held = [one for one in case.meetings if one.state is not MeetingState.CANCELLED]
    latest = bool(held) and held[-1].id == meeting.id
    chosen = (
        one
        for one in case.recommendations
        if one.meeting_id == meeting.id or (one.meeting_id is None and latest)
    )
    return sorted(chosen, key=lambda one: one.number)


def recommendations_of(case: CaseFile, meeting: MeetingView) -> tuple[context.Recommendation, ...]:
    """The recommendations as they were carried; what became of them later is no part of it."""
    numbers = {one.id: str(one.number) for one in case.recommendations}
    return tuple(
        context.Recommendation(
            number=one.number,
            to=one_line(one.to_body),
            what=clean(one.what).strip(),
            power=one_line(one.power),
            why=clean(one.why).strip(),
            owner=one_line(one.owner),
            due=day_words(one.due_on),
            how_known=clean(one.how_known).strip(),
            stances=tuple(map(_stance, one.stances)),
            carried_from=numbers.get(one.carried_from_id or "", ""),
            only_for=only_for(case, one.mark, one.named_agencies),
        )
        for one in carried_at(case, meeting)
    )


def _stance(one: StanceView) -> str:
    words = clean(one.words).strip()
    stands = f"{one_line(one.agency_name)} {one.stance.value}"
    return f"{stands}: {words}" if words else f"{stands}."


def risks_of(case: CaseFile, meeting: MeetingView) -> tuple[context.Risk, ...]:
    """The risk then, and now as the panel found it on the days it sat."""
    return tuple(
        context.Risk(
            moment=one.moment.value,
            on=uk_day(one.assessed_on),
            by=one_line(one.assessed_by),
            band=one.band.value,
            why=clean(one.why).strip(),
            review_on=day_words(one.review_on),
        )
        for one in case.risks
        if one.moment is RiskMoment.THEN or _at_the_meeting(one, meeting)
    )


def _at_the_meeting(one: RiskView, meeting: MeetingView) -> bool:
    if one.moment is not RiskMoment.NOW or meeting.opened_at is None:
        return False
    closed = london_day(meeting.closed_at) if meeting.closed_at else one.assessed_on
    return london_day(meeting.opened_at) <= one.assessed_on <= closed
