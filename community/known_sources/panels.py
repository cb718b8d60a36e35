"""Where known sources show: in the directory, at home, and on a worker's page of one of their people."""

from collections.abc import Collection

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from community.known_sources.models import KnownSource, PointedSource
from community.known_sources.queries import known_to
from community.organisations.models import Organisation
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.relationships.queries import acts_for
from portal.shell.panels import Panel

NOTE = "community/known_sources/directory_note.html"
MOST_AT_HOME = 3


@hooks.register("register_directory_note")
def known_to_your_worker(request: SignedInRequest, organisations: Collection[Organisation]) -> dict[int, Panel]:
    """In the list, for a person: which of these their named social worker knows."""
    if not request.user.is_person:
        return {}
    known = known_to(request.user, organisations, at=timezone.now())
    return {pk: Panel(NOTE, order=10, context={"worker": worker}) for pk, worker in known.items()}


@hooks.register("register_entry_note")
def on_an_entry(request: SignedInRequest, organisation: Organisation) -> list[Panel]:
    """On one entry. For a person: that their worker knows it, and the words of who pointed them there. For a worker:
    whether it is on their list, and the way to put it there."""
    user = request.user
    if user.is_social_worker:
        known = KnownSource.objects.of(user).filter(organisation=organisation).first()
        context = {"known": known, "organisation": organisation}
        return [Panel("community/known_sources/entry_worker.html", order=10, context=context)]
    if not user.is_person:
        return []
    worker = known_to(user, [organisation], at=timezone.now()).get(organisation.pk)
    pointed = list(PointedSource.objects.shown_to(user).filter(organisation=organisation).for_list())
    if not worker and not pointed:
        return []
    context = {"worker": worker, "pointed": pointed}
    return [Panel("community/known_sources/entry_person.html", order=10, context=context)]


@hooks.register("register_home_panel")
def pointed_out_at_home(request: HttpRequest) -> list[Panel]:
    """For a person: what their worker pointed out, until they put it away."""
    user = request.user
    if not isinstance(user, User) or not user.is_person:
        return []
    found = list(PointedSource.objects.shown_to(user).for_list()[: MOST_AT_HOME + 1])
    if not found:
        return []
    context = {"pointed": found[:MOST_AT_HOME], "more": len(found) > MOST_AT_HOME, "url": reverse("pointed_sources")}
    return [Panel("community/known_sources/home_panel.html", order=35, context=context)]


@hooks.register("register_help_panel")
def pointed_out_where_help_is(request: SignedInRequest) -> list[Panel]:
    """The same on the page of what a person asked for."""
    found: list[Panel] = pointed_out_at_home(request)
    return found


@hooks.register("register_home_panel")
def places_you_know(request: HttpRequest) -> list[Panel]:
    """For a worker: the way to their own list."""
    user = request.user
    if not user.is_authenticated or not user.is_social_worker:
        return []
    context = {"many": KnownSource.objects.of(user).count()}
    return [Panel("community/known_sources/worker_home_panel.html", order=60, context=context)]


@hooks.register("register_person_panel")
def pointed_out_to(request: SignedInRequest, person: User) -> list[Panel]:
    """For who acts for a person: where they were pointed to, by whom, and the way to point them to another place.

    Whether the person looked at it, or put it away, is not shown.
    """
    if not acts_for(request.user, person, at=timezone.now()):
        return []
    pointed = list(PointedSource.objects.standing().filter(person=person).for_list())
    context = {"person": person, "pointed": pointed, "user": request.user}
    return [Panel("community/known_sources/person_panel.html", order=100, context=context)]
