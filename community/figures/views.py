"""An organisation's figures, for its coordinator. Anybody else's are not there (404)."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.figures.counting import MEANINGS, figures_of
from community.figures.enums import Period
from community.figures.spreadsheet import figures_as_csv
from community.organisations.models import Organisation
from community.organisations.places import places_of
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.audit.services import record
from portal.components.lists import Bar, Choice


def _own(request: SignedInRequest, uuid: UUID, at: datetime) -> Organisation:
    found: Organisation = get_object_or_404(Organisation.objects.coordinated_by(request.user, at=at), uuid=uuid)
    return found


def _period(request: SignedInRequest) -> Period:
    """What the address asks for; half a year where it makes no sense."""
    typed = request.GET.get("months", "")
    return next((period for period in Period if str(period.value) == typed), Period.SIX)


@require_safe
@open_to(Audience.COORDINATOR)
def figures(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Month by month: asked, taken on, waiting, helped, days to the first meeting, hours."""
    at = timezone.now()
    found, chosen = _own(request, uuid, at), _period(request)
    counted = figures_of(found, chosen, at=at)
    here = reverse("organisation_figures", args=[uuid])
    context = {
        "organisation": found,
        "places": places_of(request, found),
        "figures": counted,
        "meanings": MEANINGS,
        "bars": [
            (line.label, [Bar("Asked", line.asked), Bar("Help began", line.begun, tone="warm")])
            for line in counted.lines
        ],
        "most": max(max(line.asked, line.begun) for line in counted.lines),
        "periods": [Choice(each.label, f"{here}?months={each.value}", current=each == chosen) for each in Period],
        "spreadsheet": f"{reverse('organisation_figures_spreadsheet', args=[uuid])}?months={chosen.value}",
    }
    return render(request, "community/figures/figures.html", context)


@require_safe
@open_to(Audience.COORDINATOR)
def spreadsheet(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The same figures as a file for a spreadsheet program."""
    at = timezone.now()
    found, chosen, today = _own(request, uuid, at), _period(request), timezone.localdate(at)
    text = figures_as_csv(
        figures_of(found, chosen, at=at), organisation=found.name, made_on=f"{today.day} {today:%B %Y}"
    )
    if request.method == "GET":
        record("figures taken along", by=request.user, person=None, about=found, at=at)
    name = f"figures-{today:%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
