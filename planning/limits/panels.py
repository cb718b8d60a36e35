"""Where limits are found from home: what waits for a second yes, and a worker's own."""

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks

from planning.limits.models import SignOffLimit
from planning.limits.queries import limit_of
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.shell.panels import Panel


@hooks.register("register_home_panel")
def limits_at_home(request: HttpRequest) -> list[Panel]:
    """For a manager, the way to the limits, and how many wait for their yes; for a worker, what they agree alone."""
    user = request.user
    if not isinstance(user, User):
        return []
    if user.role == Role.TEAM_MANAGER and user.team_id:
        waiting = SignOffLimit.objects.visible_to(user).waiting().exclude(set_by=user).count()
        return [Panel("planning/limits/manager_panel.html", order=45, context={"waiting": waiting})]
    if user.is_social_worker:
        return [
            Panel("planning/limits/worker_panel.html", order=45, context={"limit": limit_of(user, at=timezone.now())})
        ]
    return []
