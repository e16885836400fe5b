"""From a case as the commissioner may see it to the context of the appeal bundle.

Nothing here hides a name: every text of the context goes through the stand-ins afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from conference.documents import bundle_context as context
from conference.documents.appeal_time import AGAINST, time_words
from conference.documents.papers_presence import presence
from conference.documents.papers_words import hour_words, instant_day
from conference.documents.picture import DECIDERS, contact_of, council_of, day_words
from conference.law.procedure import NOT_PUBLISHED
from conference.law.when import uk_day
from conference.text import one_line
from conference.timeline import EntryKind, Timeline, TimelineEntry, timeline
from conference.views import (
    AppealView,
    CaseFile,
    DecisionView,
    Grade,
    HistoryLine,
    LetterState,
    LetterView,
    MeetingState,
    MeetingView,
    MinutesView,
    RecommendationView,
)

READ = "read the case"
"""The act of the history that only says who looked."""
_TOLD_IN_THE_CHRONOLOGY = ("Time", "Place", "Response", "Outcome", "Reference")
_APPLICATION = {
    "problem": "What it is about",
    "location": "Where",
    "others_affected": "Others affected",
    "impact": "Impact",
    "health_impact": "Impact on health",
    "routine_impact": "Impact on daily life",
    "feeling_of_risk": "Feeling of risk",
    "wanted_outcome": "What the applicant wants",
    "action_taken": "Whether any action was taken",
    "tenure": "Tenure",
    "landlord": "Landlord",
    "adjustments": "Adjustments they need",
}


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
    who, told = case.applicant, case.application
    where = (*who.address, who.postcode) if who else ()
    yield from _facts(
        ("Applicant", one_line(who.name) if who else ""),
        ("Address", ", ".join(filter(None, map(one_line, where)))),
        ("Received", uk_day(case.received_on)),
    )
    if told is not None:
        yield from _facts(
            ("How it came", told.channel),
            ("On what footing", told.basis),
            ("Hate, on the ground of", ", ".join(told.hate_strands)),
            *((label, getattr(told, name)) for name, label in _APPLICATION.items()),
        )
        if told.withdrawn_on:
            yield context.Fact("Withdrawn", f"{uk_day(told.withdrawn_on)}: {told.withdrawn_why}")


def _threshold(case: CaseFile) -> Iterator[context.Fact]:
    decision = case.threshold
    if decision is None:
        return
    result = "met" if decision.met else "not met"
    held = "; a review was held all the same" if decision.discretionary else ""
    yield from _facts(
        ("Decision", f"The threshold was {result}{held}."),
        ("Decided on", uk_day(decision.decided_on)),
        ("Decided by", one_line(decision.decided_by)),
        ("On behalf of", DECIDERS.get(decision.decider, "").replace("your", "the")),
        ("Under", one_line(decision.basis)),
        ("Reasons", decision.reasons),
        ("Ground of refusal", decision.refusal_ground),
    )


def _lines(shown: Timeline, entries: Iterable[TimelineEntry]) -> Iterator[context.Line]:
    lanes = {lane.key: lane.name for lane in shown.lanes}
    for entry in entries:
        who = {
            EntryKind.INCIDENT: "Hate incident" if entry.hate else "Incident",
            EntryKind.REPORT: f"Report, {entry.who}",
            EntryKind.ACTION: lanes[entry.lane],
            EntryKind.REQUEST: f"Request, {entry.who}",
        }[entry.kind]
        more = "; ".join(_more(entry))
        yield context.Line(str(entry.when), who, "\n".join(filter(None, (entry.title, more))))


def _more(entry: TimelineEntry) -> Iterator[str]:
    for label, words in entry.detail:
        if label in _TOLD_IN_THE_CHRONOLOGY:
            yield f"{label}: {one_line(words).rstrip('.')}"
        if (label, words) == ("Grade", Grade.DISPUTED):
            yield words


def _meeting(meeting: MeetingView, present: Mapping[str, tuple[str, ...]]) -> context.Meeting:
    held = instant_day(meeting.opened_at) if meeting.opened_at else ""
    planned = day_words(meeting.planned_for) or "no day set"
    title = f"Meeting of {held}" if held else f"Meeting planned for {planned}"
    if meeting.state is MeetingState.CANCELLED:
        title = f"Meeting planned for {planned}, cancelled"
    return context.Meeting(
        title=title,
        facts=tuple(
            _facts(
                ("Place", one_line(meeting.place)),
                ("Chair", one_line(meeting.chair)),
                ("The chair's independence", meeting.chair_independence),
                ("The applicant's part", str(meeting.applicant_part or "not recorded")),
                ("What the applicant said", meeting.applicant_words),
                ("What the applicant wants", meeting.applicant_wants),
                ("Why the applicant was not invited", meeting.applicant_reason),
            )
        ),
        presence=presence(meeting),
        decisions=tuple(_decision(one, present.get(one.id, ())) for one in meeting.decisions),
    )


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
    answered = f": {one.answer_reason.strip()}" if one.answer_reason.strip() else ""
    done = f"Done on {uk_day(one.done_on)}." if one.done_on else "Overdue." if one.overdue else ""
    answer = f"{str(one.answer).capitalize()}{answered}" if one.answer else "No answer yet."
    return context.Recommendation(
        number=one.number,
        to=one_line(one.to_body),
        what=one.what.strip(),
        why=one.why.strip(),
        owner=one_line(one.owner),
        due=day_words(one.due_on),
        state=" ".join(filter(None, (answer, done))),
        progress=tuple(f"{uk_day(note.noted_on)}: {note.note.strip()}" for note in one.progress),
    )


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
