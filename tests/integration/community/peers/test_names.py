"""A chosen name: once a person, free regardless of case, and nothing that tells who somebody is."""

from datetime import datetime
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.peers.models import ChosenName, Naming, Post
from community.peers.names import key_of
from community.peers.services import moderating, naming
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notifications.models import Notice
from portal.relationships.services import give_joining_code, redeem_joining_code
from tests.factories.peers import a_moderator, approved, asked, let_moderate, named, waiting_of
from tests.factories.portal import UserFactory
from tests.factories.volunteers import make_match
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
        naming.choose_name(name=name, by=maureen, at=now)
    assert not ChosenName.objects.exists()


@pytest.mark.parametrize("name", ["Runner Bean", "Mo", "Ash Tree", "Grüße", "豆の花"])
def test_a_name_that_is_fine(maureen: User, now: datetime, name: str) -> None:
    assert naming.choose_name(name=name, by=maureen, at=now).name == name


@pytest.mark.parametrize(
    "same",
    [
        "runner bean",
        "RUNNER  BEAN",
        "Runner-Bean",
        "ｒｕｎｎｅｒ bean",
        "Runner Bеаn",
        "Rúnner Bean",
        "Runner\u200b Bean",
    ],
)
def test_two_people_never_have_the_same_name(maureen: User, now: datetime, same: str) -> None:
    other = UserFactory()
    naming.choose_name(name="Runner Bean", by=other, at=now)
    with pytest.raises(Denied, match="has this name"):
        naming.choose_name(name=same, by=maureen, at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChosenName.objects.create(user=maureen, name=same, key=key_of(same), chosen_at=now)
    # Given up, it is free again.
    naming.choose_name(name="Broad Bean", by=other, at=now)
    assert naming.choose_name(name=same, by=maureen, at=now).key == "runnerbean"


def seen(cast: Cast, question: Post) -> str:
    text: str = signed_in(cast.amira).get(question.get_absolute_url()).content.decode()
    assert problems_of(text) == []
    return text


def test_a_new_name_stands_on_what_was_written_once_a_moderator_has_looked_at_it(cast: Cast, now: datetime) -> None:
    named(cast.maureen, "Runner Bean")
    moderator = a_moderator()
    question = approved(asked(cast.maureen), moderator)
    browser = signed_in(cast.maureen)
    Notice.objects.all().delete()
    told = browser.post("/peers/name/", {"name": "Gwen Hart"}, follow=True).content.decode()
    assert "A moderator looks at “Gwen Hart” first." in told
    assert "Runner Bean" in seen(cast, question)
    assert "Gwen Hart" not in seen(cast, question)
    assert "Gwen Hart" in browser.get("/peers/mine/").content.decode()
    assert Notice.objects.get().user == moderator
    work = signed_in(moderator)
    waiting = work.get("/peers/moderation/").content.decode()
    assert problems_of(waiting) == []
    path = f"/peers/moderation/names/{Naming.objects.get().uuid}/"
    assert path in waiting
    assert "1 thing waits" in work.get("/home/").content.decode()
    page = work.get(path).content.decode()
    assert problems_of(page) == []
    assert "Maureen" not in page
    assert "Write why" in work.post(path, {"decision": "another_name", "why": " "}).content.decode()
    why = "This could be somebody’s real name."
    assert work.post(path, {"decision": "another_name", "why": why})["Location"] == "/peers/moderation/"
    again = work.post(path, {"decision": "approve", "why": "Words to keep"}).content.decode()
    assert "Somebody has looked at this meanwhile" in again
    assert "Words to keep" in again
    mine = browser.get("/peers/mine/").content.decode()
    assert "Please choose another name" not in mine
    assert "or keep <b>Runner Bean</b>" in mine
    assert why in mine
    assert "asked you for another name" in browser.post("/peers/name/", {"name": "gwen hart"}).content.decode()
    browser.post("/peers/name/", {"name": "Sweet Pea"})
    naming.approve_name(naming=Naming.objects.get(outcome=""), by=moderator, at=timezone.now())
    assert "Sweet Pea" in seen(cast, question)
    assert "Runner Bean" not in seen(cast, question)
    assert why not in browser.get("/peers/mine/").content.decode()
    assert not Event.objects.filter(verb__startswith="peer name").exclude(person_id=None).exists()


def test_a_name_that_waits_is_taken_and_may_be_replaced_or_taken_back(cast: Cast, now: datetime) -> None:
    named(cast.maureen, "Runner Bean")
    approved(asked(cast.maureen))
    for name in ("Sweet Pea", "Sweet Pea", "Broad Bean"):
        naming.choose_name(name=name, by=cast.maureen, at=now)
    assert list(Naming.objects.values_list("name", "outcome")) == [("Sweet Pea", "replaced"), ("Broad Bean", "")]
    with pytest.raises(Denied, match="has this name"):
        naming.choose_name(name="broad bean", by=cast.amira, at=now)
    naming.choose_name(name="Runner Bean", by=cast.maureen, at=now)
    assert not Naming.objects.filter(outcome="").exists()


def test_the_first_name_goes_with_the_first_words_that_are_looked_at(cast: Cast, now: datetime) -> None:
    moderator = a_moderator()
    named(cast.maureen, "Runner Bean")
    question = asked(cast.maureen)
    look = f"/peers/moderation/{question.uuid}/"
    assert "Nobody has seen the name" in signed_in(moderator).get(look).content.decode()
    # Nobody has seen it, so it changes at once; and the page that the moderator has open is too old.
    naming.choose_name(name="Sunita lies", by=cast.maureen, at=now)
    decision = {"decision": "approve", "seen": waiting_of(question), "named": "Runner Bean", "read_to": "0"}
    assert "The name has changed" in signed_in(moderator).post(look, decision).content.decode()
    assert not Post.objects.get().is_shown
    asking = {**decision, "decision": "another_name", "named": "Sunita lies", "why": "It names somebody."}
    signed_in(moderator).post(look, asking)
    voice = ChosenName.objects.get()
    assert voice.name.startswith("Somebody ")
    assert "It names somebody." in signed_in(cast.maureen).get("/peers/mine/").content.decode()
    assert "Sunita lies" in signed_in(cast.maureen).get("/peers/name/").content.decode()
    approved(question, moderator)
    assert voice.name in seen(cast, question)
    assert "Sunita" not in seen(cast, question)


def test_a_name_that_others_see_can_be_put_out_of_use_at_once(cast: Cast, now: datetime) -> None:
    moderator = a_moderator()
    named(cast.maureen, "Ring 07700 900123")
    question = approved(asked(cast.maureen), moderator)
    asking = {"decision": "another_name", "named": "Ring 07700 900123", "why": "No numbers, please."}
    for _ in range(2):
        signed_in(moderator).post(f"/peers/moderation/{question.uuid}/", asking)
    assert "07700" not in seen(cast, question)
    assert Naming.objects.count() == 1
    with pytest.raises(Denied, match="asked you for another"):
        naming.choose_name(name="ring 07700900123", by=cast.maureen, at=now)


def test_nobody_looks_at_their_own_name_and_only_moderators_look(cast: Cast, now: datetime) -> None:
    moderator = a_moderator()
    a_moderator()
    named(moderator, "Runner Bean")
    approved(asked(moderator))
    naming.choose_name(name="Sweet Pea", by=moderator, at=now)
    path = f"/peers/moderation/names/{Naming.objects.get().uuid}/"
    for user in (moderator, cast.maureen, cast.sunita, cast.dee, cast.ed):
        assert signed_in(user).get(path).status_code == 404
        assert signed_in(user).post(path, {"decision": "approve"}).status_code == 404
        with pytest.raises(Denied):
            naming.approve_name(naming=Naming.objects.get(), by=user, at=now)
    assert "Sweet Pea" not in signed_in(moderator).get("/peers/moderation/").content.decode()


def test_a_name_that_tells_who_somebody_is_once_their_account_has_its_full_name_goes(cast: Cast, now: datetime) -> None:
    newcomer = UserFactory(known_as="Gwen", full_name="Gwen")
    named(newcomer, "Mrs Hart")
    question = approved(asked(newcomer))
    naming.choose_name(name="Hart and Soul", by=newcomer, at=now)
    _, code = give_joining_code(by=cast.sunita, at=now)
    redeem_joining_code(code=code, by=newcomer, at=now, full_name="Gwen Hart")
    text = seen(cast, question)
    assert "Hart" not in text
    assert "Somebody " in text
    assert not Naming.objects.filter(outcome="").exists()
    mine = signed_in(newcomer).get("/peers/mine/").content.decode()
    assert problems_of(mine) == []
    assert "Please choose another name" in mine
    assert "because it tells who you are now. No moderator knows your name." in mine
    assert "A moderator wrote to you" not in mine


def test_who_has_a_name_that_tells_by_now_chooses_another_before_writing(cast: Cast, now: datetime) -> None:
    named(cast.maureen, "Runner Bean")
    User.objects.filter(pk=cast.maureen.pk).update(full_name="Maureen Bean")
    with pytest.raises(Denied, match="Your name here tells who you are"):
        asked(User.objects.get(pk=cast.maureen.pk))


def test_names_are_tried_twenty_times_a_day(cast: Cast) -> None:
    browser = signed_in(cast.maureen)
    for number in range(20):
        browser.post("/peers/name/", {"name": f"Broad Bean {number}"})
    refused = browser.post("/peers/name/", {"name": "Sweet Pea"}).content.decode()
    assert "Try again tomorrow" in refused
    assert ChosenName.objects.get().name == "Broad Bean 19"


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
        naming.choose_name(name="\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 7, by=maureen, at=now)


def test_two_who_take_a_name_at_the_same_moment_read_that_it_is_taken(
    maureen: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    naming.choose_name(name="Runner Bean", by=UserFactory(), at=now)
    # As it was between the look and the taking.
    monkeypatch.setattr(naming, "check_name", lambda user, name: "runnerbean")
    with pytest.raises(Denied, match="has this name"):
        naming.choose_name(name="Runner Bean", by=maureen, at=now)


def test_who_knows_the_author_gets_no_new_name_of_theirs_as_long_as_nobody_has_read_them(
    cast: Cast, now: datetime
) -> None:
    moderator, knows = a_moderator(), UserFactory(volunteer=True)
    let_moderate(knows)
    make_match(cast.maureen, knows)
    named(cast.maureen, "Gwen Hart")
    question = asked(cast.maureen)
    moderating.ask_for_another_name(post=question, named="Gwen Hart", why="A real name.", by=moderator, at=now)
    Notice.objects.all().delete()
    naming.choose_name(name="Sweet Pea", by=cast.maureen, at=timezone.now())
    waiting = Naming.objects.get(outcome="")
    path = f"/peers/moderation/names/{waiting.uuid}/"
    assert {notice.user for notice in Notice.objects.all()} == {moderator}
    assert "Sweet Pea" not in signed_in(knows).get("/peers/moderation/").content.decode()
    assert signed_in(knows).get(path).status_code == 404
    with pytest.raises(Denied, match="you know who wrote it"):
        naming.approve_name(naming=waiting, by=knows, at=now)
    assert signed_in(moderator).get(path).status_code == 200
    # Once others read the words, the name on them is open to all who moderate.
    approved(question, moderator)
    assert "Sweet Pea" in signed_in(knows).get("/peers/moderation/").content.decode()


def test_a_name_that_was_approved_last_ends_what_was_asked_before(cast: Cast) -> None:
    moderator = a_moderator()
    named(cast.maureen, "Runner Bean")
    question = approved(asked(cast.maureen), moderator)
    naming.choose_name(name="Sweet Pea", by=cast.maureen, at=timezone.now())
    moderating.ask_for_another_name(
        post=question, named="Runner Bean", why="Of a shop here.", by=moderator, at=timezone.now()
    )
    browser = signed_in(cast.maureen)
    assert "Of a shop here." in browser.get("/peers/mine/").content.decode()
    naming.approve_name(naming=Naming.objects.get(outcome=""), by=moderator, at=timezone.now())
    assert "Please choose" not in browser.get("/peers/mine/").content.decode()
    assert browser.get("/peers/name/").context["standing"].to_go_on_from == "Sweet Pea"


def test_who_keeps_their_name_reads_no_more_of_the_one_that_was_refused(cast: Cast) -> None:
    moderator = a_moderator()
    named(cast.maureen, "Runner Bean")
    approved(asked(cast.maureen), moderator)
    naming.choose_name(name="Runner Bean!!", by=cast.maureen, at=timezone.now())
    waiting = Naming.objects.get(outcome="")
    naming.send_name_back(naming=waiting, why="No shouting, please.", by=moderator, at=timezone.now())
    with pytest.raises(Denied, match="asked you for another name"):
        naming.choose_name(name="Runner Bean!!", by=cast.maureen, at=timezone.now())
    browser = signed_in(cast.maureen)
    assert "No shouting, please." in browser.get("/peers/mine/").content.decode()
    browser.post("/peers/name/", {"name": "Runner Bean"})
    assert "No shouting, please." not in browser.get("/peers/mine/").content.decode()
    assert ChosenName.objects.get().name == "Runner Bean"


def test_a_key_for_which_there_is_no_room_stays_as_it_was(maureen: User, now: datetime) -> None:
    name = "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 4 + "\N{HANGUL SYLLABLE GAG}" * 26
    ChosenName.objects.create(user=maureen, name=name, key="before", chosen_at=now)
    carrying = import_module("community.migrations.0014_names_pages_and_reports_looked_at")
    carrying.carry_over(apps, SimpleNamespace(execute=lambda statement: None))
    assert ChosenName.objects.get().key == "before"
