"""Question sets in the CMS."""

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
