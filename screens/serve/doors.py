"""Which addresses are this server's own: the Host a request names, the Origin a page comes from.

A page of another site could otherwise open a session in the browser of whoever looks at it, and a
name that was bent to point here could be that site's own.
"""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from aiohttp import web

from screens.serve.plan import Plan, origin_of

_ONE_PERSON = 200
"""The longest name of somebody that a proxy may vouch for."""


class Doors:
    """Judges requests for one plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        # No address has no origin: a request that says "" of where it comes from is not ours.
        self._origins = {origin_of(one) for one in (plan.public_url, *plan.origins)} - {""}
        self._hosts = {host for origin in self._origins for host in _hosts_of(origin)}

    def is_our_host(self, request: web.Request) -> bool:
        """Whether the request names this server by one of its names, or by the bare address."""
        given = request.headers.getall("Host", [])
        if len(given) != 1:
            return False
        host = given[0].lower()
        return host in self._hosts or _is_bare_address(host, request)

    def is_our_origin(self, request: web.Request) -> bool:
        """Whether what asks is a page of this server. No origin, or none that is told, is not."""
        given = request.headers.getall("Origin", [])
        if len(given) != 1:
            return False
        origin, host = given[0].lower(), request.headers.get("Host", "").lower()
        direct = _is_bare_address(host, request) and origin == f"http://{host}"
        return origin in self._origins or direct

    def is_our_link(self, request: web.Request) -> bool:
        """Whether a file is fetched by a page of this server, as far as the browser says."""
        if "Origin" in request.headers and not self.is_our_origin(request):
            return False
        return request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")

    def person(self, request: web.Request) -> str | None:
        """Whom the proxy vouches for; "" where none is asked to, None where it should and did not.

        Only a proxy on this machine is believed: anybody else could write the header themselves.
        """
        name = self._plan.identity_header
        if not name:
            return ""
        given = request.headers.getall(name, [])
        if len(given) != 1 or not is_loopback(request.remote):
            return None
        person = given[0].strip()
        return person if 0 < len(person) <= _ONE_PERSON and person.isprintable() else None

    def network(self, request: web.Request) -> str:
        """The network somebody asks from, as far as it tells them apart; "" where nothing does.

        Of IPv6 the first 64 bits: the rest is whatever a machine chooses. This machine itself is no
        network: behind a proxy that tells no address everybody would be one.
        """
        address = client_address(request)
        try:
            found = ip_address((address or "").partition("%")[0])
        except ValueError:
            return ""
        found = getattr(found, "ipv4_mapped", None) or found
        if found.is_loopback:
            return ""
        return str(ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)


def client_address(request: web.Request) -> str | None:
    """Where a request comes from; what a proxy on this machine says of that is believed."""
    # The last is what the proxy itself saw; whoever asks could have written any before it.
    told = ",".join(request.headers.getall("X-Forwarded-For", [])).rpartition(",")[2].strip()
    if told and is_loopback(request.remote):
        try:
            return str(ip_address(told))
        except ValueError:
            pass
    return request.remote


def is_loopback(address: str | None) -> bool:
    """Whether this is an address of this machine itself."""
    try:
        return ip_address((address or "").partition("%")[0]).is_loopback
    except ValueError:
        return False


def _hosts_of(origin: str) -> tuple[str, ...]:
    """How a browser names the host of an origin; with its usual port as well."""
    parts = urlsplit(origin)
    if parts.port is not None:
        return (parts.netloc,)
    return (parts.netloc, f"{parts.netloc}:{80 if parts.scheme == 'http' else 443}")


def _is_bare_address(host: str, request: web.Request) -> bool:
    """Whether a host is the very address and port this connection came in by, or localhost.

    Such a host is no name, so nobody else's name server can have led here.
    """
    own = request.transport.get_extra_info("sockname") if request.transport else None
    if not own:
        return False
    address = str(own[0]).partition("%")[0]
    names = {f"[{address}]" if ":" in address else address}
    if is_loopback(address):
        names.add("localhost")
    allowed = {f"{name}:{own[1]}" for name in names}
    return host in (allowed | names if own[1] == 80 else allowed)
