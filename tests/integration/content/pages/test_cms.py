"""Editors, and nobody else, reach the CMS and change what readers see."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Collection

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


def photo_with_a_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "CANARY camera"
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)}
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def put(browser: Client, where: str, name: str, content: bytes) -> dict[str, Any]:
    """What the CMS says to a file that an editor drops on a page."""
    sent = {"title": name, "collection": Collection.get_first_root_node().pk}
    file = {"files[]": SimpleUploadedFile(name, content)}
    response = browser.post(reverse(where), sent | file, HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    said: dict[str, Any] = response.json()
    return said


def test_a_picture_of_the_cms_keeps_no_place_nor_do_its_small_versions(cast: Cast, browser_of: Browser) -> None:
    make_editor(cast.ed)
    said = put(browser_of(cast.ed), "wagtailimages:add_multiple", "garden.jpg", photo_with_a_place())
    picture = get_image_model().objects.get(pk=said["image_id"])
    assert (picture.width, picture.height) == (900, 600)
    for stored in (picture.file, picture.get_rendition("width-400").file):
        with stored.open("rb") as opened:
            content = opened.read()
        assert b"CANARY" not in content
        assert not Image.open(io.BytesIO(content)).getexif()


@pytest.mark.parametrize(
    ("where", "name", "content"),
    [
        ("wagtailimages:add_multiple", "drawing.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"),
        ("wagtailimages:add_multiple", "drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("wagtaildocs:add_multiple", "page.html", b"<script>alert(1)</script>"),
        ("wagtaildocs:add_multiple", "drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("wagtaildocs:add_multiple", "game.exe", b"MZ" + bytes(100)),
    ],
)
def test_files_that_could_run_are_not_taken(
    cast: Cast, browser_of: Browser, where: str, name: str, content: bytes
) -> None:
    make_editor(cast.ed)
    assert put(browser_of(cast.ed), where, name, content)["success"] is False


def test_a_leaflet_is_taken(cast: Cast, browser_of: Browser) -> None:
    make_editor(cast.ed)
    assert put(browser_of(cast.ed), "wagtaildocs:add_multiple", "leaflet.pdf", b"%PDF-1.7 ...")["success"] is True


def test_a_form_that_came_without_its_boxes_changes_nothing(cast: Cast, browser_of: Browser) -> None:
    make_editor(cast.ed)
    page = GuidancePage.objects.get(slug="getting-help")
    sent = {"title": "Without a body", "slug": page.slug, "summary": "Nothing", "action-publish": "1"}
    response = browser_of(cast.ed).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)
    assert response.status_code == 400
    assert "it did not reach us whole. Nothing has changed." in response.content.decode()
    page.refresh_from_db()
    assert page.title == "Getting help"
