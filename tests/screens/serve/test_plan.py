"""What `conference serve` may be asked for, and what it is warned of."""

from __future__ import annotations

from typing import Any

import pytest

from conference.errors import BadInput
from screens.serve.plan import Plan, check, origin_of


@pytest.mark.parametrize(
    ("asked", "option"),
    [
        ({"port": 70000}, "--port"),
        ({"sessions": 0}, "--sessions"),
        ({"sessions": 100_000}, "--sessions"),
        ({"idle": -1}, "--idle"),
        ({"public_url": "reviews.example.gov.uk"}, "--public-url"),
        ({"public_url": "https://example.gov.uk/asb"}, "--public-url"),
        ({"public_url": "https://user:secret@example.gov.uk"}, "--public-url"),
        ({"origins": ("ftp://example.gov.uk",)}, "--origin"),
        ({"identity_header": "X Remote"}, "--identity-header"),
        ({"identity_header": "X-Remote\r\nEvil: 1"}, "--identity-header"),
    ],
)
def test_what_cannot_be_is_refused_by_the_name_of_its_option(
    asked: dict[str, Any], option: str
) -> None:
    with pytest.raises(BadInput) as refused:
        check(Plan(place="x.db", **asked))
    assert [problem.where for problem in refused.value.problems] == [option]
    assert "secret" not in str(refused.value)


def test_on_this_machine_alone_nothing_has_to_be_told() -> None:
    for host in ("127.0.0.1", "::1", "localhost"):
        assert check(Plan(place="x.db", host=host)) == ()


def test_listening_to_a_network_without_tls_is_told_loudly() -> None:
    for asked in ({}, {"public_url": "http://reviews.example.gov.uk"}):
        (told,) = check(Plan(place="x.db", host="0.0.0.0", **asked))  # type: ignore[arg-type]
        assert told.startswith("WARNING")
        assert "TLS" in told


def test_behind_a_proxy_with_tls_nothing_has_to_be_told() -> None:
    plan = Plan(place="x.db", host="10.0.0.5", public_url="https://reviews.example.gov.uk")
    assert check(plan) == ()


def test_an_identity_is_believed_of_a_proxy_on_this_machine_only_and_that_is_told() -> None:
    plan = Plan(
        place="x.db",
        host="10.0.0.5",
        public_url="https://reviews.example.gov.uk",
        identity_header="X-Remote-User",
    )
    (told,) = check(plan)
    assert "X-Remote-User" in told


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Reviews.Example.gov.uk/", "https://reviews.example.gov.uk"),
        ("https://reviews.example.gov.uk:443", "https://reviews.example.gov.uk"),
        ("http://reviews.example.gov.uk:8080", "http://reviews.example.gov.uk:8080"),
        ("http://[::1]:8765", "http://[::1]:8765"),
        ("https://Cyngor-Tŷ.example", "https://xn--cyngor-t-02b.example"),
        ("https://cyngor-tŷ.example:8443", "https://xn--cyngor-t-02b.example:8443"),
        ("https://reviews.example.gov.uk:x", ""),
        ("https://☃.\u2028.example", ""),
        ("https://", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_an_address_is_read_as_the_origin_a_browser_sends(url: str, origin: str) -> None:
    assert origin_of(url) == origin
