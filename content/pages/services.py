"""What is done to all public pages at once."""

import uuid

from django.db import transaction

from content.pages.models import PublicState
from content.pages.queries import forget_public_generation


def renew_public_pages() -> None:
    """Make every kept copy of a public page old, in every process, as soon as this transaction is committed.

    A mark that never comes twice, and not a number: what a rolled-back change left behind is never taken
    for fresh again.
    """
    mark = uuid.uuid4()
    transaction.on_commit(forget_public_generation)
    if not PublicState.objects.filter(pk=1).update(generation=mark):
        PublicState.objects.get_or_create(pk=1, defaults={"generation": mark})
