"""What recorded authority shows on the pages of the shell."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from portal.access.requests import SignedInRequest
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.audit.models import Event
from portal.authority.models import Authority
from portal.authority.services import tell_who_acted_has_left
from portal.relationships.models import CircleMembership
from portal.shell.navigation import Entry
from portal.shell.panels import Panel

# How long a worker reads that somebody who acted has stepped back.
SAID_FOR = timedelta(days=28)


@hooks.register("register_navigation")
def acting_entry(request: SignedInRequest) -> list[Entry]:
    """For managers: where it is recorded who acts for whom."""
    if not request.user.is_authenticated or request.user.role != Role.TEAM_MANAGER:
        return []
    return [Entry("Acting for somebody", reverse("authorities"), 45)]


@hooks.register("register_people_panel")
def acting(request: SignedInRequest) -> list[Panel]:
    """Who acts in my place, and in whose place I act."""
    at = timezone.now()
    mine = list(Authority.objects.not_over(at=at).filter(membership__person=request.user).for_pages())
    held = list(Authority.objects.held_by(request.user, at=at).for_pages())
    if not mine and not held:
        return []
    return [Panel("portal/authority/people_panel.html", order=10, context={"mine": mine, "held": held, "now": at})]


@hooks.register("register_home_panel")
def acting_now(request: SignedInRequest) -> list[Panel]:
    """For who acts in somebody's place: said plainly, each time they come."""
    held = list(Authority.objects.held_by(request.user, at=timezone.now()).for_pages())
    return [Panel("portal/authority/home_panel.html", order=5, context={"held": held})] if held else []


@hooks.register("register_person_panel")
def acting_for_my_person(request: SignedInRequest, person: User) -> list[Panel]:
    """For the social worker: who acts in the place of one of their people."""
    at = timezone.now()
    of_theirs = Authority.objects.filter(membership__person=person)
    found = list(of_theirs.not_over(at=at).for_pages())
    left = list(of_theirs.left_behind(since=at - SAID_FOR).for_pages())
    context = {"found": found, "left": left}
    return [Panel("portal/authority/worker_panel.html", order=30, context=context)] if found or left else []


@hooks.register("register_who_looked_note")
def done_in_my_place(person: User, events: list[Event]) -> dict[int, str]:
    """What was done by somebody while they acted in the person's place."""
    held = list(Authority.objects.filter(membership__person=person).for_pages())
    return {
        event.pk: f"in your place, as {authority.get_kind_display()}"
        for event in events
        for authority in held
        if event.actor_id == authority.membership.supporter_id and _held_at(authority, event.at)
    }


@hooks.register("register_ends_with_circle")
def ends_too(memberships: Iterable[CircleMembership], at: datetime) -> dict[int, str]:
    """Before somebody steps back: that they act in somebody's place, and that it ends with it."""
    held = Authority.objects.standing(at=at).filter(membership__in=list(memberships)).for_pages()
    return {
        one.membership_id: f"Acting in {one.person.known_as}’s place here ends with this step. The council is told."
        for one in held
    }


hooks.register("register_stepped_back", tell_who_acted_has_left)


def _held_at(authority: Authority, at: datetime) -> bool:
    return authority.starts_at <= at and (authority.ends_at is None or at < authority.ends_at)
