"""Two answers that do not fit together: for the manager who decides, and for the worker who may take theirs back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.spending import services
from planning.spending.forms import SettleForm
from planning.spending.models import SpendingConflict
from planning.spending.policies import SETTLED, TAKEN_BACK, check_can_take_back
from planning.spending.queries import decided_by_managers_like
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.audit.services import record
from portal.notifications.services import mark_read


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.TEAM_MANAGER)
def conflict(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Exactly these answers, and nothing else of the person's; what the manager decides, and why.

    A manager who is a moment too late reads who was before them, with their own words still in the box.
    """
    at, by = timezone.now(), request.user
    visible = SpendingConflict.objects.visible_to(by, at=at)
    if request.method == "POST":
        # Whoever decides a moment too late keeps their words; the page shows nothing else any more.
        settled = SpendingConflict.objects.exclude(outcome="")
        visible = visible | settled.filter(decided_by_managers_like(by, at=at))
    found: SpendingConflict = get_object_or_404(visible.for_pages(), uuid=uuid)
    earlier = list(found.earlier.for_pages())
    one_question = any(old.question_id == found.answer.question_id for old in earlier)
    form = SettleForm(held.typed(request, at), one_question=one_question)
    if request.method == "POST" and form.is_valid():
        try:
            chosen = form.cleaned_data
            services.settle(conflict=found, outcome=chosen["outcome"], reason=chosen["reason"], by=by, at=at)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            held.give_back(by, path=request.path)
            messages.success(request, "Decided. The person and both workers can read it now.")
            return redirect("home")
    if not found.outcome:
        record(
            "spending conflict opened", by=by, person=found.answer.question.person, about=found.answer.question, at=at
        )
    mark_read(user=by, path=request.path, at=at)
    context = {
        "page_title": "Two answers that do not fit together",
        "conflict": found,
        "new": found.answer,
        "earlier": earlier,
        "form": form,
        "over": _over(found),
        **held.around(request, form),
    }
    return render(request, "planning/spending/conflict.html", context, status=409 if found.outcome else 200)


def _over(found: SpendingConflict) -> str:
    if not found.outcome:
        return ""
    return SETTLED if found.reason else TAKEN_BACK


@require_POST
@open_to(Audience.SOCIAL_WORKER)
def take_back(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The worker takes the new answer back; the earlier one goes on as it was."""
    at, by = timezone.now(), request.user
    visible = SpendingConflict.objects.visible_to(by, at=at).for_pages()
    found: SpendingConflict = get_object_or_404(visible, uuid=uuid)
    if not found.outcome:
        check_can_take_back(by, found, at)
    try:
        services.take_back_answer(conflict=found, by=by, at=at)
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(request, "Taken back. The earlier answer goes on.")
    return redirect(found.answer.question)
