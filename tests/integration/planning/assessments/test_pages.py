"""The worker's two forms, as each of the cast meets them."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from planning.assessments.models import Assessment, IndicativeBudget
from planning.assessments.services import set_indicative_budget
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notifications.models import Notice
from tests.factories.assessments import assess, indicate
from tests.factories.authority import let_act
from tests.personas import Cast, everybody

BrowserOf = Callable[[User], Client]


def url(name: str, person: User) -> str:
    return reverse(name, args=[person.uuid])


def test_one_figure_and_one_post_and_the_person_sees_it_at_once(cast: Cast, browser_of: BrowserOf) -> None:
    sunita, maureen = browser_of(cast.sunita), browser_of(cast.maureen)
    form = sunita.get(url("indicative_budget", cast.maureen)).content.decode()
    assert form.count('type="text"') == 1
    assert 'inputmode="decimal"' in form
    assert "Maureen Example, born 1955" in form
    assert "£96.00" not in maureen.get("/home/").content.decode()
    sent = sunita.post(url("indicative_budget", cast.maureen), {"weekly": "£96"}, follow=True)
    assert sent.redirect_chain == [(url("caseload_person", cast.maureen), 302)]
    assert "Maureen can see it now: £96.00 a week." in sent.content.decode()
    for address in ("/home/", "/budget/"):
        html = maureen.get(address).content.decode()
        assert "£96.00" in html
        assert "£4,992.00 a year" in html
        assert "our first figure; it may change" in html


@pytest.mark.parametrize("typed", ["", "-3", "about ten pounds", "10000000", "96.505"])
def test_what_is_no_figure_stays_in_the_box_and_changes_nothing(cast: Cast, browser_of: BrowserOf, typed: str) -> None:
    indicate(cast.maureen, cast.sunita, "96.00")
    response = browser_of(cast.sunita).post(url("indicative_budget", cast.maureen), {"weekly": typed})
    html = response.content.decode()
    assert response.status_code == 200
    assert "There is a problem" in html
    assert "<title>Error: Indicative budget" in html
    assert f'value="{typed}"' in html or not typed
    assert IndicativeBudget.objects.get().weekly == Decimal("96.00")


def test_recording_an_assessment_and_reading_it_again(cast: Cast, browser_of: BrowserOf) -> None:
    sunita = browser_of(cast.sunita)
    address = url("assessment", cast.maureen)
    boxes = {"assessed_on_0": "3", "assessed_on_1": "2", "assessed_on_2": "2026"}
    sent = sunita.post(address, {**boxes, "needs": "Her hands are stiff.", "outcome_f": "eligible"}, follow=True)
    assert "3 February 2026" in sent.content.decode()
    recorded = Assessment.objects.get()
    assert recorded.eligibility == {"f": "eligible"}
    again = sunita.get(address).content.decode()
    assert "Her hands are stiff." in again
    assert "Recorded by Sunita" in again
    money = browser_of(cast.maureen).get("/budget/").content.decode()
    for words in ("3 February 2026", "Her hands are stiff.", "Keeping a home that is fit to live in", "Eligible"):
        assert words in money


@pytest.mark.parametrize("year", ["9" * 20, "9" * 5000, "0", "-1"])
def test_a_year_that_no_calendar_has_is_no_date(cast: Cast, browser_of: BrowserOf, year: str) -> None:
    boxes = {"assessed_on_0": "1", "assessed_on_1": "2", "assessed_on_2": year}
    page = browser_of(cast.sunita).post(url("assessment", cast.maureen), {**boxes, "needs": "Mornings"})
    assert page.status_code == 200
    assert "There is no such date." in page.content.decode()
    assert "Mornings" in page.content.decode()
    assert not Assessment.objects.exists()


def test_the_31st_of_february_keeps_everything_typed(cast: Cast, browser_of: BrowserOf) -> None:
    boxes = {"assessed_on_0": "31", "assessed_on_1": "2", "assessed_on_2": "2026"}
    html = (
        browser_of(cast.sunita)
        .post(url("assessment", cast.maureen), {**boxes, "needs": "Mornings", "outcome_b": "not_eligible"})
        .content.decode()
    )
    assert "There is no such date." in html
    assert 'value="31"' in html
    assert "Mornings" in html
    assert re.search(r'name="outcome_b"[^>]*value="not_eligible"[^>]*checked', html)
    assert not Assessment.objects.exists()


def test_every_reading_is_written_down(cast: Cast, browser_of: BrowserOf) -> None:
    ben = browser_of(cast.ben)
    ben.get(url("assessment", cast.maureen))
    ben.get(url("indicative_budget", cast.maureen))
    looked = Event.objects.filter(actor_id=cast.ben.pk, person_id=cast.maureen.pk)
    assert set(looked.values_list("verb", flat=True)) == {"assessment opened", "budget opened"}
    page = browser_of(cast.maureen).get("/people/who-looked/").content.decode()
    assert "opened your assessment" in page
    assert "opened your budget" in page


@pytest.mark.parametrize("name", ["assessment", "indicative_budget"])
def test_nobody_but_her_worker_and_cover_finds_it(cast: Cast, browser_of: BrowserOf, name: str) -> None:
    assess(cast.maureen, cast.sunita, needs="The tangerine tin")
    indicate(cast.maureen, cast.sunita, "96.00")
    for who, user in everybody(cast).items():
        response = browser_of(user).get(url(name, cast.maureen))
        expected = 200 if who in {"sunita", "ben"} else 404
        assert response.status_code == expected, who
        if expected == 404:
            assert "tangerine" not in response.content.decode()
            assert "96.00" not in response.content.decode()
            posted = browser_of(user).post(url(name, cast.maureen), {"weekly": "1"})
            assert posted.status_code == 404
    assert IndicativeBudget.objects.count() == Assessment.objects.count() == 1


@pytest.mark.parametrize(("page_", "box"), [("assessment", "needs"), ("budget", "how")])
def test_what_was_typed_while_the_sign_in_ran_out_comes_back(
    cast: Cast, browser_of: BrowserOf, page_: str, box: str
) -> None:
    address, browser = f"/caseload/{cast.maureen.uuid}/{page_}/", browser_of(cast.sunita)
    shown = browser.get(address).content.decode()
    token = re.search(r'name="held-for" value="([^"]+)"', shown)
    assert token
    browser.logout()
    browser.post(address, {box: "Her hands are worse in the morning.", "held-for": token.group(1)})
    assert "Her hands are worse in the morning." in browser_of(cast.sunita).get(address).content.decode()


def test_who_acts_in_her_place_hears_of_the_figure_too(cast: Cast) -> None:
    let_act(cast.beth_in_circle, cast.morag)
    set_indicative_budget(person=cast.maureen, weekly=Decimal(96), by=cast.sunita, at=timezone.now())
    assert Notice.objects.filter(user=cast.beth, path=f"/budget/of/{cast.maureen.uuid}/").exists()
