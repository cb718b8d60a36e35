"""Who is asked how they are, and what they said. The models use this as their managers."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet

from portal.relationships.queries import active_at

if TYPE_CHECKING:
    from community.wellbeing.models import CarerRules
    from portal.accounts.models import User


class AskingQuerySet(QuerySet[Any]):
    """Times at which somebody was asked how they are."""

    def visible_to(self, user: "User") -> Self:
        """One's own. There is nobody else for whom these are."""
        return self.filter(user=user)

    def waiting(self) -> Self:
        """Those that stand on their home page: neither answered nor put away."""
        return self.filter(answered_at=None, put_away_at=None)

    def answered(self) -> Self:
        """Those in which something was said, the latest first."""
        return self.exclude(answered_at=None).order_by("-answered_at", "-pk")


def carer_rules() -> "CarerRules":
    """The council's rules; the usual ones, unsaved, until an editor has changed them."""
    model = apps.get_model("community", "CarerRules")
    found: CarerRules = model.objects.order_by("pk").first() or model()
    return found


def helps_somebody(user: "User", *, at: datetime) -> bool:
    """Whether they are in anybody's circle now."""
    return bool(_memberships().filter(active_at(at), supporter=user).exists())


def to_be_asked(*, weeks: int, at: datetime) -> Any:
    """Everybody who has been in a circle for so many weeks, has not been asked for as long, and may be asked."""
    since = at - timedelta(weeks=weeks)
    helping = _memberships().filter(active_at(at), supporter=OuterRef("pk"), starts_at__lte=since)
    asked = apps.get_model("community", "Asking").objects.filter(user=OuterRef("pk"), asked_at__gt=since)
    stopped = apps.get_model("community", "NotAsked").objects.filter(user=OuterRef("pk"))
    users = apps.get_model("portal", "User").objects.filter(is_active=True)
    return users.filter(Exists(helping), ~Exists(asked), ~Exists(stopped))


def _memberships() -> Any:
    return apps.get_model("portal", "CircleMembership").objects
