"""The local rules that hold now."""

from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from content.rules.models import HelpNumbers


def help_numbers() -> "HelpNumbers":
    """The council's numbers; an empty set of them, unsaved, until an editor has filled them in.

    One query by the primary key's order, on every page and in every process: dearer caches of it cost
    as much, since the shared cache is a table of the same database where there is no Redis, and an
    editor's correction of an emergency number must show at once.
    """
    model = apps.get_model("content", "HelpNumbers")
    found: HelpNumbers = model.objects.order_by("pk").first() or model()
    return found
