"""An organisation with somebody who helps, and a worry of theirs."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from community.help_requests.models import Helping
from community.organisations.enums import Part
from community.organisations.models import Membership, Organisation
from community.worries.models import Worry
from portal.accounts.models import User
from tests.factories.help_requests import let_help
from tests.factories.organisations import let_coordinate, make_organisation
from tests.factories.portal import UserFactory
from tests.personas import Cast

WORDS = "There were bruises on her left arm."


DONE = "I rang the safeguarding team at two."


@pytest.fixture
def moor_friends(cast: Cast) -> Organisation:
    organisation = make_organisation("Moor Friends")
    let_coordinate(organisation, cast.dee)
    return organisation


@pytest.fixture
def helping(cast: Cast, moor_friends: Organisation) -> Helping:
    return let_help(cast.maureen, cast.pat, moor_friends)


@pytest.fixture
def lead(cast: Cast, moor_friends: Organisation) -> User:
    """Olu, who is the safeguarding lead and coordinates nothing."""
    olu: User = UserFactory(known_as="Olu", coordinator=True)
    for part in (Part.VOLUNTEER, Part.SAFEGUARDING):
        Membership.objects.create(
            organisation=moor_friends, user=olu, part=part, starts_at=timezone.now() - timedelta(days=1)
        )
    return olu


@pytest.fixture
def pat(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.pat)


@pytest.fixture
def dee(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.dee)


def typed(helping: Helping | None = None, **more: str) -> dict[str, str]:
    who = str(helping.match.uuid) if helping else "else"
    return {"key": str(uuid4()), "who": who, "words": WORDS, **more}


def same_but_for_tokens(text: str) -> str:
    """A page without what differs on every loading anyway: tokens and the minute."""
    text = re.sub(r'name="(csrfmiddlewaretoken|held-for|key|client_id)" value="[^"]*"', "", text)
    return re.sub(r"\b\d{1,2}(:\d\d)?(am|pm)\b", "a time", text)


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return str(response.content.decode())


@pytest.fixture
def worry(helping: Helping, pat: Client, lead: User) -> Worry:
    assert pat.post("/helping/worried/", typed(helping)).status_code == 302
    found: Worry = Worry.objects.get()
    return found
