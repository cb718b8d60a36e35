"""The circle, invitations, joining codes, faces, and who looked."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail import hooks

from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.keeping import keeper, keeps_words
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.audit.models import Event
from portal.audit.presenters import lines_of
from portal.audit.queries import looked_at
from portal.notifications.services import mark_read
from portal.relationships import services
from portal.relationships.forms import GiveCodeForm, InvitationForm, JoiningForm
from portal.relationships.models import CircleMembership, JoiningCode
from portal.relationships.policies import check_can_take_up
from portal.relationships.queries import (
    circle_as_known,
    have_stepped_back,
    have_to_do_with_each_other,
    memberships_visible_to,
    stepped_back_from,
    untold,
)
from portal.relationships.responsible import responsible_for
from portal.relationships.stepping import helps, with_what_ends
from portal.shell.navigation import Entry
from portal.shell.panels import Panel

LINES_A_PAGE = 25
# How long the page of one who stepped back stays, and how long the person reads of it beside their circle.
SHOWN_FOR, REMEMBERED_FOR = timedelta(days=1), timedelta(days=14)
JUST_BEFORE = timedelta(microseconds=1)
CODES_SHOWN = 100
# Guessing: a code has eight signs of twenty-five, and a person gets ten tries in ten minutes.
GUESSES = {"join": "10/600s/user,100/600s/ip"}
# Invitations are emails to addresses that somebody types: enough for a large family, and no way to flood a mailbox.
INVITATIONS = {"invite": "20/d/user"}
TOO_MANY_INVITATIONS = "You have sent many invitations today. Try again tomorrow. What you typed is still here."
TOO_MANY_TRIES = "That was tried too often. Wait ten minutes, then try again. What you typed is still here."


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def people(request: SignedInRequest) -> HttpResponse:
    """Who is around me: my social worker, my circle and whom I invited, whom I help. POST invites."""
    now, user = timezone.now(), request.user
    back = keeper().held(user, path=request.path, at=now)
    form = InvitationForm(request.POST if request.method == "POST" else back)
    if request.method == "POST":
        if not user.is_person:
            raise Http404
        if form.is_valid() and (invited := _invite(request, form, now)):
            keeper().give_back(user, path=request.path)
            messages.success(request, f"We sent {invited.name} an invitation. It works for 14 days.")
            return redirect(f"{reverse('people')}?{urlencode({'invited': invited.uuid})}#circle")
    else:
        mark_read(user=user, path=services.PEOPLE_PATH, at=now)
    functions: list[Callable[[HttpRequest], list[Panel]]] = hooks.get_hooks("register_people_panel")
    responsible = responsible_for(user, at=now) if user.is_person else None
    circle = list(circle_as_known(user)) if user.is_person else []
    helping = helps(user, at=now)
    context: dict[str, Any] = {
        "form": form,
        "held_for": keeper().token(user, request.path),
        "words_came_back": form.is_bound and request.method != "POST",
        "now": now,
        "responsible": responsible,
        "circle": circle,
        "ways_to_help": _ways_to_help(request),
        "gone": list(have_stepped_back(user, since=now - REMEMBERED_FOR)) if user.is_person else [],
        "helping": helping,
        # Who is here for somebody else finds that person first.
        "helps_first": bool(helping and user.is_person and not circle and not (responsible and responsible.worker)),
        "panels": sorted((p for function in functions for p in function(request)), key=lambda p: p.order),
    }
    return render(request, "portal/relationships/people.html", context)


def _ways_to_help(request: SignedInRequest) -> list[Entry]:
    """Where somebody finds other help, when one who helped has stepped back."""
    functions: list[Callable[[HttpRequest], list[Entry]]] = hooks.get_hooks("register_way_to_help")
    return sorted((entry for function in functions for entry in function(request)), key=lambda entry: entry.order)


def _invite(request: SignedInRequest, form: InvitationForm, at: datetime) -> CircleMembership | None:
    """The invitation that was sent; None when it was not, and the form then says why."""
    user = request.user
    if not ratelimit.consume(request, app="portal.relationships", action="invite", config=INVITATIONS, user=user):
        form.add_error("email", TOO_MANY_INVITATIONS)
        return None
    try:
        return services.invite(person=user, by=user, at=at, **form.cleaned_data)[0]
    except Denied as denied:
        form.add_error("email", denied.reason)
        return None


@require_safe
@open_to(Audience.SIGNED_IN)
def who_looked(request: SignedInRequest) -> HttpResponse:
    """Everything that others read or changed of my record, the latest first."""
    page = Paginator(looked_at(request.user), LINES_A_PAGE).get_page(request.GET.get("page"))
    events = list(page.object_list)
    notes: dict[int, str] = {}
    functions: list[Callable[[User, list[Event]], dict[int, str]]] = hooks.get_hooks("register_who_looked_note")
    for function in functions:
        notes |= function(request.user, events)
    context = {"page": page, "lines": lines_of(events, notes)}
    return render(request, "portal/relationships/who_looked.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.EVERYBODY, personal=True)
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an invitation. Opening it does nothing (mail scanners open links); a POST takes it up."""
    now = timezone.now()
    try:
        membership = services.find_invitation(token, at=now)
    except Denied:
        return render(request, "portal/relationships/invitation_gone.html", status=410)
    reason = ""
    if request.user.is_authenticated:
        try:
            if request.method == "POST":
                services.take_up(token=token, by=request.user, at=now)
                messages.success(request, f"You are now in {membership.person.known_as}'s circle.")
                return redirect("people")
            check_can_take_up(membership, by=request.user)
        except Denied as denied:
            reason = denied.reason
    context = {"membership": membership, "reason": reason, "next": urlencode({"next": request.path})}
    return render(request, "portal/relationships/invitation.html", context, status=403 if reason else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def end(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take an invitation back, take somebody out of one's circle, or step back oneself. GET asks first."""
    now = timezone.now()
    found = memberships_visible_to(request.user)
    if request.method == "POST" and _stepped_back(request, uuid, now).exists():
        # A second tap of the same button.
        return redirect("stepped_back", uuid)
    # Whoever stepped back is still there for the person, until they are told.
    there = Q(ends_at=None) | Q(untold(), person=request.user)
    membership = get_object_or_404(found.filter(there), uuid=uuid)
    if request.method == "POST":
        if membership.supporter == request.user:
            services.end_membership(membership=membership, by=request.user, at=now)
            return redirect("stepped_back", uuid)
        if membership.starts_at:
            services.end_membership(membership=membership, by=request.user, at=now)
        else:
            services.withdraw_invitation(membership=membership, by=request.user, at=now)
        messages.success(request, _ended(membership))
        return redirect("people")
    with_what_ends([membership], at=now)
    return render(request, "portal/relationships/end.html", {"membership": membership})


def _ended(membership: CircleMembership) -> str:
    if not membership.starts_at:
        return f"The invitation to {membership.name} is taken back."
    return f"{membership.name} is not in your circle any more, and sees nothing of yours."


def _stepped_back(request: SignedInRequest, uuid: UUID, at: datetime) -> Any:
    return stepped_back_from(request.user, since=at - SHOWN_FOR).filter(uuid=uuid)


@require_safe
@open_to(Audience.SIGNED_IN)
def stepped_back(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What happened when somebody stepped back, the way to change one's mind, and where to find help for oneself."""
    now = timezone.now()
    membership = get_object_or_404(_stepped_back(request, uuid, now))
    stepped_back_at: datetime = membership.stepped_back_at
    with_what_ends([membership], at=stepped_back_at - JUST_BEFORE)
    functions: list[Callable[[HttpRequest], list[Panel]]] = hooks.get_hooks("register_stepped_back_panel")
    context = {
        "membership": membership,
        "may_stay": not membership.person_told_at and now < membership.may_stay_until,
        "panels": sorted((p for function in functions for p in function(request)), key=lambda p: p.order),
    }
    return render(request, "portal/relationships/stepped_back.html", context)


@require_POST
@open_to(Audience.SIGNED_IN)
def stay(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It was a slip, or they thought again: everything is as it was."""
    now = timezone.now()
    own = memberships_visible_to(request.user).filter(supporter=request.user)
    membership = get_object_or_404(own.filter(Q(ends_at=None) | Q(stepped_back_at__gt=now - SHOWN_FOR)), uuid=uuid)
    services.stay_after_all(membership=membership, by=request.user, at=now)
    messages.success(request, f"You help {membership.person.known_as}, as before. We told nobody.")
    return redirect("people")


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def join(request: SignedInRequest) -> HttpResponse:
    """Use a joining code. Whatever is wrong, what was typed stays in its boxes."""
    now = timezone.now()
    form = JoiningForm(request.POST or None, person=request.user, this_year=now.year)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, app="portal.relationships", action="join", config=GUESSES, user=request.user):
            form.add_error("code", TOO_MANY_TRIES)
        else:
            try:
                allocation = services.redeem_joining_code(by=request.user, at=now, **form.cleaned_data)
            except Denied as denied:
                form.add_error("code", denied.reason)
            else:
                messages.success(request, f"{allocation.worker.known_as} is your social worker now.")
                return redirect("people")
    return render(request, "portal/relationships/join.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def joining_codes(request: SignedInRequest) -> HttpResponse:
    """Make a joining code and see it this once, large; and those that were given.

    The answer to the POST shows the code itself and no redirect follows: so it is kept nowhere.
    """
    now = timezone.now()
    form = GiveCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row, code = services.give_joining_code(by=request.user, at=now, **form.cleaned_data)
        return render(request, "portal/relationships/joining_code.html", {"row": row, "code": code})
    given = JoiningCode.objects.filter(worker=request.user).select_related("redeemed_by").order_by("-created_at")
    context = {"form": form, "codes": given[:CODES_SHOWN], "now": now}
    return render(request, "portal/relationships/joining_codes.html", context)


@require_safe
@open_to(Audience.SIGNED_IN)
def portrait(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Somebody's face, for those who have to do with them; to anybody else there is none."""
    user = get_object_or_404(User, uuid=uuid, is_active=True)
    if not user.portrait or not have_to_do_with_each_other(request.user, user, at=timezone.now()):
        raise Http404
    try:
        return FileResponse(user.portrait.open("rb"), headers={"X-Content-Type-Options": "nosniff"})
    except FileNotFoundError as missing:
        raise Http404 from missing
