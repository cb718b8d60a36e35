"""Recorded authority: for the manager who records it, the person whose place it is about, and who holds it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.keeping import keeper, keeps_words
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.audit.services import record
from portal.authority.forms import AuthorityForm
from portal.authority.models import Authority
from portal.authority.places import authority_panels
from portal.authority.queries import people_of_team
from portal.authority.services import end_authority, record_authority
from portal.notifications.services import mark_read
from portal.relationships.models import CircleMembership


@require_safe
@open_to(Audience.TEAM_MANAGER)
def authorities(request: SignedInRequest) -> HttpResponse:
    """Who acts in the place of the team's people, and of people whom no manager looks after; and the way to record
    that somebody does."""
    at = timezone.now()
    people = people_of_team(request.user, at=at)
    context = {
        "recorded": Authority.objects.ended_by_manager(request.user, at=at).for_pages(),
        "people": people.order_by("full_name"),
        "now": at,
    }
    return render(request, "portal/authority/authorities.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.TEAM_MANAGER)
def record_one(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Record that somebody acts in the place of one of the team's people."""
    at = timezone.now()
    person: User = get_object_or_404(people_of_team(request.user, at=at), uuid=uuid)
    circle = CircleMembership.objects.active(at=at).filter(person=person).select_related("supporter", "person")
    back = keeper().held(request.user, path=request.path, at=at)
    form = AuthorityForm(request.POST if request.method == "POST" else back, circle=circle)
    if request.method == "POST" and form.is_valid():
        try:
            kept = record_authority(by=request.user, at=at, **form.facts())
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            keeper().give_back(request.user, path=request.path)
            messages.success(request, f"Recorded. {person.known_as} and {kept.holder.known_as} are told.")
            return redirect(kept)
    elif request.method != "POST":
        record("authority opened", by=request.user, person=person, about=person, at=at)
    context = {
        "person": person,
        "form": form,
        "circle": circle,
        "held_for": keeper().token(request.user, request.path),
        "words_came_back": form.is_bound and request.method != "POST",
        "back_url": reverse("authorities"),
        "back_label": "Acting for somebody",
    }
    return render(request, "portal/authority/record.html", context)


@require_safe
@open_to(Audience.SIGNED_IN)
def authority(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One authority: for the person, for its holder with what it opens, and for the managers."""
    at, user = timezone.now(), request.user
    found: Authority = get_object_or_404(Authority.objects.visible_to(user, at=at).for_pages(), uuid=uuid)
    mark_read(user=user, path=request.path, at=at)
    holds = found.membership.supporter_id == user.pk
    manages = not holds and found.membership.person_id != user.pk
    if manages:
        record("authority opened", by=user, person=found.person, about=found, at=at)
    context: dict[str, Any] = {
        "authority": found,
        "stands": Authority.objects.standing(at=at).filter(pk=found.pk).exists(),
        "over": not Authority.objects.not_over(at=at).filter(pk=found.pk).exists(),
        "mine": found.membership.person_id == user.pk,
        "holds": holds,
        "manages": manages,
        "panels": authority_panels(request, found) if holds else [],
        "back_url": reverse("authorities" if manages else "people"),
        "back_label": "Acting for somebody" if manages else "My people",
    }
    return render(request, "portal/authority/authority.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.TEAM_MANAGER)
def end(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """End an authority now. GET asks first."""
    at = timezone.now()
    visible = Authority.objects.visible_to(request.user, at=at).for_pages()
    found: Authority = get_object_or_404(visible, uuid=uuid)
    if request.method == "POST":
        end_authority(authority=found, by=request.user, at=at)
        messages.success(request, f"Ended. {found.person.known_as} is told.")
        return redirect(found)
    context = {"authority": found, "back_url": found.get_absolute_url(), "back_label": "Back"}
    return render(request, "portal/authority/end.html", context)
