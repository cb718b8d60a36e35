"""What something else stands on is not deleted in the CMS: an editor reads so, whatever it is that stands on it.

Wagtail asks its own index of references, which knows what is edited in the CMS alone. Asked here are the tables.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import models, router
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail import hooks
from wagtail.models import DraftStateMixin

# After those who know more of their own kind, and say more.
LAST = 100


def keep_what_is_in_use(request: HttpRequest, instances: Iterable[models.Model]) -> HttpResponse | None:
    """Says that it stays, and what can be done instead; None where nothing stands on any of them.

    The same sentence whatever stands on it: an editor must not learn by it that somebody wrote of a worry.
    """
    used = [each for each in instances if is_in_use(each)]
    if not used:
        return None
    names = ", ".join(f"“{each}”" for each in used)
    instead = "Unpublish it instead" if isinstance(used[0], DraftStateMixin) else "You can change its words instead"
    messages.error(request, f"{names} cannot be deleted, because it is in use. {instead}.")
    meta = used[0]._meta
    to_edit = reverse(f"wagtailsnippets_{meta.app_label}_{meta.model_name}:edit", args=[used[0].pk])
    return redirect(to_edit)


hooks.register("before_delete_snippet", keep_what_is_in_use, order=LAST)


def is_in_use(instance: models.Model) -> bool:
    """Whether something would not let it go, or something else has chosen it from a list."""
    try:
        Collector(using=router.db_for_write(type(instance)), origin=instance).collect([instance])
    except (ProtectedError, RestrictedError):
        return True
    return any(_is_chosen(instance, each) for each in instance._meta.get_fields(include_hidden=True))


def _is_chosen(instance: models.Model, relation: Any) -> bool:
    """Whether rows of a list that others choose from name it: they would go with it, and nobody would be told."""
    if not isinstance(relation, models.ManyToManyRel):
        return False
    rows: Any = relation.through
    chosen = rows._default_manager.filter(**{relation.field.m2m_reverse_field_name(): instance.pk})
    return bool(chosen.exists())
