"""Nothing of a worry shows to the person, to anybody around them, or to who is not there for it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.help_requests.models import Helping
from community.organisations.models import Membership, Organisation
from community.worries.enums import Step
from community.worries.models import Worry, WorryEntry
from community.worries.services import take_step
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.organisations import let_coordinate, make_organisation
from tests.factories.portal import UserFactory
from tests.factories.volunteers import make_volunteer
from tests.integration.community.worries.conftest import DONE, same_but_for_tokens, text_of, typed
from tests.personas import Cast, everybody

pytestmark = pytest.mark.django_db


def test_the_audit_names_no_person_and_holds_no_words(cast: Cast, worry: Worry, dee: Client) -> None:
    dee.get(worry.get_absolute_url())
    dee.post(worry.get_absolute_url(), {"step": "done", "words": DONE})
    found = Event.objects.filter(object_type="worry")
    assert {event.verb for event in found} == {"worry written", "worry looked after"}
    for event in found:
        assert event.person_id is None
        assert str(cast.maureen.pk) not in {str(value) for value in event.detail.values()}
        assert "bruises" not in str(event.detail)


def test_nothing_of_it_shows_to_the_person_or_anybody_around_them(
    cast: Cast, worry: Worry, helping: Helping, browser_of: Callable[[User], Client], dee: Client
) -> None:
    dee.get(worry.get_absolute_url())
    take_step(worry=worry, step=Step.DONE, words=DONE, by=cast.dee, at=timezone.now())
    hers = (
        "/home/",
        "/people/",
        "/people/who-looked/",
        "/notices/",
        "/messages/",
        "/help/",
        helping.request.get_absolute_url(),
        reverse("match", args=[helping.match.uuid]),
        reverse("help_receipt", args=[helping.request.uuid]),
        reverse("help_receipt_text", args=[helping.request.uuid]),
        "/search/?q=left+arm",
    )
    for name, user in everybody(cast).items():
        if name in ("dee", "pat"):
            continue
        client = browser_of(user)
        for address in hers:
            response = client.get(address)
            # Her own pages are there; to others the most of them are not.
            assert response.status_code == 200 or name != "maureen", address
            text = response.content.decode()
            assert "bruises" not in text, (name, address)
            assert str(worry.uuid) not in text, (name, address)
            assert DONE not in text, (name, address)
        for address in (
            worry.get_absolute_url(),
            reverse("worries", args=[worry.organisation.uuid]),
            reverse("own_worry", args=[worry.uuid]),
        ):
            assert client.get(address).status_code == 404, (name, address)
            assert client.post(address, {"step": "closed"}).status_code in (404, 405), (name, address)
    assert WorryEntry.objects.count() == 1


def test_her_pages_are_the_same_with_and_without_it(
    cast: Cast, helping: Helping, pat: Client, dee: Client, lead: User, browser_of: Callable[[User], Client]
) -> None:
    maureen = browser_of(cast.maureen)
    pages = (
        "/home/",
        "/people/",
        "/people/who-looked/",
        "/help/",
        helping.request.get_absolute_url(),
        reverse("match", args=[helping.match.uuid]),
        reverse("help_receipt", args=[helping.request.uuid]),
        reverse("help_receipt_text", args=[helping.request.uuid]),
    )
    pat.get("/helping/worried/")
    before = [same_but_for_tokens(text_of(maureen, page)) for page in pages]
    assert pat.post("/helping/worried/", typed(helping)).status_code == 302
    dee.get(Worry.objects.get().get_absolute_url())
    take_step(worry=Worry.objects.get(), step=Step.DONE, words=DONE, by=cast.dee, at=timezone.now())
    assert [same_but_for_tokens(text_of(maureen, page)) for page in pages] == before
    assert not Notice.objects.filter(user=cast.maureen, kind=Kind.WORRY).exists()


def test_the_writer_reads_their_own_and_no_other_helper_does(
    worry: Worry, moor_friends: Organisation, browser_of: Callable[[User], Client]
) -> None:
    other = UserFactory(volunteer=True)
    make_volunteer(moor_friends, other)
    client = browser_of(other)
    assert client.get(reverse("own_worry", args=[worry.uuid])).status_code == 404
    assert client.get(worry.get_absolute_url()).status_code == 404
    assert "You wrote" not in text_of(client, "/helping/")


def test_a_coordinator_of_elsewhere_or_of_before_reads_nothing(
    cast: Cast, worry: Worry, browser_of: Callable[[User], Client]
) -> None:
    stranger = UserFactory(coordinator=True)
    elsewhere = make_organisation("Elsewhere")
    let_coordinate(elsewhere, stranger)
    assert browser_of(stranger).get(worry.get_absolute_url()).status_code == 404
    wrong = reverse("worry", args=[elsewhere.uuid, worry.uuid])
    assert browser_of(stranger).get(wrong).status_code == 404
    Membership.objects.filter(user=cast.dee).update(ends_at=timezone.now())
    assert browser_of(cast.dee).get(worry.get_absolute_url()).status_code == 404
