"""Whatever page says no, the words that came with a form are on it."""

import re
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.caseload.models import OwnNote
from content.wizards import held
from planning.direct_planning.models import DirectAnswer, DirectPart
from planning.direct_planning.services import choose_reader
from portal.accounts.models import User
from portal.relationships.models import Allocation
from tests.factories.diary import make_diary
from tests.factories.direct_planning import make_direct_plan
from tests.personas import Cast, signed_in

BrowserOf = Callable[[User], Client]
WORDS = "Rings back <b>best</b> after two"
ON_THE_PAGE = "Rings back &lt;b&gt;best&lt;/b&gt; after two"


def page(response: HttpResponse) -> str:
    """What is between the header and the footer, without what is another each time."""
    text = response.content.decode()
    return re.sub(r'value="[^"]*"', "", text[text.index("<main") : text.index("</main>")])


def hand_over(person: User) -> None:
    """Nobody is this person's social worker from now on."""
    Allocation.objects.filter(person=person, ends_at=None).update(ends_at=timezone.now())


def test_a_workers_note_at_the_moment_of_a_change_of_worker(cast: Cast, browser_of: BrowserOf) -> None:
    sunita, path = browser_of(cast.sunita), reverse("caseload_note", args=[cast.maureen.uuid])
    assert sunita.get(path).status_code == 200
    hand_over(cast.maureen)
    said = sunita.post(path, {"words": WORDS, "seen": "0", "next": "/caseload/"})
    assert said.status_code == 404 and "<h1>Not saved</h1>" in page(said) and ON_THE_PAGE in page(said)
    assert not OwnNote.objects.exists()


def test_all_parts_of_a_direct_plan_at_the_moment_of_a_change_of_worker(
    cast: Cast, browser_of: BrowserOf, now: datetime
) -> None:
    plan = make_direct_plan(cast.maureen, cast.sunita, now, "You fell on Tuesday.", shown=False)
    path = reverse("direct_plan_write", args=[plan.uuid])
    hand_over(cast.maureen)
    parts = list(plan.parts.kept())
    form = {f"words-{part.uuid}": f"Words of part {part.position}" for part in parts} | {"go": "save"}
    said = browser_of(cast.sunita).post(path, form | {f"words-{parts[0].uuid}": "Wednesday!"})
    assert said.status_code == 404 and "Wednesday!" in page(said)
    assert all(f"Words of part {part.position}" in page(said) for part in parts[1:])
    assert DirectPart.objects.filter(plan=plan, words="You fell on Tuesday.").exists()


def test_an_answer_to_a_direct_plan_that_may_not_be_read_any_more(
    cast: Cast, browser_of: BrowserOf, now: datetime
) -> None:
    plan = make_direct_plan(cast.maureen, cast.sunita, now, "You fell on Tuesday.")
    part = plan.parts.written().get()
    facts = {"plan": plan, "membership": cast.beth_in_circle, "by": cast.maureen}
    choose_reader(**facts, reads=True, may_answer=True, at=now)
    path = reverse("direct_plan_answer", args=[plan.uuid, part.uuid])
    form = {"said": "partly", "words": WORDS, "said_by": "Mum", "how": "on the phone", "seen": "2"}
    choose_reader(**facts, reads=True, may_answer=False, at=timezone.now())
    refused = browser_of(cast.beth).post(path, {**form, "key": str(uuid4())})
    assert refused.status_code == 403 and ON_THE_PAGE in page(refused)
    choose_reader(**facts, reads=False, may_answer=False, at=timezone.now())
    gone = browser_of(cast.beth).post(path, {**form, "key": str(uuid4())})
    assert gone.status_code == 404 and ON_THE_PAGE in page(gone)
    assert not DirectAnswer.objects.exists()


def test_who_never_had_a_place_gets_the_same_page_as_where_there_is_nothing(
    cast: Cast, browser_of: BrowserOf, now: datetime
) -> None:
    plan = make_direct_plan(cast.maureen, cast.sunita, now, "You fell on Tuesday.")
    form = {"words": WORDS}
    hana = browser_of(cast.hana)
    there = hana.post(reverse("direct_plan_write", args=[plan.uuid]), form)
    nowhere = hana.post(reverse("direct_plan_write", args=[uuid4()]), form)
    assert there.status_code == nowhere.status_code == 404
    assert page(there) == page(nowhere)
    assert "Not saved" not in page(hana.get(reverse("direct_plan_write", args=[plan.uuid])))


def test_words_that_were_held_come_back_where_the_page_is_gone_after_signing_in(cast: Cast) -> None:
    path = reverse("caseload_note", args=[cast.maureen.uuid])
    token = held.token(cast.sunita, path)
    assert Client().post(path, {"words": WORDS, "held-for": token}).status_code == 302
    hand_over(cast.maureen)
    back = signed_in(cast.sunita).get(path)
    assert back.status_code == 404 and ON_THE_PAGE in page(back)
    assert ON_THE_PAGE not in page(signed_in(cast.hana).get(path))


# --- A form that may not come from a page of ours -----------------------------------------


@pytest.fixture
def strict(cast: Cast) -> Client:
    """Maureen's browser, checked as it is in use, with a page that is too old."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in(cast.maureen).cookies
    client.cookies["csrftoken"] = "b" * 32
    return client


STALE = {"name": WORDS, "password": "correct horse battery", "csrfmiddlewaretoken": "a" * 32}


def test_a_page_that_is_too_old_gives_the_words_back(strict: Client) -> None:
    said = strict.post("/people/", STALE, headers={"Origin": "http://testserver"})
    assert said.status_code == 403 and ON_THE_PAGE in page(said) and "too old" in page(said)
    assert "correct horse" not in page(said) and "a" * 32 not in page(said)
    assert "no-store" in said["Cache-Control"]


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_words_from_another_site_are_not_said_by_this_one(strict: Client, headers: dict[str, str]) -> None:
    said = strict.post("/people/", STALE, headers=headers)
    assert said.status_code == 403 and "Rings back" not in said.content.decode()
    # An address that nobody checks, for it is none.
    lost = strict.post("/no/such.page", STALE, headers=headers)
    assert lost.status_code == 404 and "Rings back" not in lost.content.decode()


def test_signed_out_it_is_a_page_in_our_words(db: None) -> None:
    said = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x", "password": "correct horse"})
    assert said.status_code == 403 and "We could not take that in" in page(said)
    assert "correct horse" not in said.content.decode()


def test_a_sum_and_what_it_was_for_come_back_too(cast: Cast, browser_of: BrowserOf) -> None:
    """Beth looked after the money, and does not any more."""
    diary = make_diary(cast.maureen)
    beth, path = browser_of(cast.beth), reverse("diary_add", args=[diary.uuid])
    said = beth.post(path, {"direction": "out", "amount": "12,50", "what_for": "Taxi", "seen": "3"})
    assert said.status_code == 404 and "12,50" in page(said) and "Taxi" in page(said)
    assert ">3<" not in page(said) and ">out<" not in page(said)
