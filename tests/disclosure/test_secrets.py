"""A secret in every text of a case, and every output of every audience searched for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from sqlmodel import SQLModel

from conference.account import account
from conference.casefile import open_case
from conference.cli.printing import _plain
from conference.documents import compose, compose_pack, write
from conference.documents.readers import About
from conference.law.audience import (
    APPLICANT,
    COMMISSIONER,
    PANEL,
    ROOM,
    Audience,
    AudienceKind,
    Mark,
    agency,
)
from conference.record import tables
from conference.record.tables import Case, CaseRow
from conference.timeline import timeline
from conference.timeline_text import timeline_lines
from conference.views import CaseFile, LetterKind, LetterState, PartyRole, Visibility
from tests.disclosure.planting import MARKED, Planted, Secret, plant
from tests.documents.reading import HAS_PDFTOTEXT, docx_words, pdf_words
from tests.office import Office

pytestmark = pytest.mark.database("sqlite")

TODAY = date(2026, 11, 2)
AUDIENCES = ("panel", "police", "housing", "room", "commissioner", "applicant")
"""The police are named on every entry that names agencies; housing is not."""
EVERYBODY = set(AUDIENCES)
AT_THE_TABLE = EVERYBODY - {"applicant"}

# Who may be told a text that is no entry. What is not named here is for those inside alone, so that
# a column that is added is a secret until somebody decides otherwise.
WHO = {
    **{
        f"Application.{name}": {"panel", "commissioner", "applicant"}
        for name in tables.Application.model_fields
    },
    **{
        f"Party.{name} ({role})": {"panel", "police", "housing"}
        for name in ("name", "address", "postcode")
        for role in (PartyRole.VICTIM, PartyRole.GROUP_MEMBER)
    },
    **{
        f"{table}.{name} ({whose})": {"panel", whose}
        for table, names in (("InformationRequest", ("asked", "legal_basis", "note")),)
        for name in names
        for whose in ("police", "housing")
    },
    **{
        f"ThresholdDecision.{name}": EVERYBODY
        for name in ("basis", "reasons", "decided_by", "refusal_ground")
    },
    **{f"Meeting.{name}": EVERYBODY for name in ("place", "link", "chair_independence")},
    **{
        f"Meeting.{name}": {"panel", "room", "commissioner", "applicant"}
        for name in ("applicant_words", "applicant_reason", "applicant_wants")
    },
    **{f"AgendaItem.{name} ({Visibility.ROOM})": EVERYBODY for name in ("title", "owner")},
    **{f"AgendaItem.{name} ({Visibility.PANEL})": AT_THE_TABLE for name in ("title", "owner")},
    "Attendance.name": EVERYBODY,
    "Attendance.substitute_for": EVERYBODY,
    # Whoever lodged an appeal and whoever decides on it may read it; agencies learn nothing of it.
    **{
        f"Appeal.{name}": {"panel", "commissioner", "applicant"}
        for name in ("ground", "lodged_by", "sent_to", "result_words")
    },
    "AppealBundle.made_by": {"panel", "commissioner"},
    "BundleFile.name": {"panel", "commissioner"},
    # What was promised to the applicant; how it went is kept inside.
    **{f"FollowUp.{name}": {"panel", "commissioner", "applicant"} for name in ("words", "done_by")},
}
TOLD_WITH_A_SUMMARY = {"summary_wording", "to_body", "owner"}
_OF_AN_ENTRY = ("RecommendationAnswer", "Progress", "Stance")


def may_know(secret: Secret, audience: str) -> bool:
    """Whether the law of the house lets the audience have this text."""
    if audience == "panel":
        return True
    if secret.table in {table.__name__ for table in MARKED}:
        return _may_know_entry(secret, audience)
    if secret.table in _OF_AN_ENTRY:
        untold = secret.table != "RecommendationAnswer" or secret.column == "answered_by"
        return _gets_whole(secret.of, audience) and not (audience == "applicant" and untold)
    if secret.table in ("Source", "IncidentGroup"):
        mark = secret.of.rsplit(", ", 1)[-1]
        return audience != "applicant" and _gets_whole(mark, audience)
    return audience in WHO.get(secret.place, set())


def _gets_whole(mark: str, audience: str) -> bool:
    if audience == "applicant":
        return mark == Mark.APPLICANT
    return mark != Mark.NAMED or audience == "police"


def _may_know_entry(secret: Secret, audience: str) -> bool:
    if secret.column == "present":
        return False
    if audience == "applicant" and secret.of == Mark.SUMMARY:
        return secret.column in TOLD_WITH_A_SUMMARY
    return _gets_whole(secret.of, audience)


@pytest.fixture
def planted(office: Office) -> Iterator[tuple[Planted, Callable[[str], CaseFile]]]:
    """The secrets, and the case for an audience by its name; nothing of it is kept."""
    case_id = office.after_meeting()
    office.ask(case_id, office.housing_id)
    audiences: dict[str, Audience] = {
        "panel": PANEL,
        "police": agency(office.police_id),
        "housing": agency(office.housing_id),
        "room": ROOM,
        "commissioner": COMMISSIONER,
        "applicant": APPLICANT,
    }
    with office.store.writing() as session:
        secrets = plant(office, session, case_id)
        case = session.get_one(Case, case_id)
        yield secrets, lambda name: open_case(session, case, audiences[name], TODAY)
        session.rollback()


Look = tuple[Planted, Callable[[str], CaseFile]]


def leaks(planted: Planted, output: str, audience: str) -> list[str]:
    """The places of the texts that this audience may not know and the output holds."""
    return [
        secret.place
        for secret in planted.secrets
        if secret.words in output and not may_know(secret, audience)
    ]


def test_every_text_of_a_case_has_its_secret(planted: Look) -> None:
    secrets, _ = planted
    filled = {secret.table for secret in secrets.secrets}
    known = {table.__name__ for table in _tables_of_a_case()}
    assert known - filled == {"LetterFile", "MinutesFile"}, "these hold no words"


def _tables_of_a_case() -> Iterator[type[SQLModel]]:
    waiting: list[type[Any]] = [CaseRow]
    while waiting:
        table = waiting.pop()
        waiting.extend(table.__subclasses__())
        if hasattr(table, "__table__"):
            yield table


@pytest.mark.parametrize("audience", AUDIENCES)
def test_nothing_that_is_read_of_a_case_holds_a_secret_that_is_not_for_its_reader(
    planted: Look, audience: str
) -> None:
    secrets, seen_by = planted
    case = seen_by(audience)
    outputs = {
        "the case file": repr(case),
        "the account": "\n".join(account(case, width=10_000)),
        "JSON": json.dumps(_plain(case), default=str),
        "the timeline": "\n".join(timeline_lines(timeline(case), 10_000)),
    }
    for name, output in outputs.items():
        assert leaks(secrets, output, audience) == [], name


def test_the_chair_and_the_officer_get_every_entry_whole(planted: Look) -> None:
    secrets, seen_by = planted
    seen = repr(seen_by("panel"))
    summaries = [one for one in secrets.secrets if one.column in ("summary", "what", "reason")]
    assert summaries
    assert [one.place for one in summaries if one.words not in seen] == []


READERS = {
    **dict.fromkeys(LetterKind, "applicant"),
    LetterKind.AGENCY_REQUEST: "housing",
    LetterKind.INVITATION_PANEL: "housing",
    LetterKind.APPEAL_BUNDLE: "commissioner",
}


def _about(kind: LetterKind, panel: CaseFile) -> About | None:
    """What a letter that needs it is about: somebody who was expected, or the appeal."""
    if kind is LetterKind.INVITATION_PANEL:
        return panel.meetings[-1].attendance[0]
    if kind in (LetterKind.APPEAL_ACKNOWLEDGEMENT, LetterKind.APPEAL_BUNDLE):
        return panel.appeals[-1]
    return None


_OF_THE_APPEAL = ("Appeal.ground", "Appeal.lodged_by", "Appeal.sent_to")
_LODGED = {
    # Whoever lodged an appeal, and whoever decides on it, may read what it says.
    LetterKind.APPEAL_ACKNOWLEDGEMENT: _OF_THE_APPEAL,
    LetterKind.APPEAL_BUNDLE: _OF_THE_APPEAL,
}
AS_WORDS: dict[str, Callable[[bytes], str]] = {
    "txt": bytes.decode,
    "md": bytes.decode,
    "html": bytes.decode,
    "docx": docx_words,
    **({"pdf": pdf_words} if HAS_PDFTOTEXT else {}),
}


@pytest.mark.parametrize("kind", LetterKind)
def test_no_letter_in_any_format_holds_a_secret_that_is_not_for_its_reader(
    planted: Look, kind: LetterKind, office: Office
) -> None:
    secrets, seen_by = planted
    case = seen_by(READERS[kind])
    document = compose(
        kind,
        case,
        paragraphs={},
        number="ER-2026-0001/1",
        letter_date=TODAY,
        signed_by=office.officer.person,
        about=_about(kind, seen_by("panel")),
    )
    for form, words in AS_WORDS.items():
        file = write(document, form, council=case.council, reference=case.reference)  # type: ignore[arg-type]
        text = words(file)
        assert case.reference in text, form
        found = leaks(secrets, text, READERS[kind])
        assert [place for place in found if place not in _LODGED.get(kind, ())] == [], form


OF_THE_CHAIR = ("Attendance.conflict", "AgendaItem.note", "AgendaItem.title (chair only)")


def test_the_pack_for_the_table_holds_nothing_of_entries_for_named_agencies(
    planted: Look,
) -> None:
    secrets, seen_by = planted
    case = seen_by("panel")
    kept_back = [
        one
        for one in secrets.secrets
        if one.of.endswith(Mark.NAMED)
        or one.place.startswith(OF_THE_CHAIR)
        or one.table in ("Letter", "Chase", "Minutes", "Appeal")
    ]
    document = compose_pack(case)
    for form, words in AS_WORDS.items():
        file = write(document, form, council=case.council, reference=case.reference)  # type: ignore[arg-type]
        text = words(file)
        assert case.reference in text, form
        assert [one.place for one in kept_back if one.words in text] == [], form


def test_whom_to_ask_above_an_agency_is_known_inside_alone(planted: Look, office: Office) -> None:
    secrets, seen_by = planted
    secrets.session.get_one(tables.Agency, office.police_id).escalation = "zq-superintendent"
    secrets.session.flush()
    told = {name for name in AUDIENCES if "zq-superintendent" in repr(seen_by(name))}
    assert told == {"panel"}


def test_a_draft_of_a_letter_is_known_inside_alone(planted: Look) -> None:
    secrets, seen_by = planted
    drafted = [one for one in secrets.secrets if one.table == "Letter"]
    assert {one.of for one in drafted} == {LetterState.DRAFT, LetterState.APPROVED}
    for name in AUDIENCES[1:]:
        seen = repr(seen_by(name))
        assert not [one.place for one in drafted if one.words in seen], name


def test_every_kind_of_audience_is_looked_at(planted: Look) -> None:
    _, seen_by = planted
    assert {seen_by(name).audience.kind for name in AUDIENCES} == set(AudienceKind)
