"""What comes again: all of it, one more, changing one, stopping one."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.diary import services
from planning.diary.enums import Direction
from planning.diary.forms import RepeatingForm, ask_once_more
from planning.diary.lookup import find_diary, find_repeating
from planning.diary.policies import check_can_write
from planning.diary.reading import DiaryReading
from planning.diary.services import Stale, WrittenAlready
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest


@require_safe
@open_to(Audience.PERSON)
def again(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Everything that comes again by itself."""
    at = timezone.now()
    found = find_diary(request, uuid, at)
    services.open_diary(diary=found, by=request.user, at=at)
    reading = DiaryReading(found, request.user, at)
    rows = found.repeating.select_related("made_by")
    context = {
        "page_title": "What comes again",
        "page_caption": found.title,
        "page_lead": "A wage, a bus pass, a payment in: set it up once, and it is written down on each of its days.",
        "diary": found,
        "reading": reading,
        "going_on": [(row, reading.name_of(row.line_entry)) for row in rows if row.stopped_at is None],
        "stopped": [row for row in rows if row.stopped_at],
        "back_url": found.get_absolute_url(),
        "back_label": found.title,
    }
    return render(request, "planning/diary/again.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def again_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One more thing that comes again."""
    at, by = timezone.now(), request.user
    found = find_diary(request, uuid, at)
    check_can_write(by, found, at)
    reading = DiaryReading(found, by, at)
    initial = {"direction": Direction.OUT, "first_on": reading.today, "key": uuid4()}
    form = RepeatingForm(held.typed(request, at), lines=reading.plan, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.repeat(diary=found, values=form.values, by=by, at=at, key=form.cleaned_data["key"])
        except Denied as denied:
            form.refuse(denied.reason, denied.about)
        except WrittenAlready as written:
            ask_once_more(form, written.first.what_for)
        else:
            held.give_back(by, path=request.path)
            messages.success(request, "Set up. It is written down by itself on each of its days.")
            return redirect("diary_again", uuid)
    context = {
        "page_title": "Something that comes again",
        "page_caption": found.title,
        "diary": found,
        "form": form,
        "button": "Set it up",
        "back_url": reverse("diary_again", args=[uuid]),
        "back_label": "What comes again",
        **held.around(request, form),
    }
    return render(request, "planning/diary/again_form.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def again_change(request: SignedInRequest, uuid: UUID, repeating_uuid: UUID) -> HttpResponse:
    """Let what still comes be something else."""
    at, by = timezone.now(), request.user
    found = find_diary(request, uuid, at)
    current = find_repeating(found, repeating_uuid)
    check_can_write(by, found, at)
    reading, meanwhile = DiaryReading(found, by, at), False
    form = RepeatingForm(
        held.typed(request, at),
        lines=reading.plan,
        kept=current.line,
        hides=current.line_entry in reading.kept_back,
        initial=RepeatingForm.showing(current),
    )
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"] or 0
        try:
            services.change_repeating(repeating=current, values=form.values, seen=seen, by=by, at=at)
        except Denied as denied:
            form.refuse(denied.reason, denied.about)
        except Stale as stale:
            current, meanwhile = stale.current, True
        else:
            held.give_back(by, path=request.path)
            messages.success(request, "Saved. What has come already stays as it was.")
            return redirect("diary_again", uuid)
    context = {
        "page_title": "Change what comes again",
        "page_caption": found.title,
        "diary": found,
        "repeating": current,
        "meanwhile": meanwhile,
        "form": form,
        "button": "Save",
        "back_url": reverse("diary_again", args=[uuid]),
        "back_label": "What comes again",
        **held.around(request, form),
    }
    return render(request, "planning/diary/again_form.html", context, status=409 if meanwhile else 200)


@require_POST
@open_to(Audience.PERSON)
def again_stop(request: SignedInRequest, uuid: UUID, repeating_uuid: UUID) -> HttpResponse:
    """It comes no more."""
    at = timezone.now()
    current = find_repeating(find_diary(request, uuid, at), repeating_uuid)
    services.stop_repeating(repeating=current, by=request.user, at=at)
    messages.success(request, f"“{current.what_for}” comes no more. What has come already stays.")
    return redirect("diary_again", uuid)
