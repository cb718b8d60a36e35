"""One list of what waits to be looked at, and each of it: by chosen name alone. Nobody moderates their own."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from community.peers.enums import Decision, ReportReason
from community.peers.forms import ModerateForm
from community.peers.models import Naming, Post
from community.peers.policies import WHY
from community.peers.queries import peer_rules, what_waits
from community.peers.services import moderating
from community.peers.services.waiting import MODERATION
from community.peers.views.around import around_form, for_moderators
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
    Decision.ANOTHER_NAME: "Nobody sees this name any more. We have asked for another one, with your words.",
}


@require_safe
@open_to(Audience.SIGNED_IN)
def waiting(request: SignedInRequest) -> HttpResponse:
    """What waits longest first: words, reports, and names."""
    at, user = timezone.now(), request.user
    for_moderators(request, at)
    mark_read(user=user, path=MODERATION, at=at)
    page, rules = Paginator(what_waits(user), LINES_A_PAGE).get_page(request.GET.get("page")), peer_rules()
    rows = list(page)
    posts = _by_pk(Post.objects.for_moderators(), rows, "post")
    names = _by_pk(Naming.objects.select_related("voice"), rows, "name")
    lines = []
    for row in rows:
        if row["kind"] == "post" and row["pk"] in posts:
            lines.append({**_line(posts[row["pk"]], rules), "since": row["waits_since"]})
        elif row["pk"] in names:
            lines.append({"naming": names[row["pk"]], "since": row["waits_since"]})
    return render(request, "community/peers/waiting.html", {"page": page, "lines": lines})


def _by_pk(found: Any, rows: list[Any], kind: str) -> dict[int, Any]:
    return {each.pk: each for each in found.filter(pk__in=[row["pk"] for row in rows if row["kind"] == kind])}


def _line(post: Any, rules: Any) -> dict[str, Any]:
    wordings = list(post.wordings.all())
    new = next((wording for wording in wordings if not wording.outcome), None)
    reports = [report for report in post.reports.all() if not report.settled_at]
    # What was sent back and never shown is there to read, too: another moderator may have been quicker.
    shown = new or post.shown or wordings[-1]
    what = "question" if post.is_question else "answer"
    danger = any(report.reason == ReportReason.DANGER for report in reports)
    said = [text for each in (new, post.shown) if each for text in (each.heading, each.words)]
    return {
        "post": post,
        "words": shown,
        "new": new,
        "reports": reports,
        "read_to": max((report.pk for report in reports), default=0),
        "what": f"Changed {what}" if new and post.shown_id else f"New {what}" if new else f"Reported {what}",
        "danger": danger or rules.speaks_of_danger(*said, *(report.words for report in reports)),
        "gone": post.question is not None and not post.question.is_shown,
    }


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def look(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Read it, and decide. Where somebody else was quicker, or the words are others by now, it says so."""
    at, user = timezone.now(), request.user
    for_moderators(request, at)
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
            # As it is by now.
            post = get_object_or_404(fair.for_moderators(), uuid=uuid)
    return render(request, "community/peers/look.html", {**_line(post, peer_rules()), **around_form(request, form)})


def _decide(post: Post, decision: Decision, form: ModerateForm, request: SignedInRequest, at: datetime) -> None:
    said, by = form.cleaned_data, request.user
    why, seen, named, read_to = said["why"], str(said["seen"] or ""), said["named"], said["read_to"] or 0
    if decision == Decision.APPROVE:
        moderating.approve(post=post, seen=seen, named=named, read_to=read_to, by=by, at=at)
    elif decision == Decision.SEND_BACK:
        moderating.send_back(post=post, seen=seen, why=why, by=by, at=at)
    elif decision == Decision.TAKE_DOWN:
        moderating.take_down(post=post, why=why, read_to=read_to, by=by, at=at)
    elif decision == Decision.ANOTHER_NAME:
        moderating.ask_for_another_name(post=post, named=named, why=why, by=by, at=at)
    else:
        moderating.leave_as_it_is(post=post, read_to=read_to, by=by, at=at)
