"""What an organisation asks its helpers to do when they are worried, in the CMS."""

from wagtail.snippets.views.snippets import SnippetViewSet

from community.worries.models import SafeguardingProcedure


class SafeguardingProcedureViewSet(SnippetViewSet):
    """The procedures of organisations; for all others the words of the local rules count."""

    model = SafeguardingProcedure
    icon = "warning"
    menu_label = "Safeguarding procedures"
    menu_order = 172
    add_to_admin_menu = True
    list_display = ["organisation"]
    copy_view_enabled = False
