"""What is flagged for a second look before a letter goes out, and what is left alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from conference.documents.flags import Flag, flags
from conference.documents.readability import readability, sentences
from conference.law.audience import PANEL, Mark
from conference.views import CaseFile, LetterKind, PartyRole, PartyView
from tests.documents import factory

NEIGHBOUR = PartyView(
    id="neighbour",
    role=PartyRole.ALLEGED,
    name="Bernard Nextdoor",
    address=("14 Sample Close",),
    phone="01632 960555",
)
HIDDEN = "Officers found a knife and several wraps of powder at number fourteen on the landing."


def found(case: CaseFile | None = None, panel: CaseFile | None = None, **words: str) -> list[Flag]:
    seen = case or factory.case()
    document = factory.compose_ready(LetterKind.OUTCOME, seen, **words)
    everything = panel or replace(seen, audience=PANEL, parties=(*seen.parties, NEIGHBOUR))
    return list(flags(document, seen, everything))


def words(flags: list[Flag]) -> list[str]:
    return [str(flag) for flag in flags]


@pytest.mark.parametrize(
    "text",
    [
        "We have spoken to Bernard Nextdoor.",
        "We have spoken to Mr Nextdoor about it.",
        "Bernard has been spoken to.",
    ],
)
def test_the_name_of_another_person_in_the_case_is_flagged_with_its_place(text: str) -> None:
    (flag,) = found(opening=text)
    assert flag.key == "name/neighbour"
    assert flag.place.startswith("under “The outcome of your anti-social behaviour case review”")
    assert "the person the application is about" in flag.words


def test_a_name_the_applicant_shares_is_not_flagged_for_their_own() -> None:
    relative = replace(NEIGHBOUR, name="Mr B. Sample")
    panel = factory.case(PANEL, parties=(factory.APPLICANT_PARTY, relative))
    assert found(panel=panel, opening="Thank you, Mrs Sample.") == []


def test_a_name_inside_another_word_is_no_name() -> None:
    party = replace(NEIGHBOUR, name="Kit Art")
    panel = factory.case(PANEL, parties=(factory.APPLICANT_PARTY, party))
    assert found(panel=panel, opening="We sent a kitchen Article about Artists.") == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ring 07700 900123.", "phone/07700 900123"),
        ("Ring +44 1632 960 555.", "phone/+44 1632 960 555"),
        ("Write to bernard@mail.example please.", "mail/bernard@mail.example"),
        ("They live at 14 Sample Close.", "address/14 sample close"),
        ("It is Flat 3, 9 Other Street.", "address/flat 3, 9 other street"),
        ("The postcode is EX9 9ZZ.", "address/ex9 9zz"),
    ],
)
def test_numbers_and_addresses_of_others_are_flagged(text: str, key: str) -> None:
    assert [flag.key for flag in found(opening=text)] == [key]


@pytest.mark.parametrize(
    "text",
    [
        f"Ring {factory.SPOC.phone} or +44 1632 960002.",
        f"You live at 12 Sample Close, Exampleton, {factory.APPLICANT_PARTY.postcode}.",
        "Victim Support is free on 0808 168 9111, and 101 reaches the police.",
        f"Write to {factory.COUNCIL.email} or call {factory.COUNCIL.phone}.",
        "Between 2025 and 2026 there were 11 calls and GBP 350 was paid; see ER-2026-0001/3.",
        "It was 10.30am on 3 May 2026, at the Town Hall.",
    ],
)
def test_what_belongs_in_a_letter_is_left_alone(text: str) -> None:
    assert words(found(opening=text)) == []


def hidden_action() -> Any:
    """An entry of the panel's own, made from an incident: the words are what counts."""
    one = factory.incident(5, HIDDEN, "")
    return replace(one, id="hidden", mark=Mark.PANEL)


@pytest.mark.parametrize(
    "text",
    [
        HIDDEN,
        "We can tell you that officers found a knife and several wraps of powder there.",
        "Officers found a knife and several Wraps  of powder at a flat.",
    ],
)
def test_wording_close_to_a_hidden_entry_is_flagged_without_telling_it(text: str) -> None:
    case = factory.case()
    panel = replace(case, audience=PANEL, incidents=(*case.incidents, hidden_action()))
    (flag,) = found(case, panel, opening=text)
    assert flag.key == "hidden/hidden"
    assert "an incident of 5 February 2026" in flag.words
    assert "knife" not in flag.words


def test_wording_the_applicant_may_see_anyway_is_not_flagged() -> None:
    case = factory.case()
    same = replace(factory.incident(5, case.incidents[0].summary, ""), id="copy")
    panel = replace(case, audience=PANEL, incidents=(*case.incidents, same))
    assert found(case, panel, opening=case.incidents[0].summary) == []


def test_the_summary_wording_of_a_shortened_entry_is_not_flagged_and_the_rest_is() -> None:
    told = replace(
        factory.incident(5, "There was a disturbance on the landing of your block.", ""),
        shortened=True,
        mark=Mark.SUMMARY,
    )
    case = factory.case(incidents=(told,))
    panel = replace(case, audience=PANEL, incidents=(replace(told, summary=HIDDEN),))
    assert found(case, panel, opening=told.summary) == []
    assert [flag.key for flag in found(case, panel, opening=HIDDEN)] == ["hidden/incident-5"]


def test_a_few_words_in_common_are_no_copy() -> None:
    case = factory.case()
    panel = replace(case, audience=PANEL, incidents=(*case.incidents, hidden_action()))
    assert found(case, panel, opening="The police found nothing on the landing.") == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("We will liaise with your landlord.", "liaise"),
        ("The perpetrator was seen by us.", "perpetrator"),
        ("A CPN was served on them.", "CPN"),
    ],
)
def test_words_of_the_trade_are_flagged_with_plainer_ones(text: str, word: str) -> None:
    (flag,) = found(opening=text)
    assert f"“{word}”" in flag.words


def test_letters_that_are_explained_are_no_riddle() -> None:
    text = "A Community Protection Notice (CPN) was served. The CPN says what may not be done."
    assert words(found(opening=text)) == []


def test_a_long_sentence_is_flagged_with_its_length() -> None:
    long = "We are sorry that " + "it went on and on and " * 8 + "nobody answered you."
    (flag,) = found(opening=long)
    assert "words; two would be easier" in flag.words


@pytest.mark.parametrize("asked", ["braille", "Easy Read", "audio CD"])
def test_a_format_that_is_not_made_here_is_asked_about(asked: str) -> None:
    case = factory.case(application=replace(factory.APPLICATION, letter_format=asked))
    (flag,) = found(case)
    assert asked in flag.words
    assert "say how they get it" in flag.words


@pytest.mark.parametrize("asked", ["", "standard", "large print", "Large print by e-mail", "PDF"])
def test_a_format_that_is_made_raises_no_flag(asked: str) -> None:
    case = factory.case(application=replace(factory.APPLICATION, letter_format=asked))
    assert found(case) == []


def test_a_key_stays_the_same_while_the_same_thing_stands_in_the_letter() -> None:
    before = {flag.key for flag in found(opening="Bernard rang 07700 900123.")}
    after = {flag.key for flag in found(opening="So: 07700 900123 is how Bernard rang. Sorry.")}
    assert before == after
    assert len(before) == 2


def test_sentences_are_told_apart_in_plain_english() -> None:
    text = "It stopped. Did it? Ring us at 10.30am on 3 May.\nWe will help."
    assert len(list(sentences(text))) == 4
    easy, hard = readability(["We will ring you. It is free."]), readability(
        ["Notwithstanding organisational reconfiguration, interdepartmental liaison necessitates "
         "comprehensive administrative consideration."]
    )  # fmt: skip
    assert easy.ease > 80 > 20 > hard.ease
    assert readability([]).ease == 100
