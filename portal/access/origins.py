"""Which pages may open a socket: our own, by an exact comparison.

A browser sends cookies along with a socket that any page in the world opens, and names that page's origin. Channels'
own check lets `http://` pass on an allowed host, and patterns; here an origin is ours or it is not.
"""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

REFUSED = 4403


class OwnOriginsOnly:
    """Refuses a socket at the handshake (403) unless a page of this portal opened it."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = scope.get("headers", [])
        origins = [value.decode("latin-1") for name, value in headers if name == b"origin"]
        hosts = [value.decode("latin-1") for name, value in headers if name == b"host"]
        if len(origins) == 1 and is_own(origins[0], host=hosts[0] if len(hosts) == 1 else ""):
            await self.application(scope, receive, send)
            return
        await nowhere(scope, receive, send)


def is_own(origin: str, *, host: str) -> bool:
    """Whether an origin is exactly this portal's.

    It is `https://` and one of ALLOWED_HOSTS as it stands there, or `https://` and the host that this request was
    sent to, port and all, if that is one of them. Where SOCKETS_FROM_LOOPBACK is set (development, tests and the
    demonstration, which have no TLS), `http://` and the host it was sent to will do on a loopback address.
    """
    name = _name_in(host)
    allowed = {each.lower() for each in settings.ALLOWED_HOSTS if each[:1] not in {"*", "."}}
    own = {f"https://{each}" for each in allowed}
    if name in allowed or f"[{name}]" in allowed:
        own.add(f"https://{host.lower()}")
        if settings.SOCKETS_FROM_LOOPBACK and _is_loopback(name):
            own.add(f"http://{host.lower()}")
    return origin in own


def _name_in(host: str) -> str:
    """The host without its port; "" where that cannot be told."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


async def nowhere(scope: Scope, receive: Receive, send: Send) -> None:
    """Refuses a socket at an address that is not there, without a fuss."""
    await receive()
    await send({"type": "websocket.close", "code": REFUSED})


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name in {"localhost", "testserver"}
