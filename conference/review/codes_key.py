"""The key that one-time codes are sealed with, taken from one machine to another."""

from __future__ import annotations

from conference.errors import BadInput, Refused
from conference.exchange import code_keys
from conference.exchange.code_keys import SETTING
from conference.record.store import Store
from conference.review.desk import Desk, note_at
from conference.review.passwords import administering
from conference.review.sealed_codes import key_for, key_ids

_SAFE = "Nothing was changed."


def show_key(desk: Desk) -> tuple[str, bool]:
    """The key of the council's codes, for another machine, and whether this one keeps it.

    For an administrator, with a proof; it stands in the history. Where there is none yet a new one
    is made. Refused where codes are sealed with one that is elsewhere.
    """
    with administering(desk) as session:
        elsewhere = key_ids(session, desk.council_id)
    key = key_for(desk.store, desk.council_id)
    if key is None and elsewhere:
        raise Refused(
            "This machine has no key of the one-time codes.",
            safe=_SAFE,
            next="Have it shown on a machine where somebody turned codes on.",
        )
    with administering(desk) as session:
        note_at(session, desk, "was shown the key of the codes", about=("Council", desk.council_id))
    return (key or code_keys.new_key()).secret, key is not None


def take_key(store: Store, council_id: str, words: str) -> None:
    """Keep a key that was brought in this machine's keyring.

    It needs no sign-in: without the key nobody may be able to. BadInput for what is no key or not
    the record's, Refused where no keyring keeps it.
    """
    try:
        [key] = code_keys.keys_in(words)
    except ValueError:
        raise BadInput(
            "That is no key of one-time codes.",
            next="It begins with AGE-SECRET-KEY-1: conference person codes-key --show",
        ) from None
    with store.within(council_id).reading() as session:
        used = key_ids(session, council_id)
    if used and key.id not in used:
        raise BadInput(
            "No codes of this record are sealed with that key.", next="Bring the one they are."
        )
    if not code_keys.keep(council_id, key):
        raise Refused(
            f"No keyring of this machine keeps it, or {SETTING} is set, which counts alone.",
            safe=_SAFE,
            next=f"Put the key into {SETTING}.",
        )
