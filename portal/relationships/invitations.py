"""The secret of an invitation's link. Pure: no database, no clock."""

import base64
from uuid import UUID

from django.utils.crypto import salted_hmac

SALT = "portal.relationships.invitations"


def token_of(membership: UUID) -> str:
    """The unguessable word in the link of this invitation.

    It is worked out from our secret key whenever the email is sent, so it stands in no table and in no queue.
    """
    digest = salted_hmac(f"{SALT}.token", membership.hex, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(token: str) -> str:
    """The keyed hash under which a link is found again."""
    return salted_hmac(f"{SALT}.hash", token, algorithm="sha256").hexdigest()


def path_of(token: str) -> str:
    """Where the link leads."""
    return f"/invitation/{token}/"
