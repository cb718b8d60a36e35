"""A team's hours, for its manager."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.hours import services
from portal.hours.forms import TeamHoursForm
from portal.hours.queries import shift_of_team


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.TEAM_MANAGER)
def team_hours(request: SignedInRequest) -> HttpResponse:
    """See and set when the team answers. A manager without a team has none: 404."""
    team = request.user.team
    if team is None:
        raise Http404
    now = shift_of_team(team)
    initial = {"days": sorted(now.days), "opens": str(now.opens), "closes": str(now.closes)}
    form = TeamHoursForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.set_team_hours(team=team, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "The hours are saved. What waits for an answer is counted anew.")
        return redirect("team_hours")
    return render(request, "portal/hours/team_hours.html", {"form": form, "team": team})
