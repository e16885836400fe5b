"""An encrypted backup opens with its passphrase or key, and with nothing else."""

from __future__ import annotations

import os

import pyrage
import pytest

from conference.errors import BadInput
from conference.exchange.sealing import Opening, Sealing, is_sealed, seal, unseal
from tests.passphrases import cost_of, quickly_sealed

AS_PEOPLE_HAVE_IT = pyrage.passphrase.encrypt
"""The library's own; what a test seals by a passphrase is made at less cost."""
LEAST_COST = 10
"""What a guess costs at the least, as a power of two, on the slowest and busiest machine: the
library takes as many as the machine does in a second."""
WORDS = b"Nobody in the house sleeps. " * 40
PHRASE = "copper lantern orchard"


@pytest.fixture(scope="module")
def by_passphrase() -> bytes:
    """Sealed as it is for people, at the whole cost."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pyrage.passphrase, "encrypt", AS_PEOPLE_HAVE_IT)
        return seal(WORDS, Sealing(passphrase=PHRASE))[0]


def key() -> tuple[str, str]:
    """A secret key and its public one."""
    secret = pyrage.x25519.Identity.generate()
    return str(secret), str(secret.to_public())


def test_the_passphrase_opens_it(by_passphrase: bytes) -> None:
    assert is_sealed(by_passphrase)
    assert b"sleeps" not in by_passphrase
    assert unseal(by_passphrase, Opening(passphrase=PHRASE)) == WORDS


def test_each_guess_at_the_passphrase_costs_a_good_deal(by_passphrase: bytes) -> None:
    assert cost_of(by_passphrase) >= LEAST_COST


@pytest.mark.parametrize("size", [0, 1, 64 * 1024, 64 * 1024 + 1])
def test_what_tests_seal_at_less_cost_the_library_opens(size: int) -> None:
    content = os.urandom(size)
    assert unseal(quickly_sealed(content, PHRASE), Opening(passphrase=PHRASE)) == content


def test_another_passphrase_does_not() -> None:
    with pytest.raises(BadInput, match="passphrase does not open"):
        unseal(quickly_sealed(WORDS, PHRASE), Opening(passphrase="copper lantern"))


def test_each_of_several_keys_opens_it_and_a_stranger_does_not() -> None:
    (one, one_public), (two, two_public), (stranger, _) = key(), key(), key()
    sealed, _ = seal(WORDS, Sealing(recipients=(one_public, two_public)))
    for secret in (one, two):
        assert unseal(sealed, Opening(identities=(secret,))) == WORDS
    with pytest.raises(BadInput, match="key does not open"):
        unseal(sealed, Opening(identities=(stranger,)))
    with pytest.raises(BadInput, match="opens with a secret key"):
        unseal(sealed, Opening())


def test_a_cut_or_changed_one_is_damaged() -> None:
    secret, public = key()
    sealed, _ = seal(WORDS, Sealing(recipients=(public,)))
    changed = bytearray(sealed)
    changed[-30] ^= 1
    for damaged in (sealed[:-20], sealed[:60], bytes(changed)):
        with pytest.raises(BadInput, match="damaged"):
            unseal(damaged, Opening(identities=(secret,)))


def test_what_is_no_public_key_is_named() -> None:
    with pytest.raises(BadInput, match="not an age public key") as refused:
        seal(WORDS, Sealing(recipients=("age1notakey",)))
    assert refused.value.problems[0].where == "age1notakey"


def test_no_secret_shows_in_what_is_printed_of_it() -> None:
    secret, _ = key()
    assert PHRASE not in repr(Sealing(passphrase=PHRASE))
    shown = repr(Opening(passphrase=PHRASE, identities=(secret,)))
    assert PHRASE not in shown
    assert secret not in shown


COMPOSED, APART = "caf\u00e9 cr\u00e8me lantern", "cafe\u0301 cre\u0300me lantern"


def test_a_passphrase_opens_however_the_keyboard_puts_its_letters_together() -> None:
    sealed, _ = seal(WORDS, Sealing(passphrase=APART))
    assert unseal(sealed, Opening(passphrase=COMPOSED)) == WORDS


def test_what_an_earlier_version_sealed_as_it_was_typed_opens_still() -> None:
    sealed = pyrage.passphrase.encrypt(WORDS, APART)
    assert unseal(sealed, Opening(passphrase=COMPOSED)) == WORDS


def test_for_keys_a_key_of_its_own_opens_it_and_is_in_no_printed_object() -> None:
    sealed, opening = seal(WORDS, Sealing(recipients=(key()[1],)))
    assert unseal(sealed, opening) == WORDS
    assert "AGE-SECRET" not in repr(opening)
