"""A wizard over the session, at addresses of its own."""

from django.urls import include, path, reverse

from content.questions.definitions import SetDefinition
from content.wizards.session_store import SessionAnswerStore
from content.wizards.views import WizardView, keeps_words
from portal.access.declarations import open_to
from portal.access.enums import Audience
from tests.factories.content import default_definition


class SessionWizard(WizardView):
    """The default questions, answered into the session."""

    def get_store(self) -> SessionAnswerStore:
        return SessionAnswerStore(self.request.session, SetDefinition.from_json(default_definition()), key="wizard")

    def get_step_url(self, step: str) -> str:
        return reverse("wizard_step", args=[step])

    def overview_url(self) -> str:
        return "/overview/"

    def check_url(self) -> str:
        return "/check/"


view = keeps_words(open_to(Audience.SIGNED_IN)(SessionWizard.as_step_view()))
urlpatterns = [path("wizard/<slug:step>/", view, name="wizard_step"), path("", include("portal.urls"))]
