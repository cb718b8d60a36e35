"""The pages of bad times, as the person, their worker, their manager and everybody else meet them."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

import pytest
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse

from content.rules.models import HelpNumbers
from portal.accounts.models import User
from portal.crisis.models import Crisis, CrisisWords
from portal.crisis.panels import above_messages
from portal.crisis.services import mark_crisis
from portal.notifications.models import Notice
from portal.relationships.models import Allocation
from tests.by_lot import without_what_is_drawn
from tests.factories.community import thread_of
from tests.factories.planning import make_document, share_with
from tests.factories.portal import UserFactory, allocate
from tests.personas import Cast

BrowserOf = Callable[[User], Client]
NUMBER = "01632 960333"


@pytest.fixture(autouse=True)
def _numbers(db: None) -> None:
    HelpNumbers.objects.create(crisis_line=NUMBER, crisis_name="The night line")


def text(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_numbers_come_before_anything_and_opening_the_page_marks_nothing(cast: Cast, browser_of: BrowserOf) -> None:
    page = text(browser_of(cast.maureen), "/crisis/")
    main = page[page.index("<main") :]
    assert main.index('href="tel:999"') < main.index(NUMBER) < main.index("When you press the button")
    assert "Sunita, Ben and Morag (manager)" in main
    assert not Crisis.objects.exists()


def test_one_press_pauses_and_a_second_one_changes_nothing(cast: Cast, browser_of: BrowserOf) -> None:
    maureen = browser_of(cast.maureen)
    for _ in range(2):
        sent = maureen.post("/crisis/", follow=True).content.decode()
        assert "Planning is paused" in sent
    assert Crisis.objects.count() == 1


def main_of(client: Client, address: str) -> str:
    page = text(client, address)
    return page[page.index("<main") : page.index("</main")]


def test_every_personal_page_of_hers_shows_the_numbers(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    pages = ["/home/", "/documents/", make_document(cast.maureen).get_absolute_url(), "/people/"]
    maureen = browser_of(cast.maureen)
    assert not any(NUMBER in main_of(maureen, address) for address in pages)
    mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    for address in pages:
        main = main_of(maureen, address)
        assert NUMBER in main and "paused" in main.lower(), address


def test_a_thread_shows_it_to_the_two_and_to_nobody_else_in_it(cast: Cast, now: datetime, rf: RequestFactory) -> None:
    thread = thread_of(cast.maureen, now)
    mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    shown = {}
    for who in (cast.maureen, cast.sunita, cast.ben, cast.beth, cast.hana):
        request = rf.get("/")
        request.user = who
        shown[who.known_as] = len(above_messages(request, thread))
    assert shown == {"Maureen": 1, "Sunita": 1, "Ben": 1, "Beth": 0, "Hana": 0}


def test_family_is_told_nothing_by_any_page(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    document = make_document(cast.maureen)
    share_with(document, cast.beth_in_circle)
    beth = browser_of(cast.beth)
    addresses = ["/home/", "/people/", "/documents/", "/notices/", document.get_absolute_url()]
    before = [text(beth, address) for address in addresses]
    mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    after = [text(beth, address) for address in addresses]
    strip = [(_without_tokens(b), _without_tokens(a)) for b, a in zip(before, after, strict=True)]
    assert all(b == a for b, a in strip)
    assert not Notice.objects.filter(user=cast.beth).exists()


def test_who_writes_with_her_is_told_that_it_is_paused_and_not_why(
    cast: Cast, browser_of: BrowserOf, now: datetime
) -> None:
    document = make_document(cast.maureen)
    share_with(document, cast.beth_in_circle, can_edit=True)
    mark_crisis(person=cast.maureen, by=cast.maureen, at=now, words="I cannot sleep.")
    page = text(browser_of(cast.beth), document.get_absolute_url())
    main = without_what_is_drawn(page[page.index("<main") : page.index("</main")])
    assert "Writing is paused here for now." in main
    assert "bad" not in main and "crisis" not in main and "I cannot sleep." not in main
    assert browser_of(cast.beth).get(Crisis.objects.get().get_absolute_url()).status_code == 404


def _without_tokens(page: str) -> str:
    return re.sub(r'name="(csrfmiddlewaretoken|held-for)" value="[^"]+"|value="[0-9a-f-]{36}"', "", page)


def test_words_are_for_her_and_her_workers_and_not_for_the_manager(
    cast: Cast, browser_of: BrowserOf, now: datetime
) -> None:
    crisis = mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    address = crisis.get_absolute_url()
    browser_of(cast.maureen).post(address, {"words": "The heating is off."})
    assert "The heating is off." in text(browser_of(cast.maureen), "/crisis/")
    for worker in (cast.sunita, cast.ben):
        page = text(browser_of(worker), address)
        assert "The heating is off." in page and "Maureen’s words" in page
    page = text(browser_of(cast.morag), address)
    assert "Maureen Example" in page and "The heating is off." not in page
    assert browser_of(cast.morag).post(address, {"words": "Hm"}).status_code == 403
    assert browser_of(cast.morag).post(f"{address}end/").status_code == 403


def test_words_that_are_too_long_stay_in_their_box(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    crisis = mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    long = "sleepless " * 300
    page = browser_of(cast.maureen).post(crisis.get_absolute_url(), {"words": long}).content.decode()
    assert long.strip() in page and "There is room for 2,000." in page
    nul = browser_of(cast.maureen).post(crisis.get_absolute_url(), {"words": "a\x00bc"}, follow=True)
    assert nul.status_code == 200
    assert crisis.words.get().text == "abc"


def test_a_worker_marks_it_with_words_and_ends_it(cast: Cast, browser_of: BrowserOf) -> None:
    sunita = browser_of(cast.sunita)
    address = reverse("crisis_mark", args=[cast.maureen.uuid])
    assert "at once Ben and Morag (manager)" in " ".join(text(sunita, address).split())
    page = sunita.post(address, {"words": "Not safe alone tonight."}, follow=True).content.decode()
    assert "Not safe alone tonight." in page and "Maureen can see that you opened this page" in page
    crisis = Crisis.objects.get()
    assert "Sunita marked this" in text(browser_of(cast.maureen), "/crisis/")
    assert sunita.get(address)["Location"] == crisis.get_absolute_url()
    sunita.post(f"{crisis.get_absolute_url()}end/")
    crisis.refresh_from_db()
    assert crisis.ended_by == cast.sunita
    looked = text(browser_of(cast.maureen), "/people/who-looked/")
    assert "said that things are bad for you" in looked and "said that things are better" in looked


def test_whoever_has_no_worker_is_told_whom_to_ring(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    iris = UserFactory(known_as="Iris")
    page = " ".join(text(browser_of(iris), "/crisis/").split())
    assert "You have no social worker yet. We tell Morag (manager) at once." in page
    User.objects.filter(pk=cast.morag.pk).update(is_active=False)
    assert "There is nobody here whom we could tell." in text(browser_of(iris), "/crisis/")
    Allocation.objects.all().delete()


@pytest.mark.parametrize("who", ["person", "worker", "worker who marks"])
def test_words_of_somebody_who_was_signed_out_are_kept(
    cast: Cast, browser_of: BrowserOf, now: datetime, who: str
) -> None:
    user, marks = (cast.maureen if who == "person" else cast.sunita), who == "worker who marks"
    crisis = None if marks else mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    address = crisis.get_absolute_url() if crisis else f"/crisis/mark/{cast.maureen.uuid}/"
    token = re.search(r'name="held-for" value="([^"]+)"', text(browser_of(user), address))
    assert token
    sent = Client().post(address, {"words": "The red door.", "held-for": token[1]})
    assert sent.status_code == 302 and "/accounts/login/" in sent["Location"]
    assert not CrisisWords.objects.exists()
    browser = browser_of(user)
    page = text(browser, address)
    assert "We kept your words" in page and "The red door." in page
    assert "The red door." not in text(browser_of(cast.ben), address)
    browser.post(address, {"words": "The red door."})
    assert CrisisWords.objects.get().author == user
    assert "We kept your words" not in text(browser, address)
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(user)
    assert forged.post(address, {"words": "Forged."}).status_code == 403
    assert CrisisWords.objects.count() == 1


def test_nobody_is_promised_a_reader_while_there_is_none(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    iris = UserFactory(known_as="Iris")
    crisis = mark_crisis(person=iris, by=iris, at=now)
    page = main_of(browser_of(iris), "/crisis/")
    assert "nobody here would read what you write" in page
    assert 'name="words"' not in page and "Only you, your social worker" not in page
    # A page from when there was somebody: the words are kept, and it is said that nobody reads them now.
    sent = browser_of(iris).post(crisis.get_absolute_url(), {"words": "The stairs."}, follow=True).content.decode()
    assert "Nobody but you can read it until you have a social worker" in sent
    assert "They can read it now" not in sent and "The stairs." in sent
    allocate(iris, cast.sunita)
    page = main_of(browser_of(iris), "/crisis/")
    assert 'name="words"' in page and "nobody here would read" not in page


def test_emails_name_nobody_and_say_nothing(
    cast: Cast, now: datetime, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        mark_crisis(person=cast.maureen, by=cast.maureen, at=now, words="tangerine")
    assert len(mail.outbox) == 3
    for sent in mail.outbox:
        assert "A crisis was marked." in sent.body
        assert "Maureen" not in sent.body + sent.subject and "tangerine" not in sent.body


def test_the_way_there_is_on_every_personal_page_of_a_person_and_on_no_workers(
    cast: Cast, browser_of: BrowserOf
) -> None:
    assert 'href="/crisis/"' in text(browser_of(cast.maureen), "/documents/")
    assert 'href="/crisis/"' not in text(browser_of(cast.sunita), "/caseload/")
