"""The directory in the CMS."""

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from community.organisations.forms import FollowsAddress
from community.organisations.models import Organisation, Place, TaxonomyTerm


class OrganisationForm(FollowsAddress, WagtailAdminModelForm):
    """What an editor changes of an entry."""


class OrganisationViewSet(SnippetViewSet):
    """The entries: written here, or proposed by coordinators and approved here."""

    model = Organisation
    icon = "group"
    menu_label = "Organisations"
    list_display = ["name", "city", "on_portal"]
    search_fields = ["name", "city", "summary"]
    ordering = ["name"]
    edit_handler = ObjectList(Organisation.panels, base_form_class=OrganisationForm)
    # A copy would be known by the same identity.
    copy_view_enabled = False


class TaxonomyTermViewSet(SnippetViewSet):
    """Kinds of help, languages, and the other lists one can choose from."""

    model = TaxonomyTerm
    icon = "tag"
    menu_label = "Words of the directory"
    list_display = ["name", "taxonomy", "order"]
    list_filter = ["taxonomy"]
    copy_view_enabled = False


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
