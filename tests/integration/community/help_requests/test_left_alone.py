"""An organisation that nobody looks after any more, or that has left the directory: what the person reads then."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.help_requests.enums import State
from community.help_requests.models import HelpRequest
from community.help_requests.services import ask_back
from community.organisations.models import Membership, Organisation
from content.questions.models import QuestionSet
from tests.factories.content import definition_of, publish, question_id
from tests.factories.help_requests import make_request
from tests.factories.organisations import let_coordinate, make_organisation
from tests.personas import Cast, signed_in

pytestmark = pytest.mark.django_db
LEFT_ALONE = "Nobody looks after this at Moor Friends just now"
ABOUT = question_id(definition_of("help_request"), "long_text")


@pytest.fixture
def friends(cast: Cast) -> Organisation:
    questions = publish(definition_of("help_request"))
    QuestionSet.objects.filter(pk=questions.question_set_id).update(live=True, makes_documents=False)
    made = make_organisation("Moor Friends", on_portal=True)
    let_coordinate(made, cast.dee)
    return made


def text(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return str(response.content.decode())


def coordinator_ends(cast: Cast) -> None:
    Membership.objects.filter(user=cast.dee).update(ends_at=timezone.now() - timedelta(minutes=1))


def coordinator_is_switched_off(cast: Cast) -> None:
    type(cast.dee).objects.filter(pk=cast.dee.pk).update(is_active=False)


@pytest.mark.parametrize("gone", [coordinator_ends, coordinator_is_switched_off])
@pytest.mark.parametrize("state", [State.WAITING, State.ASKED_BACK, State.ACCEPTED])
def test_where_nobody_would_answer_the_person_reads_so(
    cast: Cast, friends: Organisation, gone: Callable[[Cast], None], state: State
) -> None:
    found = make_request(cast.maureen, friends, state=State.WAITING if state == State.ASKED_BACK else state)
    if state == State.ASKED_BACK:
        ask_back(request=found, words="When?", by=cast.dee, at=timezone.now())
    maureen = signed_in(cast.maureen)
    pages = ("/help/", found.get_absolute_url(), "/home/")
    for page in pages:
        assert LEFT_ALONE not in text(maureen, page)
    gone(cast)
    for page in pages:
        shown = text(maureen, page)
        assert LEFT_ALONE in shown
        assert "They read it and answer you here" not in shown
    assert "You can take it back and ask somebody else" in text(maureen, found.get_absolute_url())
    # Somebody new looks after it: everything is as it was.
    let_coordinate(friends, cast.ed)
    assert LEFT_ALONE not in text(maureen, found.get_absolute_url())


@pytest.mark.parametrize("state", [State.DECLINED, State.TAKEN_BACK, State.MATCHED])
def test_what_waits_for_nobody_reads_as_before(cast: Cast, friends: Organisation, state: State) -> None:
    found = make_request(cast.maureen, friends, state=state)
    coordinator_ends(cast)
    assert LEFT_ALONE not in text(signed_in(cast.maureen), found.get_absolute_url())


@pytest.mark.parametrize("change", [{"live": False}, {"on_portal": False}])
def test_what_waits_still_shows_to_the_coordinator_of_what_nobody_can_ask_any_more(
    cast: Cast, friends: Organisation, change: dict[str, bool]
) -> None:
    Organisation.objects.update(**change)
    dee = signed_in(cast.dee)
    make_request(cast.maureen, friends, state=State.WAITING)
    assert "1 request for help waits for Moor Friends" in text(dee, "/home/")
    assert "Maureen" in text(dee, reverse("organisation_requests", args=[friends.uuid]))


@pytest.mark.parametrize("address", ["its own", "one that was never there"])
def test_whom_one_chose_and_who_has_left_meanwhile_is_said_in_words(
    cast: Cast, friends: Organisation, address: str
) -> None:
    found: HelpRequest = make_request(cast.maureen, friends, state=State.DRAFT)
    HelpRequest.objects.update(answers={ABOUT: {"value": "A plan half written", "number": 1}})
    maureen = signed_in(cast.maureen)
    whom = reverse("help_whom", args=[found.uuid])
    send = reverse("help_send", args=[found.uuid, friends.uuid if address == "its own" else uuid4()])
    assert "Go on with Moor Friends" in text(maureen, whom)
    Organisation.objects.update(live=False)
    shown = text(maureen, whom)
    assert "Go on with Moor Friends" not in shown
    assert "They are not in our list any more" in shown
    for ask in (maureen.get, maureen.post):
        response = ask(send)
        assert response.status_code == 403
        assert "They are not in our list any more" in response.content.decode()
    found.refresh_from_db()
    assert found.state == State.DRAFT
