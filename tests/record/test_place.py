"""Where a database is: an address that was written wrongly is told, and its password never."""

from __future__ import annotations

import pytest

from conference.errors import Unavailable
from conference.record.place import database_url


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://county:hunter@2@server/reviews",
        "postgresql://county:hunter@2/x@server:5432/reviews",
        "postgresql://county:hunter@2#x@server/reviews",
        "postgresql://county:hunter@2?x@server/reviews?sslmode=require",
        "postgres://county:hunter@@server/reviews",
        "postgresql://county/hunter2:x@server/reviews",
        "postgresql://county:hunter2@server:54x/reviews",
        "postgresql+psycopg://county@x:hunter2@server/reviews",
    ],
)
def test_a_password_that_is_not_encoded_is_told_and_not_quoted(address: str) -> None:
    with pytest.raises(Unavailable) as refused:
        database_url(address)
    assert "%40" in refused.value.next
    assert "hunter" not in f"{refused.value} {refused.value!r}"
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


@pytest.mark.parametrize(
    ("address", "password"),
    [
        ("postgresql://county:hunter%402@server/reviews", "hunter@2"),
        ("postgresql://county:h%23%2F%3F%25@server/reviews", "h#/?%"),
        ("postgresql://county:h#2@server/reviews", "h#2"),
        ("postgresql://county@server/reviews?application_name=me@desk", None),
        ("postgresql://server/reviews?application_name=me@desk", None),
        ("postgresql:///reviews?host=/run/postgresql", None),
    ],
)
def test_an_address_that_is_written_rightly_is_read(address: str, password: str | None) -> None:
    url = database_url(address)
    assert (url.password, url.database) == (password, "reviews")


def test_a_file_may_have_such_letters_in_its_name() -> None:
    assert database_url("sqlite:////srv/a@b#c.db").database == "/srv/a@b#c.db"
    assert str(database_url("/srv/a@b#c.db").database).endswith("a@b#c.db")
