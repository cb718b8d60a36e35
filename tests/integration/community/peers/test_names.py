"""A chosen name: once a person, free regardless of case, and nothing that tells who somebody is."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from community.peers.models import ChosenName
from community.peers.policies import key_of
from community.peers.services import writing
from portal.access.decisions import Denied
from portal.accounts.models import User
from tests.factories.peers import approved, asked, named
from tests.factories.portal import UserFactory
from tests.personas import Cast, signed_in
from tests.valid_html import problems_of


@pytest.fixture
def maureen(db: None) -> User:
    return UserFactory(known_as="Maureen", full_name="Maureen Ashby", email="mo.ashby71@example.org")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Maureen Ashby", "tells who you are"),
        ("ashby, maureen", "tells who you are"),
        ("MaureenAshby", "tells who you are"),
        ("Mrs Ashby", "tells who you are"),
        ("mo.ashby71@example.org", "tells who you are"),
        ("Mo Ashby", "tells who you are"),
        ("Mo.Ashby.71", "tells who you are"),
        ("Moderator 7", "worked here"),
        ("Your Council", "worked here"),
        ("\u2800\u2800", "can read"),
        ("x", "can read"),
        ("x" * 31, "too long"),
    ],
)
def test_a_name_that_is_refused(maureen: User, now: datetime, name: str, why: str) -> None:
    with pytest.raises(Denied, match=why):
        writing.choose_name(name=name, by=maureen, at=now)
    assert not ChosenName.objects.exists()


@pytest.mark.parametrize("name", ["Runner Bean", "Mo", "Ash by the gate", "Grüße", "豆の花"])
def test_a_name_that_is_fine(maureen: User, now: datetime, name: str) -> None:
    assert writing.choose_name(name=name, by=maureen, at=now).name == name


@pytest.mark.parametrize("same", ["runner bean", "RUNNER  BEAN", "Runner-Bean", "ｒｕｎｎｅｒ bean"])
def test_two_people_never_have_the_same_name(maureen: User, now: datetime, same: str) -> None:
    other = UserFactory()
    writing.choose_name(name="Runner Bean", by=other, at=now)
    with pytest.raises(Denied, match="uses this name already"):
        writing.choose_name(name=same, by=maureen, at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChosenName.objects.create(user=maureen, name=same, key=key_of(same), chosen_at=now)
    # Given up, it is free again.
    writing.choose_name(name="Broad Bean", by=other, at=now)
    assert writing.choose_name(name=same, by=maureen, at=now).key == "runnerbean"


def test_what_was_written_carries_the_new_name(cast: Cast, now: datetime) -> None:
    named(cast.maureen, "Runner Bean")
    question = approved(asked(cast.maureen))
    writing.choose_name(name="Sweet Pea", by=cast.maureen, at=now)
    text = signed_in(cast.amira).get(question.get_absolute_url()).content.decode()
    assert "Sweet Pea" in text
    assert "Runner Bean" not in text
    assert ChosenName.objects.filter(user=cast.maureen).count() == 1


def test_the_page_says_what_the_name_is_for_and_why_one_is_refused(cast: Cast) -> None:
    browser = signed_in(cast.maureen)
    page = browser.get("/peers/name/?next=/peers/ask/").content.decode()
    assert problems_of(page) == []
    assert "Nobody here sees who you are" in page
    refused = browser.post("/peers/name/", {"name": "Maureen Example"}).content.decode()
    assert problems_of(refused) == []
    assert "This tells who you are" in refused
    assert browser.post("/peers/name/?next=/peers/ask/", {"name": "Runner Bean"})["Location"] == "/peers/ask/"
    assert browser.post("/peers/name/?next=//evil.example/", {"name": "Runner Bean"})["Location"] == "/peers/"


def test_reading_needs_no_name_and_writing_asks_for_one(cast: Cast) -> None:
    browser = signed_in(cast.maureen)
    assert browser.get("/peers/").status_code == 200
    assert browser.get("/peers/ask/")["Location"] == "/peers/name/?next=%2Fpeers%2Fask%2F"


def test_a_sign_that_is_written_out_as_many_is_too_long(maureen: User, now: datetime) -> None:
    with pytest.raises(Denied, match="too long"):
        writing.choose_name(name="\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 7, by=maureen, at=now)


def test_two_who_take_a_name_at_the_same_moment_read_that_it_is_taken(
    maureen: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing.choose_name(name="Runner Bean", by=UserFactory(), at=now)
    # As it was between the look and the taking.
    monkeypatch.setattr(writing, "check_name", lambda user, name: "runnerbean")
    with pytest.raises(Denied, match="already"):
        writing.choose_name(name="Runner Bean", by=maureen, at=now)
