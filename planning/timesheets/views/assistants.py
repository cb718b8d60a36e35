"""Who works for the person: all of them, one of them with their weeks, and what is known of them."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.diary.forms import ask_once_more
from planning.diary.lookup import find_diary
from planning.diary.models import MoneyDiary
from planning.diary.policies import check_can_write, may_look_after
from planning.diary.reading import DiaryReading
from planning.diary.services import Stale, WrittenAlready
from planning.timesheets.forms import AssistantForm
from planning.timesheets.lookup import find_assistant, monday_of, opened
from planning.timesheets.reading import Employed, Employing
from planning.timesheets.services import change_assistant, take_on
from planning.timesheets.sums import gross
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest

WEEKS_A_PAGE = 26
CHANGED_MEANWHILE = "Somebody changed this meanwhile. What you wrote is still here. Look at it, and save once more."


@require_safe
@open_to(Audience.PERSON)
def pas(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Everybody who works for the person, and what must be kept back for them."""
    at = timezone.now()
    diary = find_diary(request, uuid, at)
    opened(request, diary, at)
    employing = Employing(diary, at)
    monday = monday_of(employing.today)
    context = {
        "page_title": "Who works for me" if diary.person_id == request.user.pk else "Who works here",
        "page_lead": "Write down the hours week by week. Once you have paid them, they are in the diary.",
        "diary": diary,
        "rows": [_row(each, monday, employing.today) for each in employing.all],
        "kept": employing.kept() if employing.all else [],
        "may_write": _may_write(request, diary, at),
        "back_url": diary.get_absolute_url(),
        "back_label": diary.title,
    }
    return render(request, "planning/timesheets/pas.html", context)


@require_safe
@open_to(Audience.PERSON)
def pa(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One PA: this week, the weeks before, and what is kept back."""
    at = timezone.now()
    assistant = find_assistant(request, uuid, at)
    opened(request, assistant.diary, at)
    employing = Employing(assistant.diary, at)
    employed = next(each for each in employing.all if each.assistant.pk == assistant.pk)
    weeks = assistant.weeks.newest_first().select_related("entry", "changed_by")
    page = Paginator(weeks, WEEKS_A_PAGE).get_page(request.GET.get("page"))
    for week in page.object_list:
        week.assistant = assistant
    monday = monday_of(employing.today)
    context = {
        "page_title": assistant.name,
        "page_caption": assistant.diary.title,
        "diary": assistant.diary,
        "assistant": assistant,
        "hourly": employed.hourly(employing.today),
        "warning": employed.warning(employing.today),
        "this_week": monday,
        "last_week": monday - timedelta(days=7),
        "page": page,
        "rows": [{"week": week, "gross": gross(week.hours, employed.pays)} for week in page.object_list],
        "kept": employed.kept(employing.today),
        "has_left": employed.has_left(employing.today),
        "last_pay": assistant.last_pays.counting().select_related("entry", "by").first(),
        "may_write": _may_write(request, assistant.diary, at),
        "back_url": _pas(assistant.diary),
        "back_label": "Who works for me",
    }
    return render(request, "planning/timesheets/pa.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Write down one more PA."""
    at, by = timezone.now(), request.user
    diary = find_diary(request, uuid, at)
    check_can_write(by, diary, at)
    form = AssistantForm(
        held.typed(request, at),
        lines=DiaryReading(diary, by, at).plan,
        new=True,
        initial={"key": uuid4(), "seen": 0, "only_mine": "unsure"},
    )
    if request.method == "POST" and form.is_valid():
        try:
            assistant = take_on(diary=diary, values=form.values, by=by, at=at, key=form.cleaned_data["key"])
        except Denied as denied:
            form.refuse(denied.reason, denied.about)
        except WrittenAlready as written:
            ask_once_more(form, written.first.name)
        else:
            held.give_back(by, path=request.path)
            messages.success(request, f"{assistant.name} is written down. You can write down the hours now.")
            return redirect(assistant)
    return _form_page(request, form, diary, "Who works for you?", _pas(diary), "Who works for me")


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def change(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Change what is known of a PA, or what they are paid from a day on."""
    at, by = timezone.now(), request.user
    assistant = find_assistant(request, uuid, at)
    diary = assistant.diary
    check_can_write(by, diary, at)
    reading, today = DiaryReading(diary, by, at), timezone.localdate(at)
    pay = assistant.pays.filter(starts_on__lte=today).last() or assistant.pays.first()
    form = AssistantForm(
        held.typed(request, at),
        lines=reading.plan,
        new=False,
        kept=assistant.line,
        hides=assistant.line_entry in reading.kept_back,
        initial=AssistantForm.initial_of(assistant, pay.hourly if pay else None, today),
    )
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            change_assistant(assistant=assistant, values=form.values, seen=seen, by=by, at=at)
        except Denied as denied:
            form.refuse(denied.reason, denied.about)
        except Stale as stale:
            form.data = {**form.data.dict(), "seen": str(stale.current.number)}  # type: ignore[attr-defined]
            form.add_error(None, CHANGED_MEANWHILE)
        else:
            held.give_back(by, path=request.path)
            messages.success(request, "Saved.")
            return redirect(assistant)
    return _form_page(request, form, diary, f"About {assistant.name}", assistant.get_absolute_url(), assistant.name)


def _form_page(
    request: SignedInRequest, form: AssistantForm, diary: MoneyDiary, title: str, back: str, label: str
) -> HttpResponse:
    context: dict[str, Any] = {
        "page_title": title,
        "page_caption": diary.title,
        "diary": diary,
        "form": form,
        "back_url": back,
        "back_label": label,
        **held.around(request, form),
    }
    return render(request, "planning/timesheets/pa_form.html", context)


def _row(employed: Employed, monday: date, today: date) -> dict[str, Any]:
    return {
        "assistant": employed.assistant,
        "has_left": employed.has_left(today),
        "unpaid": employed.unpaid,
        "this_week": next((week for week in employed.weeks if week.begins == monday), None),
        "monday": monday,
    }


def _may_write(request: SignedInRequest, diary: MoneyDiary, at: datetime) -> bool:
    return diary.closed_at is None and may_look_after(request.user, diary, at)


def _pas(diary: MoneyDiary) -> str:
    return reverse("pas", args=[diary.uuid])
