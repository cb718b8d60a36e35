"""Finding notices."""

from typing import TYPE_CHECKING, Any

from django.apps import apps

if TYPE_CHECKING:
    from portal.accounts.models import User


def notices_of(user: "User") -> Any:
    """Somebody's notices, the latest first."""
    return apps.get_model("portal", "Notice").objects.filter(user=user).order_by("-created_at", "-pk")


def unread_of(user: "User") -> Any:
    """Those of them that nobody has opened yet."""
    return notices_of(user).filter(read_at=None)


def waiting_at(*, path: str) -> Any:
    """Everybody for whom something waits at an address."""
    waiting = apps.get_model("portal", "Notice").objects.filter(path=path, read_at=None).values("user")
    return apps.get_model("portal", "User").objects.filter(pk__in=waiting)
