"""Work of the background worker: the emails with an organisation's invitation."""

from django_tasks import task

from community.volunteers.models import VolunteerInvitation
from community.volunteers.places import invitation_path
from portal.notifications.enums import Kind
from portal.notifications.tasks import deliver, try_later
from portal.relationships.invitations import token_of


@task()
def send_volunteer_invitation(invitation_id: int, attempt: int = 1) -> None:
    """Send the link to the invited address, unless the invitation was taken back meanwhile."""
    invitation = VolunteerInvitation.objects.waiting().filter(pk=invitation_id).first()
    if invitation is None:
        return
    try:
        deliver(address=invitation.email, kind=Kind.INVITATION, path=invitation_path(token_of(invitation.uuid)))
    except OSError:
        try_later(send_volunteer_invitation, invitation_id, attempt=attempt)
