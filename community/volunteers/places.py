"""Where the pages of an organisation's volunteers are."""

from django.urls import reverse

from community.organisations.models import Organisation


def volunteers_path(organisation: Organisation) -> str:
    """The list that a coordinator reads; notices about volunteers lead there."""
    return reverse("volunteers", args=[organisation.uuid])


def invitation_path(token: str) -> str:
    """Where the link of an invitation leads."""
    return reverse("volunteer_invitation", args=[token])
