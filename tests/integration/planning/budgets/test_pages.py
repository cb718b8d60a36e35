"""My money, the bar, and the sum beside the costs: what each reader may see, and nothing else."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planning.documents.enums import Audience
from planning.documents.models import Answer, Document, Grant
from portal.accounts.models import User
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.assessments import assess, indicate
from tests.factories.content import default_definition, question_id
from tests.factories.money import let_see_money
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.personas import Cast

BrowserOf = Callable[[User], Client]
COSTS = question_id(default_definition(), "cost_list")
COST_STEP = next(s["slug"] for s in default_definition()["steps"] if any(q["id"] == COSTS for q in s["questions"]))
FIRST_STEP = default_definition()["steps"][0]["slug"]


def costs(*amounts: str, how_often: str = "week") -> list[dict[str, Any]]:
    return [
        {
            "id": f"00000000-0000-4000-8000-{n:012}",
            "what_for": f"Cost {n}",
            "amount": a,
            "how_often": how_often,
            "times": "",
        }
        for n, a in enumerate(amounts)
    ]


@pytest.fixture
def plan(cast: Cast) -> Document:
    document = make_document(cast.maureen)
    answer(document, COSTS, costs("60.00", "30.40"))
    return document


def html(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return response.content.decode()


def base(plan: Document) -> str:
    return f"/documents/{plan.uuid}/"


def without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


def test_the_person_sees_it_at_the_top_beside_the_costs_and_on_the_money_page(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    indicate(cast.maureen, cast.sunita, "96.00")
    assess(cast.maureen, cast.sunita)
    maureen = browser_of(cast.maureen)
    for address in (base(plan), f"{base(plan)}step/{COST_STEP}/", f"{base(plan)}check/", "/budget/", "/home/"):
        page = html(maureen, address)
        assert "£96.00" in page, address
        assert "£90.40" in page, address
    money = html(maureen, "/budget/")
    assert "£5.60</span> is left." in money
    assert "£4,700.80" in money
    assert "Set by Sunita" in money
    step = html(maureen, f"{base(plan)}step/{COST_STEP}/")
    assert "What this adds up to" in step
    assert step.index("What this adds up to") < step.index('name="go" value="stop"'), "below its question"
    assert "What this adds up to" not in html(maureen, f"{base(plan)}step/{FIRST_STEP}/")


def test_more_than_the_figure_is_said_plainly(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    indicate(cast.maureen, cast.sunita, "90.00")
    maureen = browser_of(cast.maureen)
    assert "£0.40</span> more than this budget." in html(maureen, "/budget/")
    assert "£0.40</b> a week more than that." in html(maureen, f"{base(plan)}step/{COST_STEP}/")


def test_each_of_several_plans_is_held_against_the_figure(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    indicate(cast.maureen, cast.sunita, "90.00")
    answer(make_document(cast.maureen, title="A smaller plan"), COSTS, costs("80.50"))
    money = html(browser_of(cast.maureen), "/budget/")
    assert 'It takes <b class="imw-money">£0.40</b> a week more than your indicative budget.' in money
    assert 'It leaves <b class="imw-money">£9.50</b> a week of your indicative budget.' in money


def test_a_missing_figure_is_said_plainly(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    maureen = browser_of(cast.maureen)
    for address in ("/budget/", "/home/", base(plan), f"{base(plan)}step/{COST_STEP}/"):
        assert "There is no indicative budget yet" in html(maureen, address), address
    assert "Sunita sets it after your assessment." in html(maureen, "/budget/")
    assert "£90.40" in html(maureen, "/budget/")
    beth = browser_of(cast.beth)
    assert "A social worker sets it after an assessment" in html(beth, "/budget/")
    assert "indicative budget" not in html(beth, "/home/")


def test_unclear_amounts_are_named_and_not_counted_and_once_stands_apart(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    mixed = [*costs("60.00", "about ten pounds"), {**costs("250")[0], "what_for": "A rail", "how_often": "once"}]
    Answer.objects.filter(document=plan).update(value=mixed)
    indicate(cast.maureen, cast.sunita, "96.00")
    for address in ("/budget/", base(plan)):
        page = html(browser_of(cast.maureen), address)
        assert "£60.00" in page
        assert "the amount is not clear yet: “Cost 1”" in page
        assert 'Once only, on top of that: <b class="imw-money">£250.00</b>' in page


def test_opening_the_page_answers_the_notice(cast: Cast, now: datetime, browser_of: BrowserOf) -> None:
    Notice.objects.create(user=cast.maureen, kind=Kind.INDICATIVE_BUDGET, path="/budget/", created_at=now)
    html(browser_of(cast.maureen), "/budget/")
    assert Notice.objects.get().read_at


def test_the_worker_sees_the_figure_and_the_way_to_set_it(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    share_with_worker(plan)
    sunita = browser_of(cast.sunita)
    assert f"/caseload/{cast.maureen.uuid}/budget/" in html(sunita, base(plan))
    indicate(cast.maureen, cast.sunita, "96.00")
    page = html(sunita, base(plan))
    assert "Maureen’s plan adds up to" in page
    assert "£96.00" in page
    assert "My plan adds up to" not in page


def test_seeing_the_budget_is_a_tick_of_its_own(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    indicate(cast.maureen, cast.sunita, "96.00")
    share_with(plan, cast.beth_in_circle, can_comment=True, can_suggest=True, can_edit=True)
    beth = browser_of(cast.beth)
    for address in (base(plan), f"{base(plan)}step/{COST_STEP}/", f"{base(plan)}check/", "/budget/", "/home/"):
        page = html(beth, address)
        assert "96.00" not in page, address
        assert "90.40" not in page, address
        assert "ndicative budget</p>" not in page, address
    Grant.objects.update(can_see_budget=True)
    assert "£96.00" in html(beth, base(plan))
    assert "Maureen’s plan adds up to" in html(beth, base(plan))
    assert "96.00" not in html(beth, "/budget/")


@pytest.mark.parametrize("audience", [Audience.ONLY_ME, Audience.WORKER_ONLY])
def test_costs_kept_from_a_reader_are_in_no_sum_of_theirs(
    cast: Cast, plan: Document, browser_of: BrowserOf, audience: str
) -> None:
    indicate(cast.maureen, cast.sunita, "96.00")
    Answer.objects.filter(document=plan).update(audience=audience)
    share_with(plan, cast.beth_in_circle, can_see_budget=True)
    share_with_worker(plan)
    page = html(browser_of(cast.beth), base(plan))
    assert "£96.00" in page
    assert "90.40" not in page
    assert "adds up to" not in page
    assert "Cost 1" not in page
    seen_by_worker = "90.40" in html(browser_of(cast.sunita), base(plan))
    assert seen_by_worker is (audience == Audience.WORKER_ONLY)
    assert "£90.40" in html(browser_of(cast.maureen), base(plan))


def test_hidden_costs_and_no_costs_look_alike(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    indicate(cast.maureen, cast.sunita, "96.00")
    share_with(plan, cast.beth_in_circle, can_see_budget=True)
    Answer.objects.filter(document=plan).update(audience=Audience.ONLY_ME)
    hidden = html(browser_of(cast.beth), base(plan))
    Answer.objects.filter(document=plan).delete()
    assert without_tokens(html(browser_of(cast.beth), base(plan))) == without_tokens(hidden)


def test_a_share_that_ended_shows_nothing(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    indicate(cast.maureen, cast.sunita, "96.00")
    share_with(plan, cast.beth_in_circle, can_see_budget=True, ended=True)
    share_with_worker(plan, ended=True)
    for user in (cast.beth, cast.sunita, cast.ruth, cast.hana):
        response = browser_of(user).get(base(plan))
        assert response.status_code == 404
        assert "96.00" not in response.content.decode()


def test_somebody_elses_money_is_never_on_mine(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    indicate(cast.amira, cast.hana, "412.00")
    assert "£412" not in html(browser_of(cast.maureen), "/budget/")
    assert "90.40" not in html(browser_of(cast.amira), "/budget/")


@pytest.mark.parametrize("address", ["/budget/", "/home/"])
def test_many_plans_take_as_many_queries_as_one(
    cast: Cast, plan: Document, browser_of: BrowserOf, address: str
) -> None:
    indicate(cast.maureen, cast.sunita, "96.00")
    maureen = browser_of(cast.maureen)
    html(maureen, address)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            html(maureen, address)
        return len(captured)

    one = queries()
    for n in range(12):
        indicate(cast.maureen, cast.sunita, f"{n}.00")
        another = make_document(cast.maureen, title=f"Plan {n}")
        answer(another, COSTS, costs(*["1.00"] * 20))
    assert queries() == one


def test_the_panels_cost_the_same_for_one_cost_and_for_many(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    maureen = browser_of(cast.maureen)
    address = f"{base(plan)}step/{COST_STEP}/"
    html(maureen, address)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            html(maureen, address)
        return len(captured)

    one = queries()
    Answer.objects.filter(document=plan).update(value=costs(*["1.00"] * 50))
    assert queries() == one


def test_who_helps_with_money_finds_the_way_from_their_own_page(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    indicate(cast.maureen, cast.sunita, "96.00")
    beth = browser_of(cast.beth)
    assert "Money you help with" not in html(beth, "/budget/")
    let_see_money(cast.beth_in_circle)
    page = html(beth, "/budget/")
    assert page.index("Maureen’s money") < page.index("There is no indicative budget yet")
    assert "Money you help with" not in html(browser_of(cast.maureen), "/budget/")


def test_nobody_elses_plan_is_called_my_plan(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    indicate(cast.maureen, cast.sunita, "96.00")
    share_with(plan, cast.beth_in_circle, can_see_budget=True)
    let_see_money(cast.beth_in_circle)
    page = html(browser_of(cast.beth), f"/budget/of/{cast.maureen.uuid}/")
    assert "Maureen’s plan adds up to" in page
    assert "My plan" not in page
    assert "My plan adds up to" in html(browser_of(cast.maureen), "/budget/")


def test_a_plan_that_takes_exactly_the_budget_says_so(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    indicate(cast.maureen, cast.sunita, "90.40")
    money = html(browser_of(cast.maureen), "/budget/")
    assert "That is exactly this budget." in money and "£0.00" not in money
