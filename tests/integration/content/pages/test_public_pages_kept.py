"""Public pages are kept in memory, and never shown when they are old or to somebody else."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, Site

from content.pages.models import GuidanceIndexPage, GuidancePage, PublicState, StandingPage
from content.rules.models import HelpNumbers
from portal.accounts.models import User
from tests.personas import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]

URL = "/guidance/getting-help/"


def queries(client: Client, url: str = URL) -> int:
    with CaptureQueriesContext(connection) as found:
        client.get(url)
    return len(found)


def page() -> GuidancePage:
    return GuidancePage.objects.get(slug="getting-help")


def test_a_second_reader_gets_the_same_page_for_one_query(client: Client) -> None:
    first = client.get(URL)
    assert queries(client) == 1
    second = client.get(URL)
    assert second.content == first.content
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert second["Content-Type"] == first["Content-Type"]


def publish() -> None:
    changed = page()
    changed.summary = "Changed a moment ago."
    changed.save_revision().publish()


def unpublish() -> None:
    page().unpublish()


def delete() -> None:
    page().delete()


def rename() -> None:
    changed = page()
    changed.slug = "elsewhere"
    changed.save()


def restrict() -> None:
    PageViewRestriction.objects.create(page=page(), restriction_type="login")


def renumber() -> None:
    numbers = HelpNumbers.objects.get()
    numbers.council_line = "01632 960555"
    numbers.save()


@pytest.mark.parametrize("change", [publish, unpublish, delete, rename, restrict, renumber])
def test_a_change_shows_on_the_next_click(client: Client, change: Callable[[], None]) -> None:
    before = client.get(URL)
    client.get(URL)
    change()
    after = client.get(URL)
    assert (after.status_code, after.content) != (before.status_code, before.content)


def test_moving_a_page_shows_in_the_list(client: Client) -> None:
    before = client.get("/guidance/").content
    last = GuidanceIndexPage.objects.get().get_children().last()
    last.move(GuidanceIndexPage.objects.get(), "first-child")
    assert client.get("/guidance/").content != before


def test_read_next_of_another_page_forgets_what_went_offline(client: Client) -> None:
    client.get("/guidance/your-indicative-budget/")
    GuidancePage.objects.get(slug="how-plans-are-agreed").unpublish()
    assert "How plans are agreed</a></li>" not in client.get("/guidance/your-indicative-budget/").content.decode()


def test_a_change_that_was_rolled_back_is_never_shown(client: Client) -> None:
    before = client.get(URL).content
    with transaction.atomic():
        publish()
        during = client.get(URL).content
        transaction.set_rollback(True)
    assert b"Changed a moment ago." in during
    assert client.get(URL).content == before


def test_whoever_signed_in_gets_a_page_of_their_own(
    client: Client, cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    kept = client.get(URL).content.decode()
    mine = browser_of(cast.maureen).get(URL)
    assert "Sign out" in mine.content.decode()
    assert "Sign out" not in kept
    assert "no-store" in mine["Cache-Control"]
    assert client.get(URL).content.decode() == kept


def test_a_page_made_for_a_session_is_not_kept(
    client: Client, cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    browser_of(cast.maureen).get("/guidance/your-social-worker/")
    assert "Sign out" not in client.get("/guidance/your-social-worker/").content.decode()


@pytest.mark.parametrize("url", ["/guidance/if-things-get-worse/", "/search/", "/accounts/login/"])
def test_nothing_else_is_kept(client: Client, url: str) -> None:
    for _ in range(2):
        response = client.get(url)
        assert not getattr(response, "is_public_page", False)
        assert response.templates, "an answer from memory has no templates"


def test_a_query_a_post_and_another_host_are_answered_afresh(client: Client) -> None:
    client.get(URL)
    assert queries(client, f"{URL}?view=easy-read") > 1
    assert "Easy Read</p>" in client.get(f"{URL}?view=easy-read").content.decode()
    assert "Easy Read</p>" not in client.get(URL).content.decode()
    assert client.get(URL, headers={"host": "evil.example.org"}).status_code == 400


def test_a_page_that_is_not_there_is_not_kept(client: Client) -> None:
    assert client.get("/guidance/brand-new/").status_code == 404
    new = GuidancePage(title="Brand new", slug="brand-new", summary="New.", body="[]")
    GuidanceIndexPage.objects.get().add_child(instance=new)
    assert client.get("/guidance/brand-new/").status_code == 200


def test_the_mark_changes_with_the_site_and_with_nothing_personal(cast: Cast) -> None:
    before = PublicState.objects.get().generation
    cast.maureen.known_as = "Mo"
    cast.maureen.save()
    assert PublicState.objects.get().generation == before
    Site.objects.get().save()
    assert PublicState.objects.get().generation != before
    assert StandingPage.objects.exists() and Page.objects.exists()
