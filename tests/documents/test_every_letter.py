"""Every kind of letter: composed for a whole case, for a bare one, and read back from its files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from conference.documents import Format, compose, free_paragraphs, gaps, write
from conference.documents.flags import flags, readability_of
from conference.documents.passages import passages
from conference.documents.readers import ABOUT, NEEDS_ABOUT, READERS, for_applicant
from conference.documents.template import LETTERS
from conference.documents.wording import hard_words
from conference.errors import BadInput, Refused
from conference.law.audience import PANEL
from conference.law.procedure import NOT_PUBLISHED, Step
from conference.views import CaseFile, CouncilView, LetterKind, RequestState
from tests.documents import factory, reading

BARE = CouncilView(id="council", name="Erewater Borough Council", code="ER")


def words_of(kind: LetterKind, case: CaseFile | None = None, **words: str) -> str:
    """The letter as one line of text."""
    document = factory.compose_ready(kind, case, **words)
    text = write(document, "txt", council=factory.COUNCIL, reference=factory.NUMBER)
    return " ".join(text.decode().split())


def panel_of(case: CaseFile) -> CaseFile:
    return replace(case, audience=PANEL)


@pytest.mark.parametrize("kind", LetterKind)
def test_a_letter_whose_case_is_whole_lacks_nothing_and_tells_all_of_it(kind: LetterKind) -> None:
    case = factory.ready(kind)
    document = factory.compose_ready(kind, case)
    found = gaps(
        case,
        kind,
        paragraphs=factory.WRITTEN.get(kind, {}),
        panel=panel_of(case),
        about=factory.about(kind, case),
        document=document,
    )
    assert [str(problem) for problem in found] == []
    assert document.title


@pytest.mark.parametrize("kind", LetterKind)
def test_a_letter_whose_case_is_whole_raises_no_flag(kind: LetterKind) -> None:
    case = factory.ready(kind)
    found = flags(factory.compose_ready(kind, case), case, panel_of(case))
    assert [str(flag) for flag in found] == []


@pytest.mark.parametrize("kind", LetterKind)
def test_a_letter_of_a_bare_case_is_still_a_letter(kind: LetterKind) -> None:
    """Nobody is named, nothing is published, no meeting is planned: nothing is made up."""
    silent = replace(
        factory.PROCEDURE, appeal=factory.SILENT_ROUTE, signposts=(), steps=dict.fromkeys(Step)
    )
    case = factory.ready(
        kind,
        council=BARE,
        spoc=None,
        procedure=replace(silent, steps=dict.fromkeys(Step, NOT_PUBLISHED)),
        application=None,
        recommendations=(),
        incidents=(),
        steps=(),
    )
    document = factory.compose_ready(kind, case)
    text = write(document, "txt", council=BARE, reference=factory.NUMBER).decode()
    assert "None" not in text
    assert "not published" not in text.casefold()
    for passage in passages(document.body):
        assert passage.text.strip()
        assert "  " not in passage.text.replace("\n", "")


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("large", [False, True], ids=["standard", "large print"])
@pytest.mark.parametrize("form", ["pdf", "docx", "html", "txt"])
def test_every_passage_is_read_back_from_the_file(
    kind: LetterKind, large: bool, form: Format
) -> None:
    if form == "pdf" and not reading.HAS_PDFTOTEXT:
        pytest.skip("pdftotext (poppler-utils) is needed to read a PDF back")
    readers = {
        "pdf": reading.pdf_words,
        "docx": reading.docx_words,
        "html": reading.html_words,
        "txt": reading.text_words,
    }
    document = factory.compose_ready(kind)
    data = write(
        document, form, council=factory.COUNCIL, reference=factory.NUMBER, large_print=large
    )
    squeezed = reading.undecorated if form == "txt" else reading.squeezed
    found = squeezed(readers[form](data))
    lost = [
        line
        for passage in passages(document.body)
        for line in passage.text.split("\n")
        if squeezed(line) not in found
    ]
    assert lost == []


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("large", [False, True], ids=["standard", "large print"])
def test_every_pdf_is_tagged_and_says_its_title_and_language(kind: LetterKind, large: bool) -> None:
    document = factory.compose_ready(kind)
    data = write(
        document, "pdf", council=factory.COUNCIL, reference=factory.NUMBER, large_print=large
    )
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as about:
            assert about["dc:title"] == document.title
            assert about["pdfuaid:part"] == "1"


@pytest.mark.parametrize("kind", [kind for kind in LetterKind if for_applicant(kind)])
def test_our_own_words_to_an_applicant_are_plain(kind: LetterKind) -> None:
    document = factory.compose_ready(kind)
    ours = [
        word
        for passage in passages(document.body)
        for word, _why in hard_words(passage.text)
        # The one word of the trade that is explained in the same paragraph.
        if word != "single point of contact"
    ]
    assert ours == []
    assert readability_of(document).ease >= 65
    assert readability_of(document).words_a_sentence < 18


@pytest.mark.parametrize("kind", [kind for kind in LetterKind if for_applicant(kind)])
def test_every_letter_to_an_applicant_says_who_to_ring_and_what_to_do_in_danger(
    kind: LetterKind,
) -> None:
    text = words_of(kind)
    assert factory.SPOC.phone in text
    assert "call 999" in text
    assert "We can read this letter to you on the telephone" in text


def test_the_blocks_that_several_letters_share_are_the_same_in_each() -> None:
    """A letter is one file that an officer can change; ours say the same in the same words."""
    for first, last in (("## Help with this letter", "Yours sincerely"),):
        blocks = {
            text[text.index(first) : text.index(last)]
            for path in LETTERS.glob("*.md.j2")
            if first in (text := path.read_text(encoding="utf-8"))
        }
        assert len(blocks) == 1
    appeals = set()
    for kind in (LetterKind.THRESHOLD_NOT_MET, LetterKind.APPLICATION_REFUSED, LetterKind.OUTCOME):
        text = (LETTERS / f"{kind}.md.j2").read_text(encoding="utf-8")
        block = text[text.index("## If you are not satisfied") : text.index("## Help with")]
        appeals.add(
            block.replace("we did not deal with your application", "WHAT WAS NOT DONE").replace(
                "the review was not carried out", "WHAT WAS NOT DONE"
            )
        )
    assert len(appeals) == 1


# One table says who reads what


@pytest.mark.parametrize("kind", LetterKind)
def test_a_letter_is_made_from_its_own_readers_view_alone(kind: LetterKind) -> None:
    for audience in ("applicant", "agency", "room", "commissioner", "panel"):
        case = factory.ready(kind)
        other = replace(
            case, audience=replace(case.audience, kind=type(case.audience.kind)(audience))
        )
        if other.audience.kind in READERS[kind]:
            continue
        with pytest.raises(Refused, match="may see"):
            factory.compose_ready(kind, other)


@pytest.mark.parametrize("kind", NEEDS_ABOUT)
def test_a_letter_that_is_about_something_says_that_it_needs_it(kind: LetterKind) -> None:
    with pytest.raises(BadInput, match="none was named"):
        compose(
            kind,
            factory.ready(kind),
            paragraphs={},
            number=factory.NUMBER,
            letter_date=factory.LETTER_DATE,
            signed_by=factory.SPOC,
        )


def test_a_letter_about_the_wrong_thing_is_refused() -> None:
    with pytest.raises(BadInput, match="is not about an appeal"):
        compose(
            LetterKind.OUTCOME,
            factory.case(),
            paragraphs={},
            number=factory.NUMBER,
            letter_date=factory.LETTER_DATE,
            signed_by=factory.SPOC,
            about=factory.LODGED,
        )
    assert LetterKind.OUTCOME not in ABOUT


# What each tells


def test_the_invitation_gives_the_choices_and_no_promise_of_blame() -> None:
    text = words_of(LetterKind.INVITATION_APPLICANT)
    assert "11 May 2026 at 10.30am, at Committee Room 2, Town Hall" in text
    for choice in ("Come yourself", "Send somebody", "Give us a statement"):
        assert choice in text
    assert "cannot deal with a complaint about one organisation" in text
    assert "The whole meeting is planned to take 2 hours." in text


def test_the_panels_invitation_names_nobody_the_review_is_about() -> None:
    text = words_of(LetterKind.INVITATION_PANEL)
    assert "We invite you to take part for Exampleshire Police." in text
    assert "It is due by 15 April 2026." in text
    assert factory.APPLICANT_PARTY.name not in text
    assert "Sample Close" not in text


def test_an_agency_that_answered_is_thanked_and_not_chased() -> None:
    answered = replace(factory.REQUEST, state=RequestState.ANSWERED)
    case = factory.ready(LetterKind.INVITATION_PANEL, requests=(answered,))
    text = words_of(LetterKind.INVITATION_PANEL, case)
    assert "Thank you for your answer" in text
    assert "It is due" not in text


def test_a_refusal_tells_ground_reasons_and_appeal() -> None:
    text = words_of(LetterKind.APPLICATION_REFUSED)
    assert "The ground for this decision is: Reviewed before" in text
    assert "Two of the three reports were late." in text
    assert "signed it off" in text
    assert "The last day to appeal is 16 June 2026." in text


def test_whoever_is_not_invited_reads_why_and_how_they_are_heard() -> None:
    text = words_of(LetterKind.NOT_INVITED)
    assert "Somebody who is to come has threatened you." in text
    assert "The chair will ring you on the day before." in text


def test_a_delay_names_what_is_late_and_the_new_day() -> None:
    late = replace(factory.STEPS[0], overdue=True)
    text = words_of(LetterKind.DELAY, factory.ready(LetterKind.DELAY, steps=(late,)))
    assert "We should have decided whether your application meets the threshold by 1 April" in text
    assert "You will hear from us by 3 June 2026." in text


def test_the_update_tells_what_is_done_and_what_is_still_to_come() -> None:
    done, late, coming = factory.RECOMMENDATIONS
    case = factory.case(
        recommendations=(
            replace(done, done_on=date(2026, 5, 16), progress=(factory.progress("PC One rings."),)),
            replace(late, due_on=date(2026, 5, 1), overdue=True),
            coming,
        ),
        follow_ups=(factory.promise("how the camera works"),),
    )
    text = words_of(LetterKind.ACTION_PLAN_UPDATE, case)
    assert "This was done on 16 May 2026." in text
    assert "- PC One rings." in text
    assert "This is not done yet. It was due by 1 May 2026." in text
    assert "This is still to come, by 10 July 2026." in text
    assert "You will hear from us by 1 July 2026: how the camera works." in text


def test_the_acknowledgement_of_an_appeal_out_of_time_shows_it_and_sends_it_on() -> None:
    kind = LetterKind.APPEAL_ACKNOWLEDGEMENT
    late = replace(factory.LODGED, lodged_on=date(2026, 6, 20), out_of_time=True)
    document = compose(
        kind,
        factory.case(),
        paragraphs={},
        number=factory.NUMBER,
        letter_date=factory.LETTER_DATE,
        signed_by=factory.SPOC,
        about=late,
    )
    data = write(document, "txt", council=factory.COUNCIL, reference=factory.NUMBER).decode()
    text = " ".join(data.split())
    assert "The last day to appeal was 16 June 2026. Your appeal came after it." in text
    assert "We send it on all the same" in text


def test_the_cover_of_the_bundle_goes_to_the_body_the_procedure_names() -> None:
    document = factory.compose_ready(LetterKind.APPEAL_BUNDLE)
    assert document.recipient == (
        "The Commissioner for Exampleshire",
        "Office of the Commissioner",
        "2 Example Road",
        "Exampleton",
        "EX3 3CC",
    )
    assert factory.APPLICANT_PARTY.address[0] not in words_of(LetterKind.APPEAL_BUNDLE)


@pytest.mark.parametrize("kind", LetterKind)
def test_what_an_officer_must_write_is_asked_for_before_the_letter_goes(kind: LetterKind) -> None:
    case = factory.ready(kind)
    found = {problem.where for problem in gaps(case, kind, about=factory.about(kind, case))}
    assert {one.title for one in free_paragraphs(kind) if one.required} <= found
