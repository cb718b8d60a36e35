"""Asking for help through the pages: what is kept, who is offered, what is read, and who comes too late."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.help_requests import services
from community.help_requests.enums import State
from community.help_requests.models import HelpRequest, Offer
from community.help_requests.store import HelpRequestStore
from community.organisations.models import Availability, Organisation
from content.questions.models import QuestionSet
from content.wizards.stores import AnswerChange
from planning.documents.models import Document
from planning.documents.queries import kinds_to_begin
from portal.audit.models import Event
from portal.relationships.models import Match
from tests.factories.content import default_definition, definition_of, publish, question_id
from tests.factories.help_requests import let_help, make_request
from tests.factories.organisations import let_coordinate, make_organisation
from tests.factories.planning import answer, make_document
from tests.factories.portal import UserFactory
from tests.factories.volunteers import make_volunteer
from tests.personas import Cast, signed_in

pytestmark = pytest.mark.django_db
TOPICS = question_id(definition_of("help_request"), "several_of")
ABOUT = question_id(definition_of("help_request"), "long_text")


@pytest.fixture
def friends(cast: Cast) -> Organisation:
    """An organisation that Dee looks after, and the questions of a request."""
    questions = publish(definition_of("help_request"))
    QuestionSet.objects.filter(pk=questions.question_set_id).update(live=True, makes_documents=False)
    made = make_organisation("Moor Friends", on_portal=True)
    let_coordinate(made, cast.dee)
    return made


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == status
    return str(response.content.decode())


def begun(client: Client, organisation: Organisation | None = None) -> HelpRequest:
    client.post("/help/new/", {"key": str(uuid4()), "organisation": organisation.uuid if organisation else ""})
    found: HelpRequest = HelpRequest.objects.get(state=State.DRAFT)
    HelpRequestStore(found, found.person, timezone.now()).save(
        [
            AnswerChange(TOPICS, {"chosen": ["planning"], "something_else": ""}, 0),
            AnswerChange(ABOUT, "A plan half written", 0),
        ]
    )
    return found


def sent(cast: Cast, friends: Organisation) -> HelpRequest:
    request = begun(signed_in(cast.maureen))
    return services.send_request(request=request, organisation=friends, by=cast.maureen, at=timezone.now())


def test_an_entry_offers_to_ask_them_where_that_leads_somewhere(cast: Cast, friends: Organisation) -> None:
    entry, button = friends.get_absolute_url(), f"/help/new/?organisation={friends.uuid}"
    for client in (signed_in(cast.maureen), Client()):
        assert button in text(client, entry)
    assert button not in text(signed_in(cast.dee), entry)
    assert "Moor Friends" in text(signed_in(cast.maureen), button)
    Availability.objects.create(organisation=friends, intake_paused=True)
    assert button not in text(signed_in(cast.maureen), entry)
    assert "They take on nobody new for now" in text(signed_in(cast.maureen), button)


def test_it_is_no_document_anywhere(cast: Cast, friends: Organisation) -> None:
    assert kinds_to_begin() == []
    client = signed_in(cast.maureen)
    assert "Ask for help" not in text(client, "/documents/new/")
    assert "help_request" not in text(client, "/documents/")
    client.post("/documents/new/", {"kind": "help_request"})
    assert not Document.objects.exists()
    assert client.get(reverse("blank_sheet", args=["help_request"])).status_code == 404


def test_the_whole_way_from_the_first_word_to_the_answer(cast: Cast, friends: Organisation) -> None:
    publish()
    client, dee = signed_in(cast.maureen), signed_in(cast.dee)
    plan = make_document(cast.maureen)
    answer(plan, question_id(default_definition(), "short_text"), "SECRET of the plan")
    request = begun(client, friends)
    documents = reverse("help_documents", args=[request.uuid])
    assert "They will not see this" in text(client, documents)
    parts = question_id(default_definition(), "long_text")
    step = next(s["id"] for s in default_definition()["steps"] if any(q["id"] == parts for q in s["questions"]))
    client.post(f"{documents}{plan.uuid}/", {"shown": "on", f"parts-{step}": parts})
    assert "without 1 part." in text(client, documents)
    whom = text(client, reverse("help_whom", args=[request.uuid]))
    assert "You wanted to ask" in whom
    assert "We found nobody for this just now" in whom
    send = reverse("help_send", args=[request.uuid, friends.uuid])
    assert "They help with “Planning”." in text(client, send)
    assert "A plan half written" in text(client, send)
    assert "There is nothing" not in text(dee, reverse("organisation_requests", args=[friends.uuid]))
    client.post(send)
    assert "Moor Friends has your request" in text(client, request.get_absolute_url())

    page = reverse("organisation_request", args=[friends.uuid, request.uuid])
    read = text(dee, page)
    assert "A plan half written" in read
    assert plan.question_set_version.question_set.title in read
    assert "SECRET" not in read
    assert plan.title not in read or plan.title == plan.question_set_version.question_set.title
    assert Event.objects.filter(verb="help request opened", person_id=cast.maureen.pk).count() == 1
    assert "read your request for help" in text(client, "/people/who-looked/")

    dee.post(f"{page}ask/", {"words": "Would mornings suit you?"})
    assert "Would mornings suit you?" in text(client, request.get_absolute_url())
    assert "asks you something" in text(client, "/home/")
    client.post(reverse("help_answer", args=[request.uuid]), {"words": "From eleven"})
    assert "From eleven" in text(dee, page)
    dee.post(f"{page}accept/")
    assert "Moor Friends looks for somebody for you" in text(client, request.get_absolute_url())


def test_after_a_no_the_reason_and_the_next_one_stand_there(cast: Cast, friends: Organisation) -> None:
    others = make_organisation("Other Friends", on_portal=True)
    let_coordinate(others, UserFactory(coordinator=True))
    request = sent(cast, friends)
    dee = signed_in(cast.dee)
    page = reverse("organisation_request", args=[friends.uuid, request.uuid])
    empty = dee.post(f"{page}decline/", {"words": " \u200b "})
    assert "Write why. They read it." in empty.content.decode()
    dee.post(f"{page}decline/", {"words": "We have nobody free until May."})
    read = text(signed_in(cast.maureen), request.get_absolute_url())
    assert "We have nobody free until May." in read
    assert reverse("help_send", args=[request.uuid, others.uuid]) in read
    assert reverse("help_send", args=[request.uuid, friends.uuid]) not in read
    assert dee.get(page).status_code == 404


def test_who_comes_too_late_reads_so_and_keeps_their_words(cast: Cast, friends: Organisation) -> None:
    dot = UserFactory(known_as="Dot", coordinator=True)
    let_coordinate(friends, dot)
    request = sent(cast, friends)
    page = reverse("organisation_request", args=[friends.uuid, request.uuid])
    one, two = signed_in(cast.dee), signed_in(dot)
    assert one.post(f"{page}decline/", {"words": "We are full."}).status_code == 302
    # A second tap on the same button is no surprise; somebody else's is too late.
    assert one.post(f"{page}decline/", {"words": "We are full."}).status_code == 302
    late = two.post(f"{page}ask/", {"words": "Would mornings suit you?"})
    assert late.status_code == 409
    assert "This has changed" in late.content.decode()
    assert "Would mornings suit you?" in late.content.decode()
    assert "A plan half written" not in late.content.decode()
    assert two.post(f"{page}accept/").status_code == 409
    assert signed_in(UserFactory(coordinator=True)).post(f"{page}accept/").status_code == 404


def test_words_typed_for_a_request_that_was_sent_meanwhile_come_back(cast: Cast, friends: Organisation) -> None:
    client = signed_in(cast.maureen)
    request = begun(client)
    step = request.question_set_version.as_definition().steps[0]
    services.send_request(request=request, organisation=friends, by=cast.maureen, at=timezone.now())
    late = client.post(
        reverse("help_step", args=[request.uuid, step.slug]),
        {ABOUT: "Words of the other window", f"{ABOUT}-version": "1", "go": "next"},
    )
    assert late.status_code == 403
    assert "Words of the other window" in late.content.decode()
    assert HelpRequest.objects.get().answers[ABOUT]["value"] == "A plan half written"


@pytest.mark.parametrize("state", [State.DECLINED, State.ENDED, State.TAKEN_BACK])
def test_what_is_over_is_not_there_for_the_organisation(cast: Cast, friends: Organisation, state: str) -> None:
    request = make_request(cast.maureen, friends, state=state)
    dee = signed_in(cast.dee)
    assert dee.get(reverse("organisation_request", args=[friends.uuid, request.uuid])).status_code == 404
    assert str(request.uuid) not in text(dee, reverse("organisation_requests", args=[friends.uuid]))
    assert signed_in(cast.maureen).get(request.get_absolute_url()).status_code == 200


def test_a_supporter_and_a_worker_never_see_a_persons_requests(cast: Cast, friends: Organisation) -> None:
    request = sent(cast, friends)
    for who in (cast.beth, cast.sunita, cast.morag, cast.pat, cast.ruth):
        assert signed_in(who).get(request.get_absolute_url()).status_code == 404
    assert "A plan half written" not in text(signed_in(cast.beth), "/help/")


def test_lists_take_as_many_queries_for_many(cast: Cast, friends: Organisation) -> None:
    client, dee = signed_in(cast.maureen), signed_in(cast.dee)
    addresses = [(client, "/help/"), (dee, reverse("organisation_requests", args=[friends.uuid])), (client, "/home/")]
    sent(cast, friends)
    for each, address in addresses:
        text(each, address)
    few = [_queries(*each) for each in addresses]
    for number in range(6):
        make_request(cast.maureen, friends, at=timezone.now() - timedelta(days=number))
    assert [_queries(*each) for each in addresses] == few


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        text(client, address)
    return len(found)


# --- Proposed, and a yes or a no ----------------------------------------------------------------


def proposed(cast: Cast, friends: Organisation, *documents: Document) -> Offer:
    """Pat, a volunteer with every check, is proposed to Maureen."""
    request = sent(cast, friends)
    at = timezone.now()
    for document in documents:
        services.choose_document(request=request, document=document, shown=True, by=cast.maureen, at=at)
    services.accept_request(request=request, by=cast.dee, at=at)
    pat = make_volunteer(friends, cast.pat, about="I have run a choir.", ways=["home"])
    return services.propose_helper(request=request, volunteer=pat, by=cast.dee, at=at)


def test_a_coordinator_proposes_only_who_can_be_matched(cast: Cast, friends: Organisation) -> None:
    request = sent(cast, friends)
    services.accept_request(request=request, by=cast.dee, at=timezone.now())
    make_volunteer(friends, cast.pat)
    make_volunteer(friends, UserFactory(known_as="Nocheck", volunteer=True), checked=False)
    dee, client = signed_in(cast.dee), signed_in(cast.maureen)
    page = reverse("organisation_request_propose", args=[friends.uuid, request.uuid])
    read = text(dee, page)
    assert "Propose Pat" in read
    assert "1 of your volunteers can help" in text(dee, reverse("organisation_requests", args=[friends.uuid]))
    assert "Nocheck" not in read
    assert "Choose somebody to propose." in dee.post(page, {}, follow=True).content.decode()
    dee.post(page, {"volunteer": str(cast.pat.organisation_memberships.get().volunteer.uuid)})
    offer = Offer.objects.get()
    own = reverse("help_offer", args=[request.uuid, offer.uuid])
    assert own in text(client, request.get_absolute_url())
    assert "Take the proposal back" in text(dee, reverse("organisation_request", args=[friends.uuid, request.uuid]))


def test_the_person_reads_who_it_is_and_says_until_when(cast: Cast, friends: Organisation) -> None:
    plan = make_document(cast.maureen, version=publish(), title="My quiet plan")
    offer = proposed(cast, friends, plan)
    client, pat = signed_in(cast.maureen), signed_in(cast.pat)
    page = reverse("help_offer", args=[offer.request.uuid, offer.uuid])
    read = text(client, page)
    for words in ("I have run a choir.", "My quiet plan", "has every check", "Volunteer", "At the person’s home"):
        assert words in read
    assert pat.get(plan.get_absolute_url()).status_code == 404
    last = timezone.localdate() + timedelta(days=20)
    for wrong, sentence in (
        (last - timedelta(days=30), "from today on"),
        (last + timedelta(days=400), "within a year"),
    ):
        assert sentence in client.post(page, {**day_of(wrong), "choice": "yes"}).content.decode()
    # Whoever presses neither of the two has said neither.
    for neither in ({}, {"choice": ""}, {"choice": "maybe"}):
        assert "Press yes or no." in client.post(page, {**day_of(last), **neither}).content.decode()
    assert not Match.objects.exists()
    # Enter in a box presses the first button of the form.
    form = text(client, page).partition('name="day_0"')[0]
    assert form.rindex("<form") < form.rindex('<button type="submit" disabled hidden>')
    client.post(page, {**day_of(last), "choice": "yes"})
    match = Match.objects.get()
    assert match.last_day == last
    assert pat.get(plan.get_absolute_url()).status_code == 200
    assert "You said yes to Pat" in text(client, page)
    # Said twice with two days, the first holds, and is what is said.
    again = client.post(page, {**day_of(last + timedelta(days=9)), "choice": "yes"}, follow=True)
    assert f"until {last.day} {last:%B %Y}" in again.content.decode()
    assert "Pat Example helps until" in text(
        signed_in(cast.dee), reverse("organisation_request", args=[friends.uuid, offer.request.uuid])
    )


def day_of(day: date) -> dict[str, str]:
    return {"day_0": str(day.day), "day_1": str(day.month), "day_2": str(day.year)}


def test_a_no_is_one_button(cast: Cast, friends: Organisation) -> None:
    offer = proposed(cast, friends)
    client = signed_in(cast.maureen)
    page = reverse("help_offer", args=[offer.request.uuid, offer.uuid])
    assert "without a reason" in client.post(page, {"choice": "no"}, follow=True).content.decode()
    assert "You said no, thank you" in text(client, page)
    assert not Match.objects.exists()
    page_of_dee = reverse("organisation_request_propose", args=[friends.uuid, offer.request.uuid])
    assert "or Maureen said no to them" in text(signed_in(cast.dee), page_of_dee)
    late = client.post(page, {**day_of(timezone.localdate()), "choice": "yes"})
    assert "This has changed meanwhile" in late.content.decode()


def test_a_face_is_for_who_decides_and_only_until_then(cast: Cast, friends: Organisation) -> None:
    cast.pat.portrait.save("pat.webp", ContentFile(b"webp"))
    offer = proposed(cast, friends)
    face = reverse("help_offer_face", args=[offer.request.uuid, offer.uuid])
    assert signed_in(cast.maureen).get(face).status_code == 200
    assert signed_in(cast.beth).get(face).status_code == 404
    page = reverse("help_offer", args=[offer.request.uuid, offer.uuid])
    assert face in text(signed_in(cast.maureen), page)
    services.decline_offer(offer=offer, by=cast.maureen, at=timezone.now())
    assert signed_in(cast.maureen).get(face).status_code == 404
    assert face not in text(signed_in(cast.maureen), page)


def test_what_is_over_can_be_asked_again_with_the_same_words(cast: Cast, friends: Organisation) -> None:
    request, client, plan = sent(cast, friends), signed_in(cast.maureen), make_document(cast.maureen, version=publish())
    again, offered = reverse("help_again", args=[request.uuid]), "Ask again with the same words"
    assert "You can take it back. Then you can ask again" in text(client, f"/help/{request.uuid}/check/", 403)
    assert offered not in text(client, request.get_absolute_url())
    assert "This goes on." in client.post(again, {"key": str(uuid4())}, follow=True).content.decode()
    services.choose_document(
        request=request, document=plan, shown=True, left_out=[], by=cast.maureen, at=timezone.now()
    )
    services.take_request_back(request=request, by=cast.maureen, at=timezone.now())
    assert offered in text(client, request.get_absolute_url())
    key = {"key": str(uuid4())}
    for _ in range(2):
        answered = client.post(again, key, follow=True).content.decode()
    assert "Nothing is sent yet." in answered
    draft = HelpRequest.objects.get(state=State.DRAFT)
    assert "A plan half written" in text(client, f"/help/{draft.uuid}/check/")
    assert [wish.document for wish in draft.documents.all()] == [plan]
    HelpRequestStore(draft, cast.maureen, timezone.now()).save([AnswerChange(ABOUT, "Another one", 1)])
    request.refresh_from_db()
    assert request.answers[ABOUT]["value"] == "A plan half written"
    assert signed_in(cast.dee).get(f"/organisation/{friends.uuid}/requests/{draft.uuid}/").status_code == 404


def test_that_another_organisation_helps_shows_by_no_name_that_is_left_out(cast: Cast, friends: Organisation) -> None:
    request = sent(cast, friends)
    services.accept_request(request=request, by=cast.dee, at=timezone.now())
    pat = make_volunteer(friends, cast.pat, at_once=3)
    let_help(cast.maureen, cast.pat, make_organisation("Elsewhere"))
    dee, page = signed_in(cast.dee), reverse("organisation_request_propose", args=[friends.uuid, request.uuid])
    assert "Propose Pat" in text(dee, page)
    answered = dee.post(page, {"volunteer": str(pat.uuid)}).content.decode()
    assert "Pat cannot be proposed here." in answered
    assert "helps them" not in answered


@pytest.mark.parametrize(("state", "sees"), [(State.MATCHED, 200), (State.ENDED, 404), (State.TAKEN_BACK, 404)])
def test_who_is_asked_reads_it_while_it_is_with_them(cast: Cast, friends: Organisation, state: str, sees: int) -> None:
    made = let_help(cast.maureen, cast.pat, friends).request if state == State.MATCHED else None
    request = made or make_request(cast.maureen, friends, state=state)
    address = reverse("organisation_request", args=[friends.uuid, request.uuid])
    assert signed_in(cast.dee).get(address).status_code == sees
    for stranger in (cast.beth, cast.sunita, cast.pat, cast.morag):
        assert signed_in(stranger).get(address).status_code == 404
        assert signed_in(stranger).get(request.get_absolute_url()).status_code == 404


def test_proposing_takes_as_many_queries_for_many(cast: Cast, friends: Organisation) -> None:
    request = sent(cast, friends)
    services.accept_request(request=request, by=cast.dee, at=timezone.now())
    make_volunteer(friends, cast.pat, languages=["pa"])
    dee, page = signed_in(cast.dee), reverse("organisation_request_propose", args=[friends.uuid, request.uuid])
    text(dee, page)
    few = _queries(dee, page)
    for _ in range(5):
        make_volunteer(friends, languages=["pa", "pl"])
    assert _queries(dee, page) == few
