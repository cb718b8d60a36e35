"""What being away shows on the pages of the shell."""

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks

from portal.away.queries import coming_leave_of, covers_by
from portal.shell.panels import Panel


@hooks.register("register_home_panel")
def away_and_standing_in(request: HttpRequest) -> list[Panel]:
    """For a worker: whether they are away, for whom they stand in, and the way to say so."""
    if not request.user.is_authenticated or not request.user.is_social_worker:
        return []
    at = timezone.now()
    leave = coming_leave_of(request.user, at=at).first()
    covers = list(covers_by(request.user, at=at).filter(starts_at__lte=at))
    context = {"leave": leave, "away_now": bool(leave and leave.starts_at <= at), "covers": covers}
    return [Panel("portal/away/home_panel.html", order=60, context=context)]
