"""Work of the background worker: the emails with an invitation."""

from django_tasks import task

from portal.notifications.enums import Kind
from portal.notifications.tasks import deliver, try_later
from portal.relationships.invitations import path_of, token_of
from portal.relationships.models import CircleMembership


@task()
def send_invitation(membership_id: int, attempt: int = 1) -> None:
    """Send the link to the invited address, unless the invitation was taken back meanwhile."""
    membership = CircleMembership.objects.filter(pk=membership_id, starts_at=None, ends_at=None).first()
    if membership is None:
        return
    try:
        deliver(address=membership.email, kind=Kind.INVITATION, path=path_of(token_of(membership.uuid)))
    except OSError:
        try_later(send_invitation, membership_id, attempt=attempt)
