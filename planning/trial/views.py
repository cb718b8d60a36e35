"""`/try/`: the support plan without an account."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.questions.definitions import QuestionDefinition
from content.wizards.around import Around
from content.wizards.progress import answered_questions, overview
from content.wizards.session_store import SessionAnswerStore
from content.wizards.views import WizardView
from planning.budgets.planned import COSTS
from planning.trial import services
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.components.lists import Task
from portal.shell.panels import Panel

KEPT = "Kept. Only you can see it, until you share it."
CLEARED = "Cleared. Nothing of it is left here."


@require_safe
@open_to(Audience.EVERYBODY, personal=True)
def trial(request: HttpRequest) -> HttpResponse:
    """What this is, and the task list."""
    store = services.trial_store(request.session)
    if store is None:
        return render(request, "planning/trial/not_ready.html", {"page_title": "Try it"})
    steps = overview(store)
    begun = services.has_words(request.session)
    going_on = store.definition.step(store.last_step()) if begun else None
    first = going_on or (steps[0].step if steps else None)
    context = {
        "page_title": "Try writing your plan",
        "page_lead": "No account is needed. Only this browser keeps what you write, for up to 12 hours.",
        "tasks": [Task(s.step.title, s.state, _step_url(s.step.slug), s.tone) for s in steps],
        "begun": begun,
        "go_on": _step_url(first.slug) if first else "",
        "intro": store.definition.intro,
    }
    return render(request, "planning/trial/task_list.html", context)


class TrialStep(WizardView):
    """One step of the trial."""

    template_name = "planning/trial/step.html"
    # There is nobody yet to hold words for; the session itself keeps them.
    holds_words = False

    def get_store(self) -> SessionAnswerStore:
        store = services.trial_store(self.request.session)
        if store is None:
            raise Http404
        if self.request.method == "POST":
            services.identity(self.request.session)
        return store

    def get_step_url(self, step: str) -> str:
        return _step_url(step)

    def overview_url(self) -> str:
        return reverse("trial")

    def check_url(self) -> str:
        return reverse("trial_check")

    def around(self, questions: list[QuestionDefinition]) -> Mapping[str, Around]:
        """Beside costs, the way to the calculator."""
        link = Panel("planning/budgets/tool_link.html", 10, within_form=True)
        return {question.id: Around(panels=[link]) for question in questions if question.kind == COSTS}

    def page_context(self) -> dict[str, Any]:
        return {"back_label": "Back to the list"}


trial_step = open_to(Audience.EVERYBODY, personal=True)(TrialStep.as_step_view())


@require_safe
@open_to(Audience.EVERYBODY, personal=True)
def trial_check(request: HttpRequest) -> HttpResponse:
    """Check your answers, and keep them or clear them."""
    store = services.trial_store(request.session)
    if store is None:
        return redirect("trial")
    steps: dict[str, dict[str, Any]] = {}
    for found in answered_questions(store):
        step = steps.setdefault(found.step.id, {"title": found.step.title, "slug": found.step.slug, "parts": []})
        step["parts"].append({"found": found, "change_url": f"{_step_url(found.step.slug)}#q-{found.question.id}"})
    context = {
        "page_title": "Check your answers",
        "page_lead": "You can change any of them. Nothing is sent to anybody.",
        "back_url": reverse("trial"),
        "back_label": "Back to the list",
        "steps": list(steps.values()),
        "begun": services.has_words(request.session),
    }
    return render(request, "planning/trial/check.html", context)


@require_POST
@open_to(Audience.EVERYBODY, personal=True)
def clear(request: HttpRequest) -> HttpResponse:
    """Forget everything that was written here."""
    services.clear_trial(request.session)
    messages.success(request, CLEARED)
    return redirect("trial")


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.EVERYBODY, personal=True)
def keep(request: HttpRequest) -> HttpResponse:
    """Keep it: at once for somebody signed in, by way of an account for everybody else.

    A GET keeps nothing: it shows the two ways to an account, or the one button that keeps it.
    """
    at = timezone.now()
    if not request.user.is_authenticated:
        return _by_way_of_an_account(request)
    if request.method == "POST":
        document = services.keep_trial(session=request.session, by=request.user, at=at)
        if document is None:
            return redirect("trial")
        messages.success(request, KEPT)
        return redirect(document)
    if not services.has_words(request.session):
        kept = services.kept_document(session=request.session, by=request.user)
        if kept is None:
            return redirect("trial")
        messages.success(request, KEPT)
        return redirect(kept)
    context = {"page_title": "Keep what you wrote", "may_keep": request.user.is_person}
    return render(request, "planning/trial/keep.html", context)


def _by_way_of_an_account(request: HttpRequest) -> HttpResponse:
    if not services.has_words(request.session):
        return redirect("trial")
    to = urlencode({"next": reverse("trial_keep")})
    if request.method == "POST":
        services.want_to_keep(request.session, at=timezone.now())
        way = "account_login" if request.POST.get("way") == "sign_in" else "account_signup"
        return HttpResponseRedirect(f"{reverse(way)}?{to}")
    context = {
        "page_title": "Keep what you wrote",
        "page_lead": "To keep it, you need an account. Then you can go on with it on any device.",
        "back_url": reverse("trial_check"),
        "back_label": "Back to your answers",
    }
    return render(request, "planning/trial/keep_with_account.html", context)


def _step_url(slug: str) -> str:
    return reverse("trial_step", args=[slug])
