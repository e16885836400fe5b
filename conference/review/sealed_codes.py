"""What the record keeps of one-time codes: sealed with the council's key, where it can be had.

Keyrings are asked outside of transactions: one may be waiting for somebody to unlock it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from conference.errors import Refused
from conference.exchange import code_keys
from conference.exchange.code_keys import CodesKey
from conference.record.store import Store
from conference.record.tables import Council, Credential

_RECOVERY = "Give a recovery code, which needs no key."


@dataclass(frozen=True)
class Opened:
    """The secret of somebody's codes, as it was kept, is, and should be kept from now on.

    secret: "" where it could not be opened; refusal then says why, and what to do.
    """

    kept: str = field(repr=False)
    secret: str = field(repr=False)
    anew: str = field(repr=False)
    refusal: Refused | None = None


def opened(store: Store, council_id: str, person_id: str, kept: str) -> Opened:
    """What is kept of somebody's codes, opened; what is in the clear, with its sealed form."""
    if not kept or not code_keys.is_sealed(kept):
        return Opened(kept, kept, sealed(store, council_id, person_id, kept) if kept else "")
    wanted = code_keys.key_id_of(kept)
    key = next((one for one in code_keys.keys_of(council_id) if one.id == wanted), None)
    if key is None:
        return Opened(kept, "", kept, _no_key())
    try:
        return Opened(kept, key.open(kept, person_id), kept)
    except code_keys.Altered:
        return Opened(kept, "", kept, _altered())


def _no_key() -> Refused:
    return Refused(
        "One-time codes cannot be checked here: this machine has not the key they are sealed with.",
        safe="Your password was right.",
        next=f"{_RECOVERY} Or have the key brought: on a machine that has it an administrator "
        "gives conference person codes-key --show; here, conference person codes-key --take.",
    )


def _altered() -> Refused:
    return Refused(
        "What the record keeps of your one-time codes is damaged, or is not yours.",
        safe="Your password was right.",
        next=f"{_RECOVERY} Have an administrator take your codes off and give: "
        "conference history verify",
    )


def sealed(store: Store, council_id: str, person_id: str, secret: str) -> str:
    """The secret as the record is to keep it: as it is where no key can be had."""
    key = key_for(store, council_id, but=person_id)
    return key.seal(secret, person_id) if key else secret


def key_for(store: Store, council_id: str, *, but: str = "") -> CodesKey | None:
    """The key that seals for a council, made where the keyring has none; None where none can be.

    Of several it is one that is in use. None is made while the codes of others are sealed with one
    that is elsewhere: theirs would still not open here. but: whose codes do not count.
    """
    here = tuple(code_keys.keys_of(council_id))
    if not here and not code_keys.can_be_kept(council_id):
        return None
    with store.within(council_id).reading() as session:
        used = key_ids(session, council_id, but=but)
    if here:
        return next((key for key in here if key.id in used), here[0])
    return None if used else _made(store, council_id)


def _made(store: Store, council_id: str) -> CodesKey | None:
    with store.within(council_id).writing() as session:
        # One after the other, so that of two who begin at once neither puts a key over the other's.
        session.get(Council, council_id, with_for_update=True)
        if there := next(code_keys.keys_of(council_id), None):
            return there
        made = code_keys.new_key()
        return made if code_keys.keep(council_id, made) else None


def key_ids(session: Session, council_id: str, *, but: str = "") -> set[str]:
    """The ids of the keys that the codes of a council are sealed with. but: whose do not count."""
    of_others = select(Credential.totp_secret).where(
        Credential.council_id == council_id, col(Credential.person_id) != but
    )
    kept = session.exec(of_others)
    return {code_keys.key_id_of(one) for one in kept if code_keys.is_sealed(one)}
