"""The pages of carrying over: the button, the preview, what is placed by hand, and the quiet offers beside answers."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from content.questions.models import QuestionMapping
from content.wizards.stores import AnswerChange
from planning.carrying.models import Carrying
from planning.carrying.services import carry_over
from planning.documents.enums import Audience
from planning.documents.models import Answer, Document
from planning.documents.store import DocumentAnswerStore
from portal.accounts.models import User
from tests.factories.carrying import (
    GOOD_DAY,
    HOW,
    IMPORTANT,
    LIKED,
    MATTERS,
    NEVER,
    SPOILS,
    WELL,
    make_mapping,
    make_profile,
)
from tests.factories.planning import answer, make_document, share_with
from tests.personas import Cast

BrowserOf = Callable[[User], Client]
BUTTON = "Turn this into my support plan"


@pytest.fixture
def profile(cast: Cast) -> Document:
    profile = make_profile(cast.maureen)
    answer(profile, IMPORTANT, "Singing on Thursdays.")
    answer(profile, WELL, "Stand on my left.")
    answer(profile, SPOILS, "Loud voices.")
    return profile


@pytest.fixture
def mapping(profile: Document) -> QuestionMapping:
    return make_mapping()


@pytest.fixture
def maureen(cast: Cast, browser_of: BrowserOf) -> Client:
    return browser_of(cast.maureen)


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def carry_url(document: Document) -> str:
    return reverse("document_carry", args=[document.uuid, "support_plan"])


def check_url(document: Document) -> str:
    return reverse("document_check", args=[document.uuid])


def write(document: Document, question: str, value: object, at: datetime) -> None:
    store = DocumentAnswerStore(document, document.owner, at)
    store.save([AnswerChange(question, value, store.answers()[question].number)])


def test_the_button_stands_where_a_published_mapping_leads_on(
    cast: Cast, maureen: Client, profile: Document, mapping: QuestionMapping
) -> None:
    assert BUTTON in text(maureen, profile.get_absolute_url())
    QuestionMapping.objects.update(live=False)
    assert BUTTON not in text(maureen, profile.get_absolute_url())
    assert maureen.get(carry_url(profile)).status_code == 404


def test_nobody_else_has_the_button(
    cast: Cast, browser_of: BrowserOf, profile: Document, mapping: QuestionMapping
) -> None:
    share_with(profile, cast.beth_in_circle, can_edit=True)
    beth = browser_of(cast.beth)
    assert BUTTON not in text(beth, profile.get_absolute_url())
    assert beth.get(carry_url(profile)).status_code == 403
    assert beth.post(carry_url(profile), {"into": "new", "key": str(uuid4())}).status_code == 403
    assert not Carrying.objects.exists()


def test_the_page_shows_what_goes_where_and_what_has_no_place(
    maureen: Client, profile: Document, mapping: QuestionMapping
) -> None:
    page = text(maureen, carry_url(profile))
    for words in ("Singing on Thursdays.", "What matters most in your life?", "Stand on my left."):
        assert words in page
    after = page.split("What you can place yourself")[1]
    assert "What can spoil your day?" in after
    assert "Loud voices." not in page
    assert not Carrying.objects.exists()


def test_one_button_makes_the_plan_and_leads_to_what_has_no_place(
    cast: Cast, maureen: Client, profile: Document, mapping: QuestionMapping
) -> None:
    key = str(uuid4())
    for _ in range(2):
        response = maureen.post(carry_url(profile), {"into": "new", "key": key}, follow=True)
    plan = Carrying.objects.get().document
    assert plan.owner == cast.maureen
    page = response.content.decode()
    assert "Answers without a place" in page
    assert "Loud voices." in page
    place = {"question": SPOILS, "place": GOOD_DAY}
    page = maureen.post(response.redirect_chain[-1][0], place, follow=True).content.decode()
    assert "Answers without a place" not in page
    assert Answer.objects.get(document=plan, question_id=GOOD_DAY).value == "Loud voices."


def test_one_button_leaves_all_the_rest_where_it_is(
    maureen: Client, profile: Document, mapping: QuestionMapping
) -> None:
    answer(profile, LIKED, "She laughs.")
    response = maureen.post(carry_url(profile), {"into": "new", "key": str(uuid4())}, follow=True)
    assert "Leave all of these where they are" in response.content.decode()
    page = maureen.post(response.redirect_chain[-1][0], {"rest": "leave"}, follow=True).content.decode()
    assert "Answers without a place" not in page
    assert "Place one of them after all" in page and "She laughs." in page


def test_a_place_has_to_be_chosen(maureen: Client, profile: Document, mapping: QuestionMapping) -> None:
    response = maureen.post(carry_url(profile), {"into": "new", "key": str(uuid4())}, follow=True)
    page = maureen.post(response.redirect_chain[-1][0], {"question": SPOILS, "place": ""}).content.decode()
    assert "Choose a place for it." in page
    page = maureen.post(carry_url(profile), {"into": "somewhere", "key": str(uuid4())}).content.decode()
    assert "Choose one of these." in page


def test_into_a_plan_that_is_there_the_other_words_stand_beside_its_own(
    cast: Cast, maureen: Client, profile: Document, mapping: QuestionMapping
) -> None:
    plan = make_document(cast.maureen, title="My plan for spring")
    answer(plan, MATTERS, "My front door.")
    assert "Into “My plan for spring”" in text(maureen, carry_url(profile))
    maureen.post(carry_url(profile), {"into": str(plan.uuid), "key": str(uuid4())})
    page = text(maureen, check_url(plan))
    assert "Your words stay, and these wait beside them." in page
    assert "From “My one-page profile”" in page
    assert "Stand on my left." in page
    assert Answer.objects.get(document=plan, question_id=MATTERS).value == "My front door."


def test_a_strangers_plan_is_no_place_to_carry_to(
    cast: Cast, maureen: Client, profile: Document, mapping: QuestionMapping
) -> None:
    foreign = make_document(cast.amira, title="Amira’s tangerines")
    share_with(foreign, cast.beth_in_circle)
    assert "tangerines" not in text(maureen, carry_url(profile))
    page = maureen.post(carry_url(profile), {"into": str(foreign.uuid), "key": str(uuid4())}).content.decode()
    assert "Choose one of these." in page
    assert not foreign.answers.exists()


def test_a_change_is_offered_beside_the_answer_and_comes_by_a_button(
    cast: Cast, maureen: Client, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    plan = carry_over(source=profile, mapping=mapping, by=cast.maureen, at=now).document
    assert "says something else" not in text(maureen, check_url(plan))
    write(profile, IMPORTANT, "Singing on Fridays.", now)
    assert "Your other document says something else" in text(maureen, plan.get_absolute_url())
    for address in (check_url(plan), f"{plan.get_absolute_url()}step/what-matters/"):
        page = text(maureen, address)
        assert "“My one-page profile” says something else now" in page
        assert "Singing on Fridays." in page
        assert "Singing on Thursdays." in page
    link = Carrying.objects.get().answers.get(source_question=IMPORTANT)
    address = reverse("document_carried_change", args=[plan.uuid, link.pk])
    sent = {"choice": "bring", "source_number": "2", "number": "1", "next": check_url(plan)}
    page = maureen.post(address, sent, follow=True).content.decode()
    assert "It is here now. The words before are kept." in page
    assert Answer.objects.get(document=plan, question_id=MATTERS).value == "Singing on Fridays."
    # The same form again, or an older one: nothing more happens.
    page = maureen.post(address, sent, follow=True).content.decode()
    assert "It has changed again since you opened the page." in page
    assert Answer.objects.get(document=plan, question_id=MATTERS).number == 2


def test_the_other_way_round_and_leaving_it(
    cast: Cast, maureen: Client, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    plan = carry_over(source=profile, mapping=mapping, by=cast.maureen, at=now).document
    write(plan, MATTERS, "Singing, and tea.", now)
    page = text(maureen, check_url(profile))
    assert "“My support plan” says something else now" in page
    assert "Also in “" in page
    link = Carrying.objects.get().answers.get(source_question=IMPORTANT)
    address = reverse("document_carried_change", args=[profile.uuid, link.pk])
    maureen.post(address, {"choice": "leave", "source_number": "1", "number": "2"})
    assert "says something else now" not in text(maureen, check_url(profile))
    assert Answer.objects.get(document=profile, question_id=IMPORTANT).value == "Singing on Thursdays."


def test_others_see_where_an_answer_came_from_only_if_they_see_it_there_too(
    cast: Cast, browser_of: BrowserOf, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    Document.objects.filter(pk=profile.pk).update(title="About me, quietly")
    plan = carry_over(source=profile, mapping=mapping, by=cast.maureen, at=now).document
    share_with(plan, cast.beth_in_circle, can_comment=True)
    beth = browser_of(cast.beth)
    page = text(beth, plan.get_absolute_url())
    assert "Singing on Thursdays." in page
    assert "quietly" not in page and "day by day" not in page
    share_with(profile, cast.beth_in_circle)
    page = text(beth, plan.get_absolute_url())
    assert page.count("About me, quietly") == 2
    # One part of it is kept from her there: then nothing is said of it.
    Answer.objects.filter(document=profile, question_id=IMPORTANT).update(audience=Audience.ONLY_ME)
    page = text(beth, plan.get_absolute_url())
    assert page.count("About me, quietly") == 1
    # Changes are between the owner's documents: nobody else is asked about them.
    write(profile, WELL, "Stand on my right.", now)
    page = text(beth, plan.get_absolute_url())
    assert "my right" not in page and "Bring it across" not in page
    assert page.count("Changed here since") == 0


def test_a_deleted_source_leaves_a_name_and_no_offers(
    cast: Cast, maureen: Client, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    done = carry_over(source=profile, mapping=mapping, by=cast.maureen, at=now)
    profile.delete()
    page = text(maureen, check_url(done.document))
    assert "From “My one-page profile”, which is not here any more" in page
    page = text(maureen, reverse("document_carried", args=[done.document.uuid, done.pk]))
    assert "What came from it stays with you." in page


def test_how_many_answers_came_makes_no_difference_to_the_queries(
    cast: Cast,
    maureen: Client,
    profile: Document,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    one = carry_over(source=profile, mapping=make_mapping((IMPORTANT, MATTERS, "as_it_is")), by=cast.maureen, at=now)
    many_profile = make_profile(cast.maureen)
    for question in (IMPORTANT, WELL, NEVER, SPOILS):
        answer(many_profile, question, "Words.")
    QuestionMapping.objects.all().delete()
    wide = make_mapping(
        (IMPORTANT, MATTERS, "as_it_is"),
        (WELL, HOW, "as_it_is"),
        (NEVER, HOW, "as_it_is"),
        (SPOILS, GOOD_DAY, "as_words"),
    )
    many = carry_over(source=many_profile, mapping=wide, by=cast.maureen, at=now)
    write(profile, IMPORTANT, "Other words.", now)
    for question in (IMPORTANT, WELL, NEVER, SPOILS):
        write(many_profile, question, "Other words.", now)
    maureen.get(check_url(one.document))
    with django_assert_num_queries(_queries(maureen, check_url(one.document))):
        maureen.get(check_url(many.document))


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return len(found)
