"""The list, beginning, the document's own page, reading, naming, newer questions, earlier answers."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planning.documents import services
from planning.documents.enums import Audience
from planning.documents.models import AnswerBeside, Document
from portal.audit.models import Event
from tests.factories.content import default_definition, publish
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.integration.planning.documents.conftest import PEOPLE, SHORT, WORDS, Page
from tests.personas import Cast

Look = Callable[..., Page]


def test_an_empty_list_says_what_will_be_here_and_how_to_begin(cast: Cast, look: Look) -> None:
    page = look(cast.amira, "/documents/")
    assert page.status == 200
    assert "You have no documents yet" in page.text
    assert 'href="/documents/new/"' in page.text


def test_the_list_holds_own_and_shared_documents_and_nobody_elses(cast: Cast, plan: Document, look: Look) -> None:
    make_document(cast.beth, title="Beth’s own plan")
    make_document(cast.amira, title="SECRET of Amira")
    make_document(cast.maureen, title="SECRET of Maureen")
    share_with(plan, cast.beth_in_circle)
    page = look(cast.beth, "/documents/")
    assert "Beth’s own plan" in page.text
    assert "From Maureen." in page.text
    assert "SECRET" not in page.text


def test_a_worker_comes_for_other_peoples_documents(cast: Cast, plan: Document, look: Look) -> None:
    nothing = look(cast.sunita, "/documents/").text
    assert "Nothing is shared with you now" in nothing
    assert 'href="/caseload/"' in nothing.split("<main")[1]
    assert "You have no documents yet" not in nothing and "Begin a document" not in nothing
    share_with_worker(plan)
    shared = look(cast.sunita, "/documents/").text
    assert "Documents shared with you</h1>" in shared
    assert plan.get_absolute_url() in shared and "From Maureen." in shared
    # Whoever is no social worker has no such people.
    for user in (cast.maureen, cast.pat, cast.beth):
        assert 'href="/caseload/"' not in look(user, "/documents/").text


def test_beginning_takes_one_button_and_is_private(cast: Cast, look: Look, press: Look) -> None:
    publish()
    assert "My support plan" in look(cast.maureen, "/documents/new/").text
    page = press(cast.maureen, "/documents/new/", kind="support_plan")
    begun = Document.objects.get()
    assert page.url == f"/documents/{begun.uuid}/"
    assert "Only you can see it." in page.text
    assert begun.owner == cast.maureen


def test_the_support_plan_comes_first_and_a_one_page_profile_can_be_begun_too(
    cast: Cast, look: Look, press: Look
) -> None:
    call_command("seed_question_sets", verbosity=0)
    offered = look(cast.maureen, "/documents/new/").text
    assert (
        0
        < offered.index("My support plan</h3>")
        < offered.index("My plan, my own way</h3>")
        < offered.index("My one-page profile</h3>")
    )
    page = press(cast.maureen, "/documents/new/", kind="one_page_profile")
    for part in ("What do people appreciate about me?", "What matters to me?", "How best to support me"):
        assert part in page.text
    step = press(cast.maureen, f"{page.url}step/how-to-support-me/", go="next")
    assert step.url == f"{page.url}step/photo/"


def test_a_kind_that_an_editor_adds_needs_no_code(cast: Cast, look: Look, press: Look) -> None:
    question = {"id": str(uuid4()), "type": "long_text", "label": "What does your dog eat?", "required": False}
    step = {"id": str(uuid4()), "slug": "meals", "title": "Meals", "questions": [question]}
    publish({"title": "About my dog", "kind": "about_my_dog", "intro": "", "steps": [step]})
    assert "About my dog" in look(cast.maureen, "/documents/new/").text
    page = press(cast.maureen, "/documents/new/", kind="about_my_dog")
    words = {question["id"]: "Anything that falls down.", f"{question['id']}-version": "0"}
    press(cast.maureen, f"{page.url}step/meals/", go="next", **words)
    assert "Anything that falls down." in look(cast.maureen, f"{page.url}check/").text
    # It can be shared and commented on like any other.
    share_with_worker(Document.objects.get())
    assert "Anything that falls down." in look(cast.sunita, page.url).text


def test_who_only_helps_is_led_to_what_was_shared_with_them(cast: Cast, plan: Document, look: Look) -> None:
    share_with(plan, cast.beth_in_circle)
    home = look(cast.beth, "/home/").text
    step = home[home.index("Your next step") :]
    assert "Maureen shared this with you." in step
    assert f'href="{plan.get_absolute_url()}">Open “My support plan”' in step
    # Who writes a plan of her own goes on with that.
    make_document(cast.beth, title="Beth’s own")
    assert "Maureen shared this with you." not in look(cast.beth, "/home/").text


@pytest.mark.parametrize("address", ["/documents/new/", "/home/"])
def test_two_taps_on_one_button_begin_one_document(cast: Cast, look: Look, press: Look, address: str) -> None:
    publish()
    named = re.search(r'name="key" value="([^"]+)"', look(cast.amira, address).text)
    assert named
    first, second = (press(cast.amira, "/documents/new/", kind="support_plan", key=named.group(1)) for _ in range(2))
    assert first.url == second.url == Document.objects.get().get_absolute_url()
    again = re.search(r'name="key" value="([^"]+)"', look(cast.amira, "/documents/new/").text)
    assert again and press(cast.amira, "/documents/new/", kind="support_plan", key=again.group(1)).url != first.url


def test_an_unknown_kind_begins_nothing(cast: Cast, press: Look) -> None:
    publish()
    page = press(cast.maureen, "/documents/new/", kind="nonsense")
    assert "Choose what you want to begin." in page.text
    assert not Document.objects.exists()


def test_with_nothing_published_there_is_nothing_to_begin(cast: Cast, look: Look) -> None:
    assert "still writing the questions" in look(cast.maureen, "/documents/new/").text


def test_staff_begin_nothing(cast: Cast, look: Look) -> None:
    publish()
    assert look(cast.sunita, "/documents/new/").status == 404


def test_the_owner_meets_a_task_list_with_states(cast: Cast, plan: Document, look: Look, base: str) -> None:
    answer(plan, WORDS, "Singing.")
    page = look(cast.maureen, base)
    assert page.status == 200
    for step in default_definition()["steps"]:
        assert f'href="{base}step/{step["slug"]}/"' in page.text
    assert "Begun" in page.text and "Not started" in page.text
    assert "Nothing is sent until you say so." in page.text


def test_her_page_leads_to_where_she_left_off(cast: Cast, plan: Document, look: Look, base: str) -> None:
    look(cast.maureen, f"{base}step/your-budget/")
    page = look(cast.maureen, base)
    assert "Go on where you left off" in page.text
    home = look(cast.maureen, "/home/")
    assert f"{base}step/your-budget/" in home.text


def test_others_read_the_words_in_the_persons_voice(cast: Cast, plan: Document, look: Look, base: str) -> None:
    share_with_worker(plan)
    answer(plan, WORDS, "Singing in the choir.")
    answer(plan, PEOPLE, [{"id": "x", "name": "Winnie", "relation": "Friend", "does": "Sits beside me"}])
    page = look(cast.sunita, base)
    assert page.status == 200
    assert "Maureen’s words" in page.text
    assert "Singing in the choir." in page.text and "Winnie" in page.text
    assert "In my words" not in page.text
    assert "/step/" not in page.text


@pytest.mark.parametrize("who", ["amira", "hana", "ruth", "morag", "ed", "pat", "dee"])
@pytest.mark.parametrize(
    "address", ["", "step/what-matters/", "check/", "share/", "share/parts/", "own/", "name/", "newer/", "earlier/"]
)
def test_a_stranger_finds_nothing(cast: Cast, plan: Document, look: Look, base: str, who: str, address: str) -> None:
    share_with_worker(plan)
    share_with(plan, cast.ruth_in_circle, can_edit=True)
    answer(plan, WORDS, "SECRET")
    page = look(getattr(cast, who), base + address)
    assert page.status == 404
    assert "SECRET" not in page.text


def test_an_ended_share_is_not_found_any_more(cast: Cast, plan: Document, look: Look, base: str) -> None:
    share_with_worker(plan, ended=True)
    share_with(plan, cast.beth_in_circle, ended=True, can_edit=True)
    answer(plan, WORDS, "SECRET")
    for user in (cast.sunita, cast.ben, cast.beth):
        assert look(user, base).status == 404


def test_readers_are_told_why_they_cannot_write(cast: Cast, plan: Document, look: Look, base: str) -> None:
    share_with_worker(plan)
    share_with(plan, cast.beth_in_circle, can_comment=True)
    for user in (cast.sunita, cast.ben, cast.beth):
        for address in ("step/what-matters/", "check/", "own/", "own/headings/new/"):
            page = look(user, base + address)
            assert page.status == 403, address
            assert "Only Maureen, and those Maureen asked to write here, can change it." in page.text
        for address in ("share/", "share/parts/", f"share/question/{WORDS}/"):
            page = look(user, base + address)
            assert page.status == 403, address
            assert "Only Maureen decides who can see this." in page.text
        for address in ("name/", "newer/", "earlier/"):
            page = look(user, base + address)
            assert page.status == 403, address
            assert "Only Maureen can open or change this." in page.text


def test_each_opening_by_somebody_else_is_recorded_and_ones_own_is_not(
    cast: Cast, plan: Document, look: Look, base: str
) -> None:
    share_with_worker(plan)
    look(cast.maureen, base)
    look(cast.sunita, base)
    look(cast.hana, base)
    event = Event.objects.get(verb="document opened")
    assert (event.actor_id, event.person_id) == (cast.sunita.pk, cast.maureen.pk)
    assert "Sunita" in look(cast.maureen, f"{base}share/").text


def test_a_name_can_be_changed_and_a_bad_one_is_explained(cast: Cast, plan: Document, press: Look, base: str) -> None:
    assert press(cast.maureen, f"{base}name/", title="Where I want to be").url == base
    plan.refresh_from_db()
    assert plan.title == "Where I want to be"
    assert "Write a name for it." in press(cast.maureen, f"{base}name/", title="   ").text
    assert "too long" in press(cast.maureen, f"{base}name/", title="x" * 121).text
    assert press(cast.maureen, f"{base}name/", title="nul\x00").status == 200
    plan.refresh_from_db()
    assert plan.title == "Where I want to be"


@pytest.mark.parametrize("address", ["", "check/", "step/own/", "share/", "own/", "name/"])
def test_the_title_of_a_page_is_nobodys_words(cast: Cast, plan: Document, look: Look, base: str, address: str) -> None:
    services.rename_document(document=plan, title="CANARY title", by=cast.maureen, at=timezone.now())
    heading = services.add_heading(document=plan, title="CANARY heading", by=cast.maureen, at=timezone.now())
    slug = f"own-{heading.step_id.hex[:12]}"
    page = look(cast.maureen, base + address.replace("own/", f"{slug}/") if "step" in address else base + address)
    assert page.status == 200
    assert "CANARY" not in page.text.split("<title>")[1].split("</title>")[0]


def test_newer_questions_are_offered_shown_and_accepted(cast: Cast, look: Look, press: Look) -> None:
    first = publish()
    plan = make_document(cast.maureen, version=first)
    answer(plan, WORDS, "Stays with me")
    changed = default_definition()
    changed["steps"][0]["questions"] = changed["steps"][0]["questions"][1:]
    changed["steps"][0]["questions"][0]["label"] = "What is a good day like?"
    publish(changed, question_set=first.question_set)
    base = f"/documents/{plan.uuid}/"
    assert "There are newer questions" in look(cast.maureen, base).text
    offer = look(cast.maureen, f"{base}newer/")
    assert "What is a good day like?" in offer.text and "What matters most in your life?" in offer.text
    page = press(cast.maureen, f"{base}newer/", choice="accept")
    assert "All your answers are still here." in page.text
    assert "There are newer questions" not in page.text
    earlier = look(cast.maureen, f"{base}earlier/")
    assert "Stays with me" in earlier.text and "What matters most in your life?" in earlier.text


def test_declined_questions_are_not_offered_again(cast: Cast, look: Look, press: Look) -> None:
    first = publish()
    plan = make_document(cast.maureen, version=first)
    publish(question_set=first.question_set)
    base = f"/documents/{plan.uuid}/"
    assert "You keep the questions you have." in press(cast.maureen, f"{base}newer/", choice="decline").text
    assert "There are newer questions" not in look(cast.maureen, base).text
    assert look(cast.maureen, f"{base}newer/").url == base


def test_earlier_answers_are_the_owners_alone(cast: Cast, plan: Document, look: Look, base: str) -> None:
    share_with_worker(plan)
    share_with(plan, cast.beth_in_circle, can_edit=True)
    answer(plan, "00000000-0000-4000-8000-000000000001", "SECRET from before")
    for user in (cast.sunita, cast.beth):
        for address in ("", "check/"):
            assert "SECRET" not in look(user, base + address).text


def test_words_beside_a_kept_answer_wait_for_the_owner(
    cast: Cast, plan: Document, look: Look, press: Look, base: str
) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    answer(plan, WORDS, "SECRET", audience=Audience.ONLY_ME)
    AnswerBeside.objects.create(
        document=plan, question_id=WORDS, number=1, value="Mum likes choirs", typed_by=cast.beth,
        saved_at=timezone.now(),
    )  # fmt: skip
    assert "Somebody wrote beside one of your answers" in look(cast.maureen, base).text
    assert "Mum likes choirs" in look(cast.maureen, f"{base}check/").text
    beside = AnswerBeside.objects.get()
    assert press(cast.beth, f"{base}beside/{beside.pk}/", choice="use").status == 403
    page = press(cast.maureen, f"{base}beside/{beside.pk}/", choice="use")
    assert "The words before are kept." in page.text
    plan.refresh_from_db()
    assert plan.answers.get().value == "Mum likes choirs"


def test_private_and_empty_answers_are_folded_alike_on_the_owners_own_page(
    cast: Cast, plan: Document, look: Look, base: str
) -> None:
    answer(plan, WORDS, "SECRET", audience=Audience.ONLY_ME)
    answer(plan, SHORT, "For everybody")
    page = look(cast.maureen, f"{base}check/").text
    for question in (WORDS, PEOPLE):
        part = page.split(f'id="q-{question}"')[1].split('imw-answer"')[0]
        assert "Open this one" in part.split("imw-words")[0]
    part = page.split(f'id="q-{SHORT}"')[1].split('imw-answer"')[0]
    assert "Open this one" not in part.split("imw-words")[0]


def count_queries(client: Any, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", ["/documents/", "/home/"])
def test_the_number_of_queries_does_not_grow_with_the_documents(
    cast: Cast, plan: Document, browser_of: Any, address: str
) -> None:
    client = browser_of(cast.maureen)
    few = count_queries(client, address)
    for _ in range(49):
        answer(make_document(cast.maureen, version=plan.question_set_version), WORDS, "More")
    assert count_queries(client, address) == few


@pytest.mark.parametrize("who", ["maureen", "sunita", "beth"])
@pytest.mark.parametrize("address", ["", "check/", "share/", "own/", "step/what-matters/"])
def test_the_number_of_queries_does_not_grow_with_the_answers(
    cast: Cast, plan: Document, browser_of: Any, base: str, who: str, address: str
) -> None:
    share_with_worker(plan)
    share_with(plan, cast.beth_in_circle, can_edit=True)
    if (who, address) in {("sunita", "check/"), ("sunita", "own/"), ("sunita", "step/what-matters/")}:
        return
    if who != "maureen" and address == "share/":
        return
    client = browser_of(getattr(cast, who))
    answer(plan, WORDS, "One", audience=Audience.WORKER_ONLY)
    heading = services.add_heading(document=plan, title="Mine", by=cast.maureen, at=timezone.now())
    add = {"document": plan, "step_id": str(heading.step_id), "by": cast.maureen, "at": timezone.now()}
    # They have looked before, so that the page says what changed since.
    client.get(base + address)
    answer(plan, str(services.add_question(label="One?", **add).question_id), "One")
    few = count_queries(client, base + address)
    for number in range(49):
        question = services.add_question(label=f"{number}?", **add)
        answer(plan, str(question.question_id), "More", audience=[*Audience][number % 3])
    assert count_queries(client, base + address) == few
