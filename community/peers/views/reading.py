"""Reading questions and answers, saying what helped, and telling the moderators."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.peers.enums import ReportReason
from community.peers.forms import FindForm, ReportForm
from community.peers.models import Post
from community.peers.policies import check_can_report
from community.peers.queries import moderates, name_of, peer_rules
from community.peers.services import reading
from community.peers.views.around import around_form, for_readers, shown_post, topics
from content.wizards import held
from content.wizards.keeping import keeps_words
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.notifications.services import mark_read

QUESTIONS_A_PAGE, ANSWERS_A_PAGE = 20, 30


@require_safe
@open_to(Audience.SIGNED_IN)
def questions(request: SignedInRequest) -> HttpResponse:
    """The list, and the search of it."""
    at, user = timezone.now(), request.user
    for_readers(request, at)
    form = FindForm(request.GET, topics())
    found = Post.objects.shown().questions().fitting(words=form.words, topic=form.topic_id).for_list()
    context = {
        "form": form,
        "found": Paginator(found, QUESTIONS_A_PAGE).get_page(request.GET.get("page")),
        "asked_for": bool(form.words or form.topic_id),
        "name": name_of(user),
        "rules": peer_rules(),
        "moderates": moderates(user, at=at),
    }
    return render(request, "community/peers/questions.html", context)


@require_safe
@open_to(Audience.SIGNED_IN)
def question(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One question with its answers: what helped most people first."""
    at, user = timezone.now(), request.user
    found: Any = shown_post(request, uuid, at)
    if found.question is not None:
        return redirect(found)
    mark_read(user=user, path=found.get_absolute_url(), at=at)
    answers = Post.objects.shown().filter(question=found).for_reader(user).order_by("-helpful", "shown_since", "pk")
    page, rules = Paginator(answers, ANSWERS_A_PAGE).get_page(request.GET.get("page")), peer_rules()
    said = [text for post in (found, *page) for text in (post.shown.heading, post.shown.words)]
    context = {
        "question": found,
        "answers": page,
        "moderates": moderates(user, at=at),
        "danger": rules.speaks_of_danger(*said),
    }
    return render(request, "community/peers/question.html", context)


@require_POST
@open_to(Audience.SIGNED_IN)
def helpful(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It helped; or it did not after all."""
    at = timezone.now()
    post = shown_post(request, uuid, at)
    undo = request.POST.get("helpful") == "no"
    reading.mark_helpful(post=post, helpful=not undo, by=request.user, at=at)
    messages.success(request, "Taken back." if undo else "Thank you. Nobody sees that it was you.")
    return redirect(post)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def report(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Tell the moderators; afterwards the same address says what happens now, and whom to ring."""
    at, user = timezone.now(), request.user
    post = shown_post(request, uuid, at)
    known = reading.report_of(user, post)
    if known and (known.settled_at or request.method != "POST"):
        context = {"post": post, "report": known, "not_sent": request.POST.get("words", "")}
        return render(request, "community/peers/reported.html", context)
    check_can_report(user, post, at=at)
    form = ReportForm(held.typed(request, at))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            reading.report(post=post, reason=ReportReason(said["reason"]), words=said["words"], by=user, at=at)
            held.give_back(user, path=request.path)
            return redirect("peers_report", uuid)
        except Denied as denied:
            form.add_error(None, denied.reason)
    return render(request, "community/peers/report.html", {"post": post, **around_form(request, form)})
