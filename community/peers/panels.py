"""Where questions and answers show on other pages, and in the CMS."""

from typing import Any

from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.signals import page_published

from community.organisations.models import Organisation
from community.peers.queries import READERS, moderates, own_peers, what_waits
from community.peers.services.moderating import end_with_their_place
from community.peers.services.naming import look_again
from community.peers.services.pages import may_be_published
from community.peers.services.waiting import naming_path
from community.peers.views import cms
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.shell.navigation import Entry
from portal.shell.panels import Panel


@hooks.register("register_home_panel")
def at_home(request: HttpRequest) -> list[Panel]:
    """The way in; for moderators, how much waits."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User) or not user.is_active:
        return []
    panels = []
    if moderates(user, at=at):
        waits = what_waits(user).count()
        panels.append(Panel("community/peers/home_waiting.html", order=20, context={"waits": waits}))
    if user.role in READERS:
        own = list(own_peers(user, at)) if user.role == Role.VOLUNTEER else []
        panels.append(Panel("community/peers/home_panel.html", order=70, context={"own": own}))
    return panels


@hooks.register("register_help_panel")
def beside_requests(request: HttpRequest) -> list[Panel]:
    """Where somebody asks an organisation for help: others can be asked, too."""
    if not isinstance(request.user, User) or request.user.role not in READERS:
        return []
    return [Panel("community/peers/help_line.html", order=80)]


@hooks.register("register_way_to_help")
def from_peers(request: HttpRequest) -> list[Entry]:
    """For whom somebody stepped back from."""
    return [Entry("Find somebody who has been there", reverse("peer_supporters"), order=20)]


@hooks.register("register_organisation_place")
def moderators_place(request: HttpRequest, organisation: Organisation) -> list[Entry]:
    """Where a coordinator names moderators."""
    return [Entry("Moderators", naming_path(organisation), order=40)]


hooks.register("register_volunteer_left", end_with_their_place)
hooks.register("register_name_changed", look_again)


@hooks.register("before_publish_page")
def wanted_still(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A page whose author has taken back their yes is not published again."""
    if may_be_published(page):
        return None
    messages.error(request, "Whoever wrote this wants the page gone. It cannot be published any more.")
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@receiver(page_published)
def not_again(sender: type[Page], instance: Page, **about: Any) -> None:
    """Nor by any other way: a chosen time, or several pages at once."""
    if not may_be_published(instance):
        instance.unpublish()


class ForEditors(MenuItem):
    """A way in that editors see."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_authenticated and request.user.role == Role.EDITOR)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Below /cms/."""
    return [
        path("answers/", cms.worth_a_page, name="peers_cms"),
        path("answers/<uuid:token>/ask/", cms.ask_author, name="peers_cms_ask"),
        path("answers/<uuid:token>/page/", cms.make_page, name="peers_cms_page"),
    ]


@hooks.register("register_admin_menu_item")
def way_in() -> Any:
    """In the main menu."""
    return ForEditors("Answers that helped", reverse("peers_cms"), icon_name="help", order=175)
