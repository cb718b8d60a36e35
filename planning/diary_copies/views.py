"""Taking a money diary along."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from planning.diary.lookup import find_diary
from planning.diary.models import MoneyDiary
from planning.diary.reading import DiaryReading
from planning.diary_copies.copies import MOST_ON_PAPER, Days, as_paper, as_spreadsheet
from planning.diary_copies.forms import DaysForm
from planning.exports.serving import PRINT, as_download, serve_paper
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.audit.services import record

SPREADSHEET = "spreadsheet"
FORMS = {SPREADSHEET: "Spreadsheet", "pdf": "PDF", "pdf-large": "PDF in large print", PRINT: "Print it"}
TOO_LONG = "These are too many entries for paper. Choose fewer days, or take a spreadsheet."


@require_safe
@open_to(Audience.PERSON)
def take_along(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Which days, and in which form; with both chosen, the diary itself."""
    at = timezone.now()
    found = find_diary(request, uuid, at)
    reading = DiaryReading(found, request.user, at)
    chosen = request.GET.get("as", "")
    form = DaysForm(request.GET if chosen else None, initial={"since": found.begins_on, "until": reading.today})
    if chosen and chosen not in FORMS:
        raise Http404
    if chosen and form.is_valid():
        days = Days(reading, form.cleaned_data["since"], form.cleaned_data["until"])
        if chosen == SPREADSHEET or days.entries.count() <= MOST_ON_PAPER:
            return _given(request, found, days, chosen, at)
        form.add_error(None, TOO_LONG)
    context = {
        "page_title": "Take the diary along",
        "page_caption": found.title,
        "page_lead": "A copy for yourself, to read, print or add up. Nothing is sent to anybody.",
        "diary": found,
        "form": form,
        "forms": FORMS,
        "back_url": found.get_absolute_url(),
        "back_label": found.title,
    }
    return render(request, "planning/diary_copies/take_along.html", context)


def _given(request: SignedInRequest, found: MoneyDiary, days: Days, chosen: str, at: datetime) -> HttpResponse:
    """The copy; whoever is not the person is written down."""
    if request.user.pk != found.person_id:
        record("money diary taken away", by=request.user, person=found.person, about=found, at=at, form=chosen)
    if chosen == SPREADSHEET:
        text = as_spreadsheet(days, made_on=timezone.localdate(at))
        return as_download(HttpResponse(text, content_type="text/csv; charset=utf-8"), "money-diary.csv")
    return serve_paper(request, as_paper(days), chosen, name="money-diary", back_url=request.path)
