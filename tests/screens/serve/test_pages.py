"""What a page and its parts are, as the browser gets them."""

from __future__ import annotations

import gzip
import re

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from screens.serve.headers import NOTHING, PLAIN_PAGE, harden
from screens.serve.pages import asset_answer, assets, terminal_page, words_page


def asked(name: str, **headers: str) -> web.Response:
    given = CIMultiDict({name.replace("_", "-"): value for name, value in headers.items()})
    answer = asset_answer(make_mocked_request("GET", f"/static/{name}", given), name)
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("name", "kind"),
    [("page.js", "text/javascript; charset=utf-8"), ("mono.ttf", "font/ttf")],
)
def test_a_part_is_sent_packed_to_whoever_can_unpack_it_and_as_it_is_to_others(
    name: str, kind: str
) -> None:
    plain, packed = asked(name), asked(name, Accept_Encoding="br, gzip")
    assert isinstance(plain.body, bytes)
    assert isinstance(packed.body, bytes)
    assert gzip.decompress(packed.body) == plain.body == assets()[name].content
    assert len(packed.body) < len(plain.body)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    for answer in (plain, packed):
        assert answer.status == 200
        assert answer.headers["Content-Type"] == kind
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["Vary"] == "Accept-Encoding"
    # No time of packing is in it: every server sends the same bytes.
    assert packed.body[4:8] == bytes(4)


def test_a_part_is_sent_again_where_the_browser_has_another_one() -> None:
    tag = asked("page.js").headers["ETag"]
    assert re.fullmatch(r'"[0-9a-f]{32,}"', tag)
    assert tag != asked("page.css").headers["ETag"]
    assert asked("page.js", If_None_Match='"0"').status == 200
    again = asked("page.js", If_None_Match=tag)
    assert (again.status, again.body, again.headers["ETag"]) == (304, None, tag)


def test_what_is_no_part_of_a_page_is_not_found() -> None:
    assert asset_answer(make_mocked_request("GET", "/static/x"), "../page.js") is None


def test_the_terminal_carries_its_mark_and_tells_how_much_may_be_sent() -> None:
    page = terminal_page("reviews.example.gov.uk", "abc123", 25)
    assert page.content_type == "text/html"
    assert page.text is not None
    assert 'nonce="abc123"' in page.text
    assert "up to 25 MB each" in page.text
    assert "{{" not in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "'nonce-abc123'" in policy
    assert "wss://reviews.example.gov.uk;" in policy


def test_words_on_a_page_are_never_markup_and_what_is_ours_is() -> None:
    page = words_page("<b>Title", "Words & <i>more", status=403, more="<form></form>")
    assert (page.status, page.content_type) == (403, "text/html")
    assert page.text is not None
    assert "<h1>&lt;b&gt;Title</h1>" in page.text
    assert "<p>Words &amp; &lt;i&gt;more</p>" in page.text
    assert "<form></form>" in page.text
    assert page.headers["Content-Security-Policy"] == PLAIN_PAGE
    usual = words_page("Title", "Words")
    assert usual.status == 200
    assert usual.text is not None
    assert "{{" not in usual.text


@pytest.mark.parametrize("secure", [False, True])
def test_an_answer_keeps_what_it_says_itself_and_is_hardened_in_the_rest(secure: bool) -> None:
    own = web.Response(headers={"Content-Security-Policy": "own", "Cache-Control": "no-cache"})
    bare = web.Response()
    for answer in (own, bare):
        harden(answer, secure=secure)
        assert answer.headers["X-Frame-Options"] == "DENY"
        told = answer.headers.get("Strict-Transport-Security")
        assert told == ("max-age=31536000; includeSubDomains" if secure else None)
    assert own.headers["Content-Security-Policy"] == "own"
    assert own.headers["Cache-Control"] == "no-cache"
    assert bare.headers["Content-Security-Policy"] == NOTHING
    assert bare.headers["Cache-Control"] == "no-store"
    unsaid = web.Response()
    harden(unsaid)
    assert "Strict-Transport-Security" not in unsaid.headers
