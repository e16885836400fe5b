"""What the application knows of the browser it is shown in: nothing of the server but one folder.

A session in a browser has no files of its own. What somebody sends arrives in a private folder,
what the program makes leaves as a download.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.dom import DOMNode


@dataclass(frozen=True)
class Served:
    """One session in a browser.

    inbox: a folder of this session alone where files that somebody sends arrive whole, under safe
    names; it is gone when the session ends. send_url: the page, on the same origin, where a file is
    chosen and sent; its address holds a secret of this session. person: whom a trusted proxy has
    vouched for, by name; "" where there is none. device: what tells this browser from others; ""
    where it keeps nothing. address: where it is on the network; "" where that is not known.
    """

    inbox: Path
    send_url: str
    person: str = ""
    device: str = field(default="", repr=False)
    address: str = ""


def session_of(node: DOMNode) -> Served | None:
    """The browser in which somebody sees this; None in a terminal."""
    found: Served | None = getattr(node.app, "served", None)
    return found
