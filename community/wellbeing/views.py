"""For those who help somebody: saying how they are, and what there is for themselves. Nobody else reads any of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.messaging.inside import insides_of
from community.messaging.models import Thread
from community.messaging.policies import SeenByOthers, SentDifferently
from community.messaging.services import Outgoing, send_message
from community.organisations.enums import Taxonomy
from community.organisations.models import Organisation
from community.wellbeing import services
from community.wellbeing.enums import HowItIs
from community.wellbeing.forms import HowAreYouForm, PassOnForm
from community.wellbeing.models import Asking, NotAsked
from community.wellbeing.policies import check_has_a_page
from community.wellbeing.queries import carer_rules
from content.wizards import held
from content.wizards.keeping import keeps_words
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.notifications.services import mark_read
from portal.relationships.stepping import helps

CARERS = "carers"
# A page is for choosing: who wants more opens the directory.
MOST_SHOWN = 3
MOST_BEFORE = 20
SEEN_BY_OTHERS = "Who can see that conversation has just changed. Look at it again, then send it once more."
SENT_ALREADY = "You have sent this already, in other words. Open the conversation to see it."


def _for_helpers(request: SignedInRequest, at: datetime) -> None:
    """Whoever helps nobody and was never asked has no such page."""
    try:
        check_has_a_page(request.user, at=at)
    except Denied as denied:
        raise Http404 from denied


def help_for_carers() -> dict[str, Any]:
    """What there is for those who help: the law, and who in the directory is there for them."""
    listed = Organisation.objects.listed()
    their_work = Exists(listed.filter(pk=OuterRef("pk"), kinds__taxonomy=Taxonomy.HELP, kinds__code=CARERS))
    for_them = Exists(listed.filter(pk=OuterRef("pk"), audiences__taxonomy=Taxonomy.AUDIENCE, audiences__code=CARERS))
    found = listed.annotate(first=their_work).filter(Q(first=True) | for_them)
    # Those whose work it is come first.
    return {
        "rules": carer_rules(),
        "centres": list(found.order_by("-first", Lower("name"), "pk").for_list()[:MOST_SHOWN]),
    }


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def how_are_you(request: SignedInRequest) -> HttpResponse:
    """Three answers and room for words; and what one said before."""
    at, user = timezone.now(), request.user
    _for_helpers(request, at)
    form = HowAreYouForm(held.typed(request, at))
    if request.method == "POST" and form.is_valid():
        answer = HowItIs(form.cleaned_data["answer"])
        kept = services.say_how_it_is(answer=answer, words=form.cleaned_data["words"], by=user, at=at)
        held.give_back(user, path=request.path)
        return redirect("how_are_you_said", kept.uuid)
    if request.method != "POST":
        mark_read(user=user, path=services.PAGE, at=at)
    context = {
        "form": form,
        "rules": carer_rules(),
        "before": list(Asking.objects.visible_to(user).answered()[:MOST_BEFORE]),
        "stopped": NotAsked.objects.filter(user=user).exists(),
        **held.around(request, form),
    }
    return render(request, "community/wellbeing/how_are_you.html", context)


def _own(request: SignedInRequest, uuid: UUID) -> Asking:
    found: Asking = get_object_or_404(Asking.objects.visible_to(request.user).exclude(answered_at=None), uuid=uuid)
    return found


@require_safe
@open_to(Audience.SIGNED_IN)
def said(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What an answer leads to: ways to get help for oneself; in the worst case the numbers first."""
    asking, found = _own(request, uuid), help_for_carers()
    context = {
        **found,
        "asking": asking,
        "reply": found["rules"].reply_to(asking.answer),
        "urgent": asking.answer == HowItIs.CANNOT_GO_ON,
        "fine": asking.answer == HowItIs.ALL_RIGHT,
        "helping": helps(request.user, at=timezone.now()),
        "can_pass_on": bool(_threads(request, timezone.now())),
    }
    return render(request, "community/wellbeing/said.html", context)


@require_safe
@open_to(Audience.SIGNED_IN)
def help_for_me(request: SignedInRequest) -> HttpResponse:
    """The same without an answer: for whoever looks for help for themselves."""
    at = timezone.now()
    _for_helpers(request, at)
    context = {**help_for_carers(), "helping": helps(request.user, at=at)}
    return render(request, "community/wellbeing/help.html", context)


@require_POST
@open_to(Audience.SIGNED_IN)
def settings(request: SignedInRequest) -> HttpResponse:
    """Not now; never again; or again after all."""
    at = timezone.now()
    _for_helpers(request, at)
    choice = request.POST.get("choice")
    if choice == "stop":
        services.stop_asking(by=request.user, at=at)
        messages.success(request, "We will not ask you again. You can change that on this page.")
        return redirect("how_are_you")
    if choice == "again":
        services.ask_again(by=request.user)
        messages.success(request, "We will ask you again now and then.")
        return redirect("how_are_you")
    services.put_away(by=request.user, at=at)
    return redirect("home")


@require_POST
@open_to(Audience.SIGNED_IN)
def forget(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take away what one said."""
    asking = Asking.objects.visible_to(request.user).filter(uuid=uuid).first()
    if asking is None:
        raise Http404
    if asking.answered_at:
        services.forget(asking=asking, by=request.user)
    messages.success(request, "It is gone.")
    return redirect("how_are_you")


def _threads(request: SignedInRequest, at: datetime) -> list[Thread]:
    """The conversations in which this reader writes."""
    return list(Thread.objects.visible_to(request.user, at=at).for_pages())


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def pass_on(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Tell somebody, in words that one has looked at once more: only what stands in the box goes, and only to them."""
    at, user, asking = timezone.now(), request.user, _own(request, uuid)
    theirs = _threads(request, at)
    threads = {str(each.uuid): (each, inside) for each, inside in zip(theirs, insides_of(theirs, at=at), strict=True)}
    if not threads:
        raise Http404
    offered = [(key, inside.title(user), inside.who_sees(user)) for key, (_, inside) in threads.items()]
    form = PassOnForm(held.typed(request, at), threads=offered, initial={"words": asking.words})
    if request.method == "POST" and form.is_valid():
        thread, inside = threads[form.cleaned_data["thread"]]
        # Between this page and its answer somebody may have come into the conversation.
        outgoing = Outgoing(
            client_id=form.sent_as,
            words=form.cleaned_data["words"],
            seen_by=request.POST.get(f"seen-by-{thread.uuid}", "") or inside.key(user),
        )
        try:
            send_message(thread=thread, by=user, message=outgoing, at=at)
            held.give_back(user, path=request.path)
            messages.success(request, "Sent. They read these words and nothing else of what you said here.")
            return redirect(thread)
        except SeenByOthers:
            form.add_error("thread", SEEN_BY_OTHERS)
        except SentDifferently:
            form.add_error("words", SENT_ALREADY)
        except Denied as denied:
            form.add_error("thread", denied.reason)
    context = {
        "asking": asking,
        "form": form,
        "seen_by": {key: inside.key(user) for key, (_, inside) in threads.items()},
        **held.around(request, form),
    }
    return render(request, "community/wellbeing/pass_on.html", context)
