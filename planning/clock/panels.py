"""The clock on the pages about money, and for workers; what somebody said while they wait comes first."""

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks

from planning.clock.models import Worse
from planning.clock.reading import clock_of
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.authority.models import Authority
from portal.shell.panels import Panel


@hooks.register("register_budget_panel")
def where_things_are(request: HttpRequest, person: User) -> list[Panel]:
    """For the person and who sees their money: each step with its day, and what the council owes."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User):
        return []
    mine = user.pk == person.pk
    found = clock_of(person, at=at, mine=mine)
    if not found.clock.begun:
        return []
    said = Worse.objects.filter(person=person).for_pages().first() if mine else None
    context = {"found": found, "mine": mine, "person": person, "said": said}
    return [Panel("planning/clock/budget_panel.html", order=20, context=context)]


@hooks.register("register_authority_panel")
def worse_in_their_place(request: HttpRequest, authority: Authority) -> list[Panel]:
    """For who acts in somebody's place: the way to say that this person gets worse while they wait."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User) or not clock_of(authority.person, at=at, mine=False).waits:
        return []
    context = {"person": authority.person}
    return [Panel("planning/clock/authority_worse.html", order=30, context=context)]


@hooks.register("register_person_panel")
def clock_for_worker(request: HttpRequest, person: User) -> list[Panel]:
    """For the social worker: what their person said while they wait, then the clock."""
    found = clock_of(person, at=timezone.now(), mine=False)
    said = list(Worse.objects.filter(person=person).unanswered().for_pages())
    panels = [Panel("planning/clock/person_worse.html", order=1, context={"said": said})] if said else []
    if found.clock.begun:
        context = {"found": found, "person": person}
        panels.append(Panel("planning/clock/person_clock.html", order=40, context=context))
    return panels


@hooks.register("register_home_panel")
def who_gets_worse(request: HttpRequest) -> list[Panel]:
    """For workers and managers: whoever said that they get worse, and has no answer yet, before everything else."""
    user = request.user
    if not isinstance(user, User) or user.role not in {Role.SOCIAL_WORKER, Role.TEAM_MANAGER}:
        return []
    said = list(Worse.objects.visible_to(user, at=timezone.now()).unanswered().for_pages().order_by("said_at", "pk"))
    return [Panel("planning/clock/home_worse.html", order=1, context={"said": said})] if said else []
