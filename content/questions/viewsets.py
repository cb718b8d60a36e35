"""Question sets in the CMS."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.snippets.views.snippets import SnippetViewSet

from content.questions.models import QuestionSet


class QuestionSetViewSet(SnippetViewSet):
    """The list and the editor of question sets, in the main menu."""

    model = QuestionSet
    icon = "form"
    menu_label = "Questions"
    menu_order = 150
    add_to_admin_menu = True
    list_display = ["title", "kind"]
    search_fields = ["title"]


@hooks.register("insert_editor_js")
def conditions_are_chosen() -> SafeString:
    """The script that lets an editor choose the question and the answer of a condition."""
    return format_html('<script src="{}"></script>', static("content/js/conditions.js"))
