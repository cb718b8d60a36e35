"""Pages that belong to no single slice."""

from collections.abc import Callable
from unittest.mock import patch

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.test import Client

from portal.accounts.models import User
from tests.personas import Cast


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
