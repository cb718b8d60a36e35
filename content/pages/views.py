"""Search, and the pictures of the pages."""

import mimetypes

from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from content.pages.forms import SearchForm
from content.pages.queries import search_pages
from portal.access.declarations import open_to
from portal.access.enums import Audience

RESULTS_A_PAGE = 10
A_YEAR = 60 * 60 * 24 * 365
PICTURES = {"image/webp", "image/png", "image/jpeg", "image/gif", "image/avif"}


@require_safe
@open_to(Audience.EVERYBODY)
def search(request: HttpRequest) -> HttpResponse:
    """Pages that hold the words. What anybody looks for is kept nowhere."""
    form = SearchForm(request.GET)
    words = form.words()
    found = Paginator(search_pages(words), RESULTS_A_PAGE) if words else None
    response = render(
        request,
        "content/pages/search.html",
        {
            "page_title": "Search",
            "back_url": "/",
            "back_label": "Home",
            "words": words,
            "results": found.get_page(request.GET.get("page")) if found else None,
            "too_short": form.too_short(),
        },
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@open_to(Audience.EVERYBODY)
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture in the size in which a page shows it; originals and files are not served here.

    The name changes with the picture, so that browsers may keep it for ever.
    """
    kind = mimetypes.guess_type(name)[0]
    if kind not in PICTURES or "/" in name or name.startswith("."):
        raise Http404
    try:
        stored = default_storage.open(f"images/{name}")
    except (FileNotFoundError, ValueError, OSError) as error:
        raise Http404 from error
    response = FileResponse(stored, content_type=kind)
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    return response
