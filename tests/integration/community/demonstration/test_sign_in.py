from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.test import Client

from community.demonstration.checks import demonstration_is_off
from tests.factories.portal import UserFactory
from tests.personas import Cast

URLS = "tests.integration.community.demonstration.urls"


@pytest.fixture
def demonstration(settings: Any) -> None:
    settings.DEMONSTRATION = True
    settings.ROOT_URLCONF = URLS


@pytest.mark.parametrize("path", ["/demo/sign-in/", "/demo/outbox/", "/demo/portraits/maureen/"])
def test_outside_of_the_demonstration_there_is_nothing(cast: Cast, client: Client, path: str) -> None:
    assert client.post(path, {"email": "maureen@example.org"}).status_code in {403, 404, 405}
    assert client.get(path).status_code == 404
    assert client.post("/demo/sign-in/", {"email": "maureen@example.org"}).status_code == 404
    assert "_auth_user_id" not in client.session
    assert "in-my-words" not in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize(
    ("who", "there"),
    [("maureen", "/home/"), ("sunita", "/caseload/"), ("morag", "/home/"), ("ed", "/cms/"), ("pat", "/home/")],
)
def test_one_click_signs_in(cast: Cast, client: Client, demonstration: None, who: str, there: str) -> None:
    done = client.post("/demo/sign-in/", {"email": f"{who}@example.org"})
    assert done["Location"] == there
    assert client.session["_auth_user_id"] == str(getattr(cast, who).pk)
    assert client.get("/home/").status_code == 200


def test_it_counts_as_a_full_sign_in(cast: Cast, client: Client, demonstration: None) -> None:
    for _ in range(2):
        client.post("/demo/sign-in/", {"email": "sunita@example.org"})
    assert client.get("/joining-codes/").status_code == 200
    assert cast.sunita.authenticator_set.count() == 1


def test_it_goes_on_to_where_one_was_going(cast: Cast, client: Client, demonstration: None) -> None:
    inside = client.post("/demo/sign-in/", {"email": "maureen@example.org", "next": "/try/keep/"})
    assert inside["Location"] == "/try/keep/"
    outside = client.post("/demo/sign-in/", {"email": "maureen@example.org", "next": "https://evil.example/"})
    assert outside["Location"] == "/home/"


@pytest.mark.parametrize("email", ["real@council.gov.uk", "nobody@example.org", "", "x@example.org.evil.example"])
def test_nobody_else_comes_in_this_way(client: Client, db: None, demonstration: None, email: str) -> None:
    UserFactory(known_as="Real", email="real@council.gov.uk")
    UserFactory(known_as="X", email="x@example.org.evil.example")
    assert client.post("/demo/sign-in/", {"email": email}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_link_alone_signs_nobody_in(cast: Cast, client: Client, demonstration: None) -> None:
    assert client.get("/demo/sign-in/?email=maureen@example.org").status_code == 405


def test_the_sign_in_page_offers_the_cast(cast: Cast, client: Client, demonstration: None) -> None:
    text = client.get("/accounts/login/?next=/try/keep/").content.decode()
    assert 'name="email" value="maureen@example.org"' in text
    assert "71, writing her own plan" in text
    assert "in-my-words" in text
    assert 'name="next" value="/try/keep/"' in text
    assert 'value="gwen@example.org"' not in text


def test_the_outbox_shows_what_would_be_sent(
    client: Client, db: None, demonstration: None, settings: Any, tmp_path: Path
) -> None:
    settings.EMAIL_FILE_PATH = tmp_path
    assert "No emails yet." in client.get("/demo/outbox/").content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EmailMessage("The first", "Words: £5", to=["iris@example.org"]).send()
    EmailMessage("The second", "See http://127.0.0.1:8000/home/", to=["iris@example.org"]).send()
    text = client.get("/demo/outbox/").content.decode()
    assert "Words: £5" in text
    assert "iris@example.org" in text
    assert '<a href="http://127.0.0.1:8000/home/"' in text


def test_a_deployment_with_it_switched_on_is_refused(settings: Any) -> None:
    assert demonstration_is_off(None) == []
    settings.DEMONSTRATION = True
    [error] = demonstration_is_off(None)
    assert "anybody could sign in" in error.msg
    with pytest.raises(Exception, match="anybody could sign in"):
        call_command("check", "--deploy", "--tag", "security")


def test_the_command_refuses_other_settings(db: None) -> None:
    with pytest.raises(CommandError, match="never runs beside real people's data"):
        call_command("demo")


def test_portraits_are_the_casts_alone(client: Client, db: None, demonstration: None) -> None:
    assert client.get("/demo/portraits/maureen/")["Content-Type"] == "image/webp"
    assert client.get("/demo/portraits/..%2f..%2fpyproject/").status_code == 404
    assert client.get("/demo/portraits/stranger/").status_code == 404
