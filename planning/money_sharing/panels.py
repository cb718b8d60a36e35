"""Whose money one looks after, on the pages of the shell."""

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks

from planning.money_sharing.models import MoneyShare
from planning.money_sharing.queries import people_whose_money
from portal.accounts.models import User
from portal.shell.panels import Panel


@hooks.register("register_home_panel")
def money_of_others(request: HttpRequest) -> list[Panel]:
    """For who looks after somebody's money: the way there."""
    user = request.user
    if not isinstance(user, User) or not user.is_person:
        return []
    people = list(people_whose_money(user, at=timezone.now()).order_by("known_as", "pk"))
    return [Panel("planning/money_sharing/home_panel.html", order=16, context={"people": people})] if people else []


@hooks.register("register_people_panel")
def who_helps_with_money(request: HttpRequest) -> list[Panel]:
    """For the person: who of their circle sees or manages their money, and where to change it."""
    user = request.user
    if not isinstance(user, User) or not user.is_person:
        return []
    shares = list(MoneyShare.objects.of_circle(user).select_related("membership").order_by("starts_at", "pk"))
    return [Panel("planning/money_sharing/people_panel.html", order=12, context={"shares": shares})]
