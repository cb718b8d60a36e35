"""Pages that belong to no single slice."""

from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.test import Client, override_settings

from portal.accounts.models import User
from tests.personas import Cast, signed_in


def test_the_operator_sees_whether_the_process_lives_and_reaches_its_database(db: None, client: Client) -> None:
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").json() == {"status": "ready"}


def test_not_ready_while_the_database_is_away(db: None, client: Client) -> None:
    with patch.object(connection, "cursor", side_effect=OperationalError):
        response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (503, {"status": "not ready"})


def test_exit_this_page_ends_the_session_and_leaves_for_an_everyday_site(
    cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    client = browser_of(cast.maureen)
    key = client.session.session_key
    response = client.post("/exit/")
    assert (response.status_code, response["Location"]) == (303, settings.EXIT_TO)
    assert not Session.objects.filter(session_key=key).exists()
    assert client.get("/home/").status_code == 302


def test_the_site_one_leaves_for_is_allowed_by_the_content_security_policy(client: Client, db: None) -> None:
    policy = client.get("/health/live")["Content-Security-Policy"]
    form_action = next(part for part in policy.split(";") if part.strip().startswith("form-action"))
    assert settings.EXIT_TO in form_action


def test_nobody_leaves_by_a_link_that_somebody_sent(cast: Cast, browser_of: Callable[[User], Client]) -> None:
    client = browser_of(cast.maureen)
    assert client.get("/exit/").status_code == 405
    assert client.get("/home/").status_code == 200


def test_home_greets_by_the_name_people_chose_and_is_kept_by_no_cache(
    cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    response = browser_of(cast.maureen).get("/home/")
    assert "Hello Maureen" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_home_asks_strangers_to_sign_in(client: Client, db: None) -> None:
    response = client.get("/home/")
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/home/")


def test_leaving_works_from_a_page_that_has_gone_stale(cast: Cast) -> None:
    # Another window signed in since, so that the token in this page's form is not the browser's any more.
    client = signed_in(cast.maureen)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    response = strict.post("/exit/", {"csrfmiddlewaretoken": "x" * 64})
    assert (response.status_code, response["Location"]) == (303, settings.EXIT_TO)
    assert client.get("/home/").status_code == 302


def test_too_much_at_once_is_a_page_that_says_what_to_do(cast: Cast) -> None:
    with override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=10):
        response = signed_in(cast.maureen).post("/people/", {f"box-{number}": "x" for number in range(20)})
    assert response.status_code == 400
    text = response.content.decode()
    assert "<h1>We could not take that in</h1>" in text
    assert "Copy them first" in text


def test_a_buttons_address_is_no_dead_end(cast: Cast) -> None:
    for client, home in ((signed_in(cast.maureen), "/home/"), (Client(), "/")):
        response = client.get("/notices/read/")
        assert (response.status_code, response["Allow"]) == (405, "POST")
        text = response.content.decode()
        assert "This address belongs to a button. Nothing has changed" in text
        assert f'<a href="{home}">go to' in text


def test_signing_in_leads_back_to_the_page_of_the_button(cast: Cast) -> None:
    stranger = Client()
    response = stranger.post("/notices/read/", HTTP_REFERER="http://testserver/notices/?page=2#last")
    assert response["Location"] == "/accounts/login/?next=/notices/%3Fpage%3D2"
    assert "nothing has changed yet" in stranger.get(response["Location"]).content.decode()


@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/notices/", "http://testserver"])
def test_and_nowhere_else(cast: Cast, referer: str) -> None:
    response = Client().post("/notices/read/", HTTP_REFERER=referer)
    assert response["Location"] == "/accounts/login/?next=/notices/read/"
