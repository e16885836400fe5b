"""What every answer tells the browser it may not do."""

from __future__ import annotations

from aiohttp import web

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # A form that is sent says where it comes from only if referrers of its own site are allowed.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), clipboard-read=(), display-capture=(), geolocation=(), microphone=(), "
        "midi=(), payment=(), serial=(), usb=()"
    ),
    "X-Robots-Tag": "noindex, nofollow",
    "Server": "Case Conference",
}
_A_YEAR = 365 * 24 * 3600
NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""For what is no page."""
PLAIN_PAGE = (
    "default-src 'none'; style-src 'self'; font-src 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'self'; img-src 'self'"
)
"""For a page without a script."""


def terminal_page(host: str, nonce: str) -> str:
    """For the page with the terminal: our own scripts, fonts and line, and nothing from elsewhere.

    host: as the request names it, already found to be ours. nonce: what a style that our script
    makes carries.
    """
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; "
        f"font-src 'self'; img-src 'self'; connect-src 'self' ws://{host} wss://{host}; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )


def harden(answer: web.StreamResponse, *, secure: bool = False) -> None:
    """Add to an answer what it does not say itself. secure: people reach this through TLS."""
    for name, value in _ALWAYS.items():
        answer.headers[name] = value
    answer.headers.setdefault("Content-Security-Policy", NOTHING)
    answer.headers.setdefault("Cache-Control", "no-store")
    if secure:
        answer.headers["Strict-Transport-Security"] = f"max-age={_A_YEAR}; includeSubDomains"
