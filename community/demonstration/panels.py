"""What the demonstration adds to pages of lower floors."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks

from community.demonstration.cast import CAST, PASSWORD, Member
from community.demonstration.views import PORTRAITS
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.shell.panels import Panel

GROUPS = (
    ("People who write their own plan, and their families", {Role.PERSON}),
    ("Social workers and their managers", {Role.SOCIAL_WORKER, Role.TEAM_MANAGER}),
    ("Helpers, and the editor", {Role.VOLUNTEER, Role.COORDINATOR, Role.EDITOR}),
)


@hooks.register("register_sign_in_panel")
def the_cast(request: HttpRequest) -> list[Panel]:
    """The cast, each by one click, below the sign-in form of the demonstration."""
    if not settings.DEMONSTRATION:
        return []
    there = set(User.objects.filter(email__in=[member.email for member in CAST]).values_list("email", flat=True))
    groups = [
        (heading, [_shown(member) for member in CAST if member.role in roles and member.email in there])
        for heading, roles in GROUPS
    ]
    context = {"groups": groups, "password": PASSWORD, "next": request.GET.get("next", "")}
    return [Panel("community/demonstration/cast.html", order=10, context=context)]


def _shown(member: Member) -> dict[str, Any]:
    name = member.name.lower()
    drawn = (PORTRAITS / f"{name}.webp").exists()
    return {"member": member, "photo": reverse("demonstration_portrait", args=[name]) if drawn else ""}
