"""What the record of one case holds about one person, item by item, for a person to decide on.

Whatever names them is an item; for the applicant also what they told, what was written to them, and
what the applicant may be told anyway. Whether others are in an item too is found by their names.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from conference.documents.bundle_people import hidden_party, named_elsewhere, names_in_office
from conference.documents.stand_ins import Hidden, StandIns, stand_ins
from conference.law.audience import Mark
from conference.law.calendar import london_day
from conference.law.when import uk_day
from conference.text import one_line
from conference.views import (
    CaseFile,
    LetterState,
    PartyRole,
    PartyView,
)

Fact = tuple[str, str]
"""A label and its words."""


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


class About(StrEnum):
    """Whom an item is about, which decides what is done with it unless a person says otherwise."""

    ALONE = "about them alone"
    """It is shown."""
    OTHERS = "others are in it too, or it was for the panel alone"
    """A person decides."""
    NAMED = "marked for named agencies alone"
    """It is withheld, and counted."""


@dataclass(frozen=True)
class SubjectItem:
    """One thing the record holds about a person. Names are as they were written."""

    key: str
    reference: str
    heading: str
    facts: tuple[Fact, ...]
    about: About


@dataclass(frozen=True)
class SubjectCase:
    """One case that somebody is a person of.

    panel: the case with everything. told: what the applicant may be told of it. letters: the text
    of each issued letter by its id.
    """

    panel: CaseFile
    told: CaseFile
    party: PartyView
    letters: Mapping[str, str]


def others_hidden(cases: Iterable[SubjectCase], texts: Iterable[str]) -> StandIns:
    """The stand-ins for everybody but the person, the same ones in every case."""
    cases = tuple(cases)
    people: list[Hidden] = []
    kept: list[str] = []
    for one in cases:
        people += [hidden_party(p) for p in one.panel.parties if p.id != one.party.id]
        people += named_elsewhere(one.panel)
        kept += names_in_office(one.panel)
    return stand_ins(people, applicant=hidden_party(cases[0].party), kept=kept, texts=texts)


def items_of(case: SubjectCase) -> tuple[SubjectItem, ...]:
    """Everything that one case holds about the person, in the order of the procedure."""
    everything = tuple(_all(case))
    found = _Finder(case, (words for one in everything for _, words in one.facts))
    return tuple(
        SubjectItem(
            f"{case.panel.reference}/{one.key}",
            case.panel.reference,
            one.heading,
            facts,
            found.about(one, facts),
        )
        for one in everything
        if (facts := _filled(one.facts)) and found.is_of_them(one, facts)
    )


@dataclass(frozen=True)
class _Found:
    """Something the case holds, whoever it is about."""

    key: str
    heading: str
    facts: tuple[Fact, ...]
    theirs: bool = False
    """Whether it is about the person whether or not it names them."""
    mark: Mark = Mark.APPLICANT


class _Finder:
    """Who is named in the words of one case."""

    def __init__(self, case: SubjectCase, texts: Iterable[str]) -> None:
        others = [hidden_party(p) for p in case.panel.parties if p.id != case.party.id]
        person = hidden_party(case.party)
        office = tuple(names_in_office(case.panel))
        self._person = stand_ins([person], applicant=Hidden(""), kept=office, texts=())
        self._others = stand_ins(
            [*others, *named_elsewhere(case.panel)], applicant=person, kept=office, texts=texts
        )

    def is_of_them(self, one: _Found, facts: tuple[Fact, ...]) -> bool:
        """Whether it is about the person."""
        return one.theirs or _names(self._person.hide, facts)

    def about(self, one: _Found, facts: tuple[Fact, ...]) -> About:
        """Whom it is about."""
        if one.mark is Mark.NAMED:
            return About.NAMED
        open_to_them = one.theirs and one.mark is Mark.APPLICANT
        alone = open_to_them and not _names(self._others.hide, facts)
        return About.ALONE if alone else About.OTHERS


def _names(hide: Callable[[str], str], facts: Iterable[Fact]) -> bool:
    return any(hide(words) != unicodedata.normalize("NFC", words) for _, words in facts)


def _filled(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple((label, words.strip()) for label, words in facts if words.strip())


def _all(case: SubjectCase) -> Iterator[_Found]:
    yield _details(case)
    yield from _application(case)
    yield from _incidents(case)
    yield from _reports(case)
    yield from _actions(case)
    yield from _weighed(case)
    yield from _meetings(case)
    yield from _recommendations(case)
    yield from _letters(case)
    yield from _afterwards(case)


def _applied(case: SubjectCase) -> bool:
    return case.party.role is PartyRole.APPLICANT


def _told(case: SubjectCase, entries: Iterable[_HasId]) -> set[str]:
    """The ids of what the person may be told anyway: what is told to the applicant is theirs."""
    return {one.id for one in entries} if _applied(case) else set()


def _details(case: SubjectCase) -> _Found:
    party = case.party
    facts = (
        ("In the case as", party.role.value),
        ("Name", one_line(party.name)),
        ("Address", ", ".join(filter(None, (*party.address, party.postcode)))),
        ("Telephone", ", ".join(filter(None, (party.phone, party.mobile)))),
        ("E-mail", party.email),
        ("Born", _day(party.born_on)),
        ("Organisation", party.organisation),
        ("Relationship", party.relationship),
        ("Consent", f"{party.consent}{f', {_day(party.consent_on)}' if party.consent_on else ''}"),
        ("Vulnerabilities", party.vulnerabilities),
    )
    return _Found("details", "Their details", facts, theirs=True)


def _application(case: SubjectCase) -> Iterator[_Found]:
    told = case.panel.application
    if told is None:
        return
    facts = (
        ("Received", _day(told.received_on)),
        ("How it came", told.channel),
        ("Problem", told.problem),
        ("Where", told.location),
        ("Others affected", told.others_affected),
        ("Hate strands", ", ".join(told.hate_strands)),
        ("Impact", told.impact),
        ("Health", told.health_impact),
        ("Daily life", told.routine_impact),
        ("Feeling of risk", told.feeling_of_risk),
        ("Wanted outcome", told.wanted_outcome),
        ("Action taken", told.action_taken),
        ("Tenure", told.tenure),
        ("Landlord", told.landlord),
        ("Adjustments", told.adjustments),
        ("How to reach them", told.preferred_contact),
        ("Notes on contact", told.contact_notes),
        ("Withdrawn", told.withdrawn_why),
    )
    mark = Mark.APPLICANT if _applied(case) else Mark.PANEL
    yield _Found("application", "The application", facts, _applied(case), mark)


def _incidents(case: SubjectCase) -> Iterator[_Found]:
    told = _told(case, case.told.incidents)
    for incident in case.panel.incidents:
        facts = (
            ("What happened", incident.summary),
            ("Time", incident.time_words),
            ("Place", incident.place),
            ("Summary", incident.summary_wording),
        )
        heading = f"Incident, {incident.when}"
        yield _Found(incident.id, heading, facts, incident.id in told, incident.mark)


def _reports(case: SubjectCase) -> Iterator[_Found]:
    told = _told(case, case.told.reports)
    for report in case.panel.reports:
        facts = (
            ("What was said", report.summary),
            ("Reported by", report.reported_by),
            ("How", report.method),
            ("Reference", report.reference),
            ("Response", report.response),
            ("Summary", report.summary_wording),
        )
        heading = f"Report to {one_line(report.told_to) or 'a body not known'}, {report.when}"
        yield _Found(report.id, heading, facts, report.id in told, report.mark)


def _actions(case: SubjectCase) -> Iterator[_Found]:
    told = _told(case, case.told.actions)
    for action in case.panel.actions:
        facts = (
            ("What", action.kind),
            ("What was done", action.summary),
            ("Outcome", action.outcome),
            ("Contact with", action.contact_with),
            ("More that could be done", action.more_could_be_done),
            ("Reference", action.reference),
            ("Summary", action.summary_wording),
        )
        heading = f"Action of {one_line(action.agency_name)}, {action.when}"
        yield _Found(action.id, heading, facts, action.id in told, action.mark)


def _weighed(case: SubjectCase) -> Iterator[_Found]:
    """What agencies were asked, the decision on the threshold, and the risks that were found."""
    for request in case.panel.requests:
        asked = (("What was asked", request.asked), ("Answer", request.note))
        heading = f"Request to {request.agency_name}, {_day(request.asked_on)}"
        yield _Found(request.id, heading, asked, mark=Mark.PANEL)
    if (decision := case.panel.threshold) is not None:
        facts = (
            ("Decision", "met" if decision.met else "not met"),
            ("Persistence", decision.persistence),
            ("Harm", decision.harm),
            ("Adequacy of the response", decision.adequacy),
            ("Reasons", decision.reasons),
            ("Ground of refusal", decision.refusal_ground),
        )
        heading = f"Threshold decision, {_day(decision.decided_on)}"
        mark = Mark.APPLICANT if _applied(case) else Mark.PANEL
        yield _Found(decision.id, heading, facts, _applied(case), mark)
    for risk in case.panel.risks:
        found = (("Risk", risk.band.value), *risk.answers.items(), ("Why", risk.why))
        heading = f"Risk {risk.moment}, {_day(risk.assessed_on)}"
        yield _Found(risk.id, heading, found, _applied(case), Mark.PANEL)


def _meetings(case: SubjectCase) -> Iterator[_Found]:
    told = _told(case, [one for held in case.told.meetings for one in held.decisions])
    mark = Mark.APPLICANT if _applied(case) else Mark.PANEL
    for meeting in case.panel.meetings:
        heard = (
            ("What they said", meeting.applicant_words),
            ("What they want", meeting.applicant_wants),
            ("Why they were not heard", meeting.applicant_reason),
        )
        heading = f"Meeting, {_day(meeting.planned_for)}"
        yield _Found(f"{meeting.id}-heard", heading, heard, _applied(case), mark)
        for item in meeting.items:
            yield _Found(
                item.id, f"{heading}: {item.title}", (("Note", item.note),), mark=Mark.PANEL
            )
        for one in meeting.decisions:
            facts = (
                ("What", one.what),
                ("Outcome", one.outcome),
                ("Reason", one.reason),
                ("Summary", one.summary_wording),
            )
            day = _day(london_day(one.decided_at))
            yield _Found(one.id, f"Decision, {day}", facts, one.id in told, one.mark)
        for minutes in meeting.minutes:
            words = (("Text", minutes.text),)
            yield _Found(
                minutes.id, f"Minutes of {_day(meeting.planned_for)}", words, mark=Mark.PANEL
            )


def _recommendations(case: SubjectCase) -> Iterator[_Found]:
    told = _told(case, case.told.recommendations)
    for one in case.panel.recommendations:
        facts = (
            ("To", one.to_body),
            ("What", one.what),
            ("Why", one.why),
            ("How it is known to be done", one.how_known),
            ("Answer", one.answer_reason),
            *(("Progress", progress.note) for progress in one.progress),
            ("Summary", one.summary_wording),
        )
        heading = f"Recommendation {one.number}"
        yield _Found(one.id, heading, facts, one.id in told, one.mark)


def _letters(case: SubjectCase) -> Iterator[_Found]:
    for one in case.panel.letters:
        if one.state not in (LetterState.ISSUED, LetterState.SUPERSEDED):
            continue
        to_them = _applied(case) and one.agency_id is None
        facts = (
            ("Sent to", one.sent_to),
            ("Sent by", one.channel),
            ("Text", case.letters.get(one.id, one.title)),
        )
        heading = f"Letter {one.number}, {one.kind.replace('-', ' ')}, {_day(one.issued_on)}"
        mark = Mark.APPLICANT if to_them else Mark.PANEL
        yield _Found(one.id, heading, facts, to_them, mark)


def _afterwards(case: SubjectCase) -> Iterator[_Found]:
    applied = _applied(case)
    mark = Mark.APPLICANT if applied else Mark.PANEL
    for one in case.panel.follow_ups:
        facts = (
            ("What was promised", one.words),
            ("What happened", one.happened),
            ("Whether it stopped", one.stopped),
            ("What they think", one.applicant_view),
        )
        yield _Found(one.id, f"{one.kind.capitalize()}, {_day(one.due_on)}", facts, applied, mark)
    for appeal in case.panel.appeals:
        grounds = (
            ("Ground", appeal.ground),
            ("Lodged by", appeal.lodged_by),
            ("Result", appeal.result.value if appeal.result else ""),
            ("Why", appeal.result_words),
            ("Note", appeal.note),
        )
        yield _Found(appeal.id, f"Appeal, {_day(appeal.lodged_on)}", grounds, applied, mark)
    closed = (("Why", case.panel.closed_why), ("What they think", case.panel.closed_view))
    yield _Found("closed", "The close of the case", closed, applied, mark)


def _day(day: date | None) -> str:
    return uk_day(day) if day is not None else ""
