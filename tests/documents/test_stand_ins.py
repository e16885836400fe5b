"""No third party is named: each has one stand-in, wherever and however their name is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from conference.documents.name_words import NO_NAME, folded, looks_like_name, name_of
from conference.documents.stand_ins import Hidden, StandIns, stand_ins

HOSTILE: list[str] = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "hostile_text.json").read_text(encoding="utf-8")
)
APPLICANT = Hidden(
    "Mrs A. Sample", details=("12 Sandiacre Road", "DE7 1AA", "0115 496 0111", "a@example.com")
)
OAKES = Hidden(
    "Mr Darren Oakes",
    details=("14 Sandiacre Road", "DE7 2QQ", "07700 900123", "d.oakes@example.com"),
)


def hide(text: str, *people: Hidden, kept: tuple[str, ...] = (), said: str = "") -> str:
    """The text as the papers would say it."""
    return made(*people, kept=kept, said=said or text).hide(text)


def made(*people: Hidden, kept: tuple[str, ...] = (), said: str = "") -> StandIns:
    return stand_ins(people, applicant=APPLICANT, kept=kept, texts=(said,))


@pytest.mark.parametrize(
    "words",
    [
        "Darren Oakes",
        "Mr Oakes",
        "mr. oakes",
        "OAKES",
        "Oakes, Darren",
        "Darren\n> Oakes",
        "Darren",
        "darren.oakes",
        "the Oakes",
    ],
)
def test_a_name_is_found_however_it_is_written(words: str) -> None:
    told = hide(f"Then {words} shouted.", OAKES)
    assert "oakes" not in told.casefold()
    assert "darren" not in told.casefold()
    assert "Person A" in told


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("07700900123", "[telephone number of Person A]"),
        ("+44 7700 900 123", "[telephone number of Person A]"),
        ("D.Oakes@example.com", "[e-mail of Person A]"),
        ("de72qq", "[postcode of Person A]"),
        ("14  sandiacre road", "[address of Person A]"),
    ],
)
def test_contact_details_go_with_the_name(words: str, instead: str) -> None:
    assert hide(f"See {words} again", OAKES) == f"See {instead} again"


def test_the_applicant_keeps_name_home_and_number() -> None:
    words = "Mrs A. Sample, Mrs Sample, 12 Sandiacre Road, DE7 1AA, 0115 496 0111, a@example.com"
    son = Hidden("Bob Sample", details=APPLICANT.details)
    assert hide(words, OAKES, son) == words
    assert hide("Bob Sample and Mr Sample", son).count("Sample") == 0


def test_officers_keep_their_names_also_where_they_share_a_surname() -> None:
    told = hide("Anna Oakes visited; Oakes was out.", OAKES, kept=("Anna Oakes",))
    assert told == "Anna Oakes visited; Person A was out."


def test_a_surname_that_may_mean_two_people_names_both_stand_ins() -> None:
    bob = Hidden("Bob Oakes", "Witness")
    told = hide("Oakes came with Bob Oakes.", OAKES, bob)
    assert told == "Person A or Witness B came with Witness B."


def test_names_that_are_words_too_need_their_capital() -> None:
    brown = Hidden("May Brown")
    told = hide("On 3 May a brown dog of Brown barked; May Brown laughed.", brown)
    assert told == "On 3 May a brown dog of Person A barked; Person A laughed."


def test_descriptions_are_no_names() -> None:
    for words in ("the neighbour", "Unknown male", "", "?", "police officer"):
        assert name_of(words) is None
        assert hide("The neighbour and an unknown male.", Hidden(words)) == (
            "The neighbour and an unknown male."
        )
    assert looks_like_name("Mrs Doe")
    assert not looks_like_name("spoken to at the door")


def test_somebody_named_twice_is_one_person() -> None:
    mentions = (
        Hidden("Darren Oakes", listed=False),
        Hidden("D. Oakes", listed=False),
        Hidden("Mr Oakes", listed=False),
    )
    people = made(OAKES, Hidden("Darren Oakes", "Witness"), *mentions)
    assert people.key == (("Person A", "Mr Darren Oakes"),)
    assert people.hide("D. Oakes") == "Person A"


def test_two_listed_people_with_one_initial_stay_two() -> None:
    assert len(made(OAKES, Hidden("D. Oakes")).key) == 2


def test_names_that_only_a_text_knows_are_found_by_their_form_of_address() -> None:
    people = made(said="Mrs Quigley and Dr Khan, not Mrs Sample", kept=("Raj Patel",))
    assert [name for _, name in people.key] == ["Mrs Quigley", "Dr Khan"]
    assert people.hide("Ask Khan.") == "Ask Person B."
    assert made(said="Mr Patel called", kept=("Raj Patel",)).key == ()


def test_a_stand_in_that_a_text_says_already_is_passed_over() -> None:
    assert made(OAKES, said="He called her Person A.").key == (("Person B", OAKES.name),)


def test_a_name_is_found_without_its_accents() -> None:
    assert hide("Emile Fernandez", Hidden("\u00c9mile Fern\u00e1ndez")) == "Person A"


def test_there_are_stand_ins_for_more_people_than_letters() -> None:
    people = made(*(Hidden(f"Zed {'Q' * n}uu") for n in range(1, 30)))
    assert [one for one, _ in people.key][25:28] == ["Person Z", "Person AA", "Person AB"]
    assert len({one for one, _ in people.key}) == 29


@pytest.mark.parametrize(
    "name", ["Anna Gro\u00df", "\u0130lhan \u015eahin", "Zo\u00eb Br\u00fbl\u00e9"]
)
@pytest.mark.parametrize("how", [str, str.upper, str.lower])
def test_letters_that_change_with_their_case_hide_nobody_less(
    name: str, how: Callable[[str], str]
) -> None:
    told = made(Hidden(name)).hide(f"{how(name)} and {how(name.split()[1])}")
    assert told == "Person A and Person A"


@dataclass(frozen=True)
class Paper:
    """Something with texts in it."""

    title: str
    parts: tuple[str, ...]
    pages: int


def test_every_text_of_a_paper_is_hidden_and_nothing_else_changes() -> None:
    paper = made(OAKES).hide_all(Paper("Mr Oakes", ("Oakes", "noise"), 3))
    assert paper == Paper("Person A", ("Person A", "noise"), 3)


@pytest.mark.parametrize("text", HOSTILE)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert made(OAKES, said=text).hide(text) == text


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_breaks_nothing(name: str) -> None:
    people = made(Hidden(name), OAKES)
    assert "Oakes" not in people.hide("Mr Oakes")
    found = name_of(name)
    if found and not all(word.casefold() in NO_NAME for word in found.words):
        assert people.key


_LETTERS = st.sampled_from("abcdefghijklmnoprstuvwyzéèñöüßłşğıΣщ'-")
_WORDS = st.text(_LETTERS, min_size=3, max_size=9).map(lambda word: word.strip("'-").title())
_NAMES = st.lists(_WORDS.filter(lambda word: len(word) > 2), min_size=2, max_size=3).map(" ".join)
_TEXTS = st.text(st.sampled_from("abc XYZ.,;\n>*_[]{}()é'\"1"), max_size=30)


@given(
    names=st.lists(_NAMES, min_size=1, max_size=5, unique_by=folded),
    texts=st.lists(_TEXTS, min_size=6, max_size=6),
    how=st.sampled_from([str, str.upper, str.lower]),
)
@example(names=["Abé O'neill", "Abe Ab"], texts=[""] * 6, how=str)
def test_no_full_name_survives_and_stand_ins_are_one_to_one(
    names: list[str], texts: list[str], how: Callable[[str], str]
) -> None:
    assume(all(name_of(name) for name in names))
    between = [*texts, *[" "] * len(names)]
    said = "".join(f"{text} {how(name)} " for text, name in zip(between, names, strict=False))
    people = made(*map(Hidden, names), said=said)
    told = folded(people.hide(said))
    for name in names:
        assert f" {folded(name)} " not in f" {told} "
    assert len({one for one, _ in people.key}) == len(people.key) <= len(names)
    assert {folded(name) for _, name in people.key} <= set(map(folded, names))
