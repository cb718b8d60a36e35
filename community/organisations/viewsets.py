"""The directory in the CMS."""

from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from community.organisations.models import Organisation, Place, TaxonomyTerm


class OrganisationViewSet(SnippetViewSet):
    """The entries: written here, or proposed by coordinators and approved here."""

    model = Organisation
    icon = "group"
    menu_label = "Organisations"
    list_display = ["name", "city", "on_portal"]
    search_fields = ["name", "city", "summary"]
    ordering = ["name"]


class TaxonomyTermViewSet(SnippetViewSet):
    """Kinds of help, languages, and the other lists one can choose from."""

    model = TaxonomyTerm
    icon = "tag"
    menu_label = "Words of the directory"
    list_display = ["name", "taxonomy", "order"]
    list_filter = ["taxonomy"]


class PlaceViewSet(SnippetViewSet):
    """Where towns and postcode districts are."""

    model = Place
    icon = "site"
    menu_label = "Places"
    list_display = ["name", "kind"]
    list_filter = ["kind"]
    search_fields = ["name"]


class DirectoryGroup(SnippetViewSetGroup):
    """One entry of the CMS menu for all of the directory."""

    menu_label = "Directory of help"
    menu_icon = "group"
    menu_order = 170
    items = (OrganisationViewSet, TaxonomyTermViewSet, PlaceViewSet)
