"""The agenda as a paper, and the notice each owner gets: nobody learns what is not for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from io import BytesIO

import pikepdf
import pytest

from conference.documents import FORMATS, Document, write
from conference.documents.papers_agenda import compose_agenda
from conference.documents.papers_notices import Addressee, addressees, compose_notice
from conference.errors import Refused
from conference.law.audience import APPLICANT, PANEL, ROOM, Audience, agency
from conference.text import clean
from conference.views import Answer, CaseFile, MeetingView, Visibility
from tests.documents import meeting_record as record
from tests.documents import reading
from tests.documents.test_agenda_pack import ALL_FORMATS, ARABIC, HOSTILE, words_in
from tests.documents.test_files import structure

PLANNED = replace(record.meeting(), starts_at=time(10, 30))


def written(document: Document, form: str = "txt") -> bytes:
    case = record.case()
    return write(document, form, council=case.council, reference=case.reference)  # type: ignore[arg-type]


def agenda_of(copy: Visibility, meeting: MeetingView = PLANNED) -> str:
    document = compose_agenda(record.case(), meeting, copy=copy)
    return " ".join(written(document).decode().split())


def notice_of(
    addressee: Addressee, case: CaseFile | None = None, audience: Audience | None = None
) -> Document:
    case = case or record.case()
    whose = agency(addressee.agency_id) if addressee.agency_id else PANEL
    seen = replace(case, audience=audience or whose)
    return compose_notice(seen, case.meetings[0], addressee)


def notices(case: CaseFile | None = None) -> dict[str, str]:
    """The notice of each owner, as text on one line."""
    case = case or record.case()
    return {
        one.owner: " ".join(written(notice_of(one, case)).decode().split())
        for one in addressees(case, case.meetings[0])
    }


def test_each_copy_of_the_agenda_has_the_items_its_readers_hear_and_no_others() -> None:
    room, panel, chair = (agenda_of(copy) for copy in Visibility)
    everybody, agencies, own = (item.title for item in PLANNED.items[:3])
    assert [everybody in text for text in (room, panel, chair)] == [True, True, True]
    assert [agencies in text for text in (room, panel, chair)] == [False, True, True]
    assert [own in text for text in (room, panel, chair)] == [False, False, True]
    assert "do not share it" in chair
    assert "panel" not in room.casefold()


def test_an_agenda_tells_day_hour_place_and_who_leads_and_nothing_of_the_case() -> None:
    case = record.case()
    for text in (agenda_of(copy) for copy in Visibility):
        for told in ("11 May 2026, 10.30am", "Committee Room 2", "Led by: The chair"):
            assert told in text
        assert case.applicant is not None
        for private in (
            case.applicant.name,
            "I want the noise to stop",
            "Only the chair reads this note",
            "The police response",
            "Siân",
        ):
            assert private not in text


def test_its_minutes_are_added_up_against_what_is_booked() -> None:
    assert "Together: 20 minutes; the meeting is booked for 120 minutes." in agenda_of(
        Visibility.ROOM
    )
    tight = replace(PLANNED, booked_minutes=25)
    assert "That is 15 minutes more than is booked." in agenda_of(Visibility.CHAIR, tight)
    assert "more than is booked" not in agenda_of(Visibility.ROOM, tight)


def test_a_meeting_without_a_day_or_an_agenda_says_so() -> None:
    bare = replace(PLANNED, planned_for=None, place="", link="", items=(), chair="")
    text = agenda_of(Visibility.CHAIR, bare)
    assert "No day is set for the meeting yet." in text
    assert "No agenda yet." in text
    cancelled = replace(PLANNED, cancelled_on=date(2026, 5, 1))
    assert "This meeting was cancelled." in agenda_of(Visibility.ROOM, cancelled)


@pytest.mark.parametrize("audience", [APPLICANT, ROOM, agency("a2")], ids=lambda a: str(a.kind))
def test_an_agenda_is_made_from_the_panels_view_alone(audience: Audience) -> None:
    with pytest.raises(Refused):
        compose_agenda(replace(record.case(), audience=audience), PLANNED)


def test_each_owner_is_told_what_is_theirs_by_when_and_how_it_is_known() -> None:
    told = notices()
    assert set(told) == {"Sergeant One", "Tenancy Manager"}
    sergeant = told["Sergeant One"]
    for words in (
        "For Sergeant One, Derbyshire Police",
        "Name one officer who reads every report.",
        "By when: 1 July 2026",
        "Community protection notice",
        "The applicant is called each week.",
        "must have regard to them",
        "Quote ER-2026-0001",
    ):
        assert words in sergeant


def test_a_notice_has_nothing_of_what_others_have_to_do_and_nothing_of_the_case() -> None:
    told = notices()
    assert "Fit a better door." not in told["Sergeant One"]
    assert "Name one officer" not in told["Tenancy Manager"]
    case = record.case()
    assert case.applicant is not None
    for text in told.values():
        for private in (
            case.applicant.name,
            case.applicant.postcode,
            "We have no budget for it.",
            "I want the noise to stop",
            "She is alone at night",
            "Siân",
        ):
            assert private not in text


def test_two_recommendations_to_one_owner_make_one_notice_and_a_namesake_elsewhere_another() -> (
    None
):
    case = record.case(
        recommendations=(
            record.recommendation(1, "First thing.", owner="Sam Jones"),
            record.recommendation(2, "Second thing.", owner="sam  jones"),
            record.recommendation(3, "Third thing.", owner="Sam Jones", agency_id="a1"),
            record.recommendation(4, "Fourth.", owner="", agency_id=None, to_body="Fire service"),
            record.recommendation(5, "Done.", owner="Sam Jones", done_on=date(2026, 5, 12)),
        )
    )
    found = addressees(case, case.meetings[0])
    assert [(one.owner, len(one.recommendation_ids)) for one in found] == [
        ("Sam Jones", 2),
        ("Sam Jones", 1),
        ("Fire service", 1),
    ]
    assert "For Fire service This" not in notices(case)["Fire service"]
    assert "Fourth." in notices(case)["Fire service"]


@pytest.mark.parametrize("audience", [APPLICANT, ROOM, PANEL, agency("a1")], ids=str)
def test_a_notice_is_made_from_what_its_own_reader_may_see(audience: Audience) -> None:
    case = record.case()
    sergeant = addressees(case, case.meetings[0])[0]
    with pytest.raises(Refused):
        notice_of(sergeant, audience=audience)


def test_an_answer_that_was_given_is_in_the_notice() -> None:
    case = record.case()
    first = replace(case.recommendations[0], answer=Answer.IN_PART)
    told = notices(replace(case, recommendations=(first,)))
    assert "Your answer so far: accepted in part." in told["Sergeant One"]


Make = Callable[[CaseFile], Document]
MAKES: dict[str, Make] = {
    "agenda": lambda case: compose_agenda(case, case.meetings[0], copy=Visibility.PANEL),
    "notice": lambda case: notice_of(addressees(case, case.meetings[0])[0], case),
}


@pytest.mark.parametrize("form", ALL_FORMATS)
def test_every_text_from_people_reads_back_as_it_was_written(form: str) -> None:
    texts = [text for text in HOSTILE if form != "pdf" or ARABIC not in text]
    for number, text in enumerate(texts):
        what = f"P{number:03}Q{text}R{number:03}S"
        item = record.item(1, what, owner=what)
        held = replace(PLANNED, items=(item,), place=what, link=what, chair=what)
        case = record.case(
            meetings=(held,),
            recommendations=(
                record.recommendation(
                    1, what, owner=what, power=what, why=what, how_known=what, to_body=f"B {what}"
                ),
            ),
        )
        for name, times in (("agenda", 5), ("notice", 6)):
            words = words_in(form, written(MAKES[name](case), form))
            assert words.count(reading.squeezed(clean(what))) >= times, (name, text)


def test_no_text_from_people_becomes_an_element_of_the_page() -> None:
    for make in MAKES.values():
        usual = reading.html_tags(written(make(record.case()), "html"))
        for text in HOSTILE:

            def put(_usual: str, text: str = text) -> str:
                return text

            tags = reading.html_tags(written(make(record.case(put)), "html"))
            assert tags <= usual | {"br", "h2", "h3", "p", "strong"}


@pytest.mark.parametrize("name", MAKES)
def test_the_pdfs_are_pdf_ua_and_every_format_is_made(name: str) -> None:
    document = MAKES[name](record.case())
    for form in FORMATS:
        assert written(document, form)
    with pikepdf.open(BytesIO(written(document, "pdf"))) as pdf:
        assert "/H1" in structure(pdf)
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
