"""Beginning a diary, saying what it is about, closing it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.diary import services
from planning.diary.forms import DiaryForm, ask_once_more
from planning.diary.lines import plans_for
from planning.diary.lookup import find_diary
from planning.diary.models import MoneyDiary
from planning.diary.policies import check_can_begin, check_can_look_after
from planning.diary.services import Stale, WrittenAlready
from planning.money_sharing.lookup import find_whose_money
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def begin(request: SignedInRequest, uuid: UUID | None = None) -> HttpResponse:
    """Begin a diary for oneself, or for somebody whose money one manages."""
    at, by = timezone.now(), request.user
    person = find_whose_money(request, uuid, at)
    check_can_begin(by, person, at)
    plans = plans_for(person, by, at)
    initial = {
        "title": "My money diary" if person.pk == by.pk else f"{person.known_as}’s money diary",
        "begins_on": timezone.localdate(at),
        "document": str(plans[0].uuid) if plans else "",
        "key": uuid4(),
    }
    form = DiaryForm(held.typed(request, at), plans=plans, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            begun = services.begin_diary(person=person, values=form.values, by=by, at=at, key=form.cleaned_data["key"])
        except Denied as denied:
            form.refuse(denied.reason, denied.about)
        except WrittenAlready as written:
            ask_once_more(form, written.first.title)
        else:
            held.give_back(by, path=request.path)
            messages.success(request, "The diary is there. Write down what came in or went out.")
            return redirect(begun)
    context = {
        "page_title": "Begin a money diary",
        "page_caption": "" if person.pk == by.pk else f"For {person.known_as}",
        "person": person,
        "form": form,
        "button": "Begin the diary",
        "back_url": reverse("diaries"),
        "back_label": "Money diary",
        **held.around(request, form),
    }
    return render(request, "planning/diary/diary_form.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def settings(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What a diary says about itself."""
    at, by = timezone.now(), request.user
    found = find_diary(request, uuid, at)
    check_can_look_after(by, found, at)
    form, changed_by_others = _form(request, found, at), False
    if request.method == "POST" and form.is_valid():
        try:
            services.change_diary(diary=found, values=form.values, seen=form.cleaned_data["seen"] or 0, by=by, at=at)
        except Denied as denied:
            form.refuse(denied.reason, denied.about)
        except Stale as stale:
            found, changed_by_others = stale.current, True
        else:
            held.give_back(by, path=request.path)
            messages.success(request, "Saved.")
            return redirect("diary", found.uuid)
    context: dict[str, Any] = {
        "page_title": "About this diary",
        "page_caption": found.title,
        "diary": found,
        "person": found.person,
        "form": form,
        "button": "Save",
        "changed_by_others": changed_by_others,
        "back_url": found.get_absolute_url(),
        "back_label": found.title,
        **held.around(request, form),
    }
    return render(request, "planning/diary/diary_form.html", context, status=409 if changed_by_others else 200)


@require_POST
@open_to(Audience.PERSON)
def close(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Close a diary, or open it again."""
    at = timezone.now()
    found = find_diary(request, uuid, at)
    if request.POST.get("go") == "open":
        services.open_diary_again(diary=found, by=request.user, at=at)
        messages.success(request, "The diary is open again.")
    else:
        services.close_diary(diary=found, by=request.user, at=at)
        messages.success(request, "The diary is closed. Everything in it stays, and you can open it again.")
    return redirect(found)


def _form(request: SignedInRequest, found: MoneyDiary, at: datetime) -> DiaryForm:
    user: User = request.user
    plans = plans_for(found.person, user, at)
    hides = found.document is not None and user.pk != found.person_id and found.document not in plans
    return DiaryForm(
        held.typed(request, at), plans=plans, kept=found.document, hides=hides, initial=DiaryForm.showing(found)
    )
