"""How much is tried: little in every run, as much as CONFERENCE_TEST_FUZZ says by `make fuzz`."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from conference.errors import ConferenceError

EXAMPLES = int(os.environ.get("CONFERENCE_TEST_FUZZ", "25"))
SLOWEST = 20.0
"""Seconds that no one thing may take, on a machine that does much else."""
MOST_MEMORY = 700_000
"""Kilobytes that one thing may add to what the process ever needed."""
TOKENS = (
    b"[", b"]", b"[[", b"]]", b"{", b"}", b'"', b'"""', b"'", b"=", b",", b"\n", b"\r", b"#",
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"nan", b"inf", b"-1", b"1e999",
    b"9" * 5000, b"0x", b"true", b"1979-05-27T07:32:00Z", b"0001-01-01", b"9999-12-31",
    b"{{", b"}}", b"{%", b"%}", b"{% for a in a %}", b"{{ a.b.c(d) }}", b"+++", b"not published",
    b"<", b">", b"&x;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<row r='99999999999'>", b"</c>",
)  # fmt: skip


def fuzz(share: float = 1.0) -> Callable[[Any], Any]:
    """Try a share of the budget, however long one example takes on a busy machine."""
    return settings(
        max_examples=max(5, int(EXAMPLES * share)),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@st.composite
def spoiled(draw: st.DrawFn, whole: bytes) -> bytes:
    """A good file after somebody, or a bad disk, was at it."""
    content = bytearray(whole)
    chance = random.Random(draw(st.integers(0, 1 << 32)))
    for _ in range(draw(st.integers(1, 6))):
        begin = chance.randrange(len(content) + 1)
        end = min(len(content), begin + chance.choice((0, 1, 5, 40, 400)))
        match chance.randrange(4):
            case 0:
                content[begin:end] = b""
            case 1:
                content[begin:begin] = content[begin:end]
            case 2:
                content[begin:end] = chance.choice(TOKENS)
            case _ if begin < len(content):
                content[begin] ^= 1 << chance.randrange(8)
    return bytes(content)


def gives_or_refuses(read: Callable[[], object]) -> None:
    """It gives a result, or a refusal that says something; never anything else."""
    try:
        read()
    except ConferenceError as refused:
        assert refused.what
        assert str(refused)


@contextmanager
def bounded() -> Iterator[None]:
    """What is done inside takes neither for ever nor all the memory."""
    before, begun = _most_memory(), time.process_time()
    yield
    assert time.process_time() - begun < SLOWEST
    assert _most_memory() - before < MOST_MEMORY


def _most_memory() -> int:
    """Kilobytes that the process ever needed; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
