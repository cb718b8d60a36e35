"""The first pages are made once, and the editors' work stays as it is."""

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Collection, GroupPagePermission, Locale, Page, Site

from content.pages.models import GuidanceIndexPage, GuidancePage, HomePage, StoryPage
from content.rules.models import HelpNumbers

pytestmark = pytest.mark.django_db


def seed() -> None:
    call_command("seed_pages", verbosity=0)


def test_a_second_run_makes_nothing(seeded: None) -> None:
    before = sorted(Page.objects.values_list("pk", "latest_revision"))
    seed()
    assert sorted(Page.objects.values_list("pk", "latest_revision")) == before
    assert HelpNumbers.objects.count() == 1


def test_wagtails_welcome_page_gives_way_to_ours(seeded: None, client: Client) -> None:
    assert Site.objects.get().root_page.specific == HomePage.objects.get()
    assert not Page.objects.filter(title__icontains="Welcome to your new Wagtail").exists()
    assert "Start your plan" in client.get("/").content.decode()


def test_a_flushed_database_is_filled_from_nothing(client: Client) -> None:
    Site.objects.all().delete()
    Page.objects.all().delete()
    Collection.objects.all().delete()
    Locale.objects.all().delete()
    seed()
    assert "Start your plan" in client.get("/").content.decode()
    assert client.get("/guidance/your-indicative-budget/").status_code == 200
    assert GuidancePage.objects.live().count() == 12
    assert StoryPage.objects.live().count() == 2


def test_an_editors_text_title_and_address_survive_a_second_run(seeded: None, client: Client) -> None:
    page = GuidancePage.objects.get(slug="getting-help")
    page.title, page.slug, page.summary = "Who helps", "who-helps", "An editor wrote this."
    page.save_revision().publish()
    home = HomePage.objects.get()
    home.hero_heading = "Another heading"
    home.save_revision().publish()
    seed()
    assert GuidancePage.objects.count() == 12
    assert "An editor wrote this." in client.get("/guidance/who-helps/").content.decode()
    assert client.get("/guidance/getting-help/").status_code == 404
    assert "Another heading" in client.get("/").content.decode()


def test_a_page_that_an_editor_took_offline_stays_offline(seeded: None, client: Client) -> None:
    GuidancePage.objects.get(slug="getting-help").unpublish()
    seed()
    assert client.get("/guidance/getting-help/").status_code == 404


def test_only_the_page_that_is_missing_comes_back(seeded: None, client: Client) -> None:
    kept = GuidancePage.objects.get(slug="your-social-worker").pk
    GuidancePage.objects.get(slug="getting-help").delete()
    seed()
    assert client.get("/guidance/getting-help/").status_code == 200
    assert GuidancePage.objects.get(slug="your-social-worker").pk == kept


def test_an_editors_numbers_survive_a_second_run(seeded: None) -> None:
    HelpNumbers.objects.update(council_line="01632 960999")
    seed()
    assert HelpNumbers.objects.get().council_line == "01632 960999"


def test_editors_get_their_rights_over_pages(seeded: None) -> None:
    rights = GroupPagePermission.objects.filter(group__name="Editors").values_list("permission__codename", flat=True)
    assert {"add_page", "change_page", "publish_page"} <= set(rights)
    assert GuidanceIndexPage.objects.get().get_children().live().count() == 12
