"""Choosing what to share, seeing exactly that, and sharing it."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.diary.lookup import find_diary
from planning.money_checks import services
from planning.money_checks.forms import PeriodForm, WishForm
from planning.money_checks.models import MoneyCheckWish
from planning.money_checks.period import Period, period_of
from planning.money_checks.policies import check_can_share_period
from planning.money_checks.services import Changed
from planning.money_sharing.queries import people_whose_money
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.relationships.queries import people_of

CHANGED = "Somebody has written in these days since you looked. Look once more, then share it."


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def share(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Choose the days; look at exactly what would be shared; share it. Nothing is shared before that."""
    at, user = timezone.now(), request.user
    diary = find_diary(request, uuid, at)
    worker = check_can_share_period(user, diary, at)
    initial = {**PeriodForm.usual(timezone.localdate(at)), "key": uuid4()}
    form = PeriodForm(held.typed(request, at), initial=initial)
    period: Period | None = None
    if form.is_bound and form.is_valid():
        period = period_of(diary, form.chosen, user)
        if request.method == "POST" and request.POST.get("go") == "share":
            sent = {"mark": form.cleaned_data["mark"], "shared_from": form.cleaned_data["key"]}
            try:
                check = services.share_period(diary=diary, chosen=form.chosen, by=user, at=at, **sent)
            except Changed as changed:
                period = changed.period
                form.add_error(None, CHANGED)
            except Denied as denied:
                form.add_error(None, denied.reason)
            else:
                held.give_back(user, path=request.path)
                messages.success(request, f"{worker.known_as} can see these entries now, and nothing else.")
                return redirect(check)
    context: dict[str, Any] = {
        "page_title": "Share some days for a money check",
        "page_caption": diary.title,
        "diary": diary,
        "worker": worker,
        "form": form,
        "period": period,
        "back_url": diary.get_absolute_url(),
        "back_label": diary.title,
        **held.around(request, form),
    }
    return render(request, "planning/money_checks/share.html", context)


@require_POST
@open_to(Audience.PERSON)
def put_away(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Not now. Nobody is told."""
    at, user = timezone.now(), request.user
    theirs = [user.pk, *people_whose_money(user, at=at, managing=True).values_list("pk", flat=True)]
    wish = get_object_or_404(MoneyCheckWish.objects.filter(person__in=theirs).select_related("person"), uuid=uuid)
    services.put_wish_away(wish=wish, by=user, at=at)
    messages.success(request, "Put away. Nobody is told.")
    return redirect("budget") if wish.person_id == user.pk else redirect("budget_of", wish.person.uuid)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def wish(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A social worker asks to look at the spending, and says why."""
    at = timezone.now()
    person: User = get_object_or_404(people_of(request.user, at=at), uuid=uuid)
    form = WishForm(held.typed(request, at))
    if request.method == "POST" and form.is_valid():
        try:
            services.wish_for_money_check(person=person, words=form.cleaned_data["words"], by=request.user, at=at)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            held.give_back(request.user, path=request.path)
            messages.success(request, f"{person.known_as} was told.")
            return redirect("caseload_person", uuid)
    context = {
        "page_title": "Ask for a money check",
        "person": person,
        "form": form,
        "back_url": reverse("caseload_person", args=[uuid]),
        "back_label": "Back",
        **held.around(request, form),
    }
    return render(request, "planning/money_checks/wish.html", context)
