"""Editors, and nobody else, reach the CMS and change what readers see."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from content.pages.models import GuidancePage, HomePage
from portal.accounts.models import User
from portal.accounts.services import make_editor
from tests.personas import Cast, everybody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]

Browser = Callable[[User], Client]


def places() -> list[str]:
    page = GuidancePage.objects.get(slug="getting-help")
    return [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:edit", args=[HomePage.objects.get().pk]),
        reverse("wagtailsettings:edit", args=["content", "helpnumbers"]),
    ]


def test_an_editor_opens_all_of_it(cast: Cast, browser_of: Browser) -> None:
    make_editor(cast.ed)
    browser = browser_of(cast.ed)
    for place in places():
        response = browser.get(place, follow=True)
        assert response.status_code == 200, place
        assert "In My Words" in response.content.decode()
    assert "Getting help" in browser.get(places()[2]).content.decode()


def test_nobody_else_reaches_any_of_it(cast: Cast, browser_of: Browser) -> None:
    for name, user in everybody(cast).items():
        if user == cast.ed:
            continue
        browser = browser_of(user)
        for place in places():
            response = browser.get(place)
            assert response.status_code == 404, (name, place)
            assert "Getting help" not in response.content.decode()


def test_a_signed_out_visitor_is_asked_to_sign_in(client: Client) -> None:
    for place in places():
        response = client.get(place)
        assert response.status_code == 302
        assert "login" in response["Location"]


def test_the_cms_carries_our_name_and_mark(cast: Cast, browser_of: Browser) -> None:
    make_editor(cast.ed)
    page = browser_of(cast.ed).get(reverse("wagtailadmin_home")).content.decode()
    assert "portal/img/mark.svg" in page
    assert "- In My Words</title>" in " ".join(page.split())


def test_an_editor_changes_the_help_numbers_for_every_page(cast: Cast, browser_of: Browser, client: Client) -> None:
    make_editor(cast.ed)
    assert "01632 960111" in client.get("/").content.decode()
    url = browser_of(cast.ed).get(places()[4], follow=True).redirect_chain[-1][0]
    response = browser_of(cast.ed).post(
        url,
        {
            "council_line": "01632 960777",
            "council_hours": "Always",
            "out_of_hours": "",
            "crisis_line": "",
            "crisis_name": "",
            "text_number": "",
            "bsl_url": "",
            "languages_url": "",
            "visits_url": "",
            "post_address": "",
        },
    )
    assert response.status_code == 302
    for address in ("/", "/guidance/", "/search/"):
        page = client.get(address).content.decode()
        assert "01632 960777" in page
        assert "01632 960111" not in page.split("imw-footer__numbers")[1]
