"""Where the pages about some help are: for who helps, for whom it is, and for who coordinates it."""

from django.urls import reverse

from community.help_requests.models import Helping
from community.organisations.models import Organisation


def helper_path(helping: Helping) -> str:
    """Where the helper finds the person."""
    return reverse("helping_person", args=[helping.match.uuid])


def person_path(helping: Helping) -> str:
    """Where the person finds the helper."""
    return reverse("match", args=[helping.match.uuid])


def coordinators_path(organisation: Organisation) -> str:
    """Where coordinators find who helps whom."""
    return reverse("organisation_helping", args=[organisation.uuid])
