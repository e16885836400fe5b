"""From a case as the commissioner may see it to the context of the appeal bundle.

Nothing here hides a name: every text of the context goes through the stand-ins afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from conference.case.facts import parts_of, told
from conference.documents import bundle_context as context
from conference.documents.appeal_time import AGAINST, time_words
from conference.documents.chronology import HOW_IT_WAS_KEPT, what_words, who_words
from conference.documents.papers_presence import presence
from conference.documents.papers_words import hour_words, instant_day
from conference.documents.picture import DECIDERS, contact_of, council_of, day_words
from conference.law.procedure import NOT_PUBLISHED
from conference.law.when import uk_day
from conference.text import one_line
from conference.timeline import Timeline, TimelineEntry, timeline
from conference.views import (
    AppealView,
    CaseFile,
    DecisionView,
    HistoryLine,
    LetterState,
    LetterView,
    MeetingState,
    MeetingView,
    MinutesView,
    RecommendationView,
    ThresholdDecisionView,
)

READ = "read the case"
"""The act of the history that only says who looked."""
_LEFT_OUT = {
    **HOW_IT_WAS_KEPT,
    "Contact with": "Whom a body spoke to is not needed to judge what it did.",
}
"""What the chronology does not tell of an entry, by its label, and why."""
APPLICATION_LEFT_OUT = {
    "letter_format": "It is about how letters are to look.",
    "language": "The papers are in English, with the letters as they went out.",
    "preferred_contact": "The appeal body writes to the council.",
    "contact_notes": "How it is safe to reach them stays with the council.",
    "consent_to_share": "Whoever appeals has the papers sent.",
}
"""What the bundle does not tell of the application, and why."""


@dataclass(frozen=True)
class Papers:
    """What goes into the bundle. Every view is the commissioner's but for what is named.

    history: newest first or oldest first, without details. minutes: by meeting id, the approved
    edition. letters: the text that was issued, by letter id. present: by decision id, who was
    there, as the panel knows it.
    """

    case: CaseFile
    appeal: AppealView
    history: tuple[HistoryLine, ...]
    minutes: Mapping[str, MinutesView]
    letters: Mapping[str, str]
    present: Mapping[str, tuple[str, ...]]
    left_out: int


def bundle_context(papers: Papers) -> context.BundleContext:
    """Everything the template can name; the number of stand-ins is still to be put in."""
    case = papers.case
    shown = timeline(case)
    acts = [line for line in papers.history if line.act != READ]
    newest = max(papers.history, key=lambda line: line.number, default=None)
    body = case.procedure.appeal.body
    return context.BundleContext(
        council=council_of(case),
        reference=one_line(case.reference),
        linked=one_line(case.linked_reference),
        date=uk_day(case.taken_on),
        contact=contact_of(case),
        body="" if body is NOT_PUBLISHED else one_line(body),
        appeal=_lodged(papers.appeal, case),
        stand_ins=0,
        left_out=papers.left_out,
        application=tuple(_application(case)),
        threshold=tuple(_threshold(case)),
        chronology=tuple(_lines(shown, shown.entries)),
        undated=tuple(_lines(shown, shown.undated)),
        meetings=tuple(_meeting(one, papers.present) for one in case.meetings),
        recommendations=tuple(map(_recommendation, case.recommendations)),
        minutes=tuple(_minutes(case, papers.minutes)),
        letters=tuple(_letters(case, papers.letters)),
        history=tuple(map(_done, sorted(acts, key=lambda line: line.number))),
        readings=len(papers.history) - len(acts),
        head=_digest(newest.digest if newest else ""),
    )


def _lodged(appeal: AppealView, case: CaseFile) -> context.Lodged:
    return context.Lodged(
        against=AGAINST.get(appeal.against, appeal.against),
        ground=appeal.ground.strip(),
        lodged_on=uk_day(appeal.lodged_on),
        lodged_by=one_line(appeal.lodged_by),
        time=time_words(appeal, case.procedure),
    )


def _facts(*pairs: tuple[str, str]) -> Iterator[context.Fact]:
    for label, words in pairs:
        if words.strip():
            yield context.Fact(label, words.strip())


def _application(case: CaseFile) -> Iterator[context.Fact]:
    who, application = case.applicant, case.application
    where = (*who.address, who.postcode) if who else ()
    yield from _facts(
        ("Applicant", one_line(who.name) if who else ""),
        ("Address", ", ".join(filter(None, map(one_line, where)))),
        ("Received", uk_day(case.received_on)),
    )
    if application is not None:
        yield from _facts(*told(application, (*APPLICATION_LEFT_OUT, "received_on")))


def _threshold(case: CaseFile) -> Iterator[context.Fact]:
    decision = case.threshold
    if decision is None:
        return
    yield from _facts(*told(decision, ("decider",)), ("On behalf of", _decider(decision)))


def _decider(decision: ThresholdDecisionView) -> str:
    return DECIDERS.get(decision.decider, "").replace("your", "the")


def _lines(shown: Timeline, entries: Iterable[TimelineEntry]) -> Iterator[context.Line]:
    for entry in entries:
        who, what = who_words(entry, shown), what_words(entry, _LEFT_OUT)
        yield context.Line(str(entry.when), who, what)


def _meeting(meeting: MeetingView, present: Mapping[str, tuple[str, ...]]) -> context.Meeting:
    held = instant_day(meeting.opened_at) if meeting.opened_at else ""
    planned = day_words(meeting.planned_for) or "no day set"
    title = f"Meeting of {held}" if held else f"Meeting planned for {planned}"
    if meeting.state is MeetingState.CANCELLED:
        title = f"Meeting planned for {planned}, cancelled"
    return context.Meeting(
        title=title,
        facts=tuple(_facts(*told(meeting, _OF_ANY_MEETING))),
        presence=presence(meeting),
        decisions=tuple(_decision(one, present.get(one.id, ())) for one in meeting.decisions),
    )


_OF_ANY_MEETING = ("planned_for", "state", "booked_minutes", "link", "applicant_in_room_since")


def _decision(one: DecisionView, present: tuple[str, ...]) -> context.Decision:
    return context.Decision(
        about=one_line(one.agency_name) or str(one.kind).capitalize(),
        what=one.what.strip(),
        outcome=one.outcome.strip(),
        reason=one.reason.strip(),
        decided=f"{instant_day(one.decided_at)}, {hour_words(one.decided_at)}",
        present=", ".join(map(one_line, present)),
    )


def _recommendation(one: RecommendationView) -> context.Recommendation:
    answer = () if one.answer else (("Answer", "No answer yet."),)
    return context.Recommendation(
        number=one.number,
        to=one_line(one.to_body),
        what=one.what.strip(),
        facts=tuple(_facts(*told(one, ("to_body", "what", *_ABOUT_TELLING)), *answer)),
        progress=tuple(". ".join(map(": ".join, told(part))) for part in parts_of(one)),
    )


_ABOUT_TELLING = ("mark", "summary_wording")


def _minutes(case: CaseFile, minutes: Mapping[str, MinutesView]) -> Iterator[context.Frozen]:
    for meeting in case.meetings:
        one = minutes.get(meeting.id)
        if one is None or one.approved_at is None:
            continue
        yield context.Frozen(
            title=f"Minutes of {instant_day(meeting.opened_at or one.approved_at)}",
            facts=tuple(
                _facts(
                    ("Edition", str(one.edition)),
                    ("Approved", f"{instant_day(one.approved_at)} by {one_line(one.approved_by)}"),
                    ("Why the edition before it was corrected", one.why),
                    ("SHA-256 of the approved text", _digest(one.digest)),
                )
            ),
            text=one.text,
        )


def _letters(case: CaseFile, texts: Mapping[str, str]) -> Iterator[context.Frozen]:
    for letter in case.letters:
        if letter.issued_on is not None:
            yield context.Frozen(
                title=f"{letter.number}: {one_line(letter.title)}",
                facts=tuple(_of_letter(letter)),
                text=texts.get(letter.id, ""),
            )


def _of_letter(letter: LetterView) -> Iterator[context.Fact]:
    digest = next((file.digest for file in letter.files if file.format == "txt"), "")
    superseded = letter.state is LetterState.SUPERSEDED
    yield from _facts(
        ("Issued", f"{day_words(letter.issued_on)} by {one_line(letter.issued_by)}"),
        ("Sent to", one_line(letter.sent_to)),
        ("How", letter.channel),
        ("Last day to appeal it told", day_words(letter.last_appeal_day)),
        ("State", "superseded by a later letter" if superseded else ""),
        ("SHA-256 of the issued text", _digest(digest)),
    )


def _done(line: HistoryLine) -> context.Done:
    at = f"{instant_day(line.at)}, {hour_words(line.at)}"
    about = f" ({one_line(line.subject)})" if line.subject and " " in line.subject else ""
    return context.Done(line.number, at, one_line(line.actor), one_line(line.act) + about)


def _digest(digest: str) -> str:
    """A digest in groups of 16 signs: it is compared by eye, and fits a line."""
    return " ".join(digest[at : at + 16] for at in range(0, len(digest), 16))
