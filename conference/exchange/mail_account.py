"""The mail account of this machine's settings: the environment, and the system's keyring."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

from conference.exchange.mail import Mail, Sent, mail_server, send


def account_sender() -> Callable[[Mail], Sent]:
    """Hands a message to the mail server of the settings, and tells what became of it.

    Raises Unavailable where none is set, BadInput naming each setting that is wrong.
    """
    return partial(send, mail_server(os.environ, keyring=_from_keyring))


def _from_keyring(service: str, user: str) -> str | None:
    # Loading the system's keyring takes a while, and most of the time it is not needed.
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(service, user)
    except KeyringError:
        return None
