"""What the process of one session is told at its start, and what of the environment it sees."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from screens.served import Served

INBOX, OUTBOX, COMING = "inbox", "outbox", "coming"
"""The folders in a session's own: what arrived whole, what leaves, what is still arriving."""

# fmt: off
_NAMES = frozenset(
    (
        "PATH",
        "HOME",
        "USER",
        "LOGNAME",
        "LANG",
        "LANGUAGE",
        "TZ",
        "TMPDIR",
        "TEMP",
        "TMP",
        "NO_COLOR",
        "TEXTUAL_ANIMATIONS",
        "PYTHONPATH",
        "PYTHONUTF8",
        "PYTHONDONTWRITEBYTECODE",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "SYSTEMROOT",
        "WINDIR",
        "APPDATA",
        "LOCALAPPDATA",
        "USERPROFILE",
        "CONFERENCE_CODES_KEY",
    )
)
# fmt: on
_BEGINNINGS = ("LC_", "PG", "CONFERENCE_SMTP_")
"""Of the language, of the database's own client, and of the mail server letters leave by."""


@dataclass(frozen=True)
class Errand:
    """One session: the record it opens, the window it is seen in, and the folder it has.

    place: a file's whole path or a database URL. width, height: in cells. folder: this session's
    own. send_url, person, device and address: as in `Served`. council: the one meant, where there
    are several.
    """

    place: str
    folder: str
    send_url: str
    person: str = ""
    device: str = field(default="", repr=False)
    address: str = ""
    templates: str = ""
    council: str = ""
    width: int = 80
    height: int = 24

    def line(self) -> bytes:
        """As one line of JSON, the way it travels to the process."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def of(cls, line: bytes) -> Errand:
        """The errand a line holds."""
        return cls(**json.loads(line))

    def served(self) -> Served:
        """What the application is told of it."""
        inbox = Path(self.folder) / INBOX
        return Served(inbox, self.send_url, self.person, self.device, self.address)


def allowed_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """What a session's process may see of the environment; passwords given to commands never.

    Anything that is not named here stays with the server.
    """
    kept = {
        name: value
        for name, value in environment.items()
        if name in _NAMES or name.startswith(_BEGINNINGS)
    }
    return kept | {"TEXTUAL_COLOR_SYSTEM": "truecolor"}
