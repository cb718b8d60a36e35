"""The directory, open to all, and the same as data for other directories."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from community.organisations.finding import find
from community.organisations.forms import FindForm
from community.organisations.hsds import page_of_services, service
from community.organisations.models import Organisation, TaxonomyTerm
from community.organisations.notes import notes_at_top, notes_on
from community.organisations.panels import entry_panels
from community.organisations.policies import check_can_assure
from community.organisations.queries import directory_rules
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience

SERVICES_A_PAGE = 50
MOST_A_PAGE = 500
LATEST_PAGE = 1_000_000
# How old an answer of the data may be: what editors change is public within five minutes.
KEPT_FOR_SECONDS = 300


@require_safe
@open_to(Audience.EVERYBODY)
def help_near_you(request: HttpRequest) -> HttpResponse:
    """The list, and the search of it. What anybody looks for is kept nowhere."""
    form = FindForm(request.GET, TaxonomyTerm.objects.all())
    found = find(form, request.GET.get("page"))
    at, rules = timezone.now(), directory_rules()
    notes = notes_on(request, found.lines)
    lines = [
        {"entry": each, "stale": rules.is_stale(each.now, at=at), "notes": notes.get(each.pk, [])}
        for each in found.lines
    ]
    context = {"form": form, "found": found, "lines": lines}
    response = render(request, "community/organisations/list.html", context)
    if request.GET:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@open_to(Audience.EVERYBODY)
def entry(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What one organisation does, what it costs, how to reach it, and how much room there is."""
    organisation = get_object_or_404(Organisation.objects.listed().for_page(), uuid=uuid)
    at = timezone.now()
    context = {
        "organisation": organisation,
        "stale": directory_rules().is_stale(organisation.now, at=at),
        "may_assure": _may_assure(request, organisation),
        "notes": notes_at_top(request, organisation),
        "panels": entry_panels(request, organisation),
    }
    return render(request, "community/organisations/entry.html", context)


def _may_assure(request: HttpRequest, organisation: Organisation) -> bool:
    if not request.user.is_authenticated:
        return False
    try:
        check_can_assure(request.user, organisation, at=timezone.now())
    except Denied:
        return False
    return True


@require_safe
@open_to(Audience.EVERYBODY)
def services(request: HttpRequest) -> HttpResponse:
    """The directory as HSDS: a page of services. `page` and `per_page` say which."""
    each = _number(request, "per_page", SERVICES_A_PAGE, MOST_A_PAGE)
    rows = Organisation.objects.listed().for_page().order_by("pk")
    page = Paginator(rows, each).get_page(_number(request, "page", 1, LATEST_PAGE))
    return _shared(JsonResponse(page_of_services(page)))


@require_safe
@open_to(Audience.EVERYBODY)
def one_service(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One service as HSDS."""
    return _shared(JsonResponse(service(get_object_or_404(Organisation.objects.listed().for_page(), uuid=uuid))))


def _number(request: HttpRequest, name: str, usual: int, most: int) -> int:
    """A number of the address from 1 on; the usual one where it makes no sense."""
    typed = request.GET.get(name, "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        return usual
    return min(max(int(typed), 1), most)


def _shared(response: JsonResponse) -> JsonResponse:
    """Public data: any cache may keep it, and a page of any site may read it."""
    patch_cache_control(response, public=True, max_age=KEPT_FOR_SECONDS)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
