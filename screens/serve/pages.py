"""The pages and what they are made of: read once, each under a name of its own, nothing else."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from aiohttp import web

from screens.serve import headers

_OWN = files("screens.serve") / "page"
_PACKAGES = {
    "textual.js": ("textual_serve", "static/js/textual.js", "text/javascript"),
    "xterm.css": ("textual_serve", "static/css/xterm.css", "text/css"),
    "mono.ttf": ("fontpkg_jetbrains_mono", "files/JetBrainsMono[wght].ttf", "font/ttf"),
    "mono-italic.ttf": (
        "fontpkg_jetbrains_mono",
        "files/JetBrainsMono-Italic[wght].ttf",
        "font/ttf",
    ),
    "page.css": ("screens.serve", "page/page.css", "text/css"),
    "page.js": ("screens.serve", "page/page.js", "text/javascript"),
    "icon.svg": ("screens.serve", "page/icon.svg", "image/svg+xml"),
}
"""What the pages load: its name, the package that holds it, where, and its kind."""


@dataclass(frozen=True)
class Asset:
    """One of them. tag: changes with its content. packed: the content in gzip."""

    content: bytes
    packed: bytes
    kind: str
    tag: str


@cache
def assets() -> Mapping[str, Asset]:
    """Everything the pages load, by name."""
    return {name: _asset(*where) for name, where in _PACKAGES.items()}


def _asset(package: str, path: str, kind: str) -> Asset:
    content = files(package).joinpath(path).read_bytes()
    tag = f'"{hashlib.sha256(content).hexdigest()}"'
    return Asset(content, gzip.compress(content, mtime=0), kind, tag)


def asset_answer(request: web.Request, name: str) -> web.Response | None:
    """One of the assets, or that it has not changed; None where there is no such name."""
    asset = assets().get(name)
    if asset is None:
        return None
    told = {"ETag": asset.tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if request.headers.get("If-None-Match") == asset.tag:
        return web.Response(status=304, headers=told)
    told["Content-Type"] = asset.kind + (
        "; charset=utf-8" if asset.kind.startswith("text/") else ""
    )
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return web.Response(body=asset.packed, headers=told | {"Content-Encoding": "gzip"})
    return web.Response(body=asset.content, headers=told)


def terminal_page(host: str, nonce: str, most_megabytes: int) -> web.Response:
    """The page with the terminal. host: found to be ours. nonce: for its styles."""
    text = _template("terminal.html").replace("{{nonce}}", nonce)
    return web.Response(
        text=text.replace("{{most}}", str(most_megabytes)),
        content_type="text/html",
        headers={"Content-Security-Policy": headers.terminal_page(host, nonce)},
    )


def words_page(title: str, words: str, *, status: int = 200, more: str = "") -> web.Response:
    """A page of words. more: HTML of our own."""
    page = _template("words.html").replace("{{title}}", escape(title))
    return web.Response(
        text=page.replace("{{words}}", escape(words)).replace("{{more}}", more),
        content_type="text/html",
        status=status,
        headers={"Content-Security-Policy": headers.PLAIN_PAGE},
    )


@cache
def _template(name: str) -> str:
    return (_OWN / name).read_text(encoding="utf-8")
