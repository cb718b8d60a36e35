"""Where higher slices show something on the page about somebody's money: they register, and we ask them by name."""

from collections.abc import Callable

from django.http import HttpRequest
from wagtail import hooks

from portal.accounts.models import User
from portal.shell.panels import Panel

BudgetPanels = Callable[[HttpRequest, User], list[Panel]]


def budget_panels(request: HttpRequest, person: User) -> list[Panel]:
    """What stands on the page about a person's money, in order; who reads it sees that money."""
    functions: list[BudgetPanels] = hooks.get_hooks("register_budget_panel")
    return sorted((panel for function in functions for panel in function(request, person)), key=lambda p: p.order)
