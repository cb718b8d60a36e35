"""Asking for help: beginning, the steps of the wizard, and checking what was written."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from community.help_requests.enums import State
from community.help_requests.forms import BeginForm
from community.help_requests.models import HelpRequest
from community.help_requests.policies import check_can_write, check_takes_people_on
from community.help_requests.services.requests import begin_request
from community.help_requests.store import HelpRequestStore
from community.help_requests.views.lookup import own_request
from community.organisations.models import Organisation
from content.wizards.keeping import keeps_words
from content.wizards.progress import answered_questions
from content.wizards.views import WizardView
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def new(request: SignedInRequest) -> HttpResponse:
    """How asking for help goes; one button begins. `organisation` says whom somebody has in mind."""
    at = timezone.now()
    form = BeginForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        wanted = _wanted(str(form.cleaned_data["organisation"] or ""))
        made = begin_request(key=form.cleaned_data["key"], organisation=wanted, by=request.user, at=at)
        first = made.question_set_version.as_definition().steps[0].slug
        return redirect("help_step", made.uuid, made.last_step or first)
    organisation = _wanted(request.GET.get("organisation", ""))
    cannot = ""
    if organisation is not None:
        try:
            check_takes_people_on(organisation, at=at)
        except Denied as denied:
            organisation, cannot = None, denied.reason
    drafts = HelpRequest.objects.filter(person=request.user, state=State.DRAFT).order_by("-begun_at")
    context = {
        "page_title": "Ask for help",
        "back_url": reverse("help"),
        "back_label": "My help",
        "organisation": organisation,
        "cannot": cannot,
        "drafts": list(drafts),
        "key": uuid4(),
    }
    return render(request, "community/help_requests/new.html", context)


def _wanted(typed: str) -> Organisation | None:
    try:
        uuid = UUID(typed)
    except ValueError:
        return None
    found: Organisation | None = Organisation.objects.listed().filter(uuid=uuid).select_related("availability").first()
    return found


class HelpStep(WizardView):
    """One step of asking for help, for the person, while nobody has it in hand."""

    template_name = "community/help_requests/step.html"

    def get_store(self) -> HelpRequestStore:
        """Found as one's own. Raises Denied where an organisation has it in hand."""
        assert isinstance(self.request.user, User)  # noqa: S101 - for types only
        self.help_request = own_request(self.request, self.kwargs["uuid"], self.now)
        check_can_write(self.request.user, self.help_request)
        return HelpRequestStore(self.help_request, self.request.user, self.now)

    def get_step_url(self, step: str) -> str:
        return reverse("help_step", args=[self.help_request.uuid, step])

    def overview_url(self) -> str:
        return self.help_request.get_absolute_url()

    def check_url(self) -> str:
        return reverse("help_check", args=[self.help_request.uuid])

    def page_context(self) -> dict[str, Any]:
        return {"back_label": "Back to the list"}


help_step = keeps_words(open_to(Audience.PERSON)(HelpStep.as_step_view()))


@require_safe
@open_to(Audience.PERSON)
def check(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Everything that was written, each with its way to change it. Nothing is sent."""
    at = timezone.now()
    found = own_request(request, uuid, at)
    check_can_write(request.user, found)
    context = {
        "page_title": "Check what you wrote",
        "page_lead": "You can change any of it. Nothing is sent until you say so.",
        "back_url": found.get_absolute_url(),
        "back_label": "Back to the list",
        "help_request": found,
        "answers": answered_questions(HelpRequestStore(found, request.user, at)),
    }
    return render(request, "community/help_requests/check.html", context)
