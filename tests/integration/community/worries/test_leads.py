"""Who is an organisation's safeguarding lead, and what an editor meets of them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.organisations.enums import Part
from community.organisations.models import Membership, Organisation
from community.worries.models import Worry
from community.worries.services import end_lead, name_lead
from portal.access.decisions import Denied
from portal.accounts.models import User
from tests.by_lot import without_what_is_drawn
from tests.factories.organisations import let_coordinate
from tests.factories.portal import UserFactory
from tests.factories.volunteers import make_volunteer
from tests.integration.community.worries.conftest import WORDS, text_of
from tests.personas import Cast

pytestmark = pytest.mark.django_db


def test_a_lead_who_has_left_the_organisation_reads_no_worry(
    lead: User, worry: Worry, browser_of: Callable[[User], Client]
) -> None:
    olu = browser_of(lead)
    assert olu.get(worry.get_absolute_url()).status_code == 200
    Membership.objects.filter(user=lead, part=Part.VOLUNTEER).update(ends_at=timezone.now())
    assert olu.get(worry.get_absolute_url()).status_code == 404
    assert not Worry.objects.visible_to(lead, at=timezone.now()).exists()


@pytest.mark.parametrize("who", ["dee", "ed"])
def test_a_coordinator_or_an_editor_names_the_lead(
    cast: Cast, moor_friends: Organisation, browser_of: Callable[[User], Client], who: str
) -> None:
    second = UserFactory(known_as="Sam", coordinator=True)
    let_coordinate(moor_friends, second)
    client = browser_of(getattr(cast, who))
    address = reverse("safeguarding_leads", args=[moor_friends.uuid])
    for _ in range(2):
        client.post(address, {"user": str(second.uuid)})
    standing = Membership.objects.get(part=Part.SAFEGUARDING)
    assert standing.user == second
    assert "Sam Example" in text_of(client, address)
    client.post(reverse("safeguarding_lead_end", args=[moor_friends.uuid, standing.uuid]))
    standing.refresh_from_db()
    assert standing.ends_at is not None


def test_nobody_from_elsewhere_is_named_and_nobody_else_names(cast: Cast, moor_friends: Organisation) -> None:
    at, stranger = timezone.now(), UserFactory(coordinator=True)
    with pytest.raises(Denied):
        name_lead(organisation=moor_friends, user=stranger, by=cast.dee, at=at)
    for by in (stranger, cast.pat, cast.sunita, cast.morag, cast.maureen):
        with pytest.raises(Denied):
            name_lead(organisation=moor_friends, user=cast.dee, by=by, at=at)
    made = name_lead(organisation=moor_friends, user=cast.dee, by=cast.dee, at=at)
    with pytest.raises(Denied):
        end_lead(membership=made, by=stranger, at=at)
    # An editor meets no volunteer's name.
    make_volunteer(moor_friends, cast.pat)
    with pytest.raises(Denied):
        name_lead(organisation=moor_friends, user=cast.pat, by=cast.ed, at=at)
    assert name_lead(organisation=moor_friends, user=cast.pat, by=cast.dee, at=at).part == Part.SAFEGUARDING


def test_an_editor_reads_no_name_of_a_volunteer_and_cannot_end_what_they_cannot_name(
    cast: Cast, moor_friends: Organisation, browser_of: Callable[[User], Client]
) -> None:
    make_volunteer(moor_friends, cast.pat)
    standing = name_lead(organisation=moor_friends, user=cast.pat, by=cast.dee, at=timezone.now())
    address, ending = (
        reverse("safeguarding_leads", args=[moor_friends.uuid]),
        reverse("safeguarding_lead_end", args=[moor_friends.uuid, standing.uuid]),
    )
    ed = browser_of(cast.ed)
    text = text_of(ed, address)
    assert "One of the organisation’s own people" in text
    assert "Pat" not in without_what_is_drawn(text)
    assert ending not in text
    assert ed.post(ending).status_code == 403
    standing.refresh_from_db()
    assert standing.ends_at is None
    dee = browser_of(cast.dee)
    assert "Pat Example" in text_of(dee, address)
    assert dee.post(ending).status_code == 302


def test_a_lead_who_coordinates_nothing_reads_worries_and_no_other_page_of_the_organisation(
    worry: Worry, lead: User, browser_of: Callable[[User], Client]
) -> None:
    client = browser_of(lead)
    assert WORDS in text_of(client, worry.get_absolute_url())
    assert "Not seen yet" in text_of(client, reverse("worries", args=[worry.organisation.uuid]))
    assert client.get(reverse("organisation_helping", args=[worry.organisation.uuid])).status_code == 404
