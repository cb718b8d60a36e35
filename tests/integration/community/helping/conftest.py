"""Maureen, whom Pat helps for Moor Friends, with her plan; Dee coordinates."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.help_requests.models import Helping
from community.organisations.models import Organisation
from community.volunteers.models import Volunteer
from planning.documents.enums import Audience
from planning.documents.models import Document
from portal.accounts.models import User
from tests.factories.content import default_definition, question_id
from tests.factories.help_requests import let_help
from tests.factories.organisations import let_coordinate, make_organisation
from tests.factories.planning import answer, make_document
from tests.personas import Cast

LONG, SHORT = (question_id(default_definition(), kind) for kind in ("long_text", "short_text"))
SECRET = "the tangerine tin behind the clock"


@pytest.fixture
def plan(cast: Cast) -> Document:
    """Her plan, with something in it that is only hers."""
    document = make_document(cast.maureen, title="How I want to live")
    answer(document, LONG, "The choir on Thursdays")
    answer(document, SHORT, SECRET, audience=Audience.ONLY_ME)
    return document


@pytest.fixture
def moor_friends(cast: Cast) -> Organisation:
    """Dee's organisation."""
    organisation = make_organisation("Moor Friends")
    let_coordinate(organisation, cast.dee)
    return organisation


@pytest.fixture
def helping(cast: Cast, plan: Document, moor_friends: Organisation) -> Helping:
    """Pat helps Maureen for twelve weeks, since three days ago."""
    since = timezone.now() - timedelta(days=3)
    return let_help(cast.maureen, cast.pat, moor_friends, documents=[plan], at=since)


@pytest.fixture
def pat_helps(cast: Cast, helping: Helping) -> Volunteer:
    """What Pat is to Moor Friends, with every check."""
    return Volunteer.objects.get(membership__user=cast.pat, membership__organisation=helping.organisation)


@pytest.fixture
def maureen(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.maureen)


@pytest.fixture
def pat(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.pat)


@pytest.fixture
def dee(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.dee)


def text_of(client: Client, address: str) -> str:
    """What a page says, which has to be there."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return str(response.content.decode())


def begins(day: datetime) -> datetime:
    """Midnight at the beginning of a day here."""
    return timezone.make_aware(datetime.combine(timezone.localdate(day), time.min))


def run_out(helping: Helping, at: datetime) -> None:
    """Its last day is over at a moment."""
    helping.match.ends_at = at
    helping.match.save(update_fields=["ends_at"])


def organisation_page(helping: Helping) -> str:
    """Where its coordinator finds who helps whom."""
    return reverse("organisation_helping", args=[helping.organisation.uuid])
