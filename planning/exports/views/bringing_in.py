"""Bringing in a document that was kept as data."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from planning.documents.views.lookup import reader
from planning.exports.forms import BringInForm
from planning.exports.incoming import open_packed
from planning.exports.services import bring_in
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.crisis.policies import check_planning_goes_on
from portal.files.policies import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def document_import(request: HttpRequest) -> HttpResponse:
    """Choose the file; it becomes a document of one's own. Raises Paused while planning rests."""
    at = timezone.now()
    check_planning_goes_on(reader(request), reader(request), at)
    sent = request.method == "POST"
    form = BringInForm(request.POST, request.FILES) if sent else BringInForm(initial={"key": uuid4()})
    if sent and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            with open_packed(upload, upload.size) as packed:
                made = bring_in(packed=packed, by=reader(request), at=at, key=form.cleaned_data["key"])
        except Refused as told:
            form.add_error("file", told.reason)
        else:
            messages.success(request, "It is here. Only you can see it, until you share it.")
            for sentence in made.left_behind[:10]:
                messages.info(request, sentence)
            return redirect(made.document)
    context = {
        "page_title": "Bring a document in",
        "page_lead": "From another In My Words, or one that you kept before. It becomes a new document of yours.",
        "back_url": reverse("documents"),
        "back_label": "My documents",
        "form": form,
    }
    return render(request, "planning/exports/bring_in.html", context)
