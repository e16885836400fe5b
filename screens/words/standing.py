"""Where a case stands and who is looking: due days, people and audiences in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from conference.law.audience import Audience, AudienceKind
from conference.views import AgencyView, CaseFile, PersonView
from screens.words.parts import short_day


def due_words(day: date | None, today: date) -> str:
    """How far off a day is: "overdue 3 days", "today", "in 2 days"; empty for none."""
    if day is None:
        return ""
    days = (day - today).days
    if days == 0:
        return "today"
    if days == 1:
        return "tomorrow"
    if days > 0:
        return f"in {days} days"
    return f"overdue {-days} day{'' if days == -1 else 's'}"


def next_words(case: CaseFile) -> str:
    """What is next and by when: "acknowledge the application, by 9 Nov 2026 (in 2 days)"."""
    if case.next_due is None:
        return case.next_step
    due = due_words(case.next_due, case.taken_on)
    return f"{case.next_step}, by {short_day(case.next_due)} ({due})"


def person_words(person: PersonView) -> str:
    """Somebody with what they are: "Olive Officer (officer, chair)"."""
    return f"{person.name} ({', '.join(person.roles)})" if person.roles else person.name


def seen_by(case: CaseFile) -> str:
    """For whose eyes a picture of the case is made, in as few words as say it."""
    if case.audience.kind is AudienceKind.AGENCY:
        found = (one.name for one in case.agencies if one.id == case.audience.agency_id)
        return next(found, "an agency")
    if case.audience.kind is AudienceKind.PANEL:
        return "chair and officer"
    return audience_words(case.audience, case.agencies)


def audience_words(audience: Audience, agencies: Iterable[AgencyView]) -> str:
    """For whose eyes a picture of the case is made."""
    if audience.kind is AudienceKind.AGENCY:
        name = next((one.name for one in agencies if one.id == audience.agency_id), "an agency")
        return f"the representative of {name}"
    return {
        AudienceKind.APPLICANT: "the applicant",
        AudienceKind.ROOM: "everybody in the room",
        AudienceKind.PANEL: "the chair and the officer",
        AudienceKind.COMMISSIONER: "the commissioner's office",
    }[audience.kind]
