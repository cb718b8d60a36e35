"""The way to a manager's team, and a buddy on the home pages of the two whom it concerns."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from community.team.models import Buddy
from community.team.overview import overview_of
from planning.limits.models import SignOffLimit
from planning.signing_off.queries import waiting_for_manager
from planning.spending.models import SpendingConflict, SpendingGuidance
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.shell.navigation import Entry
from portal.shell.panels import Panel


def _manages(user: object) -> bool:
    return isinstance(user, User) and user.role == Role.TEAM_MANAGER and user.team_id is not None


@hooks.register("register_navigation")
def team_entry(request: HttpRequest) -> list[Entry]:
    """Where a manager's team is."""
    return [Entry("My team", reverse("team"), 10)] if _manages(request.user) else []


@hooks.register("register_home_panel")
def open_your_team(request: HttpRequest) -> list[Panel]:
    """A manager's next step: who has no social worker, else what they have to decide, else what waits in the team."""
    user = request.user
    if not isinstance(user, User) or user.team is None or not _manages(user):
        return []
    at = timezone.now()
    decisions = waiting_for_manager(user, at=at)
    context = {
        "found": overview_of(user.team, at=at),
        "plans": len(decisions.plans),
        "challenges": len(decisions.challenges),
        "limits": SignOffLimit.objects.visible_to(user).waiting().exclude(set_by=user).count(),
        "conflicts": list(SpendingConflict.objects.visible_to(user, at=at)),
        "to_check": list(SpendingGuidance.objects.visible_to(user, at=at).order_by("written_at", "pk")),
    }
    return [Panel("community/team/next_step.html", order=10, context=context, next_step=True)]


@hooks.register("register_home_panel")
def my_buddy(request: HttpRequest) -> list[Panel]:
    """For a new worker who their buddy is; for the buddy whose they are."""
    user = request.user
    if not isinstance(user, User) or not user.is_social_worker:
        return []
    at = timezone.now()
    mine = Buddy.objects.active(at=at).filter(worker=user).for_pages().first()
    theirs = list(Buddy.objects.active(at=at).filter(buddy=user).for_pages().order_by("ends_at"))
    if not mine and not theirs:
        return []
    photo = mine.buddy.portrait_url if mine and mine.buddy.team_id == user.team_id else ""
    context = {"mine": mine, "theirs": theirs, "photo": photo}
    return [Panel("community/team/buddy_panel.html", order=16, context=context)]
