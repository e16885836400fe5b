"""The minutes: composed from what was recorded, with the wording that was written over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

from conference.documents import papers_minutes_facts as facts
from conference.documents.letters import Document
from conference.documents.papers_make import made_for_the_panel, make_paper
from conference.documents.papers_minutes_context import MinutesContext, Words
from conference.documents.papers_words import hour_words, instant_day, minutes_words
from conference.documents.picture import council_of, day_words
from conference.law.audience import Mark
from conference.law.calendar import london_day
from conference.text import clean, one_line
from conference.views import CaseFile, MeetingView, PaperKind

_ITEM = "item-"
_SECTIONS = {
    "opening": ("Opening", "Stands under the day and the place."),
    "presence": ("Who was there", "Stands under the list of those who came."),
    "applicant": ("The applicant's part", "Stands under the applicant's own words."),
    "decisions": ("Decisions", "Stands above the decisions."),
    "recommendations": ("Recommendations", "Stands above the recommendations."),
    "risk": ("Risk", "Stands under the assessments."),
    "closing": ("Review and close", "Stands at the end."),
}


@dataclass(frozen=True)
class WordingPlace:
    """One place in the minutes for wording over what the record says."""

    key: str
    title: str
    help: str


@dataclass(frozen=True)
class Edition:
    """Which edition of the minutes, in whose words, and how far it has come."""

    number: int
    paragraphs: Mapping[str, str]
    """The wording by the key of its place."""
    why: str = ""
    """Why it corrects the edition before."""
    approved_by: str = ""
    approved_at: datetime | None = None
    head: str = ""
    """The digest of the last entry in the case's history, and how many entries there are."""
    entries: int = 0


def wording_places(meeting: MeetingView) -> tuple[WordingPlace, ...]:
    """The places for wording, in the order of the paper."""
    sections = {key: WordingPlace(key, *words) for key, words in _SECTIONS.items()}
    items = tuple(
        WordingPlace(f"{_ITEM}{item.id}", f"{number}. {one_line(item.title)}", "")
        for number, item in enumerate(facts.shown_items(meeting), start=1)
    )
    before = tuple(sections.pop(key) for key in ("opening", "presence", "applicant"))
    return (*before, *items, *sections.values())


def compose_minutes(
    case: CaseFile,
    meeting: MeetingView,
    edition: Edition,
    *,
    sittings: facts.Sittings = (),
    templates: Path | None = None,
) -> Document:
    """The minutes of one meeting of the case.

    case: as the panel sees it. sittings: when the meeting was opened, and when it was adjourned or
    closed. Every decision and every recommendation of the meeting is in them once; an item's
    private note, and an item that is the chair's alone, never is. Raises Refused where the case is
    anybody else's view, BadInput where the template is wrong.
    """
    made_for_the_panel(case, "The minutes")
    approved = edition.approved_at
    context = _context(case, meeting, edition, sittings or _whole(meeting))
    return make_paper(
        PaperKind.MINUTES,
        case,
        context,
        day=london_day(approved) if approved else None,
        templates=templates,
    )


def _whole(meeting: MeetingView) -> facts.Sittings:
    """The meeting as one stretch, where nothing more is known."""
    return ((meeting.opened_at, meeting.closed_at),) if meeting.opened_at else ()


def _context(
    case: CaseFile, meeting: MeetingView, edition: Edition, sittings: facts.Sittings
) -> MinutesContext:
    marks = [one.mark for one in meeting.decisions]
    marks += [one.mark for one in facts.carried_at(case, meeting)]
    approved = edition.approved_at
    return MinutesContext(
        council=council_of(case),
        reference=one_line(case.reference),
        edition=edition.number,
        corrects=clean(edition.why).strip(),
        approved_by=one_line(edition.approved_by),
        approved_on=instant_day(approved) if approved else "",
        approved_at=hour_words(approved) if approved else "",
        head=edition.head,
        entries=edition.entries,
        restricted=marks.count(Mark.NAMED),
        day=day_words(meeting.planned_for),
        place=one_line(meeting.place),
        link=one_line(meeting.link),
        sittings=facts.sittings_of(meeting, sittings),
        booked=minutes_words(meeting.booked_minutes) if meeting.booked_minutes else "",
        closed=meeting.closed_at is not None,
        took=facts.took_words(sittings),
        chair=one_line(meeting.chair),
        independence=clean(meeting.chair_independence).strip(),
        presence=facts.presence_of(meeting),
        applicant=facts.applicant_of(meeting),
        items=facts.items_of(meeting, facts.numbered(meeting), _item_wording(edition)),
        private_items=len(meeting.items) - len(facts.shown_items(meeting)),
        decisions=facts.decisions_of(case, meeting),
        recommendations=facts.recommendations_of(case, meeting),
        risks=facts.risks_of(case, meeting),
        review_on=day_words(meeting.review_on),
        words=_words(edition),
    )


def _item_wording(edition: Edition) -> dict[str, str]:
    return {
        key.removeprefix(_ITEM): words
        for key, words in edition.paragraphs.items()
        if key.startswith(_ITEM)
    }


def _words(edition: Edition) -> Words:
    written = edition.paragraphs
    return Words(**{one.name: clean(written.get(one.name, "")).strip() for one in fields(Words)})
