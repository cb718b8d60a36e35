"""A wizard over the session and one over plans in memory, at addresses of their own."""

from django.contrib.sessions.backends.base import SessionBase
from django.urls import include, path, reverse

from content.questions.definitions import SetDefinition
from content.wizards.keeping import keeps_words
from content.wizards.session_store import SessionAnswerStore
from content.wizards.views import WizardView
from portal.access.declarations import open_to
from portal.access.enums import Audience
from tests.factories.content import default_definition
from tests.integration.content.wizards.memory import MemoryStore


def session_store(session: SessionBase) -> SessionAnswerStore:
    """The answers of the wizard over the session."""
    return SessionAnswerStore(session, SetDefinition.from_json(default_definition()), key="wizard")


class SessionWizard(WizardView):
    """The default questions, answered into the session."""

    def get_store(self) -> SessionAnswerStore:
        return session_store(self.request.session)

    def get_step_url(self, step: str) -> str:
        return reverse("wizard_step", args=[step])

    def overview_url(self) -> str:
        return "/overview/"

    def check_url(self) -> str:
        return "/check/"


class PlanWizard(SessionWizard):
    """The default questions, answered into a plan that several people write in."""

    def get_store(self) -> MemoryStore:
        return MemoryStore(self.kwargs["plan"], self.request.user.known_as)

    def get_step_url(self, step: str) -> str:
        return reverse("plan_step", args=[self.kwargs["plan"], step])


view = keeps_words(open_to(Audience.SIGNED_IN)(SessionWizard.as_step_view()))
plan_view = keeps_words(open_to(Audience.SIGNED_IN)(PlanWizard.as_step_view()))
urlpatterns = [
    path("wizard/<slug:step>/", view, name="wizard_step"),
    path("plans/<slug:plan>/<slug:step>/", plan_view, name="plan_step"),
    path("", include("portal.urls")),
]
