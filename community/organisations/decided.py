"""An editor approves, gives back or publishes what a coordinator proposed: the coordinator is told.

Wagtail says so by signals; what follows from one is a service.
"""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_cancelled, workflow_rejected

from community.organisations.models import Organisation
from community.organisations.services import tell_entry_decided
from portal.accounts.enums import Role


@receiver(
    [workflow_approved, workflow_rejected, workflow_cancelled], sender=WorkflowState, dispatch_uid="entry decided"
)
def entry_decided(sender: Any, instance: WorkflowState, user: Any, **kwargs: Any) -> None:
    """What a coordinator proposed, and somebody else decided: who takes a change back, or sends another, knows of it.

    An editor who publishes an entry while a change of it waits ends the waiting; that comes here as cancelled.
    """
    asked, entry = instance.requested_by, instance.content_object
    if not isinstance(entry, Organisation) or asked is None or asked.role != Role.COORDINATOR:
        return
    if user is not None and user.role != Role.COORDINATOR:
        tell_entry_decided(organisation=entry, at=timezone.now())
