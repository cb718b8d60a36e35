"""One list of what waits to be looked at, and each of it: by chosen name alone. Nobody moderates their own."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from community.peers.enums import Decision, ReportReason
from community.peers.forms import ModerateForm
from community.peers.models import Post
from community.peers.policies import WHY
from community.peers.queries import moderates, peer_rules
from community.peers.services import moderating
from community.peers.services.writing import MODERATION
from community.peers.views.around import around_form
from content.wizards import held
from content.wizards.keeping import keeps_words
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.notifications.services import mark_read

LINES_A_PAGE = 25
DONE = {
    Decision.APPROVE: "Others can read it now.",
    Decision.SEND_BACK: "Sent back, with your words.",
    Decision.TAKE_DOWN: "Taken down. Nobody can read it any more.",
    Decision.LEAVE: "It stays as it is.",
}


def _for_moderators(request: SignedInRequest, at: datetime) -> None:
    if not moderates(request.user, at=at):
        raise Http404


@require_safe
@open_to(Audience.SIGNED_IN)
def waiting(request: SignedInRequest) -> HttpResponse:
    """What waits longest first."""
    at, user = timezone.now(), request.user
    _for_moderators(request, at)
    mark_read(user=user, path=MODERATION, at=at)
    found = Post.objects.waiting().fair_for(user).for_moderators()
    page, rules = Paginator(found, LINES_A_PAGE).get_page(request.GET.get("page")), peer_rules()
    context = {"page": page, "lines": [_line(post, rules) for post in page]}
    return render(request, "community/peers/waiting.html", context)


def _line(post: Any, rules: Any) -> dict[str, Any]:
    wordings = list(post.wordings.all())
    new = next((wording for wording in wordings if not wording.outcome), None)
    reports = [report for report in post.reports.all() if not report.settled_at]
    # What was sent back and never shown is there to read, too: another moderator may have been quicker.
    shown = new or post.shown or wordings[-1]
    what = "question" if post.is_question else "answer"
    danger = any(report.reason == ReportReason.DANGER for report in reports)
    return {
        "post": post,
        "words": shown,
        "new": new,
        "reports": reports,
        "what": f"Changed {what}" if new and post.shown_id else f"New {what}" if new else f"Reported {what}",
        "danger": danger or rules.speaks_of_danger(shown.heading, shown.words),
    }


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def look(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Read it, and decide. Where somebody else was quicker, or the words are others by now, it says so."""
    at, user = timezone.now(), request.user
    _for_moderators(request, at)
    fair = Post.objects.filter(taken_away_at=None).fair_for(user)
    post = get_object_or_404(fair.for_moderators(), uuid=uuid)
    form = ModerateForm(held.typed(request, at))
    if request.method == "POST" and form.is_valid():
        decision = Decision(form.cleaned_data["decision"])
        try:
            _decide(post, decision, form, request, at)
            held.give_back(user, path=request.path)
            messages.success(request, DONE[decision])
            return redirect("peers_waiting")
        except Denied as denied:
            form.add_error("why" if denied.reason == WHY else None, denied.reason)
    return render(request, "community/peers/look.html", {**_line(post, peer_rules()), **around_form(request, form)})


def _decide(post: Post, decision: Decision, form: ModerateForm, request: SignedInRequest, at: datetime) -> None:
    seen, why, by = str(form.cleaned_data["seen"] or ""), form.cleaned_data["why"], request.user
    if decision == Decision.APPROVE:
        moderating.approve(post=post, seen=seen, by=by, at=at)
    elif decision == Decision.SEND_BACK:
        moderating.send_back(post=post, seen=seen, why=why, by=by, at=at)
    elif decision == Decision.TAKE_DOWN:
        moderating.take_down(post=post, why=why, by=by, at=at)
    else:
        moderating.leave_as_it_is(post=post, by=by, at=at)
