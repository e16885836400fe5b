"""Action notices: for each owner a paper of what they have to do, and nothing of what others have.

Section 104(7) of the Anti-social Behaviour, Crime and Policing Act 2014: a person who carries out
public functions must have regard to the recommendations when carrying them out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from conference.documents.context import Contact, Council
from conference.documents.letters import Document
from conference.documents.papers_make import make_paper
from conference.documents.papers_minutes_facts import carried_at
from conference.documents.papers_words import instant_day
from conference.documents.picture import contact_of, council_of, day_words
from conference.errors import Refused
from conference.law.audience import AudienceKind
from conference.law.when import uk_day
from conference.text import clean, one_line
from conference.views import CaseFile, MeetingView, PaperKind, RecommendationView


@dataclass(frozen=True)
class Addressee:
    """Whom a notice is for, and which recommendations are theirs."""

    owner: str
    """The person who answers for it; the body where nobody is named."""
    body: str
    agency_id: str | None
    """None for a body that is none of the council's agencies."""
    recommendation_ids: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """One thing to be done."""

    number: int
    what: str
    due: str
    power: str
    why: str
    how_known: str
    answered: str
    """What was answered already: "accepted", or nothing."""


@dataclass(frozen=True)
class NoticeContext:
    """Everything the template of an action notice can name at its top level."""

    council: Council
    contact: Contact
    reference: str
    date: str
    owner: str
    body: str
    met_on: str
    """The day the panel met."""
    tasks: tuple[Task, ...]


def addressees(case: CaseFile, meeting: MeetingView) -> tuple[Addressee, ...]:
    """Everybody who has something to do after the meeting, in the order of the recommendations.

    What is done already is left out; the same name at two bodies is two people.
    """
    theirs: dict[tuple[str, str], list[RecommendationView]] = {}
    for one in carried_at(case, meeting):
        if one.done_on is None:
            whose = one.owner_id or one_line(one.owner).casefold()
            body = one.agency_id or one_line(one.to_body).casefold()
            theirs.setdefault((whose, body), []).append(one)
    return tuple(map(_addressee, theirs.values()))


def _addressee(theirs: list[RecommendationView]) -> Addressee:
    first = theirs[0]
    body = one_line(first.to_body)
    return Addressee(
        owner=one_line(first.owner) or body,
        body=body,
        agency_id=first.agency_id,
        recommendation_ids=tuple(one.id for one in theirs),
    )


def compose_notice(
    case: CaseFile,
    meeting: MeetingView,
    addressee: Addressee,
    *,
    templates: Path | None = None,
) -> Document:
    """The action notice of one owner.

    case: as the owner's agency sees it, so that nothing it may not see can be told; as the panel
    sees it only for a body that is none of the agencies. templates: a council's folder of
    templates. Raises Refused where the case is anybody else's view, BadInput where the template is
    wrong.
    """
    _refuse_another_reader(case, addressee)
    tasks = _tasks(case.recommendations, addressee)
    context = NoticeContext(
        council=council_of(case),
        contact=contact_of(case),
        reference=one_line(case.reference),
        date=uk_day(case.taken_on),
        owner=addressee.owner,
        body=addressee.body,
        met_on=instant_day(meeting.opened_at) if meeting.opened_at else "",
        tasks=tasks,
    )
    return make_paper(PaperKind.ACTION_NOTICE, case, context, templates=templates)


def _refuse_another_reader(case: CaseFile, addressee: Addressee) -> None:
    wanted = AudienceKind.AGENCY if addressee.agency_id else AudienceKind.PANEL
    if (case.audience.kind, case.audience.agency_id) != (wanted, addressee.agency_id):
        raise Refused(
            "An action notice is made from what its own reader may see, "
            f"not from the case as the {case.audience.kind} sees it.",
            safe="No notice was made.",
        )


def _tasks(recommendations: Iterable[RecommendationView], addressee: Addressee) -> tuple[Task, ...]:
    chosen = [one for one in recommendations if one.id in addressee.recommendation_ids]
    return tuple(map(_task, sorted(chosen, key=lambda one: one.number)))


def _task(one: RecommendationView) -> Task:
    return Task(
        number=one.number,
        what=clean(one.what).strip(),
        due=day_words(one.due_on),
        power=one_line(one.power),
        why=clean(one.why).strip(),
        how_known=clean(one.how_known).strip(),
        answered=one.answer.value if one.answer else "",
    )
