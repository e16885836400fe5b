"""What is offered as one incident told more than once, and what is not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference import likeness
from conference.law.when import UNKNOWN, When, about, between, in_month, on
from conference.likeness import (
    MOST_COMPARED,
    MOST_OFFERED,
    Account,
    Offer,
    accounts_of,
    offers,
    pairs,
    stems,
)
from tests.sample_case import LANDLORD, POLICE, case, incident, report

DAY = date(2026, 3, 24)


def account(
    key: str, words: str, body: str = "", when: When | None = None, **more: object
) -> Account:
    told = frozenset({("", body)}) if body else frozenset()
    return Account(key, when or on(DAY), words, told, **more)  # type: ignore[arg-type]


def only_offer(*accounts: Account) -> Offer:
    (offer,) = offers(accounts)
    return offer


def test_one_evening_told_to_two_bodies_is_offered_with_the_reason_in_words() -> None:
    offer = only_offer(
        account("a", "A hammer against the front door", "Police"),
        account("b", "Attack with hammer on doors", "Council housing"),
    )
    assert offer.keys == ("a", "b")
    assert offer.reason.startswith("same day, both speak of ‘door’ and ‘hammer’, told to ")
    assert "Police" in offer.reason
    assert "Council housing" in offer.reason


def test_fact_2_bins_told_to_two_bodies_on_different_days_are_offered() -> None:
    told = case(
        incidents=(
            incident("i", on(DAY), "Bins block the gate", report_ids=("r",)),
            incident("j", about(on(DAY + timedelta(days=2))), "The bins at the gate again",
                     report_ids=("s",)),
        ),
        reports=(
            report("r", on(DAY), POLICE, incident_ids=("i",)),
            report("s", on(DAY + timedelta(days=38)), LANDLORD, incident_ids=("j",)),
        ),
    )  # fmt: skip
    assert only_offer(*accounts_of(told)).keys == ("i", "j")


def test_two_files_that_tell_of_one_day_are_compared_though_nobody_was_told() -> None:
    offer = only_offer(
        account("a", "Fire in the bin store", source="police.csv"),
        account("b", "Bin store fire", source="landlord.xlsx"),
    )
    assert offer.reason.endswith("from police.csv and from landlord.xlsx")


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (account("b", "Music", "Police"), "the same body was told of two"),
        (account("b", "Fire", "Landlord"), "they share no word"),
        (account("b", "Music", "Landlord", on(DAY + timedelta(1))), "two certain days"),
        (account("b", "Music", "Landlord", UNKNOWN), "no day is known"),
        (account("b", "Music", "Landlord", about_applicant=True), "it is said of the applicant"),
        (account("b", "Music", "Landlord", about(on(DAY))), "one word is few for a rough day"),
        (account("b", "The neighbour was reported again", "Landlord"), "such words say nothing"),
    ],
)
def test_what_is_not_alike_is_not_offered(other: Account, why: str) -> None:
    assert offers([account("a", "Music, reported by the neighbour", "Police"), other]) == (), why


@pytest.mark.parametrize(
    "when", [about(on(DAY)), in_month(DAY), between(DAY - timedelta(3), DAY + timedelta(9))]
)
def test_a_rough_day_that_can_be_the_same_needs_two_words(when: When) -> None:
    one = account("a", "Loud music and drums", "Police")
    offer = only_offer(one, account("b", "Drums and music", "Landlord", when))
    assert str(when) in offer.reason


def test_fact_8_a_range_of_eight_years_needs_more_words_than_a_month() -> None:
    years = between(date(2013, 1, 1), date(2021, 12, 31))
    day = on(date(2017, 5, 5))
    one = account("a", "A dog bites in the park", "Police", day)
    assert not offers([one, account("b", "Dog in the park", "Landlord", years)])
    assert offers([one, account("b", "The dog bit; dog bites in a park", "Landlord", years)])


def test_what_is_one_group_already_is_not_offered_and_another_may_join_it() -> None:
    grouped = [account(key, "Music", key, group="g") for key in ("a", "b")]
    assert offers(grouped) == ()
    more = offers([*grouped, account("c", "Music", "c")])
    assert {key for offer in more for key in offer.keys} == {"a", "b", "c"}


def test_three_accounts_of_one_evening_are_one_offer() -> None:
    assert only_offer(*(account(key, "Music", key) for key in "abc")).keys == ("a", "b", "c")


def test_fact_25_signs_inside_words_do_not_hide_that_they_are_the_same() -> None:
    assert stems("Neighbour’s T\u2011shirt").keys() == stems("neighbour's t-shirt").keys()
    assert stems("Müller’s café, Straße").keys() == stems("MÜLLER'S CAFÉ STRASSE").keys()


words = st.lists(st.sampled_from(["music", "door", "fire", "dog"]), min_size=1, max_size=3)
whens = st.one_of(
    st.integers(0, 5).map(lambda n: on(DAY + timedelta(n))),
    st.integers(0, 5).map(lambda n: about(on(DAY + timedelta(n)))),
    st.just(UNKNOWN),
)


@given(st.lists(st.tuples(words, whens, st.sampled_from("PQ")), max_size=12))
def test_every_pair_that_is_alike_stands_in_an_offer_and_offers_hold_only_such(
    told: list[tuple[list[str], When, str]],
) -> None:
    accounts = [
        account(f"{n:02}", " ".join(said), body, when) for n, (said, when, body) in enumerate(told)
    ]
    alike = {frozenset((pair.first.key, pair.second.key)) for pair in pairs(accounts)}
    offered = [
        {frozenset((one, other)) for one in offer.keys for other in offer.keys if one != other}
        for offer in offers(accounts)
    ]
    assert set().union(*offered) == alike


@pytest.mark.parametrize("days", [1, 30, 1000])
def test_of_two_thousand_incidents_each_is_compared_with_a_few_of_its_days(
    days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts = [
        account(f"{n:04}", f"Shouting number {'abcdefgh'[n % 8]}x and music", "PQR"[n % 3],
                on(DAY + timedelta(n % days)))
        for n in range(2_000)
    ]  # fmt: skip
    compared = 0

    def counted(first: Account, second: Account) -> bool:
        nonlocal compared
        compared += 1
        return two_ways(first, second)

    two_ways = likeness._two_ways
    monkeypatch.setattr(likeness, "_two_ways", counted)
    assert len(offers(accounts)) <= MOST_OFFERED
    assert 0 < compared <= len(accounts) * min(MOST_COMPARED, len(accounts) // days)
