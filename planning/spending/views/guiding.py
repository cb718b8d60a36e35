"""An answer for others, without whose it is: the worker writes it, a manager checks it, the person decides."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.spending import services
from planning.spending.forms import CheckForm, GuidanceForm
from planning.spending.identifying import Hint, what_could_identify
from planning.spending.models import SpendingGuidance, SpendingQuestion
from planning.spending.policies import check_can_write_guidance
from planning.spending.views.finding import find_answer
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.services import mark_read
from portal.relationships.queries import circle_of, named_social_worker

LOOK, SEND = "look", "send"


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def write(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The words of the question and the answer, to take out all that tells whose they are, with hints at what might."""
    at, by = timezone.now(), request.user
    found = find_answer(request, uuid, at)
    known = SpendingGuidance.objects.filter(answer=found).first()
    begun = known or SpendingGuidance(asked=found.question.words, replied=found.words or "Yes.")
    names = ("title", "asked", "replied", "outcome", "makes_possible")
    initial = {name: getattr(begun, name) for name in names}
    typed = held.typed(request, at)
    form = GuidanceForm(typed, initial=initial)
    if request.method == "POST" and request.POST.get("go") == SEND and form.is_valid():
        try:
            services.write_guidance(answer=found, wording=form.wording(), by=by, at=at)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            held.give_back(by, path=request.path)
            messages.success(request, "A manager checks it now. Then the person is asked.")
            return redirect(found.question)
    elif request.method != "POST":
        check_can_write_guidance(by, found, at)
    if request.method == "POST" and request.POST.get("go") == LOOK:
        # Only looked at: nothing has to be complete.
        form = GuidanceForm(initial={name: request.POST.get(name, "") for name in names})
    words = [str(form[name].value() or "") for name in ("title", "asked", "replied", "makes_possible")]
    context: dict[str, Any] = {
        "page_title": "Write it for others",
        "page_lead": "Take out all that tells whose it is. A manager checks it. Then the person decides.",
        "back_url": found.question.get_absolute_url(),
        "back_label": "The question",
        "answer": found,
        "guidance": known,
        "form": form,
        "hints": _hints(found.question, words, at),
        **held.around(request, form),
    }
    return render(request, "planning/spending/guidance_write.html", context)


def _hints(question: SpendingQuestion, words: list[str], at: datetime) -> list[Hint]:
    person, worker = question.person, named_social_worker(question.person, at=at)
    around = [person.full_name, person.known_as, *(membership.name for membership in circle_of(person))]
    around += [worker.full_name, worker.known_as] if worker else []
    return what_could_identify(*words, names={part for name in around for part in (name, *name.split())})


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def guidance(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """For the manager who checks it, the words alone; for the person, the same, with yes and no."""
    at, user = timezone.now(), request.user
    found = _find(request, uuid, at)
    mark_read(user=user, path=request.path, at=at)
    question = found.answer.question
    mine = question.person_id == user.pk
    if not user.is_person and not user.is_social_worker:
        return _check(request, found, at)
    if not mine and not user.is_social_worker:
        raise Http404
    if request.method == "POST":
        raise Denied("This page only shows it. The buttons on it say yes or no.")
    if not mine:
        record("spending guidance opened", by=user, person=question.person, about=question, at=at)
    context = {
        "page_title": "May this help others?" if mine else "An answer for others",
        "back_url": question.get_absolute_url(),
        "back_label": "The question",
        "guidance": found,
        "mine": mine,
        "is_out": bool(found.page and found.page.live),
    }
    return render(request, "planning/spending/guidance.html", context)


def _check(request: SignedInRequest, found: SpendingGuidance, at: datetime) -> HttpResponse:
    """The manager's page. It says nothing of whose it is, so neither does its record in their browser."""
    user: User = request.user
    form = CheckForm(held.typed(request, at), initial={"seen": found.number})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            services.check_guidance(
                guidance=found, fits=typed["fits"] == "yes", why=typed["why"], seen=typed["seen"], by=user, at=at
            )
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            held.give_back(user, path=request.path)
            messages.success(request, "Thank you. It goes on from here.")
            return redirect("home")
    record("spending guidance opened", by=user, person=found.answer.question.person, about=found.answer.question, at=at)
    context = {
        "page_title": "Does this tell whose it is?",
        "guidance": found,
        "form": form,
        "hints": what_could_identify(found.title, found.asked, found.replied, found.makes_possible),
        **held.around(request, form),
    }
    return render(request, "planning/spending/guidance_check.html", context)


@require_POST
@open_to(Audience.PERSON)
def say(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The person says yes to the words that they read, or no, which takes a yes back."""
    at, by = timezone.now(), request.user
    found = _find(request, uuid, at)
    seen, said = request.POST.get("seen", ""), request.POST.get("say", "")
    try:
        if said not in {"yes", "no"}:
            raise Denied("Press one of the two buttons. Nothing has changed.")
        if said == "yes":
            number = int(seen) if seen.isdecimal() and len(seen) < 9 else 0
            services.agree_to_guidance(guidance=found, seen=number, by=by, at=at)
            messages.success(request, "Thank you. An editor has it now. You can take it back at any time.")
        else:
            services.say_no_to_guidance(guidance=found, by=by, at=at)
            messages.success(request, "It is not shown to others. Nobody asks why.")
    except Denied as denied:
        messages.error(request, denied.reason)
    return redirect(found)


def _find(request: SignedInRequest, uuid: UUID, at: datetime) -> SpendingGuidance:
    visible = SpendingGuidance.objects.visible_to(request.user, at=at).for_pages()
    found: SpendingGuidance = get_object_or_404(visible, uuid=uuid)
    return found
