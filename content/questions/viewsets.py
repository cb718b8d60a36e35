"""Question sets in the CMS, and how answers go from one to another."""

from wagtail.snippets.views.snippets import SnippetViewSet

from content.questions.models import QuestionMapping, QuestionSet


class QuestionSetViewSet(SnippetViewSet):
    """The list and the editor of question sets, in the main menu."""

    model = QuestionSet
    icon = "form"
    menu_label = "Questions"
    menu_order = 150
    add_to_admin_menu = True
    list_display = ["title", "kind"]
    search_fields = ["title"]


class QuestionMappingViewSet(SnippetViewSet):
    """The list and the editor of what is carried over from one set to another, below the question sets."""

    model = QuestionMapping
    icon = "arrow-right"
    menu_label = "Carrying over"
    menu_order = 160
    add_to_admin_menu = True
    list_display = ["__str__", "button"]
