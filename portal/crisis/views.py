"""Saying that things are bad, reading what happens meanwhile, and saying that they are better."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.keeping import keeper, keeps_words
from portal.access.requests import SignedInRequest
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.components.lists import in_a_row
from portal.crisis import services
from portal.crisis.forms import CrisisWordsForm
from portal.crisis.models import Crisis
from portal.crisis.places import crisis_panels
from portal.crisis.policies import check_can_mark, may_read_words
from portal.crisis.queries import acting_for, crises_before, crisis_of, told_of
from portal.relationships.queries import people_of

READ = "They can read it now."
KEPT = "Kept. Nobody but you can read it until you have a social worker. To talk to somebody now, ring."
MARKED = "Planning is paused. We told them."


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def crisis(request: SignedInRequest) -> HttpResponse:
    """My own page: while nothing is marked, what happens when I press; then, what is going on."""
    at, user = timezone.now(), request.user
    standing = crisis_of(user, at=at)
    if request.method == "POST":
        services.mark_crisis(person=user, by=user, at=at)
        if standing is None:
            messages.success(request, MARKED)
        return redirect("crisis")
    if standing is None:
        context = {
            "page_title": "Things are bad right now",
            "acting": acting_for(user, at=at),
            "told": (told := told_of(user, at=at)),
            "told_names": _names(told),
            "before": crises_before(user, at=at),
        }
        return render(request, "portal/crisis/mark_own.html", context)
    form = CrisisWordsForm(_held(request, standing, at), own=True)
    return _page(request, standing, at, "portal/crisis/own.html", form=form)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def mark(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A worker marks it for one of their people."""
    at, by = timezone.now(), request.user
    person: User = get_object_or_404(people_of(by, at=at), uuid=uuid)
    standing = crisis_of(person, at=at)
    # Whether by a second tap or a page of an hour ago: what was typed goes to the crisis that is marked by now.
    data = request.POST if request.method == "POST" else _held(request, None, at)
    form = CrisisWordsForm(data, own=False)
    form.fields["words"].required = False
    if standing and data is None:
        return redirect(standing)
    if request.method == "POST" and form.is_valid():
        made = services.mark_crisis(person=person, by=by, at=at, words=form.cleaned_data["words"])
        keeper().give_back(by, path=request.path)
        messages.success(request, f"Planning is paused. We told {person.known_as} and the others.")
        return redirect(made)
    context = {
        "page_title": "Mark a crisis",
        "person": person,
        "form": form,
        "told_names": _names(user for user in told_of(person, at=at) if user.pk != by.pk),
        **_kept(request, form, request.path),
    }
    return render(request, "portal/crisis/mark.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def one(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One crisis, for those who were told. POST adds what there is to know."""
    at = timezone.now()
    found = _find(request, uuid, at)
    own = found.person_id == request.user.pk
    form = CrisisWordsForm(request.POST if request.method == "POST" else _held(request, found, at), own=own)
    if request.method == "POST":
        check_can_mark(request.user, found.person, at)
        if form.is_valid():
            services.say_about_crisis(crisis=found, words=form.cleaned_data["words"], by=request.user, at=at)
            read = not own or acting_for(request.user, at=at)
            keeper().give_back(request.user, path=request.path)
            messages.success(request, READ if read else KEPT)
            return redirect(found)
    else:
        services.open_crisis_page(crisis=found, by=request.user, at=at)
        # What was held for a crisis that is over meanwhile is shown here: there is no other page for it.
        if own and (found.ends_at is None or not form.is_bound):
            return redirect("crisis")
    return _page(request, found, at, f"portal/crisis/{'own' if own else 'one'}.html", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def end(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What happens when planning goes on, and doing it."""
    at = timezone.now()
    found = _find(request, uuid, at)
    check_can_mark(request.user, found.person, at)
    own = found.person_id == request.user.pk
    after = redirect("home") if own else redirect(found)
    if request.method == "POST":
        services.end_crisis(crisis=found, by=request.user, at=at)
        messages.success(request, "Planning goes on where it was. Every word is there.")
        return after
    if found.ends_at is not None:
        return after
    context = {
        "page_title": "Go on with planning?",
        "back_url": found.get_absolute_url(),
        "crisis": found,
        "own": own,
        "told_names": _names(user for user in told_of(found.person, at=at) if user.pk != request.user.pk),
    }
    return render(request, "portal/crisis/end.html", context)


def _names(users: Iterable[User]) -> str:
    """ "Sunita, Ben and Morag (manager)"."""
    return in_a_row(f"{u.known_as} (manager)" if u.role == Role.TEAM_MANAGER else u.known_as for u in users)


def _find(request: SignedInRequest, uuid: UUID, at: datetime) -> Crisis:
    found: Crisis = get_object_or_404(Crisis.objects.visible_to(request.user, at=at).for_pages(), uuid=uuid)
    return found


def _held(request: SignedInRequest, crisis: Crisis | None, at: datetime) -> QueryDict | None:
    """What was typed here when the sign-in had run out; about a crisis, it waits at the address of that."""
    return keeper().held(request.user, path=crisis.get_absolute_url() if crisis else request.path, at=at)


def _kept(request: SignedInRequest, form: CrisisWordsForm, path: str) -> dict[str, Any]:
    """What a form needs so that its words are held."""
    return {
        "held_for": keeper().token(request.user, path),
        "words_came_back": form.is_bound and request.method != "POST",
    }


def _page(request: SignedInRequest, found: Crisis, at: datetime, template: str, **context: Any) -> HttpResponse:
    reads = may_read_words(request.user, found, at)
    context |= {
        "page_title": "Planning is paused" if found.ends_at is None else "Things are better",
        "crisis": found,
        "person": found.person,
        "told": (told := told_of(found.person, at=found.starts_at)),
        "told_names": _names(told),
        "acting": acting_for(found.person, at=at),
        "reads_words": reads,
        "words": found.words.select_related("author") if reads else (),
        "before": crises_before(found.person, at=at).exclude(pk=found.pk) if reads else (),
        "panels": crisis_panels(request, found),
        **_kept(request, context["form"], found.get_absolute_url()),
    }
    return render(request, template, context)
