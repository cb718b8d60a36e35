"""Who sees or manages one's money."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from planning.money_sharing.enums import Reach
from planning.money_sharing.forms import SharingForm
from planning.money_sharing.lookup import find_whose_money
from planning.money_sharing.models import MoneyShare
from planning.money_sharing.policies import check_can_share_money
from planning.money_sharing.services import share_money
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.authority.models import Authority
from portal.notifications.services import mark_read
from portal.relationships.models import CircleMembership
from portal.relationships.queries import circle_of


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def sharing(request: SignedInRequest, uuid: UUID | None = None) -> HttpResponse:
    """Everybody in the circle, and what each may do with the money; one button for all of them."""
    at = timezone.now()
    person = find_whose_money(request, uuid, at)
    check_can_share_money(request.user, person, at)
    mine = person.pk == request.user.pk
    held = Authority.objects.standing(at=at).filter(membership__person=person, money=True).for_pages()
    circle = [each for each in circle_of(person) if each.supporter_id != request.user.pk]
    form = SharingForm(
        request.POST if request.method == "POST" else None, circle=circle, reaches=_reaches(person), mine=mine
    )
    if request.method == "POST" and form.is_valid() and _changed(request, form, at):
        return redirect(request.path)
    if request.method != "POST":
        mark_read(user=request.user, path=request.path, at=at)
    context = {
        "page_title": "Who helps with my money" if mine else f"Who helps with {person.known_as}’s money",
        "page_lead": "Somebody you trust can look after the money with you. You can change it at any time."
        if mine
        else "You act in their place, so you can choose this for them. They can see what you choose.",
        "back_url": reverse("budget") if mine else reverse("budget_of", args=[person.uuid]),
        "back_label": "My money" if mine else f"{person.known_as}’s money",
        "person": person,
        "mine": mine,
        "form": form,
        "circle": circle,
        "acting": [each for each in held if each.holder.pk != request.user.pk],
    }
    return render(request, "planning/money_sharing/sharing.html", context)


def _reaches(person: User) -> dict[int, str]:
    open_now = MoneyShare.objects.of_circle(person)
    return {share.membership_id: Reach.MANAGE if share.can_manage else Reach.SEE for share in open_now}


def _changed(request: SignedInRequest, form: SharingForm, at: datetime) -> bool:
    """Carry out what was chosen; whether all of it was done."""
    done: list[CircleMembership] = []
    for membership, reach in form.changed():
        try:
            share_money(membership=membership, reach=reach, by=request.user, at=at)
            done.append(membership)
        except Denied as denied:
            form.add_error(f"reach-{membership.uuid}", denied.reason)
    if not form.errors:
        messages.success(request, "Saved. They were told." if done else "Nothing was changed.")
    return not form.errors
