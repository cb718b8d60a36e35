"""The council's figures, for every manager of a team. They are about nobody: small numbers were never kept."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.reports.meanings import ABOUT_ALL, HIDDEN, LEFT_OUT
from community.reports.models import Report
from community.reports.presenters import sections_of
from community.reports.spreadsheet import report_as_csv
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.audit.services import record


@require_safe
@open_to(Audience.TEAM_MANAGER)
def council_figures(request: SignedInRequest) -> HttpResponse:
    """The newest figures, table by table; one row of the database, however many people they are about."""
    report = Report.objects.newest()
    context = {
        "report": report,
        "sections": sections_of(report.shown) if report else [],
        "back_url": reverse("team") if request.user.team else "",
        "back_label": "My team",
        "left_out": LEFT_OUT,
        "about_all": ABOUT_ALL,
        "hidden": HIDDEN,
    }
    return render(request, "community/reports/council_figures.html", context)


@require_safe
@open_to(Audience.TEAM_MANAGER)
def spreadsheet(request: SignedInRequest) -> HttpResponse:
    """The same figures as a file for a spreadsheet program."""
    report = Report.objects.newest()
    if report is None:
        raise Http404
    if request.method == "GET":
        record("council figures taken along", by=request.user, person=None, about=report, at=timezone.now())
    name = f"council-figures-{report.until:%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(report_as_csv(report), content_type="text/csv; charset=utf-8", headers=headers)
