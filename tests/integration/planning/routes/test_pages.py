"""Ways to plan and the week to have a go, as the person, their worker and everybody else meet them."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from planning.documents.models import Document
from planning.routes.models import HaveAGo, PlanningRoute
from planning.routes.services import offer_have_a_go
from portal.accounts.models import User
from tests.factories.planning import make_document, share_with, share_with_worker
from tests.personas import Cast

BrowserOf = Callable[[User], Client]
POINTERS = "Begin with what a good week looks like."


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def plan(cast: Cast) -> Document:
    document = make_document(cast.maureen)
    share_with_worker(document)
    share_with(document, cast.beth_in_circle, can_edit=True)
    return document


def boxes(day: datetime) -> dict[str, str]:
    local = timezone.localdate(day)
    return {"talk_on_0": str(local.day), "talk_on_1": str(local.month), "talk_on_2": str(local.year)}


def test_the_way_is_picked_on_the_task_list_and_changed_there(
    cast: Cast, browser_of: BrowserOf, plan: Document
) -> None:
    maureen = browser_of(cast.maureen)
    address = reverse("document_route", args=[plan.uuid])
    assert f'href="{address}"' in page(maureen, plan.get_absolute_url())
    assert page(maureen, address).count('type="radio"') == 5
    nothing = maureen.post(address)
    assert "Choose how you want to plan." in nothing.content.decode()
    sent = maureen.post(address, {"route": "pointers"}, follow=True).content.decode()
    assert "On my own, with a few pointers" in sent
    assert 'href="/guidance/what-every-plan-needs/"' in sent
    sent = maureen.post(address, {"route": "family"}, follow=True).content.decode()
    assert "With family or friends" in sent
    assert 'href="/guidance/what-every-plan-needs/"' not in sent


def test_the_worker_reads_how_a_plan_is_made_and_nobody_else_does(
    cast: Cast, browser_of: BrowserOf, plan: Document
) -> None:
    PlanningRoute.objects.create(document=plan, route="helper", chosen_at=timezone.now())
    said = "an organisation, a volunteer"
    assert f"Maureen plans this with {said}" in page(browser_of(cast.sunita), plan.get_absolute_url())
    assert said not in page(browser_of(cast.beth), plan.get_absolute_url())


def test_the_worker_offers_a_week_and_both_agree(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    sunita, maureen = browser_of(cast.sunita), browser_of(cast.maureen)
    address = reverse("offer_have_a_go", args=[cast.maureen.uuid])
    form = page(sunita, address)
    proposed = HaveAGo.objects.count()
    assert "Nobody asks in between" in form
    day = now + timedelta(days=8)
    sent = sunita.post(address, {"pointers": POINTERS, **boxes(day)}, follow=True)
    assert "Maureen can see it now." in sent.content.decode()
    assert HaveAGo.objects.count() == proposed + 1
    home = page(maureen, "/home/")
    assert "Sunita offers you time to have a go" in home
    assert POINTERS in page(maureen, "/have-a-go/")
    offer = HaveAGo.objects.get()
    answered = maureen.post("/have-a-go/", {"choice": "yes", "talk_on": offer.talk_on.isoformat()}, follow=True)
    assert "You both said yes." in answered.content.decode()
    assert "Nobody asks before then." in page(maureen, "/home/")
    assert "You both agreed to talk then." in page(sunita, reverse("caseload_person", args=[cast.maureen.uuid]))
    assert "has a go, talk on" in page(sunita, reverse("caseload"))


def test_another_day_is_asked_for_and_answered(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    sunita, maureen = browser_of(cast.sunita), browser_of(cast.maureen)
    day = timezone.localdate(now) + timedelta(days=7)
    offer_have_a_go(person=cast.maureen, pointers="", talk_on=day, by=cast.sunita, at=now)
    missing = maureen.post("/have-a-go/", {"choice": "other", "day_0": "31", "day_1": "2", "day_2": str(day.year)})
    html = missing.content.decode()
    assert "There is no such date" in html
    assert 'value="31"' in html
    other = day + timedelta(days=2)
    typed = {"day_0": str(other.day), "day_1": str(other.month), "day_2": str(other.year)}
    maureen.post("/have-a-go/", {"choice": "other", **typed})
    asked = page(sunita, reverse("offer_have_a_go", args=[cast.maureen.uuid]))
    assert "They ask for another day" in asked
    address = reverse("offer_have_a_go", args=[cast.maureen.uuid])
    sunita.post(address, {"choice": "agree", "talk_on": other.isoformat()})
    assert HaveAGo.objects.get().talk_on == other
    assert "They ask for another day" not in page(sunita, address)


@pytest.mark.parametrize(
    ("days", "sentence"), [(-1, "That day is over."), (400, "more than half a year away")], ids=["past", "far off"]
)
def test_a_day_that_makes_no_sense_is_asked_again_with_everything_typed(
    cast: Cast, browser_of: BrowserOf, now: datetime, days: int, sentence: str
) -> None:
    address = reverse("offer_have_a_go", args=[cast.maureen.uuid])
    typed = {"pointers": POINTERS, **boxes(now + timedelta(days=days))}
    html = browser_of(cast.sunita).post(address, typed).content.decode()
    assert sentence in html
    assert POINTERS in html
    assert not HaveAGo.objects.exists()


def test_pointers_of_a_sign_in_that_ran_out_come_back(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    address, sunita = reverse("offer_have_a_go", args=[cast.maureen.uuid]), browser_of(cast.sunita)
    token = re.search(r'name="held-for" value="([^"]+)"', page(sunita, address))
    assert token
    typed = {"pointers": POINTERS, **boxes(now + timedelta(days=8))}
    sent = Client().post(address, {**typed, "held-for": token[1]})
    assert sent["Location"].startswith(reverse("account_login"))
    assert not HaveAGo.objects.exists()
    html = page(sunita, address)
    assert POINTERS in html
    assert "We kept your words" in html
    sunita.post(address, typed)
    assert "We kept your words" not in page(sunita, address)
    assert HaveAGo.objects.get().pointers == POINTERS


def test_an_old_page_changes_nothing_and_says_so(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    maureen = browser_of(cast.maureen)
    for data in ({"choice": "yes", "talk_on": "2026-01-01"}, {"choice": "end"}, {"choice": "yes", "talk_on": "soon"}):
        assert "has ended" in maureen.post("/have-a-go/", data, follow=True).content.decode()
    day = timezone.localdate(now) + timedelta(days=7)
    offer_have_a_go(person=cast.maureen, pointers="", talk_on=day, by=cast.sunita, at=now)
    for seen in ("", "9999-99-99", "2026-01-01"):
        html = maureen.post("/have-a-go/", {"choice": "yes", "talk_on": seen}, follow=True).content.decode()
        assert "Look at it once more" in html
    assert HaveAGo.objects.get().agreed_at is None


def test_the_offer_of_one_person_is_nowhere_on_anybody_elses_pages(
    cast: Cast, browser_of: BrowserOf, now: datetime, plan: Document
) -> None:
    day = timezone.localdate(now) + timedelta(days=7)
    offer_have_a_go(person=cast.maureen, pointers=POINTERS, talk_on=day, by=cast.sunita, at=now)
    assert POINTERS in page(browser_of(cast.maureen), plan.get_absolute_url())
    beth = browser_of(cast.beth)
    for address in ("/home/", "/have-a-go/", plan.get_absolute_url()):
        assert POINTERS not in page(beth, address)
        assert "offers you time" not in page(beth, address)
