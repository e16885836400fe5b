"""What a composed letter must tell, although a council's own template leaves it out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from conference.documents import compose, gaps
from conference.documents.template import LETTERS
from conference.law.audience import PANEL
from conference.law.procedure import NOT_PUBLISHED
from conference.views import ApplicantPart, CaseFile, LetterKind, MeetingState
from tests.documents import factory


def lacks(
    kind: LetterKind, folder: Path | None = None, case: CaseFile | None = None, **words: str
) -> list[str]:
    """What is missing in the letter as composed with a folder of templates."""
    seen = case or factory.ready(kind)
    written = {**factory.WRITTEN.get(kind, {}), **words}
    about = factory.about(kind, seen)
    document = compose(
        kind,
        seen,
        paragraphs=written,
        number=factory.NUMBER,
        letter_date=factory.LETTER_DATE,
        signed_by=factory.SPOC,
        templates=folder,
        about=about,
    )
    panel = replace(seen, audience=PANEL)
    found = gaps(
        seen,
        kind,
        paragraphs=written,
        panel=panel,
        templates=folder,
        about=about,
        document=document,
    )
    return [str(problem) for problem in found]


def own(folder: Path, kind: LetterKind, *cuts: tuple[str, str]) -> Path:
    """A council's own template: the shipped one with parts of it put another way."""
    text = (LETTERS / f"{kind}.md.j2").read_text(encoding="utf-8")
    for old, new in cuts:
        assert old in text
        text = text.replace(old, new)
    (folder / f"{kind}.md.j2").write_text(text, encoding="utf-8")
    return folder


def cut(kind: LetterKind, first: str, last: str) -> tuple[str, str]:
    """Everything from one place to another, taken away."""
    text = (LETTERS / f"{kind}.md.j2").read_text(encoding="utf-8")
    return text[text.index(first) : text.index(last)], ""


DECISIONS = (LetterKind.THRESHOLD_NOT_MET, LetterKind.APPLICATION_REFUSED, LetterKind.OUTCOME)


@pytest.mark.parametrize("kind", DECISIONS)
def test_a_template_without_the_appeal_block_is_refused(kind: LetterKind, tmp_path: Path) -> None:
    folder = own(tmp_path, kind, cut(kind, "## If you are not satisfied", "## Help with this"))
    assert lacks(kind, folder) == [
        "appeal: the letter does not say what a dissatisfied applicant may do"
    ]


@pytest.mark.parametrize(
    ("old", "what"),
    [
        ("{{ appeal.body }}", "does not name the body that looks at an appeal"),
        ("{{ appeal.last_day }}", "does not tell its last day, 16 June 2026"),
        ("{{ finding.reason }}", "finding on Example Homes: the letter does not tell its reason"),
        ("{{ recommendation.what }}", "recommendation 1: the letter does not tell what is"),
        ("{{ recommendation.due }}", "recommendation 2: the letter does not tell by when"),
        ("{{ review_on }}", "the day on which the applicant hears next"),
    ],
)
def test_an_outcome_that_leaves_something_out_is_refused(
    old: str, what: str, tmp_path: Path
) -> None:
    found = lacks(LetterKind.OUTCOME, own(tmp_path, LetterKind.OUTCOME, (old, "")))
    assert any(what in problem for problem in found), found


def test_a_letter_that_tells_no_number_and_no_address_is_refused(tmp_path: Path) -> None:
    kind = LetterKind.DELAY
    folder = own(tmp_path, kind, ("{{ contact.phone }}", ""), ("{{ contact.email }}", ""))
    assert "contact: the letter gives no telephone number and no e-mail address" in lacks(
        kind, folder
    )


@pytest.mark.parametrize(
    "words",
    [
        "You have until 1 September 2026 to appeal.",
        "The last day for your appeal is 15 June 2026.",
        "Please send your appeal by 3 May 2026.",
    ],
)
def test_a_last_day_that_does_not_follow_from_the_procedure_is_refused(words: str) -> None:
    (problem,) = lacks(LetterKind.OUTCOME, next=words)
    assert "which is not what the procedure says" in problem
    assert "under “What happens next”" in problem


def test_a_day_is_refused_where_the_procedure_publishes_none() -> None:
    case = factory.with_appeal(window=NOT_PUBLISHED)
    assert lacks(LetterKind.OUTCOME, case=case) == []
    (problem,) = lacks(LetterKind.OUTCOME, case=case, next="Appeal before 1 July 2026.")
    assert "it gives 1 July 2026" in problem


@pytest.mark.parametrize(
    "words",
    [
        "The last day to appeal is 16 June 2026.",
        "We met on 11 May 2026 and will ring by 1 July 2026.",
        "You can appeal.",
    ],
)
def test_the_right_day_and_other_days_are_left_alone(words: str) -> None:
    assert lacks(LetterKind.OUTCOME, next=words) == []


# What each of the other letters may not be issued without


def meeting(**changes: object) -> CaseFile:
    planned = replace(
        factory.MEETING, opened_at=None, closed_at=None, state=MeetingState.PLANNED, **changes
    )
    return factory.case(meetings=(planned,))


def gaps_of(kind: LetterKind, case: CaseFile, panel: CaseFile | None = None) -> list[str]:
    words = factory.WRITTEN.get(kind, {})
    about = factory.about(kind, case)
    return [str(one) for one in gaps(case, kind, paragraphs=words, about=about, panel=panel)]


def test_an_invitation_needs_day_time_and_place() -> None:
    bare = meeting(planned_for=None, starts_at=None, place="", link="")
    assert gaps_of(LetterKind.INVITATION_APPLICANT, bare) == [
        "meeting: it has no date",
        "meeting: it has no time",
        "meeting: it has no place and no link",
    ]
    held = factory.case()
    assert gaps_of(LetterKind.INVITATION_APPLICANT, held) == ["meeting: it has been held already"]


def test_reasons_for_not_inviting_are_told_before_the_meeting() -> None:
    kind = LetterKind.NOT_INVITED
    assert gaps_of(kind, meeting(applicant_part=ApplicantPart.NOT_INVITED)) == [
        "reasons: none is recorded for not inviting the applicant"
    ]
    after = factory.with_meeting(applicant_reason="Safety.")
    assert gaps_of(kind, after) == [
        "meeting: it was opened on 11 May 2026; the reasons are told before it"
    ]


def test_a_refusal_needs_ground_reasons_and_a_senior_sign_off() -> None:
    kind = LetterKind.APPLICATION_REFUSED
    bare = replace(factory.THRESHOLD, met=False, reasons="")
    assert gaps_of(kind, factory.case(threshold=bare)) == [
        "ground: the decision names no ground of refusal",
        "threshold: the decision has no reasons",
        "sign-off: no senior person has signed the refusal off (s.104(4))",
    ]


def test_the_ground_is_one_the_procedure_names() -> None:
    kind = LetterKind.APPLICATION_REFUSED
    case = factory.ready(
        kind,
        procedure=replace(factory.PROCEDURE, refusal_grounds=("Vexatious", "Reviewed before")),
    )
    assert gaps_of(kind, case) == []
    decision = replace(case.threshold, refusal_ground="Too much work")  # type: ignore[type-var]
    (problem,) = gaps_of(kind, replace(case, threshold=decision))
    assert problem == (
        "ground: “Too much work” is none the procedure names: Vexatious; Reviewed before"
    )


@pytest.mark.parametrize("day", ["soon", "in three weeks", "3 June", "the 3rd"])
def test_the_new_day_of_a_delay_is_a_whole_date(day: str) -> None:
    found = gaps(factory.case(), LetterKind.DELAY, paragraphs={"why": "Illness.", "new_day": day})
    assert [problem.where for problem in found] == ["The new day"]


def test_an_update_needs_something_to_tell() -> None:
    case = factory.case(recommendations=())
    assert gaps_of(LetterKind.ACTION_PLAN_UPDATE, case) == [
        "recommendations: the applicant may be told of none"
    ]


def test_the_cover_of_a_bundle_needs_somebody_to_go_to() -> None:
    silent = replace(factory.PROCEDURE, appeal=factory.SILENT_ROUTE)
    case = factory.ready(LetterKind.APPEAL_BUNDLE, procedure=silent)
    assert gaps_of(LetterKind.APPEAL_BUNDLE, case) == [
        "appeal body: the procedure names none, and none is recorded"
    ]


def test_an_issued_letters_day_counts_from_its_own_date() -> None:
    document = factory.compose_ready(LetterKind.APPLICATION_REFUSED)
    assert document.last_appeal_day == date(2026, 6, 16)
    assert factory.compose_ready(LetterKind.CLOSURE).last_appeal_day is None
