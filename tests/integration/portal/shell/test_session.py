"""How long a sign-in lasts, and what the page that warns of its end asks for."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.shell.session import USED_AT
from tests.personas import Cast

JSON = {"Accept": "application/json"}


@pytest.fixture
def maureen(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.maureen)


def used_last(client: Client, ago: timedelta) -> None:
    session = client.session
    session[USED_AT] = (timezone.now() - ago).timestamp()
    session.save()
    Session.objects.update(expire_date=timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE) - ago)


def left(client: Client) -> int:
    return int(client.get("/session/", headers=JSON).json()["seconds"])


def test_opening_pages_moves_the_end_and_asking_for_it_does_not(maureen: Client) -> None:
    used_last(maureen, timedelta(hours=11))
    assert left(maureen) == pytest.approx(3600, abs=5)
    assert left(maureen) == pytest.approx(3600, abs=5)
    maureen.get("/documents/")
    assert left(maureen) == pytest.approx(settings.SESSION_COOKIE_AGE, abs=5)
    ends = Session.objects.get(session_key=maureen.session.session_key).expire_date
    assert ends - timezone.now() > timedelta(hours=11, minutes=59)


def test_page_after_page_writes_nothing_down(maureen: Client) -> None:
    maureen.get("/documents/")
    before = maureen.session[USED_AT]
    maureen.get("/documents/")
    assert maureen.session[USED_AT] == before


def test_staying_signed_in(maureen: Client) -> None:
    used_last(maureen, timedelta(hours=11, minutes=57))
    said = maureen.post("/session/", headers=JSON).json()
    assert said["seconds"] == pytest.approx(settings.SESSION_COOKIE_AGE, abs=5)
    # Without a script: back to where one was, and nowhere else.
    assert maureen.post("/session/", {"next": "/documents/"})["Location"] == "/documents/"
    assert maureen.post("/session/", {"next": "https://evil.example/"})["Location"] == "/home/"


def test_the_warning_is_on_every_page_of_who_is_signed_in_and_on_no_other(maureen: Client, client: Client) -> None:
    used_last(maureen, timedelta(hours=1))
    page = maureen.get("/documents/").content.decode()
    assert 'data-session="/session/"' in page
    assert "Stay signed in" in page
    assert "data-session" not in client.get("/accounts/login/").content.decode()
    signed_out = client.get("/session/", headers=JSON)
    assert signed_out.status_code == 302
    assert "/accounts/login/" in signed_out["Location"]
