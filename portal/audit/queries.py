"""Finding events."""

from typing import TYPE_CHECKING, Any

from django.apps import apps

if TYPE_CHECKING:
    from portal.accounts.models import User


def looked_at(person: "User") -> Any:
    """What others read or changed of a person's record, the latest first. Their own doings they know."""
    events = apps.get_model("portal", "Event").objects.filter(person_id=person.pk)
    return events.exclude(actor_id=person.pk).order_by("-at", "-pk")
