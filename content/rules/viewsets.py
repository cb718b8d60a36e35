"""Local rules in the CMS."""

from wagtail.snippets.views.snippets import SnippetViewSet

from content.rules.models import EmployerRates


class EmployerRatesViewSet(SnippetViewSet):
    """The list and the editor of what an employer pays, a row for each tax year, in the main menu."""

    model = EmployerRates
    icon = "calendar-alt"
    menu_label = "Rates for employers"
    menu_order = 160
    add_to_admin_menu = True
    list_display = ["__str__", "wage_21", "ni_percent", "holiday_weeks"]
    ordering = ["-starts_on"]
