"""Asking, answering, and what one wrote oneself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.peers.forms import AnswerForm, AskForm, ChangeAnswerForm, ChangeQuestionForm
from community.peers.models import Moderator, PageWish, Post
from community.peers.queries import name_of, peer_rules
from community.peers.services import pages, writing
from community.peers.services.waiting import MINE
from community.peers.standing import name_standing_of, standing_of
from community.peers.views.around import (
    SENDS,
    around_form,
    check_not_too_many,
    for_authors,
    for_readers,
    own_post,
    shown_post,
    topics,
)
from content.wizards import held
from content.wizards.keeping import keeps_words
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.notifications.services import mark_read

CHOOSE = "Choose yes or no."
SAID = {"yes": "Thank you. An editor can write a page now.", "no": "Fine. We leave it."}
ASKED_OUT = "We have told the editors that you want the page gone. They do not learn who you are."
SENT = "Sent. A moderator reads it first."


def _to_the_name(request: SignedInRequest) -> HttpResponse:
    return redirect(f"{reverse('peers_name')}?{urlencode({'next': request.path})}")


def _nobody_moderates(at: Any) -> bool:
    return not Moderator.objects.active(at=at).exists()


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def ask(request: SignedInRequest) -> HttpResponse:
    """Ask a question."""
    at, user = timezone.now(), request.user
    for_readers(request, at)
    known, typed = name_of(user), held.typed(request, at)
    # Whoever has typed something already keeps it: the name is missing only then.
    if known is None and request.method != "POST":
        return _to_the_name(request)
    form = AskForm(typed, topics=topics())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            check_not_too_many(request, SENDS, form.sent_as)
            writing.ask(
                topic=said["topic"], heading=said["heading"], words=said["words"], key=form.sent_as, by=user, at=at
            )
            held.give_back(user, path=request.path)
            messages.success(request, SENT)
            return redirect("peers_mine")
        except Denied as denied:
            form.add_error(None, denied.reason)
    rules = peer_rules()
    context = {"name": known, "rules": rules, "nobody": _nobody_moderates(at), **around_form(request, form)}
    return render(request, "community/peers/ask.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def answer(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Answer a question."""
    at, user = timezone.now(), request.user
    question, known, typed = shown_post(request, uuid, at), name_of(user), held.typed(request, at)
    if question.question is not None:
        return redirect("peers_answer", question.question.uuid)
    if known is None and request.method != "POST":
        return _to_the_name(request)
    form = AnswerForm(typed)
    if request.method == "POST" and form.is_valid():
        try:
            check_not_too_many(request, SENDS, form.sent_as)
            writing.answer(question=question, words=form.cleaned_data["words"], key=form.sent_as, by=user, at=at)
            held.give_back(user, path=request.path)
            messages.success(request, SENT)
            return redirect("peers_mine")
        except Denied as denied:
            form.add_error(None, denied.reason)
    context = {"question": question, "name": known, "rules": peer_rules(), "nobody": _nobody_moderates(at)}
    return render(request, "community/peers/answer.html", {**context, **around_form(request, form)})


@require_safe
@open_to(Audience.SIGNED_IN)
def mine(request: SignedInRequest) -> HttpResponse:
    """What I wrote, and how it stands with each."""
    at, user = timezone.now(), request.user
    for_authors(request, at)
    mark_read(user=user, path=MINE, at=at)
    posts = Post.objects.by(user).select_related("shown", "question__shown", "page_wish").prefetch_related("wordings")
    found = [standing_of(post, post.wordings.all()) for post in posts.order_by("-begun_at", "-pk")]
    rules = peer_rules()
    waiting = [standing.latest for standing in found if not standing.latest.outcome]
    context = {
        "found": found,
        "name": name_standing_of(name_of(user)),
        "danger": any(rules.speaks_of_danger(wording.heading, wording.words) for wording in waiting),
    }
    return render(request, "community/peers/mine.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def change(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Write it anew, beginning with the words that one sent last."""
    at, user = timezone.now(), request.user
    post = own_post(request, uuid, at)
    standing = standing_of(post, post.wordings.all())
    kind = ChangeQuestionForm if post.is_question else ChangeAnswerForm
    form = kind(held.typed(request, at), initial={"heading": standing.latest.heading, "words": standing.latest.words})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            check_not_too_many(request, SENDS)
            writing.change(post=post, heading=said.get("heading", ""), words=said["words"], by=user, at=at)
            held.give_back(user, path=request.path)
            messages.success(request, SENT)
            return redirect("peers_mine")
        except Denied as denied:
            form.add_error(None, denied.reason)
    context = {"post": post, "standing": standing, "rules": peer_rules(), **around_form(request, form)}
    return render(request, "community/peers/change.html", context)


@require_POST
@open_to(Audience.SIGNED_IN)
def take_away(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take away what one wrote. Pressed twice, it is done once."""
    at = timezone.now()
    post = get_object_or_404(Post.objects.filter(voice__user=request.user), uuid=uuid)
    writing.take_away(post=post, by=request.user, at=at)
    messages.success(request, "It is gone. Nobody can read it any more.")
    return redirect("peers_mine")


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def page_for_everybody(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """May we make a page for everybody out of this? The author says yes or no, and takes a yes back when they like."""
    at, user = timezone.now(), request.user
    post = own_post(request, uuid, at)
    wish = get_object_or_404(PageWish.objects.select_related("page", "wording"), post=post)
    mark_read(user=user, path=pages.wish_path(post), at=at)
    context: dict[str, Any] = {"post": post, "wish": wish, "words": wish.words_read or post.shown}
    if request.method != "POST":
        return render(request, "community/peers/page_wish.html", context)
    answer, seen = request.POST.get("answer"), request.POST.get("seen", "")
    if answer not in SAID:
        return render(request, "community/peers/page_wish.html", {**context, "refused": CHOOSE})
    try:
        wish = pages.answer_wish(post=post, said_yes=answer == "yes", seen=seen, by=user, at=at)
    except Denied as denied:
        return render(request, "community/peers/page_wish.html", {**context, "refused": denied.reason})
    messages.success(request, ASKED_OUT if wish.taken_back_at else SAID[answer])
    return redirect("peers_mine")
