"""The request as a view sees it behind `open_to`."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from portal.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request whose user is signed in: what every audience but EVERYBODY makes sure of. For types only."""

    user: "User"
