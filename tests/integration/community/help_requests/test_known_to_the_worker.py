"""Among the reasons for somebody who could be asked: that one's social worker knows them. It moves nobody up."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.help_requests.enums import State
from community.help_requests.models import HelpRequest
from community.help_requests.suitable import choice_for
from community.organisations.models import Organisation
from content.questions.models import QuestionSet
from portal.relationships.models import Allocation
from tests.factories.content import definition_of, publish, question_id
from tests.factories.help_requests import make_request
from tests.factories.known_sources import know
from tests.factories.organisations import let_coordinate, make_organisation
from tests.factories.portal import UserFactory, allocate
from tests.personas import Cast, signed_in

pytestmark = pytest.mark.django_db
TOPICS = question_id(definition_of("help_request"), "several_of")
KNOWS = "Sunita, your social worker, knows them."


@pytest.fixture
def places(cast: Cast) -> list[Organisation]:
    """Six that suit; the last of them is known to Sunita."""
    questions = publish(definition_of("help_request"))
    QuestionSet.objects.filter(pk=questions.question_set_id).update(live=True, makes_documents=False)
    made = [make_organisation(f"Friends {number}", on_portal=True) for number in range(6)]
    for place in made:
        let_coordinate(place, UserFactory(coordinator=True))
    return made


def asked(cast: Cast) -> HelpRequest:
    found: HelpRequest = make_request(cast.maureen, None, state=State.DRAFT)
    chosen = {"value": {"chosen": ["planning"], "something_else": ""}, "number": 1}
    HelpRequest.objects.update(answers={TOPICS: chosen})
    found.refresh_from_db()
    return found


def test_it_is_said_and_the_order_stays(cast: Cast, places: list[Organisation]) -> None:
    found, at = asked(cast), timezone.now()
    before = [each.organisation.pk for each in choice_for(found, at=at).offered]
    assert set(before) == {place.pk for place in places}
    last = Organisation.objects.get(pk=before[-1])
    know(cast.sunita, last, "The kettle is behind the piano")
    # Whoever only stands in has a list of their own, which is not hers.
    know(cast.ben, Organisation.objects.get(pk=before[0]))
    choice = choice_for(found, at=at).offered
    assert [each.organisation.pk for each in choice] == before
    assert [KNOWS in each.reasons for each in choice] == [False] * 5 + [True]
    maureen = signed_in(cast.maureen)
    shown = maureen.get(reverse("help_whom", args=[found.uuid])).content.decode()
    assert re.findall(rf"{re.escape(last.name)}.*?{re.escape(KNOWS)}", shown, re.DOTALL)
    assert shown.count(KNOWS) == 1
    assert "kettle" not in shown
    assert KNOWS in maureen.get(reverse("help_send", args=[found.uuid, last.uuid])).content.decode()


def test_it_follows_the_worker_whom_she_has_now(cast: Cast, places: list[Organisation]) -> None:
    found = asked(cast)
    know(cast.sunita, places[0])
    know(cast.hana, places[1])
    moment = timezone.now() - timedelta(minutes=1)
    Allocation.objects.filter(person=cast.maureen).update(ends_at=moment)
    allocate(cast.maureen, cast.hana, since=moment)
    shown = signed_in(cast.maureen).get(reverse("help_whom", args=[found.uuid])).content.decode()
    assert KNOWS not in shown
    assert shown.count("Hana, your social worker, knows them.") == 1
