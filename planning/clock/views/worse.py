"""“I am getting worse while I wait”: saying it, reading it, answering it."""

from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.clock import services
from planning.clock.forms import AnswerForm, WorseForm
from planning.clock.models import Worse
from planning.clock.policies import check_can_answer_worse
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.authority.models import Authority
from portal.crisis.queries import acting_for


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def say(request: SignedInRequest) -> HttpResponse:
    """One box, which may stay empty, and one button."""
    return _say(request, request.user, timezone.now())


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def say_for(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The same for somebody in whose place one acts: who cannot say it themselves gets worse, too."""
    at = timezone.now()
    acted_for = Authority.objects.held_by(request.user, at=at).values("membership__person")
    return _say(request, get_object_or_404(User.objects.filter(pk__in=acted_for), uuid=uuid), at)


def _say(request: SignedInRequest, person: User, at: datetime) -> HttpResponse:
    user = request.user
    mine, name = person.pk == user.pk, person.known_as
    form = WorseForm(held.typed(request, at), mine=mine, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        worse = services.say_worse(person=person, words=data["words"], by=user, at=at, said_from=data["key"])
        held.give_back(user, path=request.path)
        messages.success(request, "Sent. They were told in the same moment.")
        return redirect(worse)
    said = Worse.objects.visible_to(user, at=at).filter(person=person)
    context = {
        "page_title": "I am getting worse" if mine else f"{name} is getting worse",
        "page_lead": f"Say so here while {'you wait' if mine else 'they wait'}. You do not have to explain it.",
        **(_to_money() if mine else _to_authority(person, user, at)),
        "person": person,
        "mine": mine,
        "form": form,
        "acting": acting_for(person, at=at),
        "said": list(said.for_pages()[:5]),
        **held.around(request, form),
    }
    return render(request, "planning/clock/say_worse.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def worse(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What was said, who has read it, and the answer; the way to answer for those who were told."""
    at, user = timezone.now(), request.user
    found: Worse = get_object_or_404(Worse.objects.visible_to(user, at=at).for_pages(), uuid=uuid)
    answers = _may_answer(user, found, at)
    form = AnswerForm(held.typed(request, at)) if answers else None
    if request.method == "POST":
        check_can_answer_worse(user, found, at)
        if form and form.is_valid() and _answered(request, found, form, at):
            return redirect(found)
    else:
        services.open_worse(worse=found, by=user, at=at)
    mine, said = found.person_id == user.pk, found.said_by_id == user.pk
    context = {
        "page_title": "Getting worse while waiting",
        **(_to_money() if mine else _to_authority(found.person, user, at) if said else _to_home()),
        "worse": found,
        "mine": mine,
        "waits": mine or said,
        "words_label": "In my words" if said else f"{found.said_by.known_as}’s words",
        "form": form if form and (not found.answered_at or form.errors) else None,
        **(held.around(request, form) if form else {}),
    }
    return render(request, "planning/clock/worse.html", context)


def _to_money() -> dict[str, str]:
    return {"back_url": reverse("budget"), "back_label": "My money"}


def _to_home() -> dict[str, str]:
    return {"back_url": reverse("home"), "back_label": "Home"}


def _to_authority(person: User, user: User, at: datetime) -> dict[str, str]:
    """Back to where somebody finds what they may do in another's place."""
    held_one = Authority.objects.held_by(user, at=at).filter(membership__person=person).first()
    return {"back_url": held_one.get_absolute_url(), "back_label": person.known_as} if held_one else _to_home()


def _may_answer(user: User, found: Worse, at: datetime) -> bool:
    try:
        check_can_answer_worse(user, found, at)
    except Denied:
        return False
    return True


def _answered(request: SignedInRequest, found: Worse, form: AnswerForm, at: datetime) -> bool:
    try:
        services.answer_worse(worse=found, words=form.cleaned_data["words"], by=request.user, at=at)
    except Denied as denied:
        form.add_error("words", denied.reason)
        return False
    held.give_back(request.user, path=request.path)
    messages.success(request, f"{found.person.known_as} was told.")
    return True
