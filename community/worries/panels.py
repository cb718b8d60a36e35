"""The way to write of a worry, and to those that wait. None of it names anybody."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.widgets.button import ListingButton

from community.help_requests.models import Helping
from community.organisations.models import Organisation
from community.worries.models import Worry
from portal.accounts.models import User
from portal.shell.navigation import Entry
from portal.shell.panels import Panel


@hooks.register("register_helping_panel")
def worried_about_someone(request: HttpRequest, helping: Helping | None) -> list[Panel]:
    """For a helper: the way to say so; below all of their people also what they wrote, by its day alone."""
    user = request.user
    if not isinstance(user, User):
        return []
    own = [] if helping else list(Worry.objects.written_by_them(user)[:5])
    context = {"match": helping.match if helping else None, "own": own}
    return [Panel("community/worries/helping_panel.html", order=10, context=context)]


@hooks.register("register_organisation_place")
def log_of_worries(request: HttpRequest, organisation: Organisation) -> list[Entry]:
    """The log, with how many nobody has seen."""
    user = request.user
    if not isinstance(user, User):
        return []
    found = Worry.objects.visible_to(user, at=timezone.now()).filter(organisation=organisation).with_steps()
    count = found.filter(seen=False).count()
    return [Entry("Worries", reverse("worries", args=[organisation.uuid]), order=30, count=count)]


@hooks.register("register_home_panel")
def worries_that_wait(request: HttpRequest) -> list[Panel]:
    """For coordinators and safeguarding leads: what is not closed yet comes before everything else."""
    user = request.user
    if not isinstance(user, User):
        return []
    found = Worry.objects.visible_to(user, at=timezone.now()).for_pages().filter(closed=False)
    waiting = list(found[:5])
    if not waiting:
        return []
    return [Panel("community/worries/home_panel.html", order=1, context={"worries": waiting}, next_step=True)]


@hooks.register("register_snippet_listing_buttons")
def name_a_lead(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[ListingButton]:
    """From the list of organisations in the CMS: naming a safeguarding lead."""
    if isinstance(snippet, Organisation):
        address = reverse("safeguarding_leads", args=[snippet.uuid])
        yield ListingButton("Safeguarding lead", address, priority=60)
