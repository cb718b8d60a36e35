"""What this floor registers on pages of the floors below, and in the CMS."""

from wagtail.snippets.models import register_snippet

from content.pages import chores as page_chores  # noqa: F401
from content.pages import in_use as pages_in_use  # noqa: F401
from content.pages import panels as page_panels  # noqa: F401
from content.questions import panels as question_panels  # noqa: F401
from content.questions.viewsets import QuestionMappingViewSet, QuestionSetViewSet
from content.rules.viewsets import EmployerRatesViewSet
from content.wizards import chores as wizard_chores  # noqa: F401
from content.wizards import keeper as words_keeper  # noqa: F401

register_snippet(QuestionSetViewSet)
register_snippet(QuestionMappingViewSet)
register_snippet(EmployerRatesViewSet)
