"""From the first figure to the final one, on the money page: for the person and who sees the money, and nobody else."""

from collections.abc import Callable
from decimal import Decimal

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from planning.assessments.services import set_indicative_budget
from planning.documents.enums import Audience
from planning.documents.models import Answer
from planning.signing_off.services import agree_alone
from planning.signing_off.shown import show
from planning.signing_off.three_figures import three_figures
from portal.accounts.models import User
from portal.relationships.models import Allocation
from tests.factories.limits import limit
from tests.factories.money import let_see_money
from tests.factories.signing_off import COSTS, cost, sent, yes_to
from tests.personas import Cast

BrowserOf = Callable[[User], Client]
HOW = "Points from your assessment, times what a point is worth here."


def first_figure(cast: Cast, weekly: str = "96.00", how: str = HOW) -> None:
    set_indicative_budget(person=cast.maureen, weekly=Decimal(weekly), how=how, by=cast.sunita, at=timezone.now())


def test_before_a_decision_the_final_figure_is_not_there_yet(cast: Cast, browser_of: BrowserOf) -> None:
    first_figure(cast)
    sent(cast.maureen, cost("91.65"), cost("60.00", how_often="once"))
    page = browser_of(cast.maureen).get(reverse("budget")).content.decode()
    for words in ("From the first figure to the final one", "£96.00", "£91.65", "£60.00", "not there yet", HOW):
        assert words in page, words
    assert "The final figure comes when your plan is agreed" in page


def test_after_it_all_three_stand_with_each_difference_and_the_ratio(cast: Cast, browser_of: BrowserOf) -> None:
    first_figure(cast)
    limit(cast.north, "100.00", by=cast.morag)
    waits = sent(cast.maureen, cost("91.65"))
    agree_alone(sign_off=waits, words="It does what it should.", yes=yes_to(waits), by=cast.sunita, at=timezone.now())
    # A first figure that came later is not the one that it was agreed with.
    first_figure(cast, "77.77")
    page = browser_of(cast.maureen).get(reverse("budget")).content.decode()
    section = page.split('id="three-figures"')[1].split("</section>")[0]
    for words in ("£96.00", "£91.65", "£4,765.80", "Why the figures differ", "Her daughter helps.", "1.05"):
        assert words in section, words
    assert "77.77" not in section and "The final figure comes when" not in page
    assert "Your final budget comes to" in page and "Your indicative budget" not in page
    home = browser_of(cast.maureen).get("/home/").content.decode()
    assert "Your final budget, as it was agreed." in home and "our first figure" not in home
    waits.refresh_from_db()
    found = three_figures(show(waits, cast.maureen, at=timezone.now()), None, cast.maureen)
    assert [figure.weekly for figure in found.figures] == [Decimal("96.00"), Decimal("91.65"), Decimal("91.65")]
    assert found.ratio == Decimal("1.0475")


def test_who_sees_the_money_reads_them_and_others_do_not(cast: Cast, browser_of: BrowserOf) -> None:
    first_figure(cast)
    sent(cast.maureen, cost("91.65"))
    address = reverse("budget_of", args=[cast.maureen.uuid])
    assert browser_of(cast.beth).get(address).status_code == 404
    let_see_money(cast.beth_in_circle)
    assert "£91.65" in browser_of(cast.beth).get(address).content.decode()


def test_the_same_figure_with_other_words_is_told_anew(cast: Cast) -> None:
    first_figure(cast)
    first_figure(cast)
    first_figure(cast, how="As agreed on the telephone.")
    assert cast.maureen.indicative_budgets.count() == 2


def test_what_was_agreed_stands_in_other_periods_and_adds_up(cast: Cast, browser_of: BrowserOf) -> None:
    limit(cast.north, "100.00", by=cast.morag)
    waits = sent(cast.maureen, cost("52.00"), cost("39.65", what_for="Swimming"), cost("60.00", how_often="once"))
    assert "four weeks, a month and a year" not in browser_of(cast.maureen).get(reverse("budget")).content.decode()
    agree_alone(sign_off=waits, words="It does what it should.", yes=yes_to(waits), by=cast.sunita, at=timezone.now())
    page = browser_of(cast.maureen).get(reverse("budget")).content.decode()
    table = page.split("The final budget in four periods")[1].split("</details>")[0]
    for words in ("My PA", "£225.33", "Swimming", "£171.82", "£397.15", "£4,765.80", "£60.00 is paid once"):
        assert words in table, words


def test_a_cost_that_is_kept_from_who_sees_the_money_is_one_with_the_rest(cast: Cast, browser_of: BrowserOf) -> None:
    limit(cast.north, "100.00", by=cast.morag)
    waits = sent(cast.maureen, cost("52.00", what_for="Something of my own"))
    agree_alone(sign_off=waits, words="It does what it should.", yes=yes_to(waits), by=cast.sunita, at=timezone.now())
    answers = Answer.objects.filter(document=waits.version.document, question_id=COSTS)
    let_see_money(cast.beth_in_circle)
    address = reverse("budget_of", args=[cast.maureen.uuid])
    assert "Something of my own" in browser_of(cast.beth).get(address).content.decode()
    answers.update(audience=Audience.WORKER_ONLY)
    page = browser_of(cast.beth).get(address).content.decode()
    assert "Something of my own" not in page and "Other costs of the plan" in page


def test_where_nobody_is_named_it_is_with_the_persons_social_worker(cast: Cast) -> None:
    limit(cast.north, "100.00", by=cast.morag)
    waits = sent(cast.maureen, cost("91.65"))
    Allocation.objects.filter(person=cast.maureen).update(ends_at=timezone.now())
    for reader, who in ((cast.maureen, "your social worker"), (cast.beth, "Maureen’s social worker")):
        assert show(waits, reader, at=timezone.now()).who == who
