"""The request as a view sees it behind `open_to`, and addresses that came with it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from portal.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request whose user is signed in: what every audience but EVERYBODY makes sure of. For types only."""

    user: "User"


def own_address(wanted: str | None) -> str:
    """An address that a visitor brought along, if it is a page of this portal, named without its host; else ""."""
    safe = wanted and wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if wanted and safe else ""
