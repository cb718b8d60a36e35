import re
from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notifications.models import Notice
from portal.relationships import services
from portal.relationships.models import CircleMembership
from tests.factories.portal import UserFactory, join_circle
from tests.factories.volunteers import make_match
from tests.personas import Cast, signed_in


def invite(
    cast: Cast, *, email: str = "winston@example.org", at: datetime | None = None
) -> tuple[CircleMembership, str]:
    return services.invite(
        person=cast.maureen,
        name="Winston",
        email=email,
        relation="my neighbour",
        by=cast.maureen,
        at=at or timezone.now(),
    )


@pytest.fixture
def winston(db: None) -> User:
    return UserFactory(known_as="Winston")


def test_an_invitation_waits_and_its_email_names_nobody(cast: Cast, now: datetime) -> None:
    membership, token = invite(cast, at=now)
    assert membership.supporter is None
    assert membership.expires_at == now + timedelta(days=14)
    assert token not in membership.token_hash
    [letter] = mail.outbox
    assert letter.to == ["winston@example.org"]
    assert f"/invitation/{token}/" in letter.body
    assert "Maureen" not in letter.body + letter.subject
    assert "Winston" not in letter.body + letter.subject
    assert Event.objects.filter(verb="invitation sent", actor_id=cast.maureen.pk).exists()


def test_opening_the_link_does_nothing(cast: Cast, winston: User) -> None:
    membership, token = invite(cast)
    page = signed_in(winston).get(f"/invitation/{token}/")
    assert "Maureen would like your help" in page.content.decode()
    membership.refresh_from_db()
    assert membership.starts_at is None


def test_signed_out_it_offers_an_account_and_comes_back(cast: Cast, client: Client) -> None:
    _, token = invite(cast)
    page = client.get(f"/invitation/{token}/")
    assert page.status_code == 200
    assert f"/accounts/signup/?next=%2Finvitation%2F{token}%2F" in page.content.decode()
    assert client.post(f"/invitation/{token}/").status_code == 200
    assert not CircleMembership.objects.filter(name="Winston", starts_at__isnull=False).exists()


def test_the_invited_address_takes_it_up_once(cast: Cast, winston: User) -> None:
    membership, token = invite(cast)
    browser = signed_in(winston)
    page = browser.post(f"/invitation/{token}/", follow=True)
    assert page.redirect_chain[-1][0] == "/people/"
    assert "You are now in Maureen&#x27;s circle." in page.content.decode()
    membership.refresh_from_db()
    assert membership.supporter == winston
    assert Notice.objects.get(user=cast.maureen).kind == "joined"
    again = browser.post(f"/invitation/{token}/")
    assert again.status_code == 410
    assert "This invitation can no longer be used" in again.content.decode()


def test_another_address_is_told_what_to_do(cast: Cast) -> None:
    membership, token = invite(cast)
    page = signed_in(cast.amira).post(f"/invitation/{token}/")
    assert page.status_code == 403
    assert "sent to another email address than yours" in page.content.decode()
    assert "winston@example.org" not in page.content.decode()
    membership.refresh_from_db()
    assert membership.starts_at is None


def test_an_address_that_is_not_confirmed_does_not_count(cast: Cast, winston: User, now: datetime) -> None:
    winston.emailaddress_set.update(verified=False)
    _, token = invite(cast)
    with pytest.raises(Denied, match="another email address"):
        services.take_up(token=token, by=winston, at=now)


@pytest.mark.parametrize("gone", ["unknown", "expired", "withdrawn"])
def test_a_dead_link_says_so(cast: Cast, winston: User, now: datetime, gone: str) -> None:
    membership, token = invite(cast, at=now - timedelta(days=15) if gone == "expired" else now)
    if gone == "withdrawn":
        services.withdraw_invitation(membership=membership, by=cast.maureen, at=now)
    if gone == "unknown":
        token = "x" * 43
    page = signed_in(winston).post(f"/invitation/{token}/")
    assert page.status_code == 410
    assert "ask the person to invite you again" in page.content.decode()
    assert "Maureen" not in page.content.decode()
    membership.refresh_from_db()
    assert membership.starts_at is None


def test_an_address_is_invited_once_at_a_time(cast: Cast, now: datetime) -> None:
    invite(cast)
    with pytest.raises(Denied, match="invited this address already"):
        invite(cast, email="WINSTON@example.org")
    with pytest.raises(Denied, match="in your circle already"):
        invite(cast, email=cast.beth.email)
    with pytest.raises(Denied, match="your own address"):
        invite(cast, email=cast.maureen.email)
    invite(cast, at=now + timedelta(days=20))
    assert CircleMembership.objects.filter(email="winston@example.org", ends_at=None).count() == 1


def test_only_the_person_invites(cast: Cast, now: datetime) -> None:
    with pytest.raises(Denied, match="Only the person"):
        services.invite(person=cast.maureen, name="X", email="x@example.org", relation="", by=cast.sunita, at=now)


def test_a_supporter_steps_back(cast: Cast) -> None:
    browser = signed_in(cast.beth)
    address = f"/people/{cast.beth_in_circle.uuid}/end/"
    assert "Step back from Maureen" in browser.get(address).content.decode()
    page = browser.post(address, follow=True)
    assert "You have stepped back from helping Maureen" in page.content.decode()
    cast.beth_in_circle.refresh_from_db()
    assert cast.beth_in_circle.ends_at is not None
    assert Event.objects.filter(verb="circle left", actor_id=cast.beth.pk, person_id=cast.maureen.pk).exists()


def test_the_person_ends_it_and_nobody_is_told(cast: Cast) -> None:
    page = signed_in(cast.maureen).post(f"/people/{cast.beth_in_circle.uuid}/end/", follow=True)
    assert "Beth is not in your circle any more" in page.content.decode()
    assert not Notice.objects.exists()
    assert not mail.outbox


@pytest.mark.parametrize("who", ["sunita", "amira", "ruth"])
def test_others_end_nothing(cast: Cast, who: str) -> None:
    page = signed_in(getattr(cast, who)).post(f"/people/{cast.beth_in_circle.uuid}/end/")
    assert page.status_code == 404
    cast.beth_in_circle.refresh_from_db()
    assert cast.beth_in_circle.ends_at is None


def test_my_people(cast: Cast) -> None:
    invite(cast)
    text = signed_in(cast.maureen).get("/people/").content.decode()
    assert "Sunita works Monday to Thursday." in text
    assert "Beth" in text
    assert "We wrote to winston@example.org" in text
    assert "Ruth" not in text
    helping = signed_in(cast.beth).get("/people/").content.decode()
    assert "People I help" in helping
    assert "Maureen" in helping
    assert "winston@example.org" not in helping
    assert "Maureen" not in signed_in(cast.ruth).get("/people/").content.decode()


def test_an_invitation_that_was_typed_while_signed_out_is_kept(cast: Cast) -> None:
    token = re.search(r'name="held-for" value="([^"]+)"', signed_in(cast.maureen).get("/people/").content.decode())
    assert token
    typed = {"name": "Winston", "relation": "my neighbour", "email": "winston@example.org"}
    assert Client().post("/people/", {**typed, "held-for": token[1]}).status_code == 302
    assert not CircleMembership.objects.filter(name="Winston").exists()
    browser = signed_in(cast.maureen)
    page = browser.get("/people/").content.decode()
    assert "We kept your words" in page and 'value="my neighbour"' in page
    browser.post("/people/", typed)
    assert CircleMembership.objects.filter(name="Winston").count() == 1
    assert "We kept your words" not in browser.get("/people/").content.decode()


# Longer than a mailbox's address may be, and in the right form.
TOO_LONG = "z" * 60 + "@" + ".".join(["d" * 60] * 4) + ".org"


def test_inviting_on_the_page_keeps_what_was_typed(cast: Cast) -> None:
    browser = signed_in(cast.maureen)
    wrong = browser.post("/people/", {"name": "Winston", "relation": "my neighbour", "email": "winston"})
    assert "An email address looks like name@example.org" in wrong.content.decode()
    assert 'value="my neighbour"' in wrong.content.decode()
    longer = browser.post("/people/", {"name": "Winston", "relation": "my neighbour", "email": TOO_LONG})
    assert "No email address is longer than 254 characters." in longer.content.decode()
    assert 'value="my neighbour"' in longer.content.decode()
    right = browser.post("/people/", {"name": "Winston", "relation": "", "email": "winston@example.org"})
    membership = CircleMembership.objects.get(name="Winston")
    assert right["Location"] == f"/people/?invited={membership.uuid}#circle"


def test_the_page_asks_as_often_for_many_as_for_one(cast: Cast) -> None:
    browser = signed_in(cast.maureen)
    join_circle(UserFactory(), cast.maureen)
    browser.get("/people/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/people/")
    for _ in range(20):
        join_circle(cast.maureen, UserFactory())
        join_circle(UserFactory(), cast.maureen)
    with CaptureQueriesContext(connection) as many:
        browser.get("/people/")
    assert len(many) == len(one)


def test_nobody_floods_mailboxes_with_invitations(cast: Cast) -> None:
    browser = signed_in(cast.maureen)
    for number in range(20):
        browser.post("/people/", {"name": "Winston", "email": f"winston{number}@example.org"})
    before = CircleMembership.objects.count()
    page = browser.post("/people/", {"name": "Winston", "email": "one-more@example.org"}).content.decode()
    assert "Try again tomorrow" in page
    assert 'value="one-more@example.org"' in page
    assert CircleMembership.objects.count() == before


FOR_WORK, FOR_HELPING = "Your account here is for your work.", "You help others with this account."


@pytest.mark.parametrize(
    ("who", "said"),
    [*((who, FOR_WORK) for who in ("hana", "ben", "morag", "ed", "dee")), ("pat", FOR_HELPING)],
)
def test_an_account_for_work_or_for_helping_joins_nobodys_circle(
    cast: Cast, now: datetime, who: str, said: str
) -> None:
    worker: User = getattr(cast, who)
    EmailAddress.objects.get_or_create(user=worker, email=worker.email, defaults={"verified": True, "primary": True})
    _, token = services.invite(
        person=cast.maureen, name="A friend", email=worker.email, relation="", by=cast.maureen, at=now
    )
    browser = signed_in(worker)
    for response in (browser.get(f"/invitation/{token}/"), browser.post(f"/invitation/{token}/")):
        assert response.status_code == 403
        assert said in response.content.decode()
    assert not CircleMembership.objects.filter(supporter=worker).exists()


@pytest.mark.parametrize("who", ["sunita", "pat"])
def test_whoever_helps_the_person_now_is_not_invited_at_that_address(cast: Cast, now: datetime, who: str) -> None:
    make_match(cast.maureen, cast.pat)
    helper: User = getattr(cast, who)
    typed = {"name": "A friend", "email": helper.email.upper(), "relation": ""}
    shown = signed_in(cast.maureen).post("/people/", typed).content.decode()
    assert "This is an address for their work." in shown
    assert "A friend" in shown
    assert not CircleMembership.objects.filter(email__iexact=helper.email).exists()
    # To anybody else it is not told what somebody's account is for.
    services.invite(person=cast.amira, name="A friend", email=helper.email, relation="", by=cast.amira, at=now)
