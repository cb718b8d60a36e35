"""The checks that volunteers need, in the CMS."""

from wagtail.snippets.views.snippets import SnippetViewSet

from community.volunteers.models import CheckKind


class CheckKindViewSet(SnippetViewSet):
    """Kinds of check: a local rule."""

    model = CheckKind
    icon = "tick-inverse"
    menu_label = "Checks of volunteers"
    menu_order = 171
    add_to_admin_menu = True
    list_display = ["name", "valid_months", "needed"]
    copy_view_enabled = False
