"""What a coordinator sees of a request before they open it, which is written down for the person."""

import pytest
from django.urls import reverse

from community.help_requests.enums import State
from community.help_requests.models import HelpRequest
from content.questions.models import QuestionSet
from portal.audit.models import Event
from tests.factories.content import definition_of, publish, question_id
from tests.factories.help_requests import make_request
from tests.factories.organisations import let_coordinate, make_organisation, term
from tests.personas import Cast, signed_in

pytestmark = pytest.mark.django_db
TOPICS = question_id(definition_of("help_request"), "several_of")
ABOUT = question_id(definition_of("help_request"), "long_text")
OWN, MORE = "Somebody who sings with me", "My husband must not know"


def asked(cast: Cast, *codes: str) -> HelpRequest:
    friends = make_organisation("Moor Friends", on_portal=True)
    let_coordinate(friends, cast.dee)
    questions = publish(definition_of("help_request"))
    QuestionSet.objects.filter(pk=questions.question_set_id).update(live=True, makes_documents=False)
    found: HelpRequest = make_request(cast.maureen, friends, state=State.WAITING)
    chosen = {"value": {"chosen": list(codes), "something_else": OWN}, "number": 1}
    HelpRequest.objects.update(answers={TOPICS: chosen, ABOUT: {"value": MORE, "number": 1}})
    return found


@pytest.mark.parametrize(
    ("codes", "said"),
    [(["planning"], "Make a plan"), (["planning", "money"], "Make a plan and money"), ([], "Something")],
)
def test_lists_and_forms_hold_a_name_and_kinds_of_help_and_no_words(cast: Cast, codes: list[str], said: str) -> None:
    term("help", "money")
    type(term("help", "planning")).objects.filter(code="planning").update(name="Make a plan", order=1)
    found = asked(cast, *codes)
    assert found.organisation
    dee, address = signed_in(cast.dee), [found.organisation.uuid, found.uuid]
    unopened = [reverse("organisation_requests", args=address[:1])]
    unopened += [reverse(f"organisation_request_{what}", args=address) for what in ("ask", "decline")]
    for page in (*unopened, "/home/"):
        shown = dee.get(page).content.decode()
        assert OWN not in shown
        assert MORE not in shown
        assert page == "/home/" or ("Maureen" in shown and said in shown), page
    assert not Event.objects.filter(verb="help request opened").exists()
    shown = dee.get(reverse("organisation_request", args=address)).content.decode()
    assert OWN in shown
    assert MORE in shown
    assert Event.objects.filter(verb="help request opened", person_id=cast.maureen.pk).count() == 1
