"""The council's figures, for managers. They are made once a month, and these pages only read them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.reports.meanings import SMALL_NUMBERS, WHOSE_TEAM
from community.reports.models import Report
from community.reports.reading import sections_of
from community.reports.spreadsheet import report_as_csv
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.audit.services import record


@require_safe
@open_to(Audience.TEAM_MANAGER)
def council_figures(request: SignedInRequest) -> HttpResponse:
    """Every table with its picture, and how each figure is counted."""
    report = Report.objects.newest()
    context = {
        "page_title": "The council’s figures",
        "back_url": reverse("team"),
        "back_label": "My team",
        "report": report,
        "sections": sections_of(report) if report else [],
        "small_numbers": SMALL_NUMBERS,
        "whose_team": WHOSE_TEAM,
    }
    return render(request, "community/reports/figures.html", context)


@require_safe
@open_to(Audience.TEAM_MANAGER)
def spreadsheet(request: SignedInRequest) -> HttpResponse:
    """The same as a file for a spreadsheet program."""
    report = Report.objects.newest()
    if report is None:
        raise Http404
    if request.method == "GET":
        record("council figures taken along", by=request.user, person=None, about=report, at=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="council-figures-{report.until:%Y-%m-%d}.csv"'}
    return HttpResponse(report_as_csv(report), content_type="text/csv; charset=utf-8", headers=headers)
