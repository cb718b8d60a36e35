"""What this floor registers on pages of the floors below, and in the CMS."""

from wagtail.snippets.models import register_snippet

from content.pages import panels as page_panels  # noqa: F401
from content.questions.viewsets import QuestionSetViewSet

register_snippet(QuestionSetViewSet)
