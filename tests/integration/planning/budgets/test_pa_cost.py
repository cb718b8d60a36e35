"""The calculator: open to all, keeps what was typed, and carries its costs into a plan once."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from content.rules.models import EmployerRates
from content.rules.seeding import seed_employer_rates
from planning.budgets.planned import planned_for
from planning.documents.models import Answer, Document
from planning.documents.store import DocumentAnswerStore
from portal.accounts.models import User
from tests.factories.content import default_definition, publish, question_id
from tests.factories.planning import answer, make_document
from tests.personas import Cast, signed_in

pytestmark = pytest.mark.django_db
HERE, CARRY = "/tools/pa-cost/", "/tools/pa-cost/carry/"
COSTS = question_id(default_definition(), "cost_list")
NOVEMBER = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    seed_employer_rates()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOVEMBER)


def typed(**more: str) -> dict[str, str]:
    """Maureen's PA: six hours at £13.00."""
    return {
        "pas": "1",
        "pa-0-shifts": "1",
        "pa-0-age": "22",
        "pa-0-cover": "else",
        "pa-0-shift-0-kind": "Weekdays",
        "pa-0-shift-0-rate": "13.00",
        "pa-0-shift-0-hours": "6",
        "extra-year": "2026",
        "extra-allowance": "yes",
        "extra-insurance": "104",
        "extra-payroll": "8.67",
        "key": str(uuid4()),
    } | {name.replace("__", "-"): value for name, value in more.items()}


def page_of(client: Client, data: dict[str, str]) -> str:
    return client.post(HERE, data).content.decode()


def test_anybody_sees_what_six_hours_cost_step_by_step(client: Client) -> None:
    page = page_of(client, typed())
    assert "£90.40 <small>a week</small>" in page
    assert "£4,700.84 a year" in page
    assert "£13.00 an hour × 6 hours a week × 52 weeks = £4,056.00 a year." in page
    assert "This is an estimate for April 2026 to April 2027." in page
    # Nothing of it is kept.
    assert not Session.objects.exists()


def test_several_kinds_of_hours_and_ten_assistants(client: Client) -> None:
    data = typed(**{"pa-0-shifts": "2", "pa-0-shift-1-kind": "Nights", "pa-0-shift-1-rate": "15"})
    data["pa-0-shift-1-hours"] = "10"
    assert "£15.00 an hour × 10 hours a week" in page_of(client, data)
    for number in range(1, 10):
        data |= {f"pa-{number}-{box}": data[f"pa-0-{box}"] for box in ("age", "cover", "shift-0-rate", "shift-0-hours")}
    page = page_of(client, {**data, "pas": "10"})
    assert "PA 10: wages" in page
    assert "There is room for ten PAs." in page
    assert "PA 11" not in page_of(client, {**data, "pas": "11"})


def test_what_makes_no_sense_is_said_and_everything_typed_stays(client: Client) -> None:
    page = page_of(client, typed(**{"pa-0-shift-0-rate": "about 13", "pa-0-name": "Leo", "pa-0-shift-0-hours": "200"}))
    assert "Error: What a PA costs" in page
    assert "Write a sum in pounds, for example 12.50." in page
    assert "A week has 168 hours." in page
    for kept in ('value="about 13"', 'value="Leo"', 'value="200"'):
        assert kept in page
    assert "It comes to" not in page


def test_an_empty_form_says_what_is_missing(client: Client) -> None:
    page = page_of(client, {})
    assert "Write the pay for an hour, for example 13.00." in page
    assert "Write how many hours a week, for example 6." in page


def test_assistants_come_and_go_and_nothing_typed_is_lost(client: Client) -> None:
    page = page_of(client, typed(go="add-pa"))
    assert 'name="pas" value="2"' in page
    assert 'value="13.00"' in page
    assert "There is a problem" not in page
    data = typed(pas="3", go="remove-pa:1", **{"pa-0-cover": "2", "pa-2-name": "Rosa", "pa-2-cover": "1"})
    page = page_of(client, data)
    assert 'name="pas" value="2"' in page
    assert 'name="pa-1-name" value="Rosa"' in page
    # Rosa still fills in for the first; the one who filled in for her is gone.
    assert '<option value="1" selected>Rosa</option>' in page
    assert page.count('<option value="else" selected>') == 1


@pytest.mark.parametrize("go", ["add-shift:0", "add-shift:99", "remove-pa:x", "remove-shift:0:0", "remove-shift:7:7"])
def test_odd_buttons_do_no_harm(client: Client, go: str) -> None:
    assert client.post(HERE, typed(go=go)).status_code == 200


def test_pay_below_the_law_and_an_allowance_at_risk_are_said(client: Client) -> None:
    page = page_of(client, typed(**{"pa-0-shift-0-rate": "11", "pa-0-shift-0-hours": "16", "extra-allowance": "no"}))
    assert "£11.00 an hour is below the lowest pay by law, which is £12.71 at this age." in page
    assert "you may lose the Employment Allowance" in page


def test_a_year_without_figures_gets_a_sentence_and_no_sum(client: Client) -> None:
    page = page_of(client, typed(**{"extra-year": "2027"}))
    assert "We do not have the figures for April 2027 to April 2028 yet" in page
    assert "It comes to" not in page
    EmployerRates.objects.update(live=False)
    page = client.get(HERE).content.decode()
    assert "We do not have the figures for April 2026 to April 2027 yet." in page
    assert "<form method" not in page.split("<main")[1].split("</main>")[0]
    assert "It comes to" not in page_of(client, typed())


def test_when_the_year_has_turned_without_new_figures_it_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    EmployerRates.objects.update(starts_on="2028-04-06")
    page = client.get(HERE).content.decode()
    assert "We do not have the figures for April 2026 to April 2027 yet. You can work it out for another year." in page


# --- Into a plan ---------------------------------------------------------------------------


def costs_in(document: Document) -> list[dict[str, Any]]:
    found = Answer.objects.filter(document=document, question_id=COSTS).first()
    return list(found.value) if found else []


def test_it_goes_below_the_costs_of_ones_plan_once_however_often_it_is_sent(cast: Cast) -> None:
    document = make_document(cast.maureen)
    taxi = {"id": str(uuid4()), "what_for": "Taxi", "amount": "5.00", "times": "", "how_often": "week"}
    answer(document, COSTS, [taxi])
    browser = signed_in(cast.maureen)
    data = typed(to=str(document.uuid))
    first = browser.post(CARRY, data)
    assert first["Location"].startswith(f"/documents/{document.uuid}/step/")
    second = browser.post(CARRY, data, follow=True)
    assert "Nothing was added twice." in second.content.decode()
    entries = costs_in(document)
    assert entries[0] == taxi
    assert [entry["what_for"] for entry in entries[1:]] == [
        "PA 1: wages (£13.00 an hour)",
        "PA 1: cover for holidays",
        "Insurance for being an employer",
        "Payroll service",
    ]
    # The plan adds up to what the calculator said.
    planned = planned_for(DocumentAnswerStore(document, cast.maureen, NOVEMBER))
    assert f"{planned.weekly - 5:.2f}" == "90.40"
    # Sent from a page that was opened anew, it is another one.
    browser.post(CARRY, typed(to=str(document.uuid)))
    assert len(costs_in(document)) == 9


def test_with_several_plans_it_asks_which(cast: Cast) -> None:
    make_document(cast.maureen, title="Old plan")
    new = make_document(cast.maureen, title="New plan")
    make_document(cast.amira, title="Of somebody else")
    browser = signed_in(cast.maureen)
    assert "Carry this into my plan" in page_of(browser, typed())
    page = browser.post(CARRY, typed()).content.decode()
    assert "Old plan" in page
    assert "New plan" in page
    assert "Of somebody else" not in page
    unchosen = browser.post(CARRY, typed(choose="yes")).content.decode()
    assert "Choose a plan." in unchosen
    assert 'name="pa-0-shift-0-rate" value="13.00"' in unchosen
    browser.post(CARRY, typed(to=str(new.uuid)))
    assert len(costs_in(new)) == 4


def test_nobody_carries_costs_into_a_plan_of_somebody_else(cast: Cast) -> None:
    plan = make_document(cast.amira)
    page = signed_in(cast.maureen).post(CARRY, typed(to=str(plan.uuid)))
    assert page.status_code == 200
    assert costs_in(plan) == []


def test_without_a_plan_it_begins_one_once(cast: Cast) -> None:
    publish()
    browser = signed_in(cast.maureen)
    assert "Into: A new support plan." in page_of(browser, typed())
    data = typed(to="new")
    browser.post(CARRY, data)
    browser.post(CARRY, data)
    document = Document.objects.get(owner=cast.maureen)
    assert len(costs_in(document)) == 4


def test_without_an_account_it_goes_into_the_plan_on_trial(client: Client) -> None:
    publish()
    assert "Into: The plan that I am trying." in page_of(client, typed())
    data = typed(to="trial")
    page = client.post(CARRY, data, follow=True)
    assert page.redirect_chain[0][0].startswith("/try/step/")
    assert "PA 1: wages (£13.00 an hour)" in page.content.decode()
    client.post(CARRY, data)
    assert len(client.session["trial"]["answers"][COSTS]["value"]) == 4


def test_signed_out_meanwhile_nothing_is_lost(client: Client, cast: Cast) -> None:
    document = make_document(cast.maureen)
    page = client.post(CARRY, typed(to=str(document.uuid))).content.decode()
    assert "The plan that I am trying" in page
    assert 'name="pa-0-shift-0-rate" value="13.00"' in page
    assert costs_in(document) == []


def test_who_helps_as_a_job_has_nowhere_to_carry_it(cast: Cast) -> None:
    browser = signed_in(cast.sunita)
    assert "Carry this into my plan" not in page_of(browser, typed())
    assert "nowhere to put these costs" in browser.post(CARRY, typed()).content.decode()


def test_broken_figures_are_not_carried(cast: Cast) -> None:
    document = make_document(cast.maureen)
    page = signed_in(cast.maureen).post(CARRY, typed(to=str(document.uuid), **{"pa-0-shift-0-rate": "x"}))
    assert "There is a problem" in page.content.decode()
    assert costs_in(document) == []


def test_one_plan_or_many_take_the_same_queries(cast: Cast) -> None:
    browser = signed_in(cast.maureen)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            browser.post(CARRY, typed())
        return len(found)

    make_document(cast.maureen)
    make_document(cast.maureen)
    queries()
    few = queries()
    for _ in range(8):
        make_document(cast.maureen)
    assert queries() == few


def test_the_way_to_it_stands_beside_the_costs_and_on_the_plan(
    cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    document = make_document(cast.maureen)
    browser = browser_of(cast.maureen)
    for address in (document.get_absolute_url(), f"{document.get_absolute_url()}step/your-budget/"):
        assert f'href="{HERE}"' in browser.get(address).content.decode()


def test_the_way_to_it_stands_beside_the_costs_of_the_trial_too(client: Client) -> None:
    publish()
    assert f'href="{HERE}"' in client.get("/try/step/your-budget/").content.decode()
    assert f'href="{HERE}"' not in client.get("/try/step/what-matters/").content.decode()
